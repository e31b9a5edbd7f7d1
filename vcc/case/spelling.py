"""How names, texts, values and clauses are written, in the keywords of one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from vcc.case.from_text import ParsedCase
from vcc.case.layout import Unit
from vcc.case.model import (
    Citation,
    Clause,
    Closure,
    Date,
    Expectation,
    FrameworkChoice,
    Move,
    Name,
    Quantity,
    Text,
)
from vcc.case.signs import ASCII, Signs
from vcc.case.terms import Terms
from vcc.case.tokens import KEYWORDS, NAME, SPELLINGS
from vcc.case.words import (
    CLAUSE_BY_ID,
    EXPECTED_SCHEMES,
    FRAMEWORK_SCHEME,
    LIST_SCHEME,
    Takes,
)

_CLOSING_QUOTES: Final = re.compile('["”」]')
_WHOLE: Final = re.compile(r"(-?)(\d+)(.*)")


class Spelling:
    """Writes the words of one case; see `text_from_case` for `keywords` and `terms`.

    Signs are ASCII, so that texts can be held against each other, or those given.
    """

    def __init__(
        self, parsed: ParsedCase, keywords: str, terms: Terms | None, signs: Signs = ASCII
    ) -> None:
        self._signs = signs
        self._language = parsed.case.language
        self._source = parsed.source.text
        self._keywords = keywords
        self._terms = terms

    # ------------------------------------------------------------------ words
    def keyword(self, id: str) -> str:
        """A keyword in the language of the text."""
        return SPELLINGS[id, self._keywords]

    def name(self, name: Name) -> str:
        """A name, in backquotes where it would be read as something else."""
        return bare_or_quoted(name.text)

    def names(self, names: Iterable[Name]) -> str:
        """A list of names."""
        return self._signs.listed(map(self.name, names))

    def term(self, name: Name, scheme: str) -> str:
        """A word of the ontology, where a keyword may stand for a term too."""
        word = self._translated(name, scheme)
        return word if NAME.fullmatch(word) else f"`{word}`"

    def careful_term(self, name: Name, scheme: str) -> str:
        """A word of the ontology, where a keyword would be read as a keyword."""
        return bare_or_quoted(self._translated(name, scheme))

    def _translated(self, name: Name, scheme: str) -> str:
        if self._terms is None:
            return name.text
        term = self._terms.find(scheme, name.text)
        spelling = term and self._terms.spelling(term, self._keywords)
        return spelling or name.text

    def text(self, text: Text) -> str:
        """A quoted text; its language stands before it where it did, or where it must."""
        written = self._source[text.span.start : text.span.end]
        prefixed = written[0].isalpha() if written else text.language != self._language
        prefix = text.language if prefixed else ""
        return prefix + self._signs.quoted(text.text, written[-1:])

    # ------------------------------------------------------------------ what has no name
    def move(self, move: Move) -> str:
        """A move without its clauses."""
        subjects, objects = self.names(move.subjects), self.names(move.objects)
        if move.id == "gives":
            signs, receivers = self._signs, self.names(move.receivers)
            text = subjects + signs.spaced("->") + receivers + signs.spaced(":") + objects
        else:
            text = f"{subjects} {self.keyword(move.id)} {objects}"
        into = f" {self.keyword('into')} {self.names(move.products)}" if move.products else ""
        return text + into

    def closure(self, closure: Closure) -> str:
        """`complete LIST`."""
        return f"{self.keyword('complete')} {self.term(closure.list, LIST_SCHEME)}"

    def expectation(self, expectation: Expectation) -> str:
        """`expect` with what is expected."""
        about = expectation.about.value
        words = " ".join(self.keyword(word) for word in ("expect", *about.split()))
        scheme = EXPECTED_SCHEMES[about] if expectation.terms else ""
        terms = self._signs.listed(self.careful_term(term, scheme) for term in expectation.terms)
        return f"{words} {terms}".rstrip()

    def framework(self, choice: FrameworkChoice) -> str:
        """`framework` with those that are chosen."""
        written = (self.careful_term(term, FRAMEWORK_SCHEME) for term in choice.terms)
        terms = self._signs.listed(written)
        return f"{self.keyword('framework')} {terms}"

    # ------------------------------------------------------------------ parts of statements
    def kind(self, name: Name, scheme: str) -> Unit:
        """`is KIND`."""
        span = name.span
        return Unit(f"{self.keyword('is')} {self.term(name, scheme)}", span.start, span.end)

    def labels(self, labels: Iterable[Text]) -> list[Unit]:
        """The labels, each by itself."""
        return [Unit(self.text(label), label.span.start, label.span.end) for label in labels]

    def parts(self, statement: Move | Closure | Expectation) -> list[Unit]:
        """Clauses and evidence."""
        return [*self.clauses(statement.clauses), *self.evidence(statement.citations)]

    def clauses(self, clauses: Iterable[Clause]) -> list[Unit]:
        """The clauses, in their order."""
        return [Unit(self._clause(c), c.span.start, c.span.end) for c in clauses]

    def _clause(self, clause: Clause) -> str:
        word = CLAUSE_BY_ID[clause.id]
        written = []
        for argument in clause.arguments:
            if isinstance(argument, Name):
                is_term = word.takes is Takes.TERMS
                written.append(self.term(argument, word.scheme) if is_term else self.name(argument))
            elif isinstance(argument, Text):
                written.append(self.text(argument))
            elif isinstance(argument, Date):
                written.append(str(argument))
            else:
                source = self._source[clause.span.start : clause.span.end]
                written.append(self._quantity(argument, source))
        return f"{self.keyword(clause.id)} {self._signs.listed(written)}".rstrip()

    def _quantity(self, quantity: Quantity, source: str) -> str:
        """A quantity; `source` is how its clause is written."""
        sign = quantity.comparison
        comparison = "" if sign == "=" else self._signs[sign] + " "
        written = comparison + _grouped(quantity.number)
        if quantity.unit == "%":
            written += f" {self._signs['%']}"
        elif quantity.unit:
            unit = quantity.unit
            bare = NAME.fullmatch(unit) and unit not in KEYWORDS
            closing = "".join(_CLOSING_QUOTES.findall(source)[-1:])
            written += f" {unit if bare else self._signs.quoted(unit, closing)}"
        if quantity.at:
            written += f" {self.keyword('in')} {quantity.at}"
        return written

    def evidence(self, citations: Sequence[Citation]) -> list[Unit]:
        """All citations in one pair of brackets, the first beginning a line of its own."""
        units: list[Unit] = []
        for number, citation in enumerate(citations):
            last = number == len(citations) - 1
            text = self._citation(citation) + self._signs["]" if last else ";"]
            text = text if number else self._signs["["] + text
            units.append(Unit(text, citation.span.start, citation.span.end, fresh_line=number == 0))
        return units

    def _citation(self, citation: Citation) -> str:
        source = "@" + bare_or_quoted(citation.source.text, keywords=False)
        quotes = [self.text(quote) for quote in citation.quotes]
        return " ".join((source, *citation.places, *quotes))


def bare_or_quoted(text: str, keywords: bool = True) -> str:
    """A name as it is, or in backquotes where it is a keyword or has unusual characters."""
    unusual = not NAME.fullmatch(text) or (keywords and text in KEYWORDS)
    return f"`{text}`" if unusual else text


def _grouped(number: str) -> str:
    """Digits in groups of three, from five digits on: 10_000."""
    match = _WHOLE.fullmatch(number)
    assert match is not None, "the parser takes numbers only"
    sign, whole, rest = match.groups()
    if len(whole) > 4 and not whole.startswith("0"):
        whole = f"{int(whole):_}"
    return f"{sign}{whole}{rest}"
