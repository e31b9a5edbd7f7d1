"""Run a SPARQL query over graphs of triples: a question in, data out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from vcc.query.guard import CANNOT_RUN, NOT_A_QUERY, query_tokens, refusals
from vcc.source.diagnostic import Diagnostic, SourceErrors, end_stage
from vcc.source.text import SourceText, Span, span_of
from vcc.vocabulary.namespaces import PREFIXES
from vcc.vocabulary.rdf import Triple, iri_text, lines_of, literal, literal_parts

if TYPE_CHECKING:
    import pyoxigraph

_PLACE: Final = re.compile(r"\Aerror at (\d+):(\d+): (.*)\Z", re.DOTALL)

_NOT_OFFERED: Final = {"SERVICE", "LATERAL"}
_CHARACTERS: Final = re.compile(r"(?:, )?\[(?:_|'[^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to SELECT: rows of N-Triples terms, "" where a variable is not bound.

    Rows of a query without ORDER BY are sorted, so that the same question gives the same answer.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to CONSTRUCT and DESCRIBE: sorted triples."""

    triples: tuple[Triple, ...]


Answer = Solutions | Truth | Triples


class Graphs:
    """Named graphs, loaded once, asked many times.

    Without FROM, patterns outside of GRAPH look at the union of all graphs but those of
    `beside`, which are there by name only.
    """

    def __init__(self, graphs: Mapping[str, Iterable[Triple]], beside: Iterable[str] = ()) -> None:
        """`graphs` maps the IRI term of each graph to its triples."""
        import pyoxigraph

        self.names = frozenset(graphs)
        apart = set(beside)
        self._union: list[pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph] = [
            pyoxigraph.NamedNode(iri_text(name)) for name in graphs if name not in apart
        ]
        self._store: pyoxigraph.Store = pyoxigraph.Store()
        for name, triples in graphs.items():
            lines = "".join(lines_of(triples, name))
            self._store.load(lines.encode(), format=pyoxigraph.RdfFormat.N_QUADS)

    def terms(self) -> frozenset[str]:
        """Every IRI that is the subject or the object of a statement, in all graphs."""
        found: set[str] = set()
        for quad in self._store:
            found.update((str(quad.subject), str(quad.object)))
        return frozenset(term for term in found if term.startswith("<"))

    def ask(self, query: SourceText) -> Answer:
        """The answer to one query; our prefixes need not be declared.

        Raises:
            SourceErrors: if the text is not a query, or would do more than read (codes Q1…).
        """
        end_stage(refusals(query, self.names))
        return self.run(query)

    def run(self, query: SourceText) -> Answer:
        """The answer to a query that has been looked at; see `ask`."""
        try:
            # A default graph that is given here would win over the query's own FROM.
            union = None if _says(query, "FROM") else self._union
            found = self._store.query(query.text, prefixes=dict(PREFIXES), default_graph=union)
            return _answer(found, query)
        except SyntaxError as error:
            raise SourceErrors([syntax_mistake(query, str(error))]) from error
        except (ValueError, RuntimeError, OSError) as error:
            raise SourceErrors(
                [CANNOT_RUN.at(span_of(query, 0, len(query.text)), reason=str(error))]
            ) from error


def check_query(query: SourceText) -> None:
    """Find what is wrong with a query before there is anything to ask.

    Raises:
        SourceErrors: if the text is not a query, or would do more than read (codes Q1…).
    """
    end_stage(refusals(query, None))
    Graphs({}).run(query)


def _answer(found: object, query: SourceText) -> Answer:
    import pyoxigraph

    if isinstance(found, pyoxigraph.QueryBoolean):
        return Truth(bool(found))
    if isinstance(found, pyoxigraph.QueryTriples):
        triples = {(str(t.subject), str(t.predicate), str(t.object)) for t in found}
        return Triples(tuple(sorted(_canonical_triple(triple) for triple in triples)))
    assert isinstance(found, pyoxigraph.QuerySolutions)
    variables = tuple(variable.value for variable in found.variables)
    rows = [
        tuple("" if term is None else _canonical(str(term)) for term in solution)
        for solution in found
    ]
    return Solutions(variables, tuple(rows if _says(query, "ORDER") else sorted(rows)))


def _says(query: SourceText, word: str) -> bool:
    return any(t.kind == "word" and t.text.upper() == word for t in query_tokens(query.text))


def _canonical_triple(triple: Triple) -> Triple:
    subject, property, value = triple
    return subject, property, _canonical(value)


def _canonical(term: str) -> str:
    """The term in the canonical form of `vocabulary/rdf.py`."""
    return literal(*literal_parts(term)) if term.startswith('"') else term


def syntax_mistake(query: SourceText, message: str) -> Diagnostic:
    """What the SPARQL parser says of a query, at its place."""
    match = _PLACE.match(message)
    if match is None:
        return CANNOT_RUN.at(span_of(query, 0, len(query.text)), reason=message)
    wanted = _wanted(match[3])
    found = NOT_A_QUERY.at(_span(query, int(match[1]), int(match[2])), expected=wanted)
    return found if wanted else replace(found, note=None)


def _wanted(message: str) -> str:
    """What the SPARQL parser expected, without sets of characters and what we refuse."""
    words = _CHARACTERS.sub("", message.removeprefix("expected ").removeprefix("one of "))
    return ", ".join(w for w in words.split(", ") if w and w not in _NOT_OFFERED)


def _span(query: SourceText, line: int, column: int) -> Span:
    """The place that the SPARQL parser names, kept inside the text."""
    starts = query.line_starts
    start = starts[min(line, len(starts)) - 1] + column - 1
    start = max(0, min(start, len(query.text)))
    return span_of(query, start, min(start + 1, len(query.text)))
