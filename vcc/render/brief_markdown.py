"""The short report as Markdown: the same blocks as at the terminal, with every reason whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcc.findings.analysis import CaseAnalysis
from vcc.findings.questions import questions_from_findings
from vcc.render.analysis_markdown import finding_lines, headline_lines
from vcc.render.brief import Block, Group, blocks_of, counted_only, writer_of
from vcc.render.brief_entries import LEGEND, Entry, question_count
from vcc.render.brief_text import ARROW, closing
from vcc.render.markdown import code, escaped, table_lines
from vcc.render.marks import FINDINGS, MARKS, NO_FINDINGS
from vcc.render.words import DASH, SEMICOLON
from vcc.source.diagnostic import Severity

_INDENT: Final = "  "


def brief_markdown_from_analysis(analysis: CaseAnalysis, language: str) -> str:
    """The short report as Markdown with a final line break."""
    return "\n".join(_lines(analysis, language)) + "\n"


def _lines(analysis: CaseAnalysis, language: str) -> Iterator[str]:
    yield from headline_lines(analysis, language)
    yield ""
    yield f"*{escaped(LEGEND.in_language(language))}*"
    for block in blocks_of(analysis, language):
        yield from _block(block, language)
    counts = counted_only(analysis, language)
    if counts:
        yield ""
        yield escaped(counts)
    yield ""
    yield f"## {FINDINGS.in_language(language)}"
    if not analysis.findings:
        yield ""
        yield NO_FINDINGS.in_language(language)
    for finding in analysis.findings:
        if finding.severity is not Severity.INFO:
            yield from finding_lines(finding, language)
    yield from _questions(analysis, language)
    yield ""
    for said, command in closing(analysis, language):
        yield f"- {escaped(said)}{code(command)}"


def _block(block: Block, language: str) -> Iterator[str]:
    yield ""
    yield f"## {escaped(block.title)}"
    if block.grid is not None:
        yield ""
        head = ["", *map(escaped, block.grid.columns)]
        rows = [[escaped(cell) for cell in row] for body in block.grid.bodies for row in body]
        yield from table_lines(head, rows)
    if block.groups:
        yield ""
    for group in block.groups:
        yield from _group(group, language)
    if block.note:
        yield ""
        yield escaped(block.note)


def _group(group: Group, language: str) -> Iterator[str]:
    if group.heading:
        yield f"- **{escaped(group.heading)}**"
    for entry in group.entries:
        yield from _entry(entry, _INDENT if group.heading else "", language)


def _entry(entry: Entry, indent: str, language: str) -> Iterator[str]:
    dash, semicolon = (words.in_language(language) for words in (DASH, SEMICOLON))
    mark = f"{MARKS[entry.status]} " if entry.status is not None else ""
    text = escaped(entry.text)
    if entry.reasons:
        text += dash + escaped(semicolon.join(entry.reasons))
    yield f"{indent}- {mark}{text} {code(f'[{entry.details[0]}]')}"
    if entry.hint:
        yield f"{indent}{_INDENT}- {ARROW}{escaped(entry.hint)}"
    for child in entry.children:
        yield from _entry(child, indent + _INDENT, language)


def _questions(analysis: CaseAnalysis, language: str) -> Iterator[str]:
    questions = questions_from_findings(analysis.findings)
    if not questions:
        return
    writer = writer_of(analysis, language)
    yield ""
    yield f"### {question_count(questions, language)}"
    yield ""
    for number, question in enumerate(questions, 1):
        text = escaped(question.text.in_language(language))
        yield f"{number}. {text} {code(f'[{writer.question_details(question)[0]}]')}"
