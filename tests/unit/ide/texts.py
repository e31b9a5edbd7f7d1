"""Texts for the tests of `vcc/ide`: the real cases, and short ones with a mark at the cursor."""

from __future__ import annotations

from pathlib import Path

from vcc.ide.document import Document, document_from_text
from vcc.pipeline import knowledge
from vcc.source.reading import read_source
from vcc.source.text import SourceText

REPOSITORY = Path(__file__).resolve().parents[3]
CASES = sorted((REPOSITORY / "examples").rglob("*.vcc"))
CLUB = """vcc 1
case club en"A coffee club" zh"咖啡会" {
  source notes is interview "Field notes"
  actor roaster is firm "The roaster"
  actor members is customer-group "The members"
  resource blend form product held-by roaster
  HERE
}
"""


def document(text: str, name: str = "club.vcc") -> Document:
    """A text as an editor has it."""
    return document_from_text(SourceText(name, text), knowledge())


def marked(text: str, mark: str = "|") -> tuple[Document, int]:
    """A text without its mark, and the offset of that."""
    before, _, after = text.partition(mark)
    return document(before + after), len(before)


def in_club(statement: str) -> tuple[Document, int]:
    """A statement, with a mark, in a small case."""
    return marked(CLUB.replace("HERE", statement))


def documents() -> list[Document]:
    """Every case that is an example."""
    assert len(CASES) >= 25, "the examples are not there"
    return [document_from_text(read_source(path), knowledge()) for path in CASES]
