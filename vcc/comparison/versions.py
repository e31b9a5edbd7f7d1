"""A whole comparison, and what differs between two versions of one case, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from vcc.comparison.side_by_side import SideBySide
from vcc.comparison.statements import ChangedStatement
from vcc.findings.changes import Change, Difference
from vcc.source.diagnostic import Words


@dataclass(frozen=True, slots=True)
class Consequence:
    """A conclusion (with the title of its section) or finding (without) that is not the same, and
    the changed statements that it comes from."""

    section: Words | None
    change: Change
    statements: tuple[ChangedStatement, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A version against the one before it, by the files that hold them.

    `difference` has all that differs, also what people are not shown; `conclusions` and
    `findings` are those that they are.
    """

    before: str
    after: str
    statements: tuple[ChangedStatement, ...]
    conclusions: tuple[Consequence, ...]
    findings: tuple[Consequence, ...]
    difference: Difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cases beside each other, or (`of_periods`) the periods of one; of versions of one case also
    what changed from each to the next."""

    table: SideBySide
    versions: tuple[Version, ...] = ()
    of_periods: bool = False
