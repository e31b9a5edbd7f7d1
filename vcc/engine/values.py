"""What literals are worth: numbers, strings, booleans, dates; and how they compare.

Terms stay strings; a term is decoded when an operator needs its value, and remembered. Equality
and order follow SPARQL 1.1 section 17.3 (by value), while joins compare terms.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from vcc.engine.numeric_types import (
    DECIMAL,
    FLOAT,
    INTEGER,
    KINDS,
    NAMES,
    fits,
    single,
    single_text,
)
from vcc.program.dependencies import parts_of_triple_term
from vcc.vocabulary.namespaces import RDF, XSD
from vcc.vocabulary.rdf import LiteralParts, is_literal, literal, literal_parts

TRUE: Final = f'"true"^^<{XSD}boolean>'
FALSE: Final = f'"false"^^<{XSD}boolean>'
STRING: Final = XSD + "string"
LANG_STRING: Final = RDF + "langString"
DATE_TIME: Final = XSD + "dateTime"
DATE: Final = XSD + "date"

ARITHMETIC: Final = Context(prec=34, rounding=ROUND_HALF_EVEN)
_LEXICAL: Final = (
    re.compile(r"[+-]?[0-9]+\Z"),
    re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\Z"),
    re.compile(r"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)\Z"),
)
_DATE_TIME: Final = re.compile(
    r"(-?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:\d\d)?\Z"
)


_DAYS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class ExpressionError(Exception):
    """An expression has no value; filters then fail and SET drops the solution."""


class Number(NamedTuple):
    """A numeric value: `kind` is INTEGER, DECIMAL, FLOAT or DOUBLE."""

    kind: int
    value: int | Decimal | float


class Moment(NamedTuple):
    """A date or dateTime; `zone` is in minutes, None where none is written."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: Decimal
    zone: int | None
    zone_text: str

    @property
    def order(self) -> Decimal:
        """Seconds on one time line; without a zone, UTC is meant."""
        year, month = (
            (self.year, self.month) if self.month > 2 else (self.year - 1, self.month + 12)
        )
        days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5
        minutes = (days + self.day) * 1440 + self.hour * 60 + self.minute - (self.zone or 0)
        return minutes * 60 + self.second


@lru_cache(maxsize=65_536)
def parts(term: str) -> LiteralParts:
    """A literal taken apart; an error for every other term."""
    if not is_literal(term):
        raise ExpressionError("not a literal")
    return literal_parts(term)


@lru_cache(maxsize=65_536)
def number(term: str) -> Number:
    """The value of a numeric literal."""
    lexical, _, datatype = parts(term)
    name = datatype.removeprefix(XSD)
    kind = KINDS.get(name) if name != datatype else None
    if kind is None or not _LEXICAL[min(kind, 2)].match(lexical):
        raise ExpressionError("not a number")
    if kind == INTEGER:
        return Number(kind, _integer(lexical, name))
    if kind == DECIMAL:
        return Number(kind, Decimal(lexical))
    value = float(lexical.replace("INF", "inf"))
    return Number(kind, single(value) if kind == FLOAT else value)


def _integer(lexical: str, name: str) -> int:
    try:
        value = int(lexical)
    except ValueError:  # Python refuses very long ones
        raise ExpressionError("too long a number") from None
    if not fits(name, value):
        raise ExpressionError("out of range")
    return value


def term_from_number(kind: int, value: int | Decimal | float) -> str:
    """The canonical term of a number."""
    if kind == INTEGER:
        lexical = str(int(value))
    elif kind == DECIMAL:
        lexical = _decimal_text(value if isinstance(value, Decimal) else Decimal(value))
    elif kind == FLOAT:
        lexical = _scientific(rounded := single(float(value)), single_text(rounded))
    else:
        lexical = _scientific(float(value), repr(float(value)))
    return literal(lexical, datatype=XSD + NAMES[kind])


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        raise ExpressionError("no decimal")
    whole, _, fraction = f"{value:f}".partition(".")
    return f"{whole if value else '0'}.{fraction.rstrip('0') or '0'}"  # there is no decimal -0


def _scientific(value: float, shortest: str) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"
    sign, digits, exponent = Decimal(shortest).as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits)).lstrip("0") or "0"
    power = exponent + len(text) - 1 if text != "0" else 0
    fraction = text[1:].rstrip("0") or "0"
    return f"{'-' if sign else ''}{text[0]}.{fraction}E{power}"


def string(term: str) -> tuple[str, str]:
    """The text and language of a string literal."""
    lexical, language, datatype = parts(term)
    if language or datatype == STRING:
        return lexical, language
    raise ExpressionError("not a string")


@lru_cache(maxsize=4_096)
def moment(term: str) -> Moment:
    """The value of a date or dateTime."""
    lexical, _, datatype = parts(term)
    match = _DATE_TIME.match(lexical)
    if (
        datatype not in (DATE_TIME, DATE)
        or match is None
        or (datatype == DATE_TIME) != bool(match[4])
    ):
        raise ExpressionError("not a date")
    year, month, day, hour, minute, second, zone = match.groups()
    if not _exists(
        int(year), int(month), int(day), int(hour or 0), int(minute or 0), second or "0"
    ):
        raise ExpressionError("not a date")
    offset = None
    if zone:
        offset = 0 if zone == "Z" else int(zone[1:3]) * 60 + int(zone[4:])
        offset = -offset if zone[0] == "-" else offset
    return Moment(
        int(year), int(month), int(day), int(hour or 0), int(minute or 0), Decimal(second or 0),
        offset, zone or "",
    )  # fmt: skip


def _exists(year: int, month: int, day: int, hour: int, minute: int, second: str) -> bool:
    """Whether there is such a moment; 24:00:00 is the end of a day."""
    if not 1 <= month <= 12:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = 29 if month == 2 and leap else _DAYS[month]
    at_end = hour == 24 and minute == 0 and not second.strip("0.")
    return 1 <= day <= days and (at_end or (hour < 24 and minute < 60 and Decimal(second) < 60))


def from_boolean(value: bool) -> str:
    """The term of a truth value."""
    return TRUE if value else FALSE


def truth(term: str) -> bool:
    """The effective boolean value."""
    if term in (TRUE, FALSE):
        return term == TRUE
    lexical, language, datatype = parts(term)
    if datatype == XSD + "boolean":
        return lexical in ("true", "1")
    if language or datatype == STRING:
        return bool(lexical)
    try:
        value = number(term).value
    except ExpressionError:
        if datatype.startswith(XSD) and datatype[len(XSD) :] in KINDS:
            return False  # an ill-formed number is false (SPARQL 1.1, 17.2.2)
        raise
    return not (value == 0 or value != value)


def _comparable(term: str) -> tuple[str, object]:
    """The kind of value and something that orders like it."""
    lexical, language, datatype = parts(term)
    if language:
        return "text@" + language, lexical
    if datatype == STRING:
        return "text", lexical
    if datatype == XSD + "boolean":
        if lexical not in ("true", "false", "1", "0"):
            raise ExpressionError("not a boolean")
        return "boolean", lexical in ("true", "1")
    if datatype in (DATE_TIME, DATE):
        return datatype, moment(term).order
    return "number", number(term)


def equal(left: str, right: str) -> bool:
    """SPARQL's `=`: by value; two literals of which one has no known value raise.

    Triple terms are equal if their parts are: one difference decides, whatever the others raise.
    """
    if not (left.startswith("<<(") and right.startswith("<<(")):
        return _equal_terms(left, right)
    failed: ExpressionError | None = None
    waiting = [(left, right)]
    while waiting:
        a, b = waiting.pop()
        if a.startswith("<<(") and b.startswith("<<("):
            waiting += zip(parts_of_triple_term(a), parts_of_triple_term(b), strict=True)
            continue
        try:
            if not _equal_terms(a, b):
                return False
        except ExpressionError as error:
            failed = error
    if failed is not None:
        raise failed
    return True


def _equal_terms(left: str, right: str) -> bool:
    if not (is_literal(left) and is_literal(right)):
        return left == right
    try:
        kind, value = _comparable(left)
        other_kind, other = _comparable(right)
    except ExpressionError:
        if left == right:
            return True
        raise
    value, other = _promoted(value, other)
    return kind == other_kind and value == other


def _promoted(value: object, other: object) -> tuple[object, object]:
    """Two numbers as values of the wider of their types, which decides what is lost."""
    if not (isinstance(value, Number) and isinstance(other, Number)):
        return value, other
    kind = max(value.kind, other.kind)
    if kind <= DECIMAL:
        return value.value, other.value
    convert = single if kind == FLOAT else float
    return convert(float(value.value)), convert(float(other.value))


def order(left: str, right: str) -> int:
    """-1, 0 or 1; an error where the two cannot be ordered (2: NaN, which has no place)."""
    kind, value = _comparable(left)
    other_kind, other = _comparable(right)
    if kind != other_kind or kind.startswith("text@"):
        raise ExpressionError("not comparable")
    value, other = _promoted(value, other)
    if value == other:
        return 0
    if value != value or other != other:
        return 2
    return -1 if value < other else 1  # type: ignore[operator]


def decimal(value: int | Decimal | float) -> Decimal:
    """A number as a decimal."""
    return value if isinstance(value, Decimal) else Decimal(value)
