"""`vcc export PATH…`: what cases state, and what follows from it, as RDF."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.base import base_option
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import NO_CASES, cannot_run
from vcc.cli.files import case_files, write_chunks
from vcc.cli.output import output_option
from vcc.cli.stopped import of_cases
from vcc.cli.theory import theory
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.exchange.dataset import Dataset
    from vcc.pipeline import Analysis, Knowledge
    from vcc.vocabulary.rdf import Triple

# Written out so that `--help` loads nothing; a test compares it with render/to_rdf.py.
FORMATS: Final = ("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld")
GRAPHS: Final = {
    "asserted": ("asserted",),
    "inferred": ("inferred",),
    "all": ("asserted", "inferred"),
}
_SAME_CASE: Final = Words(
    "{first} and {second} both describe the case {name}; export them one by one, or rename one",
    "{first} 与 {second} 描述同名案例 {name}；请分别导出，或为其中一个改名",
)
_NOT_XML: Final = Words(
    "{term} cannot be written in RDF/XML; take another format",
    "{term} 无法写成 RDF/XML；请改用其他格式",
)
_CONTEXT_OF_JSON: Final = Words("--context goes with --format jsonld", "--context 仅用于 jsonld")


@bilingual(
    Words(
        "Write cases as RDF: the graph of what each states (asserted), of what follows "
        "(inferred), or both. With --provenance also, in PROV-O, from which rule, statements and "
        "lines each conclusion comes. Folders stand for the cases in them.",
        "把案例写成 RDF：各自陈述的内容（asserted）、由此得出的结论（inferred），或两者。"
        "加上 --provenance 还会以 PROV-O 写出每项结论所依据的规则、陈述与行号。"
        "文件夹代表其中的全部案例。",
    ),
    "vcc export examples/01-xiaomi/xiaomi.vcc",
    "vcc export examples --format nquads --graph all -o library.nq",
    "vcc export case.vcc --format trig --graph all --provenance",
    "vcc export case.vcc --format jsonld --base https://example.org/cases/",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="turtle",
    show_default=True,
    words=Words(
        "The RDF format; trig, nquads and jsonld keep the graphs apart.",
        "RDF 格式；trig、nquads、jsonld 区分各图。",
    ),
)
@option(
    "--graph",
    type=click.Choice(tuple(GRAPHS)),
    default="asserted",
    show_default=True,
    words=Words("What to write.", "写出哪个图。"),
)
@option(
    "--provenance",
    is_flag=True,
    words=Words("Add the graph of where each conclusion comes from.", "同时写出结论的来源。"),
)
@base_option
@option(
    "--context",
    metavar="URL",
    default="",
    words=Words(
        "For jsonld: name the context by its address instead of writing it out.",
        "用于 jsonld：以网址引用上下文，而不写入文件。",
    ),
)
@output_option
def command(
    paths: tuple[Path, ...],
    format_: str,
    graph: str,
    provenance: bool,
    base: str,
    context: str,
    output: Path | None,
) -> None:
    """Write cases as RDF."""
    if context and format_ != "jsonld":
        raise cannot_run(_CONTEXT_OF_JSON)
    graphs = (*GRAPHS[graph], *(("provenance",) if provenance else ()))
    datasets = _datasets(paths, graphs, base)
    pieces = _pieces(datasets, format_, base, context)
    if output is None or str(output) == "-":
        for piece in pieces:
            click.echo(piece, nl=False)
    else:
        write_chunks(output, pieces)


def _datasets(paths: tuple[Path, ...], graphs: tuple[str, ...], base: str) -> Iterator[Dataset]:
    """The graphs of each case, one case at a time."""
    from vcc.exchange.dataset import dataset_of

    known = theory()
    taken: dict[str, Path] = {}
    for path, analysis in of_cases(case_files(paths), partial(_analysis, known)):
        case = analysis.graph.case
        if case in taken:
            name = analysis.resolved.case.name.text
            raise cannot_run(_SAME_CASE, first=str(taken[case]), second=str(path), name=name)
        taken[case] = path
        yield dataset_of(analysis, known, base, graphs)
    if not taken:
        raise cannot_run(NO_CASES, path=", ".join(map(str, paths)))


def _analysis(known: Knowledge, path: Path) -> Analysis:
    from vcc.pipeline import analyse

    return analyse(path, known, with_sections=False)


def _pieces(datasets: Iterator[Dataset], format: str, base: str, context: str) -> Iterator[bytes]:
    """The text of all cases; nothing is put out before the last one has been read.

    Formats with a graph after the other need no memory for many cases.
    """
    from vcc.render.graph_writer import GRAPH_FORMATS, GraphWriter

    if format in GRAPH_FORMATS:
        with GraphWriter(format, base) as writer:
            for dataset in datasets:
                for name, triples in dataset.items():
                    writer.add(name, triples)
            yield from writer.pieces()
    else:
        together = {name: triples for dataset in datasets for name, triples in dataset.items()}
        yield _whole(together, format, base, context).encode()


def _whole(dataset: dict[str, tuple[Triple, ...]], format: str, base: str, context: str) -> str:
    from vcc.render.rdf_xml import NotXml
    from vcc.render.to_rdf import rdf_from_graphs

    try:
        return rdf_from_graphs(dataset, format, base, context)
    except NotXml as error:
        raise cannot_run(_NOT_XML, term=str(error.args[0])) from error
