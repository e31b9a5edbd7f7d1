"""Elements of frameworks in the short report: a tree of those that are assessed, with what is told
of each, or only those that are not present."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from vcc.findings.model import Conclusion, Status
from vcc.render.brief_entries import Entry, Writer
from vcc.render.marks import MARKS, STATUSES
from vcc.source.diagnostic import Words

_PRESENT: Final = Words("{count} others are present", "另有 {count} 项具备")


@dataclass(frozen=True, slots=True)
class Elements:
    """Tells elements: `every` is all that is concluded, `notes` what is told beside a status."""

    writer: Writer
    every: Sequence[Conclusion]
    notes: Sequence[Conclusion] = ()

    def tree(self, elements: Sequence[Conclusion]) -> tuple[Entry, ...]:
        """Elements, below each those that are parts of it."""
        terms = {c.object.term for c in elements if c.object}
        roots = [c for c in elements if not terms.intersection(c.part_of)]
        return self._entries(roots, elements)

    def missing(self, elements: Sequence[Conclusion]) -> tuple[Entry, ...]:
        """Those elements that are not present."""
        return self._entries([c for c in elements if c.status is not Status.PRESENT], ())

    def present_count(self, elements: Sequence[Conclusion]) -> str:
        """How many elements are present; empty where none is."""
        count = sum(c.status is Status.PRESENT for c in elements)
        text = _PRESENT.filled({"count": str(count)}).in_language(self.writer.language)
        return f"{MARKS[Status.PRESENT]} {text}" if count else ""

    def _entries(
        self, chosen: Sequence[Conclusion], elements: Sequence[Conclusion]
    ) -> tuple[Entry, ...]:
        """One entry each; those without parts of which nothing is known on one, at the end."""
        entries: list[Entry] = []
        silent: list[Conclusion] = []
        for c in chosen:
            parts = [e for e in elements if c.object and c.object.term in e.part_of]
            if c.status is Status.UNKNOWN and not parts:
                silent.append(c)
            else:
                entries.append(self._entry(c, self._entries(parts, elements)))
        return (*entries, self._silent(silent)) if silent else tuple(entries)

    def _silent(self, unknown: Sequence[Conclusion]) -> Entry:
        names = self.writer.listing(map(self.writer.object, unknown))
        word = STATUSES[Status.UNKNOWN].in_language(self.writer.language)
        reasons = None if len(unknown) == 1 else ()
        return self.writer.entry(unknown, f"{names} · {word}", reasons)

    def _entry(self, conclusion: Conclusion, children: tuple[Entry, ...]) -> Entry:
        writer = self.writer
        notes = [note for note in self.notes if note.object == conclusion.object]
        texts = [writer.object(conclusion)]
        if conclusion.status is not None and conclusion.status is not Status.PRESENT:
            texts.append(writer.words(STATUSES[conclusion.status]))
        texts += [writer.words(note.predicate.label) for note in notes]
        why = self._why(conclusion, bool(children))
        if not children:  # what is noted of a whole is told of its parts below
            why += map(writer.reason, notes)
        entry = writer.entry([conclusion, *notes], " · ".join(texts), why, children)
        # Of a part that is there the gist will do; what is missing is told in full.
        is_part = conclusion.status is Status.PRESENT and bool(conclusion.part_of)
        return replace(entry, may_be_cut=is_part)

    def _why(self, conclusion: Conclusion, has_children: bool) -> list[str]:
        """The reasons of an element. Where a rule without claims of its own only gathers parts,
        the parts are the reason: those that are shown below need not be told."""
        rule, element = conclusion.rule, conclusion.object
        if has_children and rule is not None and not rule.claims:
            return []
        own = self.writer.reason(conclusion)
        if has_children or element is None:
            return [own]
        parts = [c for c in self.every if element.term in c.part_of and c.status is Status.PRESENT]
        return list(map(self.writer.reason, parts)) or [own]
