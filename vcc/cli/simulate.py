"""`vcc simulate MODEL`: run a model that a framework states in equations, for illustration."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import cannot_run
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import language, width
from vcc.cli.theory import theory
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.simulation import Model

FORMATS: Final = ("text", "csv")
_MOST_STEPS: Final = 100_000
_NO_MODEL: Final = Words("no model {name}; there is {known}", "没有模型 {name}；现有 {known}")
_NO_VALUE: Final = Words(
    "--set takes SYMBOL=NUMBER, such as u=0.2, not {given}",
    "--set 的形式为 符号=数值，例如 u=0.2，而不是 {given}",
)
_REFUSED: Final = Words("{why}", "{why}")


@bilingual(
    Words(
        "Run a model that a framework states in equations: a table, a plot, or CSV. It illustrates "
        "what the theory expects in the long run; it is no forecast, and no case takes part.",
        "运行框架以方程表述的模型：表格、图或 CSV。"
        "仅说明理论的长期预期，并非预测，也不涉及任何案例。",
    ),
    "vcc simulate growth",
    "vcc simulate growth --set u=0 --steps 200",
    "vcc simulate growth --format csv -o growth.csv",
)
@click.argument("model")
@option(
    "--set",
    "values",
    multiple=True,
    metavar="SYMBOL=NUMBER",
    words=Words("Value of a parameter or a start; may be repeated.", "参数或初值，可重复给出。"),
)
@option(
    "--steps",
    type=click.IntRange(1, _MOST_STEPS),
    default=600,
    show_default=True,
    words=Words("How many steps of time.", "时间步数。"),
)
@option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    words=Words("Text with a table and a plot, or csv.", "含表格与图的文本，或 csv。"),
)
@output_option
def command(
    model: str, values: tuple[str, ...], steps: int, format_: str, output: Path | None
) -> None:
    """Run one model."""
    from vcc.render.simulation_text import csv_from_simulation, text_from_simulation
    from vcc.simulation import CannotSimulate, simulate

    try:
        run = simulate(_model(model), dict(map(_value, values)), steps)
    except CannotSimulate as error:
        raise cannot_run(_REFUSED, why=error.words.in_language(language())) from error
    if format_ == "csv":
        put_out(csv_from_simulation(run), output)
    else:
        put_out(text_from_simulation(run, language(), width()), output)


def _model(name: str) -> Model:
    from vcc.simulation import models_from_ontology

    by_word = {w: m for m in models_from_ontology(theory().ontology) for w in m.words}
    if name not in by_word:
        near = get_close_matches(name, by_word) or list(by_word)
        raise cannot_run(_NO_MODEL, name=name, known=", ".join(near))
    return by_word[name]


def _value(given: str) -> tuple[str, float]:
    symbol, _, number = given.partition("=")
    try:
        return symbol.strip(), float(number)
    except ValueError as error:
        raise cannot_run(_NO_VALUE, given=given) from error
