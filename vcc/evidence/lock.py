"""`evidence.lock`: what was found in the sources, so that it stays checkable without them.

TOML with one line for each source and each quote, sorted: git merges what two people add. It
holds hashes, offsets and section numbers, no words of a source.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from vcc.evidence.codes import DAMAGED, NEWER
from vcc.evidence.place import Where
from vcc.evidence.search import Wanted
from vcc.source.diagnostic import SourceErrors, Words
from vcc.source.reading import read_source

FILE: Final = "evidence.lock"
FORMAT: Final = 1
_HEAD: Final = """\
# Where the quotes of the cases stand in their sources; hashes and offsets only, no text of them.
# 案例引文在来源中的位置；仅含哈希与偏移，不含原文。 Written by `vcc evidence --write-lock`.
"""
_ENTRY: Final = Words("the entry `{name}` is not as vcc writes it", "条目“{name}”不是 vcc 的写法")
_NO_TOML: Final = Words("{reason}", "{reason}")
_NO_FORMAT: Final = Words("it does not say its format", "未注明格式")
_CONTEXT: Final = 60
_HEX: Final = re.compile(r"[0-9a-f]{32,64}")
_Value = TypeVar("_Value", str, int)


@dataclass(frozen=True, slots=True)
class LockedSource:
    """The file of a source: the path that the case names, its hash, its size in bytes."""

    file: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class LockedQuote:
    """Where a quote was found: offsets in the text of the source, place, hash of the context."""

    start: int
    end: int
    where: Where
    context: str


@dataclass(frozen=True, slots=True)
class CaseLock:
    """What the lock says of one case: sources by name, quotes by `quote_id`."""

    sources: Mapping[str, LockedSource] = field(default_factory=dict)
    quotes: Mapping[str, LockedQuote] = field(default_factory=dict)


Lock = Mapping[str, CaseLock]  # by the path of the case, relative to the folder of the lock


def quote_id(source: str, wanted: Wanted) -> str:
    """The name of a quote in the lock; the same however its white space and width change."""
    return f"{source}:{sha256(wanted.key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def context_hash(text: str, start: int, end: int) -> str:
    """The hash of a passage of a normalised text with some characters around it."""
    around = text[max(0, start - _CONTEXT) : end + _CONTEXT]
    return sha256(around.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def text_from_lock(lock: Lock) -> str:
    """The file: always the same for the same content."""
    return "\n".join((f"{_HEAD}format = {FORMAT}\n", *map(_case, sorted(lock.items()))))


def lock_from_file(path: Path) -> Lock:
    """What a lock file says.

    Raises:
        SourceErrors: with one diagnostic, where it cannot be read, is damaged, or too new.
    """
    text = read_source(path).text
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = _NO_TOML.filled({"reason": str(error)})
        raise SourceErrors([DAMAGED.at(None, path=str(path), reason=reason)]) from None
    written = data.get("format")
    if not isinstance(written, int) or isinstance(written, bool):
        raise SourceErrors([DAMAGED.at(None, path=str(path), reason=_NO_FORMAT)])
    if written > FORMAT:
        values = {"path": str(path), "format": str(written), "known": str(FORMAT)}
        raise SourceErrors([NEWER.at(None, (), **values)])
    try:
        cases = _table(data.get("case", {}), "case")
        return {file: _case_lock(_table(case, file), file) for file, case in cases.items()}
    except _Wrong as wrong:
        reason = _ENTRY.filled({"name": str(wrong)})
        raise SourceErrors([DAMAGED.at(None, path=str(path), reason=reason)]) from None


class _Wrong(Exception):
    """An entry is not as we write it."""


def _case(entry: tuple[str, CaseLock]) -> str:
    file, case = entry

    def lines() -> Iterator[str]:
        yield f"[case.{_text(file)}.sources]"
        for name, source in sorted(case.sources.items()):
            yield (
                f"{_text(name)} = {{ file = {_text(source.file)}, "
                f'sha256 = "{source.sha256}", bytes = {source.size} }}'
            )
        yield f"\n[case.{_text(file)}.quotes]"
        for id, quote in sorted(case.quotes.items()):
            yield (
                f"{_text(id)} = {{ start = {quote.start}, end = {quote.end}{_place(quote.where)}, "
                f'context = "{quote.context}" }}'
            )

    return "\n".join(lines()) + "\n"


def _place(where: Where) -> str:
    """What is known of a place; lines are not kept, for offsets say more."""
    section = f", section = {_text(where.section)}" if where.section else ""
    parts = ", has_parts = true" if where.has_parts else ""
    pages = f", pages = [{', '.join(map(_text, where.pages))}]" if where.pages else ""
    return section + parts + pages


def _text(value: str) -> str:
    """A string of TOML (JSON's escapes are among TOML's), every character visible."""
    written = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in written)


def _case_lock(table: Mapping[str, Any], file: str) -> CaseLock:
    sources = _table(table.get("sources", {}), file)
    quotes = _table(table.get("quotes", {}), file)
    return CaseLock(
        {name: _source(_table(entry, name), name) for name, entry in sources.items()},
        {id: _quote(_table(entry, id), id) for id, entry in quotes.items()},
    )


def _source(entry: Mapping[str, Any], name: str) -> LockedSource:
    return LockedSource(
        _of(str, entry, "file", name), _hash(entry, "sha256", name), _of(int, entry, "bytes", name)
    )


def _quote(entry: Mapping[str, Any], id: str) -> LockedQuote:
    pages = entry.get("pages", [])
    if not isinstance(pages, list) or not all(isinstance(page, str) for page in pages):
        raise _Wrong(id)
    start, end = _of(int, entry, "start", id), _of(int, entry, "end", id)
    section = _of(str, {"section": "", **entry}, "section", id)
    if not 0 <= start < end:
        raise _Wrong(id)
    where = Where(section, entry.get("has_parts") is True, tuple(pages))
    return LockedQuote(start, end, where, _hash(entry, "context", id))


def _hash(entry: Mapping[str, Any], key: str, name: str) -> str:
    value = _of(str, entry, key, name)
    if not _HEX.fullmatch(value):
        raise _Wrong(name)
    return value


def _of(type_: type[_Value], entry: Mapping[str, Any], key: str, name: str) -> _Value:
    value = entry.get(key)
    if not isinstance(value, type_) or isinstance(value, bool):
        raise _Wrong(name)
    return value


def _table(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong(name)
    return value
