"""The analysis of a case as Markdown (CommonMark with tables), to be read, printed or sent on."""

from __future__ import annotations

from collections.abc import Iterator

from vcc.findings.analysis import CaseAnalysis, Part
from vcc.findings.model import Conclusion, Finding
from vcc.findings.sections import Layout
from vcc.render.analysis_text import IN_SHORT, NEXT
from vcc.render.evidence import claims_text, finding_places, finding_quotes, ground_text, rule_text
from vcc.render.markdown import code, escaped, table_lines
from vcc.render.marks import (
    FINDINGS,
    LACKS,
    MARKS,
    NO_FINDINGS,
    STATUSES,
    conclusion_text,
    finding_head,
    headline,
    matrix_cells,
)
from vcc.render.words import BECAUSE, labelled, listing
from vcc.source.diagnostic import Words

_CONCLUSION = Words("Conclusion", "结论")
_RESTS_ON = Words("Rests on", "依据")
_ID = Words("Id", "标识")


def markdown_from_analysis(analysis: CaseAnalysis, language: str) -> str:
    """The report as Markdown with a final line break."""
    return "\n".join(_lines(analysis, language)) + "\n"


def _lines(analysis: CaseAnalysis, language: str) -> Iterator[str]:
    yield from headline_lines(analysis, language)
    for part in analysis.parts:
        if part.conclusions and part.section.is_for_people:
            yield from _part(part, analysis, language)
    yield ""
    yield f"## {FINDINGS.in_language(language)}"
    if not analysis.findings:
        yield ""
        yield NO_FINDINGS.in_language(language)
    for finding in analysis.findings:
        yield from finding_lines(finding, language)


def headline_lines(analysis: CaseAnalysis, language: str) -> Iterator[str]:
    """What the report is about, and what a reader should know first."""
    yield f"# {escaped(analysis.case.label.in_language(language))}"
    yield ""
    yield code(analysis.file)
    yield ""
    yield f"## {IN_SHORT.in_language(language)}"
    yield ""
    for sentence in headline(analysis, language):
        yield f"- {escaped(sentence)}"


def _part(part: Part, analysis: CaseAnalysis, language: str) -> Iterator[str]:
    yield ""
    yield f"## {part.section.title.in_language(language)}"
    introduction = part.section.introduction.in_language(language)
    if introduction:
        yield ""
        yield f"*{escaped(introduction)}*"
    for group, conclusions in part.groups():
        if group is not None:
            yield ""
            yield f"### {escaped(group.label.in_language(language))}"
        if part.section.layout is Layout.MATRIX:
            yield ""
            head = ["", *(escaped(c.label.in_language(language)) for c in part.columns)]
            cells = matrix_cells(part, conclusions, language)
            yield from table_lines(head, [[escaped(cell) for cell in row] for row in cells])
        yield ""
        head = [words.in_language(language) for words in (_CONCLUSION, _RESTS_ON, _ID)]
        yield from table_lines(head, [_row(c, part, analysis, language) for c in conclusions])


def _row(
    conclusion: Conclusion, part: Part, analysis: CaseAnalysis, language: str
) -> tuple[str, str, str]:
    text = escaped(conclusion_text(conclusion, part, analysis, language))
    if conclusion.status is not None:
        word = STATUSES[conclusion.status].in_language(language)
        text = f"{MARKS[conclusion.status]} {text} · {word}"
    if conclusion.lacks:
        lacks = [escaped(node.label.in_language(language)) for node in conclusion.lacks]
        text += "<br>" + labelled(LACKS, listing(lacks, language), language)
    if conclusion.reason is not None:
        reason = escaped(conclusion.reason.in_language(language))
        text += "<br>" + labelled(BECAUSE, reason, language)
    return text, escaped(ground_text(conclusion, language)), code(conclusion.id)


def finding_lines(finding: Finding, language: str) -> Iterator[str]:
    """A finding with its advice, a quote, and where to look."""
    yield ""
    yield f"### {escaped(finding_head(finding, language))}"
    yield ""
    yield escaped(finding.message.in_language(language))
    if finding.advice is not None:
        claims = claims_text(finding.advice_claims)
        advice = escaped(finding.advice.in_language(language))
        yield ""
        yield f"**{labelled(NEXT, '', language).strip()}** {advice}" + (
            f" ({claims})" if claims else ""
        )
    quotes = finding_quotes(finding)
    if quotes:
        yield ""
        yield f"> {escaped(quotes)}"
    rule = rule_text(finding.rule, language) if finding.rule else ""
    where = finding_places(finding)
    yield ""
    yield " · ".join([code(finding.id), *map(escaped, filter(None, (where, rule)))])
