"""Folders of tables for the commands that read them; every way to fail ends with a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vcc.cli.errors import CannotRun, cannot_run

if TYPE_CHECKING:
    from vcc.tables.arrow import PackageMissing
    from vcc.tables.folder import Folder
    from vcc.tables.manifest import NotALibrary


def folder_of(path: Path) -> Folder:
    """The tables of a folder; ends the command (exit code 2) where there are none to read."""
    from vcc.tables.arrow import PackageMissing
    from vcc.tables.folder import Folder
    from vcc.tables.manifest import NotALibrary

    try:
        return Folder(path)
    except (PackageMissing, NotALibrary) as error:
        raise refused(error) from error


def refused(error: PackageMissing | NotALibrary) -> CannotRun:
    """The exception that ends a command with what the error says."""
    return cannot_run(error.words)
