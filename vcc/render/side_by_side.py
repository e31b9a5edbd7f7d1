"""Cases or periods beside each other, as a document for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from vcc.comparison.side_by_side import Aspect, Cell, Row, SideBySide, differing
from vcc.render.agreement import both, group_text
from vcc.render.document import Block, Entries, Entry, Heading, Paragraph, Table
from vcc.render.evidence import places
from vcc.render.marks import MARKS
from vcc.render.words import labelled, listing
from vcc.render.wrap import NOTHING
from vcc.source.diagnostic import Words

TITLE: Final = Words("Side by side", "对照比较")
STATED: Final = Words("What the cases state", "案例的陈述")
SAME: Final = Words(
    "The same everywhere: {rows}. --all shows it.", "各方相同：{rows}。--all 可展示。"
)
NOTHING_DIFFERS: Final = Words("Nothing differs.", "没有差异。")
LEGEND: Final = Words(
    "✓ present · ◐ partial · ✗ absent · ? not stated · “·” nothing is concluded",
    "✓ 具备 · ◐ 部分具备 · ✗ 缺失 · ? 未说明 · “·”无结论",
)
OF_PERIODS: Final = Words(
    "A status is that of the whole case; it stands with a period where it rests on what is said of "
    "that period.",
    "状态就整个案例而言；凡依据某时期陈述者，列于该时期之下。",
)
_MOST_ENTRIES: Final = 4
_FURTHER: Final = Words("{shown} and {count} more", "{shown}等，另有 {count} 项")


def document_from_sides(
    compared: SideBySide, language: str, *, all_rows: bool, lines: bool, of_periods: bool
) -> tuple[Block, ...]:
    """What differs, by section; with `all_rows` also what does not. `lines`: with the lines of
    the case behind each cell. `of_periods`: the sides are periods of one case."""
    return tuple(_blocks(compared, language, all_rows, lines, of_periods))


def _blocks(
    compared: SideBySide, language: str, all_rows: bool, lines: bool, of_periods: bool
) -> Iterator[Block]:
    names = [letter for letter, _ in zip(_letters(), compared.sides, strict=False)]
    yield Heading(TITLE.in_language(language), 1)
    yield Entries(
        tuple(
            Entry(labelled(Words(name, name), side.label.in_language(language), language))
            for name, side in zip(names, compared.sides, strict=True)
        )
    )
    yield Paragraph(LEGEND.in_language(language))
    if of_periods:
        yield Paragraph(OF_PERIODS.in_language(language))
    aspects = (*compared.concluded, compared.findings, *map(_with_title, compared.stated))
    shown = tuple(a for a in aspects if a.rows) if all_rows else differing(aspects)
    for aspect in shown:
        yield Heading(aspect.title.in_language(language))
        yield _table(aspect, names, language, lines)
    if not shown:
        yield Paragraph(NOTHING_DIFFERS.in_language(language))
    hidden = sum(len(aspect.rows) for aspect in aspects) - sum(len(a.rows) for a in shown)
    if hidden and not all_rows:
        yield Paragraph(SAME.filled({"rows": str(hidden)}).in_language(language))


def _letters() -> Iterator[str]:
    """A, B, …, Z, A1, B1, …"""
    number = 0
    while True:
        yield from (f"{letter}{number or ''}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        number += 1


def _with_title(aspect: Aspect) -> Aspect:
    """What is stated goes by the keyword that states it."""
    return Aspect(aspect.key, Words(*both(group_text, aspect.key)), aspect.rows)


def _table(aspect: Aspect, names: Sequence[str], language: str, lines: bool) -> Table:
    heads = ("", *names)
    rows = tuple(_row(row, language, lines) for row in aspect.rows)
    return Table(heads, rows)


def _row(row: Row, language: str, lines: bool) -> tuple[str, ...]:
    cells = (_cell(cell, language) + (_lines(cell) if lines else "") for cell in row.cells)
    return (row.label.in_language(language), *cells)


def _cell(cell: Cell, language: str) -> str:
    if cell.is_empty:
        return NOTHING
    mark = [MARKS[cell.status]] if cell.status else []
    texts = [entry.in_language(language) for entry in cell.entries]
    if len(texts) > _MOST_ENTRIES:
        first = listing(texts[: _MOST_ENTRIES - 1], language)
        rest = str(len(texts) - _MOST_ENTRIES + 1)
        texts = [_FURTHER.filled({"shown": first, "count": rest}).in_language(language)]
    return " ".join((*mark, *([listing(texts, language)] if texts else [])))


def _lines(cell: Cell) -> str:
    where = places(cell.evidence)
    return f" [{where}]" if where else ""
