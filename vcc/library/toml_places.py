"""Where a key of a TOML file is written, which `tomllib` does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vcc.source.text import SourceText, Span, span_of

_TABLE: Final = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY: Final = re.compile(r"""\s*((?:"[^"\n]*"|'[^'\n]*'|[\w.-])+)\s*=""")
_PART: Final = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")
_AT: Final = re.compile(r"at line (\d+), column (\d+)")


def place_of(source: SourceText, path: Sequence[str], value: str = "") -> Span | None:
    """Where the key with that path (tables first) is written; with `value`, that text after it.

    None where it is written in a way that only a TOML parser sees (an inline table, say): then
    the nearest table or key around it is asked for first.
    """
    wanted = tuple(path)
    for known in (wanted[:length] for length in range(len(wanted), 0, -1)):
        for keys, start, end in _keys(source):
            if keys == known:
                rest = "" if known == wanted and not value else value or wanted[-1]
                return _inside(source, start, end, rest)
    return None


def place_of_error(source: SourceText, message: str) -> Span | None:
    """Where a message of `tomllib` says that the mistake is; the end of the text if it says so."""
    at = _AT.search(message)
    if at is None:
        return span_of(source, len(source.text), len(source.text)) if "end" in message else None
    start = source.line_starts[int(at[1]) - 1] + int(at[2]) - 1
    return span_of(source, min(start, len(source.text)), min(start + 1, len(source.text)))


def _inside(source: SourceText, start: int, end: int, text: str) -> Span:
    """The first place of a quoted text behind a key and before the next one, or the key."""
    if text:
        following = [s for _, s, _ in _keys(source) if s > start]
        limit = min(following, default=len(source.text))
        for quoted in (f'"{text}"', f"'{text}'"):
            at = source.text.find(quoted, end, limit)
            if at >= 0:
                return span_of(source, at, at + len(quoted))
    return span_of(source, start, end)


def _keys(source: SourceText) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Every table header and key on lines of their own: the whole path, start and end."""
    table: tuple[str, ...] = ()
    for start, line in zip(source.line_starts, source.text.split("\n"), strict=False):
        if header := _TABLE.match(line):
            table = _parts(header[1])
            yield table, start + header.start(1), start + header.end(1)
        elif key := _KEY.match(line):
            yield (*table, *_parts(key[1])), start + key.start(1), start + key.end(1)


def _parts(name: str) -> tuple[str, ...]:
    return tuple("".join(part) for part in _PART.findall(name))
