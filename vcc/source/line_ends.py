"""Line ends and byte order marks: texts are read without them, and written back with their own."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

BYTE_ORDER_MARK: Final = "\ufeff"
_END: Final = re.compile(r"\r\n|\r|\n")
_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


def plain(text: str) -> str:
    """A text without byte order mark, its line ends as `\\n`."""
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def line_ends_of(text: str) -> tuple[str, ...]:
    """The line ends that a text has, each once, the one that comes first at the front."""
    return tuple(dict.fromkeys(_END.findall(text)))


def with_one_line_end(before: str, after: str) -> str:
    """`after` (plain) with the mark of `before`, and everywhere its first line end."""
    end = (*line_ends_of(before), "\n")[0]
    return _mark(before) + (after if end == "\n" else after.replace("\n", end))


def with_line_ends(before: str, after: str) -> str:
    """`after` (plain) with the mark of `before`; lines that both have keep their own line end,
    new ones take the first that `before` has."""
    ends = line_ends_of(before)
    if len(ends) < 2:
        return with_one_line_end(before, after)
    old, new = _lines(before.removeprefix(BYTE_ORDER_MARK)), _lines(after)
    matcher = SequenceMatcher(None, [text for text, _ in old], [text for text, _ in new], False)
    own = {
        b + n: old[a + n][1] for a, b, size in matcher.get_matching_blocks() for n in range(size)
    }
    written = _mark(before)
    for number, (text, end) in enumerate(new):
        wanted = end and (own.get(number) or ends[0])
        # Behind `\r` the `\n` of an empty line would be read as the end of the same line.
        is_merged = wanted == "\n" and not text and written.endswith("\r")
        written += "\r" if is_merged else text + wanted
    return written


def _mark(text: str) -> str:
    return BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""


def _lines(text: str) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in _LINE.finditer(text) if match[0]]
