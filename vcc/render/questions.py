"""The questions that cases can be asked, as a list: name, question, parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from vcc.query.questions import Question
from vcc.render.characters import shown
from vcc.render.colour import Colour, painted
from vcc.render.wrap import wrapped
from vcc.source.diagnostic import Words

HOW: Final = Words(
    "Ask one: vcc query PATH… --ask NAME [--with PARAMETER=VALUE]",
    "提问：vcc query 路径… --ask 名称 [--with 参数=值]",
)


def questions_text(
    questions: Iterable[Question], language: str, *, width: int, colour: bool
) -> str:
    """Each question with its parameters, then how to ask one; without a final line break."""
    lines: list[str] = []
    for question in questions:
        lines.append(painted(question.name, Colour.GOOD, colour))
        lines += _said(question, language, width)
    return "\n".join([*lines, "", HOW.in_language(language)])


def _said(question: Question, language: str, width: int) -> Iterator[str]:
    yield from wrapped(shown(question.title.in_language(language)), width, "    ")
    for name, said in question.parameters.items():
        yield from wrapped(
            shown(f"{name}={said.in_language(language)}"), width, "      ", "        "
        )
