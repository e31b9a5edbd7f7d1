"""The mistakes people make in a case text, each with its message and its repair.

Every function looks at the place where the parser stopped and says what the mistake is, or None.
They are asked in the order of `MISTAKES`, from the special to the general; the last always answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from vcc.case import codes
from vcc.case.describe import after, expected, found, keyword, keywords, meaning
from vcc.case.place import STATEMENT_STARTS, Place
from vcc.case.tokens import (
    END,
    KEYWORDS,
    OPEN_STRING,
    STRAY,
    WRONG_ARROW,
    Token,
    span_between,
    span_of_token,
)
from vcc.case.words import STATEMENTS
from vcc.source.diagnostic import Diagnostic, Words
from vcc.source.text import Span


@dataclass(frozen=True, slots=True)
class Repair:
    """A mistake and what to do: put `tokens` in place of the next `removed`.

    Without tokens, the rest of the statement is passed over from behind the removed ones.
    """

    diagnostic: Diagnostic
    tokens: tuple[Token, ...] | None = None
    removed: int = 0
    stop: bool = False


Mistake = Callable[[Place], Repair | None]

_RULE_WORDS: Final = frozenset(
    {
        "if",
        "then",
        "else",
        "when",
        "unless",
        "rule",
        "infer",
        "where",
        "如果",
        "若",
        "那么",
        "规则",
        "当",
    }
)
_INFERRED: Final = {
    "STAGE": Words("missing stage NAME", "缺少 阶段 名称"),
    "ROLE": Words("role NAME of ACTOR", "角色 名称 属于 主体"),
    "LOGIC": Words("logic NAME", "逻辑 名称"),
    "VALUE": Words("value NAME for ACTOR", "价值 名称 面向 主体"),
    "FIELD": Words("field NAME of INTERACTION", "领域 名称 属于 互动"),
}
_ADVICE: Final = {
    "/": Words("a comment begins with #", "注释以 # 开头"),
    "'": Words('texts stand in double quotes: "…"', "文字写在双引号内：“…”"),
    "‘": Words('texts stand in double quotes: "…"', "文字写在双引号内：“…”"),
    ";": Words("a statement ends by itself, without a sign", "语句自行结束，无需符号"),
    "；": Words("a statement ends by itself, without a sign", "语句自行结束，无需符号"),
    ".": Words("a statement ends by itself, without a full stop", "语句末尾不写句号"),
    "。": Words("a statement ends by itself, without a full stop", "语句末尾不写句号"),
    "@": Words(
        "a source in evidence is @NAME, inside brackets", "证据中的来源写作 @名称，置于方括号内"
    ),
    "(": Words("evidence stands in [ ], blocks in { }", "证据写在 [ ] 内，内容块写在 { } 内"),
    "（": Words("evidence stands in [ ], blocks in { }", "证据写在 [ ] 内，内容块写在 { } 内"),
}
_OTHER_STATEMENTS: Final = ("absent", "planned", "complete", "framework", "expect")
_REMOVE: Final = Words("remove it", "请将其删去")
_CLOSING: Final = {'"': '"', "“": "”", "「": "」"}


def open_text(place: Place) -> Repair | None:
    """A quote (or backquote) that is not closed on its line."""
    token = place.token
    if token.type != OPEN_STRING:
        return None
    quote = next(c for c in token.text if c in '"“「`')
    at = place.span
    if quote == "`":
        return Repair(codes.BACKQUOTE_NOT_CLOSED.at(at), removed=1)
    return Repair(codes.QUOTE_NOT_CLOSED.at(at, quote=_CLOSING[quote]), removed=1)


def wrong_arrow(place: Place) -> Repair | None:
    """`=>`, `-->`, `<-`."""
    if place.token.type != WRONG_ARROW:
        return None
    diagnostic = codes.WRONG_ARROW_FORM.at(place.span, word=place.token.text)
    arrow = place.retyped("ARROW")
    return Repair(diagnostic, (arrow,) if place.fits((arrow,), 1) else None, 1)


def wrong_date(place: Place) -> Repair | None:
    """A date in another style: `2010/04`, `2010年4月`."""
    token, previous = place.token, place.previous
    if previous.type != "NUMBER" or token.start != previous.end:
        return None
    if token.text[0] not in "/年" or len(previous.text) != 4:
        return None
    end = place.position
    while place.tokens[end].start == place.tokens[end - 1].end and place.tokens[end].type != END:
        end += 1
    written = "".join(t.text for t in place.tokens[place.position - 1 : end])
    span = _between(place, previous, place.tokens[end - 1])
    return Repair(codes.WRONG_DATE.at(span, date=written), (), end - place.position)


def stray(place: Place) -> Repair | None:
    """A character that the language does not know."""
    if place.token.type != STRAY and not (
        place.token.type == "SEMICOLON" and "SEMICOLON" not in place.expected
    ):
        return None
    advice = _ADVICE.get(place.token.text, _REMOVE)
    diagnostic = codes.STRAY_CHARACTER.at(place.span, word=place.token.text, advice=advice)
    if place.token.text not in "/'‘" and place.fits((), 1):
        return Repair(diagnostic, (), 1)
    return Repair(diagnostic, removed=1)


def end_of_file(place: Place) -> Repair | None:
    """The text ends too early: a brace or bracket is open, or there is no case."""
    if place.token.type != END:
        return None
    for type, code in (("LBRACKET", codes.BRACKET_NOT_CLOSED), ("LBRACE", codes.BRACE_NOT_CLOSED)):
        opening = place.opening(type)
        closing = place.inserted("RBRACE" if type == "LBRACE" else "RBRACKET")
        if opening and closing.type in place.expected:
            where = Words("at the end of the file", "在文件末尾")
            span = span_of_token(place.source, opening)
            return Repair(code.at(span, where=where), (closing,))
    if "CASE" in place.expected:
        return Repair(codes.NO_CASE.at(place.span), stop=True)
    return None


def rule(place: Place) -> Repair | None:
    """Something like `if … then …`."""
    for token, span in ((place.token, place.span), (place.previous, _previous_span(place))):
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


def block_not_closed(place: Place) -> Repair | None:
    """A statement begins while a block is open."""
    opening = place.opening("LBRACE")
    if place.token.type not in STATEMENT_STARTS or opening is None:
        return None
    if "RBRACE" not in place.expected or "STATEMENT" in place.expected:
        return None
    where = Words(f"before line {place.token.line}", f"在第 {place.token.line} 行之前")
    span = span_of_token(place.source, opening)
    return Repair(codes.BRACE_NOT_CLOSED.at(span, where=where), (place.inserted("RBRACE"),))


def bracket_not_closed(place: Place) -> Repair | None:
    """Evidence that goes on into something else."""
    opening = place.opening("LBRACKET")
    closing = place.inserted("RBRACKET")
    if opening is None or "RBRACKET" not in place.expected or not place.fits((closing,)):
        return None
    where = Words(f"before {found(place.token).en}", f"在{found(place.token).zh}之前")
    span = span_of_token(place.source, opening)
    return Repair(codes.BRACKET_NOT_CLOSED.at(span, where=where), (closing,))


def evidence_without_source(place: Place) -> Repair | None:
    """`[p2 §3]` instead of `[@p2 §3]`, or nothing in the brackets."""
    if place.expected != {"SOURCE_REF"}:
        return None
    diagnostic = codes.EVIDENCE_WITHOUT_SOURCE.at(place.span)
    reference = place.retyped("SOURCE_REF")
    if place.token.type == "NAME" and place.fits((reference,), 1):
        return Repair(diagnostic, (reference,), 1)
    missing = place.inserted("SOURCE_REF")
    return Repair(diagnostic, (missing,) if place.fits((missing,)) else None)


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
    diagnostic = codes.NOT_A_NAME.at(_between(place, token, last), found=what, example=example)
    return Repair(diagnostic, (name,) if place.fits((name,), removed) else None, removed)


def misspelled(place: Place) -> Repair | None:
    """A word that is nearly a keyword which could stand here."""
    if place.token.type != "NAME":
        return None
    near = place.near_keywords(place.token.text)
    for spelling in near:
        word = KEYWORDS[spelling]
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
    span = _between(place, unit, token)
    return Repair(codes.WRONG_UNIT.at(span, found=what, unit=words), (), 1)


def digits_grouped_by_comma(place: Place) -> Repair | None:
    """`10,000`."""
    if (
        place.token.type != "COMMA"
        or place.previous.type != "NUMBER"
        or place.next.type != "NUMBER"
    ):
        return None
    whole = f"{place.previous.text}_{place.next.text}"
    span = _between(place, place.previous, place.next)
    return Repair(codes.GROUPED_BY_COMMA.at(span, number=whole), (), 2)


def arrow_without_content(place: Place) -> Repair | None:
    """`a -> b` and no more."""
    arrow = place.pending("ARROW")
    if place.expected != {"COLON", "COMMA"} or arrow is None:
        return None
    filler = (place.inserted("COLON"), place.inserted("NAME"))
    if (
        not place.fits(filler)
        or place.fits(filler[:1])
        or (place.token.type == "NAME" and (not place.on_new_line))
    ):
        return None
    diagnostic = codes.ARROW_WITHOUT_CONTENT.at(
        span_of_token(place.source, arrow), move=f"… -> {place.previous.text}"
    )
    return Repair(diagnostic, filler)


def colon_missing(place: Place) -> Repair | None:
    """`a -> b r`."""
    colon = place.inserted("COLON")
    if "COLON" not in place.expected or not place.fits((colon,)):
        return None
    return Repair(codes.COLON_MISSING.at(place.span, found=found(place.token)), (colon,))


def is_missing(place: Place) -> Repair | None:
    """`actor xiaomi firm`."""
    word = place.inserted("IS")
    if place.token.type != "NAME" or "IS" not in place.expected or place.on_new_line:
        return None
    if not place.fits((word,)) or place.near_keywords(place.token.text)[:1] == ["是"]:
        return None
    return Repair(codes.IS_MISSING.at(place.span, word=place.token.text), (word,))


def comma_missing(place: Place) -> Repair | None:
    """`by a b`; in moves it shows one token later, when the second name begins no move."""
    token, previous = place.token, place.previous
    comma = place.inserted("COMMA")
    if token.type in ("NAME", "STRING") and "COMMA" in place.expected and place.fits((comma,)):
        diagnostic = codes.COMMA_MISSING.at(
            place.span, found=found(token), before=previous.text, word=token.text
        )
        return Repair(diagnostic, (comma,))
    before = place.tokens[place.position - 2] if place.position > 1 else previous
    if (
        place.expected >= {"ARROW", "MOVE"}
        and before.line == previous.line
        and before.type == "NAME"
    ):
        diagnostic = codes.COMMA_MISSING.at(
            _previous_span(place), found=found(previous), before=before.text, word=previous.text
        )
        return Repair(diagnostic)
    return None


def comma_too_many(place: Place) -> Repair | None:
    """A comma at the end of a list, or two of them."""
    if place.previous.type != "COMMA":
        return None
    span = place.span if place.token.type == "COMMA" else _previous_span(place)
    diagnostic = codes.COMMA_TOO_MANY.at(span)
    if place.token.type == "COMMA":
        return Repair(diagnostic, (), 1)
    type = "STRING" if "STRING" in place.expected else "NAME"
    name = place.inserted(type)
    return Repair(diagnostic, (name,) if place.fits((name,)) else None)


def brace_not_opened(place: Place) -> Repair | None:
    """Moves, `seeks` or statements without the brace before them."""
    brace = place.inserted("LBRACE")
    if "LBRACE" not in place.expected or not place.fits((brace,)):
        return None
    contents = Words("its contents", "其内容")
    diagnostic = codes.BRACE_NOT_OPENED.at(place.span, found=found(place.token), contents=contents)
    return Repair(diagnostic, (brace,))


def something_missing(place: Place) -> Repair | None:
    """A name, kind, text, number … that a keyword needs."""
    for type in ("NAME", "NUMBER", "STRING"):
        if type not in place.expected:
            continue
        filler = place.inserted(type)
        if not place.fits((filler,)):
            continue
        if type == "NAME" and place.previous.type == "STATEMENT":
            statement = keyword(place.previous.word)
            diagnostic = codes.CLAUSE_BEFORE_NAME.at(place.span, statement=statement)
            return Repair(diagnostic, (filler,))
        what = expected(place.expected) if type == "NAME" else meaning(type)
        if place.previous.type in ("DATE_CLAUSE", "IN"):
            what = Words("a date", "日期")
        diagnostic = codes.NAME_MISSING.at(
            place.span, expected=what, after=after(place.previous), found=found(place.token)
        )
        return Repair(diagnostic, (filler,))
    return None


def unknown_statement(place: Place) -> Repair | None:
    """A word at the beginning of a statement that is like no keyword."""
    begins = place.on_new_line or place.previous.type in ("LBRACE", "RBRACE")
    if place.token.type != "NAME" or "STATEMENT" not in place.expected or not begins:
        return None
    words = keywords((*(word.id for word in STATEMENTS), *_OTHER_STATEMENTS))
    diagnostic = codes.UNKNOWN_STATEMENT.at(place.span, word=place.token.text, statements=words)
    return Repair(diagnostic, removed=1)


def term_missing(place: Place) -> Repair | None:
    """`is`, `during` … at the end of a statement: the next keyword was read as the term."""
    before = place.tokens[max(place.position - 2, 0)]
    previous = place.previous
    if previous.type not in STATEMENT_STARTS or previous.line == before.line:
        return None
    if "STATEMENT" in place.expected and place.token.type in STATEMENT_STARTS:
        return None
    diagnostic = codes.NAME_MISSING.at(
        _previous_span(place), expected=meaning("RESERVED"), after=after(before),
        found=found(previous),
    )  # fmt: skip
    return Repair(diagnostic, removed=-1)


def unexpected(place: Place) -> Repair:
    """Anything else: what stands here, and what could."""
    diagnostic = codes.UNEXPECTED.at(
        place.span,
        found=found(place.token),
        after=after(place.previous),
        expected=expected(place.expected),
    )
    if place.token.type == END:
        return Repair(diagnostic, stop=True)
    return Repair(diagnostic, removed=0 if place.on_new_line else 1)


def _between(place: Place, first: Token, last: Token) -> Span:
    return span_between(place.source, first, last)


def _previous_span(place: Place) -> Span:
    return span_of_token(place.source, place.previous)


def _name_like(text: str) -> str:
    kept = "".join(c if c.isalnum() else "-" for c in text.strip('"“”「」')).strip("-")
    if not kept:
        return "name-1"
    return kept if kept[0].isalpha() else f"n-{kept}"


MISTAKES: Final[tuple[Mistake, ...]] = (
    open_text,
    wrong_arrow,
    wrong_date,
    stray,
    end_of_file,
    rule,
    outside,
    inferred,
    evidence_without_source,
    keyword_as_name,
    no_name,
    misspelled,
    long_unit,
    no_number,
    comma_missing,
    is_missing,
    not_is,
    block_not_closed,
    digits_grouped_by_comma,
    term_missing,
    arrow_without_content,
    colon_missing,
    bracket_not_closed,
    comma_too_many,
    something_missing,
    brace_not_opened,
    perhaps_misspelled,
    unknown_statement,
    unexpected,
)
