"""Names: each rule has its note, and nothing uses a name that the ontology does not declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from vcc.audit.model import Problem
from vcc.audit.theory import Theory
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import TYPE, VCC
from vcc.vocabulary.rdf import is_blank, is_iri, local_name
from vcc.vocabulary.rule_notes import FINDING_TYPE

UNNAMED = Words("a rule without a name", "规则没有名称")
WITHOUT_NOTE = Words("rule {name} has no note (#:)", "规则 {name} 没有说明（#:）")
WITHOUT_RULE = Words(
    "a note describes rule {name}, but there is no such rule", "说明描述了并不存在的规则 {name}"
)
TWO_NOTES = Words("rule {name} has two notes", "规则 {name} 有两份说明")
UNDECLARED = Words("{name} is used, but no module declares it", "使用了 {name}，但没有模块声明它")
_OURS = f"<{VCC}"


def unmatched_rules(theory: Theory) -> Iterator[Problem]:
    """Rules without a note, and notes without a rule."""
    noted = [note.iri for note in theory.notes.rules]
    ruled = {rule.id for rule in theory.program.rules}
    for rule in theory.program.rules:
        if is_blank(rule.id):
            yield Problem("", UNNAMED, rule.span)
        elif rule.id not in noted:
            yield _problem(WITHOUT_NOTE, rule.id, rule.span)
    for note in theory.notes.rules:
        if note.iri not in ruled:
            yield _problem(WITHOUT_RULE, note.iri, note.span or "")
        elif noted.count(note.iri) > 1:
            yield _problem(TWO_NOTES, note.iri, note.span or "")


def undeclared_names(theory: Theory, only: frozenset[str] | None = None) -> Iterator[Problem]:
    """Names that rules, notes, shapes or modules use and nothing declares, each once.

    `only` limits it to the rules of some files, which is much quicker.
    """
    declared = set(theory.ontology.types)
    declared |= {rule.id for rule in theory.program.rules}
    declared |= {s for s, p, o in theory.notes.triples if p == TYPE and o == FINDING_TYPE}
    shapes = {s for s, _, _ in (*theory.shapes.triples, *theory.style.triples)}
    seen: set[str] = set()
    for rule in theory.program.rules:
        if only is not None and rule.span.source not in only:
            continue
        for term in _ours(iris_in((rule.head, rule.body))):
            if term not in declared and term not in seen:
                seen.add(term)
                yield _problem(UNDECLARED, term, theory.places.used(term, rule.span) or rule.span)
    triples = (*theory.shapes.triples, *theory.style.triples, *theory.notes.triples)
    for term in _ours(term for triple in (*triples, *theory.ontology.triples) for term in triple):
        if term not in declared | shapes and term not in seen:
            seen.add(term)
            yield _problem(UNDECLARED, term, theory.places.used(term) or "")


def iris_in(part: object) -> Iterator[str]:
    """Every IRI term in a piece of a rule, whatever the syntax around it."""
    if isinstance(part, str):
        if is_iri(part):
            yield part
    elif isinstance(part, tuple | list | frozenset) and not isinstance(part, Span):
        for inner in part:
            yield from iris_in(inner)
    elif is_dataclass(part):
        for field in fields(part):
            yield from iris_in(getattr(part, field.name))


def _ours(terms: Iterable[str]) -> Iterator[str]:
    """Terms of our namespace; names of modules and of cases have a slash, terms have none."""
    for term in terms:
        if is_iri(term) and term.startswith(_OURS):
            local = term[len(_OURS) : -1]
            if local and "/" not in local:
                yield term


def _problem(words: Words, term: str, place: Span | str | None) -> Problem:
    return Problem(term, words.filled({"name": local_name(term)}), place or "")
