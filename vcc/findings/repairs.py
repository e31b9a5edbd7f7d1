"""What to change so that something follows or goes away, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from vcc.findings.changes import Difference
from vcc.findings.lacks import Instead
from vcc.source.diagnostic import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One statement to add, or (`added` false) to take out, as it reads in the case language."""

    text: str
    added: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A set of statements after which what was asked is so; none of it can be left out.

    `difference` is everything that changes with it, and has the patch of the file.
    """

    steps: tuple[Step, ...]
    difference: Difference


@dataclass(frozen=True, slots=True)
class Repairs:
    """The answer to "what to change", the most plausible proposal first.

    `holds` is what is wanted: that the thing follows (or, if false, that it goes away). All
    proposals have the same number of statements, and with fewer it cannot be done; those that
    would withdraw what has evidence come last, however small they are. `tried` is
    how many changed cases were worked out; `complete` is false where the search gave up before
    it had seen every set of `at_most` statements, so that there may be proposals it does not know.
    `instead` is what follows in place of an overall conclusion that is wanted.
    """

    id: str
    title: Words
    language: str
    holds: bool
    at_most: int
    proposals: tuple[Proposal, ...] = ()
    tried: int = 0
    complete: bool = False
    instead: Instead | None = None

    @property
    def behind(self) -> int:
        """By how many rows of its table what is wanted is behind, where that is more than a
        statement a row can turn (what one loses, another wins); else 0."""
        behind = self.instead.behind if self.instead else 0
        return behind if behind > 2 * self.at_most else 0
