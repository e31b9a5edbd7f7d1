"""The ontology as triples, and the part of it that rules may join with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from vcc.resources import module_files
from vcc.source.kept_parts import KeptMapping, KeptParts, part
from vcc.source.reading import read_source
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import LABEL, OWL, RDFS, SKOS, TYPE, vcc
from vcc.vocabulary.rdf import Triple, iri, is_iri, is_literal, literal_parts
from vcc.vocabulary.turtle import triples_from_sources

SUBCLASS = iri(RDFS + "subClassOf")
BROADER = iri(SKOS + "broader")
BROADER_KIND = vcc("broaderKind")
_OBJECT_PROPERTY = iri(OWL + "ObjectProperty")
_DATATYPE_PROPERTY = iri(OWL + "DatatypeProperty")
_INDIVIDUAL = iri(OWL + "NamedIndividual")
_NAMEABLE = vcc("Nameable")
_MATCHES = {iri(f"{SKOS}{sort}Match") for sort in ("exact", "close", "narrow", "related")}
_READING, _CHOOSES, _IS_DEFAULT = vcc("reading"), vcc("chooses"), vcc("isDefault")
_OF_OWL = f"<{OWL}"
WORD = vcc("word")
DEFINITION = iri(SKOS + "definition")
EXAMPLE = iri(SKOS + "example")
_TEXTS = (WORD, LABEL, DEFINITION)


@dataclass(frozen=True)
class Ontology(KeptParts):
    """Triples of the ontology's modules, in the order in which the files give them."""

    triples: tuple[Triple, ...] = field(repr=False)

    @part
    def types(self) -> Mapping[str, tuple[str, ...]]:
        """The classes that each term is declared to have, OWL's own (`owl:Class` …) included."""
        return _grouped((s, o) for s, p, o in self.triples if p == TYPE)

    @part
    def individuals(self) -> frozenset[str]:
        """Every term that is declared an individual (it may be a property as well)."""
        return frozenset(term for term, types in self.types.items() if _INDIVIDUAL in types)

    @part
    def superclasses(self) -> Mapping[str, frozenset[str]]:
        """For each named class that has any: its named superclasses, near and far, and itself."""
        pairs = ((s, o) for s, p, o in self.triples if p == SUBCLASS and is_iri(o))
        return _reached(_grouped(pairs))

    @part
    def broader(self) -> Mapping[str, frozenset[str]]:
        """For each kind that has any: its wider kinds, near and far, and itself."""
        return _reached(_grouped((s, o) for s, p, o in self.triples if p == BROADER))

    def classes_of(self, individual: str) -> frozenset[str]:
        """The classes of an individual, with their superclasses, without OWL's own."""
        declared = (t for t in self.types.get(individual, ()) if not t.startswith(_OF_OWL))
        return frozenset(c for t in declared for c in self.superclasses.get(t, {t}))

    @part
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """For each class: its individuals and those of its subclasses, in the files' order."""
        return _grouped(
            (rdf_class, term)
            for term in self.types
            if term in self.individuals
            for rdf_class in self.classes_of(term)
        )

    @part
    def texts(self) -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
        """Words, labels and definitions: by property, then by term, then by language."""
        found: dict[str, dict[str, dict[str, list[str]]]] = {property: {} for property in _TEXTS}
        for term, property, text in self.triples:
            if property in _TEXTS and is_literal(text):
                parts = literal_parts(text)
                by_language = found[property].setdefault(term, {})
                by_language.setdefault(parts.language, []).append(parts.lexical)
        return KeptMapping(found)

    def without_examples(self) -> Ontology:
        """The same without what only readers of the theory itself look at."""
        return Ontology(tuple(triple for triple in self.triples if triple[1] != EXAMPLE))

    def examples(self) -> tuple[Triple, ...]:
        """What `without_examples` leaves out."""
        return tuple(triple for triple in self.triples if triple[1] == EXAMPLE)

    def complete(self) -> Ontology:
        """The same with everything worked out that is asked of nearly every theory."""
        assert self.members is not None
        assert self.texts is not None
        assert self.rule_facts is not None
        return self

    @part
    def rule_facts(self) -> tuple[Triple, ...]:
        """What rules may join with, sorted.

        The classes of individuals (superclasses included), what properties that are no
        annotations say of individuals, their SKOS matches, the named class hierarchy,
        `:broaderKind`, the reflexive and transitive closure of `skos:broader`, and the default
        choices of readings. Labels and the like are not facts.
        """
        return tuple(sorted({*self._said(), *self._closed(), *self._default_readings()}))

    def _said(self) -> Iterator[Triple]:
        properties = _MATCHES | {
            term
            for term, types in self.types.items()
            if _OBJECT_PROPERTY in types or _DATATYPE_PROPERTY in types
        }
        for triple in self.triples:
            if triple[1] in properties and triple[0] in self.individuals:
                yield triple

    def _default_readings(self) -> Iterator[Triple]:
        for choice, property, truth in self.triples:
            if property == _IS_DEFAULT and truth.startswith('"true"'):
                yield _READING, _CHOOSES, choice

    def _closed(self) -> Iterator[Triple]:
        for rdf_class, reached in self.superclasses.items():
            yield from ((rdf_class, SUBCLASS, wider) for wider in reached)
        for term in self.individuals:
            classes = self.classes_of(term)
            yield from ((term, TYPE, rdf_class) for rdf_class in classes)
            if _NAMEABLE in classes:
                yield from ((term, BROADER_KIND, wider) for wider in self.broader.get(term, {term}))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(dict.fromkeys(values)) for key, values in found.items()}


def _reached(steps: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """For each start, itself and all that any number of steps leads to (cycles are harmless)."""

    def from_start(start: str) -> frozenset[str]:
        seen, todo = {start}, [start]
        while todo:
            new = [next_ for next_ in steps.get(todo.pop(), ()) if next_ not in seen]
            seen.update(new)
            todo.extend(new)
        return frozenset(seen)

    return {start: from_start(start) for start in steps}


def ontology_from_files(paths: Iterable[Path]) -> Ontology:
    """The ontology that some Turtle files declare together.

    Raises:
        SourceErrors: if a file cannot be read, or is not Turtle (code T010, with its place).
    """
    return ontology_from_sources(map(read_source, paths))


def ontology_from_sources(sources: Iterable[SourceText]) -> Ontology:
    """The ontology that some Turtle texts declare together.

    Raises:
        SourceErrors: if a text is not Turtle (code T010, with its place).
    """
    return Ontology(triples_from_sources(sources, "f"))


@cache
def shipped_ontology() -> Ontology:
    """The ontology that comes with vcc: core and frameworks. Read once."""
    return ontology_from_files(module_files())
