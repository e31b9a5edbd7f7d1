"""Do the rules hold beyond the papers? Six field notes on real companies, coded from the note
alone (`tests/practice/`), against the labels that a careful reader of the papers gave them.

A *sure* label is one that a competent reader must give. The rules may say less than it (silence is
no vote) or say it among others (the facts of a company can support two logics), but they must not
say only something else; and where the reader is sure of the whole, so must the result be.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from vcc.pipeline import analyse
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import local_name

CASES = sorted((Path(__file__).parent / "practice").glob("*.vcc"))
LOGICS = {"GD": "goods-dominant", "SD": "service-dominant", "CD": "customer-dominant"}
DIMENSIONS = {
    "resources_used": "resources-used",
    "value_type": "value-type",
    "value_creator": "value-creator",
    "creation_process": "creation-process",
    "customer_role": "customer-role",
    "firm_role": "firm-role",
    "relationship": "relation",
}
FIELDS = {"production": "production-field", "crossing": "crossing-field",
          "consumption": "consumption-field"}  # fmt: skip

pytestmark = pytest.mark.shared


@cache
def inferred(case: Path) -> frozenset[tuple[str, str, str]]:
    return frozenset(analyse(str(case)).conclusions.inferred)


def of_case(case: Path, property: str) -> set[str]:
    """What is concluded about the case itself by a property."""
    name = case.stem.split("-", 1)[1]
    return {
        local_name(o)
        for s, p, o in inferred(case)
        if p == vcc(property) and s.endswith(f"/case/{name}>")
    }


@pytest.fixture(scope="module")
def labels(shared: Path) -> dict[str, dict]:
    text = (shared / "practice/labels.json").read_text(encoding="utf-8")
    return {label["id"]: label for label in json.loads(text)["cases"]}


def test_there_are_six_of_them(labels: dict[str, dict]) -> None:
    assert {case.name[:2] for case in CASES} == set(labels)


def accepted(label: dict) -> set[str]:
    return {LOGICS[code] for code in label.get("accept", [label["label"]]) if code in LOGICS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_dominant_logic_is_one_that_the_reader_accepts(
    case: Path, labels: dict[str, dict]
) -> None:
    overall = labels[case.name[:2]]["dominant_logic"]["overall"]
    dominant = of_case(case, "dominantLogic")
    if overall["certainty"] == "sure":
        assert dominant == accepted(overall)
    elif overall["label"] != "mixed":
        assert dominant <= accepted(overall)


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_no_sure_vote_of_the_reader_is_contradicted(
    case: Path, dimension: str, labels: dict[str, dict]
) -> None:
    label = labels[case.name[:2]]["dominant_logic"]["dimensions"][dimension]
    cells = {
        cell for cell in of_case(case, "votes") if cell.startswith(f"{DIMENSIONS[dimension]}-")
    }
    logics = {f"{cell.removeprefix(DIMENSIONS[dimension] + '-')}-dominant" for cell in cells}
    if label["certainty"] == "sure" and logics:
        assert accepted(label) & logics


def test_most_sure_votes_are_given(labels: dict[str, dict]) -> None:
    given = sure = 0
    for case in CASES:
        votes = of_case(case, "votes")
        for dimension, name in DIMENSIONS.items():
            label = labels[case.name[:2]]["dominant_logic"]["dimensions"][dimension]
            if label["certainty"] == "sure":
                sure += 1
                wanted = {f"{name}-{logic.removesuffix('-dominant')}" for logic in accepted(label)}
                given += bool(wanted & votes)
    assert sure > 20
    assert given / sure > 0.9


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_fields_that_the_reader_is_sure_of_are_found(case: Path, labels: dict[str, dict]) -> None:
    found = {local_name(o) for _, p, o in inferred(case) if p == vcc("field")}
    for field, label in labels[case.name[:2]]["fields"].items():
        if label["certainty"] == "sure":
            assert (FIELDS[field] in found) == (label["state"] == "present"), field


FRAMEWORKS = {
    "000": "dominant-logic",
    "001": "green-commerce",
    "002": "business-model",
    "003": "metaverse",
    "004": "shared-manufacturing",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_frameworks_that_apply_are_those_of_the_reader(
    case: Path, labels: dict[str, dict]
) -> None:
    label = labels[case.name[:2]]
    applying = of_case(case, "applies")
    for framework in label["frameworks"]:
        if framework["certainty"] == "sure":
            assert FRAMEWORKS[framework["id"]] in applying
    for framework in label["not_applicable"]:
        if framework["certainty"] == "sure":
            assert FRAMEWORKS[framework["id"]] not in applying
