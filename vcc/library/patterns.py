"""Patterns of files, as `.gitignore` has them, relative to the folder of the file that has them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern: a name (`drafts`) matches at any depth below `folder`, a path (`old/*.vcc`) from
    `folder` on; what matches a folder matches everything in it. `folder` is absolute."""

    folder: Path
    glob: str

    def matches(self, path: Path) -> bool:
        """Whether it matches a file; never one outside its folder."""
        try:
            inside = absolute(path).relative_to(self.folder)
        except ValueError:
            return False
        return _compiled(self.glob).match_file(inside.as_posix())


def absolute(path: Path) -> Path:
    """A path from the root on, without `..`; symbolic links stay as they are called."""
    return Path(os.path.abspath(path))  # noqa: PTH100 (without `..`; 100,000 times)


def any_matches(patterns: Iterable[Pattern], path: Path) -> bool:
    """Whether one of the patterns matches a file."""
    return any(pattern.matches(path) for pattern in patterns)


def is_pattern(glob: str) -> bool:
    """Whether a text can be read as a pattern."""
    try:
        return bool(glob.strip()) and not glob.startswith("!") and bool(_compiled(glob).patterns)
    except ValueError:
        return False


@lru_cache(maxsize=256)
def _compiled(glob: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # only where there are patterns

    return GitIgnoreSpec.from_lines([glob])
