"""Inferred facts → the conclusions that the sections of a report show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from vcc.findings.analysis import Part
from vcc.findings.ids import Naming, distinct_ids
from vcc.findings.in_reports import LAST, claims_of, hint, label_in_reports, position
from vcc.findings.lexicon import Lexicon
from vcc.findings.model import Conclusion, Evidence, Node, RuleNote, Status
from vcc.findings.sections import Layout, Section
from vcc.findings.triples import Triples
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import Triple, is_literal, literal_parts
from vcc.vocabulary.reports import DIVISOR

_CONTEXT = vcc("context")
_PART_OF = vcc("partOfElement")
_LACKS = vcc("lacks")
_STATUSES = {vcc(status.value): status for status in Status}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an inferred fact holds, in short: the rule, its sentence, and the lines behind it."""

    rule: RuleNote | None
    sentence: Words | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """All that a report draws from: what is asserted and inferred, the theory, and names."""

    facts: Triples
    inferred: Triples
    ontology: Triples
    classes_of: Callable[[str], Collection[str]]
    lexicon: Lexicon
    places: Mapping[str, Span]
    reason: Callable[[Triple, bool], Reason]

    def value(self, term: str, property: str) -> str | None:
        """What anyone says of a term, the case first."""
        for triples in (self.facts, self.inferred, self.ontology):
            found = triples.object(term, property)
            if found is not None:
                return found
        return None


class _Entry(NamedTuple):
    """A fact in its place in a section; all but `by_subject` are terms (None: there is none).

    `id` is the one that the section gives it, which others may share. `by_subject`: the group is
    what the subject itself says.
    """

    triple: Triple
    id: str
    group: str | None
    by_subject: bool
    row: str | None
    column: str | None


def parts_from_facts(known: Known, sections: Iterable[Section]) -> tuple[Part, ...]:
    """Every section of the report; a fact stands in the first section that shows it."""
    return tuple(
        _part(section, entries, known) for section, entries in _entries_by_section(known, sections)
    )


def conclusions_of_facts(
    known: Known, sections: Iterable[Section], wanted: Collection[Triple]
) -> Iterator[tuple[Section, tuple[Conclusion, ...]]]:
    """Of some facts what the report says, as it says it; of no others is more than an id made."""
    for section, entries in _entries_by_section(known, sections):
        yield section, _conclusions(section, entries, known, wanted)


def _entries_by_section(
    known: Known, sections: Iterable[Section]
) -> Iterator[tuple[Section, list[_Entry]]]:
    """The facts that each section shows, in its order."""
    told: set[Triple] = set()
    for section in sections:
        shown = [triple for triple in _shown(section, known) if triple not in told]
        told.update(shown)
        entries = [_entry(section, triple, known) for triple in shown]
        yield section, sorted(entries, key=lambda entry: _order(entry, section, known))


def _shown(section: Section, known: Known) -> Iterator[Triple]:
    for property in section.properties:
        for subject, object in known.inferred.pairs(property):
            if not section.object_class or section.object_class in known.classes_of(object):
                yield subject, property, object


def _entry(section: Section, triple: Triple, known: Known) -> _Entry:
    subject, _, object = triple
    group, by_subject = _placed(section.group, subject, object, known)
    if section.group_by_subject:
        group, by_subject = subject, True
    column, _ = _placed(section.columns, subject, object, known)
    row, _ = _placed(section.rows, subject, object, known)
    id = _id(section, triple, column, group, known.lexicon)
    return _Entry(triple, id, group, by_subject, row, column)


def _part(section: Section, entries: list[_Entry], known: Known) -> Part:
    conclusions = _conclusions(section, entries, known, None)
    if section.layout is not Layout.MATRIX:
        return Part(section, conclusions)
    columns = _headings(section.columns, known)
    properties = dict.fromkeys(entry.triple[1] for entry in entries)
    rows = (
        _headings(section.rows, known)
        if section.rows
        else tuple(_property_node(property, known) for property in properties)
    )
    return Part(section, conclusions, rows, columns)


def _conclusions(
    section: Section, entries: list[_Entry], known: Known, wanted: Collection[Triple] | None
) -> tuple[Conclusion, ...]:
    """The conclusions of a section (`wanted`: of these facts only), each by an id of its own."""
    ids = distinct_ids([_naming(entry, known.lexicon) for entry in entries])
    return tuple(
        _conclusion(section, entry, id, known)
        for entry, id in zip(entries, ids, strict=True)
        if wanted is None or entry.triple in wanted
    )


def _naming(entry: _Entry, lexicon: Lexicon) -> Naming:
    _, property, object = entry.triple
    predicate = lexicon.name(property)
    concluded = predicate if is_literal(object) else lexicon.name(object)
    return Naming(entry.id, property, predicate, concluded)


def _conclusion(section: Section, entry: _Entry, id: str, known: Known) -> Conclusion:
    subject, property, object = triple = entry.triple
    node = known.lexicon.node
    reason = known.reason(triple, section.layout is Layout.MATRIX)
    is_value = is_literal(object)
    predicate = _property_node(property, known)
    context = known.facts.object(subject, _CONTEXT)
    row = node(entry.row) if entry.row else None
    return Conclusion(
        id=id,
        section=section.key,
        subject=node(subject),
        predicate=predicate,
        object=None if is_value else node(object),
        value=_value(property, object, known) if is_value else "",
        status=_STATUSES.get(property),
        rule=reason.rule,
        reason=reason.sentence,
        evidence=reason.evidence,
        lacks=tuple(map(node, _lacking(subject, object, known))),
        context=node(context) if context else None,
        group=node(entry.group) if entry.group else None,
        grouped_by_subject=entry.by_subject,
        row=row if section.rows else predicate,
        column=node(entry.column) if entry.column else None,
        triple=triple,
        claims=(reason.rule.claims if reason.rule else ()) or claims_of(object, known.ontology),
        part_of=known.ontology.objects(object, _PART_OF),
        hint=hint(property, object, known.ontology),
    )


def _property_node(property: str, known: Known) -> Node:
    node = known.lexicon.node(property)
    label = label_in_reports(property, known.ontology)
    return Node(property, node.name, label) if label else node


def _placed(property: str, subject: str, object: str, known: Known) -> tuple[str | None, bool]:
    """What a property says of the subject (True) or else of the object (False)."""
    for term, is_subject in ((subject, True), (object, False)) if property else ():
        value = known.value(term, property)
        if value is not None:
            return value, is_subject
    return None, False


def _lacking(subject: str, element: str, known: Known) -> list[str]:
    """The parts of an element that the case lacks, in their order."""
    parts = known.ontology.subjects(_PART_OF, element)
    lacking = [part for part in parts if (subject, _LACKS, part) in known.inferred]
    return sorted(lacking, key=lambda part: (position(part, known.ontology), part))


def _id(
    section: Section, triple: Triple, column: str | None, group: str | None, lexicon: Lexicon
) -> str:
    subject, property, object = triple

    def at(term: str) -> str:
        return "" if term == lexicon.case else f"@{lexicon.name(term)}"

    return (
        section.id_pattern.replace("{@subject}", at(subject))
        .replace("{@group}", at(group) if group else "")
        .replace("{subject}", lexicon.name(subject))
        .replace("{property}", lexicon.name(property))
        .replace("{object}", lexicon.name(object))
        .replace("{column}", lexicon.name(column) if column else "")
    )


def _headings(property: str, known: Known) -> tuple[Node, ...]:
    """All terms that the theory has in that place, in its order."""
    terms = {object for _, object in known.ontology.pairs(property)} if property else set()
    ordered = sorted(terms, key=lambda term: (position(term, known.ontology), term))
    return tuple(map(known.lexicon.node, ordered))


def _place(term: str, known: Known) -> tuple[str, int, int, str]:
    """Where something is declared; for a term of the theory, its position there."""
    span = known.places.get(term)
    where = (span.source, span.start) if span else ("", 0)
    return (*where, position(term, known.ontology), known.lexicon.name(term))


def _order(entry: _Entry, section: Section, known: Known) -> tuple[object, ...]:
    """By group (the case itself first), row, property (where they are no statuses), object."""
    subject, property, object = entry.triple
    is_value = is_literal(object)
    return (
        (entry.group or subject) != known.lexicon.case,
        _place(entry.group, known) if entry.group else (),
        position(entry.row, known.ontology) if entry.row else 0,
        0 if property in _STATUSES else section.properties.index(property),
        LAST if is_value else position(object, known.ontology),
        position(entry.column, known.ontology) if entry.column else 0,
        _place(subject, known),
        _value(property, object, known) if is_value else known.lexicon.name(object),
    )


def _value(property: str, literal: str, known: Known) -> str:
    """A number as people read it: in whole units where the property counts in parts of one."""
    lexical = literal_parts(literal).lexical
    divisor = known.ontology.object(property, DIVISOR)
    if divisor is None:
        return lexical
    number = Fraction(lexical) / int(literal_parts(divisor).lexical)
    whole, rest = divmod(number, 1)
    return str(whole) if not rest else f"{whole} {rest}" if whole else str(rest)
