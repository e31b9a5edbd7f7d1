"""The coding guide: every statement it shows is one, and means the same in both languages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from snippets import case_of, graph_of

from vcc.pipeline import analyse
from vcc.source.diagnostic import Severity
from vcc.source.text import SourceText

GUIDE = Path(__file__).resolve().parent.parent / "docs/coding-guide.md"
TEXT = GUIDE.read_text(encoding="utf-8")


class Row(NamedTuple):
    """A sentence of a note and its statement, in English and Chinese."""

    sentence: str
    statement: str
    sentence_zh: str
    statement_zh: str


ROWS = [
    Row(*cells)
    for cells in re.findall(r"^\| (.+?) \| `(.+?)` \| (.+?) \| `(.+?)` \|$", TEXT, re.MULTILINE)
]


@cache
def frame() -> str:
    """What every statement of the guide may refer to."""
    (found,) = re.findall(r"^```vcc\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    return found


def test_the_guide_has_forty_sentences_and_more() -> None:
    assert len(ROWS) >= 40
    assert len({row.statement for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.sentence[:40])
def test_a_statement_of_the_guide_is_well_formed(row: Row) -> None:
    text = f"vcc 1\nlanguage en\ncase t {{\n{frame()}{row.statement}\n}}\n"
    found = analyse(SourceText("t", text), with_sections=False)
    assert not found.diagnostics
    assert not [f.message.en for f in found.report.findings if f.severity is Severity.ERROR]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.sentence[:40])
def test_both_columns_of_the_guide_mean_the_same(row: Row) -> None:
    in_english, in_chinese = (
        set(graph_of(case_of(frame() + statement)))
        for statement in (row.statement, row.statement_zh)
    )
    assert in_english == in_chinese
    assert len(in_english) > len(set(graph_of(case_of(frame()))))
