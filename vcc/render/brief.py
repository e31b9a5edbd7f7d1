"""The short report as data in one language: what each section of an analysis comes to.

How a section is shortened, and with which others it shares a heading, is data of the ontology
(`findings.sections.Brief`); text and Markdown lay out the same blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vcc.findings.analysis import CaseAnalysis, Part
from vcc.findings.ids import short_ids
from vcc.findings.model import Conclusion, Node, Status
from vcc.findings.questions import listed
from vcc.findings.sections import Brief, Layout
from vcc.render.brief_elements import Elements
from vcc.render.brief_entries import Entry, Writer
from vcc.render.marks import conclusion_text, matrix_cells, property_and_object
from vcc.render.words import RESTS_ON, labelled, listing
from vcc.source.diagnostic import Words

_IN: Final = Words("{text} in {contexts}", "{text}（{contexts}）")
_ALSO: Final = Words("Also concluded", "此外还推得")


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix: headings of its columns, and rows (heading first) in one or several bodies.

    The last column says what a row rests on.
    """

    columns: tuple[str, ...]
    bodies: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that belong to one thing (empty heading: to none)."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading of the short report, and what stands below it; `note` ends it, or is empty."""

    title: str
    grid: Grid | None
    groups: tuple[Group, ...]
    note: str = ""


def blocks_of(analysis: CaseAnalysis, language: str) -> Iterator[Block]:
    """The blocks of the short report that have something to tell, in order."""
    parts: dict[str, list[Part]] = {}
    for part in analysis.parts:
        if part.conclusions and part.section.brief is not Brief.COUNT:
            parts.setdefault(part.section.block, []).append(part)
    titles = {part.section.key: part.section.title for part in analysis.parts}
    for key, members in parts.items():
        title = titles.get(key, members[0].section.title).in_language(language)
        block = Shortener(analysis, members, language).block(title)
        if block.grid or block.groups:
            yield block


def counted_only(analysis: CaseAnalysis, language: str) -> str:
    """Sections of which the short report tells only how many conclusions they have."""
    counts = [
        labelled(part.section.title, str(len(part.conclusions)), language)
        for part in analysis.parts
        if part.conclusions and _is_only_counted(part)
    ]
    return labelled(_ALSO, listing(counts, language), language) if counts else ""


def _is_only_counted(part: Part) -> bool:
    """Whether a section is told nowhere else: what is for people, and of elements of which none is
    missing also where it is there to show what is."""
    section = part.section
    if not section.is_for_people or section.headline:
        return False
    is_complete = all(c.status is Status.PRESENT for c in part.conclusions)
    return section.brief is Brief.COUNT or (section.brief is Brief.OPEN and is_complete)


def writer_of(analysis: CaseAnalysis, language: str) -> Writer:
    """Words for the entries of one report."""
    ids = [c.id for c in analysis.conclusions] + [f.id for f in analysis.findings]
    asked = tuple(finding.message.in_language(language) for finding in analysis.findings)
    return Writer(language, analysis.file, short_ids(ids), asked)


class Shortener:
    """Shortens the sections that share one heading."""

    def __init__(self, analysis: CaseAnalysis, parts: Sequence[Part], language: str) -> None:
        self.analysis = analysis
        self.parts = parts
        self.case = analysis.case
        self.writer = writer_of(analysis, language)
        self.makers: dict[Brief, Callable[[Sequence[Part]], Iterator[Group]]] = {
            Brief.EACH: self._each,
            Brief.JOINED: self._joined,
            Brief.LINE: self._lines,
            Brief.SCOPES: self._scopes,
            Brief.TREE: self._tree,
            Brief.OPEN: self._open,
        }

    def block(self, title: str) -> Block:
        """The table first, then entries."""
        groups: list[Group] = []
        for brief in dict.fromkeys(part.section.brief for part in self.parts):
            if brief in self.makers:  # a table stands above, a note where its element is
                groups += self.makers[brief](self._with(brief))
        rest = self._elements().present_count(_all(self._with(Brief.OPEN)))
        return Block(title, self._grid(), tuple(g for g in groups if g.entries), rest)

    def _with(self, brief: Brief) -> list[Part]:
        return [part for part in self.parts if part.section.brief is brief]

    def _text(self, conclusion: Conclusion, part: Part) -> str:
        return conclusion_text(conclusion, part, self.analysis, self.writer.language)

    # ------------------------------------------------------------------ entries of lists
    def _each(self, parts: Sequence[Part]) -> Iterator[Group]:
        for part in parts:
            for group, members in part.groups():
                entries = tuple(self.writer.entry([c], self._text(c, part)) for c in members)
                yield Group(self.writer.label(group) if group else "", entries)

    def _joined(self, parts: Sequence[Part]) -> Iterator[Group]:
        """What is concluded in several contexts is told once, and these are its reason. The
        contexts of a section that is grouped by subject are its subjects."""
        for part in parts:
            if part.section.group_by_subject:
                yield Group("", self._in_contexts(part.conclusions, lambda c: c.subject))
                continue
            for group, members in part.groups():
                entries = self._in_contexts(members, lambda c: c.context)
                yield Group(self.writer.label(group) if group else "", entries)

    def _in_contexts(
        self, conclusions: Sequence[Conclusion], context_of: Callable[[Conclusion], Node | None]
    ) -> tuple[Entry, ...]:
        found: dict[tuple[Node, str], list[Conclusion]] = {}
        for c in conclusions:
            found.setdefault((c.predicate, self.writer.object(c)), []).append(c)
        entries = []
        for (_, text), same in found.items():
            contexts = [n for c in same if (n := context_of(c)) not in (None, self.case)]
            if contexts:
                values = {"text": text, "contexts": self.writer.some(filter(None, contexts))}
                text = _IN.filled(values).in_language(self.writer.language)
            entry = self.writer.entry(same, text, () if contexts else None)
            entries.append(replace(entry, may_be_cut=True))
        return tuple(entries)

    def _lines(self, parts: Sequence[Part]) -> Iterator[Group]:
        """A line for each group; groups of which the same is concluded stand on one."""
        for part in parts:
            found: dict[str, list[tuple[Node | None, list[Conclusion]]]] = {}
            for group, members in part.groups():
                for alike in [list(members)] if group else _by_predicate(members):
                    found.setdefault(self._told(alike, part), []).append((group, alike))
            yield Group("", tuple(self._line(told, same) for told, same in found.items()))

    def _line(self, told: str, same: Sequence[tuple[Node | None, list[Conclusion]]]) -> Entry:
        nodes = [group for group, _ in same if group is not None]
        names = self.writer.some(nodes)
        text = self.writer.labelled(names, told) if names else told
        return self.writer.entry([c for _, alike in same for c in alike], text, ())

    def _told(self, conclusions: Sequence[Conclusion], part: Part) -> str:
        """What is concluded of one thing: objects by predicate; verdicts without their label."""
        texts = []
        for alike in _by_predicate(conclusions):
            objects = listed(list(map(self.writer.object, alike)), self.writer.language)
            predicate = alike[0].predicate
            is_plain = len(part.section.properties) == 1 or predicate.term in part.section.headline
            said = property_and_object(alike[0], objects, self.writer.language)
            texts.append(objects if is_plain else said)
        return " · ".join(texts)

    # ------------------------------------------------------------------ the case, and its periods
    def _scopes(self, parts: Sequence[Part]) -> Iterator[Group]:
        """Of the case every conclusion, those of one reason together; of the others a line."""
        same: dict[str, list[tuple[Conclusion, Part]]] = {}
        others: dict[Node, list[tuple[Part, tuple[Conclusion, ...]]]] = {}
        for part in parts:
            for group, members in part.groups():
                if group is not None and group != self.case:
                    others.setdefault(group, []).append((part, members))
                    continue
                for c in members:
                    is_verdict = part.section.layout is Layout.VERDICT and c.hint is None
                    key = "" if is_verdict else self.writer.reason(c) or c.id
                    same.setdefault(key, []).append((c, part))
        yield Group("", tuple(map(self._of_one_reason, same.values())))
        yield Group("", tuple(self._scope(node, told) for node, told in others.items()))

    def _of_one_reason(self, alike: Sequence[tuple[Conclusion, Part]]) -> Entry:
        """Conclusions of the case told together; of a verdict, the reasons of what is headline."""
        conclusions = [c for c, _ in alike]
        text = " · ".join(self._text(*one) for one in alike)
        weighty = [c for c, part in alike if c.predicate.term in part.section.headline]
        reasons = list(map(self.writer.reason, weighty or conclusions))
        entry = self.writer.entry(conclusions, text, reasons)
        is_verdict = alike[0][1].section.layout is Layout.VERDICT
        return replace(entry, may_be_cut=not is_verdict)

    def _scope(self, node: Node, told: Sequence[tuple[Part, tuple[Conclusion, ...]]]) -> Entry:
        conclusions = [c for _, members in told for c in members]
        text = " · ".join(self._told(members, part) for part, members in told)
        line = self.writer.labelled(self.writer.label(node), text)
        return replace(self.writer.entry(conclusions, line, ()), hint="")

    # ------------------------------------------------------------------ matrices
    def _of_case(self, part: Part) -> list[Conclusion]:
        groups = part.groups()
        return [c for group, members in groups if group in (None, self.case) for c in members]

    def _grid(self) -> Grid | None:
        """The matrices of the case below one another; they share their columns."""
        parts = [(part, self._of_case(part)) for part in self._with(Brief.TABLE)]
        if not parts:
            return None
        columns = map(self.writer.label, parts[0][0].columns)
        bodies = tuple(self._rows(part, members) for part, members in parts)
        return Grid((*columns, self.writer.words(RESTS_ON)), bodies)

    def _rows(self, part: Part, members: Sequence[Conclusion]) -> tuple[tuple[str, ...], ...]:
        """The rows with their ground, where they are more than the properties of one thing."""
        cells = matrix_cells(part, members, self.writer.language)
        grounds = [
            self.writer.sentences(self.writer.ground(c) for c in members if c.row == row)
            for row in part.rows
        ]
        has_ground = bool(part.section.rows)
        return tuple(
            (*row, ground if has_ground else "") for row, ground in zip(cells, grounds, strict=True)
        )

    # ------------------------------------------------------------------ elements
    def _elements(self) -> Elements:
        return Elements(self.writer, tuple(self.analysis.conclusions), _all(self._with(Brief.NOTE)))

    def _tree(self, parts: Sequence[Part]) -> Iterator[Group]:
        yield Group("", self._elements().tree(_all(parts)))

    def _open(self, parts: Sequence[Part]) -> Iterator[Group]:
        yield Group("", self._elements().missing(_all(parts)))


def _all(parts: Sequence[Part]) -> list[Conclusion]:
    return [c for part in parts for c in part.conclusions]


def _by_predicate(conclusions: Sequence[Conclusion]) -> list[list[Conclusion]]:
    found: dict[str, list[Conclusion]] = {}
    for conclusion in conclusions:
        found.setdefault(conclusion.predicate.term, []).append(conclusion)
    return list(found.values())
