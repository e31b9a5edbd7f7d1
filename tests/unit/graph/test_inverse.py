"""Every clause can be found again from the triples that it makes."""

from __future__ import annotations

import pytest

from vcc.case.words import (
    ACTOR_ITEMS,
    ANYWHERE,
    CLAUSE_BY_ID,
    ITEM_TARGETS,
    MOVE_CLAUSES,
    STATEMENTS,
    ClauseWord,
    Takes,
)
from vcc.graph.from_case import graph_from_case
from vcc.graph.inverse import MEMBERSHIP, STATEMENT_OF_CLASS, ways_of
from vcc.knowledge import knowledge
from vcc.pipeline import parse
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import LABEL, TYPE, vcc
from vcc.vocabulary.rdf import Triple

_NAMED = """
  source s1 is article "S"
  period p1 since 2010
  actor a1 is firm { seeks d1 is functional aims g1 is profit }
  resource r1 form knowledge
  channel c1 is online
  activity v1 is manufacturing
  interaction i1 is sale { a1 -> a1 : r1 }
  proposition o1 by a1
  outcome u1 is profit
  feedback f1 from a1
  influence n1 from a1
  institution t1 is incentive
  problem b1
"""
_THING = {
    "source": "s1", "period": "p1", "actor": "a1", "resource": "r1", "channel": "c1",
    "activity": "v1", "interaction": "i1", "proposition": "o1", "outcome": "u1",
    "feedback": "f1", "influence": "n1", "institution": "t1", "problem": "b1",
    "demand": "d1", "goal": "g1",
}  # fmt: skip
_KINDLESS = {LABEL, vcc("name"), vcc("evidence"), vcc("measured"), vcc("price"), vcc("complete")}
_ITEM_KINDS = {"seeks": "functional", "aims": "profit"}
_SAME = {"in": {"since", "until"}}  # a clause that is short for others is found as these


def _argument(clause: ClauseWord) -> str:
    terms = knowledge().terms
    if clause.takes is Takes.NAMES:
        return _THING[clause.targets[0]]
    if clause.takes is Takes.TERMS:
        return f"`{terms.words(clause.scheme, 'en')[0]}`"
    arguments = {Takes.STRINGS: '"x"', Takes.DATE: "2011", Takes.QUANTITY: "13 %"}
    return arguments.get(clause.takes, "")


def _said(statement: str) -> list[Triple]:
    """The triples of a statement beyond those of the case around it."""

    def triples(inside: str) -> set[Triple]:
        text = f"vcc 1\nlanguage en\ncase t {{\n{_NAMED}\n{inside}\n}}\n"
        _, resolved = parse(SourceText("t.vcc", text), knowledge())
        return set(graph_from_case(resolved).triples)

    return sorted(triples(statement) - triples(""))


_STATEMENTS = [
    (word.id, id) for word in STATEMENTS for id in (*word.clauses, *ANYWHERE) if id != "note"
]


def test_the_cases_below_are_the_whole_table() -> None:
    assert len(_STATEMENTS) > 150
    assert ITEM_TARGETS.keys() == {word.id for word in ACTOR_ITEMS}


@pytest.mark.parametrize(("statement", "id"), _STATEMENTS)
def test_every_clause_of_a_declaration_is_found_from_its_triples(statement: str, id: str) -> None:
    clause = CLAUSE_BY_ID[id]
    found = _said(f"{statement} x1 {id} {_argument(clause)}")
    node = next(s for s, p, _ in found if p == vcc("name"))
    said = [t for t in found if t[0] == node and t[1] not in MEMBERSHIP | _KINDLESS]
    if clause.takes is Takes.QUANTITY:
        said = [t for t in found if t[:2] == (node, vcc("measured"))]
    assert said, "the clause says something"
    for _, property, _ in said:
        ways = {way.clause.id for way in ways_of(property, statement) if way.clause}
        assert ways & ({id} | _SAME.get(id, set())), f"{id} is not among {ways}"


@pytest.mark.parametrize("id", [id for id in (*MOVE_CLAUSES, *ANYWHERE) if id != "note"])
def test_every_clause_of_a_move_is_found_from_its_triples(id: str) -> None:
    argument = "r1" if id == "for" else _argument(CLAUSE_BY_ID[id])
    found = _said(f"interaction x1 is sale {{ a1 -> a1 : r1 {id} {argument} }}")
    move = next(s for s, p, _ in found if p == vcc("moveOf"))
    for subject, property, object in found:
        if subject == move and property not in MEMBERSHIP:
            assert ways_of(property, "move:gives"), (property, object)
    stated = {p for s, p, _ in found if s == move}
    own = {w.clause.property for p in stated for w in ways_of(p, "move:gives") if w.clause}
    wanted = CLAUSE_BY_ID[id].property
    assert wanted in own


@pytest.mark.parametrize("word", ACTOR_ITEMS, ids=lambda word: word.id)
def test_demands_and_goals_are_found_from_their_triples(word: object) -> None:
    id = word.id  # type: ignore[attr-defined]
    found = _said(f"actor x1 is firm {{ {id} main y1 is {_ITEM_KINDS[id]} }}")
    node = next(s for s, p, _ in found if p == vcc("ofActor"))
    for subject, property, _ in found:
        if subject == node and property not in MEMBERSHIP | _KINDLESS:
            assert ways_of(property, id)


def test_every_class_that_a_statement_makes_is_known() -> None:
    made = {
        o for _, p, o in _said("actor x1 is firm\nabsent channel y1\ncomplete moves") if p == TYPE
    }
    assert made <= STATEMENT_OF_CLASS.keys()
    assert len(made) >= 3
