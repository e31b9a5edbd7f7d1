"""Bars as SVG 1.1: a picture without a plotting library, readable without colour.

Every bar carries its number, every part a title, the picture a title and a description.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from vcc.render.characters import cell_width, shown
from vcc.render.wrap import shortened
from vcc.vocabulary.namespaces import SVG

_FONT: Final = "font-family=\"'Noto Sans','Noto Sans CJK SC','Segoe UI',Arial,sans-serif\""
# Told apart also by people who do not see all colours (Okabe and Ito 2008), and in grey.
_COLOURS: Final = ("#0072b2", "#56b4e9", "#d55e00", "#bbbbbb")
_DARK: Final = frozenset({"#0072b2", "#d55e00"})
_ROW: Final = 24
_BAR: Final = 16
_LEFT: Final = 300
_WIDTH: Final = 420
_CHARACTER: Final = 6.4  # how wide half a character is at 12 points, roughly
_MOST_CELLS: Final = 44
_SMALLEST_LABEL: Final = 16.0


@dataclass(frozen=True, slots=True)
class Bars:
    """A picture of bars: `parts` are the names of their pieces, `rows` have a label and one
    number for each piece."""

    title: str
    description: str
    parts: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def svg_from_bars(bars: Bars, prefix: str = "") -> str:
    """The picture, alone in its file or inside a page, where its ids begin with `prefix`. Lengths
    are in proportion to the largest sum."""
    top = 60 if len(bars.parts) > 1 else 40
    height = top + _ROW * len(bars.rows) + 10
    width = _LEFT + _WIDTH + 60
    lines = [
        (
            f'<svg xmlns="{SVG}" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" '
            f'aria-labelledby="{prefix}title {prefix}desc" {_FONT} '
            'font-size="12">'
        ),
        f'<title id="{prefix}title">{_text(bars.title)}</title>',
        f'<desc id="{prefix}desc">{_text(bars.description)}</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="10" y="22" font-size="15" font-weight="bold">{_text(bars.title)}</text>',
    ]
    if len(bars.parts) > 1:
        lines += _legend(bars.parts)
    largest = max((sum(numbers) for _, numbers in bars.rows), default=0) or 1
    for number, (label, numbers) in enumerate(bars.rows):
        lines += _row(label, numbers, bars.parts, top + _ROW * number, largest)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _legend(parts: Sequence[str]) -> Iterator[str]:
    x = float(_LEFT)
    for part, colour in zip(parts, _COLOURS, strict=False):
        yield f'<rect x="{x:.0f}" y="36" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{x + 16:.0f}" y="46">{_text(part)}</text>'
        x += 32 + cell_width(part) * _CHARACTER * 1.1


def _row(
    label: str, numbers: Sequence[int], parts: Sequence[str], y: int, largest: int
) -> Iterator[str]:
    middle = y + _BAR - 4
    short = _text(shortened(label, _MOST_CELLS))
    yield (
        f'<text x="{_LEFT - 8}" y="{middle}" text-anchor="end">{short}'
        f"<title>{_text(label)}</title></text>"
    )
    x = float(_LEFT)
    for number, part, colour in zip(numbers, parts, _COLOURS, strict=False):
        length = _WIDTH * number / largest
        if number:
            yield (
                f'<rect x="{x:.1f}" y="{y}" width="{length:.1f}" height="{_BAR}" fill="{colour}">'
                f"<title>{_text(f'{label}: {part} {number}')}</title></rect>"
            )
            if len(parts) > 1 and length >= _SMALLEST_LABEL:
                ink = "#ffffff" if colour in _DARK else "#000000"
                yield (
                    f'<text x="{x + length / 2:.1f}" y="{middle}" text-anchor="middle" '
                    f'fill="{ink}">{number}</text>'
                )
        x += length
    if len(parts) == 1:
        yield f'<text x="{x + 5:.1f}" y="{middle}">{sum(numbers)}</text>'


def _text(text: str) -> str:
    return escape(shown(text), {'"': "&quot;"})
