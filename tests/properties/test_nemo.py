"""Both executors agree with an engine that others wrote (see `nemo_rules.py`)."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reasoner import PREDICATES, THINGS, VARIABLES, facts, one_in, program_of, relaxed

from vcc.engine import infer
from vcc.engine.columns.run import infer_columns
from vcc.plan import plan_from_program
from vcc.program import Program
from vcc.program.syntax import Negation
from vcc.vocabulary.rdf import Triple

pytest.importorskip(
    "nmo_python", reason="the outside oracle is nemo-python: pip install 'vcc-cases[test]'"
)

import nemo_rules


@st.composite
def patterns(draw: st.DrawFn, below: int) -> str:
    subject = draw(st.sampled_from(THINGS if one_in(draw, 6) else VARIABLES))
    object = draw(st.sampled_from([*THINGS, "1", "2"] if one_in(draw, 4) else VARIABLES))
    return f"{subject} {draw(st.sampled_from(PREDICATES[:below]))} {object}"


def named(texts: list[str]) -> list[str]:
    return sorted({word for text in texts for word in text.split() if word[0] == "?"})


@st.composite
def rules(draw: st.DrawFn) -> str:
    """One rule of what Nemo can say. It stratifies by relation, and not as we do by pattern: so
    what is negated or counted lies below the level of the head."""
    level = draw(st.integers(1, 5))
    counting, negating = one_in(draw, 4), one_in(draw, 3)
    reach = level if counting else level + 1
    body = draw(st.lists(patterns(reach), min_size=1, max_size=3))
    known = named(body)
    if not known:
        body.append("?x :p0 ?y")
        known = ["?x", "?y"]
    if negating:
        inside = draw(st.lists(patterns(level), min_size=1, max_size=2))
        body.append(f"NOT {{ {' . '.join(inside)} }}")
    subject = draw(st.sampled_from(known))
    object = draw(st.sampled_from([*known, ":a", "2"]))
    others = [name for name in known if name != subject]
    if counting and others:  # Nemo does not count what it groups by
        object = "?n"
        body.append(f"COUNT(DISTINCT {draw(st.sampled_from(others))} AS ?n)")
    text = " . ".join(body).replace(". NOT", "NOT").replace(". COUNT", "COUNT")
    text = text.replace("} .", "}")
    return f"RULE {{ {subject} :p{level} {object} }} WHERE {{ {text} }}"


programs = st.lists(rules(), min_size=2, max_size=6)


def agreed(program: Program, case: list[Triple]) -> set[Triple]:
    """What all three conclude."""
    plan = plan_from_program(program)
    expected = nemo_rules.inferred(program, case)
    assert set(infer(plan, case).inferred) == expected
    assert set(infer_columns(plan, case).inferred) == expected
    return expected


@settings(relaxed, max_examples=150)
@given(programs, facts)
def test_both_executors_agree_with_nemo(texts: list[str], case: list[Triple]) -> None:
    agreed(program_of(texts, "DATA { :a :p0 :c }"), case)


def test_what_is_asked_of_nemo_reaches_what_it_can_say() -> None:
    seen: Counter[str] = Counter()

    @settings(relaxed, max_examples=150, database=None, derandomize=True)
    @given(programs, facts)
    def look(texts: list[str], case: list[Triple]) -> None:
        program = program_of(texts)
        concluded = {p for _, p, _ in agreed(program, case)}
        seen["inferred"] += bool(concluded)
        used = [r for r in program.rules if {h.predicate for h in r.head} <= concluded]
        seen["negation"] += any(isinstance(e, Negation) for r in used for e in r.body)
        seen["counts"] += any(r.aggregates for r in used)
        terms = {str(t) for r in used for p in r.patterns for t in p.terms[::2]}
        seen["constants"] += any(term[0] in '<"' for term in terms)
        heads = {h.predicate for r in used for h in r.head}
        seen["recursion"] += any(
            p.predicate == r.head[0].predicate for r in used for p in r.patterns
        )
        seen["chains"] += any(p.predicate in heads for r in used for p in r.patterns)

    look()
    assert all(seen[name] >= 8 for name in (
        "inferred", "negation", "counts", "constants", "recursion", "chains",
    )), seen  # fmt: skip


@pytest.mark.parametrize("text", [
    "RULE { ?x ?p 1 } WHERE { ?x ?p ?y }",
    "RULE { ?x :p 1 } WHERE DATA { ?x :q ?y }",
    "RULE { ?x :p 1 } WHERE { ?x :q ?y NOT DATA { ?x :r ?y } }",
    "RULE { ?x :p [] } WHERE { ?x :q ?y }",
    "RULE { ?x :p ?z } WHERE { ?x :q ?y SET(?z := 1) }",
    "RULE { ?x :p ?n } WHERE { ?x :q ?y COUNT(?y AS ?n) }",
])  # fmt: skip
def test_what_nemo_cannot_say_is_refused_and_not_translated_wrongly(text: str) -> None:
    with pytest.raises(nemo_rules.NotExpressible):
        nemo_rules.inferred(program_of([text]), [])
