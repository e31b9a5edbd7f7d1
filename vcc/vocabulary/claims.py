"""Where the claims of the papers stand: tables with a row for each claim, as triples."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final

from vcc.source.diagnostic import Code, Diagnostic, Words, end_stage
from vcc.source.text import SourceText, Span, span_of
from vcc.vocabulary.namespaces import DCTERMS, VCC
from vcc.vocabulary.rdf import Triple, iri, literal

SECTION: Final = iri(DCTERMS + "bibliographicCitation")
_CLAIM: Final = "claim"
_SECTION: Final = "section"
NO_COLUMNS: Final = Code(
    "T011",
    Words(
        "a table of claims has the columns `{columns}`; this one has no `{missing}`",
        "主张表应有列“{columns}”；此表没有“{missing}”",
    ),
    help=Words(
        "its first line names the columns, separated by commas",
        "首行给出各列名称，以逗号分隔",
    ),
)
CLAIM_TWICE: Final = Code(
    "T012",
    Words("claim {claim} has a row already", "主张 {claim} 已有一行"),
    help=Words(
        "the ids of a framework begin with two letters of its own, such as AB-001",
        "框架的主张编号应以自己的两个字母开头，例如 AB-001",
    ),
)


def claim_node(id: str) -> str:
    """The term of a claim."""
    return iri(f"{VCC}claim/{id}")


def claim_triples(tables: Iterable[SourceText]) -> tuple[Triple, ...]:
    """For every claim of some tables, the section of its paper.

    Raises:
        SourceErrors: if a table lacks a column, or two rows are about one claim.
    """
    found: dict[str, str] = {}
    mistakes: list[Diagnostic] = []
    for table in tables:
        for line, row in rows_of(table, (_CLAIM, _SECTION), mistakes):
            if row[_CLAIM] in found:
                mistakes.append(CLAIM_TWICE.at(_line_span(table, line), claim=row[_CLAIM]))
            found.setdefault(row[_CLAIM], row[_SECTION])
    end_stage(mistakes)
    return tuple((claim_node(id), SECTION, literal(section)) for id, section in found.items())


def rows_of(
    table: SourceText,
    columns: tuple[str, ...],
    mistakes: list[Diagnostic],
    others: tuple[str, ...] = (),
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with the lines on which they end; a missing column is a mistake.

    `others` are columns that may be missing: their values are then empty.
    """
    reader = csv.DictReader(StringIO(table.text), restval="")
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        mistakes.append(
            NO_COLUMNS.at(
                _line_span(table, 1), columns=",".join(columns), missing=", ".join(missing)
            )
        )
        return
    for row in reader:
        yield reader.line_num, {name: (row.get(name) or "").strip() for name in (*columns, *others)}


def _line_span(table: SourceText, line: int) -> Span:
    start = table.line_starts[min(line, len(table.line_starts)) - 1]
    return span_of(table, start, max(start, start + len(table.line(line))))
