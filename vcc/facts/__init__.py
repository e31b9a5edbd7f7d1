"""RDF files and graphs ↔ triples of N-Triples strings."""

from __future__ import annotations

from vcc.facts.from_file import FORMATS, triples_from_file, triples_from_text
from vcc.facts.rdflib_graph import rdflib_from_triples, triples_from_rdflib

__all__ = [
    "FORMATS",
    "rdflib_from_triples",
    "triples_from_file",
    "triples_from_rdflib",
    "triples_from_text",
]
