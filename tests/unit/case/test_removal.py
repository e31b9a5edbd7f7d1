"""What is taken out of a case leaves nothing behind that speaks of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vcc.case.edit import text_with_edits
from vcc.case.from_text import ParsedCase, case_from_text
from vcc.case.references import references
from vcc.case.removal import removal_by_reference, removal_of_mentions
from vcc.source.reading import read_source
from vcc.source.text import SourceText

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
CASES = sorted(EXAMPLES.glob("practice/own/*.vcc"))
CASE = """vcc 1
case x {
  actor f is firm
  actor c is customer-group
  actor d is customer-group
  resource tips form idea held-by c
  resource pan form product held-by f
  interaction lab is co-design direct during design decided-by f, c {
    c, d -> f : tips
    f combines tips into pan
    c uses pan during use
  }
  outcome joy is pleasure for c through lab experienced-by c
  complete contributions of c, d
  complete moves of c
  expect role co-creator of c
}
"""


def parsed(text: str) -> ParsedCase:
    return case_from_text(SourceText("x.vcc", text))


def without(case: ParsedCase, name: str) -> str:
    edits = list(removal_by_reference(case, name))
    return text_with_edits(case.source.text, [*edits, *removal_of_mentions(case, edits)])


def test_a_list_loses_the_name_and_what_is_left_without_any_goes() -> None:
    left = without(parsed(CASE), "c")
    assert "decided-by f {\n    d -> f : tips\n    f combines" in left
    assert "c uses pan" not in left
    assert "outcome joy is pleasure through lab\n  complete contributions of d\n}" in left


def test_what_names_nothing_that_goes_stays_as_it_is_written() -> None:
    case = parsed(CASE)
    assert without(case, "joy") == CASE.replace(
        "  outcome joy is pleasure for c through lab experienced-by c\n", ""
    )


def names_in(case: ParsedCase) -> Iterator[str]:
    for statement in case.case.statements:
        yield from (reference.name.text for reference in references(statement))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_nothing_that_can_be_taken_out_is_named_any_more(path: Path) -> None:
    case = case_from_text(read_source(str(path)))
    taken = [d.name.text for d in case.case.declarations if d.id != "source"]
    assert len(taken) > 10
    for name in taken:
        assert name not in set(names_in(parsed(without(case, name)))), name
