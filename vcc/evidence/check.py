"""A case → what its evidence is worth: every quote looked up, every statement without one.

With a lock and without the sources, the lock answers instead of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from vcc.case.from_text import ParsedCase, case_from_text
from vcc.case.model import Case
from vcc.evidence import codes
from vcc.evidence.lock import CaseLock, LockedQuote, LockedSource, quote_id
from vcc.evidence.lookup import found_in, too_short
from vcc.evidence.place import Where, fit_of
from vcc.evidence.report import EvidenceReport, Looked, LookedSource, Status
from vcc.evidence.search import Wanted, wanted_from_text
from vcc.evidence.sources import Loaded, Sought, SourceFiles
from vcc.evidence.statements import (
    KINDS,
    Quoted,
    Source,
    Stated,
    quotes_of,
    sources_of,
    statements_of,
)
from vcc.evidence.telling import told_of_quote
from vcc.source.diagnostic import Diagnostic, SourceErrors, Words
from vcc.source.reading import read_source
from vcc.source.text import Span


@dataclass(frozen=True, slots=True)
class Asked:
    """How to check: `only_lock` leaves the sources alone; statements of the kinds in `required`
    must have evidence; `lock_name` is how people call the lock. What is about to be mended is
    not told: `renewing` is set where the lock is written anew, `pruning` where stale entries go."""

    only_lock: bool = False
    required: frozenset[str] = frozenset()
    lock_name: str = ""
    renewing: bool = False
    pruning: bool = False


def check_evidence(
    parsed: ParsedCase, files: SourceFiles, lock: CaseLock | None = None, asked: Asked | None = None
) -> EvidenceReport:
    """Look up every quote of a case or library file.

    `lock` is what an evidence.lock says of this case, None where there is no lock. Nothing is
    raised: what is wrong becomes a diagnostic of the report.
    """
    check = _Check(parsed, files, lock, asked or Asked())
    quotes = tuple(map(check.looked, quotes_of(parsed.case)))
    return check.report(quotes, tuple(statements_of(parsed.case)))


def diagnostics_of_uncited(
    stated: Collection[Stated], required: Collection[str]
) -> Iterator[Diagnostic]:
    """A mistake for every statement of a required kind that has no evidence."""
    for each in stated:
        if each.kind in required and not each.is_cited:
            yield codes.UNCITED.at(each.span, kind=KINDS[each.kind], name=each.name)


@dataclass(slots=True)
class _Check:
    """The check of one case, as far as it has come."""

    parsed: ParsedCase
    files: SourceFiles
    lock: CaseLock | None
    asked: Asked
    declared: Mapping[str, Source] = field(init=False)
    sources: dict[str, _Found] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    fresh: dict[str, LockedQuote] = field(default_factory=dict)
    as_before: dict[str, int] = field(default_factory=dict)
    unlocked: int = 0

    def __post_init__(self) -> None:
        self.declared = {s.name: s for s in _declared(self.parsed.case, self.parsed.source.name)}

    def looked(self, quoted: Quoted) -> Looked:
        """Look one quote up, and note what is to be told."""
        wanted = wanted_from_text(quoted.quote.text)
        looked = self._looked(quoted, wanted)
        self.diagnostics += told_of_quote(looked)
        return looked

    def _looked(self, quoted: Quoted, wanted: Wanted) -> Looked:
        source = self.declared.get(quoted.source.text)
        if source is None:
            return Looked(quoted, Status.UNDECLARED)
        if too_short(wanted):
            return Looked(quoted, Status.TOO_SHORT)
        if source.file is None:
            return Looked(quoted, Status.NO_FILE)
        id = quote_id(source.name, wanted)
        self.seen.add(id)
        found = self._source(source)
        if found.loaded is None or found.loaded.content is None:
            return self._by_lock(quoted, id, found)
        looked, locked = found_in(quoted, wanted, found.loaded)
        if locked is not None:
            self._note(id, source.name, locked)
        return looked

    def _by_lock(self, quoted: Quoted, id: str, found: _Found) -> Looked:
        """What the lock says of a quote whose source cannot be asked."""
        locked = self.lock.quotes.get(id) if self.lock else None
        if locked is None:
            if found.loaded is not None:
                return Looked(quoted, Status.UNREADABLE)
            is_new = self.asked.only_lock or found.is_locked
            return Looked(quoted, Status.NOT_LOCKED if is_new else Status.MISSING)
        fit = fit_of(quoted.places, locked.where)
        self.fresh.setdefault(id, locked)
        return Looked(quoted, Status.LOCKED, locked.where, locked.start, locked.end, fit)

    def _note(self, id: str, source: str, locked: LockedQuote) -> None:
        known = self.fresh.setdefault(id, locked)
        if known.where != locked.where:  # the same words cited from two places: neither can be told
            self.fresh[id] = replace(known, where=Where())
        if self.lock is not None and not self.asked.renewing:
            before = self.lock.quotes.get(id)
            self.unlocked += before is None
            if before is not None and before.context == locked.context:
                self.as_before[source] = self.as_before.get(source, 0) + 1

    def _source(self, source: Source) -> _Found:
        found = self.sources.get(source.name)
        if found is None:
            found = self.sources[source.name] = self._sought(source)
        return found

    def _sought(self, source: Source) -> _Found:
        assert source.file is not None
        sought = self.files.find(source)
        locked = self.lock.sources.get(source.name) if self.lock else None
        if self.asked.only_lock:
            digest = self.files.hash_of(sought.path) if sought.path else ""
            same = locked is None or (
                locked.file == source.file.text and digest in ("", locked.sha256)
            )
            return _Found(source, sought, None, locked, same)
        loaded = self.files.load(sought.path) if sought.path else None
        digest = loaded.sha256 if loaded else ""
        same = locked is None or digest in ("", locked.sha256)
        return _Found(source, sought, loaded, locked, same)

    def report(self, quotes: tuple[Looked, ...], stated: tuple[Stated, ...]) -> EvidenceReport:
        """Everything together."""
        case, text = self.parsed.case, self.parsed.source
        for found in self.sources.values():
            own = [q for q in quotes if q.quoted.source.text == found.source.name]
            self.diagnostics += self._told_of_source(found, own)
        stale = tuple(sorted(set(self.lock.quotes) - self.seen)) if self.lock else ()
        if stale and not self.asked.pruning:
            span = case.name.span
            values = {"count": str(len(stale)), "lock": self.asked.lock_name, "file": text.name}
            self.diagnostics.append(codes.STALE.at(span, (), **values))
        self.diagnostics += diagnostics_of_uncited(stated, self.asked.required)
        return EvidenceReport(
            text, case.language, case.name.text,
            tuple(self._looked_source(source) for source in self.declared.values()),
            quotes, stated, tuple(sorted(self.diagnostics, key=lambda d: d.sort_key)),
            CaseLock(self._locked_sources(), self.fresh), stale, self.unlocked,
        )  # fmt: skip

    def _told_of_source(self, found: _Found, own: list[Looked]) -> Iterator[Diagnostic]:
        """What is wrong with a source, once for all its quotes."""
        source, sought = found.source, found.sought
        assert source.file is not None
        values = {"source": source.name, "file": source.file.text}
        span = self._span_of(source)
        if found.loaded is not None and found.loaded.reason is not None:
            if any(looked.status is Status.UNREADABLE for looked in own):
                yield codes.SOURCE_UNREADABLE.at(span, (), reason=found.loaded.reason, **values)
        elif found.loaded is not None and found.loaded.content is not None:
            if found.loaded.content.encoding == "gb18030":
                yield codes.ENCODING.at(span, (), **values)
        elif any(looked.status is Status.MISSING for looked in own):
            folders = ", ".join(str(folder) for folder in sought.searched)
            code = codes.OUTSIDE if sought.outside else codes.SOURCE_MISSING
            yield code.at(span, (), folders=folders, **values)
        if not (found.is_as_locked or self.asked.renewing):
            yield codes.SOURCE_CHANGED.at(span, (), known=self._known(source), **values)

    def _known(self, source: Source) -> Words:
        """How much of a changed source the lock still knows; empty where it was not read."""
        locked = self.lock.quotes if self.lock else {}
        of = sum(id.rpartition(":")[0] == source.name for id in locked)
        if self.asked.only_lock or not of:
            return Words("", "")
        same = self.as_before.get(source.name, 0)
        return codes.STILL_KNOWN.filled({"same": str(same), "count": str(of)})

    def _span_of(self, source: Source) -> Span:
        """Its place; for a source of a library, the first quote from it here."""
        if source.base == self.parsed.source.name:
            return source.span
        return next(
            q.source.span for q in quotes_of(self.parsed.case) if q.source.text == source.name
        )

    def _looked_source(self, source: Source) -> LookedSource:
        found = self.sources.get(source.name)
        if found is None or found.sought.path is None:
            return LookedSource(source)
        looked = LookedSource(source, found.sought.path.as_posix())
        if found.loaded is not None:
            looked = replace(looked, sha256=found.loaded.sha256, size=found.loaded.size)
        return replace(looked, is_as_locked=found.is_as_locked) if found.locked else looked

    def _locked_sources(self) -> Mapping[str, LockedSource]:
        """The sources of the quotes that a new lock vouches for."""
        named = {id.rpartition(":")[0] for id in self.fresh}
        locked = {}
        for name, found in self.sources.items():
            if name in named and found.loaded is not None and found.loaded.content is not None:
                assert found.source.file is not None
                loaded = found.loaded
                locked[name] = LockedSource(found.source.file.text, loaded.sha256, loaded.size)
            elif name in named and found.locked is not None:
                locked[name] = found.locked
        return locked


@dataclass(frozen=True, slots=True)
class _Found:
    """A source, where its file is, and what it and the lock say."""

    source: Source
    sought: Sought
    loaded: Loaded | None
    locked: LockedSource | None
    is_as_locked: bool

    @property
    def is_locked(self) -> bool:
        """Whether the lock knows the source."""
        return self.locked is not None


def _declared(case: Case, file: str) -> Iterator[Source]:
    """The sources that a file and the libraries that it uses declare."""
    for use in case.uses:
        path = Path(file).parent / use.file.text
        try:
            library = case_from_text(read_source(path))
        except SourceErrors:
            continue  # what is wrong with it is said where it is checked
        yield from sources_of(library.case)
    yield from sources_of(case)
