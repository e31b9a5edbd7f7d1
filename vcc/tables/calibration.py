"""From what is concluded to set membership: anchors in a small TOML file.

    [status]                       # of elements; these are the defaults
    present = 1.0
    partial = 0.33                 # more out than in: a part of it is missing
    absent = 0.0

    [columns."evidencedDimensions"]   # numbers: Ragin's direct method
    full-in = 6
    crossover = 3.5
    full-out = 1

    [columns."joint-capture"]      # a column may have statuses of its own
    partial = 0.67

Ragin, C. C. (2008), Redesigning Social Inquiry, chapter 5: memberships of .95, .5 and .05 at the
anchors, log odds in proportion to the distance from the crossover in between and beyond. A
crisp value is 1 where membership is above .5. Unknown is no membership at all.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from vcc.findings.model import Status
from vcc.source.diagnostic import Words

_AT_ANCHOR: Final = math.log(0.95 / 0.05)
_ANCHORS: Final = ("full-in", "crossover", "full-out")
_STATUSES: Final = tuple(s.value for s in Status if s is not Status.UNKNOWN)
DEFAULT_STATUSES: Final[Mapping[str, float]] = {
    Status.PRESENT.value: 1.0,
    Status.PARTIAL.value: 0.33,
    Status.ABSENT.value: 0.0,
}
_HALF: Final = 0.5

_NOT_TOML: Final = Words("{file} is not TOML: {reason}", "{file} 不是有效的 TOML：{reason}")
_UNKNOWN_KEY: Final = Words(
    "{file}: {place} has no key `{key}`; it takes {known}",
    "{file}：{place} 没有键“{key}”；可用 {known}",
)
_NOT_A_TABLE: Final = Words("{file}: {place} must be a table", "{file}：{place} 须为表")
_NOT_A_NUMBER: Final = Words(
    "{file}: {place} {key} must be a number", "{file}：{place} 的 {key} 须为数值"
)
_NOT_A_SHARE: Final = Words(
    "{file}: {place} {key} must lie between 0 and 1", "{file}：{place} 的 {key} 须在 0 与 1 之间"
)
_NOT_ORDERED: Final = Words(
    "{file}: {place} needs full-in, crossover and full-out, rising or falling",
    "{file}：{place} 须有 full-in、crossover 与 full-out，并依次递增或递减",
)


class NotACalibration(Exception):
    """A file of anchors that cannot be used; `words` say why."""

    def __init__(self, words: Words, **values: str) -> None:
        self.words = words.filled(values)
        super().__init__(self.words.en)


@dataclass(frozen=True, slots=True)
class Anchors:
    """The values of a number at which membership is .95, .5 and .05."""

    full_in: float
    crossover: float
    full_out: float

    def membership(self, value: float) -> float:
        """Ragin's direct method; rising or falling with the number."""
        deviation = value - self.crossover
        towards_in = deviation * (self.full_in - self.crossover) >= 0
        distance = (self.full_in if towards_in else self.full_out) - self.crossover
        odds = (1 if towards_in else -1) * _AT_ANCHOR * deviation / distance
        return 1 / (1 + math.exp(-max(-700.0, min(700.0, odds))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Membership by status, for all columns and for some of them, and anchors of numbers."""

    statuses: Mapping[str, float] = field(default_factory=lambda: dict(DEFAULT_STATUSES))
    of_column: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    anchors: Mapping[str, Anchors] = field(default_factory=dict)

    def of_status(self, column: str, status: str) -> float | None:
        """The membership of a case in which an element has a status; None for unknown."""
        return {**self.statuses, **self.of_column.get(column, {})}.get(status)


def crisp(membership: float) -> float:
    """In or out."""
    return 1.0 if membership > _HALF else 0.0


def calibration_from_file(file: Path) -> Calibration:
    """The anchors of a file.

    Raises:
        NotACalibration: if it is no TOML, or says something that is no calibration.
        OSError: if it cannot be read.
    """
    name = str(file)
    try:
        said = tomllib.loads(file.read_bytes().decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotACalibration(_NOT_TOML, file=name, reason=str(error)) from error
    _only(said, ("status", "columns"), name, "TOML")
    statuses = _numbers(said.get("status", {}), _STATUSES, name, "[status]")
    _shares(statuses, name, "[status]")
    of_column, anchors = {}, {}
    columns = said.get("columns", {})
    if not isinstance(columns, dict):
        raise NotACalibration(_NOT_A_TABLE, file=name, place="columns")
    for column, given in columns.items():
        place = f'[columns."{column}"]'
        numbers = _numbers(given, (*_ANCHORS, *_STATUSES), name, place)
        own = {key: number for key, number in numbers.items() if key in _STATUSES}
        _shares(own, name, place)
        if own:
            of_column[column] = own
        if len(numbers) > len(own):
            anchors[column] = _anchors(numbers, name, place)
    return Calibration({**DEFAULT_STATUSES, **statuses}, of_column, anchors)


def _only(given: Mapping[str, Any], known: tuple[str, ...], file: str, place: str) -> None:
    for key in given:
        if key not in known:
            raise NotACalibration(
                _UNKNOWN_KEY, file=file, place=place, key=key, known=", ".join(known)
            )


def _numbers(given: Any, known: tuple[str, ...], file: str, place: str) -> dict[str, float]:
    if not isinstance(given, dict):
        raise NotACalibration(_NOT_A_TABLE, file=file, place=place)
    _only(given, known, file, place)
    for key, value in given.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value):
            raise NotACalibration(_NOT_A_NUMBER, file=file, place=place, key=key)
    return {key: float(value) for key, value in given.items()}


def _shares(numbers: Mapping[str, float], file: str, place: str) -> None:
    for key, number in numbers.items():
        if not 0 <= number <= 1:
            raise NotACalibration(_NOT_A_SHARE, file=file, place=place, key=key)


def _anchors(numbers: Mapping[str, float], file: str, place: str) -> Anchors:
    found = [numbers.get(key, math.nan) for key in _ANCHORS]
    if not (found[0] > found[1] > found[2] or found[0] < found[1] < found[2]):
        raise NotACalibration(_NOT_ORDERED, file=file, place=place)
    return Anchors(*found)
