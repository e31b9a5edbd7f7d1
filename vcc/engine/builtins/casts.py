"""Casts: `xsd:integer(…)` and the like (SPARQL 1.1, 17.5)."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_DOWN, Decimal
from typing import Final

from vcc.engine.numeric_types import DECIMAL, DOUBLE, FLOAT, INTEGER
from vcc.engine.values import (
    DATE,
    DATE_TIME,
    TRUE,
    ExpressionError,
    from_boolean,
    moment,
    number,
    parts,
    term_from_number,
)
from vcc.vocabulary.namespaces import XSD
from vcc.vocabulary.rdf import is_iri, literal

_NUMBERS: Final = {"integer": INTEGER, "decimal": DECIMAL, "float": FLOAT, "double": DOUBLE}


def _to_number(kind: int, name: str) -> Callable[[str], str]:
    def cast(term: str) -> str:
        lexical, _, datatype = parts(term)
        if datatype == XSD + "boolean":
            return term_from_number(kind, int(to_boolean(term) == TRUE))
        if datatype == XSD + "string":
            number(literal(lexical.strip(), datatype=XSD + name))
            return term_from_number(
                kind, number(literal(lexical.strip(), datatype=XSD + name)).value
            )
        value = number(term).value
        if kind <= DECIMAL and isinstance(value, float):
            if not math.isfinite(value):
                raise ExpressionError("not finite")
            value = Decimal(repr(value))
        if kind == INTEGER and isinstance(value, Decimal):
            value = int(value.to_integral_value(ROUND_DOWN))
        return term_from_number(kind, value)

    return cast


def to_string(term: str) -> str:
    """The text of an IRI or literal; of a number, as XPath writes it: 1.0 is 1, 1e7 is 1.0E7."""
    if is_iri(term):
        return literal(term[1:-1])
    try:
        value = number(term)
    except ExpressionError:
        return literal(parts(term).lexical)
    text = parts(term_from_number(*value)).lexical
    size = abs(float(value.value)) if value.kind > DECIMAL else 0
    if value.kind > DECIMAL and (size == 0 or 1e-6 <= size < 1e6):
        whole, _, fraction = f"{Decimal(text):f}".partition(".")  # -0 stays -0
        text = f"{whole}.{fraction.rstrip('0') or '0'}"
    return literal(text if "E" in text else text.removesuffix(".0"))


def to_boolean(term: str) -> str:
    """True or false, from a number or from one of the four spellings."""
    lexical, _, datatype = parts(term)
    if datatype in (XSD + "string", XSD + "boolean"):
        if lexical.strip() not in ("true", "false", "1", "0"):
            raise ExpressionError("not a boolean")
        return from_boolean(lexical.strip() in ("true", "1"))
    value = number(term).value
    return from_boolean(not (value == 0 or value != value))


def _to_moment(target: str) -> Callable[[str], str]:
    def cast(term: str) -> str:
        lexical, _, datatype = parts(term)
        if datatype == XSD + "string":
            result = literal(lexical.strip(), datatype=target)
        elif datatype == target:
            result = term
        else:
            zone = moment(term).zone_text
            day = lexical.partition("T")[0].removesuffix(zone)
            result = literal(
                day + ("T00:00:00" if target == DATE_TIME else "") + zone, datatype=target
            )
        moment(result)
        return result

    return cast


CASTS: Final[dict[str, Callable[..., str]]] = {
    **{f"<{XSD}{name}>": _to_number(kind, name) for name, kind in _NUMBERS.items()},
    f"<{XSD}string>": to_string,
    f"<{XSD}boolean>": to_boolean,
    f"<{XSD}dateTime>": _to_moment(DATE_TIME),
    f"<{XSD}date>": _to_moment(DATE),
}
