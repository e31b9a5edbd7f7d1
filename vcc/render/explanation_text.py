"""A proof as a tree that people read, at any width, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from vcc.findings.explanation import Basis, Explanation, Step
from vcc.render.characters import shown
from vcc.render.colour import Colour, painted
from vcc.render.document import Block, Heading, text_from_document
from vcc.render.explanation_overview import blocks_of_overview
from vcc.render.explanation_words import ABOVE, BASES, deeper, details, headings
from vcc.render.words import labelled
from vcc.render.wrap import wrapped

_COLOURS: Final = {
    Basis.INFERRED: Colour.STRONG,
    Basis.NOT_FOUND: Colour.WARNING,
    Basis.THEORY: Colour.FAINT,
    Basis.COMPUTED: Colour.FAINT,
    Basis.SHAPE: Colour.STRONG,
    Basis.WRONG: Colour.WARNING,
}


def text_from_explanation(
    explanation: Explanation, language: str, *, width: int, colour: bool, depth: int
) -> str:
    """The proof down to `depth` levels (0: all of them)."""
    title = shown(explanation.title.in_language(language))
    is_told_below = explanation.title == explanation.root.statement
    told = [] if is_told_below else wrapped(title, width)
    lines = [painted(line, Colour.STRONG, colour) for line in told]
    lines += [painted(line, Colour.FAINT, colour) for line in wrapped(explanation.id, width)]
    lines.append("")
    tree = _Tree(language, width, colour, depth)

    def blocks(found: Iterable[Block]) -> list[str]:
        return text_from_document(found, width=width, colour=colour).splitlines()

    if explanation.overview:
        lines += [*blocks(blocks_of_overview(explanation, language)), ""]
    for heading, argument in headings(explanation, language):
        lines += [*blocks([Heading(heading)]), ""] if heading else []
        lines += [*tree.lines(argument, "", "", 1), ""]
    return "\n".join(lines[:-1])


class _Tree:
    """Draws the steps of one proof."""

    def __init__(self, language: str, width: int, colour: bool, depth: int) -> None:
        self.language = language
        self.width = width
        self.colour = colour
        self.depth = depth

    def lines(self, step: Step, first: str, rest: str, level: int) -> Iterator[str]:
        """The step with what it rests on, then its premises, each with its branch."""
        has_branches = bool(step.premises) and not step.shown_above
        cut = has_branches and 0 < self.depth <= level
        inner = rest + ("│  " if has_branches and not cut else "   ")
        yield from self._head(step, first, inner)
        for text in () if step.shown_above else details(step, self.language):
            for line in wrapped(text, self.width, inner + "  "):
                yield inner + painted(line[len(inner) :], Colour.FAINT, self.colour)
        if cut:
            yield from wrapped(deeper(step, self.language), self.width, rest + "└─ ", rest + "   ")
            return
        for index, premise in enumerate(step.premises if has_branches else ()):
            last = index == len(step.premises) - 1
            yield from self.lines(
                premise,
                rest + ("└─ " if last else "├─ "),
                rest + ("   " if last else "│  "),
                level + 1,
            )

    def _head(self, step: Step, first: str, inner: str) -> Iterator[str]:
        text = shown(step.statement.in_language(self.language))
        if step.basis is not Basis.INFERRED:
            text = labelled(BASES[step.basis], text, self.language)
        if step.shown_above:
            text += " " + ABOVE.in_language(self.language)
        for index, line in enumerate(wrapped(text, self.width, first, inner)):
            prefix = first if index == 0 else inner
            body = line[len(prefix) :]
            colour = _COLOURS.get(step.basis)
            yield prefix + (painted(body, colour, self.colour) if colour else body)
