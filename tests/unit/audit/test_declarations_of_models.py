"""Models in equations: what a module declares of them can be run, or is told as a mistake."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.audit.declarations import declaration_problems
from vcc.audit.model import Problem
from vcc.simulation import CannotSimulate, Model, models_from_ontology, simulate
from vcc.source.reading import source_from_text
from vcc.source.text import SourceText, Span
from vcc.vocabulary.namespaces import PREFIXES, TYPE, vcc
from vcc.vocabulary.ontology import DEFINITION, Ontology, ontology_from_sources, shipped_ontology
from vcc.vocabulary.places import Places
from vcc.vocabulary.rdf import Triple, iri, literal

HEAD = "".join(f"@prefix {name}: <{begins}> .\n" for name, begins in PREFIXES.items())
HEAD += "@prefix : <https://w3id.org/vcc/> .\n"
# What ships says of the classes and properties that a model is written with.
WITH = {term for term in shipped_ontology().types if term not in shipped_ontology().individuals}
KNOWN = tuple(t for t in shipped_ontology().triples if t[1] in (TYPE, DEFINITION) and t[0] in WITH)
POND = """
:pond a owl:NamedIndividual , :SimulationModel ; rdfs:label "pond"@en , "池塘"@zh ;
    skos:definition "Fish in a pond."@en , "池塘里的鱼。"@zh ;
    :word "pond"@en , "池塘"@zh ; :plots "F" .
:rate a owl:NamedIndividual , :ModelQuantity ; rdfs:label "rate"@en ; :ofModel :pond ;
    :position 1 ; :symbol "r" ; :defaultValue "0.1" ; :lowestValue "0" ; :highestValue "1" .
:fish a owl:NamedIndividual , :ModelQuantity ; rdfs:label "fish"@en ; :ofModel :pond ;
    :position 2 ; :symbol "F" ; :defaultValue "10" ; :valueNext "F + B" .
:births a owl:NamedIndividual , :ModelQuantity ; rdfs:label "births"@en ; :ofModel :pond ;
    :position 3 ; :symbol "B" ; :valueNow "r * F" .
:catch a owl:NamedIndividual , :ModelQuantity ; rdfs:label "catch"@en ; :ofModel :pond ;
    :position 4 ; :symbol "C" ; :valueNow "B / 2" .
"""


def problems(text: str) -> list[Problem]:
    source = module(text)
    ontology = Ontology((*KNOWN, *ontology_from_sources((source,)).triples))
    return list(declaration_problems(ontology, (), Places((source,))))


def module(text: str) -> SourceText:
    return source_from_text("m.ttl", HEAD + text)


def changed(old: str, new: str) -> str:
    assert POND.count(old) == 1, old
    return POND.replace(old, new)


def test_what_ships_can_be_run() -> None:
    assert models_from_ontology(shipped_ontology())
    assert not list(declaration_problems(shipped_ontology()))


def test_a_model_without_a_mistake_runs_in_the_order_of_the_positions() -> None:
    assert not problems(POND)
    (pond,) = models_from_ontology(ontology_from_sources((module(POND),)))
    assert [quantity.symbol for quantity in pond.quantities] == ["r", "F", "B", "C"]
    assert simulate(pond, {}, 1).rows[1] == {"r": 0.1, "F": 11.0, "B": 1.1, "C": 0.55}


WRONG = [
    # what is changed in the model, into what, what is said of it, and what is pointed at
    ('"F + B"', '"F + D"', "names `D`, which is not the symbol of a quantity",
     "没有以它为符号的量可用", "D"),
    ('"F + B"', '"F + "', "`:valueNext` of fish: `F + ` is no equation", "“F + ”不是方程",
     ":valueNext"),
    ('"F + B"', '"max(F, B)"', "only numbers, symbols, parentheses", "只能使用数字、符号",
     ":valueNext"),
    ('"F + B"', '"F + 1e999"', "has a number that is too large", "有过大的数", ":valueNext"),
    ('"F + B"', f'"{"(" * 500}F{")" * 500}"', "`:valueNext` of fish: ", "fish 的“:valueNext”",
     ":valueNext"),
    ('"F + B"', f'"{"-" * 500}F"', "is nested too deeply", "嵌套过深", ":valueNext"),
    ('"F + B"', f'"F + 1{"0" * 400}"', "has a number that is too large", "有过大的数",
     ":valueNext"),
    ('"F + B"', '" "', "`:valueNext` of fish is empty. The equation", "fish 的“:valueNext”为空",
     ":valueNext"),
    (':valueNext "F + B"', ":valueNext :births", 'takes text in quotation marks: "births"',
     '须为引号内的文字："births"', "births"),
    (':valueNext "F + B"', ':valueNext "F" , "B"', "says `:valueNext` more than once",
     "“:valueNext”不止一个", ":valueNext"),
    ('"r * F"', '"r * C"', "names `C`, which is computed in the same step but not before it",
     "并不先于它计算", "C"),
    ('"r * F"', '"r * B"', "give births a larger `:position` than births", "并不先于它计算", "B"),
    ('"0.1"', '"a tenth"', "`:defaultValue` of rate is a number, such as 0.2, not `a tenth`",
     "rate 的“:defaultValue”应为数", "a tenth"),
    ('"0.1"', '"nan"', "is a number, such as 0.2, not `nan`", "而非“nan”", "nan"),
    ('"0.1"', '"2"', "is out of its own bounds, 0 to 1: 2", "超出其自身的范围 0 至 1：2", "2"),
    (':lowestValue "0"', ':lowestValue "low"', "`:lowestValue` of rate is a number", "应为数",
     "low"),
    (':symbol "B"', ':symbol "1B"', "cannot be named in an equation: `1B`", "无法用于方程", "1B"),
    (':symbol "B"', ':symbol "lambda"', "cannot be named in an equation: `lambda`", "无法用于方程",
     "lambda"),
    (':symbol "B"', ':symbol "r"', "`:symbol` of births is that of rate as well", "与 rate 相同",
     "r"),
    (':symbol "B" ; ', "", "births has no `:symbol`. The name of the quantity", "缺少“:symbol”",
     ":births"),
    (":position 3 ; ", "", "births has no `:position`", "births 缺少“:position”", ":births"),
    (":position 3", ':position "third"', "is a whole number, not `third`", "应为整数", "third"),
    (':valueNow "r * F"', ":reportOrder 3", "births must be a parameter (`:defaultValue`), a state",
     "births 须为参数", ":births"),
    (':valueNow "r * F"', ':valueNow "r * F" ; :defaultValue "1"', "births must be a parameter",
     "births 须为参数", ":births"),
    ('"10" ; ', '"10" ; :valueNow "1" ; ', "fish must be a parameter", "fish 须为参数", ":fish"),
    (':defaultValue "10" ; ', "", "fish must be a parameter", "fish 须为参数", ":fish"),
    ('rdfs:label "fish"@en ; ', "", "fish has no `rdfs:label`", "fish 缺少“rdfs:label”", ":fish"),
    ('rdfs:label "pond"@en , "池塘"@zh ;', "", "pond has no `rdfs:label`", "pond 缺少", ":pond"),
    ('skos:definition "Fish in a pond."@en , "池塘里的鱼。"@zh ;', "",
     "pond has no `skos:definition`",
     "pond 缺少", ":pond"),
    (':word "pond"@en , "池塘"@zh ;', "", "pond has no `:word`", "pond 缺少“:word”", ":pond"),
    (' ; :plots "F"', "", "pond has no `:plots`. The symbol of the quantity", "缺少“:plots”",
     ":pond"),
    (':plots "F"', ':plots "fish"', "is the symbol of one of its quantities (r, F, B, C)",
     "应为其某个量的符号（r、F、B、C）", "fish"),
    ("owl:NamedIndividual , :SimulationModel", ":SimulationModel", "pond would not be found",
     "pond 不会被找到", ":pond"),
    ("rdfs:label \"catch\"@en ; :ofModel :pond", "rdfs:label \"catch\"@en",
     "catch has no `:ofModel`",
     "catch 缺少“:ofModel”", ":catch"),
    ("rdfs:label \"catch\"@en ; :ofModel :pond", "rdfs:label \"catch\"@en ; :ofModel :fish",
     "names `fish`, which is not a model", "它不是模型", "fish"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "en", "zh", "there"), WRONG, ids=[w[2] for w in WRONG])
def test_a_mistake_is_told_in_both_languages_and_pointed_at(
    old: str, new: str, en: str, zh: str, there: str
) -> None:
    text = changed(old, new)
    (problem,) = problems(text)
    assert en in problem.message.en
    assert zh in problem.message.zh
    place = problem.place
    assert isinstance(place, Span), problem
    assert module(text).text[place.start : place.end].endswith(there)


def test_a_model_that_has_nothing_to_run_is_told() -> None:
    (empty,) = problems(POND[: POND.index(":rate")])
    assert "no quantity is `:ofModel` pond" in empty.message.en
    (still,) = problems(changed(' ; :valueNext "F + B"', ""))
    assert "nothing would change from step to step" in still.message.en


SAID = ontology_from_sources((module(POND),)).triples
VALUES = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12).map(literal),
    st.sampled_from(["F", "r * F", "-r ** -F", "1 / 0", "0.5", "7", "(-r) ** 0.5", "B"]).map(
        literal
    ),
    st.sampled_from([vcc("pond"), iri("http://example.org/x"), "_:b1"]),
)


@given(st.sampled_from(SAID), VALUES | st.none())
def test_what_the_check_lets_pass_can_be_read_and_run(said: Triple, value: str | None) -> None:
    """Whatever stands in place of anything that a model says, or nothing."""
    others = [triple for triple in SAID if triple != said]
    changed = [(said[0], said[1], value)] if value is not None else []
    types = (triple for triple in KNOWN if triple[1] == TYPE)
    ontology = Ontology((*types, *others, *changed))
    if list(declaration_problems(ontology)):
        return
    for model in models_from_ontology(Ontology((*others, *changed))):
        assert run_of(model) in ("4 rows", "no finite value")


def run_of(model: Model) -> str:
    try:
        return f"{len(simulate(model, {}, 3).rows)} rows"
    except CannotSimulate as refused:
        return "no finite value" if "no finite value" in refused.words.en else refused.words.en
