"""The examples beside the rules and shapes of frameworks: each must do what it is there for.

A rule has cases on which it fires and cases on which it is silent (`:firesOn`, `:silentOn`); a
shape has one that breaks it (`:violatedBy`) and one that does not (`:satisfiedBy`), the same with
`Data` for Turtle. What ships has the same and is tested by the suite of vcc.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from vcc.audit.model import Problem
from vcc.audit.theory import Theory
from vcc.case.from_text import case_from_text
from vcc.case.resolve import Resolver
from vcc.engine import Conclusions, Engine, prepare, rule_fires
from vcc.graph.from_case import graph_from_case
from vcc.measures import conclusions_and_measures, measures_from_ontology
from vcc.plan import plan_from_program
from vcc.source.diagnostic import SourceErrors, Words
from vcc.source.text import SourceText
from vcc.validation.validate import validate
from vcc.vocabulary.namespaces import CASES, PREFIXES, vcc
from vcc.vocabulary.rdf import Triple, literal_parts, local_name
from vcc.vocabulary.rule_notes import RuleNote
from vcc.vocabulary.terms import OntologyTerms
from vcc.vocabulary.turtle import triples_from_turtle

SILENT: Final = Words(
    "rule {name} does not fire on its example (:firesOn):\n{example}",
    "规则 {name} 未在其用例上触发（:firesOn）：\n{example}",
)
FIRES: Final = Words(
    "rule {name} fires on an example on which it should be silent (:silentOn):\n{example}",
    "规则 {name} 在不应触发的用例上触发（:silentOn）：\n{example}",
)
NOT_BROKEN: Final = Words(
    "the example of shape {name} does not break it (:violatedBy):\n{example}",
    "结构约束 {name} 的用例未违反该约束（:violatedBy）：\n{example}",
)
BROKEN: Final = Words(
    "shape {name} finds fault with its good example (:satisfiedBy):\n{example}",
    "结构约束 {name} 判其正确用例有误（:satisfiedBy）：\n{example}",
)
UNREADABLE: Final = Words(
    "an example of {name} has a mistake: {mistake}\n{example}",
    "{name} 的用例有错误：{mistake}\n{example}",
)
_NAMED: Final = "t"
_HEAD: Final = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule or shape: which, as what, and whether the rule or shape speaks."""

    of: str
    text: str
    speaks: bool
    is_turtle: bool = False


def count_examples(theory: Theory) -> int:
    """How many examples there are in the files of the frameworks."""
    return sum(1 for _ in (*_of_rules(theory), *_of_shapes(theory)))


def wrong_examples(theory: Theory) -> Iterator[Problem]:
    """Examples of the frameworks' rules and shapes that do not do what they are there for."""
    resolver = Resolver(OntologyTerms(theory.ontology))
    engine = prepare(plan_from_program(theory.program), theory.ontology.rule_facts)

    def graph_of(example: Example) -> tuple[Triple, ...]:
        if example.is_turtle:
            head = f"{_HEAD}@prefix c: <{CASES}{_NAMED}/> .\n"
            return tuple(triples_from_turtle((head + example.text).encode(), example.of))
        text = f'vcc 1\nlanguage en\ncase {_NAMED} en"T" {{\n{example.text}\n}}\n'
        case = case_from_text(SourceText(_NAMED, text)).case
        return graph_from_case(resolver.resolve(case)).triples

    for example in _of_rules(theory):
        yield from _judged(
            theory, example, (SILENT, FIRES), lambda e: _fires(e, graph_of(e), engine, theory)
        )
    for example in _of_shapes(theory):
        yield from _judged(
            theory, example, (NOT_BROKEN, BROKEN), lambda e: _breaks(e, graph_of(e), theory)
        )


def _judged(
    theory: Theory, example: Example, wrong: tuple[Words, Words], speaks: Callable[[Example], bool]
) -> Iterator[Problem]:
    """What is wrong with one example: `wrong` for one that is silent, and for one that speaks."""
    values: dict[str, str | Words] = {"name": local_name(example.of), "example": example.text}
    place = theory.places.declared(example.of) or ""
    try:
        found = speaks(example)
    except SourceErrors as errors:
        values["mistake"] = errors.diagnostics[0].message
        yield Problem(example.of, UNREADABLE.filled(values), place)
    except SyntaxError as error:
        values["mistake"] = str(error.msg)
        yield Problem(example.of, UNREADABLE.filled(values), place)
    else:
        if found != example.speaks:
            yield Problem(example.of, wrong[found].filled(values), place)


def _fires(example: Example, graph: tuple[Triple, ...], engine: Engine, theory: Theory) -> bool:
    measures = measures_from_ontology(theory.ontology)
    conclusions: Conclusions = conclusions_and_measures(engine, measures, graph)[0]
    return bool(rule_fires(conclusions, example.of))


def _breaks(example: Example, graph: tuple[Triple, ...], theory: Theory) -> bool:
    results = validate(graph, theory.shapes, theory.ontology).results
    return any(result.shape == example.of for result in results)


def _of_rules(theory: Theory) -> Iterator[Example]:
    for note in theory.notes.rules:
        if _is_own(note, theory):
            yield from (Example(note.iri, text, True) for text in note.fires_on)
            yield from (Example(note.iri, text, False) for text in note.silent_on)


def _is_own(note: RuleNote, theory: Theory) -> bool:
    return note.span is not None and note.span.source in theory.own_files


def _of_shapes(theory: Theory) -> Iterator[Example]:
    kinds = {
        vcc("violatedBy"): (True, False),
        vcc("violatedByData"): (True, True),
        vcc("satisfiedBy"): (False, False),
        vcc("satisfiedByData"): (False, True),
    }
    for shape, property, text in theory.shapes.triples:
        if property in kinds:
            place = theory.places.declared(shape)
            if place is not None and place.source in theory.own_files:
                yield Example(shape, literal_parts(text).lexical, *kinds[property])
