"""An analysed case as an RDF dataset: what it states, what follows, and why.

Pure functions: the same analysis, theory and base give the same triples, wherever they run.
"""

from __future__ import annotations

from typing import Final

from vcc.exchange.provenance import provenance
from vcc.pipeline import Analysis, Knowledge
from vcc.query.graphs import asserted_graph, inferred_graph, provenance_graph, rebased, rebased_term
from vcc.vocabulary.namespaces import CASES
from vcc.vocabulary.rdf import Triple

Dataset = dict[str, tuple[Triple, ...]]

ASSERTED: Final = "asserted"
INFERRED: Final = "inferred"
PROVENANCE: Final = "provenance"


def dataset_of(
    analysis: Analysis,
    theory: Knowledge,
    base: str = CASES,
    graphs: tuple[str, ...] = (ASSERTED, INFERRED),
) -> Dataset:
    """The named graphs of one case, by name (an IRI term); those of `graphs` only.

    `base` is the absolute IRI, ending with a slash, below which the case gets its own; terms of
    the ontology keep theirs. Triples are sorted.
    """
    case = analysis.graph.case
    found: Dataset = {}
    if ASSERTED in graphs:
        found[asserted_graph(case)] = analysis.graph.triples
    if INFERRED in graphs:
        found[inferred_graph(case)] = tuple(sorted(analysis.conclusions.inferred))
    if PROVENANCE in graphs:
        found[provenance_graph(case)] = tuple(provenance(analysis, theory))
    return {
        rebased_term(name, base): tuple(sorted(rebased(triples, base)))
        for name, triples in found.items()
    }
