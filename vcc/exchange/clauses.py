"""The clauses, labels and evidence that a node's triples say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from vcc.case.model import Argument, Citation, Clause, Date, Name, Quantity, Text
from vcc.case.words import ANYWHERE, CLAUSE_BY_ID, ClauseWord, Takes
from vcc.exchange.facts import Facts
from vcc.exchange.sayable import (
    NOWHERE,
    date_of,
    name_of,
    place_of,
    plain_of,
    quantity_of,
    text_of,
    word_of,
    year_of,
)
from vcc.exchange.things import Things
from vcc.graph.clauses import MEASUREMENT, SINCE, UNTIL
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import LABEL, XSD, vcc
from vcc.vocabulary.rdf import boolean, literal_parts
from vcc.vocabulary.terms import OntologyTerms

EVIDENCE: Final = vcc("evidence")
_CITATION: Final = vcc("Citation")
_SOURCE, _PLACE, _QUOTE = vcc("source"), vcc("place"), vcc("quote")
_COMPARISON, _NUMBER, _UNIT = vcc("comparison"), vcc("number"), vcc("unit")
_DATES: Final = ("since", "until", "in")
NOT_DECLARED: Final = Words(
    "this clause names things of another sort, or things that the case does not declare",
    "该子句只能指称案例中声明的、相应类别的事物",
)
NOT_A_WORD: Final = Words(
    "no word that may stand here names this term", "此处可用的词中没有表示该术语的"
)
NOT_A_VALUE: Final = Words("the language cannot write this value here", "语言在此处无法写出该值")
SAID_TWICE: Final = Words("a statement can say this only once", "一条陈述中只能写一次")
GIVEN_LANGUAGE: Final = Words(
    "a text without a language gets that of the case", "未注明语言的文字采用案例的语言"
)
TAKEN_AS_DECIMAL: Final = Words("taken as a decimal", "按小数读入")


class Clauses:
    """Reads the clauses of nodes; `language` is that of the case."""

    def __init__(
        self, facts: Facts, things: Things, terms: OntologyTerms, language: str, words: str
    ) -> None:
        self._facts = facts
        self._things = things
        self._terms = terms
        self._language = language
        self._words = words

    # ------------------------------------------------------------------ clauses
    def of(self, node: str, ids: Iterable[str]) -> tuple[Clause, ...]:
        """The clauses of a statement that takes `ids` and what goes anywhere; dates first, so
        that none of them could be read as the date of a quantity."""
        wanted = [id for id in dict.fromkeys((*ids, *ANYWHERE)) if id not in _DATES]
        found = [*self._dates(node)]
        for id in wanted:
            found += self._clause(node, CLAUSE_BY_ID[id])
        return tuple(found)

    def _clause(self, node: str, word: ClauseWord) -> Iterator[Clause]:
        property = vcc(word.property)
        match word.takes:
            case Takes.NOTHING:
                yield from self._flag(node, property, word)
            case Takes.QUANTITY:
                for quantity in self._quantities(node, property):
                    yield Clause(word.id, (quantity,), NOWHERE)
            case Takes.DATE:
                yield from self._year(node, property, word)
            case _:
                arguments = tuple(self._arguments(node, property, word))
                if arguments:
                    yield Clause(word.id, arguments, NOWHERE)

    def _arguments(self, node: str, property: str, word: ClauseWord) -> Iterator[Argument]:
        if word.takes is Takes.STRINGS:
            yield from self.texts(node, property)
        elif word.takes is Takes.TERMS:
            yield from self.terms(node, property, word.scheme)
        else:
            yield from self.names(node, property, word.targets)

    def names(self, node: str, property: str, targets: tuple[str, ...] = ()) -> Iterator[Name]:
        """The things that a property names."""
        for object in self._facts.objects(node, property):
            name = self._things.called(object, targets)
            if name:
                self._facts.said(node, property, object)
                yield name_of(name)
            else:
                self._facts.refuse((node, property, object), NOT_DECLARED)

    def terms(self, node: str, property: str, scheme: str) -> Iterator[Name]:
        """The words for the terms of a property."""
        for object in self._facts.objects(node, property):
            word = self.word(object, scheme)
            if word is not None:
                self._facts.said(node, property, object)
                yield word
            else:
                self._facts.refuse((node, property, object), NOT_A_WORD)

    def word(self, term: str, scheme: str) -> Name | None:
        """The word for a term, where one of the scheme stands."""
        return word_of(term, scheme, self._terms, self._words)

    def term(self, node: str, property: str, scheme: str) -> Name | None:
        """The word for the one term of a property."""
        return self._only(node, property, self.terms(node, property, scheme), scheme)

    def _only(self, node: str, property: str, found: Iterator[Name], scheme: str) -> Name | None:
        first = next(found, None)
        for extra in found:
            object = self._terms.find(scheme, extra.text) or ""
            self._facts.refuse((node, property, object), SAID_TWICE)
        return first

    def texts(self, node: str, property: str) -> Iterator[Text]:
        """The texts of a property, those in the language of the case first."""
        found: list[Text] = []
        for object in self._facts.objects(node, property):
            text = text_of(object, self._language)
            if text is None:
                self._facts.refuse((node, property, object), NOT_A_VALUE)
                continue
            self._facts.said(node, property, object)
            if not literal_parts(object).language:
                self._facts.refuse((node, property, object), GIVEN_LANGUAGE)
            found.append(text)
        yield from sorted(found, key=lambda text: text.language != self._language)

    def labels(self, node: str) -> tuple[Text, ...]:
        """What people call a node."""
        return tuple(self.texts(node, LABEL))

    def _flag(self, node: str, property: str, word: ClauseWord) -> Iterator[Clause]:
        flags = {"true": boolean(True), "false": boolean(False)}
        wanted = flags.get(word.value) or vcc(word.value)
        values = self._facts.objects(node, property)
        if wanted in values:
            if values[0] == wanted:
                self._facts.said(node, property, wanted)
                yield Clause(word.id, (), NOWHERE)
            else:
                self._facts.refuse((node, property, wanted), SAID_TWICE)

    # ------------------------------------------------------------------ dates
    def _dates(self, node: str) -> Iterator[Clause]:
        both = self._both_ends(node)
        if both is not None:
            yield Clause("in", (both,), NOWHERE)
        for id, property in (("since", SINCE), ("until", UNTIL)):
            written = both is not None and id == "since"
            for object in self._facts.objects(node, property):
                if (node, property, object) not in self._facts.left:
                    continue
                date = date_of(object, last=property == UNTIL)
                if date is None or written:
                    reason = SAID_TWICE if date else NOT_A_VALUE
                    self._facts.refuse((node, property, object), reason)
                    continue
                self._facts.said(node, property, object)
                written = True
                yield Clause(id, (date,), NOWHERE)

    def _both_ends(self, node: str) -> Date | None:
        """The date that something is said to begin and end in."""
        for object in self._facts.objects(node, SINCE):
            date = date_of(object)
            if date is None:
                continue
            end = f'"{date.last}"^^<{XSD}integer>'
            if end in self._facts.objects(node, UNTIL):
                self._facts.said(node, SINCE, object)
                self._facts.said(node, UNTIL, end)
                return date
        return None

    def _year(self, node: str, property: str, word: ClauseWord) -> Iterator[Clause]:
        written = False
        for object in self._facts.objects(node, property):
            year = year_of(object)
            if year is None or written:
                reason = SAID_TWICE if year else NOT_A_VALUE
                self._facts.refuse((node, property, object), reason)
                continue
            self._facts.said(node, property, object)
            written = True
            yield Clause(word.id, (year,), NOWHERE)

    # ------------------------------------------------------------------ quantities
    def _quantities(self, node: str, property: str) -> Iterator[Quantity]:
        for quantity_node in self._facts.objects(node, property):
            quantity = self.quantity(quantity_node)
            if quantity is None:
                self._facts.refuse((node, property, quantity_node), NOT_A_VALUE)
            else:
                self._facts.said(node, property, quantity_node)
                yield quantity

    def quantity(self, node: str) -> Quantity | None:
        """The quantity that a node describes."""
        facts = self._facts
        numbers = facts.objects(node, _NUMBER)
        comparisons = facts.objects(node, _COMPARISON) or ['"="']
        units = facts.objects(node, _UNIT)
        if not numbers:
            return None
        unit = plain_of(units[0]) if units else ""
        quantity = quantity_of(plain_of(comparisons[0]), numbers[0], unit, None)
        if quantity is None:
            return None
        if literal_parts(numbers[0]).datatype == XSD + "integer":
            facts.refuse((node, _NUMBER, numbers[0]), TAKEN_AS_DECIMAL)
        for property, terms in ((_NUMBER, numbers), (_COMPARISON, comparisons), (_UNIT, units)):
            if terms:
                facts.said(node, property, terms[0])
        facts.typed(node, MEASUREMENT)
        at = self._both_ends(node)
        return Quantity(quantity.comparison, quantity.number, quantity.unit, at)

    # ------------------------------------------------------------------ evidence
    def citations(self, node: str) -> tuple[Citation, ...]:
        """The evidence of a node."""
        found = []
        for cited in self._facts.objects(node, EVIDENCE):
            source = next(self.names(cited, _SOURCE, ("source",)), None)
            if source is None:
                self._facts.refuse((node, EVIDENCE, cited), NOT_DECLARED)
                continue
            self._facts.said(node, EVIDENCE, cited)
            self._facts.typed(cited, _CITATION)
            places = tuple(self._places(cited))
            quotes = tuple(self.texts(cited, _QUOTE))
            found.append(Citation(source, places, quotes, NOWHERE))
        return tuple(found)

    def _places(self, node: str) -> Iterator[str]:
        for object in self._facts.objects(node, _PLACE):
            place = place_of(object)
            if place is None:
                self._facts.refuse((node, _PLACE, object), NOT_A_VALUE)
            else:
                self._facts.said(node, _PLACE, object)
                yield place
