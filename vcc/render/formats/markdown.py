"""A summary for a page of CI: how many of what, then a table of every problem but questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vcc.findings.outcome import Outcome, count_severities
from vcc.findings.problems import Problem, problems_of
from vcc.render.analysis_markdown import escaped, table_lines
from vcc.render.check_text import summary_line
from vcc.render.formats.paths import relative
from vcc.render.words import SEVERITIES
from vcc.source.diagnostic import Severity, Words

_TITLE: Final = Words("Check of cases", "案例检查")
_HEADS: Final = (
    Words("where", "位置"), Words("what", "问题"), Words("severity", "级别"),
    Words("message", "说明"),
)  # fmt: skip


def text_from_outcomes(
    outcomes: Sequence[Outcome],
    language: str,
    version: str,  # noqa: ARG001 (every format takes the same)
) -> str:
    """The document; without a table where there is nothing to put into it."""
    lines = [f"# {_TITLE.in_language(language)}", ""]
    lines.append(escaped(summary_line(outcomes, language, colour=False)))
    counts = count_severities(outcomes)
    if counts[Severity.ERROR] + counts[Severity.WARNING]:
        problems = [p for o in outcomes for p in problems_of(o) if p.severity > Severity.INFO]
        heads = [head.in_language(language) for head in _HEADS]
        lines += ["", *table_lines(heads, [_row(problem, language) for problem in problems])]
    return "\n".join(lines)


def _row(problem: Problem, language: str) -> tuple[str, ...]:
    span = problem.span
    where = relative(span.source if span else problem.file) + (f":{span.line}" if span else "")
    text = problem.message.in_language(language).replace("\n", " ")
    severity = SEVERITIES[problem.severity].in_language(language)
    return escaped(where), f"`{problem.code}`", severity, escaped(text)
