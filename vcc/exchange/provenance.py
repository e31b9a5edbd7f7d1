"""Why each conclusion holds, in PROV-O: the run, the rule, the statements and lines it rests on.

Statements are nodes of their own (`rdf:Statement`, the reification of RDF 1.0), because every
SPARQL 1.1 tool can ask for these; the triple terms of RDF 1.2 few can yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from vcc.graph.iris import below
from vcc.query.graphs import asserted_graph, inferred_graph
from vcc.vocabulary.namespaces import DCTERMS, LABEL, PROV, PTR, RDF, TYPE, vcc
from vcc.vocabulary.rdf import Triple, integer, iri, literal

if TYPE_CHECKING:
    from vcc.pipeline import Analysis, Knowledge
    from vcc.source.text import Span

_STATEMENT: Final = iri(RDF + "Statement")
_PARTS: Final = (iri(RDF + "subject"), iri(RDF + "predicate"), iri(RDF + "object"))
_ENTITY: Final = iri(PROV + "Entity")
_PLAN: Final = iri(PROV + "Plan")
_ACTIVITY: Final = iri(PROV + "Activity")
_AGENT: Final = iri(PROV + "SoftwareAgent")
_USED: Final = iri(PROV + "used")
_DERIVED_FROM: Final = iri(PROV + "wasDerivedFrom")
_GENERATED_BY: Final = iri(PROV + "wasGeneratedBy")
_ASSOCIATED: Final = iri(PROV + "wasAssociatedWith")
_ATTRIBUTED: Final = iri(PROV + "wasAttributedTo")
_BY_RULE: Final = iri(PROV + "wasInfluencedBy")
_SOURCE: Final = iri(PROV + "hadPrimarySource")
_POINTER: Final = iri(PTR + "LineCharPointer")
_LINE: Final = iri(PTR + "lineNumber")
_COLUMN: Final = iri(PTR + "charNumber")
_REFERENCE: Final = iri(PTR + "reference")
_TITLE: Final = iri(DCTERMS + "title")
_IDENTIFIER: Final = iri(DCTERMS + "identifier")
_VERSION: Final = iri(DCTERMS + "hasVersion")
_DIGITS: Final = 16


def provenance(analysis: Analysis, theory: Knowledge) -> Iterator[Triple]:
    """Where each conclusion of a case comes from.

    The run is an activity that used the case and the theory. Each statement is an entity: an
    inferred one was influenced by its rule and derived from other statements, an asserted one
    has its lines as primary source. Facts of the ontology are left out: they are the same for
    every case.
    """
    from vcc.engine import prove_all

    case = analysis.graph.case
    proofs = prove_all(analysis.conclusions)
    inside = case[:-1] + "/"
    mine = [fact for fact in sorted(proofs) if fact[0] == case or fact[0].startswith(inside)]
    nodes = {fact: below(case, "statement", _digest(" ".join(fact))) for fact in mine}
    agent = vcc(f"software/{_version()}")
    yield from _run(case, agent, theory)
    texts = _texts(analysis)
    yield from _described(texts)
    rules: set[str] = set()
    for fact, node in nodes.items():
        yield node, TYPE, _STATEMENT
        yield node, TYPE, _ENTITY
        yield from zip((node,) * 3, _PARTS, fact, strict=True)
        proof, place = proofs[fact], analysis.graph.origins.get(fact)
        if proof.rule is not None:
            rules.add(proof.rule)
            yield node, _GENERATED_BY, below(case, "inference")
            yield node, _ATTRIBUTED, agent
            yield node, _BY_RULE, proof.rule
            premises = (nodes.get(premise.fact) for premise in proof.premises)
            yield from ((node, _DERIVED_FROM, premise) for premise in premises if premise)
        if place is not None:
            yield from _pointed(node, place, texts[place.source])
    yield from ((rule, TYPE, _PLAN) for rule in sorted(rules))


def _run(case: str, agent: str, theory: Knowledge) -> Iterator[Triple]:
    """The inference: by which program, with which theory, from what to what."""
    run, hashed = below(case, "inference"), hash_of_theory(theory)
    asserted, inferred, used = asserted_graph(case), inferred_graph(case), vcc(f"theory/{hashed}")
    yield from ((node, TYPE, _ENTITY) for node in (asserted, inferred, used))
    yield from ((run, TYPE, _ACTIVITY), (run, _ASSOCIATED, agent))
    yield from ((run, _USED, what) for what in (asserted, used))
    yield from ((inferred, _GENERATED_BY, run), (inferred, _DERIVED_FROM, asserted))
    yield from ((agent, TYPE, _AGENT), (agent, LABEL, literal(f"vcc {_version()}")))
    yield agent, _VERSION, literal(_version())
    yield used, _IDENTIFIER, literal(f"sha256:{hashed}")
    yield from ((used, vcc("chooses"), choice) for choice in theory.readings)


def hash_of_theory(theory: Knowledge) -> str:
    """A name for the theory: SHA-256 of the ontology, the rules and the readings chosen.

    The order of files does not matter, nor where they are.
    """
    facts = sorted(" ".join(triple) for triple in theory.ontology.triples)
    rules = sorted(_digest(text.text, 64) for text in theory.rule_texts)
    return _digest("\n".join((*facts, *rules, *theory.readings)), 64)


def _texts(analysis: Analysis) -> dict[str, str]:
    """The node of each file that the case was read from: its own, and its libraries."""
    case = analysis.graph.case
    own = analysis.source.name
    places = {place.source for place in analysis.graph.origins.values()} | {own}
    others = sorted(places - {own})
    numbered = {name: below(case, "text", str(n)) for n, name in enumerate(others, 1)}
    return {own: below(case, "text"), **numbered}


def _described(texts: dict[str, str]) -> Iterable[Triple]:
    for name, node in texts.items():
        yield node, TYPE, _ENTITY
        yield node, _TITLE, literal(PurePath(name).name)  # where it lies is nobody's business


def _pointed(node: str, place: Span, text: str) -> Iterator[Triple]:
    pointer = below(text, f"{place.line}.{place.column}")
    yield node, _SOURCE, pointer
    yield pointer, TYPE, _POINTER
    yield pointer, _REFERENCE, text
    yield pointer, _LINE, integer(place.line)
    yield pointer, _COLUMN, integer(place.column)


@cache
def _version() -> str:
    try:
        return version("vcc-cases")
    except PackageNotFoundError:  # a checkout that nobody installed
        return "unknown"


def _digest(text: str, digits: int = _DIGITS) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
