"""What checking found, as JSON: also what does not count, so that a script can review waivers."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest
from made_documents import document

from vcc.findings.outcome import Outcome
from vcc.findings.suppressed import Ground, Suppressed
from vcc.pipeline import check
from vcc.source.diagnostic import Code, Words
from vcc.source.text import SourceText

TEXT = 'vcc 1\nlanguage en\ncase t en"T" {\n  activity x is manufacturing\n}\n'
NO_REASON = Code("W901", Words("a waiver without reason", "豁免没有理由"))


def schema() -> dict[str, Any]:
    text = resources.files("vcc.render.schemas").joinpath("check.schema.json").read_text("utf-8")
    return dict(json.loads(text))


def report(*outcomes: Outcome) -> dict[str, Any]:
    made = json.loads(document("json", outcomes))
    jsonschema.Draft202012Validator(schema()).validate(made)
    return dict(made)


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    found = check(SourceText("t.vcc", TEXT))
    assert len(found.findings) >= 2
    return found


def with_suppressed(outcome: Outcome) -> Outcome:
    waived = Suppressed(outcome.findings[0], Ground.WAIVER, "由于 <b> & so")
    listed = Suppressed(NO_REASON.at(None), Ground.BASELINE)
    return Outcome(outcome.file, "en", (), outcome.findings[1:], outcome.sources, (waived, listed))


def test_what_does_not_count_is_told_apart_with_who_answered_for_it(outcome: Outcome) -> None:
    made = report(with_suppressed(outcome))
    (file,) = made["files"]
    waived, listed = file["suppressed"]
    assert (waived["ground"], waived["reason"]) == ("waiver", "由于 <b> & so")
    assert waived["finding"]["name"] == outcome.findings[0].name
    assert (listed["ground"], listed["reason"]) == ("baseline", None)
    assert listed["diagnostic"]["code"] == "W901"
    assert waived["finding"] not in file["findings"]
    assert made["summary"]["suppressed"] == 2
    weights = sum(made["summary"][each] for each in ("error", "warning", "info"))
    assert weights == len(outcome.findings) - 1


def test_mistakes_in_waivers_and_missing_evidence_fit_the_schema(outcome: Outcome) -> None:
    for code in ("W901", "E103", "C202"):
        report(Outcome("t.vcc", "en", (Code(code, NO_REASON.message).at(None),)))


def test_what_was_written_before_is_still_valid(outcome: Outcome) -> None:
    old = report(outcome)
    assert old["files"][0].pop("suppressed") == []
    assert old["summary"].pop("suppressed") == 0
    jsonschema.Draft202012Validator(schema()).validate(old)


def test_the_schema_asks_for_one_of_the_two(outcome: Outcome) -> None:
    made = report(with_suppressed(outcome))
    one = made["files"][0]["suppressed"][0]
    one["diagnostic"] = made["files"][0]["suppressed"][1]["diagnostic"]
    assert not jsonschema.Draft202012Validator(schema()).is_valid(made)
    del one["diagnostic"], one["finding"]
    assert not jsonschema.Draft202012Validator(schema()).is_valid(made)
