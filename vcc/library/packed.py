"""Outcomes ↔ plain JSON, to be kept on disk or sent to another process.

JSON and not pickle: a cache comes with a folder that others may have written, and reading JSON
never runs anything. Every dataclass becomes a list that begins with the number of its type.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from operator import attrgetter
from typing import Any, Final

from vcc.findings.model import Claim, Evidence, Finding, Node, Quote, RuleNote, RuleStatus
from vcc.findings.outcome import Outcome
from vcc.findings.suppressed import Ground, Suppressed
from vcc.source.diagnostic import Diagnostic, Related, Severity, Words
from vcc.source.text import SourceText, Span
from vcc.validation.report import ValidationResult

_TUPLE: Final = 0
_MAPPING: Final = 1
_FIRST: Final = 2
# What an outcome is made of; a new class at the end (the version of vcc is part of every key).
_TYPES: Final[tuple[type[Any], ...]] = (
    Outcome, Diagnostic, Related, Words, SourceText, Span, Finding, Node, Claim, Quote, Evidence,
    RuleNote, Suppressed, Severity, RuleStatus, Ground, ValidationResult,
)  # fmt: skip


def _parts(of: type[Any]) -> Any:
    """What takes a value of a type apart, in the order in which the type is called."""
    if issubclass(of, Enum):
        return lambda value: (value.value,)
    if issubclass(of, tuple):
        return tuple
    names = [field.name for field in fields(of)]
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda value: (get(value),)


_TAKEN_APART: Final = {of: (n, _parts(of)) for n, of in enumerate(_TYPES, _FIRST)}


def packed(outcome: Outcome) -> bytes:
    """An outcome as JSON in UTF-8.

    Raises:
        TypeError: if something in it is of no type known here.
    """
    return packed_part(outcome)


def packed_part(part: object) -> bytes:
    """Anything that an outcome is made of, likewise."""
    text = json.dumps(_plain(part), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> Outcome:
    """The outcome that `packed` made JSON of.

    Raises:
        ValueError: if it is no such JSON.
    """
    try:
        outcome = _made(json.loads(data.decode("utf-8", "surrogatepass")))
    except (TypeError, IndexError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(outcome, Outcome):
        raise ValueError("no outcome")  # noqa: TRY004 (a wrong text, not a wrong call)
    return outcome


def _plain(value: object) -> object:
    kind = type(value)
    if value is None or kind is str or kind is int or kind is bool:
        return value
    known = _TAKEN_APART.get(kind)
    if known:
        number, parts = known
        return [number, *map(_plain, parts(value))]
    if kind is tuple:
        return [_TUPLE, *map(_plain, value)]  # type: ignore[call-overload]
    if isinstance(value, Mapping):
        return [_MAPPING, *(_plain(part) for item in value.items() for part in item)]
    raise TypeError(f"{kind.__name__} is not known to be part of an outcome")


def _made(plain: Any) -> Any:
    if type(plain) is not list:
        return plain
    kind, *parts = plain
    made = list(map(_made, parts))
    if kind == _TUPLE:
        return tuple(made)
    if kind == _MAPPING:
        return dict(zip(made[::2], made[1::2], strict=True))
    return _TYPES[kind - _FIRST](*made)
