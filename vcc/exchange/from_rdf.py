"""Quads → the text of a case, and what could not be said in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vcc.case.from_text import ParsedCase, case_from_text
from vcc.case.model import Case
from vcc.case.to_text import text_from_case
from vcc.exchange.case_from_graph import CASE_CLASS, CaseOfGraph, case_from_graph
from vcc.exchange.facts import Facts
from vcc.exchange.reading import Quad
from vcc.exchange.things import IN_CASE, NAME
from vcc.graph.from_case import graph_from_case
from vcc.graph.inverse import STATEMENT_OF_CLASS, WAYS
from vcc.graph.iris import below
from vcc.query.graphs import asserted_graph, inferred_graph, provenance_graph
from vcc.source.diagnostic import Code, Diagnostic, SourceErrors, Words
from vcc.source.text import SourceText, span_of
from vcc.vocabulary.namespaces import CASES, TYPE, VCC, vcc
from vcc.vocabulary.rdf import Triple, iri_text, local_name

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge

NO_CASE: Final = Code(
    "R167",
    Words("no case is described in {file}", "{file} 中没有描述任何案例"),
    help=Words("a case is a node of the class {type}", "案例是类 {type} 的节点"),
)
SEVERAL_CASES: Final = Code(
    "R168",
    Words("{file} describes {count} cases: {names}", "{file} 中描述了 {count} 个案例：{names}"),
    help=Words("choose one with --case", "请用 --case 指定其一"),
)
NO_SUCH_CASE: Final = Code(
    "R169",
    Words("{file} describes no case {name}", "{file} 中没有描述案例 {name}"),
    help=Words("it describes: {names}", "其中描述了：{names}"),
)
CONCLUDED: Final = Words(
    "not a word of the language: what is concluded is never written, it follows again",
    "不属于案例语言：结论从不写入，可重新推得",
)
ELSEWHERE: Final = Words("the language has no word for it", "语言中没有表示它的词")
NOT_REACHED: Final = Words("does not belong to any statement of the case", "不属于案例的任何陈述")
_NAMES_SHOWN: Final = 12
_CONTEXT: Final = vcc("context")
_IN_CONTEXT: Final = (vcc("actor"), vcc("resource"))


@dataclass(frozen=True, slots=True)
class NotSaid:
    """A triple that the text does not say, or not exactly so, and why."""

    triple: Triple
    reason: Words


@dataclass(frozen=True, slots=True)
class Imported:
    """The formatted text of a case, what it leaves out, and the mistakes that it has.

    There are mistakes where the graph contradicts itself in ways that a case must not.
    """

    name: str
    text: str
    not_said: tuple[NotSaid, ...]
    mistakes: tuple[Diagnostic, ...]


def case_from_rdf(
    quads: Iterable[Quad], theory: Knowledge, file: str, wanted: str = "", language: str = ""
) -> Imported:
    """The case that some quads describe; `wanted` is its name or IRI where there are several.

    Its file is written in `language`, or in that of most labels; in another one where the quotes
    in it would otherwise change theirs.

    Raises:
        SourceErrors: R167 to R169.
    """
    quads = list(quads)
    cases = sorted({s for s, p, o, _ in quads if p == TYPE and o == CASE_CLASS})
    node = _chosen(cases, quads, file, wanted)
    others = frozenset(cases) - {node}
    facts = Facts(_about(node, others, quads))
    found = case_from_graph(node, facts, theory.terms, others, language)
    text = _text(found.case)
    name = found.case.name.text
    try:
        again = graph_from_case(theory.resolver.resolve(_parsed(f"{name}.vcc", text).case), CASES)
    except SourceErrors as errors:
        return Imported(name, text, tuple(_not_said(found.left)), errors.diagnostics)
    new = {node: again.case} | {old: below(again.case, n) for old, n in found.names.items()}
    left = _without_what_follows(found, new, set(again.triples))
    return Imported(name, text, tuple(_not_said(left)), ())


# ---------------------------------------------------------------------- which case, which triples
def _chosen(cases: list[str], quads: list[Quad], file: str, wanted: str) -> str:
    start = span_of(SourceText(file, ""), 0, 0)
    names = {node: local_name(node) for node in cases}
    for s, p, o, _ in quads:
        if p == NAME and s in names and o.startswith('"'):
            names[s] = o[1:-1]
    shown = ", ".join(sorted(names.values())[:_NAMES_SHOWN])
    if not cases:
        raise SourceErrors([NO_CASE.at(start, file=file, type=iri_text(CASE_CLASS))])
    fitting = [n for n in cases if wanted in (names[n], iri_text(n))] if wanted else cases
    if not fitting:
        raise SourceErrors([NO_SUCH_CASE.at(start, file=file, name=wanted, names=shown)])
    if len(fitting) > 1:
        count = str(len(fitting))
        raise SourceErrors([SEVERAL_CASES.at(start, file=file, count=count, names=shown)])
    return fitting[0]


def _about(case: str, others: frozenset[str], quads: list[Quad]) -> Iterator[Triple]:
    """The triples to import: the case's own graph if it has one, or else all that is not about
    other cases, nor concluded."""
    own = asserted_graph(case)
    if any(graph == own for *_, graph in quads):
        yield from ((s, p, o) for s, p, o, graph in quads if graph == own)
        return
    apart = {inferred_graph(case), provenance_graph(case)}
    foreign = {s for s, p, o, _ in quads if p == IN_CASE and o in others} | others
    inside = tuple(f"{other[:-1]}/" for other in others)
    for s, p, o, graph in quads:
        if graph not in apart and s not in foreign and not (inside and s.startswith(inside)):
            yield s, p, o


# ---------------------------------------------------------------------- text
def _text(case: Case) -> str:
    """The one layout of the case."""
    keywords = "zh" if case.language.startswith("zh") else "en"
    text = text_from_case(ParsedCase(case, SourceText("", ""), (), keywords, ()))
    return text_from_case(_parsed("", text))


def _parsed(name: str, text: str) -> ParsedCase:
    return case_from_text(SourceText(name, text))


# ---------------------------------------------------------------------- what is over
def _without_what_follows(
    found: CaseOfGraph, new: Mapping[str, str], again: set[Triple]
) -> dict[Triple, Words | None]:
    """What is left, without what the new case says by itself: memberships, participations, …"""
    names = dict(new) | dict(_contexts(found.left, new, again))
    return {
        triple: reason
        for triple, reason in found.left.items()
        if reason
        or (names.get(triple[0], triple[0]), triple[1], names.get(triple[2], triple[2]))
        not in again
    }


def _contexts(
    left: Iterable[Triple], new: Mapping[str, str], again: set[Triple]
) -> Iterator[tuple[str, str]]:
    """Nodes of who takes part in what, and of what is used in what, under whatever IRIs."""
    made = {key: node for node, key in _in_context(again)}
    for node, (property, object, context) in _in_context(left):
        same = made.get((property, new.get(object, object), new.get(context, context)))
        if same is not None:
            yield node, same


def _in_context(triples: Iterable[Triple]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Each node of somebody (or something) in a context, with what it is about."""
    contexts = {s: o for s, p, o in triples if p == _CONTEXT}
    for s, p, o in triples:
        if p in _IN_CONTEXT and s in contexts:
            yield s, (p, o, contexts[s])


def _not_said(left: Mapping[Triple, Words | None]) -> Iterator[NotSaid]:
    for triple, reason in left.items():
        yield NotSaid(triple, reason or _reason(triple))


def _reason(triple: Triple) -> Words:
    _, property, object = triple
    if property in WAYS or (property == TYPE and object in STATEMENT_OF_CLASS):
        return NOT_REACHED
    term = object if property == TYPE else property
    return CONCLUDED if term.startswith(f"<{VCC}") else ELSEWHERE
