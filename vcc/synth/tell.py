"""Pieces of statements → the text of a case in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from random import Random
from typing import Final

from vcc.case.spelling import bare_or_quoted
from vcc.case.tokens import KEYWORDS, NAME, SPELLINGS
from vcc.synth.archetype import Keyword, Label, Named, Number, Piece, Statement, Term
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.terms import OntologyTerms

# How often a word is replaced by one of its siblings, and how often a statement has evidence.
_OTHER_WORD: Final = 0.15
WITH_EVIDENCE: Final = 0.4
_DECADE: Final = (-6, 2)
_NO_NAME: Final = re.compile(r"[^\w-]+")
_DEEPEST: Final = 9


class Vocabulary:
    """The terms of the ontology with their siblings: what the same wider terms cover."""

    def __init__(self, ontology: Ontology) -> None:
        self.terms = OntologyTerms(ontology)
        self._broader = ontology.broader
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def alike(self, scheme: str, word: str) -> tuple[str, ...]:
        """The term that a word stands for, and its siblings in the scheme.

        Raises:
            KeyError: if the ontology has no such term.
        """
        known = self._known.get((scheme, word))
        if known is None:
            term = self.terms.find(scheme, word)
            if term is None:
                raise KeyError(f"{word} is no term of {scheme}")
            wider = self._wider(term)
            others = (other for other in self.terms.in_scheme(scheme) if other != term)
            siblings = [one for one in others if wider and self._wider(one) == wider]
            known = self._known[scheme, word] = (term, *siblings)
        return known

    def _wider(self, term: str) -> frozenset[str]:
        return self._broader.get(term, frozenset()) - {term}


class Teller:
    """Tells the statements of one case; every choice is drawn from `random`."""

    def __init__(
        self, vocabulary: Vocabulary, language: str, statements: Iterable[Statement], random: Random
    ) -> None:
        told = list(statements)
        self._vocabulary = vocabulary
        self._language = language
        self._random = random
        self._years = random.randint(*_DECADE)
        self._names = _chinese_names(told) if language == "zh" else {}
        self._source = next((s.declares[0] for s in told if s.id == "source"), None)

    def name(self, name: str) -> str:
        """What something that the archetype calls so is called here, as it is written."""
        return bare_or_quoted(self._names.get(name, name))

    def head(self, name: str, firm: tuple[str, str], labels: tuple[str, str]) -> str:
        """Everything before the first statement."""
        does = f"{firm[0]} {labels[0]}", f"{firm[1]}{labels[1]}"
        told = " ".join(self._label(*one) for one in zip(("en", "zh"), does, strict=True))
        language, case = self._keyword("language"), self._keyword("case")
        return f"vcc 1\n{language} {self._language}\n\n{case} {name} {told} {{"

    def statement(self, statement: Statement) -> str:
        """One statement with its evidence, where it has some."""
        head = "  " + "".join(map(self._piece, statement.head))
        block = "".join(map(self._piece, statement.block))
        evidence = self._evidence(statement)
        if not block:
            return head + evidence
        return f"{head}{evidence}\n  {block}" if evidence or "\n" in head else f"{head} {block}"

    def _evidence(self, statement: Statement) -> str:
        label = statement.labels[self._language == "zh"]
        is_evident = self._random.random() < WITH_EVIDENCE and statement.id != "source"
        if not (is_evident and label and self._source):
            return ""
        section = f"{self._random.randint(1, _DEEPEST)}.{self._random.randint(1, _DEEPEST)}"
        return f'\n    [@{self.name(self._source)} §{section} "{label}"]'

    def _piece(self, piece: Piece) -> str:
        match piece:
            case str():
                return piece
            case Named():
                return self.name(piece.name)
            case Keyword():
                return self._keyword(piece.id)
            case Term():
                return self._term(piece)
            case Label():
                return self._label(piece.language, piece.text)
            case Number():
                return self._number(piece)

    def _keyword(self, id: str) -> str:
        return SPELLINGS[id, self._language]

    def _label(self, language: str, text: str) -> str:
        return f'"{text}"' if language == self._language else f'{language}"{text}"'

    def _term(self, piece: Term) -> str:
        alike = self._vocabulary.alike(piece.scheme, piece.word)
        term = alike[0]
        if len(alike) > 1 and self._random.random() < _OTHER_WORD:
            term = self._random.choice(alike)
        spelled = self._vocabulary.terms.spelling(term, self._language)
        return bare_or_quoted(spelled or piece.word)

    def _number(self, piece: Number) -> str:
        if piece.is_date:
            year, *rest = piece.digits.split("-")
            return "-".join((str(int(year) + self._years), *rest))
        number = int(piece.digits)
        return str(self._random.randint(number // 2 + 1, number * 2))


def _chinese_names(statements: Iterable[Statement]) -> Mapping[str, str]:
    """Names made of the Chinese labels, where they make one that no other thing has."""
    names: dict[str, str] = {}
    for statement in statements:
        if statement.id:
            name = _NO_NAME.sub("-", statement.labels[1]).strip("-")
            if NAME.fullmatch(name) and name not in KEYWORDS and name not in names.values():
                names[statement.declares[0]] = name
    return names
