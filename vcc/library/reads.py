"""What a check of some paths reads, for whoever waits until something of it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from vcc.library.discovery import CASE_SUFFIX, Found, discover, is_folder
from vcc.library.patterns import absolute
from vcc.library.settings import Settings
from vcc.library.settings_file import OWN_NAME, PROJECT
from vcc.library.since import uses_in

_GUIDES: Final = (OWN_NAME, PROJECT, ".gitignore")  # what says which cases count, and how
_SUFFIXES: Final = (CASE_SUFFIX, ".toml")

State = tuple[int, ...] | None  # what tells a file, as it is, from any other; None: there is none


@dataclass(frozen=True, slots=True)
class Reads:
    """What a check reads. `roots` are what somebody named, there or not; `folders` those of them
    that are folders now, read whole; `files` are read beside them. `inside` are the folders on the
    way to a case, `frameworks` those of which every file counts. All paths are absolute."""

    roots: frozenset[Path]
    folders: frozenset[Path]
    files: frozenset[Path]
    inside: frozenset[Path]
    frameworks: frozenset[Path]

    def concerns(self, path: Path, *, is_gone: bool) -> bool:
        """Whether a check may go otherwise when something is new, other, or gone in a folder."""
        if path.name in _GUIDES or self.frameworks & {path, *path.parents}:
            return True
        if path.name.startswith("."):
            return False  # what editors and programs write for a moment
        if path.suffix in _SUFFIXES or path in self.files:
            return True
        if is_gone:
            return path in self.inside
        return is_folder(path) and any(True for _ in discover([path]))


def reads_of(
    paths: Iterable[Path], found: Iterable[Found], settings: Iterable[Settings],
    frameworks: Iterable[Path],
) -> Reads:  # fmt: skip
    """What a check reads of some paths, in which these files were found under these settings."""
    named, known = list(map(absolute, paths)), list(settings)
    theories = frozenset(map(absolute, (*frameworks, *(f for s in known for f in s.frameworks))))
    cases = [absolute(each.path) for each in found if each.problem is None]
    roots = theories.union(named)
    folders = frozenset(filter(is_folder, roots))
    above = {parent for path in named for parent in path.parents}
    files = chain(
        named, (folder / name for folder in above for name in _GUIDES),
        chain.from_iterable(each.files for each in known),
        (each.baseline for each in known if each.baseline), _used(cases),
    )  # fmt: skip
    beside = frozenset(path for path in files if not folders & {path, *path.parents})
    inside = frozenset(parent for case in cases for parent in case.parents)
    return Reads(roots, folders, beside, inside, theories)


def state_of(path: Path) -> State:
    """What tells a file, as it is now, from the same one before: a change, or another in its
    place."""
    try:
        seen = path.stat()
    except (OSError, ValueError):
        return None
    return seen.st_dev, seen.st_ino, seen.st_mtime_ns, seen.st_size


def identity_of(path: Path) -> State:
    """What tells a file or folder from another one in its place."""
    seen = state_of(path)
    return None if seen is None else seen[:2]


def _used(cases: Iterable[Path]) -> Iterator[Path]:
    """The files that some files use, and those that these use."""
    waiting, seen = list(cases), set[Path]()
    while waiting:
        for path in _uses(waiting.pop()):
            if path not in seen:
                seen.add(path)
                waiting.append(path)
                yield path


def _uses(path: Path) -> tuple[Path, ...]:
    return _uses_now(path, state_of(path))


@lru_cache(maxsize=200_000)
def _uses_now(path: Path, state: State) -> tuple[Path, ...]:  # noqa: ARG001 (what it was read as)
    return tuple(absolute(Path(used)) for used in uses_in(path))
