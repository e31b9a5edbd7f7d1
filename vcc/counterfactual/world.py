"""One version of a case with what follows from it; several of them are held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Final

from vcc.case.from_text import ParsedCase, case_from_text
from vcc.case.resolved import ResolvedCase
from vcc.counterfactual.align import aligned
from vcc.engine import Conclusions, Proofs
from vcc.findings.conclusions import Known
from vcc.findings.from_case import labels_with_pairs
from vcc.findings.lexicon import Lexicon
from vcc.findings.proofs import Prover
from vcc.findings.sections import Section, sections_from_ontology
from vcc.findings.sources import Sources
from vcc.findings.triples import Triples
from vcc.graph.from_case import CaseGraph, graph_from_case
from vcc.measures import Measured, measured
from vcc.pipeline import Analysis, Knowledge, Stopped
from vcc.plan.operators import RulePlan
from vcc.program.syntax import TriplePattern
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText
from vcc.validation.report import ValidationReport
from vcc.validation.validate import validate
from vcc.vocabulary.rdf import Triple

# A change is tried, laid out and held against the case before: the same few texts again and again.
parsed_text: Final = lru_cache(maxsize=16)(case_from_text)


@dataclass(frozen=True)
class World:
    """What a text says and what the rules conclude of it; the rest is made when asked for."""

    theory: Knowledge = field(repr=False)
    source: SourceText = field(repr=False)
    resolved: ResolvedCase = field(repr=False)
    graph: CaseGraph = field(repr=False)
    conclusions: Conclusions = field(repr=False)

    @cached_property
    def measured(self) -> tuple[Measured, ...]:
        """What was computed on the networks that the rules conclude."""
        ask = self.conclusions.matching
        return measured(self.theory.measures, lambda name: ask(None, name))

    @cached_property
    def parsed(self) -> ParsedCase:
        """The text as it is written."""
        return parsed_text(self.source)

    @cached_property
    def facts(self) -> Triples:
        """What the case states."""
        return Triples(self.graph.triples)

    @cached_property
    def lexicon(self) -> Lexicon:
        """What things are called."""
        labels = labels_with_pairs(self.graph.labels, Triples((), self.conclusions.by_predicate))
        return Lexicon(self.graph.case, labels, self.facts, self.theory.theory)

    @cached_property
    def sources(self) -> Sources:
        """Where things are said."""
        return Sources(self.graph)

    @cached_property
    def inferred(self) -> frozenset[Triple]:
        """What the rules conclude."""
        found = self.conclusions.by_predicate.items()
        return frozenset([(s, property, o) for property, pairs in found for s, o in pairs])

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of a report."""
        return sections_from_ontology(self.theory.theory)

    @cached_property
    def validation(self) -> ValidationReport:
        """What the shapes say of it."""
        return validate(self.graph.triples, self.theory.shapes, self.theory.ontology)

    @cached_property
    def rules_by_property(self) -> Mapping[str, tuple[tuple[RulePlan, TriplePattern], ...]]:
        """The rules with their conclusions, by the property that they conclude."""
        found: dict[str, list[tuple[RulePlan, TriplePattern]]] = {}
        for planned in self.theory.plan.rules:
            for template in planned.rule.head:
                found.setdefault(str(template.predicate), []).append((planned, template))
        return {property: tuple(rules) for property, rules in found.items()}

    @cached_property
    def prover(self) -> Prover:
        """What explains facts and all that they rest on."""
        computed = {found.fact: found for found in self.measured}
        return Prover(
            Proofs(self.conclusions),
            self.theory.rules,
            self.theory.notes.by_rule,
            self.theory.theory,
            self.sources,
            self.lexicon,
            computed,
        )

    @cached_property
    def known(self) -> Known:
        """What a report draws from."""
        theory, inferred = self.theory, Triples((), self.conclusions.by_predicate)
        return Known(
            self.facts, inferred, theory.theory, theory.ontology.classes_of, self.lexicon,
            self.graph.places, self.prover.reason,
        )  # fmt: skip


def world_from_analysis(analysis: Analysis, theory: Knowledge) -> World:
    """The world of a case that has been analysed."""
    return World(theory, analysis.source, analysis.resolved, analysis.graph, analysis.conclusions)


def world_from_text(source: SourceText, theory: Knowledge, like: World) -> World:
    """Another version of a case; nodes without a name are called as in the first where they can.

    Raises:
        Stopped: with every mistake of the text.
    """
    try:
        resolved = theory.resolver.resolve(parsed_text(source).case)
    except SourceErrors as errors:
        raise Stopped(errors, source.name, source) from errors
    name = like.resolved.case.name
    if resolved.case.name != name:  # an edited copy may go by another name
        resolved = replace(resolved, case=replace(resolved.case, name=name))
    graph = aligned(graph_from_case(resolved), like.graph)
    return World(theory, source, resolved, graph, concluded(graph.triples, theory))


def concluded(facts: Iterable[Triple], theory: Knowledge) -> Conclusions:
    """What the rules conclude."""
    return theory.infer(tuple(facts))[0]
