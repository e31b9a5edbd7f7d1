"""Mistakes in quotes, brackets, braces, commas, colons and arrows; see mistakes.py."""

from __future__ import annotations

from typing import Final

from vcc.case import codes
from vcc.case.describe import found
from vcc.case.place import STATEMENT_STARTS, Place, Repair
from vcc.case.tokens import END, OPEN_STRING, STRAY, WRONG_ARROW, span_of_token
from vcc.source.diagnostic import Words

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
    if token.text[:1] not in ("/", "年") or len(previous.text) != 4:
        return None
    end = place.position
    while place.tokens[end].start == place.tokens[end - 1].end and place.tokens[end].type != END:
        end += 1
    written = "".join(t.text for t in place.tokens[place.position - 1 : end])
    span = place.between(previous, place.tokens[end - 1])
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
    if opening is None or "RBRACKET" not in place.expected:
        return None
    if not (place.completes((closing,)) if place.on_new_line else place.fits((closing,))):
        return None
    where = Words(f"before {found(place.token).en}", f"在{found(place.token).zh}之前")
    span = span_of_token(place.source, opening)
    return Repair(codes.BRACKET_NOT_CLOSED.at(span, where=where), (closing,))


def brace_not_opened(place: Place) -> Repair | None:
    """Moves, `seeks` or statements without the brace before them."""
    brace = place.inserted("LBRACE")
    if "LBRACE" not in place.expected or not place.fits((brace,)):
        return None
    return Repair(codes.BRACE_NOT_OPENED.at(place.span, found=found(place.token)), (brace,))


def digits_grouped_by_comma(place: Place) -> Repair | None:
    """`10,000`."""
    if (
        place.token.type != "COMMA"
        or place.previous.type != "NUMBER"
        or place.next.type != "NUMBER"
    ):
        return None
    whole = f"{place.previous.text}_{place.next.text}"
    span = place.between(place.previous, place.next)
    return Repair(codes.GROUPED_BY_COMMA.at(span, number=whole), (), 2)


def arrow_without_content(place: Place) -> Repair | None:
    """`a -> b` and no more."""
    arrow = place.pending("ARROW")
    if place.expected != {"COLON", "COMMA"} or arrow is None:
        return None
    filler = (place.inserted("COLON"), place.inserted("NAME"))
    content = place.token.type == "NAME" and not place.on_new_line
    if content or not place.completes(filler):
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
            place.previous_span, found=found(previous), before=before.text, word=previous.text
        )
        return Repair(diagnostic)
    return None


def comma_too_many(place: Place) -> Repair | None:
    """A comma at the end of a list, or two of them."""
    if place.previous.type != "COMMA":
        return None
    span = place.span if place.token.type == "COMMA" else place.previous_span
    diagnostic = codes.COMMA_TOO_MANY.at(span)
    if place.token.type == "COMMA":
        return Repair(diagnostic, (), 1)
    type = "STRING" if "STRING" in place.expected else "NAME"
    name = place.inserted(type)
    fits = place.completes((name,)) if place.on_new_line else place.fits((name,))
    return Repair(diagnostic, (name,) if fits else None)


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
