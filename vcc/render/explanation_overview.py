"""What an overall conclusion rests on, at a glance: tables, then the rest with its ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from vcc.findings.analysis import Part
from vcc.findings.explanation import Explanation
from vcc.findings.model import Conclusion, Evidence, Node
from vcc.findings.sections import Layout
from vcc.render.document import Block, Entries, Entry, Heading, Table
from vcc.render.evidence import claims_text, places
from vcc.render.marks import matrix_cells, object_text
from vcc.render.words import BECAUSE, RESTS_ON, labelled, predicated

_MOST_LINES: Final = 4


def blocks_of_overview(explanation: Explanation, language: str) -> Iterator[Block]:
    """A heading for each section; tables with the same columns as one, in the order of the report.

    Empty where the explanation is not about an overall conclusion.
    """
    for columns, parts in groupby(explanation.overview, key=lambda part: part.columns):
        members = list(parts)
        if members[0].section.layout is Layout.MATRIX:
            title = " · ".join(part.section.title.in_language(language) for part in members)
            yield Heading(title)
            yield _table(columns, members, language)
            continue
        for part in members:
            yield Heading(part.section.title.in_language(language))
            yield Entries(tuple(_entry(c, language) for c in part.conclusions))


def _table(columns: Sequence[Node], parts: Sequence[Part], language: str) -> Table:
    """The rows of all parts; the last column has the lines of the case behind a row."""
    heads = ["", *(column.label.in_language(language) for column in columns)]
    rows = []
    for part in parts:
        for row, cells in zip(
            part.rows, matrix_cells(part, part.conclusions, language), strict=True
        ):
            behind = [e for c in part.conclusions if c.row == row for e in c.evidence]
            lines = places(behind, _MOST_LINES, _file(behind)) if part.section.rows else ""
            rows.append((*cells, lines))
    numbers = frozenset(range(1, len(heads)))
    return Table((*heads, RESTS_ON.in_language(language)), tuple(rows), numbers)


def _file(evidence: Sequence[Evidence]) -> str:
    """The one file of all lines, which then goes unnamed."""
    files = {item.span.source for item in evidence}
    return files.pop() if len(files) == 1 else ""


def _entry(conclusion: Conclusion, language: str) -> Entry:
    """What is concluded, its id and claims; below it why, and what to write if it is open."""
    told = predicated(conclusion.predicate.label, object_text(conclusion, language), language)
    ground = " · ".join(filter(None, (conclusion.id, claims_text(conclusion.claims))))
    details = []
    if conclusion.reason is not None:
        details.append(labelled(BECAUSE, conclusion.reason.in_language(language), language))
    if conclusion.hint is not None:
        details.append(f"→ {conclusion.hint.in_language(language)}")
    return Entry(f"{told} [{ground}]", tuple(details))
