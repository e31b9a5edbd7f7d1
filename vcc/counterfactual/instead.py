"""What follows in place of an overall conclusion: what leads, by which count, and what speaks for
it.

Which conclusions are overall ones, and which tables they are drawn from, is what the report says
of its sections (`:reportLayout "verdict"` and `"matrix"` under one `:reportBlock`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from vcc.counterfactual.goals import Goal, Goals
from vcc.counterfactual.world import World
from vcc.findings.analysis import CaseAnalysis, Part
from vcc.findings.lacks import Instead, Otherwise, Would
from vcc.findings.model import Conclusion, Node
from vcc.findings.sections import Layout, words_from_literals
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import SKOS
from vcc.vocabulary.rdf import Triple, iri, local_name

_DEFINITION: Final = iri(SKOS + "definition")


def instead_of(world: World, goal: Goal, report: CaseAnalysis) -> Instead | None:
    """What follows of the same subject; None where the goal is no overall conclusion, or nothing
    of the sort follows."""
    subject, property, asked = goal.fact
    verdict = next((part for part in report.parts if _is_verdict(part, property)), None)
    follows = [c for c in verdict.conclusions if c.triple[0] == subject] if verdict else []
    if verdict is None or not follows:
        return None
    together = [
        replace(part, conclusions=tuple(c for c in part.conclusions if c.group == follows[0].group))
        for part in report.parts
        if part.section.block == verdict.section.block
    ]
    tables = [part for part in together if part.section.layout is Layout.MATRIX]
    dots = [c for table in tables if table.section.rows for c in table.conclusions]
    hints = {c.triple[2]: c.hint for part in together for c in part.conclusions if c.hint}
    leading = {c.triple[2] for c in follows} | {asked}
    is_counted = any(column.term == asked for table in tables for column in table.columns)
    alike = [c for c in follows if c.predicate.term == property]
    return Instead(
        world.lexicon.label(asked),
        tuple(follows if is_counted else alike or follows),
        tuple(values for table in tables for values in _counts(table, leading)),
        len({c.row for c in dots if c.column is not None and c.column.term == asked}),
        tuple(row for table in tables for row in _otherwise(table, goal.fact, world, hints)),
    )


def _is_verdict(part: Part, property: str) -> bool:
    return part.section.layout is Layout.VERDICT and property in part.section.properties


def _counts(table: Part, leading: set[str]) -> Iterator[tuple[Conclusion, ...]]:
    """The rows of a table of numbers, of what leads and of what was asked for; of all columns
    where only one of them is in it, and of none where it is about neither."""
    compared = [column for column in table.columns if column.term in leading]
    columns = compared if len(compared) > 1 else table.columns
    for row in table.rows if compared and not table.section.rows else ():
        said = {c.column: c for c in table.conclusions if c.row == row}
        values = tuple(said[column] for column in columns if column in said)
        if values:
            yield values


def _otherwise(
    table: Part, fact: Triple, world: World, hints: dict[str, Words]
) -> Iterator[Otherwise]:
    """The rows of a table of dots that have none in the column that was asked for."""
    subject, _, asked = fact
    column = next((column for column in table.columns if column.term == asked), None)
    if column is None or not table.section.rows:
        return
    for row in table.rows:
        said = [c for c in table.conclusions if c.row == row]
        if all(c.column != column for c in said):
            yield Otherwise(
                row,
                tuple(dict.fromkeys(c.column for c in said if c.column is not None)),
                tuple(dict.fromkeys(e for c in said for e in c.evidence)),
                tuple(_would(table, subject, row, column, world)),
                None if said else hints.get(row.term),
            )


def _would(table: Part, subject: str, row: Node, column: Node, world: World) -> Iterator[Would]:
    """What the table would have to hold in a row and a column."""
    theory, section, goals = world.theory.theory, table.section, Goals(world)
    in_column = set(theory.subjects(section.columns, column.term))
    for cell in sorted(in_column.intersection(theory.subjects(section.rows, row.term))):
        definition = words_from_literals(theory.objects(cell, _DEFINITION), "")
        node = Node(cell, local_name(cell), world.lexicon.label(cell))
        for property in section.properties:
            yield Would(goals.id_of(section, (subject, property, cell)), node, definition)
