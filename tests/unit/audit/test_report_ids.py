"""Ids of conclusions: a placeholder that nothing fills in is told, and pointed at."""

from __future__ import annotations

import pytest

from vcc.audit.report_ids import report_id_problems
from vcc.source.reading import source_from_text
from vcc.source.text import Span
from vcc.vocabulary.ontology import ontology_from_sources, shipped_ontology
from vcc.vocabulary.places import Places

HEAD = "@prefix : <https://w3id.org/vcc/> .\n"


def test_every_id_that_ships_is_filled_in() -> None:
    assert not list(report_id_problems(shipped_ontology()))


@pytest.mark.parametrize(
    ("pattern", "name", "hint"),
    [
        ("role:{subjekt}={object}", "subjekt", "did you mean `subject`?"),
        ("stage{@subjct}", "@subjct", "did you mean `@subject`?"),
        ("{property}:{zzz}", "zzz", "subject, object, property, column, @subject, @group"),
        ("{property}:{}", "", "subject, object, property, column, @subject, @group"),
    ],
)
def test_what_nothing_fills_in_is_told_and_pointed_at(pattern: str, name: str, hint: str) -> None:
    source = source_from_text("m.ttl", f'{HEAD}:s a :ReportSection ; :reportId "{pattern}" .')
    (problem,) = report_id_problems(ontology_from_sources((source,)), Places((source,)))
    for text in (problem.message.en, problem.message.zh):
        assert f"{{{name}}}" in text
        assert ":reportId" in text
    assert hint in problem.message.en
    assert isinstance(problem.place, Span)
    assert source.text[problem.place.start : problem.place.end] == (name or ":reportId")
