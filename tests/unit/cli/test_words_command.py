"""`vcc words`: which words a case may use, and what they mean."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from vcc.case.places import places
from vcc.cli.main import cli
from vcc.knowledge import knowledge


def words(*arguments: str, language: str = "en") -> Result:
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": "100"}
    return CliRunner(env=environment).invoke(cli, ["words", *arguments])


def listed(*arguments: str) -> dict[str, list[dict]]:
    found = json.loads(words(*arguments, "--format", "json").output)["places"]
    return {place["id"]: place["words"] for place in found}


def test_every_place_that_takes_terms_has_words_that_are_explained_in_both_languages() -> None:
    found = listed()
    assert set(found) == {*(place.id for place in places()), "reading"}
    assert len(found) >= 30
    for place, of_place in found.items():
        assert of_place, place
        for word in of_place:
            assert all(word["meaning"].values()), (place, word)
            assert all(word["word"].values()), (place, word)


def test_what_is_listed_is_what_the_language_takes() -> None:
    terms = knowledge().terms
    schemes = {place.id: place.scheme for place in places()} | {"reading": "ReadingChoice"}
    for place, of_place in listed().items():
        for word in of_place:
            for spelling in (*word["word"].values(), *word["aliases"]):
                assert terms.find(schemes[place], spelling), (place, spelling)


def test_a_place_goes_by_its_keyword_in_either_language() -> None:
    assert listed("during") == listed("环节")
    assert set(listed("expect")) > {"expect role", "expect logic"}


def test_a_search_looks_into_spellings_labels_and_meanings() -> None:
    found = listed("--search", "TRUST")
    assert any(word["word"]["en"] == "trust" for word in found["outcome"])
    assert any(
        word["word"]["en"] == "bridge-effect"
        for word in listed("--search", "Scattered actors")["outcome"]
    )  # only its meaning says so


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["outcom"], "did you mean outcome?"),
        (["nonsense"], "vcc words"),
        (["--search", "xyzzy"], "try a part of the word"),
        (["--search", "collective sourcing"], "words like it: sourcing"),
        (["--search", "联合采购"], "words like it: 采购"),
    ],
)
def test_what_does_not_exist_is_told_with_a_way_out(arguments: list[str], told: str) -> None:
    result = words(*arguments)
    assert result.exit_code == 2
    assert told in str(result.exception) + result.output


def test_phases_are_listed_in_their_order_and_people_read_the_words_of_their_language() -> None:
    phases = [word["word"]["en"] for word in listed("during")["during"]]
    assert phases.index("design") < phases.index("production") < phases.index("use")
    chinese = words("环节", language="zh").output
    assert "服务、售后、维修、维护" in chinese
    assert "after-sales" not in chinese
    assert "service, after-sales" in words("during").output
