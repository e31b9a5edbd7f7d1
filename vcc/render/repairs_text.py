"""What to change, for people: proposals with their side effects and the patch of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcc.findings.changes import Difference, Turn
from vcc.findings.repairs import Proposal, Repairs
from vcc.render.characters import shown
from vcc.render.colour import Colour, painted
from vcc.render.markdown import code_block, escaped
from vcc.render.why_not_instead import lines_of_verdict
from vcc.render.words import SEMICOLON, labelled
from vcc.render.wrap import wrapped
from vcc.source.diagnostic import Words

_MOST: Final = 6  # side effects shown of each sort
_WISH: Final = {
    True: Words("so that this follows: {title}", "要使其推得：{title}"),
    False: Words("so that this goes away: {title}", "要使其消除：{title}"),
}
_NONE: Final = Words(
    "no repair within {count} statements: every set was looked at that can be made of names and "
    "words (numbers, dates and texts are not made up, and `absent` and `complete` stay)",
    "{count} 条语句之内无法修复：已检查由名称与词语构成的所有语句组合"
    "（不编造数值、日期与文字，也不违背“缺失”与“完整”）",
)
_NONE_FOUND: Final = Words(
    "no repair found within {count} statements: {tried} changed cases were worked out, the most "
    "plausible first, and none of them does; there are more sets of statements than one answer "
    "works out, so another one may do",
    "{count} 条语句之内未找到修复方案：已按可能性由高到低推演 {tried} 个修改后的案例，"
    "均未达到要求；"
    "语句组合多于一次回答所推演者，不排除尚有其他方案",
)
_NONE_TO_TRY: Final = Words(
    "no repair found within {count} statements: followed backward, the rules name no set so small "
    "that could do, but so many rules have a part in this that not all of them were followed to "
    "the end",
    "{count} 条语句之内未找到修复方案：沿规则逆推，未得出如此小而可行的语句组合；"
    "但牵涉的规则过多，未能逐一推到底",
)
_FAR: Final = Words(
    "This is far off: something else is ahead by {behind} rows of the table behind it, and at "
    "least {turn} of them would have to turn; so only few sets were tried.",
    "相距甚远：在其所依据的表中，另有一项领先 {behind} 行，至少须有 {turn} 行转向；"
    "因此只试了少数组合。",
)
_ROWS: Final = Words(
    "Row by row, with what each would take: vcc why-not FILE {id}",
    "逐行查看及各行所需内容：vcc why-not 文件 {id}",
)
_NOT_SMALLEST: Final = Words(
    "There may be smaller ones: there were too many sets to look at all.",
    "可能存在更小的方案：组合过多，未能全部检查。",
)
_PROPOSAL: Final = Words("Proposal {number}", "方案 {number}")
_ADD, _REMOVE = Words("add", "添加"), Words("take out, if it is not so", "删除（若并非如此）")
_ALSO: Final = {
    Turn.NEW: Words("also follows", "同时推得"),
    Turn.GONE: Words("no longer follows", "不再推得"),
    Turn.OTHER: Words("changes", "随之改变"),
}
_NEW_FINDINGS: Final = Words("new to look at", "新增发现")
_GONE_FINDINGS: Final = Words("no longer found", "不再出现的发现")
_MORE: Final = Words("{list} and {count} more", "{list} 等另 {count} 项")


def text_from_repairs(answer: Repairs, language: str, *, width: int, colour: bool) -> str:
    """All proposals for a terminal, each with its patch."""
    lines = [
        painted(line, Colour.STRONG, colour) for line in wrapped(_head(answer, language), width)
    ]
    for text in _told(answer, language):
        lines += wrapped(text, width)
    for number, proposal in enumerate(answer.proposals, 1):
        title = _PROPOSAL.filled({"number": str(number)}).in_language(language)
        lines += ["", painted(f"── {title}", Colour.STRONG, colour)]
        for mark, text in _statements(proposal, language):
            lines += [
                painted(line, Colour.GOOD if mark == "+" else Colour.REMOVED, colour)
                for line in wrapped(text, width, f"  {mark} ", "    ")
            ]
        for text in _effects(proposal.difference, answer.id, language):
            lines += wrapped(text, width, "  ", "    ")
        lines += ["", *(shown(line) for line in proposal.difference.patch.splitlines())]
    return "\n".join(lines)


def markdown_from_repairs(answer: Repairs, language: str) -> str:
    """The same as Markdown; patches stand in fences."""
    lines = [f"# {escaped(_head(answer, language))}", ""]
    for text in _told(answer, language):
        lines += [escaped(text), ""]
    for number, proposal in enumerate(answer.proposals, 1):
        title = _PROPOSAL.filled({"number": str(number)}).in_language(language)
        lines += [f"## {title}", ""]
        lines += [f"* {escaped(text)}" for _, text in _statements(proposal, language)]
        effects = _effects(proposal.difference, answer.id, language)
        lines += [f"* {escaped(text)}" for text in effects]
        lines += ["", *code_block(proposal.difference.patch.splitlines(), "diff"), ""]
    return "\n".join(lines)


def _head(answer: Repairs, language: str) -> str:
    title = _WISH[answer.holds].filled({"title": answer.title}).in_language(language)
    return f"{shown(title)} [{answer.id}]"


def _told(answer: Repairs, language: str) -> Iterator[str]:
    """Whether there is a proposal, and how sure it is that there is none, or no smaller one."""
    values = {"count": str(answer.at_most), "tried": str(answer.tried)}
    if not answer.proposals:
        yield from _in_place(answer, language)
        cut = _NONE_FOUND if answer.tried else _NONE_TO_TRY
        words = _NONE if answer.complete else cut
        yield words.filled(values).in_language(language)
    elif not answer.complete:
        yield _NOT_SMALLEST.in_language(language)


def _in_place(answer: Repairs, language: str) -> Iterator[str]:
    """What follows in place of an overall conclusion, and how far off that one is."""
    if answer.instead is None:
        return
    yield from (line.text for line in lines_of_verdict(answer.instead, language))
    if answer.behind:
        far = {"behind": str(answer.behind), "turn": str(-(-answer.behind // 2))}
        yield _FAR.filled(far).in_language(language)
    if answer.instead.otherwise:
        yield _ROWS.filled({"id": answer.id}).in_language(language)


def _statements(proposal: Proposal, language: str) -> Iterator[tuple[str, str]]:
    for step in proposal.steps:
        word = _ADD if step.added else _REMOVE
        yield "+" if step.added else "-", labelled(word, shown(step.text), language)


def _effects(difference: Difference, asked: str, language: str) -> Iterator[str]:
    """What else changes: conclusions of the sections that people are shown, and findings."""
    told = [c for s in difference.sections if s.in_brief for c in s.changes if c.id != asked]
    for turn, words in _ALSO.items():
        titles = [shown(c.title.in_language(language)) for c in told if c.turn is turn]
        if titles:
            yield labelled(words, _listed(titles, language), language)
    for words, gone in ((_NEW_FINDINGS, False), (_GONE_FINDINGS, True)):
        titles = [
            shown(c.title.in_language(language))
            for c in difference.findings
            if (c.turn is Turn.GONE) is gone and c.id != asked
        ]
        if titles:
            yield labelled(words, _listed(titles, language), language)


def _listed(titles: list[str], language: str) -> str:
    listed = SEMICOLON.in_language(language).join(titles[:_MOST])
    if len(titles) <= _MOST:
        return listed
    more = {"list": listed, "count": str(len(titles) - _MOST)}
    return _MORE.filled(more).in_language(language)
