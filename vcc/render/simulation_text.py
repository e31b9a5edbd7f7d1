"""A simulation as text: a table of some steps and a plot, or every step as CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from typing import Final

from vcc.render.characters import cell_width
from vcc.render.wrap import wrapped
from vcc.simulation import Quantity, Simulation
from vcc.source.diagnostic import Words

_ABOUT: Final = Words("Illustration, not a forecast. {about}", "仅供说明，并非预测。{about}")
_PARAMETERS: Final = Words("Parameters and start", "参数与初值")
_STEP: Final = Words("step", "步")
_PLOT: Final = Words("{label} ({symbol}), {low} to {high}", "{label}（{symbol}），{low} 至 {high}")
_LOGARITHMIC: Final = Words(", logarithmic", "，对数刻度")
_ROWS: Final = 10
_PLOT_ROWS: Final = 9
_PLOT_COLUMNS: Final = 60
_WIDE_RANGE: Final = 20.0
_INDENT: Final = "  "


def csv_from_simulation(simulation: Simulation) -> str:
    """Every step, one a line, under the symbols of what can vary."""
    shown = [q.symbol for q in simulation.model.quantities if q.varies]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["step", *shown])
    for step, row in enumerate(simulation.rows):
        writer.writerow([step, *(repr(row[symbol]) for symbol in shown)])
    return text.getvalue()


def text_from_simulation(simulation: Simulation, language: str, width: int) -> str:
    """What the model is and is not, the values it ran with, some of its steps, and a plot."""
    model = simulation.model
    about = _ABOUT.filled({"about": model.about}).in_language(language)
    parts = [
        model.label.in_language(language),
        "",
        *wrapped(about, width, _INDENT, _INDENT),
        "",
        _PARAMETERS.in_language(language),
        *_values(simulation, language),
        "",
        *_table(simulation, language),
        "",
        *_plot(simulation, language),
    ]
    return "\n".join(parts) + "\n"


def _values(simulation: Simulation, language: str) -> list[str]:
    start = simulation.rows[0]
    given = [q for q in simulation.model.quantities if q.is_given]
    longest = max(len(q.symbol) for q in given)
    return [
        f"{_INDENT}{q.symbol.ljust(longest)} = {start[q.symbol]:g}  {q.label.in_language(language)}"
        for q in given
    ]


def _table(simulation: Simulation, language: str) -> list[str]:
    """At most eleven steps, evenly spaced, the first and the last among them."""
    shown = [q for q in simulation.model.quantities if q.varies]
    last = len(simulation.rows) - 1
    steps = sorted({round(n * last / _ROWS) for n in range(_ROWS + 1)})
    heads = [_STEP.in_language(language), *(q.symbol for q in shown)]
    rows = [
        [str(step), *(f"{simulation.rows[step][q.symbol]:.6g}" for q in shown)] for step in steps
    ]
    widths = [max(map(cell_width, column)) for column in zip(heads, *rows, strict=True)]
    lines = [_aligned(cells, widths) for cells in (heads, *rows)]
    names = [f"{_INDENT}{q.symbol}: {q.label.in_language(language)}" for q in shown]
    return [*names, "", *lines]


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _INDENT + "  ".join(
        " " * (width - cell_width(cell)) + cell for cell, width in zip(cells, widths, strict=True)
    )


def _plot(simulation: Simulation, language: str) -> list[str]:
    """The quantity that the model plots, over time; on a logarithmic scale where it grows much."""
    symbol = simulation.model.plots
    quantity = next(q for q in simulation.model.quantities if q.symbol == symbol)
    last = len(simulation.rows) - 1
    places = sorted({round(n * last / (_PLOT_COLUMNS - 1)) for n in range(_PLOT_COLUMNS)})
    values = [simulation.rows[place][symbol] for place in places]
    low, high = min(values), max(values)
    is_wide = low > 0 and high / low > _WIDE_RANGE
    heights = [_height(math.log(v) if is_wide else v, low, high, is_wide) for v in values]
    lines = [
        _INDENT + "│" + "".join("•" if height == row else " " for height in heights).rstrip()
        for row in reversed(range(_PLOT_ROWS))
    ]
    axis = _INDENT + "└" + "─" * len(values)
    ends = f"{_INDENT} 0{str(last).rjust(len(values) - 1)}"
    return [_caption(quantity, low, high, is_wide, language), *lines, axis, ends]


def _height(value: float, low: float, high: float, is_wide: bool) -> int:
    bottom, top = (math.log(low), math.log(high)) if is_wide else (low, high)
    return round((value - bottom) / (top - bottom) * (_PLOT_ROWS - 1)) if top > bottom else 0


def _caption(quantity: Quantity, low: float, high: float, is_wide: bool, language: str) -> str:
    label = quantity.label
    numbers = {"symbol": quantity.symbol, "low": f"{low:.6g}", "high": f"{high:.6g}"}
    caption = _PLOT.filled({"label": label, **numbers}).in_language(language)
    return caption + (_LOGARITHMIC.in_language(language) if is_wide else "")
