"""Statements that could be added, from the patterns that they would supply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vcc.case.words import STATEMENT_BY_ID, STATEMENTS
from vcc.counterfactual.supply import CaseSupplier
from vcc.graph.inverse import (
    CLOSURE,
    DENIAL,
    FRAMEWORK,
    MEMBERSHIP,
    PARTICIPATION,
    PLAN,
    RESOURCE_USE,
    STATEMENT_OF_CLASS,
    Place,
    Way,
    ways_of,
)
from vcc.plan.operators import Atom, is_variable
from vcc.vocabulary.namespaces import TYPE, vcc

MOVE: Final = "move:"
# What stands in each place of a move where nothing is known yet.
_SORT_OF_PLACE: Final = {
    Place.SUBJECTS: "actor", Place.RECEIVERS: "actor", Place.OBJECTS: "resource",
    Place.PRODUCTS: "resource", Place.ACTOR: "actor", Place.RESOURCE: "resource",
    Place.CONTEXT: "interaction", Place.OWNER: "interaction", Place.OF: "actor",
}  # fmt: skip
_NEEDED: Final[Mapping[str, tuple[Place, ...]]] = {
    "move:gives": (Place.SUBJECTS, Place.RECEIVERS, Place.OBJECTS),
    "move:uses": (Place.SUBJECTS, Place.OBJECTS),
    "move:combines": (Place.SUBJECTS, Place.OBJECTS),
    "move:acts-on": (Place.SUBJECTS, Place.OBJECTS),
    PARTICIPATION: (Place.CONTEXT, Place.ACTOR),
    RESOURCE_USE: (Place.CONTEXT, Place.RESOURCE),
    "seeks": (Place.OWNER, Place.KIND),
    "aims": (Place.OWNER, Place.KIND),
    CLOSURE: (Place.LIST,),
}
ITEMS: Final = ("seeks", "aims")
Slot = tuple[str, ...]  # values of one place: terms, or variables


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement to add. Values are terms, or variables for what is not known yet.

    `statement` is the id of what is declared or moved; `node` the declared thing that gets more
    said of it (or a variable for a new one); `places` and `clauses` are what is said. `sorts`
    are the sorts of thing that each variable may stand for (ids of statements, or of a scheme).
    """

    statement: str
    node: str
    places: Mapping[Place, Slot] = field(default_factory=dict)
    clauses: Mapping[str, Slot] = field(default_factory=dict)
    sorts: Mapping[str, Slot] = field(default_factory=dict)

    @property
    def open(self) -> tuple[str, ...]:
        """The variables, each once."""
        slots = [(self.node,), *self.places.values(), *self.clauses.values()]
        return tuple(dict.fromkeys(v for slot in slots for v in slot if is_variable(v)))


def draft_of_group(atoms: Sequence[Atom], supplier: CaseSupplier) -> Draft | None:
    """The likeliest statement that supplies the patterns of one group; None if none does."""
    return next(iter(drafts_of_group(atoms, supplier)), None)


def drafts_of_group(atoms: Sequence[Atom], supplier: CaseSupplier) -> tuple[Draft, ...]:
    """Every statement that supplies the patterns of one group, the likeliest first."""
    if not is_variable(atoms[0][0]):
        found = [_more_said(atoms[0], supplier)]
    else:
        found = [_draft(s, atoms, supplier) for s in _statements_of(atoms, supplier)]
    return tuple(draft for draft in found if draft is not None)


def _draft(statement: str, atoms: Sequence[Atom], supplier: CaseSupplier) -> Draft | None:
    """The statement with what the patterns say of the new thing."""
    if statement in (DENIAL, PLAN):
        return _not_actual(statement, atoms)
    subject = atoms[0][0]
    places: dict[Place, Slot] = {}
    clauses: dict[str, Slot] = {}
    sorts: dict[str, Slot] = {}
    for _, property, object in atoms:
        if property in MEMBERSHIP or property in supplier.derived:
            continue
        ways = [way for way in ways_of(property, statement) if _takes(way, object, supplier)]
        if not ways:
            return None
        way = ways[0]
        if way.clause is not None:
            clauses[way.clause.id] = (*clauses.get(way.clause.id, ()), object)
            _note_sorts(sorts, object, way.clause.targets or (way.clause.scheme,))
        elif way.place is not None:
            if not _holds(way.place, statement, object, supplier):
                return None
            places[way.place] = (*places.get(way.place, ()), object)
            _note_sorts(sorts, object, (_sort_of(way.place, statement),))
    draft = Draft(statement, subject, places, clauses, sorts)
    return _completed(draft)


def _holds(place: Place, statement: str, value: str, supplier: CaseSupplier) -> bool:
    """Whether moves, parties and uses can stand in what is named as their owner."""
    if is_variable(value) or place not in (Place.OWNER, Place.CONTEXT):
        return True
    owners = ("actor",) if statement in ITEMS else ("activity", "interaction")
    return supplier.sort_of(value) in owners


def _takes(way: Way, object: str, supplier: CaseSupplier) -> bool:
    return way.clause is None or is_variable(object) or supplier.may_stand(way, object)


def _note_sorts(sorts: dict[str, Slot], value: str, targets: Slot) -> None:
    if is_variable(value):
        known = sorts.get(value)
        sorts[value] = tuple(t for t in targets if known is None or t in known) or targets


def _more_said(atom: Atom, supplier: CaseSupplier) -> Draft | None:
    """One more thing said of something that is declared."""
    node, property, object = atom
    if property == vcc("asksFor"):
        return Draft(FRAMEWORK, node, {Place.LIST: (object,)})
    statement = supplier.statement_of.get(node, "")
    for way in supplier.ways(node, property):
        if not supplier.takes(way, node, property, object):
            continue
        sorts: dict[str, Slot] = {}
        if way.clause is None:
            _note_sorts(sorts, object, (STATEMENT_BY_ID[statement].scheme,))
            return Draft(statement, node, {Place.KIND: (object,)}, {}, sorts)
        _note_sorts(sorts, object, way.clause.targets or (way.clause.scheme,))
        return Draft(statement, node, {}, {way.clause.id: (object,)}, sorts)
    return None


def _statements_of(atoms: Iterable[Atom], supplier: CaseSupplier) -> tuple[str, ...]:
    """The statements that can say all of it: by its class, or else by what is said."""
    classes = [o for _, p, o in atoms if p == TYPE]
    if classes:
        known = STATEMENT_OF_CLASS.get(classes[0])
        return () if known is None else (known,)
    said = [a for a in atoms if a[1] not in MEMBERSHIP and a[1] not in supplier.derived]
    every = dict.fromkeys((*(w.id for w in reversed(STATEMENTS)), *STATEMENT_OF_CLASS.values()))
    return tuple(s for s in every if said and _says_all(s, said, supplier))


def _says_all(statement: str, atoms: Iterable[Atom], supplier: CaseSupplier) -> bool:
    """Whether a statement can say each of the patterns."""
    return all(_says(statement, atom, supplier) for atom in atoms)


def _says(statement: str, atom: Atom, supplier: CaseSupplier) -> bool:
    ways = ways_of(atom[1], statement)
    if is_variable(atom[2]):
        return bool(ways)
    return any(supplier.may_stand(way, atom[2]) for way in ways)


def _not_actual(statement: str, atoms: Iterable[Atom]) -> Draft | None:
    """`absent` or `planned` of some sort of thing."""
    said = {p: o for _, p, o in atoms}
    sort = STATEMENT_OF_CLASS.get(said.get(vcc("ofClass"), ""), "")
    if sort not in {word.id for word in STATEMENTS}:
        return None
    places: dict[Place, Slot] = {Place.SORT: (statement,)}
    sorts: dict[str, Slot] = {}
    clauses: dict[str, Slot] = {}
    node = next(s for s, _, _ in atoms)
    for property, object in said.items():
        for way in ways_of(property, sort):
            if way.place is Place.KIND:
                places[Place.KIND] = (object,)
                _note_sorts(sorts, object, (STATEMENT_BY_ID[sort].scheme,))
            elif way.clause is not None:
                clauses[way.clause.id] = (object,)
                _note_sorts(sorts, object, way.clause.targets or (way.clause.scheme,))
            break
    return Draft(sort, node, places, clauses, sorts)


def _completed(draft: Draft) -> Draft:
    """With a variable in every place that the statement cannot do without."""
    places, sorts = dict(draft.places), dict(draft.sorts)
    for place in _needed_places(draft.statement):
        if place not in places:
            variable = f"{draft.node}.{place.value}"
            places[place] = (variable,)
            sorts[variable] = (_sort_of(place, draft.statement),)
    return Draft(draft.statement, draft.node, places, draft.clauses, sorts)


def _needed_places(statement: str) -> tuple[Place, ...]:
    own = (Place.OWNER,) if statement.startswith(MOVE) else ()
    return (*own, *_NEEDED.get(statement, ()))


def _sort_of(place: Place, statement: str) -> str:
    """What may stand in a place: the id of a statement, or a scheme of terms."""
    if place is Place.KIND:
        return STATEMENT_BY_ID[statement].scheme
    if place is Place.OWNER and statement in ITEMS:
        return "actor"
    if place is Place.SUBJECTS and statement == "move:acts-on":
        return "resource"
    return _SORT_OF_PLACE.get(place, "")
