"""Where a command's text goes: to standard output, or whole into a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from vcc.cli.bilingual import option
from vcc.cli.files import write_whole
from vcc.cli.written import Written
from vcc.source.diagnostic import Words

_WORDS: Final = Words("File to write instead of standard output.", "写入文件，而不输出到屏幕。")


def output_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--output FILE`."""
    return option("--output", "-o", type=Written(), words=_WORDS)(command)


def new_output_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--output FILE` for a text that people write on: never over a file that is there."""
    return option("--output", "-o", type=Written(is_new=True), words=_WORDS)(command)


def put_out(text: str, output: Path | None) -> None:
    """Write a text, ended by one line break."""
    whole = text if text.endswith("\n") else text + "\n"
    if output is None or str(output) == "-":
        click.echo(whole, nl=False)
    else:
        write_whole(output, whole.encode())
