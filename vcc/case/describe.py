"""Tokens and what a parser state accepts, in people's words. No terminal of the grammar shows."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Final

from vcc.case.tokens import END, SPELLINGS, Token
from vcc.source.diagnostic import Words

_SHORTENED = 24


def keyword(id: str) -> Words:
    """A keyword in its two spellings; a word that is no keyword stays as it is."""
    return Words(SPELLINGS.get((id, "en"), id), SPELLINGS.get((id, "zh"), id))


def keywords(ids: Iterable[str]) -> Words:
    """Several keywords, separated by commas."""
    words = [keyword(id) for id in ids]
    return Words(", ".join(w.en for w in words), "、".join(w.zh for w in words))


def found(token: Token) -> Words:
    """A token as the thing that was met."""
    text = token.text if len(token.text) <= _SHORTENED else token.text[:_SHORTENED] + "…"
    if token.type == END:
        return Words("the end of the file", "文件末尾")
    if token.word:
        return Words(f"the keyword `{text}`", f"关键词“{text}”")
    if token.type == "STRING":
        return Words(f"the text {text}", f"引文 {text}")
    if token.type == "NUMBER":
        return Words(f"the number {text}", f"数字 {text}")
    return Words(f"`{text}`", f"“{text}”")


def after(token: Token) -> Words:
    """The place behind a token."""
    if token.type == END:
        return Words("at the beginning of the file", "文件开头")
    text = token.text if len(token.text) <= _SHORTENED else token.text[:_SHORTENED] + "…"
    return Words(f"after `{text}`", f"“{text}”之后")


# What terminals mean to people; those that share their words are named once.
_MEANINGS: Final = {
    "NAME": Words("a name", "名称"),
    "RESERVED": Words("a word of the ontology", "本体中的词"),
    "STRING": Words('a text in quotes ("…")', "引号中的文字（“…”）"),
    "NUMBER": Words("a number", "数字"),
    "UNIT": Words("a unit", "单位"),
    "COMPARISON": Words("a comparison (>= …)", "比较符号（>= …）"),
    "SOURCE_REF": Words("a source (@NAME)", "来源（@名称）"),
    "PLACE": Words("a place in the source (§3.1)", "来源中的位置（§3.1）"),
    "ARROW": Words("`->`", "“->”"),
    "COLON": Words("`:`", "“:”"),
    "COMMA": Words("a comma", "逗号"),
    "SEMICOLON": Words("`;`", "“;”"),
    "LBRACE": Words("`{`", "“{”"),
    "RBRACE": Words("`}`", "“}”"),
    "LBRACKET": Words("evidence in brackets ([@source …])", "方括号中的证据（[@来源 …]）"),
    "RBRACKET": Words("`]`", "“]”"),
    "STATEMENT": Words("a statement", "一条语句"),
    "ABSENT": Words("a statement", "一条语句"),
    "PLANNED": Words("a statement", "一条语句"),
    "COMPLETE": Words("a statement", "一条语句"),
    "FRAMEWORK": Words("a statement", "一条语句"),
    "EXPECT": Words("a statement", "一条语句"),
    "ITEM": Words("an item (`seeks`, `aims`)", "条目（“诉求”、“目标”）"),
    "MOVE": Words("what they do (`combines`, `acts-on`)", "行为（“整合”、“作用于”）"),
    **dict.fromkeys(
        (
            "NAMES_CLAUSE", "TERMS_CLAUSE", "TEXTS_CLAUSE", "DATE_CLAUSE", "FLAG_CLAUSE",
            "QUANTITY_CLAUSE", "FROM", "FOR", "IN",
        ),
        Words("a clause", "一个子句"),
    ),
    **dict.fromkeys(
        ("LOGIC", "ROLE", "VALUE", "FIELD", "PRESENT", "PARTIAL", "UNKNOWN"),
        Words(
            "logic, role, value, field, present, partial, absent, unknown, missing stage or "
            "no missing stage",
            "逻辑、角色、价值、领域、具备、部分、缺失、未知、缺少 阶段或无 缺少 阶段",
        ),
    ),
    END: Words("the end of the file", "文件末尾"),
}  # fmt: skip
# In these states the first meanings say it all: the rest would only lengthen the message.
_STATEMENT: Final = frozenset({"STATEMENT", "EXPECT"})
_OUTLOOK: Final = frozenset({"LOGIC", "ROLE"})


def meaning(terminal: str) -> Words:
    """What a terminal means to people; a keyword of its own is shown as it is spelled."""
    if terminal in _MEANINGS:
        return _MEANINGS[terminal]
    word = keyword(terminal.lower())
    return Words(f"`{word.en}`", f"“{word.zh}”")


def expected(terminals: Set[str]) -> Words:
    """What may stand in a place, as one phrase: `a name, a comma or a clause`."""
    if terminals >= _OUTLOOK:
        return _MEANINGS["LOGIC"]
    if "RESERVED" in terminals:
        return _MEANINGS["RESERVED"]
    wanted = set(terminals)
    if terminals >= _STATEMENT:
        wanted -= {"USES", "IS", "OF"}
    phrases: dict[str, str] = {}
    for terminal in sorted(wanted, key=_order):
        words = meaning(terminal)
        phrases[words.en] = words.zh
    return Words(_listed(list(phrases), " or ", ", "), _listed(list(phrases.values()), "或", "、"))


_ORDER: Final = tuple(_MEANINGS)


def _order(terminal: str) -> tuple[int, str]:
    return (_ORDER.index(terminal) if terminal in _MEANINGS else len(_ORDER), terminal)


def _listed(phrases: list[str], last: str, between: str) -> str:
    if len(phrases) == 1:
        return phrases[0]
    return between.join(phrases[:-1]) + last + phrases[-1]
