"""Where the claims of the papers live: what encodes each, and what that encoding can do.

A claim counts as encoded only by something of the right kind: a rule by a rule that fires in a
case of its own, a recommendation by advice that answers a finding, and so on (`STRONG`). A mere
annotation of another kind is weak.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from vcc.source.diagnostic import LANGUAGES, Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import LABEL, OWL, TYPE, vcc
from vcc.vocabulary.rdf import iri, literal_parts, local_name

if TYPE_CHECKING:
    from vcc.audit.mentions import Mention
    from vcc.audit.theory import Theory
    from vcc.vocabulary.ontology import Ontology


class Sort(Enum):
    """What encodes a claim, in the order in which it is shown."""

    CLASS = "class"
    PROPERTY = "property"
    INDIVIDUAL = "individual"
    RULE = "rule"
    SHAPE = "shape"
    FINDING = "finding"
    STATEMENT = "statement"  # of an example case
    TEST = "test"


class Power(Enum):
    """What an encoding does besides naming the claim."""

    NAMED = "named"  # a term that can be used
    FIRES = "fires"  # a rule with a case on which it fires
    REJECTS = "rejects"  # a shape with a case that breaks it
    REPORTED = "reported"  # a finding that a rule concludes
    ADVISES = "advises"  # a finding that a rule concludes, with advice
    ORDERED = "ordered"  # a term with a place in an order, or part of a whole that has one
    MEASURED = "measured"  # an indicator or something computed
    EXCLUDES = "excludes"  # a class that shares no member with another
    STATED = "stated"  # a statement of a case


_CONCLUDED: Final = frozenset({Power.FIRES, Power.REPORTED})
_CONCEPT: Final = frozenset({Power.NAMED})
STRONG: Final[Mapping[str, frozenset[Power]]] = {
    "rule": _CONCLUDED,
    "constraint": _CONCLUDED | {Power.REJECTS, Power.EXCLUDES},
    "metric": frozenset({Power.MEASURED, Power.FIRES, Power.STATED}),
    "process": frozenset({Power.ORDERED, Power.FIRES}),
    "recommendation": frozenset({Power.ADVISES}),
    "case-fact": frozenset({Power.STATED}),
    "class": _CONCEPT,
    "individual": _CONCEPT,
    "property": _CONCEPT,
    "hierarchy": _CONCEPT | {Power.FIRES},
}

_CLAIM: Final = vcc("claim")
_SORTS: Final = {
    iri(OWL + "Class"): Sort.CLASS,
    iri(OWL + "ObjectProperty"): Sort.PROPERTY,
    iri(OWL + "DatatypeProperty"): Sort.PROPERTY,
    iri(OWL + "AnnotationProperty"): Sort.PROPERTY,
    iri(OWL + "NamedIndividual"): Sort.INDIVIDUAL,
}
_ORDER: Final = frozenset(map(vcc, ("precedes", "position", "partOfElement")))
_MEASURES: Final = frozenset(
    map(vcc, ("Indicator", "IndicatorKind", "NetworkMeasure", "ModelQuantity", "SimulationModel"))
)
_DISJOINT: Final = iri(OWL + "disjointWith")
_FIRES_ON: Final = vcc("firesOn")
_VIOLATED: Final = (vcc("violatedBy"), vcc("violatedByData"))


@dataclass(frozen=True, slots=True)
class Encoding:
    """One thing that encodes a claim: its name, what people call it, and where it stands."""

    sort: Sort
    name: str
    label: Words
    place: Span | str
    powers: frozenset[Power] = frozenset()


def is_strong(kind: str, encodings: Iterable[Encoding]) -> bool:
    """Whether one of them is what a claim of that kind needs (of an unknown kind: any)."""
    wanted = STRONG.get(kind)
    found = [encoding for encoding in encodings if encoding.sort is not Sort.TEST]
    return any(wanted is None or encoding.powers & wanted for encoding in found)


def sort_of(ontology: Ontology, term: str) -> Sort:
    """Whether a term is a class, a property or an individual (the first that it is declared)."""
    sorts = (_SORTS[t] for t in ontology.types.get(term, ()) if t in _SORTS)
    return next(sorts, Sort.INDIVIDUAL)


def encodings_of(
    theory: Theory, mentions: Iterable[Mention] = ()
) -> Mapping[str, tuple[Encoding, ...]]:
    """For every claim that something names: all that encodes it, by sort and then by name.

    `mentions` are the places in examples and tests that name a claim.
    """
    found: dict[str, list[Encoding]] = {}
    for claim, encoding in _in_theory(theory):
        found.setdefault(claim, []).append(encoding)
    for mention in mentions:
        sort = Sort.STATEMENT if mention.is_statement else Sort.TEST
        powers = frozenset({Power.STATED} if mention.is_statement else ())
        said = Words(mention.text, mention.text)
        found.setdefault(mention.claim, []).append(
            Encoding(sort, mention.name, said, mention.place, powers)
        )
    order = list(Sort)
    return {
        claim: tuple(sorted(each, key=lambda e: (order.index(e.sort), e.name, str(e.place))))
        for claim, each in sorted(found.items())
    }


def _in_theory(theory: Theory) -> Iterator[tuple[str, Encoding]]:
    yield from _terms(theory)
    yield from _shapes(theory)
    yield from _notes(theory)


def _terms(theory: Theory) -> Iterator[tuple[str, Encoding]]:
    powers, places = _powers_of_terms(theory), theory.places.all_declared()
    cache: dict[str, Encoding] = {}
    for term, property, value in theory.ontology.triples:
        if property != _CLAIM:
            continue
        if term not in cache:
            label = _label(theory, term)
            place = places.get(local_name(term), "")
            sort = sort_of(theory.ontology, term)
            can = powers.get(term, frozenset())
            cache[term] = Encoding(sort, term, label, place, can | {Power.NAMED})
        yield literal_parts(value).lexical, cache[term]


def _powers_of_terms(theory: Theory) -> Mapping[str, frozenset[Power]]:
    found: dict[str, set[Power]] = {}
    for subject, property, value in theory.ontology.triples:
        if property in _ORDER:
            found.setdefault(subject, set()).add(Power.ORDERED)
        elif property == _DISJOINT:
            found.setdefault(subject, set()).add(Power.EXCLUDES)
            found.setdefault(value, set()).add(Power.EXCLUDES)
        elif property == TYPE and theory.ontology.superclasses.get(value, {value}) & _MEASURES:
            found.setdefault(subject, set()).add(Power.MEASURED)
    return {term: frozenset(powers) for term, powers in found.items()}


def _label(theory: Theory, term: str) -> Words:
    texts = theory.ontology.texts[LABEL].get(term, {})
    name = local_name(term)
    return Words(*((texts.get(language) or [name])[0] for language in LANGUAGES))


def _shapes(theory: Theory) -> Iterator[tuple[str, Encoding]]:
    places = theory.places.all_declared()
    broken = {s for s, p, _ in theory.shapes.triples if p in _VIOLATED}
    for shape, property, value in theory.shapes.triples:
        if property == _CLAIM:
            name = local_name(shape)
            label = theory.shapes.messages.get(shape) or Words(name, name)
            powers = frozenset({Power.REJECTS} if shape in broken else ())
            place = places.get(local_name(shape), "")
            yield literal_parts(value).lexical, Encoding(Sort.SHAPE, shape, label, place, powers)


def _notes(theory: Theory) -> Iterator[tuple[str, Encoding]]:
    """Rules count only while the program has them, findings while something leads to them."""
    running = {rule.id for rule in theory.program.rules}
    reported = _leading_to(theory)
    for note in theory.notes.rules:
        fires = note.fires_on and note.iri in running
        powers = frozenset({Power.FIRES} if fires else ())
        for claim in note.claims:
            yield claim, Encoding(Sort.RULE, note.iri, note.label, note.span or "", powers)
    for found in theory.notes.findings:
        concluded = {Power.REPORTED} if found.iri in reported else set()
        if concluded and found.advice:
            concluded.add(Power.ADVISES)
        said = found.advice or found.label
        powers = frozenset(concluded)
        for claim in found.claims:
            yield claim, Encoding(Sort.FINDING, found.iri, said, found.span or "", powers)


def _leading_to(theory: Theory) -> frozenset[object]:
    """What rules conclude: named in a head, or in a fact that a rule can join with."""
    heads = (pattern for rule in theory.program.rules for pattern in rule.head)
    named = {term for pattern in heads for term in pattern.terms}
    given = {term for s, _, o in theory.program.data for term in (s, o)}
    said = {o for _, p, o in (*theory.ontology.triples, *theory.notes.triples) if p != TYPE}
    return frozenset(named | given | said)
