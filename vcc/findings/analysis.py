"""The analysis of one case: its sections of conclusions, and its findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from vcc.findings.model import Conclusion, Finding, Node
from vcc.findings.sections import Section
from vcc.source.diagnostic import Severity


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its conclusions, in the order in which they are shown.

    `rows` and `columns` are the headings of a matrix, empty cells included.
    """

    section: Section
    conclusions: tuple[Conclusion, ...]
    rows: tuple[Node, ...] = ()
    columns: tuple[Node, ...] = ()

    def groups(self) -> Iterator[tuple[Node | None, tuple[Conclusion, ...]]]:
        """The conclusions by group, groups in the order of their first conclusion."""
        found: dict[Node | None, list[Conclusion]] = {}
        for conclusion in self.conclusions:
            found.setdefault(conclusion.group, []).append(conclusion)
        return ((group, tuple(members)) for group, members in found.items())


@dataclass(frozen=True, slots=True)
class CaseAnalysis:
    """What is concluded about one case, and what a reader should look at, ranked.

    `readings` are the choices under which the papers were read, where they are not the default.
    """

    case: Node
    file: str
    language: str
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    readings: tuple[Node, ...] = ()

    @property
    def conclusions(self) -> Iterator[Conclusion]:
        """Every conclusion of every section."""
        return (conclusion for part in self.parts for conclusion in part.conclusions)

    def findings_by_severity(self) -> dict[Severity, int]:
        """How many findings there are of each severity that occurs, heaviest first."""
        counts = Counter(finding.severity for finding in self.findings)
        return {severity: counts[severity] for severity in sorted(counts, reverse=True)}
