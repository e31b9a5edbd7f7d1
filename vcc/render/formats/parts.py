"""What goes between the files of a run and a document about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from vcc.findings.outcome import Counts
from vcc.findings.questions import Shown
from vcc.render.code_pages import CodePage
from vcc.source.diagnostic import Severity

UNTOLD: Final = "untold"  # among the sums of a part: questions that are only counted
PageOf = Callable[[str], CodePage | None]


@dataclass(frozen=True, slots=True)
class Look:
    """How what is found is shown: format, columns, colours, questions to the author, and the
    language (None: that of each file, for formats that people read).

    `folder` is the one that places are told from, where that makes a difference: other tools are
    told of a file below it by its relative path. `fails` is the least severity of what is a failed
    test, where the format has tests.
    """

    format: str
    width: int
    colour: bool
    questions: Shown
    spoken: str | None
    folder: str = ""
    fails: Severity = Severity.ERROR

    @property
    def language(self) -> str:
        """The language of a document."""
        return self.spoken or "en"


@dataclass(frozen=True, slots=True)
class Part:
    """What one file adds to a document: plain data, which can be kept and sent.

    `items` are texts, each with a key of which a document has only one (empty: as many as there
    are); `sums` are added up; of `told` a document keeps what it was told first.
    """

    items: tuple[tuple[str, str], ...] = ()
    sums: Mapping[str, int] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All its texts, those that people read."""
        return "\n".join(text for _, text in self.items)

    @property
    def untold(self) -> int:
        """How many questions it only counts."""
        return self.sums.get(UNTOLD, 0)


@dataclass(slots=True)
class Whole:
    """What all files come to; `page_of` has the page of a code."""

    language: str
    version: str
    page_of: PageOf
    counts: list[Counts] = field(default_factory=list)
    sums: Counter[str] = field(default_factory=Counter)
    told: dict[str, Any] = field(default_factory=dict)


def texts(*each: str) -> Part:
    """A part of texts alone; empty ones are left out."""
    return Part(tuple(("", text) for text in each if text))
