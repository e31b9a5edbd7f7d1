"""Why something does not follow, in brief: the nearest ways, each with what to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcc.findings.lacks import Silence, WhyNot
from vcc.findings.ways import Way, ways
from vcc.render.colour import Colour
from vcc.render.evidence import rule_text
from vcc.render.why_not_lines import Line
from vcc.render.why_not_text import NO_RULE, Tree
from vcc.render.words import RULE, SEMICOLON, labelled
from vcc.source.diagnostic import Words

_MOST: Final = 2  # ways shown
_MOST_LACKING: Final = 4  # things shown of one way
_REST: Final = Words("… and {count} more (--all)", "……另有 {count} 项（--all）")
_LACKS: Final = {
    True: Words("one thing is missing: {what}", "欠缺一项：{what}"),
    False: Words("{count} things are missing, first: {what}", "欠缺 {count} 项，其一：{what}"),
}
_REFUSED: Final = Words("the case rules it out: {what}", "案例排除了此项：{what}")
_BLOCKED: Final = Words(
    "nothing is missing, but this stands against it: {what}", "并无欠缺，但与之相悖：{what}"
)
_ASK_ON: Final = Words(
    "what is in brackets can be asked in turn; --depth N and --all show the rules",
    "方括号中的标识可继续追问；--depth N 与 --all 展示规则",
)
_WAY: Final = Words("Way {number}", "途径 {number}")
_MORE: Final = {
    True: Words(
        "1 other way; --depth N and --all show more", "另有 1 种途径；--depth N 与 --all 展示更多"
    ),
    False: Words(
        "{count} other ways; --depth N and --all show more",
        "另有 {count} 种途径；--depth N 与 --all 展示更多",
    ),
}  # fmt: skip


def lines_in_brief(answer: WhyNot, language: str) -> Iterator[Line]:
    """What is missing in one sentence, then the best ways."""
    tree = Tree(language)
    yield from tree.head(answer)
    if answer.instead is not None and answer.instead.otherwise:
        yield Line(0, "", tree.say(_ASK_ON), Colour.FAINT)
        return  # the count decides, and no single rule
    found = ways(answer.root)
    if not found:
        yield Line(0, "", tree.say(NO_RULE), Colour.FAINT)
        return
    yield Line(0, "", tree.say(_in_a_sentence(found[0])), Colour.WARNING)
    for number, way in enumerate(found[:_MOST], 1):
        yield from _way(way, number, tree, language)
    rest = len(found) - _MOST
    if rest > 0:
        yield Line(0, "", tree.say(_MORE[rest == 1].filled({"count": str(rest)})), Colour.FAINT)


def _in_a_sentence(way: Way) -> Words:
    """What the nearest way lacks."""
    if not way.lacking:
        facts = [fact.statement for against in way.against for fact in against.facts]
        what = Words(SEMICOLON.en.join(f.en for f in facts), SEMICOLON.zh.join(f.zh for f in facts))
        return _BLOCKED.filled({"what": what})
    refused = [m for m in way.lacking if m.silence in (Silence.DENIED, Silence.CLOSED)]
    first = (refused or way.lacking)[0]
    if refused:
        return _REFUSED.filled({"what": first.statement})
    one = len(way.lacking) == 1
    return _LACKS[one].filled({"count": str(len(way.lacking)), "what": first.statement})


def _way(way: Way, number: int, tree: Tree, language: str) -> Iterator[Line]:
    title = tree.say(_WAY.filled({"number": str(number)}))
    if way.reasons:
        title = labelled(Words(title, title), tree.say(way.reasons[-1]), language)
    yield Line(0, "", title, Colour.STRONG)
    for missing in way.lacking[:_MOST_LACKING]:
        yield from tree.missing_alone(missing, 1)
    rest = len(way.lacking) - _MOST_LACKING
    if rest > 0:
        yield Line(1, "", tree.say(_REST.filled({"count": str(rest)})), Colour.FAINT)
    for against in way.against:
        yield from tree.against(against, 1)
    if way.rules:
        rule = labelled(RULE, rule_text(way.rules[-1], language), language)
        yield Line(1, "", rule, Colour.FAINT)
