"""Style: what every term, rule and finding owes its readers, by the shapes of `ontology/style`."""

from __future__ import annotations

from collections.abc import Iterator

from vcc.audit.model import Problem
from vcc.audit.theory import Theory
from vcc.source.diagnostic import Words
from vcc.validation.report import fill
from vcc.validation.validate import validate
from vcc.vocabulary.namespaces import VCC
from vcc.vocabulary.rdf import Triple, is_literal, literal_parts, local_name

_OURS = f"<{VCC}"


def styled_triples(theory: Theory) -> tuple[Triple, ...]:
    """What the style shapes look at: what is said of our own terms, rules and findings."""
    said = (*theory.ontology.triples, *theory.notes.triples)
    return tuple(triple for triple in said if triple[0].startswith(_OURS))


def style_problems(theory: Theory) -> Iterator[Problem]:
    """Every result of the style shapes, with its code."""
    spans = {note.iri: note.span for note in theory.notes.rules}
    spans |= {note.iri: note.span for note in theory.notes.findings}
    for result in validate(styled_triples(theory), theory.style).results:
        message = fill(result, _called)
        coded = Words(f"{result.code} {message.en}", f"{result.code} {message.zh}")
        place = spans.get(result.focus) or theory.places.declared(result.focus) or ""
        yield Problem(result.focus, coded, place)


def _called(term: str) -> Words:
    name = literal_parts(term).lexical if is_literal(term) else local_name(term)
    return Words(name, name)
