"""Cases from a few statements, and what follows from them: for tests of rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from vcc.case.from_text import case_from_text
from vcc.case.model import Case
from vcc.engine import Conclusions, prepare
from vcc.graph.from_case import graph_from_case
from vcc.pipeline import Knowledge, knowledge
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import CASES, VCC, vcc
from vcc.vocabulary.rdf import Triple, iri


def case_of(statements: str, name: str = "t") -> Case:
    """The case that holds the statements."""
    text = f"vcc 1\nlanguage en\ncase {name} {{\n{statements}\n}}\n"
    return case_from_text(SourceText(name, text)).case


def graph_of(case: Case) -> tuple[Triple, ...]:
    """What a case states, as triples."""
    return graph_from_case(knowledge().resolver.resolve(case)).triples


@cache
def theory_reading(*choices: str) -> Knowledge:
    """The theory, read by these choices (local names) instead of their options' default ones."""
    theory = knowledge()
    if not choices:
        return theory
    option_of = {s: o for s, p, o in theory.ontology.triples if p == vcc("choiceOf")}
    chosen = {option_of[vcc(choice)]: vcc(choice) for choice in choices}
    facts = [
        fact
        for fact in theory.ontology.rule_facts
        if fact[1] != vcc("chooses") or option_of[fact[2]] not in chosen
    ]
    facts += ((vcc("reading"), vcc("chooses"), choice) for choice in chosen.values())
    read = Knowledge(theory.ontology)
    vars(read)["engine"] = prepare(theory.plan, facts)
    return read


@cache
def conclusions_of(statements: str, *choices: str) -> Conclusions:
    """What follows from the statements; `choices` are readings other than the default ones."""
    return theory_reading(*choices).infer(graph_of(case_of(statements)))[0]


def inferred_from(case: Case) -> set[Triple]:
    """The inferred triples of a case."""
    return set(knowledge().infer(graph_of(case))[0].inferred)


def short(term: str) -> str:
    """The name of a term or of a node of a case, without its namespace."""
    return term.strip("<>").removeprefix(CASES).removeprefix(VCC)


def objects(inferred: set[Triple], property: str, of: str | None = None) -> set[str]:
    """What a property says, by short names; `of` limits it to one subject by its short name."""
    said = vcc(property)
    return {short(o) for s, p, o in inferred if p == said and (of is None or short(s) == of)}


def statements_of(case: Case, keep: Callable[[object], bool]) -> Case:
    """The same case with some of its statements only."""
    from dataclasses import replace

    return replace(case, statements=tuple(s for s in case.statements if keep(s)))


@dataclass(frozen=True)
class Facts:
    """What holds for one case, asked by local names; without a subject, the case is meant."""

    base: str
    triples: frozenset[Triple]

    def thing(self, name: str) -> str:
        return iri(f"{self.base}/{name}" if name else self.base)

    def __call__(self, property: str, term: str, subject: str = "") -> bool:
        return (self.thing(subject), vcc(property), vcc(term)) in self.triples

    def between(self, subject: str, property: str, object: str) -> bool:
        """Whether a property holds between two declared things."""
        return (self.thing(subject), vcc(property), self.thing(object)) in self.triples

    def values(self, property: str, subject: str = "") -> set[str]:
        """Local names of everything that a thing has as that property."""
        return {
            object.rpartition("/")[2].rstrip(">")
            for s, p, object in self.triples
            if s == self.thing(subject) and p == vcc(property)
        }
