"""Cases → a generation: the quads, the list of the library, the pages."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from vcc.exchange.dataset import ASSERTED, INFERRED, PROVENANCE, dataset_of
from vcc.query.graphs import ONTOLOGY, provenance_graph, rebased_term
from vcc.render.json_parts import words
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
from vcc.vocabulary.namespaces import CASES
from vcc.vocabulary.rdf import iri_text, lines_of

if TYPE_CHECKING:
    from vcc.pipeline import Analysis, Knowledge


# Triples of graphs up to which the data is held in memory. A worker that reads much of it there
# copies what it reads (pyoxigraph counts its readers); of a store on disk all share the pages.
IN_MEMORY: Final = 250_000


@dataclass(frozen=True, slots=True)
class Read:
    """The files that were named to be read, and when reading began, in nanoseconds."""

    files: tuple[Path, ...]
    began: int


@dataclass(frozen=True, slots=True)
class Form:
    """How the data is written: below which base cases get their IRIs, whether the graphs of where
    conclusions come from (`CASE/provenance`) are there, whether a store on disk is even where the
    data is small."""

    base: str = CASES
    provenance: bool = False
    on_disk: bool = False


@dataclass(slots=True)
class _Written:
    form: Form
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
    folder: Path, analyses: Iterable[Analysis], theory: Knowledge, form: Form, read: Read
) -> Generation:
    """Write all cases, one after the other, and finish the generation.

    The default graph is what all cases state and what follows, merged; every case has its two
    graphs besides (three with provenance, which is in no other), and the ontology one of its own.
    `read` are the files that were read, cases or not.
    """
    (folder / PAGES_FOLDER).mkdir()
    written = _Written(form, {}, [], read.began, {})
    with (folder / QUADS_FILE).open("w", encoding="utf-8", newline="\n") as quads:
        for analysis in analyses:
            _write_case(analysis, theory, quads, written)
            _write_pages(analysis, theory, folder / PAGES_FOLDER, written)
        ontology = theory.graph
        quads.writelines(lines_of(ontology, ONTOLOGY))
        written.graphs[ONTOLOGY] = len(ontology)
    for file in read.files:
        written.note(file)
    for name, content in (
        (GRAPHS_FILE, written.graphs),
        (LIBRARY_FILE, written.cases),
        (SOURCES_FILE, [[name, *seen] for name, seen in sorted(written.sources.items())]),
    ):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    if form.on_disk or sum(written.graphs.values()) > IN_MEMORY:
        _write_store(folder)
    return sealed(folder, form.base)


def _write_case(analysis: Analysis, theory: Knowledge, quads: IO[str], written: _Written) -> None:
    from vcc.serve.library_page import row_of_library

    form = written.form
    case = rebased_term(analysis.graph.case, form.base)
    graphs = (ASSERTED, INFERRED, *([PROVENANCE] if form.provenance else ()))
    for name, triples in dataset_of(analysis, theory, form.base, graphs).items():
        quads.writelines(lines_of(triples, name))
        if name != provenance_graph(case):
            quads.writelines(lines_of(triples))
        written.graphs[name] = len(triples)
    findings = {str(s): count for s, count in analysis.report.findings_by_severity().items()}
    written.cases.append(
        {
            "name": analysis.resolved.case.name.text,
            "iri": iri_text(case),
            "label": words(analysis.report.case.label),
            "language": analysis.report.language,
            "asserted": len(analysis.graph.triples),
            "inferred": len(analysis.conclusions.inferred),
            "findings": findings,
            **row_of_library(analysis.report),
        }
    )
    for file in (analysis.source.name, *analysis.resolved.files):
        written.note(Path(file))


def _write_pages(analysis: Analysis, theory: Knowledge, folder: Path, written: _Written) -> None:
    """The page of a case in each language, compressed as most readers take it; their names are
    numbers, so none comes from a case."""
    from vcc.serve.case_page import case_pages

    number = len(written.cases)
    pages = {}
    for language, page in case_pages(analysis, written.form.base, theory):
        pages[language] = f"{number}-{language}.html.gz"
        (folder / pages[language]).write_bytes(gzip.compress(page.encode(), mtime=0))
    written.cases[-1]["pages"] = pages


def _write_store(folder: Path) -> None:
    import pyoxigraph

    store = pyoxigraph.Store(str(folder / STORE_FOLDER))
    store.bulk_load(path=str(folder / QUADS_FILE), format=pyoxigraph.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
