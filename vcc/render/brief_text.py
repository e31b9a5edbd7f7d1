"""The short report for people at a terminal: every conclusion that matters, with its reason, on as
few lines as that takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from vcc.findings.analysis import CaseAnalysis
from vcc.findings.questions import questions_from_findings
from vcc.render.analysis_text import ID, NARROWEST_COLUMN, Report
from vcc.render.brief import Block, Grid, blocks_of, counted_only, writer_of
from vcc.render.brief_entries import LEGEND, Entry, question_count
from vcc.render.characters import cell_width, shown
from vcc.render.colour import Colour, painted
from vcc.render.commands import command_on, unbroken
from vcc.render.marks import FINDINGS, MARKS, NO_FINDINGS, STATUS_COLOURS
from vcc.render.words import DASH, SEMICOLON, labelled
from vcc.render.wrap import Column, columns_row, ruled, shortened, told_rows, wrapped
from vcc.source.diagnostic import Severity, Words

_ALL: Final = Words(
    "All {conclusions} conclusions and {findings} findings: ",
    "全部 {conclusions} 项结论与 {findings} 项发现：",
)
_WHY: Final = Words("Why? ", "想知道依据：")
ARROW: Final = "→ "
_RAGGED: Final = 12  # columns that a line may lose where it breaks
_LEAST_REASON: Final = 28  # columns of a reason below which it is not cut
_MOST_LINES: Final = 2  # of an entry, unless its first reason takes more
_WIDEST_HEADING: Final = 22
_GROUND: Final = 13


def brief_text_from_analysis(
    analysis: CaseAnalysis, language: str, *, width: int, colour: bool
) -> str:
    """The short report, of at most `width` columns, without a final line break."""
    return "\n".join(BriefReport(analysis, language, width, colour).lines())


def closing(analysis: CaseAnalysis, language: str) -> Iterator[tuple[str, str]]:
    """How much is concluded in all, and the reasons: each with the command that shows it."""
    count = sum(1 for _ in analysis.conclusions)
    values = {"conclusions": str(count), "findings": str(len(analysis.findings))}
    said = _ALL.filled(values).in_language(language)
    yield said, command_on("analyse", analysis.file, "--details")
    id = ID.in_language(language)
    yield _WHY.in_language(language), command_on("explain", analysis.file, id)


class BriefReport(Report):
    """Writes one short report."""

    def lines(self) -> Iterator[str]:
        """The whole report."""
        title = shown(self.analysis.case.label.in_language(self.language))
        together = f"{title} · {shown(self.analysis.file)}"
        if cell_width(together) <= self.width:
            file = painted(shown(self.analysis.file), Colour.FAINT, self.colour)
            yield f"{painted(title, Colour.STRONG, self.colour)} · {file}"
        else:
            yield from self.title()
        yield ""
        yield from self.summary()
        legend = LEGEND.in_language(self.language)
        yield from self.painted(wrapped(legend, self.width, "  "), Colour.FAINT)
        for block in blocks_of(self.analysis, self.language):
            yield from self._block(block)
        yield from self._findings()
        yield ""
        counts = counted_only(self.analysis, self.language)
        if counts:
            yield from self.painted(wrapped(counts, self.width), Colour.FAINT)
        for said, command in closing(self.analysis, self.language):
            line = said + unbroken(command)
            yield from self.painted(wrapped(line, self.width), Colour.FAINT)

    def heading(self, words: Words) -> Iterator[str]:
        """A title in a rule, to save a line."""
        yield ""
        yield from self.painted(ruled(words.in_language(self.language), self.width), Colour.STRONG)

    def _block(self, block: Block) -> Iterator[str]:
        yield from self.heading(Words(block.title, block.title))
        if block.grid is not None:
            yield from self._grid(block.grid)
        for group in block.groups:
            # What belongs to one thing stands below its name, which begins the first entry.
            prefix = labelled(Words(group.heading, group.heading), "", self.language)
            for index, entry in enumerate(group.entries):
                is_first = not group.heading or index == 0
                name = prefix if group.heading and is_first else ""
                yield from self._entry(entry, "  " if is_first else "    ", name)
        if block.note:
            yield from wrapped(block.note, self.width, "  ")

    def _grid(self, grid: Grid) -> Iterator[str]:
        room = (self.width - 2 - _WIDEST_HEADING - _GROUND) // max(1, len(grid.columns) - 1) - 2
        if room < NARROWEST_COLUMN:
            rows = [row for body in grid.bodies for row in body]
            yield from told_rows(("", *grid.columns), rows, self.width, "  ")
            yield ""
            return
        columns = [Column("", _WIDEST_HEADING)]
        columns += [Column(h, room, centred=True) for h in grid.columns[:-1]]
        columns.append(Column(grid.columns[-1], _GROUND - 2))
        yield from columns_row(columns, [column.heading for column in columns], "  ")
        for body in grid.bodies:
            yield "  " + "  ".join("─" * column.width for column in columns)
            for row in body:
                yield from columns_row(columns, row, "  ")
        yield ""

    # ------------------------------------------------------------------ entries
    def _entry(self, entry: Entry, indent: str, prefix: str = "") -> Iterator[str]:
        """Mark, text, reason and detail, and below them what to write, and the parts."""
        inner = indent + "  "
        mark = f"{MARKS[entry.status]} " if entry.status is not None else ""
        lines = self._fitted(prefix + entry.text, entry, indent + mark, inner)
        if entry.status is not None:
            painted_mark = painted(mark.strip(), STATUS_COLOURS[entry.status], self.colour)
            lines[0] = indent + painted_mark + lines[0][len(indent) + 1 :]
        yield from lines
        if entry.hint:
            yield from wrapped(entry.hint, self.width, inner + ARROW)
        for child in entry.children:
            yield from self._entry(child, inner)

    def _fitted(self, text: str, entry: Entry, first: str, rest: str) -> list[str]:
        """The text with its first reason, and with all others for which there is room.

        The first is cut short where it may be and enough of it is left: a single one to the line
        of its entry, the first of several to the next line.
        """
        dash, semicolon = (words.in_language(self.language) for words in (DASH, SEMICOLON))
        if not entry.reasons:
            return self._with_detail(text, entry.details, first, rest)
        most = 1 if len(entry.reasons) == 1 else _MOST_LINES
        reason = entry.reasons[0]
        fullest = self._with_detail(text + dash + reason, entry.details, first, rest)
        room = self.width - cell_width(f"{first}{text}{dash} [{entry.details[-1]}]")
        room += (most - 1) * (self.width - cell_width(rest) - _RAGGED)
        if entry.may_be_cut and len(fullest) > most and room >= _LEAST_REASON:
            told = text + dash + shortened(reason, room)
            return self._with_detail(told, entry.details, first, rest)
        for count in range(2, len(entry.reasons) + 1):
            told = text + dash + semicolon.join(entry.reasons[:count])
            lines = self._with_detail(told, entry.details, first, rest)
            if len(lines) > max(_MOST_LINES, len(fullest)):
                break
            fullest = lines
        return fullest

    def _with_detail(self, text: str, details: Sequence[str], first: str, rest: str) -> list[str]:
        """A text and its detail as one paragraph, the detail faint, and as long as it can be
        without another line."""
        tried = [(d, wrapped(f"{text} [{d}]", self.width, first, rest)) for d in details]
        fewest = min(len(lines) for _, lines in tried)
        detail, lines = next((d, lines) for d, lines in tried if len(lines) == fewest)
        left = len(f"[{detail}]".replace(" ", ""))
        for index in range(len(lines) - 1, -1, -1):
            body = lines[index]
            start = len(body)
            while start > 0 and left > 0:
                start -= 1
                left -= body[start] != " "
            lines[index] = body[:start] + painted(body[start:], Colour.FAINT, self.colour)
            if not left:
                break
        return lines

    # ------------------------------------------------------------------ findings
    def _findings(self) -> Iterator[str]:
        """Errors and warnings in full, questions as a numbered list."""
        yield from self.heading(FINDINGS)
        if not self.analysis.findings:
            yield "  " + NO_FINDINGS.in_language(self.language)
        for finding in self.analysis.findings:
            if finding.severity is not Severity.INFO:
                yield from self.finding(finding)  # errors and warnings are never cut
        questions = questions_from_findings(self.analysis.findings)
        if questions:
            asked = question_count(questions, self.language)
            yield from self.painted(wrapped(asked, self.width, "  "), Colour.INFO)
        writer = writer_of(self.analysis, self.language)
        for number, question in enumerate(questions, 1):
            first = f"  {number:>2}. "
            text = shown(question.text.in_language(self.language))
            details = writer.question_details(question)
            yield from self._with_detail(text, details, first, " " * len(first))
