"""Two codings of the same sources: how far they agree, where not, and what that changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from vcc.case.resolved import ResolvedCase
from vcc.comparison.alignment import Alignment, alignment_of
from vcc.comparison.reliability import (
    Codes,
    Unit,
    cohens_kappa,
    krippendorffs_alpha,
    percent_agreement,
)
from vcc.comparison.sides import told_of
from vcc.comparison.things import Thing, things_of_case
from vcc.findings.analysis import CaseAnalysis
from vcc.findings.model import Conclusion, Node
from vcc.graph.iris import below
from vcc.source.diagnostic import Words
from vcc.vocabulary.rdf import Triple

_NOTHING: Codes = frozenset()


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder wrote, and what follows from it."""

    case: ResolvedCase
    analysis: CaseAnalysis


@dataclass(frozen=True, slots=True)
class Reliability:
    """Agreement over the units of one category; a figure is None where it is not defined.

    `percent` is a share from 0 to 1, `kappa` Cohen's and `alpha` Krippendorff's coefficient.
    """

    units: int
    percent: float | None
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """How many things of a group each coder wrote down, and how many are the same.

    `percent` is the share of what both wrote that is in pairs (Dice), from 0 to 1; a coefficient
    beyond chance is not defined, because nobody counts what neither wrote down.
    """

    group: str
    first: int
    second: int
    pairs: int

    @property
    def percent(self) -> float:
        """Twice the pairs, of all that was written."""
        return 2 * self.pairs / (self.first + self.second)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A thing on which the coders differ: what each says by a clause, and each one's evidence.

    `clause` is empty where only one coder has the thing at all.
    """

    group: str
    clause: str
    first: Thing | None
    second: Thing | None
    said_first: Codes = _NOTHING
    said_second: Codes = _NOTHING


@dataclass(frozen=True, slots=True)
class Agreement:
    """The whole comparison. `clauses` is by (group, clause); `conclusions` by section of the
    report; what only one coding leads to is in `only_first` and `only_second`."""

    names: tuple[Node, Node]
    alignment: Alignment
    found: tuple[Found, ...]
    clauses: Mapping[tuple[str, str], Reliability]
    conclusions: Mapping[str, Reliability]
    titles: Mapping[str, Words]
    disagreements: tuple[Disagreement, ...]
    only_first: tuple[Conclusion, ...]
    only_second: tuple[Conclusion, ...]


def agreement_of(first: Coding, second: Coding) -> Agreement:
    """Hold two codings of the same sources against each other."""
    ours, theirs = things_of_case(first.case), things_of_case(second.case)
    alignment = alignment_of(ours, theirs)
    told = _Told(second.analysis.case.term, first.analysis.case.term, alignment.keys)
    mine = {(section.key, *c.triple): c for section, c in told_of(first.analysis)}
    others = {(section.key, *told.of(c.triple)): c for section, c in told_of(second.analysis)}
    return Agreement(
        names=(first.analysis.case, second.analysis.case),
        alignment=alignment,
        found=tuple(_found(ours, theirs, alignment)),
        clauses={key: _reliability(units) for key, units in _clause_units(alignment).items()},
        conclusions=_of_conclusions(mine, others),
        titles={part.section.key: part.section.title for part in first.analysis.parts},
        disagreements=tuple(_disagreements(alignment)),
        only_first=tuple(c for fact, c in mine.items() if fact not in others),
        only_second=tuple(c for fact, c in others.items() if fact not in mine),
    )


def _reliability(units: list[Unit]) -> Reliability:
    return Reliability(
        len(units), percent_agreement(units), cohens_kappa(units), krippendorffs_alpha(units)
    )


def _found(ours: Iterable[Thing], theirs: Iterable[Thing], alignment: Alignment) -> Iterator[Found]:
    groups_first = [thing.group for thing in ours]
    groups_second = [thing.group for thing in theirs]
    in_pairs = [pair.first.group for pair in alignment.pairs]
    for group in dict.fromkeys((*groups_first, *groups_second)):
        yield Found(
            group, groups_first.count(group), groups_second.count(group), in_pairs.count(group)
        )


# -------------------------------------------------------------------- what is said of things
def _said(thing: Thing, keys: Mapping[str, str]) -> dict[str, Codes]:
    """Everything said of a thing by clause, other things by the names of the first coding."""
    named = {
        clause: frozenset(keys.get(name, name) for name in names)
        for clause, names in thing.references.items()
    }
    return {**thing.features, **named}


def _compared(alignment: Alignment) -> Iterator[tuple[Thing, Thing, str, Codes, Codes]]:
    """Every pair and clause of which at least one coder says something."""
    keys = alignment.keys
    for pair in alignment.pairs:
        ours, theirs = _said(pair.first, {}), _said(pair.second, keys)
        for clause in dict.fromkeys((*ours, *theirs)):
            a, b = ours.get(clause, _NOTHING), theirs.get(clause, _NOTHING)
            yield pair.first, pair.second, clause, a, b


def _clause_units(alignment: Alignment) -> dict[tuple[str, str], list[Unit]]:
    """The units of each clause of each group: every pair, whether or not anyone used it."""
    used: dict[tuple[str, str], list[Unit]] = {}
    for first, _, clause, a, b in _compared(alignment):
        used.setdefault((first.group, clause), []).append((a, b))
    pairs = [pair.first.group for pair in alignment.pairs]
    for (group, _), units in used.items():
        units += [(_NOTHING, _NOTHING)] * (pairs.count(group) - len(units))
    return used


def _disagreements(alignment: Alignment) -> Iterator[Disagreement]:
    for first, second, clause, a, b in _compared(alignment):
        if a != b:
            yield Disagreement(first.group, clause, first, second, a, b)
    for thing in alignment.only_first:
        yield Disagreement(thing.group, "", thing, None)
    for thing in alignment.only_second:
        yield Disagreement(thing.group, "", None, thing)


# -------------------------------------------------------------------- what follows
Fact = tuple[str, str, str, str]  # section, subject, predicate, object


@dataclass(frozen=True, slots=True)
class _Told:
    """Facts of the second coding in the names of the first."""

    case: str
    as_case: str
    keys: Mapping[str, str]

    def of(self, fact: Triple) -> Triple:
        subject, predicate, object = fact
        return self._term(subject), predicate, self._term(object)

    def _term(self, term: str) -> str:
        if term == self.case:
            return self.as_case
        if not term.startswith(self.case[:-1] + "/"):
            return term
        names = map(unquote, term[len(self.case) : -1].split("/"))
        return below(self.as_case, *(self.keys.get(name, name) for name in names))


def _of_conclusions(
    mine: Mapping[Fact, Conclusion], others: Mapping[Fact, Conclusion]
) -> dict[str, Reliability]:
    """By section: what is concluded of each thing (or, for a status, of each element)."""
    units: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {}
    for side, facts in enumerate((mine, others)):
        for (section, subject, predicate, object), conclusion in facts.items():
            is_status = conclusion.status is not None
            unit = (section, subject, object if is_status else predicate)
            value = predicate if is_status else object
            units.setdefault(unit, (set(), set()))[side].add(value)
    by_section: dict[str, list[Unit]] = {}
    for (section, _, _), (a, b) in units.items():
        by_section.setdefault(section, []).append((frozenset(a), frozenset(b)))
    return {section: _reliability(found) for section, found in by_section.items()}
