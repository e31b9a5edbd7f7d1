"""What looking up the quotes of cases gave, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vcc.evidence.nearest import Piece
from vcc.evidence.report import EvidenceReport, Looked, Status
from vcc.evidence.statements import KINDS
from vcc.evidence.telling import place_words
from vcc.render.characters import shown
from vcc.render.colour import Colour, painted
from vcc.render.diagnostics import text_from_diagnostic
from vcc.render.words import COLON, COMMA, counted, in_brackets
from vcc.render.wrap import wrapped
from vcc.source.diagnostic import Severity, Words

STATUSES: Final = {
    Status.FOUND: Words("found", "已找到"),
    Status.LOCKED: Words("vouched for by the lock", "由锁文件担保"),
    Status.MISQUOTE: Words("misquoted", "引用有误"),
    Status.NOT_FOUND: Words("not found", "未找到"),
    Status.TOO_SHORT: Words("too short", "过短"),
    Status.NOT_LOCKED: Words("not in the lock", "不在锁文件中"),
    Status.MISSING: Words("source not here", "来源文件缺失"),
    Status.UNREADABLE: Words("source unreadable", "来源无法读取"),
    Status.UNDECLARED: Words("source not declared", "来源未声明"),
    Status.NO_FILE: Words("source without a file", "来源未指明文件"),
}
_QUOTES: Final = Words("{count} quotes", "{count} 条引文")
_ONE_QUOTE: Final = Words("1 quote", "1 条引文")
_NO_QUOTES: Final = Words("no quotes", "没有引文")
_UNCITED: Final = Words("without evidence: ", "尚无证据（无／共）：")
_OF: Final = Words("{kind} {without} of {all}", "{kind} {without}/{all}")
_UNLOCKED: Final = Words(
    "{count} quotes are not in the lock yet (--write-lock)",
    "{count} 条引文尚未写入锁文件（--write-lock）",
)
_FILES: Final = Words("{count} files", "{count} 个文件")
_ONE_FILE: Final = Words("1 file", "1 个文件")
_DIFFERENCE: Final = Words("the quote [-has-] {+should have+}:", "差异（[-引文-] {+原文+}）：")
_UNREAD: Final = Words("{count} files could not be read", "{count} 个文件无法读取")
_ONE_UNREAD: Final = Words("1 file could not be read", "1 个文件无法读取")
_CLEAN: Final = Words("nothing wrong", "未发现问题")


def text_from_evidence(
    report: EvidenceReport, language: str, *, width: int, colour: bool, details: bool = False
) -> str:
    """One case: what is wrong, each with its excerpt; then a few lines of sums. With `details`
    also where every quote was found."""
    misquotes = {
        looked.quoted.quote.span: looked
        for looked in report.quotes
        if looked.status is Status.MISQUOTE
    }
    blocks = []
    for diagnostic in report.diagnostics:
        in_case = diagnostic.span is not None and diagnostic.span.source == report.file
        text = text_from_diagnostic(
            diagnostic, report.source if in_case else None, language,
            colour=colour, width=width, file=report.file,
        )  # fmt: skip
        looked = misquotes.get(diagnostic.span) if diagnostic.span else None
        if looked and looked.difference:
            marked = marked_difference(looked.difference, colour)
            text += f"\n{_DIFFERENCE.in_language(language)}\n  {marked}"
        blocks.append(text + "\n")
    lines = list(_sums(report, language, width, colour))
    if details:
        lines += (_line(looked, language, colour) for looked in report.quotes)
    blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def summary_of_evidence(
    reports: Sequence[EvidenceReport], unread: int, language: str, *, colour: bool
) -> str:
    """How many files and quotes, what became of them, how heavy that is, and how many files
    besides (`unread`) could not be read."""
    counts: Counter[Status] = Counter()
    severities: Counter[Severity] = Counter()
    for report in reports:
        counts.update(report.counts)
        severities.update(diagnostic.severity for diagnostic in report.diagnostics)
    files = _ONE_FILE if len(reports) == 1 else _FILES.filled({"count": str(len(reports))})
    comma = COMMA.in_language(language)
    wrong = [
        (counted(severity, severities[severity]), tone)
        for severity, tone in (
            (Severity.ERROR, Colour.ERROR),
            (Severity.WARNING, Colour.WARNING),
        )
        if severities[severity]
    ]
    if unread:
        missed = _ONE_UNREAD if unread == 1 else _UNREAD.filled({"count": str(unread)})
        wrong.append((missed, Colour.ERROR))
    what = [
        painted(words.in_language(language), tone, colour)
        for words, tone in wrong or [(_CLEAN, Colour.GOOD)]
    ]
    said = comma.join((files.in_language(language), _counts(counts, language)))
    return said + COLON.in_language(language) + comma.join(what)


def marked_difference(pieces: Sequence[Piece], colour: bool) -> str:
    """`the [-old-]{+new+} words`; with colours, red and green besides."""
    marks = {"quote": ("[-", "-]", Colour.REMOVED), "source": ("{+", "+}", Colour.GOOD)}
    parts = []
    for piece in pieces:
        text = shown(piece.text)
        if mark := marks.get(piece.kind):
            text = painted(mark[0] + text + mark[1], mark[2], colour)
        parts.append(text)
    return "".join(parts)


def _sums(report: EvidenceReport, language: str, width: int, colour: bool) -> Iterator[str]:
    head = painted(shown(report.file), Colour.STRONG, colour)
    yield head + COLON.in_language(language) + _counts(report.counts, language)
    without = [
        _OF.filled({"kind": KINDS[kind], "without": str(none), "all": str(of)})
        for kind, (none, of) in report.kinds.items()
        if none
    ]
    if without:
        listed = COMMA.in_language(language).join(words.in_language(language) for words in without)
        yield from wrapped("  " + _UNCITED.in_language(language) + listed, width, rest="    ")
    if report.unlocked:
        yield "  " + _UNLOCKED.filled({"count": str(report.unlocked)}).in_language(language)


def _counts(counts: Mapping[Status, int], language: str) -> str:
    total = sum(counts.values())
    if not total:
        return _NO_QUOTES.in_language(language)
    of = _ONE_QUOTE if total == 1 else _QUOTES.filled({"count": str(total)})
    parts = [f"{counts[s]} {w.in_language(language)}" for s, w in STATUSES.items() if counts.get(s)]
    told = COMMA.in_language(language).join(parts)
    return of.in_language(language) + in_brackets(told, language)


def _line(looked: Looked, language: str, colour: bool) -> str:
    quoted = looked.quoted
    where = place_words(looked.where).in_language(language) if looked.where else ""
    status = STATUSES[looked.status].in_language(language)
    line = painted(f":{quoted.quote.span.line}", Colour.FRAME, colour)
    places = " ".join((f"@{quoted.source.text}", *quoted.places))
    said = f"  {line} {shown(places)} “{shown(quoted.quote.text)}” {status}"
    return f"{said} · {where}" if where else said
