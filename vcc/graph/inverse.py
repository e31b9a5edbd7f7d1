"""From triples back to the language: which clause or part of a statement says what.

The other way round of `clauses.py`, `declarations.py` and `moves.py`, made from the same tables;
a test holds the triples of every clause against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from vcc.case.words import (
    ACTOR_ITEMS,
    ANYWHERE,
    CLAUSE_BY_ID,
    MOVE_CLAUSES,
    MOVES,
    STATEMENTS,
    ClauseWord,
)
from vcc.graph.moves import PLACES
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import local_name


class Place(Enum):
    """The part of a statement that says something, where it is no clause."""

    KIND = "kind"  # is KIND
    SUBJECTS = "subjects"  # the four parts of a move
    RECEIVERS = "receivers"
    OBJECTS = "objects"
    PRODUCTS = "products"
    OWNER = "owner"  # the activity of a move, the actor of a demand
    ACTOR = "actor"  # who takes part in an activity
    RESOURCE = "resource"  # what is used in an activity
    CONTEXT = "context"  # the activity of a participation or use
    LIST = "list"  # complete LIST
    OF = "of"  # complete LIST of NAMES
    SORT = "sort"  # absent SORT name


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say a property: in which statement (its id), by which clause or in which place."""

    statement: str
    clause: ClauseWord | None
    place: Place | None = None


# Statements that are no rows of `words.py`, by what they make.
PARTICIPATION: Final = "participation"
RESOURCE_USE: Final = "use"
CLOSURE: Final = "complete"
DENIAL: Final = "absent"
PLAN: Final = "planned"
FRAMEWORK: Final = "framework"

# The class of a node, and the statement that makes one.
STATEMENT_OF_CLASS: Final[Mapping[str, str]] = {
    **{vcc(word.rdf_class): word.id for word in (*STATEMENTS, *ACTOR_ITEMS)},
    **{vcc(move.rdf_class): f"move:{move.id}" for move in MOVES},
    vcc("Participation"): PARTICIPATION,
    vcc("ResourceUse"): RESOURCE_USE,
    vcc("Closure"): CLOSURE,
    vcc("Denial"): DENIAL,
    vcc("Plan"): PLAN,
}
_ITEMS: Final = {word.id for word in ACTOR_ITEMS}
# Clauses that say the same as another one, less precisely (`in` is `since` with `until`).
_LEFT_OUT: Final = ("in", "note")
_GENERAL: Final = tuple(id for id in ANYWHERE if id not in _LEFT_OUT)


def _of_statements() -> Iterator[tuple[str, Way]]:
    """What declarations and items say, clause by clause."""
    for word in (*STATEMENTS, *ACTOR_ITEMS):
        for id in (*word.clauses, *_GENERAL):
            if id not in _LEFT_OUT:
                yield CLAUSE_BY_ID[id].property, Way(word.id, CLAUSE_BY_ID[id])
        if word.scheme:
            yield "kind", Way(word.id, None, Place.KIND)
        if word.id in _ITEMS:
            yield "ofActor", Way(word.id, None, Place.OWNER)


def _of_moves() -> Iterator[tuple[str, Way]]:
    """What moves say, part by part."""
    named = (Place.SUBJECTS, Place.RECEIVERS, Place.OBJECTS, Place.PRODUCTS)
    for move in MOVES:
        statement = f"move:{move.id}"
        yield "moveOf", Way(statement, None, Place.OWNER)
        for term, place in zip(PLACES[move.id], named, strict=True):
            if term:
                yield local_name(term), Way(statement, None, place)
        for id in (*MOVE_CLAUSES, *_GENERAL):
            if id != "for":
                yield CLAUSE_BY_ID[id].property, Way(statement, CLAUSE_BY_ID[id])
    for property in ("inReturnFor", "price"):
        yield property, Way("move:gives", CLAUSE_BY_ID["for"])


def _of_others() -> Iterator[tuple[str, Way]]:
    """What the statements say that are no rows of the table."""
    for statement, place in ((PARTICIPATION, Place.ACTOR), (RESOURCE_USE, Place.RESOURCE)):
        yield place.value, Way(statement, None, place)
        yield "context", Way(statement, None, Place.CONTEXT)
    yield "closes", Way(CLOSURE, None, Place.LIST)
    yield "of", Way(CLOSURE, None, Place.OF)
    for stance in (DENIAL, PLAN):
        yield "ofClass", Way(stance, None, Place.SORT)
    yield "asksFor", Way(FRAMEWORK, None, Place.LIST)


def _ways() -> dict[str, list[Way]]:
    found: dict[str, list[Way]] = defaultdict(list)
    for property, way in (*_of_statements(), *_of_moves(), *_of_others()):
        found[vcc(property)].append(way)
    return dict(found)


WAYS: Final[Mapping[str, tuple[Way, ...]]] = {p: tuple(ways) for p, ways in _ways().items()}
# What ties a node to its case: said by the statement being there at all.
MEMBERSHIP: Final = frozenset({TYPE, vcc("inCase"), vcc("deniedIn"), vcc("plannedFor")})


def ways_of(property: str, statement: str = "") -> tuple[Way, ...]:
    """The ways to say a property; only those of one statement if it is given."""
    ways = WAYS.get(property, ())
    return tuple(way for way in ways if way.statement == statement) if statement else ways


# Which closed list speaks about nodes of a class, and about a property.
CLOSED_BY: Final[Mapping[str, str]] = {
    **{
        vcc(rdf_class): vcc(name)
        for name, rdf_class in (
            ("actors", "Actor"), ("resources", "Resource"), ("channels", "Channel"),
            ("propositions", "Proposition"), ("activities", "Activity"),
            ("interactions", "Interaction"), ("demands", "Demand"), ("goals", "Goal"),
            ("outcomes", "Outcome"), ("feedback", "Feedback"), ("influence", "Influence"),
            ("institutions", "Institution"), ("problems", "Problem"), ("remedies", "Remedy"),
            ("indicators", "Indicator"),
        )
    },
    **{vcc(move.rdf_class): vcc("moves") for move in MOVES},
    vcc("decidedBy"): vcc("decisions"),
}  # fmt: skip
