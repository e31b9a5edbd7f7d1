"""What checking found, for people: one entry for each mistake or finding, then a line of sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from vcc.findings.model import Evidence, Finding
from vcc.findings.outcome import Counts, Outcome, sum_of
from vcc.findings.questions import Question, questions_from_findings
from vcc.findings.suppressed import Ground
from vcc.render.brief_entries import question_count
from vcc.render.characters import shown
from vcc.render.colour import Colour, painted
from vcc.render.commands import command_on, unbroken
from vcc.render.diagnostics import (
    SEVERITY_COLOURS,
    concise_from_diagnostic,
    text_from_diagnostic,
)
from vcc.render.evidence import claims_text, places
from vcc.render.words import COLON, COMMA, counted, in_brackets
from vcc.render.wrap import wrapped
from vcc.source.diagnostic import Diagnostic, Severity, Words

STDIN: Final = "-"
_WHY: Final = Words("why? {command}", "依据：{command}")
_FILES: Final = Words("{count} files checked", "已检查 {count} 个文件")
_ONE_FILE: Final = Words("1 file checked", "已检查 1 个文件")
_WHERE: Final = Words(" (--questions shows where):", "（--questions 显示位置）：")
_SHOWS: Final = Words("shown by --questions", "可用 --questions 显示")
_APART: Final = {
    Ground.WAIVER: Words("{count} waived", "另有 {count} 个已豁免"),
    Ground.BASELINE: Words("{count} from before", "{count} 个为原有问题"),
}
_MOST_LINES: Final = 4
_CLEAN: Final = Words("nothing found", "未发现问题")


def text_from_outcome(
    outcome: Outcome, language: str, *, width: int, colour: bool, all_questions: bool = False
) -> str:
    """Every mistake and weighty finding with its excerpt, a blank line after each; questions to
    the author as a list, or with `all_questions` each with its excerpt as well."""
    blocks = []
    for diagnostic in _all(outcome, all_questions):
        source = outcome.sources.get(diagnostic.span.source) if diagnostic.span else None
        blocks.append(
            text_from_diagnostic(
                diagnostic,
                source,
                language,
                others=outcome.sources,
                colour=colour,
                width=width,
                file=outcome.file,
            )
            + "\n"
        )
    if not all_questions:
        blocks += _questions(outcome, language, width, colour)
    return "\n".join(blocks)


def _questions(outcome: Outcome, language: str, width: int, colour: bool) -> Iterator[str]:
    """The questions to the author, numbered, each once; none where there are none."""
    questions = questions_from_findings(outcome.findings)
    if not questions:
        return
    head = wrapped(question_count(questions, language) + _WHERE.in_language(language), width)
    lines = [painted(line, Colour.INFO, colour) for line in head]
    for number, question in enumerate(questions, 1):
        text = shown(question.text.in_language(language))
        lines += wrapped(f"{text} [{_asked_at(question)}]", width, f"{number:>3}. ")
    yield "\n".join(lines) + "\n"


def _asked_at(question: Question) -> str:
    """The name of the finding, and the lines that it is about."""
    spans = [Evidence(finding.span) for finding in question.findings if finding.span]
    main = spans[0].span.source if spans else ""
    return " ".join(filter(None, (question.findings[0].name, places(spans, _MOST_LINES, main))))


def concise_from_outcome(outcome: Outcome, language: str) -> str:
    """Every mistake and finding of a file on a line of its own."""
    return "\n".join(
        concise_from_diagnostic(d, language, outcome.file) for d in _all(outcome, True)
    )


def line_of_counts(
    counts: Sequence[Counts], language: str, *, colour: bool, untold: int = 0
) -> str:
    """How many files, and how many of each severity; of questions that are `untold`, how to see
    them."""
    files = _ONE_FILE if len(counts) == 1 else _FILES.filled({"count": str(len(counts))})
    sums = sum_of(counts)
    found = [
        painted(counted(severity, count).in_language(language), SEVERITY_COLOURS[severity], colour)
        for severity, count in reversed(tuple(zip(Severity, sums.found, strict=True)))
        if count
    ]
    comma, colon = (words.in_language(language) for words in (COMMA, COLON))
    what = comma.join(found) or painted(_CLEAN.in_language(language), Colour.GOOD, colour)
    return files.in_language(language) + colon + what + _further(sums, language, untold)


def _further(sums: Counts, language: str, untold: int) -> str:
    """How to see questions that are not told; how much does not count, and why."""
    grounds = dict(zip(Ground, sums.apart, strict=True))
    said = [_SHOWS.in_language(language)] if untold else []
    said += [
        words.filled({"count": str(grounds[ground])}).in_language(language)
        for ground, words in _APART.items()
        if grounds[ground]
    ]
    return in_brackets(COMMA.in_language(language).join(said), language) if said else ""


def _all(outcome: Outcome, all_questions: bool) -> Iterator[Diagnostic]:
    yield from outcome.diagnostics
    for finding in outcome.findings:
        if all_questions or finding.severity is not Severity.INFO:
            yield diagnostic_from_finding(finding, outcome.file)


def diagnostic_from_finding(finding: Finding, file: str) -> Diagnostic:
    """A finding in the form of a mistake: message, advice, and how to see its reasons."""
    advice = finding.advice
    if advice is not None and finding.advice_claims:
        claims = claims_text(finding.advice_claims)
        advice = Words(f"{advice.en} [{claims}]", f"{advice.zh} [{claims}]")
    why = None
    if finding.rule and file != STDIN:  # which cannot be read again
        command = unbroken(command_on("explain", file, finding.id))
        why = _WHY.filled({"command": command})
    return Diagnostic(
        code=finding.name,
        severity=finding.severity,
        message=finding.message,
        span=finding.span,
        help=advice,
        note=why,
    )
