"""The page of a case, made when it is built: what is concluded, why, and the text it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from vcc.findings.network import Network, network_of_case
from vcc.findings.questions import questions_from_findings
from vcc.query.graphs import asserted_graph, inferred_graph, rebased_term
from vcc.render.analysis_bars import bars_from_analysis
from vcc.render.bars_svg import svg_from_bars
from vcc.render.brief_entries import question_count
from vcc.render.marks import headline
from vcc.render.network_svg import svg_from_network, ties_told
from vcc.serve.case_sections import scopes_of, sections_of
from vcc.serve.case_text import listing_of
from vcc.serve.entries import Link, Writer
from vcc.serve.templates import rendered
from vcc.source.diagnostic import LANGUAGES, Severity
from vcc.source.reading import read_source
from vcc.vocabulary.rdf import iri_text

if TYPE_CHECKING:
    from vcc.findings.explanation import Step
    from vcc.knowledge import Knowledge
    from vcc.pipeline import Analysis

_TEMPLATE: Final = "case.html.j2"


@dataclass(frozen=True, slots=True)
class _Tie:
    """A row of the table beside the picture."""

    start: Link
    end: Link
    what: tuple[Link, ...]
    episodes: tuple[Link, ...]
    is_directed: bool


@dataclass(frozen=True, slots=True)
class _Picture:
    key: str
    svg: str


def case_pages(analysis: Analysis, base: str, theory: Knowledge) -> Iterator[tuple[str, str]]:
    """The page in each language; the case has its IRI below `base`."""
    graph = analysis.graph
    case = rebased_term(graph.case, base)
    sources = [analysis.source, *map(read_source, analysis.resolved.files)]
    files = {source.name: number for number, source in enumerate(sources)}
    listings = [listing_of(source, number) for number, source in enumerate(sources)]
    network = network_of_case(graph, analysis.conclusions.inferred, theory.theory)
    scopes = scopes_of((*graph.triples, *analysis.conclusions.inferred))
    proofs: dict[str, Step] = {}
    for language in LANGUAGES:
        writer = Writer(analysis, language, files, proofs)
        yield (
            language,
            rendered(
                _TEMPLATE, language, writer.words(analysis.report.case.label),
                iri=iri_text(case),
                headlines=headline(analysis.report, language),
                network=svg_from_network(network, analysis.report.case, language),
                ties=[*_ties(network, writer)],
                pictures=[*_pictures(writer)],
                sections=[*sections_of(writer, scopes)],
                listings=listings,
                asserted=_address(asserted_graph(case)),
                inferred=_address(inferred_graph(case)),
                **_findings(writer),
            ),
        )  # fmt: skip


def _findings(writer: Writer) -> dict[str, object]:
    """Errors and warnings one by one; questions as the report asks them, each once."""
    findings = writer.analysis.report.findings
    questions = questions_from_findings(findings)
    return {
        "found": len(findings),
        "findings": [writer.finding(f) for f in findings if f.severity is not Severity.INFO],
        "questions": [*map(writer.question, questions)],
        "questions_title": question_count(questions, writer.language) if questions else "",
    }


def _ties(network: Network, writer: Writer) -> Iterator[_Tie]:
    for (start, end), tie in ties_told(network):
        yield _Tie(
            writer.link(start),
            writer.link(end),
            tuple(map(writer.link, tie.what)),
            tuple(writer.link(node) for node in tie.episodes if node not in tie.what),
            tie.is_directed,
        )


def _pictures(writer: Writer) -> Iterator[_Picture]:
    for part, bars in bars_from_analysis(writer.analysis.report, writer.language):
        key = part.section.key
        yield _Picture(key, svg_from_bars(bars, prefix=f"bars-{key}-"))


def _address(graph: str) -> str:
    return f"/graphs?graph={quote(iri_text(graph), safe='')}"
