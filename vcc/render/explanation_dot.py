"""A proof as a graph in the language of Graphviz: what holds above, what it rests on below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from vcc.findings.explanation import Basis, Explanation, Step
from vcc.render.evidence import places, rule_text
from vcc.render.explanation_words import BASES, deeper
from vcc.render.words import RULE, labelled
from vcc.render.wrap import wrapped

_WIDTH: Final = 36
_STYLES: Final[Mapping[Basis, str]] = {
    Basis.INFERRED: 'shape=box, style="rounded,filled", fillcolor="#e8f0fe"',
    Basis.STATED: 'shape=note, style=filled, fillcolor="#fff8e1"',
    Basis.THEORY: 'shape=box, style=filled, fillcolor="#f1f3f4"',
    Basis.NOT_FOUND: 'shape=box, style="dashed"',
    Basis.COUNTED: "shape=ellipse",
    Basis.COMPUTED: "shape=ellipse",
    Basis.SHAPE: 'shape=box, style="rounded,filled", fillcolor="#e8f0fe"',
    Basis.WRONG: 'shape=box, style="dashed"',
    Basis.EXAMPLE: "shape=plaintext",
}


def dot_from_explanation(explanation: Explanation, language: str, *, depth: int) -> str:
    """The proof down to `depth` levels (0: all); what several steps rest on stands once."""
    drawing = _Drawing(language, depth)
    root = drawing.node(explanation.root, 1)
    for number, argument in enumerate(explanation.others, 2):
        drawing.argument(root, argument, number)
    title = _quoted(explanation.title.in_language(language))
    lines = [
        "digraph proof {",
        f'  graph [rankdir=TB, tooltip={title}, fontname="sans-serif"];',
        '  node [fontname="sans-serif", fontsize=11]; edge [dir=back, color="#5f6368"];',
        *drawing.lines,
        "}",
    ]
    return "\n".join(lines) + "\n"


class _Drawing:
    """Nodes and edges, numbered in the order in which they are met."""

    def __init__(self, language: str, depth: int) -> None:
        self.lines: list[str] = []
        self._language = language
        self._depth = depth
        self._known: dict[tuple[Basis, str], str] = {}

    def node(self, step: Step, level: int) -> str:
        """Draw a step with what it rests on; the name of its node."""
        told = step.statement.in_language(self._language)
        name = self._known.get((step.basis, told))
        if name is not None:
            return name
        name = self._known[step.basis, told] = f"n{len(self._known) + 1}"
        label = "\\n".join(_escaped(line) for line in self._label(step, told))
        self.lines.append(f'  {name} [label="{label}", {_STYLES[step.basis]}];')
        if step.premises and 0 < self._depth <= level:
            rest = _quoted(deeper(step, self._language))
            self.lines.append(f"  {name}m [label={rest}, shape=plaintext];")
            self.lines.append(f"  {name} -> {name}m [style=dotted];")
            return name
        for premise in step.premises:
            self.lines.append(f"  {name} -> {self.node(premise, level + 1)};")
        return name

    def argument(self, root: str, step: Step, number: int) -> None:
        """Draw a further argument for what stands at the root: by which rule, and its premises."""
        name = f"{root}a{number}"
        of = labelled(RULE, step.rule.name, self._language) if step.rule else ""
        label = "\\n".join(filter(None, (str(number), _escaped(of))))
        self.lines.append(f'  {name} [label="{label}", shape=ellipse];')
        self.lines.append(f"  {root} -> {name} [style=dashed];")
        for premise in step.premises if self._depth != 1 else ():
            self.lines.append(f"  {name} -> {self.node(premise, 2)};")

    def _label(self, step: Step, told: str) -> Iterator[str]:
        if step.basis is not Basis.INFERRED:
            told = labelled(BASES[step.basis], told, self._language)
        yield from wrapped(told, _WIDTH)
        if step.rule is not None:
            yield from wrapped(rule_text(step.rule, self._language), _WIDTH)
        if step.evidence:
            yield places(step.evidence)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'
