"""Triples as RDF/XML: one description a subject, in the order given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from vcc.vocabulary.namespaces import PREFIXES, RDF, XSD
from vcc.vocabulary.rdf import Triple, iri_text, is_blank, is_iri, literal_parts

# The end of an IRI that XML takes as a name (of a property); the rest becomes its namespace.
_LOCAL: Final = re.compile(r"[^\W\d][\w.\-]*\Z")
# What XML 1.0 has no way to write, not even as a reference.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A parser turns a bare carriage return into a line feed.
_KEPT: Final = {"\r": "&#13;"}
_VCC_PREFIX: Final = "vcc"


class NotXml(ValueError):
    """A term that XML cannot hold; `args[0]` is the term."""


def rdf_xml(triples: Iterable[Triple]) -> str:
    """A document in UTF-8 text; consecutive triples of a subject are one description.

    Raises:
        NotXml: for a property whose IRI ends in no XML name, or a character that XML forbids.
    """
    namespaces = {RDF: "rdf"}
    known = {namespace: prefix or _VCC_PREFIX for prefix, namespace in PREFIXES.items()}
    body: list[str] = []
    for subject, about in groupby(triples, key=lambda triple: triple[0]):
        body.append(f"  <rdf:Description {_node('about', subject)}>\n")
        for _, property, object in about:
            namespace, local = _split(property)
            prefix = namespaces.setdefault(
                namespace, known.get(namespace) or f"ns{len(namespaces)}"
            )
            body.append(f"    {_element(f'{prefix}:{local}', object)}\n")
        body.append("  </rdf:Description>\n")
    declared = "".join(
        f"\n    xmlns:{prefix}={quoteattr(namespace)}" for namespace, prefix in namespaces.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}<rdf:RDF{declared}>\n{''.join(body)}</rdf:RDF>\n"


def _split(property: str) -> tuple[str, str]:
    iri = iri_text(property)
    at = max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1
    if not _LOCAL.match(iri, at) or at == 0:
        raise NotXml(property)
    return iri[:at], iri[at:]


def _element(name: str, object: str) -> str:
    if is_iri(object) or is_blank(object):
        return f"<{name} {_node('resource', object)}/>"
    if not object.startswith('"'):
        raise NotXml(object)
    lexical, language, datatype = literal_parts(object)
    if _NOT_XML.search(lexical):
        raise NotXml(object)
    how = f' xml:lang="{language}"' if language else ""
    if datatype not in ("", XSD + "string"):
        how = f" rdf:datatype={quoteattr(datatype)}"
    return f"<{name}{how}>{escape(lexical, _KEPT)}</{name}>"


def _node(attribute: str, term: str) -> str:
    if is_blank(term):
        return f'rdf:nodeID="{term[2:]}"'
    return f"rdf:{attribute}={quoteattr(iri_text(term))}"
