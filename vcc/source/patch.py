"""The change of a file as a unified diff that `patch -p0` and `git apply -p0` can apply."""

from __future__ import annotations

import re
from difflib import unified_diff
from typing import Final

# A line of a patch ends with `\n` alone: a `\r` before it belongs to the line, a form feed ends
# none, and a file whose lines end with `\r` is one line.
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED: Final = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def unified_patch(before: str, after: str, name: str) -> str:
    """What turns a text into another, both with their line ends; empty where they are the same."""
    called = _in_header(name)
    lines = unified_diff(_LINE.findall(before), _LINE.findall(after), called, called)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _in_header(name: str) -> str:
    """A name as GNU diff and git write it: as a C string where it has signs that would be read as
    something else; with a tab behind it where it has a blank, at which it would end otherwise."""
    quoted = _QUOTED.sub(lambda sign: _ESCAPES.get(sign[0], f"\\{ord(sign[0]):03o}"), name)
    if quoted != name:
        return f'"{quoted}"'
    return f"{name}\t" if " " in name else name
