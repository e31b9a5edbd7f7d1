"""Cases, or the periods of one, beside each other in the model's own terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from vcc.comparison.sides import Side, nodes_of
from vcc.comparison.things import KIND
from vcc.findings.model import Conclusion, Evidence, Node, Status
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import vcc


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side has in a row: a status, or what it is true of, or a value; empty where
    nothing is concluded. `evidence` is what that rests on."""

    status: Status | None = None
    entries: tuple[Words, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the side says nothing here."""
        return self.status is None and not self.entries


@dataclass(frozen=True, slots=True)
class Row:
    """What is compared, and each side's cell, in the order of the sides.

    `of_things`: the entries are names of things, which differ from case to case; sides differ
    then only where one has some and another none.
    """

    key: str
    label: Words
    cells: tuple[Cell, ...]
    of_things: bool

    @property
    def differs(self) -> bool:
        """Whether the sides do not all say the same."""
        if self.of_things:
            return len({cell.is_empty for cell in self.cells}) > 1
        return len({(cell.status, frozenset(cell.entries)) for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Aspect:
    """Rows that belong together, under the heading of their sort or section."""

    key: str
    title: Words
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The whole comparison: what is stated, what is concluded, what should be looked at."""

    sides: tuple[Node, ...]
    stated: tuple[Aspect, ...]
    concluded: tuple[Aspect, ...]
    findings: Aspect


# -------------------------------------------------------------------- the rows
def side_by_side(sides: Sequence[Side], label: Callable[[str], Words]) -> SideBySide:
    """Put sides beside each other; `label` says what a term of the theory is called."""
    return SideBySide(
        tuple(side.name for side in sides),
        tuple(_stated(sides, label)),
        tuple(_concluded(sides)),
        _findings(sides),
    )


class _Rows:
    """Rows in the order in which they are first met, filled side by side."""

    def __init__(self, sides: int) -> None:
        self._sides = sides
        self._labels: dict[str, Words] = {}
        self._cells: dict[str, list[Cell]] = {}
        self._of_things: dict[str, bool] = {}

    def add(self, side: int, key: str, label: Words, cell: Cell, *, of_things: bool) -> None:
        self._labels.setdefault(key, label)
        self._of_things[key] = of_things
        cells = self._cells.setdefault(key, [Cell()] * self._sides)
        known = cells[side]
        entries = dict.fromkeys((*known.entries, *cell.entries))
        evidence = dict.fromkeys((*known.evidence, *cell.evidence))
        cells[side] = Cell(cell.status or known.status, tuple(entries), tuple(evidence))

    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(key, self._labels[key], tuple(cells), self._of_things[key])
            for key, cells in self._cells.items()
        )


def _stated(sides: Sequence[Side], label: Callable[[str], Words]) -> Iterator[Aspect]:
    """What is declared, by sort and kind."""
    groups = dict.fromkeys(t.group for side in sides for t in side.things if KIND in t.features)
    for group in groups:
        rows = _Rows(len(sides))
        for number, side in enumerate(sides):
            for thing in side.things:
                for kind in thing.features.get(KIND, ()) if thing.group == group else ():
                    cell = Cell(entries=(thing.label,), evidence=(thing.evidence,))
                    rows.add(number, kind, label(vcc(kind)), cell, of_things=True)
        yield Aspect(group, Words(group, group), rows.rows())


def _concluded(sides: Sequence[Side]) -> Iterator[Aspect]:
    sections = {s.key: s for side in sides for s, _ in side.conclusions}
    for section in sorted(sections.values(), key=lambda s: (s.order, s.key)):
        rows = _Rows(len(sides))
        for number, side in enumerate(sides):
            for of, conclusion in side.conclusions:
                if of == section:
                    _add(rows, number, conclusion, side.name.term)
        yield Aspect(section.key, section.title, rows.rows())


def _add(rows: _Rows, side: int, conclusion: Conclusion, scope: str) -> None:
    """One conclusion in the row that it can be compared in."""
    evidence, predicate = conclusion.evidence, conclusion.predicate
    told = conclusion.object.label if conclusion.object else _both(conclusion.value)
    if conclusion.status is not None and conclusion.object is not None:
        cell = Cell(conclusion.status, evidence=evidence)
        rows.add(side, conclusion.object.term, told, cell, of_things=False)
    elif conclusion.column is not None:
        row = conclusion.row or predicate
        entries = (conclusion.column.label,)
        key, label = row.term, row.label
        if row == predicate:  # a number for each column, such as a tally
            key, label = f"{row.term} {conclusion.column.term}", _pair(entries[0], row.label)
            entries = (told,)
        rows.add(side, key, label, Cell(entries=entries, evidence=evidence), of_things=False)
    elif scope in nodes_of(conclusion) or not conclusion.object:
        cell = Cell(entries=(told,), evidence=evidence)
        rows.add(side, predicate.term, predicate.label, cell, of_things=False)
    else:
        subject = (conclusion.group or conclusion.subject).label
        label = _pair(predicate.label, told)
        cell = Cell(entries=(subject,), evidence=evidence)
        rows.add(side, f"{predicate.term} {conclusion.object.term}", label, cell, of_things=True)


def _both(value: str) -> Words:
    return Words(value, value)


def _pair(first: Words, second: Words) -> Words:
    return Words(f"{first.en}: {second.en}", f"{first.zh}：{second.zh}")


def _findings(sides: Sequence[Side]) -> Aspect:
    rows = _Rows(len(sides))
    for number, side in enumerate(sides):
        for finding in side.findings:
            cell = Cell(entries=(finding.focus.label,), evidence=finding.evidence)
            rows.add(number, finding.name, finding.label, cell, of_things=True)
    return Aspect("findings", Words("Findings", "发现"), rows.rows())


def differing(aspects: Iterable[Aspect]) -> tuple[Aspect, ...]:
    """Only the rows in which the sides differ, and only aspects that have some."""
    found = (Aspect(a.key, a.title, tuple(r for r in a.rows if r.differs)) for a in aspects)
    return tuple(aspect for aspect in found if aspect.rows)
