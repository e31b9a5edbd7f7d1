"""What looking up the quotes of one case gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from vcc.evidence.lock import CaseLock
from vcc.evidence.nearest import Piece
from vcc.evidence.place import Fit, Where
from vcc.evidence.statements import Quoted, Source, Stated
from vcc.source.diagnostic import Diagnostic
from vcc.source.text import SourceText

_NOT_TOLD: Final = Fit(None)


class Status(Enum):
    """What became of a quote."""

    FOUND = "found"
    LOCKED = "locked"  # the lock vouches for it; the source is not here
    MISQUOTE = "misquote"
    NOT_FOUND = "not-found"
    TOO_SHORT = "too-short"
    NOT_LOCKED = "not-locked"
    MISSING = "source-missing"
    UNREADABLE = "source-unreadable"
    UNDECLARED = "source-undeclared"
    NO_FILE = "source-without-file"


@dataclass(frozen=True, slots=True)
class Looked:
    """A quote and what became of it.

    `start` and `end` are offsets in the text of the source (of a quote that was found, or of the
    nearest `passage` to a misquote); `fit` is about the stated place.
    """

    quoted: Quoted
    status: Status
    where: Where | None = None
    start: int = 0
    end: int = 0
    fit: Fit = _NOT_TOLD
    passage: str = ""
    difference: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class LookedSource:
    """A source: its file as found (empty: not here), hash and size; whether it is as locked."""

    source: Source
    path: str = ""
    sha256: str = ""
    size: int = 0
    is_as_locked: bool | None = None


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """Everything about the evidence of one case or library file.

    `fresh` is what a new lock would say of it; `stale` are entries of the lock that nothing in
    the case asks for; `unlocked` are quotes that were found but are not in the lock (0 without
    a lock).
    """

    source: SourceText = field(repr=False)
    language: str
    name: str
    sources: tuple[LookedSource, ...]
    quotes: tuple[Looked, ...]
    statements: tuple[Stated, ...]
    diagnostics: tuple[Diagnostic, ...]
    fresh: CaseLock = field(repr=False)
    stale: tuple[str, ...] = ()
    unlocked: int = 0

    @property
    def file(self) -> str:
        """The file of the case."""
        return self.source.name

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many quotes came to what."""
        return Counter(looked.status for looked in self.quotes)

    @property
    def kinds(self) -> Mapping[str, tuple[int, int]]:
        """How many statements of each kind have no evidence, and how many there are."""
        of = Counter(stated.kind for stated in self.statements)
        without = Counter(stated.kind for stated in self.statements if not stated.is_cited)
        return {kind: (without[kind], count) for kind, count in of.items()}
