"""The adapter to an outside oracle: a program of ours, asked of the Datalog engine Nemo.

Nemo (Technische Universität Dresden, https://github.com/knowsys/nemo) is written in Rust by
others. It has no triples: every predicate becomes a relation of two places. What is translated is
what both can say: joins, recursion, constants, stratified NOT, and COUNT(DISTINCT …).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vcc.program import Program, Rule
from vcc.program.syntax import (
    Aggregate,
    Element,
    Negation,
    Term,
    TriplePattern,
    is_variable,
    pattern_variables,
)
from vcc.vocabulary.namespaces import XSD
from vcc.vocabulary.rdf import Triple, integer, iri, literal_parts

NUMBER = f"^^<{XSD}integer>"


class NotExpressible(Exception):
    """The program says what Nemo cannot, or says otherwise."""


def inferred(program: Program, given: Iterable[Triple]) -> set[Triple]:
    """What Nemo concludes, without what is given.

    Raises:
        NotExpressible: if the program holds what is not translated.
    """
    import nmo_python

    base = set(given)
    predicates = sorted({p for _, p, _ in base} | set(map(_predicate, _patterns(program))))
    names = {predicate: f"p{number}" for number, predicate in enumerate(predicates)}
    facts = [f"{names[p]}({_term(s)}, {_term(o)})." for s, p, o in sorted(base)]
    facts += [f"{names[p]}({_term(s)}, {_term(o)})." for s, p, o in program.data]
    rules = [line for rule in program.rules for line in _clauses(rule, names)]
    engine = nmo_python.NemoEngine(nmo_python.load_string("\n".join([*facts, *rules, ""])))
    engine.reason()
    found = {
        (_read(row[0]), predicate, _read(row[1]))
        for predicate, name in names.items()
        for row in engine.result(name)
    }
    return found - base


def _patterns(program: Program) -> Iterator[TriplePattern]:
    for rule in program.rules:
        yield from rule.head
        yield from _positive(rule.body)
        for element in rule.body:
            if isinstance(element, Negation):
                yield from _positive(element.elements)
    for subject, predicate, object in program.data:
        yield TriplePattern(subject, predicate, object, program.rules[0].span)


def _positive(elements: Sequence[Element]) -> Iterator[TriplePattern]:
    return (element for element in elements if isinstance(element, TriplePattern))


def _predicate(pattern: TriplePattern) -> str:
    if not isinstance(pattern.predicate, str) or is_variable(pattern.predicate):
        raise NotExpressible("a predicate variable")
    return pattern.predicate


def _clauses(rule: Rule, names: dict[str, str]) -> Iterator[str]:
    """One clause for each template of the head, and one for each negation."""
    if rule.data:
        raise NotExpressible("WHERE DATA")
    known = {name for pattern in rule.patterns for name in pattern_variables(pattern)}
    body = [_atom(pattern, names) for pattern in rule.patterns]
    counts: dict[str, str] = {}
    for number, element in enumerate(rule.body):
        if isinstance(element, Negation):
            name = f"without{rule.id.strip('<>_:').replace('-', '_').rpartition('/')[2]}_{number}"
            shared = sorted(known & {v for p in element.elements for v in _names_in(p)})
            places = ", ".join(map(_term, shared)) or "1"
            if element.data:
                raise NotExpressible("NOT DATA")
            inside = ", ".join(_atom(p, names) for p in _positive(element.elements))
            yield f"{name}({places}) :- {inside}."
            body.append(f"~{name}({places})")
        elif isinstance(element, Aggregate):
            if element.function != "COUNT" or not element.distinct:
                raise NotExpressible(element.function)
            counts[element.result] = f"#count({_term(element.argument)})"
        elif not isinstance(element, TriplePattern):
            raise NotExpressible(type(element).__name__)
    for template in rule.head:
        s, o = (counts.get(str(t)) or _term(t) for t in (template.subject, template.object))
        yield f"{names[_predicate(template)]}({s}, {o}) :- {', '.join(body)}."


def _names_in(element: Element) -> Iterator[str]:
    if not isinstance(element, TriplePattern):
        raise NotExpressible("a FILTER inside NOT")
    yield from pattern_variables(element)


def _atom(pattern: TriplePattern, names: dict[str, str]) -> str:
    return f"{names[_predicate(pattern)]}({_term(pattern.subject)}, {_term(pattern.object)})"


def _term(term: Term) -> str:
    if not isinstance(term, str) or term.startswith("_:"):
        raise NotExpressible("a term that is made")
    if is_variable(term):
        return term.replace("?_:", "?blank")
    if term.endswith(NUMBER):
        return literal_parts(term).lexical
    return '"' + term.strip("<>") + '"'


def _read(value: Any) -> str:
    return integer(value) if isinstance(value, int) else iri(str(value).strip('"'))
