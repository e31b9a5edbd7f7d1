"""Everything that the documentation of a theory shows, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vcc.audit.encoding import Encoding, Sort, encodings_of, sort_of
from vcc.audit.model import Claim
from vcc.audit.names import iris_in
from vcc.audit.theory import Theory
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import DCTERMS, LABEL, OWL, RDFS, TYPE, VCC, vcc
from vcc.vocabulary.ontology import BROADER, DEFINITION, EXAMPLE, SUBCLASS, WORD, Ontology
from vcc.vocabulary.rdf import Triple, iri, iri_text, is_iri, literal_parts

_MODULE = iri(RDFS + "isDefinedBy")
_DOMAIN, _RANGE = iri(RDFS + "domain"), iri(RDFS + "range")
_CLAIM, _CODE = vcc("claim"), vcc("code")
_TITLE, _DESCRIPTION = iri(DCTERMS + "title"), iri(DCTERMS + "description")


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its name below the ontology's namespace (`core/actor`), title, description."""

    name: str
    title: Words
    description: Words

    @property
    def file(self) -> str:
        """The name of its page."""
        return self.name.replace("/", "-") + ".html"


@dataclass(frozen=True, slots=True)
class Term:
    """A term with all that is said of it; other terms and rules by IRI."""

    iri: str
    sort: Sort
    module: str
    label: Words
    definition: Words
    example: Words
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    types: tuple[str, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    words: tuple[str, ...]
    claims: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def file(self) -> str:
        """The name of the page on which it stands."""
        return self.module.replace("/", "-") + ".html"


@dataclass(frozen=True, slots=True)
class DocumentedRule:
    """A rule with its note and the terms of the ontology that it uses."""

    iri: str
    label: Words
    reason: Words
    status: str
    claims: tuple[str, ...]
    terms: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class DocumentedShape:
    """A shape that tells people something: its code and message."""

    iri: str
    code: str
    message: Words
    claims: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Documented:
    """A theory as its documentation shows it; `terms` by IRI, in the order of the files."""

    modules: tuple[Module, ...]
    terms: Mapping[str, Term]
    rules: tuple[DocumentedRule, ...]
    shapes: tuple[DocumentedShape, ...]
    claims: tuple[Claim, ...]
    encodings: Mapping[str, tuple[Encoding, ...]]


def documented_from_theory(theory: Theory) -> Documented:
    """Modules, terms, rules, shapes and claims of a theory, each with what it is tied to."""
    used = {r.id: tuple(sorted(iris_in((r.head, r.body)))) for r in theory.program.rules}
    terms = {term.iri: term for term in _terms(theory.ontology, used)}
    rules = tuple(
        DocumentedRule(
            note.iri, note.label, note.reason, note.status, note.claims,
            tuple(term for term in used.get(note.iri, ()) if term in terms), _place(note.span),
        )
        for note in theory.notes.rules
    )  # fmt: skip
    names = {term.module for term in terms.values()}
    modules = tuple(m for m in _modules(theory.ontology) if m.name in names)
    shapes = tuple(_shapes(theory))
    return Documented(modules, terms, rules, shapes, theory.claims, encodings_of(theory))


def _modules(ontology: Ontology) -> Iterator[Module]:
    said = _grouped(ontology.triples)
    for term, types in ontology.types.items():
        if iri(OWL + "Ontology") in types:
            titles = said.get((term, _TITLE), ())
            texts = said.get((term, _DESCRIPTION), ())
            yield Module(iri_text(term).removeprefix(VCC), _words(titles), _words(texts))


def _terms(ontology: Ontology, used: Mapping[str, tuple[str, ...]]) -> Iterator[Term]:
    said = _grouped(ontology.triples)
    narrower: dict[str, list[str]] = {}
    for subject, property, value in ontology.triples:
        if property in (SUBCLASS, BROADER) and is_iri(value):
            narrower.setdefault(value, []).append(subject)
    rules: dict[str, list[str]] = {}
    for rule, terms in used.items():
        for term in terms:
            rules.setdefault(term, []).append(rule)

    def of(term: str, *properties: str) -> tuple[str, ...]:
        values = (v for p in properties for v in said.get((term, p), ()) if is_iri(v))
        return tuple(dict.fromkeys(values))

    for (term, property), values in said.items():
        if property != _MODULE:
            continue
        types = tuple(t for t in of(term, TYPE) if iri_text(t).startswith(VCC))
        yield Term(
            term, sort_of(ontology, term), iri_text(values[0]).removeprefix(VCC),
            _words(said.get((term, LABEL), ())), _words(said.get((term, DEFINITION), ())),
            _words(said.get((term, EXAMPLE), ())),
            of(term, SUBCLASS, BROADER), tuple(narrower.get(term, ())), types,
            of(term, _DOMAIN), of(term, _RANGE),
            tuple(_texts(said.get((term, WORD), ()))), tuple(_texts(said.get((term, _CLAIM), ()))),
            tuple(rules.get(term, ())),
        )  # fmt: skip


def _shapes(theory: Theory) -> Iterator[DocumentedShape]:
    said, places = _grouped(theory.shapes.triples), theory.places.all_declared()
    for shape, message in theory.shapes.messages.items():
        if is_iri(shape):
            code = next(_texts(said.get((shape, _CODE), ())), "")
            claims = tuple(_texts(said.get((shape, _CLAIM), ())))
            place = places.get(iri_text(shape).removeprefix(VCC))
            yield DocumentedShape(shape, code, message, claims, _place(place))


def _grouped(triples: tuple[Triple, ...]) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = {}
    for subject, property, value in triples:
        found.setdefault((subject, property), []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _texts(literals: tuple[str, ...]) -> Iterator[str]:
    return (literal_parts(literal).lexical for literal in literals)


def _words(texts: tuple[str, ...]) -> Words:
    by_language = {parts.language: parts.lexical for parts in map(literal_parts, texts)}
    first = next(iter(by_language.values()), "")
    return Words(by_language.get("en", first), by_language.get("zh", first))


def _place(span: Span | None) -> str:
    return f"{span.source}:{span.line}" if span else ""
