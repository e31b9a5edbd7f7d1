"""What each statement of a case becomes; the table of ontology/README.md, row by row."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.case.from_text import case_from_text
from vcc.case.model import Case, Clause, Declaration, Statement
from vcc.case.resolve import resolve
from vcc.graph.from_case import CaseGraph, graph_from_case
from vcc.source.diagnostic import Words
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import CASES, LABEL, TYPE, VCC, XSD, vcc
from vcc.vocabulary.rdf import Triple
from vcc.vocabulary.terms import shipped_terms

EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples").rglob("*.vcc"))
CAST = (
    'actor f is firm en"Firm" zh"企业"\nactor c is customer\nresource r form software held-by f\n'
)


def case_of(statements: str, head: str = "case t") -> Case:
    return case_from_text(
        SourceText("t.vcc", f"vcc 1\nlanguage en\n{head} {{\n{statements}\n}}")
    ).case


def graph(statements: str, head: str = "case t") -> CaseGraph:
    return graph_from_case(resolve(case_of(statements, head), shipped_terms()))


def short(term: str) -> str:
    """`c:f` for a node of the case `t`, `:firm` for a term, the lexical form for a number."""
    for prefix, namespace in (("c:", f"<{CASES}t/"), ("c", f"<{CASES}t"), (":", f"<{VCC}")):
        if term.startswith(namespace):
            return prefix + term[len(namespace) : -1]
    if term == TYPE:
        return "a"
    if term == LABEL:
        return "label"
    return term.partition(f"^^<{XSD}")[0].strip('"') if "^^" in term else term


def said(statements: str, *subjects: str) -> set[str]:
    """What is said of some nodes, one line a triple."""
    lines = {" ".join(map(short, triple)) for triple in graph(statements).triples}
    return {line for line in lines if line.split(" ")[0] in subjects}


def test_a_case_has_its_name_and_labels() -> None:
    found = graph("", 'case t en"A title"').triples
    assert {" ".join(map(short, triple)) for triple in found} == {
        "c a :Case", 'c :name "t"', 'c label "A title"@en',
    }  # fmt: skip


def test_a_declaration_is_a_node_with_a_triple_for_each_argument() -> None:
    text = CAST + "resource s form product, data held-by f, c main"
    assert said(text, "c:s") == {
        "c:s a :Resource", "c:s :inCase c", 'c:s :name "s"', "c:s :form :product",
        "c:s :form :data", "c:s :heldBy c:f", "c:s :heldBy c:c", "c:s :isMain true",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("since 2010", "20100000", None),
        ("since 2010-04", "20100400", None),
        ("until 2010", None, "20109999"),
        ("until 2010-04-06", None, "20100406"),
        ("in 2021", "20210000", "20219999"),
        ("in 2021-05", "20210500", "20210599"),
    ],
)
def test_dates_are_whole_numbers_with_both_ends(
    written: str, since: str | None, until: str | None
) -> None:
    found = {line for line in said(f"actor f is firm {written}", "c:f") if ":since" in line}
    found |= {line for line in said(f"actor f is firm {written}", "c:f") if ":until" in line}
    expected = {f"c:f :since {since}"} if since else set()
    assert found == expected | ({f"c:f :until {until}"} if until else set())


@pytest.mark.parametrize(
    ("stance", "rdf_class", "link"),
    [("absent", ":Denial", ":deniedIn"), ("planned", ":Plan", ":plannedFor")],
)
def test_what_is_not_so_has_neither_class_nor_case(stance: str, rdf_class: str, link: str) -> None:
    text = CAST + stance + " interaction i is co-design direct during design { c -> f : r }"
    assert said(text, "c:i") == {
        f"c:i a {rdf_class}", "c:i :ofClass :Interaction", f"c:i {link} c", 'c:i :name "i"',
        "c:i :kind :co-design", "c:i :contact :direct", "c:i :during :design-phase",
    }  # fmt: skip
    assert said(text, "c:i/move/1") == {
        "c:i/move/1 :moveOf c:i", "c:i/move/1 :giver c:c", "c:i/move/1 :receiver c:f",
        "c:i/move/1 :conveys c:r",
    }  # fmt: skip
    assert said(text, "c:i/party/c", "c:i/use/r") == set()


def test_what_is_not_so_takes_no_part_in_what_is() -> None:
    text = CAST + "absent actor g is firm\nactivity x is manufacturing by f, g during production"
    assert said(text, "c:x/party/f")
    assert said(text, "c:x/party/g", "c:party/g") == set()


def test_demands_and_goals_belong_to_their_actor() -> None:
    text = 'actor c is customer { seeks d is functional "Good"  seeks price }'
    assert said(text, "c:d") == {
        "c:d a :Demand", "c:d :inCase c", "c:d :ofActor c:c", "c:d :kind :functional-demand",
        'c:d label "Good"@en', 'c:d :name "d"',
    }  # fmt: skip
    assert said(text, "c:c/demand/1") == {
        "c:c/demand/1 a :Demand", "c:c/demand/1 :inCase c", "c:c/demand/1 :ofActor c:c",
        "c:c/demand/1 :kind :price-demand",
    }  # fmt: skip


def test_a_transfer_has_giver_receiver_content_right_and_price() -> None:
    text = CAST + "activity x is selling during sale { f -> c : r as sale for 10 yuan in 2020 }"
    assert said(text, "c:x/move/1") >= {
        "c:x/move/1 a :Transfer", "c:x/move/1 :inCase c", "c:x/move/1 :moveOf c:x",
        "c:x/move/1 :giver c:f", "c:x/move/1 :receiver c:c", "c:x/move/1 :conveys c:r",
        "c:x/move/1 :right :sale", "c:x/move/1 :price c:x/move/1/price/1",
    }  # fmt: skip
    assert said(text, "c:x/move/1/price/1") >= {
        "c:x/move/1/price/1 a :Measurement", 'c:x/move/1/price/1 :comparison "="',
        "c:x/move/1/price/1 :number 10", 'c:x/move/1/price/1 :unit "yuan"',
    }  # fmt: skip


def test_a_transfer_may_be_for_resources() -> None:
    text = CAST + "resource d form data held-by c\nactivity x is selling { f -> c : r for d }"
    assert "c:x/move/1 :inReturnFor c:d" in said(text, "c:x/move/1")
    assert said(text, "c:x/use/d")


def test_integration_use_and_effect_are_moves() -> None:
    text = CAST + (
        "resource s form product held-by f\n"
        "activity x is combination during use { c combines r, s into s }\n"
        "activity y is consumption during use { c uses r }\n"
        "activity z is manufacturing by f during production { r acts-on s }"
    )
    assert said(text, "c:x/move/1") >= {
        "c:x/move/1 a :Integration", "c:x/move/1 :integrator c:c", "c:x/move/1 :combines c:r",
        "c:x/move/1 :combines c:s", "c:x/move/1 :produces c:s",
    }  # fmt: skip
    assert said(text, "c:y/move/1") >= {
        "c:y/move/1 a :Use", "c:y/move/1 :user c:c", "c:y/move/1 :uses c:r",
    }  # fmt: skip
    assert said(text, "c:z/move/1") >= {
        "c:z/move/1 a :Effect", "c:z/move/1 :acting c:r", "c:z/move/1 :actedOn c:s",
    }  # fmt: skip


def test_whoever_acts_in_an_activity_takes_part_in_it() -> None:
    text = CAST + (
        "actor d is customer\nactor e is customer\nactor g is government\nactor h is media\n"
        "interaction i is co-design during design between d decided-by e started-by g "
        "unwelcome-to h { c -> f : r }"
    )
    parts = {line.split(" ")[0] for line in said(text, *(f"c:i/party/{n}" for n in "cdefgh"))}
    assert parts == {f"c:i/party/{name}" for name in "cdefg"}
    assert said(text, "c:i/party/c") == {
        "c:i/party/c a :Participation", "c:i/party/c :inCase c", "c:i/party/c :actor c:c",
        "c:i/party/c :context c:i",
    }  # fmt: skip


def test_every_actor_takes_part_in_the_case() -> None:
    assert said("actor f is firm", "c:party/f") == {
        "c:party/f a :Participation", "c:party/f :inCase c", "c:party/f :actor c:f",
        "c:party/f :context c",
    }  # fmt: skip


def test_every_resource_of_an_activity_is_a_resource_use() -> None:
    text = (
        CAST
        + "resource s form product held-by f\nresource d form data held-by c\n"
        + ("activity x is manufacturing by f during production uses d { r acts-on s }")
    )
    assert said(text, "c:x/use/r") == {
        "c:x/use/r a :ResourceUse", "c:x/use/r :inCase c", "c:x/use/r :resource c:r",
        "c:x/use/r :context c:x",
    }  # fmt: skip
    assert said(text, "c:x/use/s")
    assert said(text, "c:x/use/d")


def test_a_measurement_keeps_its_digits() -> None:
    text = CAST + "indicator n is store-count on f measured > 10_000 stores in 2023"
    assert said(text, "c:n/measurement/1") == {
        "c:n/measurement/1 a :Measurement", 'c:n/measurement/1 :comparison ">"',
        "c:n/measurement/1 :number 10000", 'c:n/measurement/1 :unit "stores"',
        "c:n/measurement/1 :since 20230000", "c:n/measurement/1 :until 20239999",
    }  # fmt: skip
    assert "c:n :measured c:n/measurement/1" in said(text, "c:n")


def test_a_closed_list_closes_for_whom_it_says() -> None:
    text = CAST + "complete moves of c\ncomplete actors"
    assert "c:c :complete :moves" in said(text, "c:c")
    assert "c :complete :actors" in said(text, "c")


def test_a_list_closed_for_a_period_says_nothing_of_other_times() -> None:
    text = CAST + "period p since 2010\ncomplete moves of c within p"
    assert not any(":complete" in line for line in said(text, "c:c", "c"))
    assert said(text, "c:closure/1") == {
        "c:closure/1 a :Closure", "c:closure/1 :inCase c", "c:closure/1 :closes :moves",
        "c:closure/1 :of c:c", "c:closure/1 :within c:p",
    }  # fmt: skip


def test_an_expectation_is_no_part_of_the_case() -> None:
    text = CAST + 'source p is article "P"\nexpect no missing stage according-to p doubtful'
    assert said(text, "c:expectation/1") == {
        "c:expectation/1 a :Expectation", "c:expectation/1 :expectationOf c",
        "c:expectation/1 :expects :no-missing-stage", "c:expectation/1 :accordingTo c:p",
        "c:expectation/1 :isDoubtful true",
    }  # fmt: skip


def test_evidence_is_a_node_of_what_it_supports() -> None:
    text = 'source p is article "P"\nactor f is firm [@p §3.1 zh"成立"]'
    assert said(text, "c:f/evidence/1") == {
        "c:f/evidence/1 a :Citation", "c:f/evidence/1 :source c:p",
        'c:f/evidence/1 :place "§3.1"', 'c:f/evidence/1 :quote "成立"@zh',
    }  # fmt: skip
    assert "c:f :evidence c:f/evidence/1" in said(text, "c:f")
    assert len(graph(text).citations[f"<{CASES}t/f>"]) == 1


def test_a_quote_speaks_the_language_of_its_source() -> None:
    text = 'source p is article zh"论文"\nactor f is firm [@p "成立"; @p zh"创办"; @p de"Gründung"]'
    quotes = {o for _, p, o in graph(text).triples if p == vcc("quote")}
    assert quotes == {'"成立"@zh', '"创办"@zh', '"Gründung"@de'}
    both = 'source p is article en"Paper" zh"论文"\nactor f is firm [@p "founded"]'
    assert '"founded"@en' in {o for _, p, o in graph(both).triples if p == vcc("quote")}


def test_a_source_has_its_year() -> None:
    assert "c:p :year 2024" in said('source p is article "P" year 2024', "c:p")


def test_a_chosen_framework_is_asked_for() -> None:
    assert said("framework business-model", "c") >= {"c :asksFor :business-model"}


def test_names_in_any_script_stay_readable() -> None:
    found = graph("actor 小米 is firm", "case 手机")
    assert found.case == f"<{CASES}手机>"
    assert f"<{CASES}手机/小米>" in found.places


def test_another_base_moves_the_case_only() -> None:
    resolved = resolve(case_of("actor f is firm"), shipped_terms())
    triples = graph_from_case(resolved, f"{VCC}elsewhere/").triples
    assert not any(CASES in term for triple in triples for term in triple)
    assert (f"<{VCC}elsewhere/t/f>", vcc("kind"), vcc("firm")) in triples


def test_a_library_file_is_no_case() -> None:
    found = graph("actor f is firm", "library t").triples
    assert (f"<{CASES}t>", TYPE, vcc("Case")) not in found


def test_labels_stand_in_for_each_other_and_names_for_labels() -> None:
    labels = graph(CAST + 'actor g is firm zh"甲"').labels
    assert labels[f"<{CASES}t/f>"] == Words("Firm", "企业")
    assert labels[f"<{CASES}t/g>"] == Words("甲", "甲")
    assert labels[f"<{CASES}t/c>"] == Words("c", "c")


def test_a_move_is_called_by_what_passes() -> None:
    labels = graph(CAST + "activity x is selling { f -> c : r }").labels
    assert labels[f"<{CASES}t/x/move/1>"] == Words("Firm → c: r", "企业 → c：r")


def test_a_triple_points_at_the_words_that_state_it() -> None:
    text = CAST + "resource s form product held-by c, f"
    found = graph(text)
    span = found.origins[(f"<{CASES}t/s>", vcc("heldBy"), f"<{CASES}t/f>")]
    source = f"vcc 1\nlanguage en\ncase t {{\n{text}\n}}"
    assert source[span.start : span.end] == "f"
    assert span.line == 7


def test_a_value_is_found_by_whatever_property_it_has() -> None:
    found = graph("actor f is firm\nresource r form data held-by f")
    held = found.place_of(f"<{CASES}t/r>", f"<{CASES}t/f>")
    assert held is not None
    assert (held.line, held.column) == (5, 30)
    assert found.place_of(f"<{CASES}t/r>", vcc("nothing")) == found.places[f"<{CASES}t/r>"]
    assert found.place_of("<urn:nowhere>") is None


def test_every_triple_has_a_place() -> None:
    found = graph(CAST + "activity x is selling { f -> c : r for 3 yuan }\ncomplete moves")
    assert set(found.origins) == set(found.triples)
    assert {subject for subject, _, _ in found.triples} <= set(found.places)


def test_what_is_said_twice_is_one_triple() -> None:
    found = graph(CAST + "interaction i is co-design between c, f decided-by c { c -> f : r }")
    assert list(found.triples) == sorted(set(found.triples))


def test_of_several_places_that_say_the_same_the_first_in_the_text_counts() -> None:
    found = graph("complete moves\ncomplete moves")
    closed = [
        span for (_, property, _), span in found.origins.items() if property == vcc("complete")
    ]
    assert [span.line for span in closed] == [4]


# ---------------------------------------------------------------------- order never matters
def shuffled(case: Case, chance: random.Random) -> Case:
    """The same case with everything that may stand in any order in another order."""

    def mixed(values: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(chance.sample(values, len(values)))

    def clauses(statement: Statement) -> tuple[object, ...]:
        return mixed(
            tuple(
                dataclasses.replace(clause, arguments=mixed(clause.arguments))
                if isinstance(clause, Clause) else clause
                for clause in statement.clauses
            )
        )  # fmt: skip

    def statement(value: Statement) -> Statement:
        if not isinstance(value, Declaration):
            return value
        moves = tuple(
            dataclasses.replace(m, objects=mixed(m.objects), subjects=mixed(m.subjects))
            for m in value.moves
        )
        return dataclasses.replace(
            value, moves=mixed(moves), items=mixed(value.items), clauses=clauses(value),
            citations=mixed(value.citations),
        )  # fmt: skip

    return dataclasses.replace(case, statements=mixed(tuple(map(statement, case.statements))))


MIXED = CAST + (
    'source p is article "P"\nactor g is firm [@p §1; @p §2 "x"; @p §3]\n'
    "actor d is customer { seeks price  seeks functional  seeks price main }\n"
    "interaction i is co-design direct during design { c -> f : r  f -> c : r as sale for 3 yuan\n"
    "c, d -> f : r  c uses r  d uses r  f combines r into r }\n"
    "outcome o is profit for f measured 13 % in 2021 measured 14 % in 2022 through i\n"
    "complete moves of c\ncomplete actors\nexpect no missing stage\n"
    "expect no missing stage doubtful"
)


@given(st.randoms(use_true_random=False))
def test_the_order_of_statements_never_changes_the_graph(chance: random.Random) -> None:
    case = case_of(MIXED)
    original = graph_from_case(resolve(case, shipped_terms())).triples
    changed = graph_from_case(resolve(shuffled(case, chance), shipped_terms())).triples
    assert changed == original


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_order_of_an_example_never_changes_its_graph(path: Path) -> None:
    case = case_from_text(SourceText(str(path), path.read_text(encoding="utf-8"))).case
    original = graph_from_case(resolve(case, shipped_terms())).triples
    changed = graph_from_case(resolve(shuffled(case, random.Random(1)), shipped_terms())).triples
    assert changed == original
    assert len(original) > 100


def test_two_moves_that_say_the_same_stay_two() -> None:
    triples: tuple[Triple, ...] = graph(
        CAST + "activity x is selling { f -> c : r\nf -> c : r }"
    ).triples
    assert sum(1 for _, p, o in triples if p == TYPE and o == vcc("Transfer")) == 2
