"""Where something that turned out to be wrong is written in the configurations."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from vcc.library.patterns import absolute
from vcc.library.settings import Settings
from vcc.library.settings_file import PROJECT, TABLE, called
from vcc.library.toml_places import place_of
from vcc.source.diagnostic import Diagnostic
from vcc.source.text import SourceText, Span

Sources = Mapping[str, SourceText]  # the configurations of a run, by what people call them


def place_of_code(
    files: Iterable[Path], key: tuple[str, ...], code: str, sources: Sources
) -> Span | None:
    """Where a code is written under a key, or as the key of a table; the nearest file first."""
    for file in files if key else ():
        source = sources.get(called(file))
        if source is not None and code in source.text:
            return place_of(source, (*_prefix(file), *key), "" if key[-1] == code else code)
    return None


def placed(diagnostic: Diagnostic, settings: Settings, sources: Sources) -> Diagnostic:
    """What is wrong with a framework or reading that the settings name, with the place of its
    name; anything else as it is."""
    if diagnostic.span is None:
        told = set(diagnostic.values.values())
        for file in settings.files:
            source = sources.get(called(file))
            for key, text, meant in _named(file, source) if source else ():
                if meant in told and source:
                    place = place_of(source, (*_prefix(file), key), text)
                    return replace(diagnostic, span=place)
    return diagnostic


def _named(file: Path, source: SourceText) -> Iterator[tuple[str, str, str]]:
    """The frameworks and readings that a file names: the key, as it is written, what it means."""
    table: Any = tomllib.loads(source.text)
    for name in _prefix(file):
        table = table[name]
    for key in ("frameworks", "readings"):
        for text in table.get(key, ()):
            yield key, text, str(absolute(file.parent / text)) if key == "frameworks" else text


def _prefix(file: Path) -> tuple[str, ...]:
    return TABLE if file.name == PROJECT else ()
