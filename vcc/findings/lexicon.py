"""What people call things: labels and short names of the nodes of a case and of terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from vcc.findings.claims import claims_from_ids
from vcc.findings.model import Claim, Node
from vcc.findings.sections import words_from_literals
from vcc.findings.triples import Triples
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import LABEL, TYPE, vcc
from vcc.vocabulary.rdf import boolean, is_iri, is_literal, literal_parts, local_name

_CONTEXT = vcc("context")
_IS_A = Words("{subject} is a {object}", "{subject}是{object}")
_SAYS = Words("{subject}: {property} {object}", "{subject}：{property} {object}")
_SAYS_YES = Words("{subject}: {property}", "{subject}：{property}")
_SAYS_OF_CASE = Words("{property}: {object}", "{property}：{object}")
_IN_CONTEXT = Words("{node} in “{context}”", "“{context}”中的{node}")
_GAP = "…"
_PATHS = {"|": Words(" or ", "或"), "/": Words(" → ", "→"), "^": Words("back along ", "沿反向")}
_YES, _NO = Words("yes", "是"), Words("no", "否")
_BOOLEANS = {boolean(True): _YES, boolean(False): _NO}
_ACTOR = vcc("Actor")
_TERMS: Final = 1 << 14  # remembered: every case of a library is told in the same terms


class Lexicon:
    """The words for the terms of one case."""

    def __init__(
        self, case: str, labels: Mapping[str, Words], facts: Triples, ontology: Triples
    ) -> None:
        self.case = case
        self._labels = labels
        self._facts = facts
        self._ontology = ontology
        self._below = case[:-1] + "/"
        self._nodes: dict[str, Node] = {}
        self._called: dict[str, Words] = {}
        self._quoted: dict[str, Words] = {}
        self._names: dict[str, str] = {}

    def node(self, term: str) -> Node:
        """A term with its short name and its label."""
        node = self._nodes.get(term)
        if node is None:
            node = self._nodes[term] = Node(term, self.name(term), self.label(term))
        return node

    def label(self, term: str) -> Words:
        """What people call a term; its short name where nobody has given it a label.

        Something that stands for an actor or a resource in a context is told from the others by
        the label of the context.
        """
        called = self._called.get(term)
        if called is None:
            called = self._called[term] = self._label(term)
        return called

    def _label(self, term: str) -> Words:
        if is_literal(term):
            lexical = literal_parts(term).lexical
            return _BOOLEANS.get(term) or Words(lexical, lexical)
        label = self._labels.get(term)
        if label is None:
            return self._label_of_theory(term)
        context = self._facts.object(term, _CONTEXT)
        if context is None or context == self.case:
            return label
        return _IN_CONTEXT.filled({"node": label, "context": self.label(context)})

    def _label_of_theory(self, term: str) -> Words:
        """The label of a term; of a node that stands for a term in the case, that of the term."""
        called = vcc(local_name(term)) if term.startswith(self._below) else term
        name = self.name(term)
        return _term_label(called, self._ontology) or Words(name, name)

    def name(self, term: str) -> str:
        """A short name that stays the same as long as the case keeps its names.

        `users` for a declared thing, `users@codesign` for it in a context, `codesign.move.2` for
        a part without a name, the local name for a term of the ontology.
        """
        name = self._names.get(term)
        if name is None:
            name = self._names[term] = self._name(term)
        return name

    def _name(self, term: str) -> str:
        if not is_iri(term):
            return literal_parts(term).lexical if is_literal(term) else term
        if not term.startswith(self._below):
            return _term_name(term)
        steps = [unquote(step) for step in term[len(self._below) : -1].split("/")]
        context = self._facts.object(term, _CONTEXT)
        if context is not None and len(steps) > 1:
            where = "" if context == self.case else f"@{self.name(context)}"
            return steps[-1] + where
        return ".".join(steps)

    def sentence(self, subject: str, property: str, object: str) -> Words:
        """A triple in words, e.g. "Users: role participant"; the case itself goes unnamed."""
        if subject == self.case and property != TYPE:
            values = {"property": self.label(property), "object": self.label(object)}
            return _SAYS_OF_CASE.filled(values)
        return self.statement(self.label(subject), property, self.label(object))

    def statement(self, subject: Words, property: str, object: Words) -> Words:
        """A triple in words where its ends have been named."""
        if property == TYPE:
            return _IS_A.filled({"subject": subject, "object": object})
        label = self.label(property)
        template = _SAYS_YES if object == _YES else _SAYS
        said = template.filled({"subject": subject, "property": label, "object": object})
        if _GAP not in label.zh or object == _YES:
            return said
        # A Chinese label with a gap takes the object into it: “由…解决”.
        told = label.zh.replace(_GAP, object.zh)
        return Words(said.en, _SAYS_YES.filled({"subject": subject, "property": told}).zh)

    def claims(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """Claims of the papers, each with its section."""
        return claims_from_ids(ids, self._ontology)

    def path(self, path: str) -> Words:
        """A property path (as SPARQL writes it) in words; a single property by its label."""
        return Words(_in_words(path, self, "en"), _in_words(path, self, "zh"))

    def quoted(self, term: str) -> Words:
        """The label inside a sentence: what the case declares, but for actors, in quotes."""
        quoted = self._quoted.get(term)
        if quoted is None:
            quoted = self._quoted[term] = self._in_sentence(term)
        return quoted

    def _in_sentence(self, term: str) -> Words:
        label = self.label(term)
        is_named = term in self._labels and (term, TYPE, _ACTOR) not in self._facts
        if not is_named or term == self.case or self._facts.object(term, _CONTEXT):
            return label
        return Words(f"“{label.en}”", f"“{label.zh}”")


@lru_cache(maxsize=_TERMS)
def _term_label(term: str, theory: Triples) -> Words | None:
    """The label that the theory gives to a term."""
    label = theory.objects(term, LABEL)
    return words_from_literals(label, "") if label else None


@lru_cache(maxsize=_TERMS)
def _term_name(term: str) -> str:
    return unquote(local_name(term))


def _in_words(path: str, lexicon: Lexicon, language: str) -> str:
    pieces = re.split(r"(<[^>]*>|[()|/^])", path)
    of = {sign: words.in_language(language) for sign, words in _PATHS.items()}
    return "".join(
        lexicon.label(piece).in_language(language) if is_iri(piece) else of.get(piece, "")
        for piece in pieces
    )


def lexicon_of_theory(theory: Triples) -> Lexicon:
    """The words for terms where there is no case."""
    return Lexicon("<>", {}, Triples(()), theory)
