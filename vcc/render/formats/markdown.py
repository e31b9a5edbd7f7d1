"""A summary for a page of CI: how many of what, then a table of every problem."""

from __future__ import annotations

from typing import Final

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, problems_of
from vcc.render.check_text import line_of_counts
from vcc.render.formats.parts import UNTOLD, Look, Part, Whole, texts
from vcc.render.formats.paths import relative
from vcc.render.markdown import code, escaped, table_lines, table_row
from vcc.render.words import SEVERITIES
from vcc.source.diagnostic import Words

BETWEEN: Final = "\n"
_TITLE: Final = Words("Check of cases", "案例检查")
_HEADS: Final = (
    Words("where", "位置"), Words("what", "问题"), Words("severity", "级别"),
    Words("message", "说明"),
)  # fmt: skip


def part(outcome: Outcome, look: Look) -> Part:
    """A row for each problem."""
    return texts(*(table_row(_row(each, look.language)) for each in problems_of(outcome)))


def ends(whole: Whole, *, is_empty: bool) -> tuple[str, str]:
    """The sums, and the head of the table where there is something to put into it."""
    language = whole.language
    untold = whole.sums[UNTOLD]
    said = escaped(line_of_counts(whole.counts, language, colour=False, untold=untold))
    lines = [f"# {_TITLE.in_language(language)}", "", said]
    if not is_empty:
        lines += ["", *table_lines([head.in_language(language) for head in _HEADS], []), ""]
    return "\n".join(lines), ""


def _row(problem: Problem, language: str) -> tuple[str, ...]:
    span = problem.span
    where = relative(span.source if span else problem.file) + (f":{span.line}" if span else "")
    text = problem.message.in_language(language).replace("\n", " ")
    severity = SEVERITIES[problem.severity].in_language(language)
    return escaped(where), code(problem.code), severity, escaped(text)
