"""Cases by conditions: the table that QCA and statistics begin with, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from vcc.source.diagnostic import Words


class Why(Enum):
    """Where the value of a cell comes from, or why it has none."""

    CONCLUDED = "concluded"  # this is concluded
    OTHERWISE = "otherwise"  # something else is concluded in its place
    UNKNOWN = "unknown"  # the case does not tell
    NOT_ASKED = "not-asked"  # its framework does not apply, or there is no such question


@dataclass(frozen=True, slots=True)
class Condition:
    """One column: what was asked for, and what people call it."""

    name: str
    label: Words


@dataclass(frozen=True, slots=True)
class Cell:
    """The value of one case in one condition (None: unknown, never 0), and what it rests on."""

    value: float | None
    why: Why
    status: str = ""
    id: str = ""
    rule: str = ""
    claims: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case: its name, path and label, and a cell for each condition."""

    name: str
    path: str
    label: Words
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Configuration:
    """The table; `is_fuzzy` where values lie between 0 and 1."""

    conditions: tuple[Condition, ...]
    rows: tuple[CaseRow, ...]
    is_fuzzy: bool
