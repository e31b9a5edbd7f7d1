"""Inferred facts → the conclusions that the sections of a report show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from vcc.findings.analysis import Part
from vcc.findings.lexicon import Lexicon
from vcc.findings.model import Conclusion, Evidence, Node, RuleNote, Status
from vcc.findings.sections import Layout, Section, local_name, sections_from_ontology
from vcc.findings.triples import Triples
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import Triple, is_literal, literal_parts

_POSITION = vcc("position")
_CONTEXT = vcc("context")
_PART_OF = vcc("partOfElement")
_LACKS = vcc("lacks")
_DIVISOR = vcc("reportDivisor")
_REPORT_ORDER = vcc("reportOrder")
_STATUSES = {vcc(status.value): status for status in Status}
_LAST = 1_000_000


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
    lexicon: Lexicon
    reason: Callable[[Triple], Reason]


def parts_from_facts(known: Known) -> tuple[Part, ...]:
    """Every section of the report with its conclusions."""
    return tuple(_part(section, known) for section in sections_from_ontology(known.ontology))


def _part(section: Section, known: Known) -> Part:
    found = [
        _conclusion(section, triple, known)
        for property in section.properties
        for triple in _shown(section, property, known)
    ]
    found.sort(key=lambda conclusion: _order(conclusion, section, known))
    is_matrix = section.layout is Layout.MATRIX
    return Part(
        section,
        _with_distinct_ids(found),
        _headings(section.rows, found, known, by_row=True) if is_matrix else (),
        _headings(section.columns, found, known, by_row=False) if is_matrix else (),
    )


def _shown(section: Section, property: str, known: Known) -> Iterator[Triple]:
    for subject, object in known.inferred.pairs(property):
        is_member = (object, TYPE, section.object_class) in known.ontology
        if not section.object_class or is_member:
            yield subject, property, object


def _conclusion(section: Section, triple: Triple, known: Known) -> Conclusion:
    subject, property, object = triple
    lexicon = known.lexicon
    reason = known.reason(triple)
    is_value = is_literal(object)
    context = known.facts.object(subject, _CONTEXT)
    group, by_subject = _placed(section.group, subject, object, known)
    row, _ = _placed(section.rows, subject, object, known)
    column, _ = _placed(section.columns, subject, object, known)
    return Conclusion(
        id=_id(section, subject, object, known),
        section=section.key,
        subject=lexicon.node(subject),
        predicate=lexicon.node(property),
        object=None if is_value else lexicon.node(object),
        value=_value(property, object, known) if is_value else "",
        status=_STATUSES.get(property),
        rule=reason.rule,
        reason=reason.sentence,
        evidence=reason.evidence,
        lacks=tuple(map(lexicon.node, _lacking(subject, object, known))),
        context=lexicon.node(context) if context else None,
        group=group,
        grouped_by_subject=by_subject,
        row=row if section.rows else lexicon.node(property),
        column=column,
    )


def _placed(property: str, subject: str, object: str, known: Known) -> tuple[Node | None, bool]:
    """What a property says of the subject (True) or else of the object (False)."""
    if not property:
        return None, False
    for term, is_subject in ((subject, True), (object, False)):
        for triples in (known.facts, known.inferred, known.ontology):
            value = triples.object(term, property)
            if value is not None:
                return known.lexicon.node(value), is_subject
    return None, False


def _lacking(subject: str, element: str, known: Known) -> list[str]:
    """The parts of an element that the case lacks, in their order."""
    parts = known.ontology.subjects(_PART_OF, element)
    lacking = [part for part in parts if (subject, _LACKS, part) in known.inferred]
    return sorted(lacking, key=lambda part: (_position(part, known), part))


def _id(section: Section, subject: str, object: str, known: Known) -> str:
    name = known.lexicon.name(subject)
    is_case = subject == known.lexicon.case
    return (
        section.id_pattern.replace("{@subject}", "" if is_case else f"@{name}")
        .replace("{subject}", name)
        .replace("{object}", known.lexicon.name(object))
    )


def _with_distinct_ids(conclusions: list[Conclusion]) -> tuple[Conclusion, ...]:
    """Where two share an id, each gets what is concluded (or its property) added to it."""
    for extra in (_object_name, _property_name):
        counts = Counter(conclusion.id for conclusion in conclusions)
        conclusions = [
            replace(c, id=f"{c.id}={extra(c)}") if counts[c.id] > 1 else c for c in conclusions
        ]
    return tuple(conclusions)


def _object_name(conclusion: Conclusion) -> str:
    return conclusion.object.name if conclusion.object else conclusion.predicate.name


def _property_name(conclusion: Conclusion) -> str:
    return conclusion.predicate.name


def _headings(
    property: str, conclusions: list[Conclusion], known: Known, *, by_row: bool
) -> tuple[Node, ...]:
    """The headings of a matrix: all terms that can stand there, in the theory's order.

    Without a property, the rows are the properties that the section shows.
    """
    if not property:
        return tuple(dict.fromkeys(c.row for c in conclusions if c.row)) if by_row else ()
    terms = {object for _, object in known.ontology.pairs(property)}
    ordered = sorted(terms, key=lambda term: (_position(term, known), term))
    return tuple(map(known.lexicon.node, ordered))


def _position(term: str, known: Known) -> int:
    for property in (_POSITION, _REPORT_ORDER):
        value = known.ontology.object(term, property)
        if value is not None:
            return int(literal_parts(value).lexical)
    return _LAST


def _order(conclusion: Conclusion, section: Section, known: Known) -> tuple[object, ...]:
    """By group, then row, then position of what is concluded; the case before its parts."""
    object = conclusion.object
    return (
        conclusion.subject.term != known.lexicon.case,
        conclusion.group.label.en if conclusion.group else "",
        section.properties.index(conclusion.predicate.term) if not object else 0,
        _position(conclusion.row.term, known) if conclusion.row else 0,
        _position(object.term, known) if object else 0,
        conclusion.subject.name,
        conclusion.predicate.name,
        local_name(object.term) if object else conclusion.value,
    )


def _value(property: str, literal: str, known: Known) -> str:
    """A number as people read it: in whole units where the property counts in parts of one."""
    lexical = literal_parts(literal).lexical
    divisor = known.ontology.object(property, _DIVISOR)
    if divisor is None:
        return lexical
    number = Fraction(lexical) / int(literal_parts(divisor).lexical)
    whole, rest = divmod(number, 1)
    return str(whole) if not rest else f"{whole} {rest}" if whole else str(rest)
