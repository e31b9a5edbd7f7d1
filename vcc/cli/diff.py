"""A change of a file, shown as a unified diff on standard output."""

from __future__ import annotations

import sys
from difflib import unified_diff

import click

from vcc.cli.settings import colours
from vcc.render.colour import Colour, painted


def show_diff(before: str, after: str, path: str) -> None:
    """The lines that differ, in colour on a terminal."""
    on = colours(sys.stdout)
    lines = unified_diff(before.splitlines(), after.splitlines(), path, path, lineterm="")
    for line in lines:
        colour = {"+": Colour.GOOD, "-": Colour.REMOVED, "@": Colour.FRAME}.get(line[:1])
        click.echo(painted(line, colour, on) if colour else line)
