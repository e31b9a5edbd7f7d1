"""Tables of cases → the configuration table: a row for each case, a column for each condition.

A column is an element that has a status (`joint-proposition`), what may be concluded of a whole
case (`PROPERTY=VALUE`), the id of a conclusion that is a number, or a section of the report: all
its elements. What is not told stays without value; it is never taken for absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from vcc.findings.configuration import CaseRow, Cell, Condition, Configuration, Why
from vcc.findings.model import Status
from vcc.source.diagnostic import Words
from vcc.tables.calibration import Calibration, crisp

if TYPE_CHECKING:
    from vcc.tables.arrow import Row

_CHECKLIST: Final = "checklist"
_EQUALS: Final = "="
_NO_COLUMN: Final = Words(
    "no case has anything to say of the column {name}; near: {near}",
    "没有案例涉及列 {name}；相近者：{near}",
)
_NO_VALUE: Final = Words(
    "{property} cannot be {value}: no term of the theory that may be its value, and no case has "
    "it; near: {near}",
    "{property} 的取值不能是 {value}：既非理论中可作其取值的术语，也没有案例得出它；相近者：{near}",
)
_NO_ANCHORS: Final = Words(
    "the column {name} is a number: give its anchors in a file (--calibration), under "
    '[columns."{name}"] full-in, crossover and full-out',
    "列 {name} 为数值：请在校准文件（--calibration）的 "
    '[columns."{name}"] 中给出 full-in、crossover 与 full-out',
)
_NOTHING: Final = Words(
    "no case has a stage or other element to compare; name columns with --columns",
    "没有可比较的阶段或其他要素；请用 --columns 指定列",
)


class NoSuchColumn(Exception):
    """A column that cannot be made; `words` say why, and what is near."""

    def __init__(self, words: Words, **values: str) -> None:
        self.words = words.filled(values)
        super().__init__(self.words.en)


@dataclass(frozen=True, slots=True)
class Source:
    """The rows that the table is made from: of `cases`, `conclusions`, `terms`, `sections`."""

    cases: Sequence[Row]
    conclusions: Sequence[Row]
    terms: Sequence[Row]
    sections: Sequence[Row]


def configuration_of(
    source: Source,
    columns: Iterable[str] = (),
    calibration: Calibration | None = None,
    *,
    fuzzy: bool = False,
) -> Configuration:
    """The table of the columns named; without any, of the elements of those sections of the
    report that stand in its headline.

    Raises:
        NoSuchColumn: if no case speaks of a column, or a number has no anchors.
    """
    known = _Known(source)
    names = list(dict.fromkeys(n for c in columns for n in known.named(c))) or known.default()
    if not names:
        raise NoSuchColumn(_NOTHING)
    measure = calibration or Calibration()
    for name in names:
        if known.is_number(name) and name not in measure.anchors:
            raise NoSuchColumn(_NO_ANCHORS, name=name)
    rows = tuple(
        CaseRow(
            case["case_name"],
            case["path"],
            Words(case["label_en"], case["label_zh"]),
            tuple(_set(known.cell(case["path"], name, measure), fuzzy) for name in names),
        )
        for case in source.cases
    )
    conditions = tuple(Condition(name, known.label(name)) for name in names)
    return Configuration(conditions, rows, fuzzy)


class _Known:
    """The conclusions about whole cases, by what a column may ask for."""

    def __init__(self, source: Source) -> None:
        self._labels = {r["name"]: Words(r["label_en"], r["label_zh"]) for r in source.terms}
        self._possible = {r["name"]: r["possible_values"] for r in source.terms}
        self._sections = source.sections
        self._status: dict[tuple[str, str], Row] = {}
        self._value: dict[tuple[str, str], Row] = {}
        self._number: dict[tuple[str, str], Row] = {}
        self._predicate: dict[tuple[str, str], Row] = {}
        self._in_section: dict[str, dict[str, None]] = {}
        for row in source.conclusions:
            if row["of_case"]:
                self._add(row)
        self.elements = list(dict.fromkeys(name for _, name in self._status))
        self._values = list(dict.fromkeys(name for _, name in self._value))
        self._numbers = list(dict.fromkeys(name for _, name in self._number))

    def _add(self, row: Row) -> None:
        path, object = row["path"], row["object"]
        if row["status"] is not None:
            self._status[path, object] = row
            self._in_section.setdefault(row["section"], {})[object] = None
        elif object is not None:
            self._value[path, f"{row['predicate']}{_EQUALS}{object}"] = row
            self._predicate.setdefault((path, row["predicate"]), row)
        elif _number(row["value"]) is not None:
            self._number[path, row["id"]] = row

    def default(self) -> list[str]:
        """The elements of the checklists in the headline, in the order of the report."""
        keys = (s["section"] for s in self._sections if s["layout"] == _CHECKLIST and s["headline"])
        return [name for key in keys for name in sorted(self._in_section.get(key, ()))]

    def named(self, column: str) -> list[str]:
        """The columns that a word means: itself, or the elements of a section."""
        if column in self._in_section:
            return sorted(self._in_section[column])
        if column in self.elements or self._is_value(column) or self.is_number(column):
            return [column]
        every = [*self.elements, *self._values, *self._numbers, *self._in_section]
        if not every:
            raise NoSuchColumn(_NOTHING)
        near = get_close_matches(column, every, 5, 0.4) or every[:5]
        raise NoSuchColumn(_NO_COLUMN, name=column, near=", ".join(near))

    def _is_value(self, column: str) -> bool:
        """Whether a column asks for a value that a property has in a case, or may have."""
        property, equals, value = column.partition(_EQUALS)
        if not equals or all(p != property for _, p in self._predicate):
            return False
        concluded = (name for name in self._values if name.startswith(property + _EQUALS))
        possible = (f"{property}{_EQUALS}{name}" for name in self._possible.get(property, ()))
        every = list(dict.fromkeys((*concluded, *possible)))
        if column in every:
            return True
        near = get_close_matches(column, every, 5, 0.4) or every[:5]
        words = {"property": property, "value": value, "near": ", ".join(near)}
        raise NoSuchColumn(_NO_VALUE, **words)

    def is_number(self, name: str) -> bool:
        """Whether a column is the id of a conclusion that is a number."""
        return name in self._numbers

    def label(self, name: str) -> Words:
        """What people call a column."""
        if name in self._labels:
            return self._labels[name]
        property, equals, value = name.partition(_EQUALS)
        if not equals:
            return Words(name, name)
        one, other = (self._labels.get(n) or Words(n, n) for n in (property, value))
        return Words(f"{one.en}: {other.en}", f"{one.zh}：{other.zh}")

    def cell(self, path: str, name: str, calibration: Calibration) -> Cell:
        """What a case says of a column, as membership."""
        status = self._status.get((path, name))
        if status is not None:
            member = calibration.of_status(name, status["status"])
            is_told = status["status"] != Status.UNKNOWN.value
            return _cell(status, member, Why.CONCLUDED if is_told else Why.UNKNOWN)
        value = self._value.get((path, name))
        if value is not None:
            return _cell(value, 1.0, Why.CONCLUDED)
        other = self._predicate.get((path, name.partition(_EQUALS)[0]))
        if other is not None and _EQUALS in name:
            return _cell(other, 0.0, Why.OTHERWISE)
        number = self._number.get((path, name))
        if number is not None:
            measured = _number(number["value"])
            assert measured is not None, "only numbers are kept"
            return _cell(number, calibration.anchors[name].membership(measured), Why.CONCLUDED)
        return Cell(None, Why.UNKNOWN if name not in self.elements else Why.NOT_ASKED)


def _cell(row: Mapping[str, Any], value: float | None, why: Why) -> Cell:
    return Cell(
        value,
        why,
        row["status"] or row["object"] or row["value"],
        row["id"],
        row["rule"] or "",
        tuple(row["claims"]),
        tuple(row["places"]),
    )


def _set(cell: Cell, fuzzy: bool) -> Cell:
    """The cell in the sort of set that is wanted."""
    if cell.value is None or fuzzy:
        return cell
    return Cell(
        crisp(cell.value), cell.why, cell.status, cell.id, cell.rule, cell.claims, cell.places
    )


def _number(text: str | None) -> float | None:
    """A number as a report writes it: `3`, `2.5`, `1/2`, `1 1/2`."""
    try:
        parts = [_fraction(part) for part in (text or "").split()]
    except (ValueError, ZeroDivisionError):
        return None
    return sum(parts) if parts else None


def _fraction(text: str) -> float:
    above, slash, below = text.partition("/")
    return float(above) / float(below) if slash else float(above)


def columns_of(text: str) -> Iterator[str]:
    """The columns that a list with commas names."""
    return (name.strip() for name in text.split(",") if name.strip())
