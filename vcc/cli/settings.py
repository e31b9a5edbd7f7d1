"""What every command may ask about the run: language, colours, width."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import IO, Any, Final

import click

from vcc.source.diagnostic import LANGUAGES

LANGUAGE_KEY: Final = "vcc.language"
FRAMEWORKS_KEY: Final = "vcc.frameworks"
READINGS_KEY: Final = "vcc.readings"
NARROWEST: Final = 60
WIDEST: Final = 120
_WIDTH_WITHOUT_TERMINAL: Final = 100


def chosen_language() -> str | None:
    """The language asked for by `--lang` or by `VCC_LANG`; None where nobody asked."""
    context = click.get_current_context(silent=True)
    chosen = context.meta.get(LANGUAGE_KEY) if context else None
    chosen = chosen or os.environ.get("VCC_LANG", "").lower()[:2]
    return chosen if chosen in LANGUAGES else None


def language(of_file: str | None = None) -> str:
    """The language to speak: the one asked for, else that of the file, else that of the locale."""
    if chosen := chosen_language():
        return chosen
    if of_file:
        return "zh" if of_file.startswith("zh") else "en"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def framework_folders() -> tuple[Path, ...]:
    """The folders given with `--framework`, in the order in which they were given."""
    context = click.get_current_context(silent=True)
    return tuple(context.meta.get(FRAMEWORKS_KEY, ())) if context else ()


def readings() -> tuple[str, ...]:
    """The words given with `--reading`, in the order in which they were given."""
    context = click.get_current_context(silent=True)
    return tuple(context.meta.get(READINGS_KEY, ())) if context else ()


def colours(stream: IO[Any]) -> bool:
    """Whether to colour what goes to `stream`: a terminal, unless NO_COLOR or a dumb one."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def width() -> int:
    """How many columns text may take: the terminal's (or COLUMNS), within reason."""
    columns = shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 24)).columns
    return max(NARROWEST, min(WIDEST, columns))
