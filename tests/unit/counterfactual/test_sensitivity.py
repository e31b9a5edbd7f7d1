"""Which conclusions turn with a reading, a statement, or a source."""

from __future__ import annotations

import json
import re
from importlib import resources

import jsonschema
import pytest

from vcc import __version__
from vcc.case.reduced import units_of_case, without_source, without_unit
from vcc.counterfactual.sensitivity import sensitivity_of, under_choices
from vcc.counterfactual.world import concluded, world_from_analysis
from vcc.findings.sensitivity import Sensitivity
from vcc.graph.from_case import graph_from_case
from vcc.knowledge import knowledge
from vcc.pipeline import analyse
from vcc.render.document import markdown_from_document, text_from_document
from vcc.render.sensitivity import document_from_sensitivity
from vcc.render.sensitivity_json import json_from_sensitivity
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import local_name
from vcc.vocabulary.readings import options_of_readings

CASE = """vcc 1
language en
case coffee en"A coffee club" {
  source memo is interview en"Talk with the founder"
  source blog is interview en"Talk with a member"
  actor roaster is firm en"Roastery" [@memo 1]
  actor members is customer-group en"Club members" [@blog 1]
  resource taste form knowledge held-by members [@blog 2]
  resource beans form material held-by roaster [@memo 2]
  interaction blending is co-design en"Members blend the coffee of the month"
    direct during design decided-by members [@memo 3; @blog 3]
  {
    members -> roaster : taste   [@blog 4]
    roaster combines taste, beans
  }
  interaction tasting independent during use
  {
    members uses beans   [@blog 5]
  }
  complete moves of roaster
}
"""
FIELD = "field:blending=crossing-field"


@pytest.fixture(scope="module")
def found() -> Sensitivity:
    analysis = analyse(SourceText("coffee.vcc", CASE))
    world = world_from_analysis(analysis, knowledge())
    return sensitivity_of(world, analysis.report.conclusions)


def behind(found: Sensitivity, id: str) -> tuple[set[str], set[int], set[str]]:
    """Choices, lines and sources that a conclusion falls with."""
    conclusion = next(c for c in found.conclusions if c.id == id)
    readings, statements, sources = found.behind(conclusion)
    lines = {t.evidence.span.line for t in statements if t.evidence}
    return (
        {local_name(t.what.term) for t in readings},
        lines,
        {t.what.name for t in sources},
    )


def test_a_field_falls_with_its_activity_and_with_nothing_that_has_no_part_in_it(
    found: Sensitivity,
) -> None:
    readings, lines, sources = behind(found, FIELD)
    assert 10 in lines  # the interaction itself
    assert 17 not in lines  # another one
    assert not readings
    assert not sources  # both speak of it


def test_who_leads_turns_with_the_reading_that_it_is_told_by(found: Sensitivity) -> None:
    other = next(t for t in found.readings if local_name(t.what.term) == "leadership-by-field")
    assert other.option is not None
    assert other.option.term == vcc("test-of-leadership")
    assert "role:roaster@blending=assisting-party" in {one.conclusion.id for one in other.lost}


def test_a_status_that_falls_is_told_with_the_one_in_its_place(found: Sensitivity) -> None:
    instead = [
        (one.conclusion.status.value, node.term)
        for turned in found.statements
        for one in turned.lost
        if one.conclusion.status is not None
        for node in one.instead
    ]
    assert instead
    assert all(vcc(before) != after for before, after in instead)


def test_every_statement_and_source_was_tried(found: Sensitivity) -> None:
    assert found.tried[1:] == (10, 2)


def test_without_a_statement_nothing_names_what_it_declared() -> None:
    resolved = analyse(SourceText("coffee.vcc", CASE)).resolved
    named = [u for u in units_of_case(resolved) if u.name and u.part in resolved.statements]
    assert len(named) > 3
    for unit in named:
        graph = graph_from_case(without_unit(resolved, unit))
        node = f"{graph.case[:-1]}/{unit.name}"
        assert not any(node in term for triple in graph.triples for term in triple), unit.name


def test_without_a_source_what_others_speak_of_stays() -> None:
    resolved = analyse(SourceText("coffee.vcc", CASE)).resolved
    reduced = without_source(resolved, "blog")
    assert {"members", "taste", "blending"} <= set(reduced.declared)
    assert "blog" not in reduced.declared
    moves = {d.name.text: len(d.moves) for d in reduced.declarations if d.moves}
    assert moves == {"blending": 1}


def test_progress_goes_from_the_first_run_to_the_last() -> None:
    analysis = analyse(SourceText("coffee.vcc", CASE))
    told: list[tuple[int, int]] = []
    world = world_from_analysis(analysis, knowledge())
    sensitivity_of(world, (), lambda done, of: told.append((done, of)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_the_json_is_as_published(found: Sensitivity) -> None:
    schema = resources.files("vcc.render").joinpath("schemas/sensitivity.schema.json")
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text("utf-8")))
    validator.validate(json.loads(json_from_sensitivity(found, __version__)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_see_the_lines_that_a_conclusion_stands_on(
    found: Sensitivity, language: str
) -> None:
    document = document_from_sensitivity(found, language, all_conclusions=True)
    text = text_from_document(document, width=100, colour=False)
    assert "[:10" in text
    assert max(map(len, text.splitlines())) <= 100
    assert markdown_from_document(document).startswith("# ")


def test_one_engine_concludes_the_same_under_a_reading_as_one_made_for_it() -> None:
    theory = knowledge()
    world = world_from_analysis(analyse(SourceText("coffee.vcc", CASE)), theory)
    options = options_of_readings(theory.ontology)
    assert len(options) >= 3
    told = set()
    for choices in [(), *((option.others[0],) for option in options)]:
        inferred = frozenset(under_choices(world, choices))
        told.add(inferred)
        assert inferred == set(concluded(world.graph.triples, theory.under(choices)).inferred)
    assert len(told) > 1


def test_who_is_there_at_all_is_named_last(found: Sensitivity) -> None:
    parties = {t.what.name for t in found.statements if t.is_ground}
    assert parties == {"roaster", "members"}
    document = document_from_sensitivity(found, "en", all_conclusions=True)
    text = " ".join(text_from_document(document, width=200, colour=False).split())
    (row,) = re.findall(r"field: crossing field (“.*?) Roastery", text)
    assert row.index("Members blend") < row.index("Club members")


def test_the_only_source_goes_without_saying() -> None:
    text = CASE.replace('  source blog is interview en"Talk with a member"\n', "")
    analysis = analyse(SourceText("coffee.vcc", text.replace("@blog", "@memo")))
    alone = sensitivity_of(world_from_analysis(analysis, knowledge()), analysis.report.conclusions)
    assert [t.is_ground for t in alone.sources] == [True]
