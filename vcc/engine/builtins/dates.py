"""Functions on dates and times (SPARQL 1.1, 17.4.5)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from vcc.engine.numeric_types import DECIMAL, INTEGER
from vcc.engine.values import (
    DATE_TIME,
    ExpressionError,
    Moment,
    moment,
    parts,
    term_from_number,
)
from vcc.vocabulary.namespaces import XSD
from vcc.vocabulary.rdf import literal


@cache
def now() -> str:
    """The time, the same whenever this process asks."""
    from datetime import UTC, datetime

    return literal(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=DATE_TIME)


def _with_time(term: str) -> Moment:
    """The value of a dateTime: a date alone has no hours."""
    if parts(term).datatype != DATE_TIME:
        raise ExpressionError("no time")
    return moment(term)


def _whole(
    part: Callable[[Moment], int], read: Callable[[str], Moment] = moment
) -> Callable[[str], str]:
    return lambda term: term_from_number(INTEGER, part(read(term)))


def timezone(term: str) -> str:
    """The time zone as a duration."""
    zone = moment(term).zone
    if zone is None:
        raise ExpressionError("no time zone")
    hours, minutes = divmod(abs(zone), 60)
    text = "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    sign = "-" if zone < 0 else ""
    return literal(sign + (text if zone else "PT0S"), datatype=XSD + "dayTimeDuration")


DATES: Final[dict[str, Callable[..., str]]] = {
    "NOW": now,
    "YEAR": _whole(lambda m: m.year),
    "MONTH": _whole(lambda m: m.month),
    "DAY": _whole(lambda m: m.day),
    "HOURS": _whole(lambda m: m.hour, _with_time),
    "MINUTES": _whole(lambda m: m.minute, _with_time),
    "SECONDS": lambda term: term_from_number(DECIMAL, _with_time(term).second),
    "TIMEZONE": timezone,
    "TZ": lambda term: literal(moment(term).zone_text),
}
