"""Where a command's text goes: to standard output, or whole into a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from vcc.cli.bilingual import option
from vcc.cli.files import write_whole
from vcc.source.diagnostic import Words


def output_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--output FILE`."""
    return option(
        "--output",
        "-o",
        type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
        words=Words("File to write instead of standard output.", "写入文件，而不输出到屏幕。"),
    )(command)


def put_out(text: str, output: Path | None) -> None:
    """Write a text, ended by one line break."""
    whole = text if text.endswith("\n") else text + "\n"
    if output is None or str(output) == "-":
        click.echo(whole, nl=False)
    else:
        write_whole(output, whole.encode())
