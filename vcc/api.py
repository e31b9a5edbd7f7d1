"""What Python users get: a case, and the questions to it. All results are frozen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from os import PathLike, fspath
from typing import TYPE_CHECKING

from vcc.findings.ids import UnknownId
from vcc.findings.spoken import labels_of, meant_ids
from vcc.knowledge import Frameworks, Knowledge, knowledge
from vcc.pipeline import Analysis, analyse
from vcc.render.readable import (
    ReadableAgreement,
    ReadableAnalysis,
    ReadableComparison,
    ReadableDifference,
    ReadableExplanation,
    ReadableRepairs,
    ReadableSensitivity,
    ReadableWhyNot,
    readable,
)
from vcc.source.diagnostic import Words
from vcc.vocabulary.readings import choices_from_words

if TYPE_CHECKING:
    from rdflib import Graph

    from vcc.findings.model import Finding
    from vcc.source.diagnostic import Diagnostic
    from vcc.tables.frames import Frame


@dataclass(frozen=True, repr=False)
class Case:
    """One case without mistakes in its text, and what follows from it."""

    _analysis: Analysis
    _theory: Knowledge

    def __repr__(self) -> str:
        return f"Case({self.name!r}, {self.label.in_language(self.language)!r})"

    def _repr_html_(self) -> str:
        from vcc.findings.network import network_of_case
        from vcc.render.html_notebook import html_from_analysis

        analysis = self._analysis
        inferred = analysis.conclusions.inferred
        network = network_of_case(analysis.graph, inferred, self._theory.theory)
        return html_from_analysis(analysis.report, network)

    @property
    def name(self) -> str:
        """The name that the case gives itself."""
        return self._analysis.resolved.case.name.text

    @property
    def label(self) -> Words:
        """What people call the case."""
        return self._analysis.report.case.label

    @property
    def language(self) -> str:
        """The language of the file, such as `en` or `zh`."""
        return self._analysis.report.language

    @property
    def stages(self) -> Analysis:
        """What each stage of the pipeline made of the case."""
        return self._analysis

    @property
    def theory(self) -> Knowledge:
        """The theory that it was read with."""
        return self._theory

    def check(self) -> tuple[Diagnostic | Finding, ...]:
        """Warnings about the text, then findings, the heaviest first.

        Both have `severity` (ordered: INFO < WARNING < ERROR), `message` and `span`.
        """
        return (*self._analysis.diagnostics, *self._analysis.report.findings)

    def analyse(self) -> ReadableAnalysis:
        """Every conclusion, by section of the report, each with its rule and evidence."""
        return readable(ReadableAnalysis, self._analysis.report)

    @cached_property
    def explainable(self) -> tuple[str, ...]:
        """The ids of everything that can be explained, sorted."""
        return tuple(sorted(self._analysis.titles))

    def explain(self, what: str, *, all: bool = False) -> ReadableExplanation:
        """Why a conclusion or finding holds; `what` is its id, or a beginning that is unique.

        With `all`, `others` has every further argument for it.

        >>> import vcc
        >>> bakery = vcc.load("examples/02-bakery/bakery.vcc")
        >>> print(bakery.explain("mechanism:redefine-needs").title.en)
        Corner bakery (fictitious): present redefine user needs

        Raises:
            KeyError: (`UnknownId`) if nothing, or more than one thing, is meant; it lists what
                could be, and says if what is asked about could follow, but does not.
        """
        ontology, theory = self._theory.ontology, self._theory.theory
        labels = labels_of(self._analysis.resolved, ontology, theory)
        matching = meant_ids(what, self.explainable, labels)
        if len(matching) != 1:
            raise UnknownId(what, self.explainable, self._not_so(what, matching), self.language)
        found = self._analysis.explain(matching[0], all=all)
        return readable(ReadableExplanation, found, language=self.language)

    why = explain

    def _not_so(self, what: str, matching: Sequence[str]) -> str:
        """The id of what could follow and does not; empty for all else."""
        from vcc.counterfactual.holding import not_so

        could_be = None if matching else not_so(self._analysis, what, self._theory)
        return could_be[0] if could_be else ""

    def why_not(self, what: str) -> ReadableWhyNot:
        """Why something does not follow: rules that come near, what each lacks, what to write.

        `what` is an id as in `analyse`, with `=VALUE` behind it for another value or status.

        Raises:
            LookupError: (`UnknownGoal`) if nothing, or more than one thing, is called so.
            ValueError: (`AlreadyHolds`) if it does follow.
        """
        from vcc.counterfactual.ask import why_not

        found = why_not(self._analysis, what, self._theory)
        return readable(ReadableWhyNot, found)

    def repair(self, what: str, *, at_most: int = 2) -> ReadableRepairs:
        """The smallest changes after which a finding goes away or a conclusion follows.

        `what` is an id of a finding that there is, or as for `why_not`.

        Raises:
            LookupError: (`UnknownGoal`) if nothing, or more than one thing, is called so.
            ValueError: (`AlreadyHolds`) if it follows as it is.
        """
        from vcc.counterfactual.ask import repair

        found = repair(self._analysis, what, at_most, self._theory)
        return readable(ReadableRepairs, found)

    def what_if(
        self,
        *,
        add: Sequence[str] = (),
        remove: Sequence[str] = (),
        copy: str | PathLike[str] | None = None,
    ) -> ReadableDifference:
        """What follows otherwise if statements are added and taken out, or from an edited copy.

        `add` are statements in the case language; `remove` are statements, lines (`:25`), names
        or clauses (`name.clause`). The file is not touched.

        Raises:
            SourceErrors: with every mistake of the changes, or of the case that they make.
        """
        from vcc.counterfactual.ask import what_if

        found = what_if(self._analysis, add=add, remove=remove, copy=copy, theory=self._theory)
        return readable(ReadableDifference, found)

    def sensitivity(self) -> ReadableSensitivity:
        """What each conclusion stands or falls with: a reading, a statement, a source.

        Everything is tried once, alone: some seconds for a case of 250 lines.
        """
        from vcc.counterfactual.sensitivity import sensitivity_of
        from vcc.counterfactual.world import world_from_analysis

        world = world_from_analysis(self._analysis, self._theory)
        found = sensitivity_of(world, self._analysis.report.conclusions)
        return readable(ReadableSensitivity, found, language=self.language)

    def to_frame(self, table: str = "conclusions") -> Frame:
        """One table of the case, for polars, pandas, DuckDB and whatever else reads Arrow.

        The tables and their columns are those of `vcc build` (docs/library-data.md).

        Raises:
            KeyError: if there is no such table; it lists what there is.
            PackageMissing: if pyarrow is not installed (`pip install 'vcc-cases[library]'`).
        """
        from vcc.tables.frames import frame_of_case

        return frame_of_case(self._analysis, table, self._theory)

    def graph(self, *, inferred: bool = False) -> Graph:
        """A new rdflib graph of what the case states; with `inferred`, of what follows as well."""
        from vcc.graph.to_rdflib import to_rdflib

        stated = self._analysis.graph.triples
        return to_rdflib((*stated, *self._analysis.conclusions.inferred) if inferred else stated)


def case_from_file(
    path: str | PathLike[str], frameworks: Frameworks = (), readings: str | Iterable[str] = ()
) -> Case:
    """Read one case file and draw all conclusions from it.

    Raises:
        SourceErrors: with every mistake of its text, if it has any, or cannot be read; or with
            everything that is wrong with the folders of `frameworks`, or with the `readings`.
    """
    known = knowledge(frameworks)
    words = [readings] if isinstance(readings, str) else readings
    theory = known.under(choices_from_words(words, known.terms))
    return Case(analyse(fspath(path), theory), theory)


def compare_cases(
    *cases: Case, by_phase: bool = False, versions: bool = False
) -> ReadableComparison:
    """Cases beside each other in the model's own terms (see `vcc.compare`).

    Raises:
        ValueError: if there are too few cases or periods, or `by_phase` and several cases.
    """
    from vcc.counterfactual.beside import comparison_of_cases, comparison_of_periods

    if by_phase and (versions or len(cases) != 1):
        raise ValueError("by_phase compares the periods of one case")
    if not by_phase and len(cases) < 2:
        raise ValueError("name two cases or more, or compare the periods of one (by_phase=True)")
    first = cases[0]
    analyses, theory = [case.stages for case in cases], first.theory
    if by_phase:
        found = comparison_of_periods(analyses[0], theory)
        if len(found.table.sides) < 2:
            raise ValueError(
                f"{first.name} has {len(found.table.sides)} periods; state two or more"
            )
    else:
        found = comparison_of_cases(analyses, theory, are_versions=versions)
    return readable(ReadableComparison, found, language=first.language)


def agreement_of_codings(first: Case, second: Case) -> ReadableAgreement:
    """How far two codings of the same sources agree (see `vcc.agreement`)."""
    from vcc.comparison.agreement import Coding, agreement_of

    codings = (Coding(case.stages.resolved, case.stages.report) for case in (first, second))
    return readable(ReadableAgreement, agreement_of(*codings), language=first.language)
