"""Inferred findings → what a reader gets: message, advice, and where to look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from vcc.findings.claims import claims_from_ids
from vcc.findings.conclusions import Known
from vcc.findings.counted import counted
from vcc.findings.model import Evidence, Finding
from vcc.findings.proofs import Prover
from vcc.findings.wording import filled, without_focus
from vcc.graph.from_case import CaseGraph
from vcc.source.diagnostic import Severity
from vcc.source.text import Span
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import Triple, local_name
from vcc.vocabulary.rule_notes import FindingNote

FINDING = vcc("finding")
_FEW_LINES = 2


def findings_from_facts(
    known: Known,
    prover: Prover,
    graph: CaseGraph,
    notes: Mapping[str, FindingNote],
    with_evidence: bool = True,
    with_questions: bool = True,
) -> Iterator[Finding]:
    """One finding for every inferred `:finding` whose type is described; its evidence is left out
    where nobody asks for it, and of questions that are only counted all but what they are."""
    for focus, type in known.inferred.pairs(FINDING):
        note = notes.get(type)
        if note is not None:
            fact = focus, FINDING, type
            if note.severity is Severity.INFO and not with_questions:
                yield counted(
                    local_name(type), note.label, note.severity, note.message, focus, fact
                )
                continue
            evidence = prover.evidence(fact) if with_evidence else ()
            yield _finding(fact, note, known, prover, graph, evidence)


def _finding(
    fact: Triple,
    note: FindingNote,
    known: Known,
    prover: Prover,
    graph: CaseGraph,
    evidence: tuple[Evidence, ...],
) -> Finding:
    focus, _, type = fact
    lexicon = known.lexicon
    bindings = prover.bindings(fact)
    name = local_name(type)
    at = "" if focus == lexicon.case else f"@{lexicon.name(focus)}"
    # What is said of the case as a whole need not name it.
    question = without_focus(note.message) if focus == lexicon.case else note.message
    return Finding(
        id=f"finding:{name}{at}",
        name=name,
        label=note.label,
        severity=note.severity,
        focus=lexicon.node(focus),
        message=filled(note.message, bindings, lexicon, focus=focus),
        advice=filled(note.advice, bindings, lexicon, focus=focus) if note.advice else None,
        advice_claims=claims_from_ids(note.claims, known.ontology) if note.advice else (),
        span=_place(fact, prover, graph),
        rule=prover.rule(fact),
        evidence=evidence,
        triple=fact,
        question=filled(question, bindings, lexicon, is_open=True),
        called=lexicon.quoted(focus),
    )


def _place(fact: Triple, prover: Prover, graph: CaseGraph) -> Span | None:
    """Where the focus is declared; for what has no place of its own, where its owner is.

    What is said of the case as a whole, but for one or two lines, stands at the first of these.
    """
    focus = fact[0]
    if focus == graph.case:
        lines = prover.lines(fact)
        if 0 < len(lines) <= _FEW_LINES:
            return lines[0]
    while focus not in graph.places and "/" in focus.removeprefix(graph.case[:-1] + "/"):
        focus = focus.rpartition("/")[0] + ">"
    return graph.places.get(focus) or graph.places.get(graph.case)


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The heaviest first; among equals, in the order of the text; ids made distinct."""
    told: Counter[str] = Counter()
    ordered = []
    for finding in sorted(findings, key=_rank):
        told[finding.id] += 1
        same = told[finding.id]
        ordered.append(replace(finding, id=f"{finding.id}={same}") if same > 1 else finding)
    return tuple(ordered)


def _rank(finding: Finding) -> tuple[object, ...]:
    span = finding.span
    place = (span.source, span.start) if span else ("", 0)
    return -finding.severity, place, finding.id, finding.message.en
