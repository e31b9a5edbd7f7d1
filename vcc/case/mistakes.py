"""The mistakes people make in a case text, each with its message and its repair.

Every function looks at the place where the parser stopped and says what the mistake is, or None.
They are asked in the order of `MISTAKES`, from the special to the general; the last always answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vcc.case import codes
from vcc.case import mistakes_in_signs as signs
from vcc.case import mistakes_in_words as words
from vcc.case.describe import after, expected, found, keyword, meaning
from vcc.case.place import Place, Repair
from vcc.case.tokens import END
from vcc.source.diagnostic import Words

Mistake = Callable[[Place], Repair | None]


def unfinished_line(place: Place) -> Repair | None:
    """A line that ends too early: told before what may be wrong with the next line."""
    if not place.on_new_line or place.is_whole:
        return None
    for mistake in (signs.comma_too_many, something_missing, signs.bracket_not_closed):
        if repair := mistake(place):
            return repair
    return None


def something_missing(place: Place) -> Repair | None:
    """A name, kind, text, number … that a keyword needs."""
    if place.is_whole:
        return None
    for type in ("NAME", "NUMBER", "STRING"):
        if type not in place.expected:
            continue
        filler = place.inserted(type)
        if not (place.completes((filler,)) if place.on_new_line else place.fits((filler,))):
            continue
        if type == "NAME" and place.previous.type == "STATEMENT":
            statement = keyword(place.previous.word)
            diagnostic = codes.CLAUSE_BEFORE_NAME.at(place.gap, statement=statement)
            return Repair(diagnostic, (filler,))
        what = expected(place.expected) if type == "NAME" else meaning(type)
        if place.previous.type in ("DATE_CLAUSE", "IN"):
            what = Words("a date", "日期")
        diagnostic = codes.NAME_MISSING.at(
            place.gap, expected=what, after=after(place.previous), found=found(place.token)
        )
        return Repair(diagnostic, (filler,))
    return None


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
    # A brace is kept: passing over the rest of the statement counts them.
    keep = place.on_new_line or place.token.type in ("LBRACE", "RBRACE")
    return Repair(diagnostic, removed=0 if keep else 1)


MISTAKES: Final[tuple[Mistake, ...]] = (
    signs.open_text,
    words.term_missing,
    signs.arrow_without_content,
    unfinished_line,
    signs.wrong_arrow,
    signs.wrong_date,
    signs.stray,
    signs.end_of_file,
    words.rule,
    words.outside,
    words.inferred,
    signs.evidence_without_source,
    words.keyword_as_name,
    words.no_name,
    words.misspelled,
    words.long_unit,
    words.no_number,
    signs.colon_missing,
    signs.comma_missing,
    words.is_missing,
    words.not_is,
    signs.block_not_closed,
    signs.digits_grouped_by_comma,
    signs.bracket_not_closed,
    signs.comma_too_many,
    something_missing,
    signs.brace_not_opened,
    words.perhaps_misspelled,
    words.unknown_statement,
    unexpected,
)
