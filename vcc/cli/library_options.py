"""Options of commands that work on many cases: their settings, and the baseline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from vcc.cli.bilingual import option
from vcc.source.diagnostic import Words

_Function = Callable[..., Any]


def _codes(
    _ctx: click.Context, _parameter: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    """Codes separated by commas, or given one by one."""
    return tuple(code.strip() for each in given for code in each.split(",") if code.strip())


def _all(*options: Callable[[_Function], _Function]) -> Callable[[_Function], _Function]:
    def decorated(function: _Function) -> _Function:
        for each in reversed(options):
            function = each(function)
        return function

    return decorated


selection_options = _all(
    option("--select", multiple=True, metavar="CODES", callback=_codes,
           words=Words("Codes, or their beginnings (S, S24, gap), that count; ALL: every one. "
                       "In place of what the settings say.",
                       "计入的代码或其开头（S、S24、gap），ALL 表示全部；取代设置中的选择。")),
    option("--ignore", multiple=True, metavar="CODES", callback=_codes,
           words=Words("Codes, or their beginnings, that do not count.",
                       "不计入的代码或其开头。")),
    option("--extend-select", multiple=True, metavar="CODES", callback=_codes,
           words=Words("Codes that count besides.", "另外计入的代码。")),
)  # fmt: skip
settings_options = _all(
    option("--config", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
           words=Words("Settings for every file, in place of the nearest vcc.toml or "
                       "pyproject.toml.",
                       "对所有文件使用此设置文件，而不用最近的 vcc.toml 或 pyproject.toml。")),
    option("--isolated", is_flag=True,
           words=Words("Read no settings.", "不读取任何设置。")),
    option("--show-settings", is_flag=True,
           words=Words("Show the settings that hold for each path, and stop.",
                       "显示各路径所用的设置，然后结束。")),
)  # fmt: skip
baseline_options = _all(
    option("--baseline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
           words=Words("Problems that were there before and do not count.",
                       "原有问题的清单文件，其中的问题不计入。")),
    option("--write-baseline", is_flag=True,
           words=Words("List everything that is found as being there before (vcc-baseline.json, "
                       "if no file is given).",
                       "把目前发现的一切列为原有问题（未指定文件时为 vcc-baseline.json）。")),
    option("--prune-baseline", is_flag=True,
           words=Words("Take out of the baseline what no longer occurs.",
                       "从清单中去掉已不再出现的问题。")),
)  # fmt: skip
fix_options = _all(
    option("--fix", is_flag=True,
           words=Words("Repair what is safe to repair: waivers that nothing needs.",
                       "自动改正可安全改正之处：无用的豁免。")),
    option("--diff", is_flag=True,
           words=Words("Write nothing; show what --fix would change (exit code 1 if anything).",
                       "不写文件；显示 --fix 将作的更改（有更改时退出码为 1）。")),
)  # fmt: skip
