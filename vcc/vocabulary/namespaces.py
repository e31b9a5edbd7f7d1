"""The only place where an IRI is written.

`VCC` holds the terms of the ontology and the names of the rules; cases live below `CASES`
unless another base is configured.
"""

from __future__ import annotations

from typing import Final

VCC: Final = "https://w3id.org/vcc/"
CASES: Final = "https://w3id.org/vcc/case/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SH: Final = "http://www.w3.org/ns/shacl#"
PROV: Final = "http://www.w3.org/ns/prov#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PTR: Final = "http://www.w3.org/2009/pointers#"
# Where the JSON-LD context is published; documents carry it along, so nothing is fetched.
JSON_CONTEXT: Final = VCC + "context/1/vcc.context.jsonld"
DCAT: Final = "http://www.w3.org/ns/dcat#"
VOID: Final = "http://rdfs.org/ns/void#"
SERVICE: Final = "http://www.w3.org/ns/sparql-service-description#"
FORMATS: Final = "http://www.w3.org/ns/formats/"

PREFIXES: Final = {
    "": VCC,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "sh": SH,
    "prov": PROV,
    "dcterms": DCTERMS,
    "ptr": PTR,
}

TYPE: Final = f"<{RDF}type>"
LABEL: Final = f"<{RDFS}label>"


def vcc(local_name: str) -> str:
    """The RDF term of a vcc IRI: `vcc("Actor")` is `<https://w3id.org/vcc/Actor>`."""
    return f"<{VCC}{local_name}>"


# Where the format of a report is described; a reader may look there, the program never does.
SARIF_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# What a picture says it is written in.
SVG: Final = "http://www.w3.org/2000/svg"
# The page of every code (docs/codes.md), each under the anchor of its code.
CODES: Final = f"{VCC}codes"
