"""What Python users get: a case, and four questions to it. All results are frozen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from os import PathLike, fspath
from typing import TYPE_CHECKING

from vcc.findings.explanation import Explanation
from vcc.findings.ids import matching_ids, near_ids
from vcc.knowledge import Frameworks, knowledge
from vcc.pipeline import Analysis, analyse
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from rdflib import Graph

    from vcc.findings.analysis import CaseAnalysis
    from vcc.findings.model import Finding
    from vcc.source.diagnostic import Diagnostic

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


@dataclass(frozen=True, repr=False)
class Case:
    """One case without mistakes in its text, and what follows from it."""

    _analysis: Analysis

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
    return Case(analyse(fspath(path), knowledge(frameworks)))
