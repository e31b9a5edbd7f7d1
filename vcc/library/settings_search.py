"""Which settings hold for a file: the nearest configuration upward, with what it extends.

A folder is asked for `vcc.toml`, then for a `pyproject.toml` that speaks of vcc; the nearest wins
alone, as with ruff: what stands further up does not add to it, unless it is extended.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from vcc.library.patterns import absolute
from vcc.library.settings import Settings
from vcc.library.settings_codes import CIRCULAR_EXTEND, EXTENDED_MISSING, NO_CONFIGURATION
from vcc.library.settings_file import OWN_NAME, PROJECT, Given, called, settings_in
from vcc.library.settings_keys import ADDED, MERGED
from vcc.source.diagnostic import Diagnostic, SourceErrors, Words
from vcc.source.text import SourceText

DEFAULTS: Final = Settings()
_NOT_OURS: Final = Words("`{path}` has no [tool.vcc]", "“{path}”中没有 [tool.vcc]")


class SettingsErrors(SourceErrors):
    """Settings have mistakes; `settings` is what is right in them, where more may be wrong."""

    def __init__(self, diagnostics: Iterable[Diagnostic], settings: Settings) -> None:
        super().__init__(diagnostics)
        self.settings = settings


class SettingsSearch:
    """Finds the settings of files; every configuration is read once.

    `version` is that of the vcc that runs; `config`: this file for all, whatever stands beside
    them; `isolated`: none at all.
    """

    def __init__(self, version: str, config: Path | None = None, *, isolated: bool = False) -> None:
        self._version = version
        self.sources: dict[str, SourceText] = {}  # of every configuration read, for excerpts
        self._by_folder: dict[Path, Settings] = {}
        self._by_file: dict[Path, Settings] = {}
        self._fixed: Settings | None = DEFAULTS if isolated else None
        self._config = None if config is None else absolute(config)

    def settings_of(self, path: Path) -> Settings:
        """The settings of a file or folder.

        Raises:
            SourceErrors: with what is wrong with its configuration (codes L1…).
        """
        if self._fixed is None and self._config is not None:
            self._fixed = self._named(self._config)
        if self._fixed is not None:
            return self._fixed
        at = absolute(path)
        # os.path says no where a folder may not be looked into; whoever reads there says why.
        return self._of_folder(at if os.path.isdir(at) else at.parent)  # noqa: PTH112

    def _named(self, file: Path) -> Settings:
        named = self._of(file)
        if named is None:
            reason = _NOT_OURS.filled({"path": file.name})
            raise SourceErrors([NO_CONFIGURATION.at(None, path=str(file), reason=reason)])
        return named

    def _of_folder(self, folder: Path) -> Settings:
        found = self._by_folder.get(folder) or self._in_folder(folder)
        if found is None:
            found = DEFAULTS if folder == folder.parent else self._of_folder(folder.parent)
        self._by_folder[folder] = found
        return found

    def _in_folder(self, folder: Path) -> Settings | None:
        for name in (OWN_NAME, PROJECT):
            file = folder / name
            if os.path.isfile(file):  # noqa: PTH113
                settings = self._of(file)
                if settings is not None:
                    return settings
        return None

    def _of(self, file: Path) -> Settings | None:
        if file not in self._by_file:
            chain, mistakes = self._chain(file)
            if not chain:
                return None
            settings = settings_from_chain(chain)
            if mistakes:
                raise SettingsErrors(mistakes, settings)
            self._by_file[file] = settings
        return self._by_file[file]

    def _chain(self, file: Path) -> tuple[list[tuple[Path, Given]], list[Diagnostic]]:
        """A configuration and those that it extends, one after the other, and what is wrong."""
        found: list[tuple[Path, Given]] = []
        mistakes: list[Diagnostic] = []
        seen: list[Path] = []
        given = settings_in(file, self._version)
        while given is not None:
            self.sources[given.source.name] = given.source
            found.append((file, given))
            mistakes += given.mistakes
            seen.append(Path(os.path.realpath(file)))
            if given.extend is None:
                break
            file = absolute(file.parent / given.extend)
            if Path(os.path.realpath(file)) in seen:
                names = " → ".join(map(called, (*(path for path, _ in found), file)))
                mistakes.append(CIRCULAR_EXTEND.at(given.place("extend"), circle=names))
                break
            try:
                given = self._extended(file, given)
            except SourceErrors as errors:
                mistakes += errors.diagnostics
                break
        return found, mistakes

    def _extended(self, file: Path, by: Given) -> Given:
        try:
            given = settings_in(file, self._version)
        except SourceErrors as errors:
            (first, *_) = errors.diagnostics
            if first.code != NO_CONFIGURATION.id:
                raise
            reason = first.message
        else:
            if given is not None:
                return given
            reason = _NOT_OURS.filled({"path": str(file)})
        raise SourceErrors([EXTENDED_MISSING.at(by.place("extend"), reason=reason)])


def settings_from_chain(chain: Sequence[tuple[Path, Given]]) -> Settings:
    """The values of several files as one: the first file wins over those that it extends.

    Tables are merged key by key, and `extend-select` adds; every other value takes the place of
    the one that is extended.
    """
    values: dict[str, Any] = {}
    for _, given in reversed(chain):
        for key, value in given.values.items():
            name = key.replace("-", "_")
            if key in ADDED:
                value = (*values.get(name, ()), *value)
            elif key in MERGED:
                value = tuple({**dict(values.get(name, ())), **dict(value)}.items())
            values[name] = value
    return replace(DEFAULTS, files=_paths(chain), **values)


def _paths(chain: Iterable[tuple[Path, Given]]) -> tuple[Path, ...]:
    return tuple(path for path, _ in chain)
