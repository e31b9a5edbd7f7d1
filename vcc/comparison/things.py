"""What one coder wrote down, thing by thing, in a form that can be held against another's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vcc.case.model import (
    Argument,
    Citation,
    Clause,
    Date,
    Declaration,
    Item,
    Move,
    Name,
    Quantity,
    Text,
)
from vcc.case.resolved import ResolvedCase
from vcc.case.words import (
    CLAUSE_BY_ID,
    ITEM_TARGETS,
    STATEMENT_BY_ID,
    StatementWord,
    Takes,
)
from vcc.findings.model import Evidence, Quote
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.rdf import local_name

KIND = "kind"  # the feature that says of what kind a thing is
STATEMENT = "statement"  # the feature that says with which keyword it was stated
STANCE = "stance"
_MOVE = "move"


@dataclass(frozen=True, slots=True)
class Thing:
    """One declared thing, item of an actor, or move of an activity.

    `key` is what its case calls it (`users`, `codesign.move.2`); things of one `group` can stand
    for each other. `features` are codes by clause, `references` names of other things by clause
    (a thing that is part of another refers to it as `of`). `places` are the evidence: source and
    place in it; `words` are its labels, and its name.
    """

    key: str
    group: str
    label: Words
    words: tuple[str, ...]
    features: Mapping[str, frozenset[str]]
    references: Mapping[str, frozenset[str]]
    places: frozenset[tuple[str, str]]
    evidence: Evidence = field(compare=False)


def things_of_case(case: ResolvedCase) -> tuple[Thing, ...]:
    """Everything that a case declares, in the order of its text."""
    return tuple(_things(case))


def _things(case: ResolvedCase) -> Iterator[Thing]:
    for declaration in case.declarations:
        owner = declaration.name.text
        yield _declared(declaration, case)
        for number, item in enumerate(declaration.items, 1):
            yield _item(item, f"{owner}.{item.id}.{number}", owner, case)
        for number, move in enumerate(declaration.moves, 1):
            yield _move(move, f"{owner}.{_MOVE}.{number}", owner, case)


def group_of(word: StatementWord) -> str:
    """What can stand for each other: statements whose kinds are of one sort."""
    return word.scheme or word.rdf_class


def _declared(declaration: Declaration, case: ResolvedCase) -> Thing:
    word = STATEMENT_BY_ID[declaration.id]
    features, references = _clauses(declaration.clauses, case)
    features |= {
        STATEMENT: frozenset({declaration.id}),
        STANCE: frozenset({declaration.stance.value}),
        **_kind(declaration.term, word, case),
    }
    return Thing(
        key=declaration.name.text,
        group=group_of(word),
        label=label_of(declaration.labels, declaration.name.text),
        words=(declaration.name.text, *(label.text for label in declaration.labels)),
        features=features,
        references=references,
        places=_places(declaration.citations),
        evidence=_evidence(declaration.span, declaration.citations),
    )


def _item(item: Item, key: str, owner: str, case: ResolvedCase) -> Thing:
    word = STATEMENT_BY_ID[item.id]
    name = item.name.text if item.name else key
    features, references = _clauses(item.clauses, case)
    return Thing(
        key=name,
        group=ITEM_TARGETS[item.id],
        label=label_of(item.labels, name),
        words=tuple(label.text for label in item.labels),
        features=features | _kind(item.term, word, case),
        references=references | {"of": frozenset({owner})},
        places=_places(item.citations),
        evidence=_evidence(item.span, item.citations),
    )


def _move(move: Move, key: str, owner: str, case: ResolvedCase) -> Thing:
    features, references = _clauses(move.clauses, case)
    named = {
        "who": move.subjects,
        "to whom": move.receivers,
        "what": move.objects,
        "into": move.products,
    }
    said = {role: frozenset(n.text for n in names) for role, names in named.items() if names}
    return Thing(
        key=key,
        group=_MOVE,
        label=Words(key, key),
        words=(),
        features=features | {KIND: frozenset({move.id})},
        references=references | said | {"of": frozenset({owner})},
        places=_places(move.citations),
        evidence=_evidence(move.span, move.citations),
    )


def _kind(term: Name | None, word: StatementWord, case: ResolvedCase) -> dict[str, frozenset[str]]:
    if term is None:
        return {}
    return {KIND: frozenset({local_name(case.term(word.scheme, term))})}


def _clauses(
    clauses: tuple[Clause, ...], case: ResolvedCase
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Codes and names of other things, by what the clause states."""
    features: dict[str, frozenset[str]] = {}
    references: dict[str, frozenset[str]] = {}
    for clause in clauses:
        word = CLAUSE_BY_ID[clause.id]
        if word.takes is Takes.STRINGS:
            continue
        names = {n.text for n in clause.names} if word.takes is not Takes.TERMS else set()
        if names:
            references[clause.id] = references.get(clause.id, frozenset()) | names
        codes = frozenset(_codes(clause, case))
        if codes:
            key = word.property if word.takes is Takes.NOTHING else clause.id
            features[key] = features.get(key, frozenset()) | codes
    return features, references


def _codes(clause: Clause, case: ResolvedCase) -> Iterator[str]:
    word = CLAUSE_BY_ID[clause.id]
    if word.takes is Takes.NOTHING:
        yield word.value
    elif word.takes is Takes.TERMS:
        yield from (local_name(case.term(word.scheme, name)) for name in clause.names)
    else:
        yield from filter(None, map(_value, clause.arguments))


def _value(argument: Argument) -> str:
    match argument:
        case Date():
            return str(argument)
        case Quantity():
            at = f" {argument.at}" if argument.at else ""
            return f"{argument.comparison} {argument.number} {argument.unit}{at}"
        case _:
            return ""


def label_of(labels: tuple[Text, ...], name: str) -> Words:
    """Labels in both languages; one stands in for the other, the name for both."""
    found = {label.language[:2]: label.text for label in reversed(labels)}
    any_text = next((label.text for label in labels), name)
    return Words(found.get("en", any_text), found.get("zh", any_text))


def _places(citations: tuple[Citation, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((c.source.text, place) for c in citations for place in c.places)


def _evidence(span: Span, citations: tuple[Citation, ...]) -> Evidence:
    return Evidence(
        span,
        tuple(
            Quote(
                citation.source.text,
                Words(citation.source.text, citation.source.text),
                citation.places,
                tuple(quote.text for quote in citation.quotes),
            )
            for citation in citations
        ),
    )
