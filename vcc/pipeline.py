"""The whole journey of a case, in order: the file to read first.

    read → parse → resolve → graph → validate → infer → prove → report

Each stage is one call below. A stage that finds mistakes raises them all at once, and no later
stage sees a broken input. Nothing here knows a paper: the theory is in `Knowledge`
(`vcc/knowledge.py`), read from `ontology/`, `rules/` and the folders of frameworks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vcc.case.from_text import ParsedCase, case_from_text
from vcc.case.resolved import ResolvedCase
from vcc.findings.outcome import Outcome, outcome_of_errors
from vcc.knowledge import Knowledge, knowledge
from vcc.source.diagnostic import Code, Diagnostic, SourceErrors, Words
from vcc.source.reading import read_source
from vcc.source.text import SourceText

if TYPE_CHECKING:
    from vcc.engine import Conclusions
    from vcc.findings.analysis import CaseAnalysis
    from vcc.findings.explanation import Explanation
    from vcc.findings.proofs import Prover
    from vcc.graph.from_case import CaseGraph
    from vcc.measures import Measured
    from vcc.validation.report import ValidationReport

__all__ = ["Analysis", "Knowledge", "Stopped", "analyse", "check", "infer", "knowledge", "parse"]
# Whether questions are needed of a case (its text, and the library files that it uses).
Asks = Callable[[SourceText, Collection[str]], bool]
IS_LIBRARY: Final = Code(
    "C290",
    Words("`{name}` is a library: there is no case in it", "“{name}”是文库，其中没有案例"),
    help=Words("name a file that uses it", "请指定引用它的案例文件"),
)


@dataclass(frozen=True)
class Analysis:
    """What each stage made of one case."""

    source: SourceText = field(repr=False)
    resolved: ResolvedCase = field(repr=False)
    graph: CaseGraph = field(repr=False)
    validation: ValidationReport = field(repr=False)
    conclusions: Conclusions = field(repr=False)
    report: CaseAnalysis = field(repr=False)
    prover: Prover = field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Warnings of the text, and the findings."""
        texts = {self.source.name: self.source}
        for file in self.resolved.files:
            texts[file] = read_source(file)
        found = self.report.findings
        return Outcome(self.source.name, self.report.language, self.diagnostics, found, texts)

    @cached_property
    def titles(self) -> Mapping[str, Words]:
        """Everything that can be explained: its id, and what it says."""
        from vcc.findings.explain import title_of_conclusion

        titles = {c.id: title_of_conclusion(c) for c in self.report.conclusions}
        return titles | {finding.id: finding.message for finding in self.report.findings}

    def explain(self, id: str, *, all: bool = False) -> Explanation:
        """Why the conclusion or finding of that id holds; with `all`, every argument for it.

        Raises:
            KeyError: if nothing is called so (`titles` has every id).
        """
        from vcc.findings.explain import explanation_of_conclusion, explanation_of_finding

        all_in = self.conclusions if all else None
        for conclusion in self.report.conclusions:
            if conclusion.id == id:
                return explanation_of_conclusion(conclusion, self.report, self.prover, all_in)
        for finding in self.report.findings:
            if finding.id == id:
                return explanation_of_finding(finding, self.prover, all_in)
        raise KeyError(id)


class Stopped(SourceErrors):
    """The text of a case has mistakes, so that it could not be analysed; `outcome` has them."""

    def __init__(self, errors: SourceErrors, file: str, source: SourceText | None) -> None:
        super().__init__(errors.diagnostics)
        self.outcome = outcome_of_errors(errors, file, source)


def parse(source: SourceText, theory: Knowledge) -> tuple[ParsedCase, ResolvedCase]:
    """Text → case → case whose names and words are known to mean something.

    Raises:
        SourceErrors: with every mistake of the stage that found some.
    """
    parsed = case_from_text(source)
    return parsed, theory.resolver.resolve(parsed.case)


def analyse(
    case: Path | str | SourceText,
    theory: Knowledge | None = None,
    *,
    with_sections: bool = True,
) -> Analysis:
    """Follow one case from its file (a path) or its text (a SourceText) to explained conclusions.

    Without `with_sections` the report has findings only, which is quicker.

    Raises:
        Stopped: with every mistake of the text, if it has any, or cannot be read.
    """
    from vcc.validation.validate import validate

    theory = theory or knowledge()
    stated = _stated(case, theory)
    report = validate(stated.graph.origins, theory.shapes, theory.ontology)
    inferred = theory.infer(stated.graph.origins)
    return _reported(stated, report, inferred, theory, with_sections)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A case as far as it says something by itself."""

    source: SourceText
    resolved: ResolvedCase
    graph: CaseGraph
    diagnostics: tuple[Diagnostic, ...]


def _stated(case: Path | str | SourceText, theory: Knowledge) -> _Stated:
    """File or text → case → graph.

    Raises:
        Stopped: with every mistake of the text, if it has any, or cannot be read.
    """
    from vcc.graph.from_case import graph_from_case

    source = None
    try:
        source = case if isinstance(case, SourceText) else read_source(case)
        parsed, resolved = parse(source, theory)
        if resolved.case.is_library:
            name = resolved.case.name
            raise SourceErrors([IS_LIBRARY.at(name.span, name=name.text)])
    except SourceErrors as errors:
        file = case.name if isinstance(case, SourceText) else str(case)
        raise Stopped(errors, file, source) from errors
    diagnostics = (*parsed.diagnostics, *resolved.diagnostics)
    return _Stated(source, resolved, graph_from_case(resolved), diagnostics)


def _reported(
    stated: _Stated,
    validation: ValidationReport,
    inferred: tuple[Conclusions, tuple[Measured, ...]],
    theory: Knowledge,
    with_sections: bool,
    with_evidence: bool = True,
    with_questions: bool = True,
) -> Analysis:
    """Conclusions → proofs → report."""
    from vcc.findings.from_case import proofs_of_case, report_of_case
    from vcc.findings.sections import sections_from_ontology

    graph, resolved = stated.graph, stated.resolved
    conclusions, measured = inferred
    sections = sections_from_ontology(theory.theory) if with_sections else ()
    known, prover = proofs_of_case(
        graph, conclusions, theory.ontology, theory.theory, theory.rules, theory.notes,
        {found.fact: found for found in measured},
    )  # fmt: skip
    report = report_of_case(
        resolved.case, graph, validation, known, prover, theory.notes, sections, theory.readings,
        with_evidence, with_questions,
    )  # fmt: skip
    return Analysis(
        stated.source, resolved, graph, validation, conclusions, report, prover, stated.diagnostics
    )


def infer(
    case: Path | str | SourceText, theory: Knowledge | None = None
) -> tuple[CaseGraph, Conclusions]:
    """What one case says, and what the rules conclude of it, for those who need no report.

    Raises:
        Stopped: with every mistake of the text, if it has any, or cannot be read.
    """
    theory = theory or knowledge()
    graph = _stated(case, theory).graph
    return graph, theory.infer(graph.origins)[0]


def check(case: Path | str | SourceText, theory: Knowledge | None = None) -> Outcome:
    """Everything that is wrong or worth saying about one case or library, a file or a text."""
    return check_many([case], theory or knowledge())[0]


def check_many(
    cases: Iterable[Path | str | SourceText],
    theory: Knowledge,
    *,
    with_evidence: bool = True,
    asks: Asks = lambda *_: True,
) -> list[Outcome]:
    """The same for several, in their order; what can be done for all at once is.

    Each stage is gone through by all of them before the next, as each reads much of its own: to
    go through all stages with one after the other takes longer. Without its evidence a finding is
    the same but for that. Of a case that `asks` says no of, questions are there to be counted only.
    """
    from vcc.validation.together import validate_together

    read = [_stated_or_outcome(case, theory) for case in cases]
    stated = [one for one in read if isinstance(one, _Stated)]
    triples = [one.graph.origins for one in stated]
    reports = validate_together(triples, theory.shapes, theory.ontology) if stated else ()
    inferred = [theory.infer(graph) for graph in triples]
    outcomes = (
        _outcome_of(
            _reported(
                one,
                report,
                conclusions,
                theory,
                False,
                with_evidence,
                asks(one.source, one.resolved.files),
            )
        )
        for one, report, conclusions in zip(stated, reports, inferred, strict=True)
    )
    return [one if isinstance(one, Outcome) else next(outcomes) for one in read]


def _outcome_of(analysis: Analysis) -> Outcome:
    """The outcome of an analysis of which nothing else is wanted any more."""
    outcome = analysis.outcome
    analysis.prover.forget()
    return outcome


def _stated_or_outcome(case: Path | str | SourceText, theory: Knowledge) -> _Stated | Outcome:
    """What a case says, or the outcome of a text that says nothing by itself."""
    try:
        return _stated(case, theory)
    except Stopped as stopped:
        codes = {diagnostic.code for diagnostic in stopped.diagnostics}
        if codes == {IS_LIBRARY.id}:
            return Outcome(stopped.outcome.file, stopped.outcome.language, ())
        return stopped.outcome
