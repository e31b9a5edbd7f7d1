"""Rule files → a program: the one door into the reasoner."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from vcc.program import mistakes
from vcc.program.checks import checked
from vcc.program.chunks import chunks_from_text
from vcc.program.dependencies import dependencies_of
from vcc.program.imports import Allowed, identity, imported
from vcc.program.parse import tree_from_statement
from vcc.program.scope import Scope
from vcc.program.strata import strata_of
from vcc.program.syntax import Program, Rule, Term, TriplePattern
from vcc.source.diagnostic import Diagnostic, end_stage
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

NOTHING: Final = Allowed()


def program_from_sources(
    sources: Iterable[SourceText], *, strict_standard: bool = False, allowed: Allowed = NOTHING
) -> Program:
    """Read, check and stratify rule files; neither their order nor that of the rules matters.

    `strict_standard` refuses our extension, the aggregates. `allowed` are the files that IMPORTS
    may name besides the sources themselves; each document is read once.

    Raises:
        SourceErrors: with every mistake found: syntax and imports of all files first; if there is
            none, all mistakes of meaning; if there is none, the circles that cannot be stratified.
    """
    rules: list[Rule] = []
    data: set[Triple] = set()
    found: list[Diagnostic] = []
    waiting = deque(sources)
    known = {identity(source) for source in waiting}
    while waiting:
        scope = Scope(waiting.popleft())
        for statement in _statements(scope):
            if isinstance(statement, Rule):
                rules.append(statement)
            else:
                data.update(_facts(statement))
        found += scope.diagnostics
        found += _follow(scope, waiting, known, allowed)
    end_stage(found)
    end_stage(checked(rules, strict_standard))
    rules = sorted(_identified(rules), key=lambda rule: rule.id)
    edges = dependencies_of(rules)
    strata, circles = strata_of(rules, edges)
    end_stage(circles)
    dependencies = tuple(tuple(sorted({e.needs for e in rule_edges})) for rule_edges in edges)
    return Program(tuple(rules), tuple(sorted(data)), strata, dependencies)


def _follow(
    scope: Scope, waiting: deque[SourceText], known: set[Path], allowed: Allowed
) -> Iterator[Diagnostic]:
    """Add the files that a file imports to those waiting, each document once."""
    for iri, span in scope.imports:
        permitted = Allowed((*allowed.paths, *known))  # what is read already needs no permission
        source = imported(iri, span, permitted)
        if isinstance(source, Diagnostic):
            yield source
        elif identity(source) not in known:
            known.add(identity(source))
            waiting.append(source)


def _statements(scope: Scope) -> Iterator[Rule | list[TriplePattern]]:
    from vcc.program.from_tree import statement_from_tree

    text = scope.source.text
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    for start, end in chunks_from_text(text):
        scope.shift = start
        try:
            tree = tree_from_statement(text[start:end], scope)
            if tree is not None:
                yield statement_from_tree(tree, scope)
        except RecursionError:
            scope.report(mistakes.TOO_DEEP, start, min(start + 4, end))


def _facts(patterns: list[TriplePattern]) -> Iterator[Triple]:
    for pattern in patterns:
        s, p, o = map(_ground, pattern.terms)
        yield s, p, o


def _ground(term: Term) -> str:
    """The string of a term of a DATA block (blank nodes may stand inside triple terms)."""
    if isinstance(term, str):
        return term
    parts = (term.subject, term.predicate, term.object)
    return f"<<( {' '.join(map(_ground, parts))} )>>"


def _identified(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Give the nameless rules ids made from what they say, the same wherever they stand.

    A rule that is written twice concludes nothing more, unless it makes terms: then each of the
    two makes its own, so that each must be told from the other.
    """
    written: Counter[str] = Counter()
    for rule in rules:
        if rule.id:
            yield rule
            continue
        said = repr((rule.head, rule.body, rule.data)).encode("utf-8", "replace")
        id = f"_:rule-{sha256(said).hexdigest()[:16]}"
        written[id] += 1
        if written[id] == 1:
            yield replace(rule, id=id)
        elif rule.makes_terms:
            yield replace(rule, id=f"{id}-{written[id]}")
