"""Statistics of a library as pictures: one file for each section, for verdicts and findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcc.findings.statistics import Statistics
from vcc.render.bars_svg import Bars, svg_from_bars
from vcc.render.marks import STATUSES
from vcc.render.statistics import MOST_FINDINGS
from vcc.source.diagnostic import Words

_CASES: Final = Words("cases", "案例数")
_STATUS: Final = Words(
    "In how many of {cases} cases each element has each status.",
    "{cases} 个案例中，各要素处于各状态的案例数。",
)
_VERDICT: Final = Words(
    "Of how many of {cases} cases this is concluded.", "{cases} 个案例中得出此结论的案例数。"
)
_FINDINGS: Final = Words("Most frequent findings", "最常见的发现")
_FOUND: Final = Words("In how many of {cases} cases it is found.", "{cases} 个案例中有此发现者。")


def pictures_from_statistics(statistics: Statistics, language: str) -> Iterator[tuple[str, str]]:
    """Name of a file, and the SVG in it."""

    def described(words: Words) -> str:
        return words.filled({"cases": str(statistics.cases)}).in_language(language)

    statuses = tuple(words.in_language(language) for words in STATUSES.values())
    for section in statistics.sections:
        rows = tuple(
            (
                element.element.label.in_language(language),
                tuple(element.by_status[status.value] for status in STATUSES),
            )
            for element in section.elements
        )
        title = section.section.label.in_language(language)
        bars = Bars(title, described(_STATUS), statuses, rows)
        yield f"{section.section.name}.svg", svg_from_bars(bars)
    for verdicts in statistics.verdicts:
        counts = tuple((s.what.label.in_language(language), (s.cases,)) for s in verdicts.values)
        title = verdicts.property.label.in_language(language)
        bars = Bars(title, described(_VERDICT), (_CASES.in_language(language),), counts)
        yield f"verdict-{verdicts.property.name}.svg", svg_from_bars(bars)
    if statistics.findings:
        counts = tuple(
            (found.finding.label.in_language(language), (found.cases,))
            for found in statistics.findings[:MOST_FINDINGS]
        )
        title, parts = _FINDINGS.in_language(language), (_CASES.in_language(language),)
        yield "findings.svg", svg_from_bars(Bars(title, described(_FOUND), parts, counts))
