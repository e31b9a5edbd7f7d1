"""`vcc export CASE`: what a case states, and what follows from it, as RDF."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import cannot_run
from vcc.cli.files import one_case
from vcc.cli.output import output_option, put_out
from vcc.cli.stopped import analysed
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import CASES

if TYPE_CHECKING:
    from vcc.pipeline import Analysis
    from vcc.vocabulary.rdf import Triple

# Written out so that `--help` loads nothing; a test compares it with render/to_rdf.py.
FORMATS: Final = ("turtle", "trig", "ntriples", "nquads", "jsonld")
_NOT_A_BASE: Final = Words(
    "{base} is no base: it must be an absolute IRI that ends with a slash",
    "{base} 不能作为基准：须为以斜杠结尾的绝对 IRI",
)
_BASE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20?#]*/\Z")


@bilingual(
    Words(
        "Write a case as RDF: the graph of what it states (asserted), of what follows (inferred), "
        "or both. With --provenance also, in PROV-O, from which rule and statements each "
        "conclusion comes.",
        "把案例写成 RDF：所陈述的内容（asserted）、由此得出的结论（inferred），或两者。"
        "加上 --provenance 还会以 PROV-O 写出每项结论所依据的规则与陈述。",
    ),
    "vcc export examples/01-xiaomi/xiaomi.vcc",
    "vcc export examples/01-xiaomi/xiaomi.vcc --format trig --graph all -o xiaomi.trig",
    "vcc export case.vcc --format jsonld --base https://example.org/cases/",
)
@click.argument("case", type=click.Path(path_type=Path))
@option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="turtle",
    show_default=True,
    words=Words("The RDF format; trig, nquads and jsonld keep the graphs apart.", "RDF 格式。"),
)
@option(
    "--graph",
    type=click.Choice(["asserted", "inferred", "all"]),
    default="asserted",
    show_default=True,
    words=Words("What to write.", "写出哪个图。"),
)
@option(
    "--provenance",
    is_flag=True,
    words=Words("Add the graph of where each conclusion comes from.", "同时写出结论的来源。"),
)
@option(
    "--base",
    default=CASES,
    show_default=True,
    words=Words("The IRI below which the case gets its own.", "案例 IRI 的基准。"),
)
@output_option
def command(
    case: Path, format_: str, graph: str, provenance: bool, base: str, output: Path | None
) -> None:
    """Write one case as RDF."""
    from vcc.render.to_rdf import rdf_from_graphs

    if not _BASE.match(base):
        raise cannot_run(_NOT_A_BASE, base=base)
    graphs = _graphs(analysed(one_case(case)), graph, provenance, base)
    put_out(rdf_from_graphs(graphs, format_, base), output)


def _graphs(
    analysis: Analysis, wanted: str, provenance: bool, base: str
) -> dict[str, tuple[Triple, ...]]:
    from vcc.engine import prove_all
    from vcc.query import graphs

    case = analysis.graph.case
    found: dict[str, tuple[Triple, ...]] = {}
    if wanted != "inferred":
        found[graphs.asserted_graph(case)] = analysis.graph.triples
    if wanted != "asserted":
        found[graphs.inferred_graph(case)] = analysis.conclusions.inferred
    if provenance:
        proofs = prove_all(analysis.conclusions)
        found[graphs.provenance_graph(case)] = tuple(graphs.provenance(case, proofs))
    return {
        graphs.rebased_term(name, base): tuple(graphs.rebased(triples, base))
        for name, triples in found.items()
    }
