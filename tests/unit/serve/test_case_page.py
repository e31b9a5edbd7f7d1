"""The page of a case as it is made: the text that conclusions point at, groups, pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("jinja2", reason="the pages come with the serve extra")
pytest.importorskip("starlette", reason="the pages come with the serve extra")

from vcc.pipeline import analyse, knowledge
from vcc.serve.case_page import case_pages
from vcc.serve.case_text import listing_of
from vcc.serve.library_page import row_of_library
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import CASES


def pages_of(path: Path) -> dict[str, str]:
    return dict(case_pages(analyse(path), CASES, knowledge()))


@pytest.fixture(scope="module")
def working(repository: Path) -> dict[str, str]:
    """A case whose actors stand in a library that it shares with others."""
    return pages_of(repository / "examples/05-shared-manufacturing/working.vcc")


def test_lines_of_a_library_can_be_told_from_those_of_the_case(working: dict[str, str]) -> None:
    page = working["en"]
    assert "<h3>working.vcc</h3>" in page
    assert "<h3>platform.vcc</h3>" in page
    assert re.search(r'<a href="#F1L\d+">platform\.vcc:\d+</a>', page)
    anchors = set(re.findall(r'href="#([^"]+)"', page))
    assert len(anchors) > 20
    assert anchors <= set(re.findall(r' id="([^"]+)"', page))


def test_a_page_says_the_same_in_both_languages(working: dict[str, str]) -> None:
    assert set(working) == {"en", "zh"}
    for pattern in (r"<section>", r"<details", r"<blockquote>", r'href="#', r"<svg ", r"<tr>"):
        counts = {len(re.findall(pattern, page)) for page in working.values()}
        assert len(counts) == 1, pattern
        assert counts != {0}, pattern


def test_statuses_are_a_picture_where_there_is_more_than_one_to_see(repository: Path) -> None:
    bakery = pages_of(repository / "examples/02-bakery/bakery.vcc")["en"]
    assert 'id="bars-section-stages-title"' in bakery  # some present, some partial
    xiaomi = pages_of(repository / "examples/01-xiaomi/xiaomi.vcc")["en"]
    assert 'id="bars-section-stages-title"' not in xiaomi  # all present
    assert 'id="bars-section-votes-title"' in xiaomi


def test_comments_stay_in_the_file_and_numbers_are_those_of_the_file() -> None:
    text = 'vcc 1 # private\n\n# a whole line\n\n\ncase c "# no comment" {\n}\n'
    listing = listing_of(SourceText("folder/c.vcc", text), 0)
    assert listing.name == "c.vcc"
    assert [(line.id, line.text) for line in listing.lines] == [
        ("L1", "vcc 1"), ("L2", ""), ("L6", 'case c "# no comment" {'), ("L7", "}"),
    ]  # fmt: skip


def test_a_page_has_no_character_that_cannot_be_seen() -> None:
    source = SourceText("c.vcc", 'vcc 1\ncase c "a\u202eb" {}\n')
    assert [line.text for line in listing_of(source, 0).lines][1] == 'case c "a<U+202E>b" {}'


def test_the_library_knows_what_is_concluded_of_a_case_as_a_whole(repository: Path) -> None:
    row = row_of_library(analyse(repository / "examples/01-xiaomi/xiaomi.vcc").report)
    assert row["summary"]["zh"].startswith("服务主导逻辑")
    reached = {(property, object) for property, _, object, _ in row["verdicts"]}
    assert ("dominantLogic", "service-dominant") in reached
    assert len(reached) == len(row["verdicts"])
