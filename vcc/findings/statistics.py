"""What a library of cases shows, in numbers, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vcc.source.diagnostic import Words


@dataclass(frozen=True, slots=True)
class Named:
    """A short name, and what people call it."""

    name: str
    label: Words


@dataclass(frozen=True, slots=True)
class Share:
    """So many cases of those that are asked."""

    what: Named
    cases: int
    of: int


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What is concluded of whole cases by one property, and of how many."""

    property: Named
    values: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class ElementCount:
    """One element of a section: in how many cases it has each status (those that are asked)."""

    element: Named
    by_status: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SectionCount:
    """A section of the report whose conclusions have a status."""

    section: Named
    elements: tuple[ElementCount, ...]


@dataclass(frozen=True, slots=True)
class FindingCount:
    """How often something is found, and in how many cases."""

    finding: Named
    severity: str
    count: int
    cases: int


@dataclass(frozen=True, slots=True)
class CitedCount:
    """Statements of one sort (a keyword of the language, or `move`): how many there are, and how
    many of them carry a citation."""

    statement: str
    count: int
    cited: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """All of it. `rows` are those of each table; `broken` are files that could not be built."""

    cases: int
    broken: int
    rows: Mapping[str, int]
    verdicts: tuple[Verdicts, ...]
    sections: tuple[SectionCount, ...]
    findings: tuple[FindingCount, ...]
    cited: tuple[CitedCount, ...]
