"""Mistakes in keywords, names, numbers and units; see mistakes.py."""

from __future__ import annotations

from typing import Final

from vcc.case import codes
from vcc.case.describe import after, found, keywords, meaning
from vcc.case.place import STATEMENT_STARTS, Place, Repair, column_of_statement
from vcc.case.tokens import END, KEYWORDS, span_of_token
from vcc.case.words import STATEMENTS
from vcc.source.diagnostic import Diagnostic, Words

_RULE_WORDS: Final = frozenset(
    ("if", "then", "else", "when", "unless", "rule", "infer", "where",
     "如果", "若", "那么", "规则", "当")
)  # fmt: skip
_TAKE_A_TERM: Final = frozenset({"IS", "TERMS_CLAUSE", "COMPLETE", "FRAMEWORK"})
_TAKE_A_WORD: Final = _TAKE_A_TERM | {"NAMES_CLAUSE", "FROM", "FOR", "USES", "COMMA"}
_INFERRED: Final = {
    "STAGE": Words("missing stage NAME", "缺少 阶段 名称"),
    "ROLE": Words("role NAME of ACTOR", "角色 名称 属于 主体"),
    "LOGIC": Words("logic NAME", "逻辑 名称"),
    "VALUE": Words("value NAME for ACTOR", "价值 名称 面向 主体"),
    "FIELD": Words("field NAME of INTERACTION", "领域 名称 属于 互动"),
}
_OTHER_STATEMENTS: Final = ("absent", "planned", "complete", "framework", "expect")


def rule(place: Place) -> Repair | None:
    """Something like `if … then …`."""
    for token, span in ((place.token, place.span), (place.previous, place.previous_span)):
        if token.type == "NAME" and token.text.lower() in _RULE_WORDS:
            return Repair(codes.RULE_IN_CASE.at(span, word=token.text), removed=1)
    return None


def outside(place: Place) -> Repair | None:
    """Something before the case, or after its end."""
    token = place.token
    if place.expected == {END}:
        if token.type in ("CASE", "LIBRARY"):
            return Repair(codes.SECOND_CASE.at(place.span), stop=True)
        return Repair(codes.AFTER_THE_END.at(place.span, found=found(token)), stop=True)
    if "CASE" in place.expected and token.type in STATEMENT_STARTS:
        return Repair(codes.OUTSIDE_THE_CASE.at(place.span, found=found(token)), stop=True)
    if "STATEMENT" in place.expected and token.type in ("CASE", "LIBRARY"):
        return Repair(codes.SECOND_CASE.at(place.span), stop=True)
    return None


def inferred(place: Place) -> Repair | None:
    """A stage, role, logic … declared as if it were a fact."""
    if place.token.type in _INFERRED and "STATEMENT" in place.expected:
        diagnostic = codes.INFERRED_NOT_STATED.at(
            place.span, word=place.token.text, example=_INFERRED[place.token.type]
        )
        return Repair(diagnostic, removed=1)
    return None


def keyword_as_name(place: Place) -> Repair | None:
    """A reserved word where a name is declared or used."""
    token = place.token
    if "NAME" not in place.expected or not token.word:
        return None
    name = place.retyped("NAME")
    if place.on_new_line or not place.fits((name,), 1):
        return None
    diagnostic = codes.KEYWORD_AS_NAME.at(place.span, word=token.text, quoted=f"`{token.text}`")
    return Repair(diagnostic, (name,), 1)


def no_name(place: Place) -> Repair | None:
    """A number, a text or a dotted word where a name belongs."""
    token = place.token
    if "NAME" not in place.expected or "STRING" in place.expected:
        return None
    if token.type not in ("NUMBER", "STRING", "PLACE"):
        return None
    removed = 2 if place.next.type == "NAME" and place.next.start == token.end else 1
    text = token.text + (place.next.text if removed == 2 else "")
    example = _name_like(text)
    name = place.retyped("NAME")
    last = place.tokens[place.position + removed - 1]
    what = Words(f"`{text}`", f"“{text}”")
    diagnostic = codes.NOT_A_NAME.at(place.between(token, last), found=what, example=example)
    return Repair(diagnostic, (name,) if place.fits((name,), removed) else None, removed)


def misspelled(place: Place) -> Repair | None:
    """A word that is nearly a keyword which could stand here."""
    if place.token.type != "NAME":
        return None
    near = place.near_keywords(place.token.text)
    for spelling in near:
        word = KEYWORDS[spelling]
        if word.type != "FLAG_CLAUSE" and place.next.line > place.token.line:
            continue  # what a keyword takes stands on its line
        token = place.retyped(word.type, word.word)
        if place.fits((token,), 1):
            return Repair(_unknown(place, spelling), (token,), 1)
    return None


def perhaps_misspelled(place: Place) -> Repair | None:
    """The same where the text behind does not fit either."""
    near = place.near_keywords(place.token.text) if place.token.type == "NAME" else []
    return Repair(_unknown(place, near[0]), removed=1) if near else None


def _unknown(place: Place, near: str) -> Diagnostic:
    return codes.UNKNOWN_KEYWORD.at(place.span, word=place.token.text, near=near)


def is_missing(place: Place) -> Repair | None:
    """`actor xiaomi firm`."""
    word = place.inserted("IS")
    if place.token.type != "NAME" or "IS" not in place.expected or place.on_new_line:
        return None
    if not place.fits((word,)) or place.near_keywords(place.token.text)[:1] == ["是"]:
        return None
    return Repair(codes.IS_MISSING.at(place.span, word=place.token.text), (word,))


def not_is(place: Place) -> Repair | None:
    """`actor a : firm`, `actor a = firm`."""
    token, kind = place.token, place.next
    if token.text not in ("=", ":", "：", "＝") or "IS" not in place.expected:
        return None
    word = place.inserted("IS")
    if kind.type != "NAME" or not place.fits((word,), 1):
        return None
    return Repair(codes.NOT_IS.at(place.span, word=token.text, kind=kind.text), (word,), 1)


def no_number(place: Place) -> Repair | None:
    """A word where a date or number belongs: `until soon`, `measured about 13 %`."""
    if "NUMBER" not in place.expected or place.token.type not in ("NAME", "STRING"):
        return None
    number = place.inserted("NUMBER")
    if place.previous.type in ("DATE_CLAUSE", "IN") and place.fits((number,), 1):
        return Repair(codes.WRONG_DATE.at(place.span, date=place.token.text), (number,), 1)
    if place.next.type in ("NUMBER", "COMPARISON") and place.fits((), 1):
        return Repair(codes.NOT_A_NUMBER.at(place.span, found=found(place.token)), (), 1)
    return None


def long_unit(place: Place) -> Repair | None:
    """`13 million yuan`: a unit of several words."""
    number = place.tokens[max(place.position - 2, 0)]
    token, unit = place.token, place.previous
    if (number.type, unit.type, token.type) != ("NUMBER", "NAME", "NAME") or place.on_new_line:
        return None
    words = f"{unit.text} {token.text}"
    what = Words(f"`{words}`", f"“{words}”")
    span = place.between(unit, token)
    return Repair(codes.WRONG_UNIT.at(span, found=what, unit=words), (), 1)


def unknown_statement(place: Place) -> Repair | None:
    """A word at the beginning of a statement that is like no keyword."""
    begins = place.on_new_line or place.previous.type in ("LBRACE", "RBRACE")
    if place.token.type != "NAME" or "STATEMENT" not in place.expected or not begins:
        return None
    words = keywords((*(word.id for word in STATEMENTS), *_OTHER_STATEMENTS))
    diagnostic = codes.UNKNOWN_STATEMENT.at(place.span, word=place.token.text, statements=words)
    return Repair(diagnostic, removed=1)


def term_missing(place: Place) -> Repair | None:
    """`is`, `by` … at the end of a line: the first word of the next was read as theirs."""
    before = place.tokens[max(place.position - 2, 0)]
    previous = place.previous
    if previous.line == before.line or before.type not in _TAKE_A_WORD:
        return None
    if previous.column > column_of_statement(place.tokens, place.position - 2):
        return None
    if before.type == "COMMA":
        return Repair(codes.COMMA_TOO_MANY.at(span_of_token(place.source, before)), removed=-1)
    wanted = meaning("RESERVED" if before.type in _TAKE_A_TERM else "NAME")
    span = span_of_token(place.source, before)
    diagnostic = codes.NAME_MISSING.at(
        span, expected=wanted, after=after(before), found=found(previous)
    )
    return Repair(diagnostic, removed=-1)


def _name_like(text: str) -> str:
    kept = "".join(c if c.isalnum() else "-" for c in text.strip('"“”「」')).strip("-")
    if not kept:
        return "name-1"
    return kept if kept[0].isalpha() else f"n-{kept}"
