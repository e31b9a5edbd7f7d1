"""The theory → rows: what its terms and the sections of reports are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vcc.findings.sections import sections_from_ontology, words_from_literals
from vcc.tables.arrow import Row, arrow_table
from vcc.tables.schemas import SECTIONS, TERMS
from vcc.vocabulary.namespaces import LABEL, RDFS, SKOS, TYPE, VCC
from vcc.vocabulary.rdf import iri, local_name

if TYPE_CHECKING:
    import pyarrow as pa

    from vcc.findings.triples import Triples
    from vcc.knowledge import Knowledge

_DEFINITION = iri(SKOS + "definition")
_RANGE, _SUBCLASS = iri(RDFS + "range"), iri(RDFS + "subClassOf")


def rows_of_theory(theory: Knowledge) -> tuple[pa.Table, pa.Table]:
    """The tables `terms` and `sections`."""
    known = theory.theory
    return arrow_table(TERMS, _terms(known)), arrow_table(SECTIONS, _sections(known))


def _terms(theory: Triples) -> Iterator[Row]:
    """Everything with a label; where two namespaces share a short name, our own term."""
    labelled = {subject for subject, _ in theory.pairs(LABEL) if subject.startswith("<")}
    ours_last = sorted(labelled, key=lambda term: (term.startswith(f"<{VCC}"), term))
    by_name = {local_name(term): term for term in ours_last}
    for name, term in sorted(by_name.items()):
        label = words_from_literals(theory.objects(term, LABEL), name)
        definition = words_from_literals(theory.objects(term, _DEFINITION), "")
        yield {
            "name": name,
            "label_en": label.en,
            "label_zh": label.zh,
            "definition_en": definition.en or None,
            "definition_zh": definition.zh or None,
            "possible_values": sorted(map(local_name, _possible_values(theory, term))),
        }


def _possible_values(theory: Triples, term: str) -> frozenset[str]:
    """The members, known to the theory, of the classes that are a property's range."""
    members: set[str] = set()
    classes, open_ = set[str](), set(theory.objects(term, _RANGE))
    while open_:
        classes |= open_
        members.update(one for name in open_ for one in theory.subjects(TYPE, name))
        open_ = {sub for name in open_ for sub in theory.subjects(_SUBCLASS, name)} - classes
    return frozenset(members)


def _sections(theory: Triples) -> Iterator[Row]:
    for section in sections_from_ontology(theory):
        yield {
            "section": section.key,
            "label_en": section.title.en,
            "label_zh": section.title.zh,
            "layout": section.layout.value,
            "headline": [local_name(property) for property in section.headline],
        }
