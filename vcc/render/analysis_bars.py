"""An analysis as bars: how the elements of each framework stand, and how the dimensions voted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcc.findings.analysis import CaseAnalysis, Part
from vcc.findings.model import Conclusion, Node, Status
from vcc.findings.sections import Layout
from vcc.render.bars_svg import Bars
from vcc.render.marks import STATUSES
from vcc.source.diagnostic import Words

_STATUS: Final = Words(
    "How many of them the case shows, shows in part, rules out, or does not tell of.",
    "案例具备、部分具备、缺失、未说明者各有多少。",
)
_VOTES: Final = Words(
    "How many dimensions have at least one fact for it.", "有多少个维度至少有一项事实支持。"
)


def bars_from_analysis(analysis: CaseAnalysis, language: str) -> Iterator[tuple[Part, Bars]]:
    """A picture for every section that is summed up by statuses, and for every matrix of votes;
    of statuses, where there is more than one bar to see."""
    for part in analysis.parts:
        if not part.conclusions:
            continue
        if part.section.layout is Layout.CHECKLIST and part.section.headline:
            bars = _statuses(part, language)
            if sum(number > 0 for _, numbers in bars.rows for number in numbers) > 1:
                yield part, bars
        elif part.section.layout is Layout.MATRIX and part.section.rows:
            yield part, _votes(part, analysis.case, language)


def _statuses(part: Part, language: str) -> Bars:
    title = part.section.title.in_language(language)
    rows = []
    for group, members in part.groups():
        label = group.label.in_language(language) if group else title
        rows.append((label, tuple(_having(members, status) for status in Status)))
    names = tuple(STATUSES[status].in_language(language) for status in Status)
    return Bars(title, _STATUS.in_language(language), names, tuple(rows))


def _having(conclusions: tuple[Conclusion, ...], status: Status) -> int:
    return sum(conclusion.status is status for conclusion in conclusions)


def _votes(part: Part, case: Node, language: str) -> Bars:
    """One bar for each column; a row counts once, however many cells of it are voted for."""
    of_case = [c for c in part.conclusions if c.group in (None, case)]
    title = part.section.title.in_language(language)
    rows = tuple(
        (
            column.label.in_language(language),
            (len({c.row for c in of_case if c.column == column}),),
        )
        for column in part.columns
    )
    return Bars(title, _VOTES.in_language(language), (title,), rows)
