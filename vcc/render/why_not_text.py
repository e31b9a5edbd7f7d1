"""Why something does not follow, as a tree for people; Markdown is the same tree as a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from vcc.findings.explanation import Step
from vcc.findings.lacks import Against, Lack, Missing, NearMatch, Silence, WhyNot
from vcc.render.characters import shown
from vcc.render.colour import Colour, painted
from vcc.render.evidence import places, rule_text
from vcc.render.explanation_words import BASES
from vcc.render.words import labelled
from vcc.render.wrap import wrapped
from vcc.source.diagnostic import Words

_TITLE: Final = Words("does not follow: {title}", "未推得：{title}")
_NO_RULE: Final = Words(
    "no rule can give this here, whatever the case says", "无论案例如何陈述，此处没有规则能推得此项"
)
_OTHERS: Final = {
    True: Words(
        "(1 other rule could give it, from further away)", "（另有 1 条规则也可推得，但相距更远）"
    ),
    False: Words(
        "({count} other rules could give it, from further away)",
        "（另有 {count} 条规则也可推得，但相距更远）",
    ),
}  # fmt: skip
_ABOVE: Final = Words("(shown above)", "（见上文）")
_SILENCES: Final = {
    Silence.UNSAID: Words("not said", "未说明"),
    Silence.DENIED: Words("the case says no", "案例否认"),
    Silence.PLANNED: Words("only planned", "仅为计划"),
    Silence.CLOSED: Words("the list is closed without it", "清单已完整，不含此项"),
}
_DOES_NOT_FOLLOW: Final = Words("does not follow either", "同样未推得")
_WRITE: Final = Words("write", "可写")
_AGAINST: Final = Words("stands against it", "与之相悖")
_RULE: Final = Words("rule", "规则")
_WOULD: Final = Words("would follow if", "若成立则可推得")


class Line(NamedTuple):
    """One line of the answer: how deep it stands, a mark, its text, and how it is painted."""

    depth: int
    mark: str
    text: str
    colour: Colour | None = None


def text_from_why_not(answer: WhyNot, language: str, *, width: int, colour: bool) -> str:
    """The answer for a terminal."""
    lines: list[str] = []
    for line in _Tree(language).answer(answer):
        first = "  " * line.depth + line.mark
        rest = "  " * line.depth + " " * len(line.mark)
        told = wrapped(line.text, width, first, rest)
        lines += [painted(t, line.colour, colour) for t in told] if line.colour else told
    return "\n".join(lines)


def markdown_from_why_not(answer: WhyNot, language: str) -> str:
    """The answer as nested Markdown lists; statements to write stand as code."""
    head, *lines = _Tree(language, code="`").answer(answer)
    listed = ["  " * max(0, line.depth - 1) + f"* {line.mark}{line.text}" for line in lines]
    return "\n".join([f"# {head.text}", "", *listed])


class _Tree:
    """Goes through an answer in one language."""

    def __init__(self, language: str, code: str = "") -> None:
        self._language = language
        self._code = code

    def answer(self, answer: WhyNot) -> Iterator[Line]:
        title = _TITLE.filled({"title": answer.title}).in_language(self._language)
        yield Line(0, "", f"{shown(title)} [{answer.id}]", Colour.STRONG)
        yield from self._lack(answer.root, 1)

    def _say(self, words: Words) -> str:
        return shown(words.in_language(self._language))

    def _lack(self, lack: Lack, depth: int) -> Iterator[Line]:
        for match in lack.matches:
            yield from self._match(match, depth)
        if not lack.matches and not lack.shown_above:
            yield Line(depth, "", self._say(_NO_RULE), Colour.FAINT)
        elif lack.others:
            words = _OTHERS[lack.others == 1].filled({"count": str(lack.others)})
            yield Line(depth, "", self._say(words), Colour.FAINT)

    def _match(self, match: NearMatch, depth: int) -> Iterator[Line]:
        if match.reason is not None:
            yield Line(depth, "", labelled(_WOULD, self._say(match.reason), self._language))
        for missing in match.missing:
            yield from self._missing(missing, depth + 1)
        for against in match.against:
            yield from self._against(against, depth + 1)
        for step in match.held:
            yield Line(depth + 1, "✓ ", self._step(step), Colour.FAINT)
        if match.rule is not None:
            rule = labelled(_RULE, rule_text(match.rule, self._language), self._language)
            yield Line(depth + 1, "  ", rule, Colour.FAINT)

    def _missing(self, missing: Missing, depth: int) -> Iterator[Line]:
        told = _SILENCES[missing.silence]
        if missing.below is not None and missing.silence is Silence.UNSAID:
            told = _DOES_NOT_FOLLOW
        mark = "? " if missing.silence is Silence.UNSAID else "✗ "
        where = f" ({places(missing.evidence)})" if missing.evidence else ""
        text = labelled(told, self._say(missing.statement), self._language) + where
        if missing.below is not None and missing.below.shown_above:
            text += " " + self._say(_ABOVE)
        yield Line(depth, mark, text, Colour.WARNING)
        for supply in missing.supplies:
            written = f"{self._code}{shown(supply)}{self._code}"
            yield Line(depth, "  → ", labelled(_WRITE, written, self._language))
        if missing.below is not None:
            yield from self._lack(missing.below, depth + 1)

    def _against(self, against: Against, depth: int) -> Iterator[Line]:
        text = "; ".join(map(self._step, against.facts))
        yield Line(depth, "✗ ", labelled(_AGAINST, text, self._language), Colour.WARNING)

    def _step(self, step: Step) -> str:
        where = f" ({places(step.evidence)})" if step.evidence else ""
        return labelled(BASES[step.basis], self._say(step.statement), self._language) + where
