"""The analysis of a case for people at a terminal: the verdict first, then every conclusion with
its reasons, then what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcc.findings.analysis import CaseAnalysis, Part
from vcc.findings.model import Conclusion, Finding
from vcc.findings.sections import Layout
from vcc.render.characters import cell_width, shown
from vcc.render.colour import Colour, painted
from vcc.render.commands import command_on, unbroken
from vcc.render.diagnostics import SEVERITY_COLOURS
from vcc.render.evidence import claims_text, finding_places, finding_quotes, ground_text, rule_text
from vcc.render.marks import (
    FINDINGS,
    LACKS,
    MARKS,
    NO_FINDINGS,
    STATUS_COLOURS,
    STATUSES,
    conclusion_text,
    finding_head,
    headline,
    matrix_cells,
)
from vcc.render.words import BECAUSE, labelled, listing
from vcc.render.wrap import Column, table, told_rows, wrapped
from vcc.source.diagnostic import Words

IN_SHORT: Final = Words("In short", "概要")
NEXT: Final = Words("next", "下一步")
ID: Final = Words("ID", "标识")
EXPLAIN: Final = Words(
    "Why? With an id printed above: {command}",
    "想知道依据？请用上文的标识：{command}",
)
NARROWEST_COLUMN: Final = 9  # of a matrix: most words fit, if need be behind their hyphens
_ROW_HEADING: Final = 22


def text_from_analysis(analysis: CaseAnalysis, language: str, *, width: int, colour: bool) -> str:
    """The report as lines of text of at most `width` columns, without a final line break."""
    return "\n".join(Report(analysis, language, width, colour).lines())


class Report:
    """Writes one report."""

    def __init__(self, analysis: CaseAnalysis, language: str, width: int, colour: bool) -> None:
        self.analysis = analysis
        self.language = language
        self.width = width
        self.colour = colour

    def lines(self) -> Iterator[str]:
        """The whole report."""
        yield from self.title()
        yield from self.heading(IN_SHORT)
        yield from self.summary()
        for part in self.analysis.parts:
            if part.conclusions and part.section.is_for_people:
                yield from self._part(part)
        yield from self.heading(FINDINGS)
        if not self.analysis.findings:
            yield "  " + NO_FINDINGS.in_language(self.language)
        for finding in self.analysis.findings:
            yield from self.finding(finding)
        yield ""
        command = unbroken(command_on("explain", self.analysis.file, ID.in_language(self.language)))
        hint = EXPLAIN.filled({"command": command}).in_language(self.language)
        yield from self.painted(wrapped(hint, self.width), Colour.FAINT)

    def title(self) -> Iterator[str]:
        """What the report is about."""
        title = shown(self.analysis.case.label.in_language(self.language))
        yield from self.painted(wrapped(title, self.width), Colour.STRONG)
        yield from self.painted(wrapped(shown(self.analysis.file), self.width), Colour.FAINT)

    def summary(self) -> Iterator[str]:
        """What a reader should know first."""
        for sentence in headline(self.analysis, self.language):
            yield from wrapped(sentence, self.width, "  ", "    ")

    def heading(self, words: Words) -> Iterator[str]:
        """A title with a rule below it."""
        title = wrapped(words.in_language(self.language), self.width)
        yield ""
        yield from self.painted(title, Colour.STRONG)
        yield painted("─" * max(4, *map(cell_width, title)), Colour.FRAME, self.colour)

    def _part(self, part: Part) -> Iterator[str]:
        yield from self.heading(part.section.title)
        introduction = part.section.introduction.in_language(self.language)
        if introduction:
            yield from self.painted(wrapped(introduction, self.width, "  "), Colour.FAINT)
        for group, conclusions in part.groups():
            if group is not None:
                label = shown(group.label.in_language(self.language))
                yield from self.painted(wrapped(label, self.width, "  "), Colour.STRONG)
            if part.section.layout is Layout.MATRIX:
                yield from self._matrix(part, conclusions)
            is_whole = group is None or group == self.analysis.case
            if part.section.layout is Layout.MATRIX and not (is_whole and part.section.rows):
                yield from self._short(conclusions, part)
                continue
            for conclusion in conclusions:
                yield from self._conclusion(conclusion, part, "    " if group else "  ")

    def _short(self, conclusions: tuple[Conclusion, ...], part: Part) -> Iterator[str]:
        """What a matrix shows, by their ids only."""
        for conclusion in conclusions:
            text = conclusion_text(conclusion, part, self.analysis, self.language)
            text = f"{text} · {shown(conclusion.id)}"
            yield from self.painted(wrapped(text, self.width, "    - "), Colour.FAINT)
        yield ""

    def _matrix(self, part: Part, conclusions: tuple[Conclusion, ...]) -> Iterator[str]:
        room = (self.width - _ROW_HEADING - 4) // max(1, len(part.columns)) - 2
        headings = [shown(node.label.in_language(self.language)) for node in part.columns]
        rows = matrix_cells(part, conclusions, self.language)
        if room < NARROWEST_COLUMN:
            yield from told_rows(("", *headings), rows, self.width, "    ")
        else:
            columns = (Column(heading, room, centred=True) for heading in headings)
            yield from table([Column("", _ROW_HEADING), *columns], rows, "    ")
        yield ""

    def _conclusion(self, conclusion: Conclusion, part: Part, indent: str) -> Iterator[str]:
        text = conclusion_text(conclusion, part, self.analysis, self.language)
        status = conclusion.status
        if status is not None:
            word = STATUSES[status].in_language(self.language)
            mark = painted(MARKS[status], STATUS_COLOURS[status], self.colour)
            first, *rest = wrapped(f"{text} · {word}", self.width, indent + "  ")
            yield indent + mark + first[len(indent) + 1 :]
            yield from rest
        else:
            yield from wrapped(text, self.width, indent + "- ")
        inner = indent + "    "
        if conclusion.lacks:
            lacks = [shown(node.label.in_language(self.language)) for node in conclusion.lacks]
            sentence = labelled(LACKS, listing(lacks, self.language), self.language)
            yield from wrapped(sentence, self.width, inner)
        if conclusion.reason is not None:
            reason = shown(conclusion.reason.in_language(self.language))
            yield from wrapped(labelled(BECAUSE, reason, self.language), self.width, inner)
        yield from self.painted(wrapped(self._detail(conclusion), self.width, inner), Colour.FAINT)

    def _detail(self, conclusion: Conclusion) -> str:
        ground = ground_text(conclusion, self.language)
        return " · ".join(filter(None, (shown(conclusion.id), ground)))

    def finding(self, finding: Finding) -> Iterator[str]:
        """A finding with its advice, a quote, and where to look."""
        head = finding_head(finding, self.language)
        head_lines = wrapped(head, self.width, "  ")
        yield from self.painted(head_lines, SEVERITY_COLOURS[finding.severity])
        message = shown(finding.message.in_language(self.language))
        yield from wrapped(message, self.width, "      ")
        if finding.advice is not None:
            advice = shown(finding.advice.in_language(self.language))
            claims = claims_text(finding.advice_claims)
            text = labelled(NEXT, f"{advice} [{claims}]" if claims else advice, self.language)
            yield from wrapped(text, self.width, "      ", "        ")
        quotes = finding_quotes(finding)
        if quotes:
            yield from self.painted(wrapped(quotes, self.width, "      "), Colour.FAINT)
        rule = rule_text(finding.rule, self.language) if finding.rule else ""
        where = finding_places(finding)
        detail = " · ".join(filter(None, (shown(finding.id), where, rule)))
        yield from self.painted(wrapped(detail, self.width, "      "), Colour.FAINT)

    def painted(self, lines: list[str], colour: Colour) -> Iterator[str]:
        """Lines in a colour, if colours are on."""
        return (painted(line, colour, self.colour) for line in lines)
