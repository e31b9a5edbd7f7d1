"""What every command may ask about the run: language, colours, width."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, Final

import click

from vcc.source.diagnostic import LANGUAGES

LANGUAGE_KEY: Final = "vcc.language"
_OF_RUN_KEY: Final = "vcc.language-of-run"
FRAMEWORKS_KEY: Final = "vcc.frameworks"
READINGS_KEY: Final = "vcc.readings"
NARROWEST: Final = 40
WIDEST: Final = 120
_WIDTH_WITHOUT_TERMINAL: Final = 100


def chosen_language() -> str | None:
    """The language asked for by `--lang` or by `VCC_LANG`; None where nobody asked."""
    context = click.get_current_context(silent=True)
    chosen = context.meta.get(LANGUAGE_KEY) if context else None
    chosen = chosen or os.environ.get("VCC_LANG", "").lower()[:2]
    return chosen if chosen in LANGUAGES else None


def language(of_file: str | None = None) -> str:
    """The language to speak: the one asked for, else that of the file, else that of the run (where
    a command has settled it, `speak`), else that of the locale."""
    if chosen := chosen_language():
        return chosen
    if of_file:
        return _spoken(of_file)
    context = click.get_current_context(silent=True)
    of_run = context.meta.get(_OF_RUN_KEY) if context else None
    return of_run or _language_of_locale()


def speak(of_run: str) -> None:
    """Say from now on in this language what no file and nobody who asks decides."""
    if context := click.get_current_context(silent=True):
        context.meta[_OF_RUN_KEY] = of_run


def language_of_run(setting: str | None, of_files: Iterable[str]) -> str:
    """The language of what is said about many files together: the one asked for, else that of the
    settings, else that of the files if they all have the same, else that of the locale.

    `of_files` is asked no further than to the first file in the language of the locale: those
    after it cannot change the answer any more.
    """
    if chosen := chosen_language() or setting:
        return chosen
    of_locale, others = _language_of_locale(), set[str]()
    for spoken in map(_spoken, of_files):
        if spoken == of_locale:
            return of_locale
        others.add(spoken)
    return others.pop() if len(others) == 1 else of_locale


def _language_of_locale() -> str:
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    return _spoken(next(filter(None, map(os.environ.get, variables)), ""))


def _spoken(tag: str) -> str:
    """The language of ours that a tag of a file or locale (`zh_CN.UTF-8`) comes nearest to."""
    return "zh" if tag.lower().startswith("zh") else "en"


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
