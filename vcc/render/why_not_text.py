"""Why something does not follow, as a tree of lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcc.findings.explanation import Step
from vcc.findings.lacks import Against, Lack, Missing, NearMatch, Silence, WhyNot
from vcc.render.characters import shown
from vcc.render.colour import Colour
from vcc.render.evidence import places, rule_text
from vcc.render.explanation_words import ABOVE, BASES
from vcc.render.why_not_instead import lines_of_instead
from vcc.render.why_not_lines import Line, text_of_lines
from vcc.render.words import RULE, SEMICOLON, labelled
from vcc.source.diagnostic import Words

_TITLE: Final = Words("does not follow: {title}", "未推得：{title}")
NO_RULE: Final = Words(
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
_SILENCES: Final = {
    Silence.UNSAID: Words("not said", "未说明"),
    Silence.DENIED: Words("the case says no", "案例否认"),
    Silence.PLANNED: Words("only planned", "仅为计划"),
    Silence.CLOSED: Words("the list is closed without it", "清单已完整，不含此项"),
}
_DOES_NOT_FOLLOW: Final = Words("does not follow either", "同样未推得")
_WRITE: Final = Words("write", "可写")
_AGAINST: Final = Words("stands against it", "与之相悖")
_WOULD: Final = Words("would follow if", "若成立则可推得")


def text_from_why_not(answer: WhyNot, language: str, *, width: int, colour: bool) -> str:
    """The whole answer for a terminal."""
    return text_of_lines(Tree(language).answer(answer), width=width, colour=colour)


class Tree:
    """Goes through an answer in one language, down to some depth (None: to the end)."""

    def __init__(self, language: str, depth: int | None = None) -> None:
        self._language = language
        self._depth = depth

    def answer(self, answer: WhyNot) -> Iterator[Line]:
        """All of an answer."""
        yield from self.head(answer)
        yield from self._lack(answer.root, 1)

    def head(self, answer: WhyNot) -> Iterator[Line]:
        """What does not follow, and what does in its place."""
        title = self.say(_TITLE.filled({"title": answer.title}))
        yield Line(0, "", f"{title} [{answer.id}]", Colour.STRONG)
        if answer.instead is not None:
            yield from lines_of_instead(answer.instead, self._language)

    def say(self, words: Words) -> str:
        """Words in the language, safe to show."""
        return shown(words.in_language(self._language))

    def _lack(self, lack: Lack, depth: int) -> Iterator[Line]:
        for match in lack.matches:
            yield from self._match(match, depth)
        if not (lack.matches or lack.others or lack.shown_above):
            yield Line(depth, "", self.say(NO_RULE), Colour.FAINT)
        elif lack.others:
            words = _OTHERS[lack.others == 1].filled({"count": str(lack.others)})
            yield Line(depth, "", self.say(words), Colour.FAINT)

    def _match(self, match: NearMatch, depth: int) -> Iterator[Line]:
        if match.reason is not None:
            yield Line(depth, "", labelled(_WOULD, self.say(match.reason), self._language))
        for missing in match.missing:
            yield from self._missing(missing, depth + 1)
        for against in match.against:
            yield from self.against(against, depth + 1)
        for step in match.held:
            yield Line(depth + 1, "✓ ", self._step(step), Colour.FAINT)
        if match.rule is not None:
            rule = labelled(RULE, rule_text(match.rule, self._language), self._language)
            yield Line(depth + 1, "  ", rule, Colour.FAINT)

    def _missing(self, missing: Missing, depth: int) -> Iterator[Line]:
        yield from self.missing_alone(missing, depth)
        deep = self._depth is not None and depth >= 2 * self._depth
        if missing.below is not None and not deep:
            yield from self._lack(missing.below, depth + 1)

    def missing_alone(self, missing: Missing, depth: int) -> Iterator[Line]:
        """Something that is lacking, and what to write for it; not why it does not follow."""
        told = _SILENCES[missing.silence]
        if missing.below is not None and missing.silence is Silence.UNSAID:
            told = _DOES_NOT_FOLLOW
        mark = "? " if missing.silence is Silence.UNSAID else "✗ "
        where = f" ({places(missing.evidence)})" if missing.evidence else ""
        text = labelled(told, self.say(missing.statement), self._language) + where
        if missing.below is not None and missing.below.shown_above:
            text += " " + self.say(ABOVE)
        yield Line(depth, mark, text, Colour.WARNING)
        for supply in missing.supplies:
            yield Line(depth, "  → ", labelled(_WRITE, "", self._language), statement=supply)

    def against(self, against: Against, depth: int) -> Iterator[Line]:
        """What stands against a rule."""
        text = self.say(SEMICOLON).join(map(self._step, against.facts))
        yield Line(depth, "✗ ", labelled(_AGAINST, text, self._language), Colour.WARNING)

    def _step(self, step: Step) -> str:
        where = f" ({places(step.evidence)})" if step.evidence else ""
        return labelled(BASES[step.basis], self.say(step.statement), self._language) + where
