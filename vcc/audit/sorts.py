"""Of which sort the subjects and objects of each property are: nodes of a case, or shared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Final

from vcc.case.words import CLAUSES
from vcc.program.syntax import Rule, Term, TriplePattern, is_variable
from vcc.vocabulary.namespaces import OWL, RDF, RDFS, TYPE, XSD, vcc
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.rdf import Triple, iri, is_iri

Sorts = frozenset[bool]  # True: a node of the case, False: of the theory, or a value
Shapes = frozenset[tuple[bool, bool]]  # of which sorts subject and object may be, together
ANY: Final[Sorts] = frozenset({True, False})
ALL: Final[Shapes] = frozenset({(True, True), (True, False), (False, False)})
VALUE: Final[Shapes] = frozenset({(False, False)})
_SHARED: Final[Sorts] = frozenset({False})
_OF_CASE: Final[Sorts] = frozenset({True})
_STATED: Final = frozenset(vcc(clause.property) for clause in CLAUSES)
_DOMAIN, _RANGE = iri(RDFS + "domain"), iri(RDFS + "range")
_UNION, _FIRST, _REST = iri(OWL + "unionOf"), iri(RDF + "first"), iri(RDF + "rest")
_TERM = vcc("Term")
# A rule, and what is known → the properties that it concludes, each with its sorts.
Given = Callable[[Rule, "Declared"], Iterable[tuple[str, tuple[bool, bool]]]]


class Declared:
    """Of which sorts the subjects and objects of each property are.

    That is what the ontology declares. A property of which it declares nothing, which no clause of
    a case states, and which rules conclude, is of the sorts that the rules give it.
    """

    def __init__(self, ontology: Ontology, triples: Iterable[Triple]) -> None:
        self._said: dict[tuple[str, str], list[str]] = {}
        self._peopled: set[str] = set()
        for subject, property, object in triples:
            self._said.setdefault((subject, property), []).append(object)
            if property == TYPE:
                self._peopled.update((object, *ontology.superclasses.get(object, ())))
        self._superclasses: Mapping[str, frozenset[str]] = ontology.superclasses
        self._known: dict[str, Shapes] = {}
        self._of_theory = {property for _, property, _ in ontology.rule_facts}

    def shapes_of(self, pattern: TriplePattern) -> Shapes:
        """Those of a property; where it says of what class something is, those of the class."""
        if pattern.predicate == TYPE and isinstance(pattern.object, str) and is_iri(pattern.object):
            return frozenset((of_case, False) for of_case in self._of_class(pattern.object))
        return self.shapes(pattern.predicate)

    def shapes(self, property: Term) -> Shapes:
        """Those of a property; of one that is a variable, any."""
        if not isinstance(property, str) or is_variable(property):
            return ALL
        if property not in self._known:
            one, other = self._of(property, _DOMAIN), self._of(property, _RANGE)
            other = _SHARED if property == TYPE else other
            self._known[property] = frozenset(product(one, other)) & ALL
        return self._known[property]

    def follow(self, rules: Iterable[Rule], given: Given) -> None:
        """Take in what rules give to properties of which nothing is declared, until no more comes;
        `given` says what one rule gives, as far as is known by then."""
        concluding = [(rule, {str(p.predicate) for p in rule.head}) for rule in rules]
        open_ = {name for _, names in concluding for name in names if self._is_open(name)}
        # What the theory itself says with a property ties terms only.
        self._known |= {name: VALUE for name in self._of_theory if self._is_open(name)}
        self._known |= {name: self._known.get(name, frozenset()) for name in open_}
        before = None
        while before != self._known:
            before = dict(self._known)
            for rule, names in concluding:
                if names & open_:
                    for property, shape in given(rule, self):
                        if property in open_:
                            self._known[property] |= {shape}

    def _is_open(self, property: str) -> bool:
        """Whether only rules say of which sorts a property is."""
        if is_variable(property) or property in _STATED or property == TYPE:
            return False
        return (property, _DOMAIN) not in self._said or (property, _RANGE) not in self._said

    def _of(self, property: str, side: str) -> Sorts:
        classes = [c for given in self._said.get((property, side), ()) for c in self._named(given)]
        return frozenset[bool]().union(*map(self._of_class, classes)) if classes else ANY

    def _named(self, given: str) -> Iterator[str]:
        """A class, or the classes of a union."""
        (union,) = self._said.get((given, _UNION), ("",))
        if not union:
            yield given
        while (union, _FIRST) in self._said:
            yield from self._named(self._said[union, _FIRST][0])
            (union,) = self._said[union, _REST]

    def _of_class(self, name: str) -> Sorts:
        """Terms and values are shared; a class has its members in the theory, or in cases."""
        is_term = _TERM in self._superclasses.get(name, ()) or name == _TERM
        if is_term or name.startswith((f"<{XSD}", f"<{RDF}")):
            return _SHARED
        if not is_iri(name) or name.startswith(f"<{OWL}"):
            return ANY
        return _SHARED if name in self._peopled else _OF_CASE
