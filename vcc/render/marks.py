"""Marks and words for statuses, and the sentences in which a report sums a section up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vcc.findings.analysis import CaseAnalysis, Part
from vcc.findings.model import Conclusion, Finding, Status
from vcc.findings.sections import Layout
from vcc.render.characters import shown
from vcc.render.colour import Colour
from vcc.render.words import SEVERITIES, counted, in_brackets, labelled, listing, predicated
from vcc.render.wrap import NO_BREAK, NOTHING
from vcc.source.diagnostic import Words
from vcc.vocabulary.rdf import boolean

MARKS: Final = {
    Status.PRESENT: "✓",
    Status.PARTIAL: "◐",
    Status.ABSENT: "✗",
    Status.UNKNOWN: "?",
}
STATUSES: Final = {
    Status.PRESENT: Words("present", "具备"),
    Status.PARTIAL: Words("partial", "部分具备"),
    Status.ABSENT: Words("absent", "缺失"),
    Status.UNKNOWN: Words("not stated", "未说明"),
}
STATUS_COLOURS: Final = {
    Status.PRESENT: Colour.GOOD,
    Status.PARTIAL: Colour.WARNING,
    Status.ABSENT: Colour.ERROR,
    Status.UNKNOWN: Colour.INFO,
}
FINDINGS: Final = Words("Findings", "发现")
READ_AS: Final = Words("Read otherwise than by default", "所取的非默认读法")
NO_FINDINGS: Final = Words("none", "无")
VOTE: Final = "●"
YES: Final = Words("yes", "是")
LACKS: Final = Words("lacks", "尚缺")
AS_A_WHOLE: Final = Words("in the case as a whole", "就整个案例而言")
IN_CONTEXT: Final = Words("in “{context}”", "见于“{context}”")


def headline(analysis: CaseAnalysis, language: str) -> list[str]:
    """What a reader should know first: one sentence a section that belongs there."""
    lines = []
    for part in analysis.parts:
        text = summary(part, analysis.case.term, language)
        if text:
            lines.append(labelled(part.section.title, text, language))
    if analysis.readings:
        chosen = [shown(choice.label.in_language(language)) for choice in analysis.readings]
        lines.append(labelled(READ_AS, listing(chosen, language), language))
    return [*lines, labelled(FINDINGS, findings_summary(analysis, language), language)]


def summary(part: Part, case: str, language: str) -> str:
    """A section in one line: its verdict on the case, or how many elements have which status.

    Empty where the section is not to be summed up, or says nothing of the case as a whole.
    """
    told = [c for c in part.conclusions if c.predicate.term in part.section.headline]
    if part.section.layout is Layout.CHECKLIST:
        return " · ".join(
            _status_summary(status, members, language)
            for status in Status
            if (members := [c for c in told if c.status is status])
        )
    about_case = [c for c in told if c.subject.term == case]
    return " · ".join(dict.fromkeys(object_text(c, language) for c in about_case))


def _status_summary(status: Status, members: Sequence[Conclusion], language: str) -> str:
    word = STATUSES[status].in_language(language)
    text = NO_BREAK.join((MARKS[status], str(len(members)), word))
    if status is Status.PRESENT:
        return text
    names = listing((object_text(member, language) for member in members), language)
    return text + in_brackets(names, language)


def findings_summary(analysis: CaseAnalysis, language: str) -> str:
    """How many findings of each severity, or that there are none."""
    counts = analysis.findings_by_severity()
    if not counts:
        return NO_FINDINGS.in_language(language)
    return listing(
        [counted(severity, count).in_language(language) for severity, count in counts.items()],
        language,
    )


def object_text(conclusion: Conclusion, language: str) -> str:
    """What is concluded, without what it is concluded of."""
    if conclusion.object is not None:
        return shown(conclusion.object.label.in_language(language))
    return YES.in_language(language) if conclusion.value == "true" else shown(conclusion.value)


def conclusion_text(
    conclusion: Conclusion, part: Part, analysis: CaseAnalysis, language: str
) -> str:
    """A conclusion in the words of its section: subject (where it does not go without saying),
    what is concluded, and in which context."""
    case = analysis.case.term
    text = object_text(conclusion, language)
    if conclusion.column is not None and not part.section.rows:
        column = shown(conclusion.column.label.in_language(language))
        property = shown(conclusion.predicate.label.in_language(language))
        return labelled(Words(column, column), f"{property} {text}", language)
    if len(part.section.properties) > 1 and conclusion.status is None:
        text = property_and_object(conclusion, text, language)
    if conclusion.subject.term != case and not conclusion.grouped_by_subject:
        subject = Words(shown(conclusion.subject.label.en), shown(conclusion.subject.label.zh))
        text = labelled(subject, text, language)
    if conclusion.context is not None and conclusion.grouped_by_subject:
        words = AS_A_WHOLE if conclusion.context.term == case else IN_CONTEXT
        context = shown(conclusion.context.label.in_language(language))
        text += " " + words.filled({"context": context}).in_language(language)
    return text


def property_and_object(conclusion: Conclusion, text: str, language: str) -> str:
    """Property and object; a property that only holds or not is told without a yes."""
    if conclusion.triple[2] == boolean(True):
        return shown(conclusion.predicate.label.in_language(language))
    return predicated(conclusion.predicate.label, text, language)


def finding_head(finding: Finding, language: str) -> str:
    """Severity and label of a finding."""
    return labelled(
        SEVERITIES[finding.severity], shown(finding.label.in_language(language)), language
    )


def matrix_cells(part: Part, conclusions: Sequence[Conclusion], language: str) -> list[list[str]]:
    """The rows of a matrix, each with its heading first.

    A cell holds what is concluded where the rows are properties, and otherwise a dot.
    """
    texts = {
        (c.row, c.column): VOTE if part.section.rows else object_text(c, language)
        for c in conclusions
    }
    return [
        [
            shown(row.label.in_language(language)),
            *(texts.get((row, column), NOTHING) for column in part.columns),
        ]
        for row in part.rows
    ]
