"""The named graphs of a case: what it states, what follows, and why.

`<case>/asserted` and `<case>/inferred` hold the triples; `<case>/provenance` describes in PROV-O
from which rule and which other statements each conclusion comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from vcc.graph.iris import below
from vcc.vocabulary.namespaces import CASES, PROV, RDF, TYPE, VCC
from vcc.vocabulary.rdf import Triple, iri

if TYPE_CHECKING:
    from vcc.engine import Proof

ONTOLOGY: Final = iri(VCC)
_STATEMENT: Final = iri(RDF + "Statement")
_PARTS: Final = (iri(RDF + "subject"), iri(RDF + "predicate"), iri(RDF + "object"))
_DERIVED_FROM: Final = iri(PROV + "wasDerivedFrom")
_BY_RULE: Final = iri(PROV + "wasInfluencedBy")
_ENTITY: Final = iri(PROV + "Entity")


def asserted_graph(case: str) -> str:
    """The name of the graph of what a case states."""
    return below(case, "asserted")


def inferred_graph(case: str) -> str:
    """The name of the graph of what follows from it."""
    return below(case, "inferred")


def provenance_graph(case: str) -> str:
    """The name of the graph of how it follows."""
    return below(case, "provenance")


def provenance(case: str, proofs: Mapping[Triple, Proof]) -> Iterator[Triple]:
    """Where each conclusion comes from: its rule, and the statements of the case that it rests on.

    Statements are reified (`rdf:Statement`) below the case; facts of the ontology are left out,
    as they are the same for every case.
    """
    inferred, asserted = inferred_graph(case), asserted_graph(case)
    yield inferred, TYPE, _ENTITY
    yield inferred, _DERIVED_FROM, asserted
    inside = case[:-1] + "/"
    mine = [fact for fact in sorted(proofs) if fact[0] == case or fact[0].startswith(inside)]
    nodes = {fact: below(case, "statement", str(number)) for number, fact in enumerate(mine, 1)}
    for fact, node in nodes.items():
        yield node, TYPE, _STATEMENT
        yield from zip((node,) * 3, _PARTS, fact, strict=True)
        proof = proofs[fact]
        if proof.rule is not None:
            yield node, _BY_RULE, proof.rule
            for premise in proof.premises:
                if premise.fact in nodes:
                    yield node, _DERIVED_FROM, nodes[premise.fact]


def rebased_term(term: str, base: str) -> str:
    """The same term; a node of a case stands below another base IRI (ending with a slash)."""
    old = f"<{CASES}"
    return f"<{base}{term[len(old) :]}" if term.startswith(old) else term


def rebased(triples: Iterable[Triple], base: str) -> Iterator[Triple]:
    """The same triples with the nodes of cases below another base IRI."""
    if base == CASES:
        return iter(triples)
    return (
        (rebased_term(s, base), rebased_term(p, base), rebased_term(o, base)) for s, p, o in triples
    )
