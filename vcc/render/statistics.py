"""Statistics of a library as a document, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from vcc.findings.statistics import Named, Statistics
from vcc.render.document import Block, Heading, Paragraph, Table
from vcc.render.marks import STATUSES
from vcc.render.words import SEVERITIES
from vcc.source.diagnostic import Severity, Words

MOST_FINDINGS: Final = 20
_TITLE: Final = Words("{cases} cases", "{cases} 个案例")
_BROKEN: Final = Words(
    "{count} files could not be built and are not counted.",
    "{count} 个文件无法构建，未计入。",
)
_ROWS: Final = Words("What there is", "内容")
_VERDICTS: Final = Words("What is concluded of whole cases", "对整个案例的结论")
_FINDINGS: Final = Words("Most frequent findings", "最常见的发现")
_CITED: Final = Words("Statements without a citation", "无引证的陈述")
_TABLE: Final = Words("table", "表")
_COUNT: Final = Words("number", "数量")
_CASES: Final = Words("cases", "案例数")
_SHARE: Final = Words("share", "占比")
_PROPERTY: Final = Words("property", "属性")
_VALUE: Final = Words("value", "取值")
_ELEMENT: Final = Words("element", "要素")
_FINDING: Final = Words("finding", "发现")
_SEVERITY: Final = Words("severity", "程度")
_STATEMENT: Final = Words("statement", "陈述")
_UNCITED: Final = Words("uncited", "无引证")
_SHOWN: Final = Words(
    "The first {shown} of {count}; --format json has all.",
    "共 {count} 项，此处为前 {shown} 项；--format json 含全部。",
)


def document_from_statistics(statistics: Statistics, language: str) -> Iterator[Block]:
    """Headings and tables in one language."""

    def said(words: Words, **values: str) -> str:
        return words.filled(values).in_language(language)

    yield Heading(said(_TITLE, cases=f"{statistics.cases:,}"), 1)
    if statistics.broken:
        yield Paragraph(said(_BROKEN, count=f"{statistics.broken:,}"))
    yield Heading(said(_ROWS))
    rows = tuple((name, f"{count:,}") for name, count in statistics.rows.items())
    yield Table((said(_TABLE), said(_COUNT)), rows)
    if statistics.verdicts:
        yield Heading(said(_VERDICTS))
        yield _verdicts(statistics, language)
    for section in statistics.sections:
        yield Heading(section.section.label.in_language(language))
        counts = tuple(
            (_name(e.element, language), *(str(e.by_status[status.value]) for status in STATUSES))
            for e in section.elements
        )
        headings = (said(_ELEMENT), *map(said, STATUSES.values()))
        yield Table(headings, counts, frozenset(range(1, len(headings))))
    yield from _found(statistics, language)
    yield from _uncited(statistics, language)


def json_from_statistics(statistics: Statistics) -> str:
    """Everything, with labels in both languages."""
    return json.dumps(asdict(statistics), ensure_ascii=False, indent=1) + "\n"


def _verdicts(statistics: Statistics, language: str) -> Table:
    rows = tuple(
        (
            verdicts.property.label.in_language(language) if not number else "",
            _name(share.what, language),
            str(share.cases),
            percent(share.cases, share.of),
        )
        for verdicts in statistics.verdicts
        for number, share in enumerate(verdicts.values)
    )
    headings = tuple(words.in_language(language) for words in (_PROPERTY, _VALUE, _CASES, _SHARE))
    return Table(headings, rows, frozenset({2, 3}))


def _found(statistics: Statistics, language: str) -> Iterator[Block]:
    if not statistics.findings:
        return
    yield Heading(_FINDINGS.in_language(language))
    severities = {str(severity): SEVERITIES[severity] for severity in Severity}
    rows = tuple(
        (
            found.finding.name,
            found.finding.label.in_language(language),
            severities[found.severity].in_language(language),
            str(found.count),
            str(found.cases),
        )
        for found in statistics.findings[:MOST_FINDINGS]
    )
    headings = ("", *(w.in_language(language) for w in (_FINDING, _SEVERITY, _COUNT, _CASES)))
    yield Table(headings, rows, frozenset({3, 4}))
    if len(statistics.findings) > MOST_FINDINGS:
        values = {"shown": str(MOST_FINDINGS), "count": str(len(statistics.findings))}
        yield Paragraph(_SHOWN.filled(values).in_language(language))


def _uncited(statistics: Statistics, language: str) -> Iterator[Block]:
    if not statistics.cited:
        return
    yield Heading(_CITED.in_language(language))
    rows = tuple(
        (item.statement, str(item.count), str(item.count - item.cited),
         percent(item.count - item.cited, item.count))
        for item in statistics.cited
    )  # fmt: skip
    headings = tuple(w.in_language(language) for w in (_STATEMENT, _COUNT, _UNCITED, _SHARE))
    yield Table(headings, rows, frozenset({1, 2, 3}))


def _name(named: Named, language: str) -> str:
    return named.label.in_language(language)


def percent(part: int, of: int) -> str:
    """A share in whole per cent; something that is not nothing is never shown as 0 %."""
    if not of:
        return ""
    share = 100 * part / of
    return "<1 %" if 0 < share < 0.5 else f"{share:.0f} %"
