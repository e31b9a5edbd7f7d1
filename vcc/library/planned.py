"""What to do about each file: what the cache has of it, or its text for whoever checks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic

from vcc.findings.outcome import outcome_of_errors
from vcc.library.cases import Across, head_of
from vcc.library.packed import packed_part
from vcc.library.seen import Seen, state_of
from vcc.library.theories import Theory, context_of, digest_of
from vcc.library.ways import Result, Way
from vcc.source.diagnostic import Diagnostic, SourceErrors
from vcc.source.reading import read_source
from vcc.source.text import SourceText

if TYPE_CHECKING:
    from vcc.library.cache import Cache, Entry

AT_ONCE: Final = 512  # files that are looked up together


@dataclass(frozen=True, slots=True)
class Planned(Generic[Result]):
    """A file and how it is handled: its result where that is known, or else its text.

    `across` is what is wrong between it and earlier files; without `key` nothing is kept. A file
    is worked on `here` where too few are to be checked to start processes for them.
    """

    path: str
    way: Way[Result]
    across: tuple[Diagnostic, ...] = ()
    result: Result | None = None
    source: SourceText | None = None
    key: str = ""
    here: bool = False


@dataclass(slots=True)
class _File(Generic[Result]):
    """A file while it is planned; its text is read once, and only where it is needed."""

    path: str
    way: Way[Result]
    digest: str = ""
    key: str = ""
    across: tuple[Diagnostic, ...] = ()
    source: SourceText | None = None
    errors: SourceErrors | None = None

    def read(self) -> SourceText | None:
        """Its text; None where it cannot be read (`errors` say why)."""
        if self.source is None and self.errors is None:
            try:
                self.source = read_source(self.path)
            except SourceErrors as errors:
                self.errors = errors
        return self.source


class Planner(Generic[Result]):
    """Plans the files of one run."""

    def __init__(
        self,
        way_of: Callable[[Path], Way[Result]],
        cache: Cache | None,
        across: Across | None,
        few: int,
    ) -> None:
        self._way_of = way_of
        self._cache = cache
        self._across = across
        self._left_for_here = few
        self._theories: set[Theory] = set()
        self._contexts: dict[Theory, str] = {}
        self._keys: dict[int, str] = {}  # what results of a way depend on besides files
        self._ways: list[Way[Result]] = []
        self._libraries: dict[str, str] = {}  # the digests of those that results rest on

    def plans(self, paths: Iterator[Path]) -> Iterator[Planned[Result]]:
        """What to do about each file; many are looked up in the cache together."""
        while some := list(islice(paths, AT_ONCE)):
            files = self._files(some)
            known = self._known(files)
            open_ = sum(file.key not in known for file in files)
            here = open_ <= self._left_for_here
            self._left_for_here -= open_
            for file in files:
                yield self._plan(file, known.get(file.key), here)

    def _files(self, paths: list[Path]) -> list[_File[Result]]:
        """The files with their keys; what is known of a file by its state need not be read."""
        called = list(map(str, paths))
        seen = self._cache.seen(called) if self._cache is not None else {}
        files, fresh = [], []
        for path, name in zip(paths, called, strict=True):
            file = _File(name, self._way_of(path))
            state = state_of(name) if self._cache is not None else ""
            known = seen.get(name)
            if known is None or not state or known.state != state:
                known = self._read(file, state)
                if known is not None and state:
                    fresh.append(known)
            if known is not None:
                self._look_across(file, known)
            files.append(file)
        if self._cache is not None:
            self._cache.keep_seen(fresh)
        return files

    def _read(self, file: _File[Result], state: str) -> Seen | None:
        """What is to be known of a file; None where it cannot be read."""
        source = file.read()
        if source is None:
            return None
        digest = digest_of(source.text) if self._cache is not None else ""
        return Seen(file.path, state, digest, head_of(source))

    def _look_across(self, file: _File[Result], seen: Seen) -> None:
        """Compare a file with those before it; what is kept of it depends on that too."""
        if self._across is not None:
            file.across = self._across.found(seen.head, file.read)
        if self._cache is not None:
            file.digest = seen.digest
            more = (packed_part(file.across),) if file.across else ()
            file.key = digest_of(file.path, seen.digest, self._key_of(file.way), *more)

    def _key_of(self, way: Way[Result]) -> str:
        """Everything besides files that results of a way depend on."""
        if id(way) not in self._keys:
            self._ways.append(way)  # kept, so that its id stays its own
            if way.theory not in self._contexts:
                self._contexts[way.theory] = context_of(way.theory)
            self._keys[id(way)] = digest_of(self._contexts[way.theory], way.making.key)
        return self._keys[id(way)]

    def _known(self, files: Iterable[_File[Result]]) -> dict[str, Result]:
        """The results of the cache by their keys."""
        if self._cache is None:
            return {}
        ways = {file.key: file.way for file in files if file.key}
        entries = self._cache.found(ways)
        found = {key: self._of_entry(entry, ways[key]) for key, entry in entries.items()}
        return {key: result for key, result in found.items() if result is not None}

    def _of_entry(self, entry: Entry, way: Way[Result]) -> Result | None:
        """What is kept, if the libraries that it rests on are as they were."""
        if any(self._digest_of_library(name) != digest for name, digest in entry.uses):
            return None
        try:
            return way.making.unpacked(entry.value)
        except (ValueError, TypeError):  # made by a version of vcc that called itself the same
            return None

    def _digest_of_library(self, path: str) -> str:
        known = self._libraries.get(path)
        if known is None:
            try:
                known = digest_of(read_source(path).text)
            except SourceErrors:
                known = ""
            self._libraries[path] = known
        return known

    def _plan(self, file: _File[Result], result: Result | None, here: bool) -> Planned[Result]:
        plan = partial(Planned, file.path, file.way, file.across)
        if result is not None:
            return plan(result)
        if file.way.theory not in self._theories:
            self._theories.add(file.way.theory)
            file.way.theory.load().resolver.forget()
        source = file.read()
        if source is None:
            assert file.errors is not None, "what cannot be read says why"
            outcome = outcome_of_errors(file.errors, file.path, None)
            return plan(file.way.making.made(outcome))
        is_as_seen = bool(file.key) and digest_of(source.text) == file.digest
        return plan(None, source, file.key if is_as_seen else "", here)
