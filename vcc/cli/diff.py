"""A change of a file, shown as a unified diff on standard output."""

from __future__ import annotations

import sys

import click

from vcc.cli.settings import colours
from vcc.render.colour import Colour, painted
from vcc.render.formats.paths import relative
from vcc.source.patch import unified_patch


def show_diff(before: str, after: str, path: str) -> None:
    """The lines that differ, in colour on a terminal; into a file they are a patch of the file, so
    both texts have the line ends that it has, and it is called from here: `patch` refuses a path
    from the root."""
    on = colours(sys.stdout)
    for line in unified_patch(before, after, relative(path)).split("\n")[:-1]:
        colour = {"+": Colour.GOOD, "-": Colour.REMOVED, "@": Colour.FRAME}.get(line[:1])
        click.echo(painted(line, colour, on) if colour else line)
