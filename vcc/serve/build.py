"""Cases → a generation: the quads, the list of the library, the pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from vcc.query.graphs import ONTOLOGY, asserted_graph, inferred_graph
from vcc.serve.stored import (
    GRAPHS_FILE,
    LIBRARY_FILE,
    PAGES_FOLDER,
    QUADS_FILE,
    SOURCES_FILE,
    STORE_FOLDER,
    Generation,
    sealed,
)
from vcc.vocabulary.rdf import Triple, iri_text

if TYPE_CHECKING:
    from vcc.pipeline import Analysis, Knowledge


@dataclass(frozen=True, slots=True)
class Read:
    """The files that were named to be read, and when reading began, in nanoseconds."""

    files: tuple[Path, ...]
    began: int


@dataclass(slots=True)
class _Written:
    graphs: dict[str, int]
    cases: list[dict[str, Any]]
    began: int
    sources: dict[str, tuple[int, int]]

    def note(self, file: Path) -> None:
        """Note the state of a file; one that has changed since reading began has none."""
        seen = file.stat()
        is_old = seen.st_mtime_ns < self.began
        self.sources[str(file.resolve())] = (seen.st_mtime_ns if is_old else 0, seen.st_size)


def write_generation(
    folder: Path, analyses: Iterable[Analysis], theory: Knowledge, *, on_disk: bool, read: Read
) -> Generation:
    """Write all cases, one after the other, and finish the generation.

    The default graph is what all cases state and what follows, merged; every case has its two
    graphs besides, and the ontology one of its own. With `on_disk` a store is written as well.
    `read` are the files that were read, cases or not.
    """
    (folder / PAGES_FOLDER).mkdir()
    written = _Written({}, [], read.began, {})
    with (folder / QUADS_FILE).open("w", encoding="utf-8", newline="\n") as quads:
        for analysis in analyses:
            _write_case(analysis, quads, written)
            _write_pages(analysis, folder / PAGES_FOLDER, written)
        ontology = theory.ontology.triples
        quads.writelines(_lines(ontology, ONTOLOGY))
        written.graphs[ONTOLOGY] = len(ontology)
    for file in read.files:
        written.note(file)
    for name, content in (
        (GRAPHS_FILE, written.graphs),
        (LIBRARY_FILE, written.cases),
        (SOURCES_FILE, [[name, *seen] for name, seen in sorted(written.sources.items())]),
    ):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    if on_disk:
        _write_store(folder)
    return sealed(folder)


def _write_case(analysis: Analysis, quads: IO[str], written: _Written) -> None:
    case = analysis.graph.case
    stated, inferred = analysis.graph.triples, analysis.conclusions.inferred
    for name, triples in ((asserted_graph(case), stated), (inferred_graph(case), inferred)):
        quads.writelines(_lines(triples, name))
        quads.writelines(_lines(triples, ""))
        written.graphs[name] = len(triples)
    label = analysis.report.case.label
    findings = {str(s): count for s, count in analysis.report.findings_by_severity().items()}
    written.cases.append(
        {
            "name": analysis.resolved.case.name.text,
            "iri": iri_text(case),
            "label": {"en": label.en, "zh": label.zh},
            "language": analysis.report.language,
            "asserted": len(stated),
            "inferred": len(inferred),
            "findings": findings,
        }
    )
    for file in (analysis.source.name, *analysis.resolved.files):
        written.note(Path(file))


def _write_pages(analysis: Analysis, folder: Path, written: _Written) -> None:
    """The page of a case in each language; their names are numbers, so none comes from a case."""
    from vcc.serve.case_page import case_pages

    number = len(written.cases)
    pages = {}
    for language, page in case_pages(analysis):
        pages[language] = f"{number}-{language}.html"
        (folder / pages[language]).write_text(page, encoding="utf-8")
    written.cases[-1]["pages"] = pages


def _lines(triples: Iterable[Triple], graph: str) -> Iterator[str]:
    end = f" {graph} .\n" if graph else " .\n"
    return (f"{s} {p} {o}{end}" for s, p, o in triples)


def _write_store(folder: Path) -> None:
    import pyoxigraph

    store = pyoxigraph.Store(str(folder / STORE_FOLDER))
    store.bulk_load(path=str(folder / QUADS_FILE), format=pyoxigraph.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
