"""How firm conclusions are, as a document for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from vcc.findings.model import Conclusion, Evidence
from vcc.findings.sensitivity import Lost, Sensitivity, Turned
from vcc.render.document import Block, Entries, Entry, Heading, Paragraph, Table
from vcc.render.evidence import places
from vcc.render.marks import object_text
from vcc.render.words import labelled, listing, predicated
from vcc.source.diagnostic import Words

_TITLE: Final = Words("What conclusions depend on", "结论依赖于什么")
_TRIED: Final = Words(
    "Each alone, other readings ({readings}) were taken, and statements ({statements}) and sources "
    "({sources}) taken away. {firm} of {all} conclusions hold whatever it was, as long as the "
    "parties themselves and some source are there.",
    "逐一改取其他读法（{readings} 种）、删去陈述（{statements} 条）与来源（{sources} 个）。"
    "只要各方主体与至少一个来源仍在，{all} 项结论中有 {firm} 项始终成立。",
)
_BY_READING: Final = Words("Other readings of the papers", "论文的其他读法")
_BY_SOURCE: Final = Words("Without a source", "去掉某个来源")
_BY_STATEMENT: Final = Words("Statements on which most depends", "影响最大的陈述")
_MAIN: Final = Words("What the main conclusions stand or fall with", "主要结论系于何处")
_CONCLUSION: Final = Words("conclusion", "结论")
_ALONE: Final = Words("falls with any one of", "下列任何一项不成立则不成立")
_FIRM: Final = Words("nothing alone", "不系于任何单独一项")
_NONE: Final = Words("Nothing changes.", "没有变化。")
_AND_MORE: Final = Words("and {count} more", "等，另有 {count} 项")
_FURTHER: Final = Words("{shown}, and {count} more", "{shown}等，另有 {count} 项")
_LOSES: Final = Words(
    "{what}: {lost} conclusions lost, {gained} new", "{what}：失去 {lost} 项结论，新增 {gained} 项"
)
_READING: Final = Words("reading “{choice}” ({option})", "读法“{choice}”（{option}）")
_SOURCE: Final = Words("source {name}", "来源 {name}")
_INSTEAD: Final = Words("{gone} → {instead}", "{gone} → {instead}")
_MOST_LOST: Final = 6
_MOST_STATEMENTS: Final = 12
_MOST_LEGS: Final = 4
_MOST_LINES: Final = 4
_QUOTED: Final = Words("“{it}”", "“{it}”")


def document_from_sensitivity(
    found: Sensitivity, language: str, *, all_conclusions: bool
) -> tuple[Block, ...]:
    """What turns with what; the main conclusions (those about the case itself), or all."""
    return tuple(_Writer(found, language).blocks(all_conclusions))


class _Writer:
    def __init__(self, found: Sensitivity, language: str) -> None:
        self.found = found
        self.language = language

    def said(self, words: Words) -> str:
        return words.in_language(self.language)

    def blocks(self, all_conclusions: bool) -> Iterator[Block]:
        found = self.found
        yield Heading(labelled(_TITLE, self.said(found.case.label), self.language), 1)
        every = (*found.readings, *found.statements, *found.sources)
        fallen = {one.conclusion.id for t in every if not t.is_ground for one in t.lost}
        readings, statements, sources = map(str, found.tried)
        yield Paragraph(
            self.said(
                _TRIED.filled({
                    "readings": readings, "statements": statements, "sources": sources,
                    "firm": str(len(found.conclusions) - len(fallen)),
                    "all": str(len(found.conclusions)),
                })
            )
        )  # fmt: skip
        yield Heading(self.said(_MAIN))
        yield self._table(all_conclusions)
        yield Heading(self.said(_BY_READING))
        yield self._entries(found.readings)
        yield Heading(self.said(_BY_SOURCE))
        yield self._entries(found.sources)
        yield Heading(self.said(_BY_STATEMENT))
        # That nothing is concluded of parties who are not there is no news.
        heaviest = sorted(found.statements, key=lambda t: (t.is_ground, -len(t.lost)))
        yield self._entries(tuple(heaviest[:_MOST_STATEMENTS]))

    def _table(self, all_conclusions: bool) -> Block:
        rows = tuple(
            (self.conclusion(c), self._legs(c))
            for c in self.found.conclusions
            if all_conclusions or c.subject.term == self.found.case.term
        )
        return Table((self.said(_CONCLUSION), self.said(_ALONE)), rows)

    def _legs(self, conclusion: Conclusion) -> str:
        """The readings, statements and sources that it falls with, each alone; those that few
        other conclusions fall with first: they tell the most."""
        readings, *others = self.found.behind(conclusion)
        alone = sorted(chain(*others), key=lambda t: (t.is_ground, len(t.lost)))
        legs = [self.name(t) for t in readings]
        named: dict[str, list[Evidence]] = {}
        for turned in alone:
            label = self._about(turned)
            named.setdefault(label, []).extend([turned.evidence] if turned.evidence else [])
        legs += [f"{label} {self.place(lines)}".strip() for label, lines in named.items()]
        if len(legs) > _MOST_LEGS + 1:
            first = listing(legs[:_MOST_LEGS], self.language)
            rest = str(len(legs) - _MOST_LEGS)
            return self.said(_FURTHER.filled({"shown": first, "count": rest}))
        return listing(legs, self.language) or self.said(_FIRM)

    def name(self, turned: Turned) -> str:
        """What was changed."""
        if turned.option is not None:
            names = {"choice": turned.what.label, "option": turned.option.label}
            return self.said(_READING.filled(names))
        place = self.place([turned.evidence]) if turned.evidence else ""
        return f"{self._about(turned)} {place}".strip()

    def _about(self, turned: Turned) -> str:
        """The thing that a statement is about, or the source."""
        if turned.evidence is None:
            return self.said(_SOURCE.filled({"name": turned.what.name}))
        label = self.said(turned.what.label)
        return label if turned.what == self.found.case else self.said(_QUOTED.filled({"it": label}))

    def place(self, lines: Iterable[Evidence]) -> str:
        """Where statements stand; the lines of the case's own file go without its name."""
        where = places(lines, _MOST_LINES, self.found.file)
        return f"[{where}]" if where else ""

    def _entries(self, turned: tuple[Turned, ...]) -> Block:
        if not turned:
            return Paragraph(self.said(_NONE))
        return Entries(tuple(map(self._entry, turned)))

    def _entry(self, turned: Turned) -> Entry:
        values = {
            "what": self.name(turned),
            "lost": str(len(turned.lost)),
            "gained": str(turned.gained),
        }
        # What is said of the case itself counts most.
        main = sorted(turned.lost, key=lambda o: o.conclusion.subject.term != self.found.case.term)
        details = [self.lost(one) for one in main[:_MOST_LOST]]
        if len(main) > _MOST_LOST:
            rest = {"count": str(len(main) - _MOST_LOST)}
            details.append(self.said(_AND_MORE.filled(rest)))
        return Entry(self.said(_LOSES.filled(values)), tuple(details))

    def lost(self, one: Lost) -> str:
        """A conclusion, and what is concluded in its place."""
        gone = self.conclusion(one.conclusion)
        if not one.instead:
            return gone
        instead = listing([self.said(node.label) for node in one.instead], self.language)
        return self.said(_INSTEAD.filled({"gone": gone, "instead": instead}))

    def conclusion(self, conclusion: Conclusion) -> str:
        """A conclusion in one line; the case itself goes unnamed."""
        text = object_text(conclusion, self.language)
        told = predicated(conclusion.predicate.label, text, self.language)
        if conclusion.subject.term == self.found.case.term:
            return told
        return labelled(conclusion.subject.label, told, self.language)
