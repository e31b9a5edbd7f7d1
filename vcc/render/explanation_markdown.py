"""A proof as a nested list in Markdown, for reports and issues."""

from __future__ import annotations

from collections.abc import Iterator

from vcc.findings.explanation import Basis, Explanation, Step
from vcc.render.document import markdown_from_document
from vcc.render.explanation_overview import blocks_of_overview
from vcc.render.explanation_words import ABOVE, BASES, deeper, details, headings
from vcc.render.markdown import code, escaped
from vcc.render.words import labelled

_INDENT = "  "


def markdown_from_explanation(explanation: Explanation, language: str, *, depth: int) -> str:
    """The proof down to `depth` levels (0: all of them)."""
    title = escaped(explanation.title.in_language(language))
    lines = [f"# {title}", "", code(explanation.id), ""]
    if explanation.overview:
        lines += [markdown_from_document(blocks_of_overview(explanation, language))]
    for heading, argument in headings(explanation, language):
        lines += [f"## {escaped(heading)}", ""] if heading else []
        lines += [*_lines(argument, language, depth, 1), ""]
    return "\n".join(lines)


def _lines(step: Step, language: str, depth: int, level: int) -> Iterator[str]:
    before = _INDENT * (level - 1)
    text = escaped(step.statement.in_language(language))
    if step.basis is Basis.INFERRED:
        text = f"**{text}**"
    else:
        text = labelled(BASES[step.basis], text, language)
    if step.shown_above:
        yield f"{before}- {text} {ABOVE.in_language(language)}"
        return
    yield f"{before}- {text}"
    for detail in details(step, language):
        yield f"{before}{_INDENT}<br>{escaped(detail)}"
    if step.premises and 0 < depth <= level:
        yield f"{before}{_INDENT}- *{escaped(deeper(step, language))}*"
        return
    for premise in step.premises:
        yield from _lines(premise, language, depth, level + 1)
