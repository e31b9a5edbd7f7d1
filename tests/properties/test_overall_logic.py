"""The overall logic against its definition: brute force over random profiles of votes."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from snippets import case_of, graph_of, objects, short

from vcc.pipeline import knowledge
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import Triple, literal_parts

THEORY = knowledge().ontology.triples
CELLS = sorted(s for s, p, o in THEORY if (p, o) == (TYPE, vcc("Cell")))
DIMENSION = {s: o for s, p, o in THEORY if p == vcc("dimension") and s in CELLS}
LOGIC = {s: o for s, p, o in THEORY if p == vcc("logic") and s in CELLS}
DIMENSIONS = sorted(set(DIMENSION.values()))
LOGICS = sorted(set(LOGIC.values()))
CASE = graph_of(case_of("actor f is firm  actor c is customer"))
NODE = next(s for s, p, o in CASE if (p, o) == (TYPE, vcc("Case")))
ENOUGH = 4

Votes = dict[str, frozenset[str]]
PROFILES = st.fixed_dictionaries(
    {dimension: st.frozensets(st.sampled_from(LOGICS)) for dimension in DIMENSIONS}
)


def inferred(votes: Votes) -> set[Triple]:
    given_votes = [
        (NODE, vcc("votes"), cell) for cell in CELLS if LOGIC[cell] in votes[DIMENSION[cell]]
    ]
    return set(knowledge().engine.infer((*CASE, *given_votes)).inferred)


def numbers(found: set[Triple], property: str) -> dict[str, int]:
    """The numbers that each logic of the case received."""
    logic = {s: o for s, p, o in found if p == vcc("logic")}
    return {
        logic[s]: int(literal_parts(o).lexical)
        for s, p, o in found
        if p == vcc(property) and s in logic
    }


def tally(votes: Votes, twice: frozenset[str] = frozenset()) -> dict[str, Fraction]:
    return {
        logic: sum(
            (
                Fraction(2 if dimension in twice else 1, len(said))
                for dimension, said in votes.items()
                if logic in said
            ),
            Fraction(0),
        )
        for logic in LOGICS
    }


def leaders(count: dict[str, Fraction]) -> set[str]:
    return {logic for logic, n in count.items() if n == max(count.values())}


def certain_winner(votes: Votes) -> str | None:
    """The logic that wins alone in every way to settle the open and the split dimensions."""
    winners = set()
    for settled in product(*(sorted(said) or LOGICS for said in votes.values())):
        counts = {logic: settled.count(logic) for logic in LOGICS}
        best = [logic for logic in LOGICS if counts[logic] == max(counts.values())]
        winners.add(best[0] if len(best) == 1 else None)
    return winners.pop() if len(winners) == 1 else None


def evidenced(votes: Votes) -> int:
    return sum(bool(said) for said in votes.values())


@given(PROFILES)
@settings(max_examples=200, deadline=None)
def test_tally_sure_and_possible_are_exact(votes: Votes) -> None:
    found = inferred(votes)
    assert numbers(found, "tally") == {logic: 6 * n for logic, n in tally(votes).items()}
    sure = {logic: sum(said == {logic} for said in votes.values()) for logic in LOGICS}
    possible = {
        logic: sum(not said or logic in said for said in votes.values()) for logic in LOGICS
    }
    assert numbers(found, "sureVotes") == sure
    assert numbers(found, "possibleVotes") == possible


@given(PROFILES)
@settings(max_examples=200, deadline=None)
def test_the_status_is_that_of_the_definition(votes: Votes) -> None:
    found = inferred(votes)
    status = objects(found, "logicStatus") - {"logic-contested"}
    best = leaders(tally(votes))
    if evidenced(votes) < ENOUGH:
        assert status == {"logic-undetermined"}
        assert not objects(found, "dominantLogic") | objects(found, "tiedLogic")
    elif winner := certain_winner(votes):
        assert status == {"logic-necessary"}
        assert objects(found, "dominantLogic") == {short(winner)}
    elif len(best) > 1:
        assert status == {"logic-tie"}
        assert objects(found, "tiedLogic") == {short(logic) for logic in best}
        assert not objects(found, "dominantLogic"), "a tie is shown, never averaged"
    else:
        assert status == {"logic-provisional"}
        assert objects(found, "dominantLogic") == {short(logic) for logic in best}


@given(PROFILES)
@settings(max_examples=200, deadline=None)
def test_robustness_names_each_dimension_that_turns_the_result(votes: Votes) -> None:
    found = inferred(votes)
    if evidenced(votes) < ENOUGH:
        assert not objects(found, "robustness")
        return
    best = leaders(tally(votes))
    turning = {
        short(dimension)
        for dimension, said in votes.items()
        if said
        and (
            evidenced(votes) == ENOUGH
            or leaders(tally({d: v for d, v in votes.items() if d != dimension})) != best
        )
    }
    defining = frozenset(s for s, p, o in THEORY if p == vcc("isDefining"))
    assert len(defining) == 2
    doubled = leaders(tally(votes, twice=defining)) != best
    assert objects(found, "flippedBy") == turning
    assert bool(objects(found, "flippedByDoubling")) == doubled
    fragile = bool(turning) or doubled
    assert objects(found, "robustness") == {"robust-fragile" if fragile else "robust-stable"}


@given(PROFILES)
@settings(max_examples=100, deadline=None)
def test_what_would_settle_it_are_the_open_and_split_dimensions(votes: Votes) -> None:
    found = inferred(votes)
    assert objects(found, "openDimension") == {short(d) for d, said in votes.items() if not said}
    split = {short(d) for d, said in votes.items() if len(said) > 1}
    assert objects(found, "splitDimension") == split
