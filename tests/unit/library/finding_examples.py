"""Examples of findings, put together from those of the rules.

Most findings are told by a general rule (`F :tellsGapOf e`), whose own example is about one
element. For another element the example is made: the statements with which a rule shows or denies
that element, in the setting in which the general rule finds; something said not to be so, where
that is not enough; and then whatever is not needed is taken out. Nothing here knows an element or a
framework.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from itertools import chain, islice, product
from typing import Final

from example_units import HEAD, TAIL, Units, beside_each, units_of

from vcc.case.words import STATEMENTS
from vcc.graph.from_case import graph_from_case
from vcc.knowledge import Knowledge
from vcc.pipeline import parse
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import Triple
from vcc.vocabulary.rule_notes import RuleNote

FINDING: Final = vcc("finding")
PART: Final = vcc("partOfElement")
DENIES: Final = vcc("denies")
UNKNOWN: Final = vcc("unknown")
SPEAKS: Final = (vcc("countsFor"), vcc("neededFor"))
TOLD_IN: Final = vcc("toldIn")
WORD: Final = vcc("word")
SHOWN: Final = tuple(map(vcc, ("present", "shows", "partial", "denies", "absent")))
DENIED: Final = tuple(reversed(SHOWN))
MOST_TRIED: Final = 1500  # cases for one finding
MOST_SHOWN: Final = 6  # examples that show something beside an element
MOST_PIECES: Final = 8  # examples that tell of an element


class Maker:
    """Makes examples of findings under a theory."""

    def __init__(self, theory: Knowledge) -> None:
        self._theory = theory
        self._known: dict[str, frozenset[Triple]] = {}

    def example(self, finding: str) -> str | None:
        """The inside of a case in which a finding (a term) arises, with nothing that it does not
        need; None where none was found."""
        tried = islice(dict.fromkeys(self._candidates(finding)), MOST_TRIED)
        found = next((units for units in tried if self._finds(units, finding)), None)
        return None if found is None else str(self._least(found, finding))

    def _least(self, units: Units, finding: str) -> Units:
        number = len(units.texts)
        while number:  # from behind: what is declared first is used by what follows
            number -= 1
            less = units.without(number)
            if self._finds(less, finding):
                units = less
        return units

    # ---------------------------------------------------------------- what a case concludes
    def _finds(self, units: Units, finding: str) -> bool:
        return self._concludes(units, FINDING, finding)

    def _concludes(self, units: Units, property: str, term: str) -> bool:
        return any((p, o) == (property, term) for _, p, o in self._facts(str(units)))

    def _facts(self, statements: str) -> frozenset[Triple]:
        """What is concluded of a case; nothing where it has mistakes."""
        if statements not in self._known:
            self._known[statements] = frozenset(self._concluded(statements))
        return self._known[statements]

    def _concluded(self, statements: str) -> Iterable[Triple]:
        try:
            _, resolved = parse(SourceText("t.vcc", f"{HEAD}{statements}{TAIL}"), self._theory)
        except SourceErrors:
            return ()
        return self._theory.infer(graph_from_case(resolved).triples)[0].inferred

    # ---------------------------------------------------------------- what is tried
    def _candidates(self, finding: str) -> Iterator[Units]:
        """Cases in which the finding may arise, the likely ones first."""
        for property, element in self._tells.get(finding, ()):
            settings = self._settings.get(property, [])
            for units, kind in product(settings, self._kinds.get(element, ())):
                yield from units.of_kind(kind)
            around = sorted(self._around.get(element, ()))
            shown = [units for each in around for units in self._telling(each, SHOWN, MOST_SHOWN)]
            yield from shown
            denials = list(self._denials(element))
            pieces = [*denials, *self._telling(element, DENIED, MOST_PIECES)]
            pieces += self._without_parts(element)
            yield from beside_each((*settings, *self._frameworks), pieces)
            fewer = [units.without(n) for units in shown for n in range(len(units.texts))]
            asked = self._assessing(element)
            yield from beside_each(shown, denials)
            yield from beside_each(asked, (*shown, *fewer))
            yield from beside_each(self._beyond(around), shown)
            yield from beside_each(shown, pieces)
            yield from chain(chain.from_iterable(map(Units.denied, shown)), fewer)
            yield from beside_each(asked, beside_each(shown, pieces))

    def _denials(self, element: str) -> Iterator[Units]:
        """Statements that something of a kind that speaks for an element is not so, or that the
        lists in which the element would be told are complete."""
        for kind, sort in product(self._kinds.get(element, ()), STATEMENTS):
            for word in ("is", "form"):
                units = units_of(f"absent {sort.id} nothing {word} {kind}")
                if units is not None:
                    yield units
        closed = [f"complete {each}" for each in self._lists.get(element, ())]
        if closed:
            yield Units(tuple(closed), ("",) * len(closed))

    def _without_parts(self, whole: str) -> Iterator[Units]:
        """Examples that deny the parts of an element, together."""
        parts = sorted(self._parts.get(whole, ()))
        denying = [found for part in parts if (found := list(self._ruling_out(part)))]
        for number in range(max(map(len, denying), default=0)):
            yield reduce(Units.beside, (each[min(number, len(each) - 1)] for each in denying))

    def _ruling_out(self, element: str) -> Iterator[Units]:
        """What rules an element out, by itself or by one of its parts, where it is assessed."""
        parts = sorted(self._parts.get(element, ()))
        tried = chain.from_iterable(map(self._denials, (element, *parts)))
        for units in chain(tried, self._telling(element, DENIED, 2)):
            asked = (each.beside(units) for each in self._assessing(element))
            if any(self._concludes(each, DENIES, element) for each in asked):
                yield units

    def _assessing(self, element: str) -> list[Units]:
        """What asks, in the fewest words, for a framework that says something of an element."""
        asked = (each for each in self._frameworks if self._concludes(each, UNKNOWN, element))
        return sorted(asked, key=lambda units: len(str(units)))[:1]

    def _beyond(self, wholes: Iterable[str]) -> list[Units]:
        """Examples that tell of what some wholes are there for."""
        aims = {o for s, _, o in self._given if s in wholes}
        return [
            units for aim in sorted(aims - set(wholes)) for units in self._about.get(aim, [])[:8]
        ]

    def _telling(self, element: str, first: tuple[str, ...], most: int) -> list[Units]:
        """The examples in which something is concluded of an element: those first in which that is
        what is looked for, and of these the short ones."""
        told = self._told.get(element, {})

        def rank(units: Units) -> tuple[int, int]:
            return min(map(first.index, told[units])), len(units.texts)

        return sorted(told, key=rank)[:most]

    @cached_property
    def _tells(self) -> dict[str, list[tuple[str, str]]]:
        """What each finding is said to tell of: the property, the element."""
        told: dict[str, list[tuple[str, str]]] = {}
        for finding, property, element in self._given:
            told.setdefault(finding, []).append((property, element))
        return told

    @cached_property
    def _given(self) -> tuple[Triple, ...]:
        """What holds in every case."""
        return (*self._theory.program.data, *self._theory.ontology.triples)

    @cached_property
    def _words(self) -> dict[str, str]:
        """The first English word of each term that has one."""
        words = {s: o for s, p, o in reversed(self._given) if p == WORD and o.endswith("@en")}
        return {term: word.split('"')[1] for term, word in words.items()}

    @cached_property
    def _kinds(self) -> dict[str, list[str]]:
        """The words of kinds that speak for an element, or that it needs."""
        found: dict[str, list[str]] = {}
        for kind, property, element in self._given:
            if property in SPEAKS and kind in self._words:
                found.setdefault(element, []).append(self._words[kind])
        return found

    @cached_property
    def _lists(self) -> dict[str, list[str]]:
        """The words of the lists in which an element would be told."""
        found: dict[str, list[str]] = {}
        for element, property, closable in self._given:
            if property == TOLD_IN:
                found.setdefault(element, []).append(self._words[closable])
        return found

    @cached_property
    def _parts(self) -> dict[str, set[str]]:
        """The parts of each element."""
        parts: dict[str, set[str]] = {}
        for part, property, whole in self._given:
            if property == PART:
                parts.setdefault(whole, set()).add(part)
        return parts

    @cached_property
    def _around(self) -> dict[str, set[str]]:
        """The wholes that an element is part of, and their other parts."""
        around: dict[str, set[str]] = {}
        for whole, own in self._parts.items():
            for part in own:
                around.setdefault(part, set()).update(own - {part}, {whole})
        return around

    @cached_property
    def _notes(self) -> tuple[RuleNote, ...]:
        return tuple(sorted(self._theory.notes.rules, key=lambda note: note.iri))

    @cached_property
    def _examples(self) -> tuple[tuple[str, Units], ...]:
        """Every example of every rule."""
        return tuple(
            (note.iri, units)
            for note in self._notes
            for statements in (*note.fires_on, *note.silent_on)
            if (units := units_of(statements)) is not None
        )

    @cached_property
    def _frameworks(self) -> list[Units]:
        """Each framework, asked for and nothing else."""
        asked = {text for _, units in self._examples for text in units.texts
                 if text.startswith("framework ")}  # fmt: skip
        return [Units((text,), ("",)) for text in sorted(asked)]

    @cached_property
    def _settings(self) -> dict[str, list[Units]]:
        """The examples of the rules that conclude findings of any name, by what they read."""
        found: dict[str, list[Units]] = {}
        for rule in self._theory.program.rules:
            general = any(p.predicate == FINDING and str(p.object)[0] == "?" for p in rule.head)
            own = [units for iri, units in self._examples if iri == rule.id] if general else []
            for pattern in rule.patterns if own else ():
                found.setdefault(str(pattern.predicate), []).extend(own)
        return found

    @cached_property
    def _about(self) -> dict[str, list[Units]]:
        """For each term two examples of all that is concluded of it, what is seldom so first."""
        found: dict[str, dict[str, list[Units]]] = {}
        for _, units in self._examples:
            for _, property, term in self._facts(str(units)):
                if property not in SHOWN:
                    found.setdefault(term, {}).setdefault(property, []).append(units)
        return {
            term: [units for each in sorted(own.values(), key=len) for units in each[:2]]
            for term, own in found.items()
        }

    @cached_property
    def _told(self) -> dict[str, dict[Units, set[str]]]:
        """For each element the examples in which something is concluded of it, and what."""
        found: dict[str, dict[Units, set[str]]] = {}
        for _, units in self._examples:
            for _, property, element in self._facts(str(units)):
                if property in SHOWN:
                    found.setdefault(element, {}).setdefault(units, set()).add(property)
        return found
