"""Inferred facts → the conclusions that the sections of a report show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from vcc.findings.analysis import Part
from vcc.findings.claims import claims_from_ids
from vcc.findings.ids import with_distinct_ids
from vcc.findings.lexicon import Lexicon
from vcc.findings.model import Claim, Conclusion, Evidence, Node, RuleNote, Status
from vcc.findings.sections import Layout, Section, words_from_literals
from vcc.findings.triples import Triples
from vcc.findings.wording import without_focus
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import Triple, is_literal, literal_parts

_ORDERS = (vcc("position"), vcc("order"), vcc("reportOrder"))
_CONTEXT = vcc("context")
_PART_OF = vcc("partOfElement")
_LACKS = vcc("lacks")
_CLAIM = vcc("claim")
_SETTLES = vcc("settles")
_MESSAGE = vcc("message")
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


def parts_from_facts(known: Known, sections: Iterable[Section]) -> tuple[Part, ...]:
    """Every section of the report; a fact stands in the first section that shows it."""
    parts = []
    told: set[Triple] = set()
    for section in sections:
        shown = [triple for triple in _shown(section, known) if triple not in told]
        told.update(shown)
        parts.append(_part(section, shown, known))
    return tuple(parts)


def _shown(section: Section, known: Known) -> Iterator[Triple]:
    for property in section.properties:
        for subject, object in known.inferred.pairs(property):
            if not section.object_class or section.object_class in known.classes_of(object):
                yield subject, property, object


def _part(section: Section, shown: list[Triple], known: Known) -> Part:
    found = [_conclusion(section, triple, known) for triple in shown]
    found.sort(key=lambda conclusion: _order(conclusion, section, known))
    if section.layout is not Layout.MATRIX:
        return Part(section, with_distinct_ids(found))
    columns = _headings(section.columns, known)
    rows = (
        _headings(section.rows, known)
        if section.rows
        else tuple(dict.fromkeys(conclusion.predicate for conclusion in found))
    )
    return Part(section, with_distinct_ids(found), rows, columns)


def _conclusion(section: Section, triple: Triple, known: Known) -> Conclusion:
    subject, property, object = triple
    lexicon = known.lexicon
    reason = known.reason(triple, section.layout is Layout.MATRIX)
    is_value = is_literal(object)
    predicate = _property_node(property, known)
    context = known.facts.object(subject, _CONTEXT)
    group, by_subject = _placed(section.group, subject, object, known)
    if section.group_by_subject:
        group, by_subject = lexicon.node(subject), True
    column, _ = _placed(section.columns, subject, object, known)
    row, _ = _placed(section.rows, subject, object, known)
    return Conclusion(
        id=_id(section, triple, column, group, lexicon),
        section=section.key,
        subject=lexicon.node(subject),
        predicate=predicate,
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
        row=row if section.rows else predicate,
        column=column,
        triple=triple,
        claims=(reason.rule.claims if reason.rule else ()) or _claims_of(object, known),
        part_of=known.ontology.objects(object, _PART_OF),
        hint=_hint(property, object, known),
    )


def _claims_of(term: str, known: Known) -> tuple[Claim, ...]:
    """The claims that a term of the theory encodes."""
    ids = (literal_parts(claim).lexical for claim in known.ontology.objects(term, _CLAIM))
    return claims_from_ids(ids, known.ontology)


def _hint(property: str, object: str, known: Known) -> Words | None:
    """What to write where a question is open: what the property says, or else the question whose
    answer settles the object."""
    own = known.ontology.objects(property, vcc("reportHint"))
    if own:
        return words_from_literals(own, "")
    if known.ontology.object(property, vcc("isOpenQuestion")) is None:
        return None
    for asked in known.ontology.subjects(_SETTLES, object):
        return without_focus(words_from_literals(known.ontology.objects(asked, _MESSAGE), ""))
    return None


def _property_node(property: str, known: Known) -> Node:
    node = known.lexicon.node(property)
    label = known.ontology.objects(property, vcc("reportLabel"))
    return Node(property, node.name, words_from_literals(label, node.name)) if label else node


def _placed(property: str, subject: str, object: str, known: Known) -> tuple[Node | None, bool]:
    """What a property says of the subject (True) or else of the object (False)."""
    for term, is_subject in ((subject, True), (object, False)) if property else ():
        value = known.value(term, property)
        if value is not None:
            return known.lexicon.node(value), is_subject
    return None, False


def _lacking(subject: str, element: str, known: Known) -> list[str]:
    """The parts of an element that the case lacks, in their order."""
    parts = known.ontology.subjects(_PART_OF, element)
    lacking = [part for part in parts if (subject, _LACKS, part) in known.inferred]
    return sorted(lacking, key=lambda part: (_position(part, known), part))


def _id(
    section: Section, triple: Triple, column: Node | None, group: Node | None, lexicon: Lexicon
) -> str:
    subject, property, object = triple

    def at(term: str) -> str:
        return "" if term == lexicon.case else f"@{lexicon.name(term)}"

    return (
        section.id_pattern.replace("{@subject}", at(subject))
        .replace("{@group}", at(group.term) if group else "")
        .replace("{subject}", lexicon.name(subject))
        .replace("{property}", lexicon.name(property))
        .replace("{object}", lexicon.name(object))
        .replace("{column}", column.name if column else "")
    )


def _headings(property: str, known: Known) -> tuple[Node, ...]:
    """All terms that the theory has in that place, in its order."""
    terms = {object for _, object in known.ontology.pairs(property)} if property else set()
    ordered = sorted(terms, key=lambda term: (_position(term, known), term))
    return tuple(map(known.lexicon.node, ordered))


def _position(term: str, known: Known) -> int:
    for property in _ORDERS:
        value = known.ontology.object(term, property)
        if value is not None:
            return int(literal_parts(value).lexical)
    return _LAST


def _place(term: str, known: Known) -> tuple[str, int, int, str]:
    """Where something is declared; for a term of the theory, its position there."""
    span = known.places.get(term)
    where = (span.source, span.start) if span else ("", 0)
    return (*where, _position(term, known), known.lexicon.name(term))


def _order(conclusion: Conclusion, section: Section, known: Known) -> tuple[object, ...]:
    """By group (the case itself first), row, property (where they are no statuses), object."""
    case = known.lexicon.case
    group, object, row = conclusion.group, conclusion.object, conclusion.row
    is_status = conclusion.status is not None
    return (
        conclusion.subject.term != case if group is None else group.term != case,
        _place(group.term, known) if group else (),
        _position(row.term, known) if row and section.rows else 0,
        0 if is_status else section.properties.index(conclusion.predicate.term),
        _position(object.term, known) if object else _LAST,
        _position(conclusion.column.term, known) if conclusion.column else 0,
        _place(conclusion.subject.term, known),
        object.name if object else conclusion.value,
    )


def _value(property: str, literal: str, known: Known) -> str:
    """A number as people read it: in whole units where the property counts in parts of one."""
    lexical = literal_parts(literal).lexical
    divisor = known.ontology.object(property, vcc("reportDivisor"))
    if divisor is None:
        return lexical
    number = Fraction(lexical) / int(literal_parts(divisor).lexical)
    whole, rest = divmod(number, 1)
    return str(whole) if not rest else f"{whole} {rest}" if whole else str(rest)
