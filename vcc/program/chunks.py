"""Cuts a rule text into statements, so that a mistake in one does not hide the others.

A statement begins at a keyword that can stand nowhere else; text before the first keyword is a
piece of its own, which the parser then refuses at its first character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_TOKEN: Final = re.compile(
    r"""(?P<skip>\#[^\n\r]*
      | <(?:[^<>"{}|^`\\\x00-\x20]|\\u)*>
      | \"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?'''
      | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
      | [?$]\w+ | @[\w\-]+
      | [\w.\-]*:(?:[\w.\-:%]|\\.)* )
      | (?P<word>[A-Za-z][\w-]*)
      | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_ALWAYS: Final = {"RULE", "PREFIX", "BASE", "VERSION", "IMPORTS"}
_BEFORE_DATA: Final = {"WHERE", "NOT"}


def chunks_from_text(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of every statement (comments and white space may precede the first)."""
    starts: list[int] = []
    previous = ""
    for match in _TOKEN.finditer(text):
        word = (match["word"] or "").upper()
        if word in _ALWAYS or (word == "DATA" and previous not in _BEFORE_DATA):
            starts.append(match.start())
        if word or match.group()[0] != "#":
            previous = word
    if _has_content(text[: starts[0] if starts else len(text)]):
        starts.insert(0, 0)
    if starts:
        yield from zip(starts, [*starts[1:], len(text)], strict=True)


def _has_content(text: str) -> bool:
    lines = re.split(r"[\n\r]", text)
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)
