"""What git is told to ignore, and what the patterns of the settings match, for many paths at once.

The file nearest to a path that says something of it
decides, as in git; what is below an ignored folder cannot be taken back.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vcc.library.patterns import Pattern

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_IGNORE_FILE: Final = ".gitignore"
_REPOSITORY: Final = ".git"
_EXCLUDED_HERE: Final = "info/exclude"  # what git ignores in this clone only


def matched(patterns: tuple[Pattern, ...], path: str) -> bool:
    """Whether one of the patterns matches an absolute path (a folder's ends in `/`)."""
    return any(
        path.startswith(folder) and specification.match_file(path[len(folder) :])
        for folder, specification in _by_folder(patterns)
    )


@lru_cache(maxsize=256)
def _by_folder(patterns: tuple[Pattern, ...]) -> tuple[tuple[str, GitIgnoreSpec], ...]:
    globs: dict[Path, list[str]] = {}
    for pattern in patterns:
        globs.setdefault(pattern.folder, []).append(pattern.glob)
    return tuple((_with_slash(str(at)), _specification(lines)) for at, lines in globs.items())


def _specification(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # only where there are patterns

    return GitIgnoreSpec.from_lines(lines)


@dataclass(frozen=True, slots=True)
class Ignored:
    """The ignore files that say something of what is in a folder, the outermost first.

    Each is a folder (a path that ends in `/`) and the patterns that hold below it.
    """

    files: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    def below(self, folder: str) -> Ignored:
        """With the ignore file of a folder, if it has one. `folder` is an absolute path."""
        own = _read(os.path.join(folder, _IGNORE_FILE))  # noqa: PTH118 (100,000 times)
        return Ignored((*self.files, (_with_slash(folder), own))) if own else self

    def __contains__(self, path: object) -> bool:
        """Whether git ignores an absolute path (a folder's ends in `/`), its parents aside."""
        assert isinstance(path, str)
        for folder, specification in reversed(self.files):
            said = specification.check_file(path[len(folder) :]).include
            if said is not None:
                return said
        return False


def ignored_around(folder: str) -> Ignored:
    """What the repository around a folder ignores in it; nothing outside a repository.

    A folder that is ignored itself is asked for by name, so only its own ignore files count.
    """
    parents = [Path(folder), *Path(folder).parents]
    root = next((n for n, parent in enumerate(parents) if _is_repository(parent)), None)
    if root is None:
        return Ignored()
    found = Ignored()
    here = _read(str(parents[root] / _REPOSITORY / _EXCLUDED_HERE))
    if here:
        found = Ignored(((_with_slash(str(parents[root])), here),))
    for parent in reversed(parents[1 : root + 1]):
        found = found.below(str(parent))
    inside = reversed(parents[:root])
    return Ignored() if any(_with_slash(str(parent)) in found for parent in inside) else found


def _is_repository(folder: Path) -> bool:
    try:
        return (folder / _REPOSITORY).exists()
    except OSError:
        return False


def _read(path: str) -> GitIgnoreSpec | None:
    """The patterns of an ignore file; None where there is none, or none that can be read."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123
            return _specification(_well_formed(file))
    except OSError:
        return None


def _well_formed(lines: Iterable[str]) -> Iterator[str]:
    """The lines that are patterns: git passes over the others too."""
    for line in lines:
        try:
            _specification([line])
        except ValueError:
            continue
        yield line


def _with_slash(folder: str) -> str:
    return folder if folder.endswith("/") else folder + "/"
