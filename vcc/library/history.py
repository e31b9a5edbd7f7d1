"""What has changed in files and settings since a commit.

What lies outside of the repositories that are asked about is taken to be as it was, like the
version of vcc: no commit tells of it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from vcc.library.git import Repository, repository_of
from vcc.library.patterns import absolute
from vcc.library.settings import Settings
from vcc.library.settings_file import OWN_NAME, PROJECT, TABLE


@dataclass(frozen=True)
class _Then:
    """A repository beside one of its commits: what git keeps, and what differs now."""

    repository: Repository
    commit: str
    tracked: frozenset[str] = field(repr=False)
    differing: frozenset[str] = field(repr=False)

    def has(self, path: Path) -> bool:
        """Whether a real path below the root is as it was; what git does not keep is not."""
        name = path.relative_to(self.repository.root).as_posix()
        return name in self.tracked and name not in self.differing

    @cached_property
    def reconfigured(self) -> frozenset[Path]:
        """The folders whose configuration has changed or is gone."""
        return frozenset(self._reconfigured())

    def _reconfigured(self) -> Iterator[Path]:
        for name in self.differing:
            path = self.repository.root / name
            if path.name == OWN_NAME or (path.name == PROJECT and self.differs_for_us(path)):
                yield path.parent

    def differs_for_us(self, path: Path) -> bool:
        """Whether a `pyproject.toml` says something else of vcc than it did: most of what is
        changed there is somebody else's affair."""
        name = path.relative_to(self.repository.root).as_posix()
        try:
            now = _table(path.read_bytes())
        except OSError:
            now = None
        return bool(now != _table(self.repository.content(self.commit, name) or b""))


class History:
    """What has changed since a revision in the repositories of some paths."""

    def __init__(self, revision: str, paths: Iterable[Path]) -> None:
        """Ask git once for each repository.

        Raises:
            GitProblem: if a path is in none, or has no such revision.
        """
        self._then: dict[Path, _Then] = {}
        for path in paths:
            repository = repository_of(path if path.is_dir() else path.parent)
            if repository.root not in self._then:
                commit = repository.base(revision)
                tracked, differing = repository.tracked(), repository.differing(commit)
                self._then[repository.root] = _Then(repository, commit, tracked, differing)

    def has(self, path: Path) -> bool:
        """Whether a file is as it was; a link only where what it leads to is so too."""
        named = absolute(path)
        itself = Path(os.path.realpath(named.parent), named.name)
        ends = {itself, Path(os.path.realpath(itself))}
        return all((then := self._around(end)) is None or then.has(end) for end in ends)

    def has_configuration(self, path: Path, settings: Settings) -> bool:
        """Whether what holds for a case is as it was: settings, baseline, frameworks."""
        beside = (*settings.files, *([settings.baseline] if settings.baseline else ()))
        if not all(map(self._has_file, beside)):
            return False
        if not all(map(self.has_folder, settings.frameworks)):
            return False
        here = Path(os.path.realpath(absolute(path).parent))
        then = self._around(here / path.name)
        nearest = Path(os.path.realpath(settings.files[0].parent)) if settings.files else None
        above = (folder for folder in (here, *here.parents) if then)
        return not any(
            folder in then.reconfigured and (nearest is None or folder.is_relative_to(nearest))
            for folder in above
            if then is not None
        )

    def has_folder(self, folder: Path) -> bool:
        """Whether all files in a folder are as they were, and none is gone."""
        real = Path(os.path.realpath(folder))
        then = self._around(real / "x")
        if then is None:
            return True
        if any((then.repository.root / name).is_relative_to(real) for name in then.differing):
            return False
        try:
            return all(self.has(each) for each in real.iterdir() if each.is_file())
        except OSError:
            return False

    def _has_file(self, path: Path) -> bool:
        """Whether a configuration or baseline is as it was."""
        if self.has(path):
            return True
        then = self._around(Path(os.path.realpath(path)))
        return path.name == PROJECT and then is not None and not then.differs_for_us(path)

    def _around(self, path: Path) -> _Then | None:
        """The innermost of the repositories that a real path is in."""
        for parent in path.parents:
            if parent in self._then:
                return self._then[parent]
        return None


def _table(content: bytes) -> Any:
    """What a `pyproject.toml` says of vcc; None where it does not."""
    try:
        table: Any = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, UnicodeDecodeError):
        return None
    for name in TABLE:
        table = table.get(name) if isinstance(table, dict) else None
    return table
