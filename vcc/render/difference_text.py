"""What a change of a case changes, for people: on a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from vcc.findings.changes import Cause, Change, Difference, Turn
from vcc.findings.model import Conclusion, Finding
from vcc.render.characters import shown
from vcc.render.colour import Colour, painted
from vcc.render.evidence import rule_text
from vcc.render.markdown import code, code_block, escaped
from vcc.render.marks import FINDINGS, object_text
from vcc.render.words import BECAUSE, FINDING_SORTS, RULE, SEMICOLON, WAS, labelled
from vcc.render.wrap import shortened, wrapped
from vcc.source.diagnostic import Words

_MOST: Final = 8  # changes shown of one section, unless all are wanted
_LINE: Final = 60
_NOTHING: Final = Words("nothing that is concluded or found changes", "结论与发现均无变化")
_TURNS: Final = {
    Turn.NEW: ("+", Colour.STRONG, Words("new", "新增")),
    Turn.GONE: ("-", Colour.WARNING, Words("gone", "不再成立")),
    Turn.OTHER: ("~", Colour.STRONG, Words("otherwise", "改变")),
}
_FROM: Final = Words("from", "来自")
_MORE: Final = Words("… {count} more (--all shows them)", "……另有 {count} 项（--all 全部显示）")
_COUNTS: Final = Words(
    "{new} new, {gone} gone, {other} changed", "新增 {new} 项，消失 {gone} 项，改变 {other} 项"
)
_SUMMARY: Final = Words("conclusions: {conclusions} · findings: {findings}",
                        "结论：{conclusions} · 发现：{findings}")  # fmt: skip


def text_from_difference(
    difference: Difference, language: str, *, width: int, colour: bool, all: bool = False
) -> str:
    """The difference: what was changed, then section by section what follows otherwise."""
    return "\n".join(_Page(language, width, colour, all).lines(difference))


def markdown_from_difference(difference: Difference, language: str, *, all: bool = False) -> str:
    """The same as Markdown."""
    page = _Page(language, 0, False, all)
    edits = (f"{'+' if e.added else '-'} {e.text}" for e in difference.edits)
    lines = [f"# {escaped(page.say(difference.case.label))}", "", *code_block(edits, "diff"), ""]
    lines += [escaped(page.say(page.summary(difference))), ""]
    for title, changes, more in page.groups(difference):
        lines += [f"## {escaped(page.say(title))}", ""]
        for change in changes:
            turn = page.say(_TURNS[change.turn][2])
            lines.append(f"* **{turn}** {escaped(page.title(change))} {code(change.id)}")
            lines += [f"  * {escaped(detail)}" for detail in page.details(change)]
        lines += [f"* {page.say(_MORE.filled({'count': str(more)}))}"] if more else []
        lines.append("")
    return "\n".join(lines)


class _Page:
    """Writes the parts of one difference in one language."""

    def __init__(self, language: str, width: int, colour: bool, all: bool) -> None:
        self._language = language
        self._width = width
        self._colour = colour
        self._all = all

    def lines(self, difference: Difference) -> Iterator[str]:
        yield painted(self.say(difference.case.label), Colour.STRONG, self._colour)
        for edit in difference.edits:
            mark = "+" if edit.added else "-"
            yield from wrapped(shown(edit.text), self._width, f"  {mark} ", "      ")
        yield ""
        yield self.say(self.summary(difference))
        if not (any(difference.conclusions) or difference.findings):
            yield self.say(_NOTHING)
        for title, changes, more in self.groups(difference):
            yield ""
            yield painted(f"── {self.say(title)}", Colour.STRONG, self._colour)
            for change in changes:
                yield from self._change(change)
            if more:
                yield "  " + self.say(_MORE.filled({"count": str(more)}))

    def say(self, words: Words) -> str:
        return shown(words.in_language(self._language))

    def summary(self, difference: Difference) -> Words:
        return _SUMMARY.filled(
            {
                "conclusions": _counted(list(difference.conclusions)),
                "findings": _counted(difference.findings),
            }
        )

    def groups(self, difference: Difference) -> Iterator[tuple[Words, tuple[Change, ...], int]]:
        """Findings first: they are what a reader acts on."""
        found = [(FINDINGS, difference.findings)] if difference.findings else []
        found += [(s.title, s.changes) for s in difference.sections if s.in_brief or self._all]
        for title, changes in found:
            kept = changes if self._all else changes[:_MOST]
            yield title, kept, len(changes) - len(kept)

    def _change(self, change: Change) -> Iterator[str]:
        mark, colour, _ = _TURNS[change.turn]
        text = f"{self.title(change)} [{change.id}]"
        for line in wrapped(text, self._width, f"  {mark} ", "    "):
            yield painted(line, colour, self._colour)
        for detail in self.details(change):
            for line in wrapped(detail, self._width, "      "):
                yield painted(line, Colour.FAINT, self._colour)

    def title(self, change: Change) -> str:
        title = self.say(change.title)
        if isinstance(change.before, Conclusion) and isinstance(change.after, Conclusion):
            before = _value(change.before, self._language)
            title = self.say(WAS.filled({"now": title, "before": before}))
        told = change.after or change.before
        if isinstance(told, Finding):
            return labelled(FINDING_SORTS[told.severity], title, self._language)
        return title

    def details(self, change: Change) -> Iterator[str]:
        """The reason of what holds now (or held before), and the changed lines behind it."""
        told = change.after or change.before
        if isinstance(told, Conclusion) and told.reason is not None:
            yield labelled(BECAUSE, self.say(told.reason), self._language)
        if told is not None and told.rule is not None:
            yield labelled(RULE, rule_text(told.rule, self._language), self._language)
        if change.causes:
            written = self.say(SEMICOLON).join(map(_cause, change.causes))
            yield labelled(_FROM, written, self._language)


def _value(conclusion: Conclusion, language: str) -> str:
    if conclusion.status is not None:
        return conclusion.predicate.label.in_language(language)
    return object_text(conclusion, language)


def _cause(cause: Cause) -> str:
    mark = "+" if cause.added else "-"
    return f"{mark}:{cause.span.line} {shortened(shown(cause.text), _LINE)}"


def _counted(changes: Sequence[Change]) -> Words:
    counts = {turn: sum(change.turn is turn for change in changes) for turn in Turn}
    return _COUNTS.filled({turn.value: str(count) for turn, count in counts.items()})
