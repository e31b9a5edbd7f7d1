"""Nothing is concluded for nobody: a report tells it, something reads it, or it says why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import pytest

from vcc.findings.from_facts import FINDING
from vcc.findings.sections import Section, sections_from_ontology
from vcc.knowledge import knowledge
from vcc.program.syntax import Element, Negation, TriplePattern
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import is_iri

KNOWN = knowledge()
RULES = KNOWN.program.rules
SECTIONS = sections_from_ontology(KNOWN.theory)
CONCLUDED = sorted({p.predicate for rule in RULES for p in rule.head if is_iri(p.predicate)})
INTERMEDIATE = {subject for subject, _ in KNOWN.theory.pairs(vcc("isIntermediate"))}
# Findings have a part of the report of their own; what an element lacks stands at the element.
TOLD_ELSEWHERE = {FINDING, vcc("lacks")}


def patterns(body: Iterable[Element]) -> Iterator[TriplePattern]:
    """What a rule looks at, inside of negations too."""
    for element in body:
        if isinstance(element, TriplePattern):
            yield element
        elif isinstance(element, Negation):
            yield from patterns(element.elements)


SHOWN = {property for section in SECTIONS for property in section.properties}
READ = {pattern.predicate for rule in RULES for pattern in patterns(rule.body)}
READ |= set(chain.from_iterable(measure.reads for measure in KNOWN.measures))
READ |= set(chain.from_iterable(KNOWN.shapes.triples))


def test_there_is_much_to_look_at() -> None:
    assert len(CONCLUDED) > 300
    assert len(SHOWN) > 150
    assert INTERMEDIATE


@pytest.mark.parametrize("property", CONCLUDED)
def test_what_is_concluded_is_told_or_read_or_says_that_it_is_intermediate(property: str) -> None:
    assert property in SHOWN | READ | INTERMEDIATE | TOLD_ELSEWHERE


@pytest.mark.parametrize("property", sorted(INTERMEDIATE))
def test_what_is_intermediate_is_concluded_and_not_shown(property: str) -> None:
    assert property in CONCLUDED
    assert property not in SHOWN


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_a_section_shows_only_what_can_be_concluded(section: Section) -> None:
    results = {measure.result for measure in KNOWN.measures}
    assert section.properties
    assert set(section.properties) <= {*CONCLUDED, *results}
