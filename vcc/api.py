"""What Python users get: a case, and the questions to it. All results are frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from os import PathLike, fspath
from typing import TYPE_CHECKING

from vcc.findings.changes import Difference
from vcc.findings.explanation import Explanation
from vcc.findings.ids import matching_ids, near_ids
from vcc.findings.lacks import WhyNot
from vcc.findings.repairs import Repairs
from vcc.knowledge import Frameworks, Knowledge, knowledge
from vcc.pipeline import Analysis, analyse
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from rdflib import Graph

    from vcc.findings.analysis import CaseAnalysis
    from vcc.findings.model import Finding
    from vcc.source.diagnostic import Diagnostic
    from vcc.tables.frames import Frame

_READABLE_WIDTH = 100


@dataclass(frozen=True, slots=True)
class ReadableExplanation(Explanation):
    """An explanation whose `str` is the proof as text, in the language of the case."""

    language: str = "en"

    def __str__(self) -> str:
        from vcc.render.explanation_text import text_from_explanation

        return text_from_explanation(
            self, self.language, width=_READABLE_WIDTH, colour=False, depth=0
        )


@dataclass(frozen=True, slots=True)
class ReadableWhyNot(WhyNot):
    """Why something does not follow; its `str` is text in the language of the case."""

    def __str__(self) -> str:
        from vcc.render.why_not_text import text_from_why_not

        return text_from_why_not(self, self.language, width=_READABLE_WIDTH, colour=False)


@dataclass(frozen=True, slots=True)
class ReadableRepairs(Repairs):
    """Proposals of what to change; its `str` is text in the language of the case."""

    def __str__(self) -> str:
        from vcc.render.repairs_text import text_from_repairs

        return text_from_repairs(self, self.language, width=_READABLE_WIDTH, colour=False)


@dataclass(frozen=True, slots=True)
class ReadableDifference(Difference):
    """What follows otherwise; its `str` is text in the language of the case."""

    def __str__(self) -> str:
        from vcc.render.difference_text import text_from_difference

        return text_from_difference(
            self, self.language, width=_READABLE_WIDTH, colour=False, all=True
        )


@dataclass(frozen=True, repr=False)
class Case:
    """One case without mistakes in its text, and what follows from it."""

    _analysis: Analysis
    _theory: Knowledge

    def __repr__(self) -> str:
        return f"Case({self.name!r}, {self.label.in_language(self.language)!r})"

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

    def check(self) -> tuple[Diagnostic | Finding, ...]:
        """Warnings about the text, then findings, the heaviest first.

        Both have `severity` (ordered: INFO < WARNING < ERROR), `message` and `span`.
        """
        return (*self._analysis.diagnostics, *self._analysis.report.findings)

    def analyse(self) -> CaseAnalysis:
        """Every conclusion, by section of the report, each with its rule and evidence."""
        return self._analysis.report

    @cached_property
    def explainable(self) -> tuple[str, ...]:
        """The ids of everything that can be explained, sorted."""
        return tuple(sorted(self._analysis.titles))

    def explain(self, what: str) -> ReadableExplanation:
        """Why a conclusion or finding holds; `what` is its id, or a beginning that is unique.

        Raises:
            KeyError: if nothing, or more than one thing, is meant; it lists what could be.
        """
        matching = matching_ids(what, self.explainable)
        if len(matching) != 1:
            candidates = matching or near_ids(what, self.explainable)
            raise KeyError(f"{what!r} names {len(matching)} things; near: {', '.join(candidates)}")
        found = self._analysis.explain(matching[0])
        return ReadableExplanation(found.id, found.title, found.root, language=self.language)

    def why_not(self, what: str) -> ReadableWhyNot:
        """Why something does not follow: rules that come near, what each lacks, what to write.

        `what` is an id as in `analyse`, with `=VALUE` behind it for another value or status.

        Raises:
            LookupError: (`UnknownGoal`) if nothing, or more than one thing, is called so.
            ValueError: (`AlreadyHolds`) if it does follow.
        """
        from vcc.counterfactual.ask import why_not

        found = why_not(self._analysis, what, self._theory)
        return ReadableWhyNot(found.id, found.title, found.language, found.root)

    def repair(self, what: str, *, at_most: int = 2) -> ReadableRepairs:
        """The smallest changes after which a finding goes away or a conclusion follows.

        `what` is an id of a finding that there is, or as for `why_not`.

        Raises:
            LookupError: (`UnknownGoal`) if nothing, or more than one thing, is called so.
            ValueError: (`AlreadyHolds`) if it follows as it is.
        """
        from vcc.counterfactual.ask import repair

        found = repair(self._analysis, what, at_most, self._theory)
        return ReadableRepairs(**{f.name: getattr(found, f.name) for f in fields(found)})

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
        return ReadableDifference(**{f.name: getattr(found, f.name) for f in fields(found)})

    def to_frame(self, table: str = "conclusions") -> Frame:
        """One table of the case, for polars, pandas, DuckDB and whatever else reads Arrow.

        The tables and their columns are those of `vcc build` (docs/library-data.md).

        Raises:
            KeyError: if there is no such table; it lists what there is.
            PackageMissing: if pyarrow is not installed (`pip install 'vcc[library]'`).
        """
        from vcc.tables.frames import frame_of_case

        return frame_of_case(self._analysis, table, self._theory)

    def graph(self, *, inferred: bool = False) -> Graph:
        """A new rdflib graph of what the case states; with `inferred`, of what follows as well."""
        from vcc.graph.to_rdflib import to_rdflib

        stated = self._analysis.graph.triples
        return to_rdflib((*stated, *self._analysis.conclusions.inferred) if inferred else stated)


def case_from_file(path: str | PathLike[str], frameworks: Frameworks = ()) -> Case:
    """Read one case file and draw all conclusions from it.

    Raises:
        SourceErrors: with every mistake of its text, if it has any, or cannot be read; or with
            everything that is wrong with the folders of `frameworks`.
    """
    theory = knowledge(frameworks)
    return Case(analyse(fspath(path), theory), theory)
