"""What git is told to ignore, and what the patterns of the settings match, for many paths at once.

The file nearest to a path that says something of it
decides, as in git; what is below an ignored folder cannot be taken back.
"""

from __future__ import annotations

import os
import re
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
_FOLDER_MARK: Final = "ps_d"  # how pathspec calls it; a law holds us to git itself
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
class _Line:
    """A line of an ignore file: what it matches, and whether it ignores or takes back."""

    pattern: re.Pattern[str]
    ignores: bool

    def means(self, path: str) -> bool:
        """Whether it matches a path itself. That it matches a folder around it counts where that
        folder is looked at: git goes from folder to folder, and so do we."""
        bare = path.removesuffix("/")
        if any(_by_folder_mark(match) is None for match in self.pattern.finditer(bare)):
            return True
        return path != bare and any(
            _by_folder_mark(match) and match.end() == len(path)
            for match in self.pattern.finditer(path)
        )


def _by_folder_mark(match: re.Match[str]) -> str | None:
    """The slash behind a folder that a pattern of pathspec matched, if it did not match more."""
    return match.groupdict().get(_FOLDER_MARK)


@dataclass(frozen=True, slots=True)
class Ignored:
    """The ignore files that say something of what is in a folder, the outermost first.

    Each is a folder (a path that ends in `/`) and the lines that hold below it, the last first.
    """

    files: tuple[tuple[str, tuple[_Line, ...]], ...] = ()

    def below(self, folder: str) -> Ignored:
        """With the ignore file of a folder, if it has one. `folder` is an absolute path."""
        own = _read(os.path.join(folder, _IGNORE_FILE))  # noqa: PTH118 (100,000 times)
        return Ignored((*self.files, (_with_slash(folder), own))) if own else self

    def __contains__(self, path: object) -> bool:
        """Whether git ignores an absolute path (a folder's ends in `/`), its parents aside."""
        assert isinstance(path, str)
        for folder, lines in reversed(self.files):
            within = path[len(folder) :]
            for line in lines:
                if line.means(within):
                    return line.ignores
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


def _read(path: str) -> tuple[_Line, ...]:
    """The lines of an ignore file that are patterns, the last first; none of one that cannot be
    read."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123
            return tuple(_lines(file))[::-1]
    except OSError:
        return ()


def _lines(lines: Iterable[str]) -> Iterator[_Line]:
    """The lines that are patterns: git passes over the others too."""
    from pathspec import RegexPattern

    for line in lines:
        try:
            patterns = _specification([line]).patterns
        except ValueError:
            continue
        for pattern in patterns:
            if isinstance(pattern, RegexPattern) and pattern.regex and pattern.include is not None:
                yield _Line(pattern.regex, pattern.include)


def _with_slash(folder: str) -> str:
    return folder if folder.endswith("/") else folder + "/"
