"""What a change of a case changes in what follows from it, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from vcc.findings.model import Conclusion, Finding, Node
from vcc.source.diagnostic import Words
from vcc.source.text import Span


class Turn(Enum):
    """How a conclusion or finding differs after a change."""

    NEW = "new"
    GONE = "gone"
    OTHER = "other"  # under the same id something else is concluded


@dataclass(frozen=True, slots=True)
class Cause:
    """A piece of the text that one of the two cases has and the other has not.

    `added`: it stands in the changed case (and `span` there); otherwise only in the case before.
    """

    span: Span
    text: str
    added: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One conclusion or finding that is not the same before and after.

    `causes` are the changed lines that it comes from: what it rests on, or what stood against it.
    """

    id: str
    title: Words
    before: Conclusion | Finding | None
    after: Conclusion | Finding | None
    causes: tuple[Cause, ...]

    @property
    def turn(self) -> Turn:
        """Whether it is new, gone, or says something else now."""
        if self.before is None:
            return Turn.NEW
        return Turn.GONE if self.after is None else Turn.OTHER


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """The changes of one section of the report; `in_brief`: people are shown each of them."""

    key: str
    title: Words
    in_brief: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that follows otherwise in a changed case.

    `text` is the changed case as its file has it (byte order mark, line ends), `patch` the change
    as a unified diff of the case file; `edits` are its lines.
    """

    case: Node
    file: str
    language: str
    edits: tuple[Cause, ...]
    sections: tuple[ChangedSection, ...]
    findings: tuple[Change, ...]
    patch: str
    text: str

    @property
    def conclusions(self) -> Iterator[Change]:
        """Every changed conclusion, by section."""
        return (change for section in self.sections for change in section.changes)
