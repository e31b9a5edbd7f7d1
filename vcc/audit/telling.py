"""Whether anybody hears of what rules conclude: a section of a report shows it, something goes on
from it, or the ontology says that it is there for queries only (`:isIntermediate`).

Of all that ships somebody hears (tests/test_conclusions_are_told.py); the author of a framework in
a folder of its own is warned of what is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from vcc.audit.model import Problem, problem_from_diagnostic
from vcc.audit.theory import Theory
from vcc.program.syntax import Element, Negation, Rule, TriplePattern
from vcc.source.diagnostic import Code, Severity, Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import TYPE, VCC, vcc
from vcc.vocabulary.rdf import Triple, boolean, is_iri, is_literal, literal_parts, local_name

UNTOLD: Final = Code(
    "T021",
    Words(
        "nobody hears of what is concluded with `{property}`: no section of a report shows it, and "
        "no other rule, measure or shape reads it",
        "以“{property}”得出的结论无人可见：没有报告栏目展示它，也没有其他规则、度量或结构约束使用它",
    ),
    help=Words(
        "name it in the `:reportProperties` of a `:ReportSection` in the module, let another rule "
        "go on from it, leave it out, or say that it is there for queries only: "
        "`{property} :isIntermediate true .` (docs/new-framework.md)",
        "请在模块中某个 `:ReportSection` 的 `:reportProperties` 中列出它，或让其他规则据以推断，"
        "或删去；若仅供查询使用，请写明：`{property} :isIntermediate true .`"
        "（见 docs/new-framework.md）",
    ),
    severity=Severity.WARNING,
)
# Findings have a part of the report of their own; what an element lacks stands at the element.
_TOLD_ELSEWHERE: Final = frozenset({vcc("finding"), vcc("lacks")})
_INTERMEDIATE: Final = vcc("isIntermediate")
_SECTION: Final = vcc("ReportSection")
_SHOWN: Final = frozenset({vcc("reportProperties")})
_ARRANGED_BY: Final = frozenset(map(vcc, ("reportGroup", "reportRows", "reportColumns")))
_MEASURE: Final = vcc("NetworkMeasure")
_MEASURED: Final = frozenset(
    map(vcc, ("measureEdges", "measureNodes", "measureTarget", "measureWeights"))
)


@dataclass(frozen=True, slots=True)
class Telling:
    """The properties with which rules conclude something, and those of which somebody hears."""

    concluded: frozenset[str]
    shown: frozenset[str]  # by a section of a report
    read: frozenset[str]  # by a rule that concludes something else, a measure, shape or section
    intermediate: frozenset[str]

    @property
    def untold(self) -> frozenset[str]:
        """The properties of which nobody hears."""
        told = self.shown | self.read | self.intermediate | _TOLD_ELSEWHERE
        return self.concluded - told


def telling(rules: Iterable[Rule], triples: Iterable[Triple], shapes: Iterable[Triple]) -> Telling:
    """How it is told what rules conclude; `triples` are those of the ontology and of the notes."""
    rules, triples = tuple(rules), tuple(triples)
    by_rules = (_read_by(rule) for rule in rules)
    marked = (s for s, p, o in triples if p == _INTERMEDIATE and o == boolean(True))
    return Telling(
        concluded=frozenset(property for rule in rules for property in _properties(rule.head)),
        shown=_in_text(triples, _SECTION, _SHOWN),
        read=_in_text(triples, _SECTION, _ARRANGED_BY)
        | _in_text(triples, _MEASURE, _MEASURED)
        | frozenset(chain(*by_rules, *shapes)),
        intermediate=frozenset(marked),
    )


def untold_conclusions(theory: Theory) -> Iterator[Problem]:
    """A warning for each property that frameworks in folders of their own conclude for nobody, at
    the first rule that does."""
    triples = (*theory.ontology.triples, *theory.notes.triples)
    rules = theory.program.rules
    lost = set(telling(rules, triples, theory.shapes.triples).untold)
    own = (rule for rule in rules if rule.span.source in theory.own_files)
    for rule in sorted(own, key=lambda rule: (rule.span.source, rule.span.start)):
        for property in _properties(rule.head):
            if property in lost:
                lost.remove(property)
                yield _warning(property, theory.places.used(property, rule.span) or rule.span)


def _warning(property: str, place: Span) -> Problem:
    name = f":{local_name(property)}" if property.startswith(f"<{VCC}") else property
    return problem_from_diagnostic(UNTOLD.at(place, property=name), subject=property)


def _read_by(rule: Rule) -> frozenset[str]:
    """The properties from which a rule goes on: one that only concludes more of the same does not
    make it known."""
    concluded = frozenset(_properties(rule.head))
    read = frozenset(_properties(rule.body))
    return read - concluded if len(concluded) == 1 else read


def _properties(elements: Iterable[Element]) -> Iterator[str]:
    """The properties that triple patterns name, inside of negations too."""
    for element in elements:
        if isinstance(element, Negation):
            yield from _properties(element.elements)
        elif isinstance(element, TriplePattern):
            property = element.predicate
            if isinstance(property, str) and is_iri(property):
                yield property


def _in_text(triples: Iterable[Triple], type: str, by: frozenset[str]) -> frozenset[str]:
    """The properties that the individuals of a class name by their local names in plain text."""
    members = {s for s, p, o in triples if p == TYPE and o == type}
    texts = (
        literal_parts(o).lexical
        for s, p, o in triples
        if p in by and s in members and is_literal(o)
    )
    return frozenset(vcc(name) for text in texts for name in text.split())
