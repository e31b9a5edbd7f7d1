"""The last stage: conclusions of one case → its report, with proofs at hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vcc.case.model import Case
from vcc.engine import Conclusions, Proofs
from vcc.findings.analysis import CaseAnalysis
from vcc.findings.conclusions import Known, parts_from_facts
from vcc.findings.from_facts import findings_from_facts, ranked
from vcc.findings.from_report import findings_from_report
from vcc.findings.lexicon import Lexicon
from vcc.findings.measured import MeasuredFacts
from vcc.findings.proofs import Prover
from vcc.findings.sections import Section
from vcc.findings.sources import Sources
from vcc.findings.superseded import without_superseded
from vcc.findings.triples import Triples
from vcc.graph.from_case import CaseGraph
from vcc.program.syntax import Rule
from vcc.source.diagnostic import Words
from vcc.validation.report import ValidationReport
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.rule_notes import RuleNotes


def proofs_of_case(
    graph: CaseGraph,
    conclusions: Conclusions,
    ontology: Ontology,
    theory: Triples,
    rules: Mapping[str, Rule],
    notes: RuleNotes,
    measured: MeasuredFacts,
) -> tuple[Known, Prover]:
    """What a report draws from, and what explains it."""
    facts, inferred = Triples(graph.origins), Triples((), conclusions.by_predicate)
    labels = labels_with_pairs(graph.labels, inferred)
    lexicon = Lexicon(graph.case, labels, facts, theory)
    prover = Prover(
        Proofs(conclusions),
        rules,
        notes.by_rule,
        theory,
        Sources(graph),
        lexicon,
        measured,
    )
    known = Known(
        facts, inferred, theory, cache(ontology.classes_of), lexicon, graph.places, prover.reason
    )
    return known, prover


def labels_with_pairs(labels: Mapping[str, Words], inferred: Triples) -> Mapping[str, Words]:
    """The labels of a case, and those of scopes that are made of two actors: called by both."""
    called = dict(labels)
    for pair, provider in inferred.pairs(vcc("ofProvider")):
        customer = inferred.object(pair, vcc("ofCustomer"))
        if customer is not None:
            one, two = labels[provider], labels[customer]
            called[pair] = Words(f"{one.en} · {two.en}", f"{one.zh} · {two.zh}")
    return called


def report_of_case(
    case: Case,
    graph: CaseGraph,
    validation: ValidationReport,
    known: Known,
    prover: Prover,
    notes: RuleNotes,
    sections: tuple[Section, ...],
    readings: tuple[str, ...],
    with_evidence: bool = True,
    with_questions: bool = True,
) -> CaseAnalysis:
    """The sections with their conclusions, and all findings, ranked."""
    findings = [
        *findings_from_report(validation, graph, known.lexicon, with_questions),
        *findings_from_facts(known, prover, graph, notes.by_type, with_evidence, with_questions),
    ]
    return CaseAnalysis(
        case=known.lexicon.node(graph.case),
        file=case.span.source,
        language=case.language,
        parts=parts_from_facts(known, sections),
        findings=ranked(without_superseded(findings, known.ontology)),
        readings=tuple(map(known.lexicon.node, readings)),
    )
