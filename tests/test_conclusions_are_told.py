"""Nothing is concluded for nobody: a report tells it, something reads it, or it says why not.

What that means is said in `vcc.audit.telling`, which asks the same of frameworks in folders.
"""

from __future__ import annotations

import pytest

from vcc.audit.telling import telling
from vcc.findings.sections import Section, sections_from_ontology
from vcc.knowledge import knowledge

KNOWN = knowledge()
SECTIONS = sections_from_ontology(KNOWN.theory)
TRIPLES = (*KNOWN.ontology.triples, *KNOWN.notes.triples)
TELLING = telling(KNOWN.program.rules, TRIPLES, KNOWN.shapes.triples)


def test_there_is_much_to_look_at() -> None:
    assert len(TELLING.concluded) > 300
    assert len(TELLING.shown) > 150
    assert TELLING.intermediate


def test_what_is_shown_and_measured_is_what_reports_show_and_measures_read() -> None:
    assert TELLING.shown == {property for section in SECTIONS for property in section.properties}
    assert KNOWN.measures
    assert all(set(measure.reads) <= TELLING.read for measure in KNOWN.measures)


@pytest.mark.parametrize("property", sorted(TELLING.concluded))
def test_what_is_concluded_is_told_or_read_or_says_that_it_is_intermediate(property: str) -> None:
    assert property not in TELLING.untold


@pytest.mark.parametrize("property", sorted(TELLING.intermediate))
def test_what_is_intermediate_is_concluded_and_not_shown(property: str) -> None:
    assert property in TELLING.concluded
    assert property not in TELLING.shown


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_a_section_shows_only_what_can_be_concluded(section: Section) -> None:
    results = {measure.result for measure in KNOWN.measures}
    assert section.properties
    assert set(section.properties) <= {*TELLING.concluded, *results}
