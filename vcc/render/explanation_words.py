"""The words of a proof that every format shares: what a step rests on, and its details."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from vcc.findings.explanation import Basis, Explanation, Step
from vcc.render.characters import shown
from vcc.render.evidence import places, quotes_text, rule_text
from vcc.render.words import BECAUSE, RULE, labelled
from vcc.source.diagnostic import Words

BASES: Final = {
    Basis.INFERRED: Words("inferred", "推得"),
    Basis.STATED: Words("the case says", "案例陈述"),
    Basis.THEORY: Words("theory", "理论"),
    Basis.NOT_FOUND: Words("looked for, not found", "已查找，未见"),
    Basis.COUNTED: Words("counted", "计数"),
    Basis.COMPUTED: Words("computed", "计算"),
    Basis.SHAPE: Words("a shape asks", "结构约束提出"),
    Basis.WRONG: Words("not as wanted", "不合要求"),
    Basis.EXAMPLE: Words("this would do", "写成这样即可"),
}
WHY: Final = Words("Why", "为何")
ARGUMENT: Final = Words("Argument {number} of {all}", "论证 {number}／{all}")
AT: Final = Words("at", "位置")
ABOVE: Final = Words("(shown above)", "（见上文）")
DEEPER: Final = Words(
    "({count} more steps; --depth 0 shows all)", "（另有 {count} 步；--depth 0 显示全部）"
)


def headings(explanation: Explanation, language: str) -> Iterator[tuple[str, Step]]:
    """Every argument with its heading, which is empty where nothing else is shown."""
    all = explanation.arguments
    for number, step in enumerate(all, 1):
        heading = ""
        if len(all) > 1:
            values = {"number": str(number), "all": str(len(all))}
            heading = ARGUMENT.filled(values).in_language(language)
        elif explanation.overview:
            heading = WHY.in_language(language)
        yield heading, step


def details(step: Step, language: str) -> Iterator[str]:
    """Why a step holds, by which rule, and where that is stated, a line each."""
    if step.reason is not None:
        yield labelled(BECAUSE, shown(step.reason.in_language(language)), language)
    if step.rule is not None:
        yield labelled(RULE, rule_text(step.rule, language), language)
    if step.evidence:
        quotes = quotes_text(step.evidence)
        yield labelled(AT, " ".join(filter(None, (places(step.evidence), quotes))), language)


def deeper(step: Step, language: str) -> str:
    """How many steps are left out below one."""
    return DEEPER.filled({"count": str(_steps(step.premises))}).in_language(language)


def _steps(premises: Sequence[Step]) -> int:
    return sum(1 + _steps(premise.premises) for premise in premises)
