"""The sections of a report, as the ontology describes them (`ontology/core/report.ttl`).

Which conclusions a report shows, in which order and how, is data: a framework that wants a
section of its own declares one, and no Python changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vcc.findings.triples import Triples
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import LABEL, SKOS, TYPE, vcc
from vcc.vocabulary.rdf import iri, literal_parts, local_name
from vcc.vocabulary.reports import BY_SUBJECT, Brief, Layout

__all__ = ["Brief", "Layout", "Section", "sections_from_ontology", "words_from_literals"]

# What the short report does with a section that does not say; others are counted.
_BRIEFS: Final = {Layout.VERDICT: Brief.SCOPES, Layout.CHECKLIST: Brief.OPEN}


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a report.

    `properties` are the inferred properties that it shows, in this order; `object_class`
    restricts them to objects of a class (empty: all). `id_pattern` makes the ids (see
    `:reportId`). `group`, `rows` and `columns` are properties of the subject or object of a
    conclusion (empty: none); `group_by_subject` is set instead of `group`. `headline`
    are the properties by which the section is summed up at the top (empty: it is not). `brief`
    says how the short report shows it, `block` is the key of the section whose heading it shares
    there (its own, where it has one).
    """

    key: str
    title: Words
    introduction: Words
    layout: Layout
    order: int
    properties: tuple[str, ...]
    object_class: str
    id_pattern: str
    group: str
    group_by_subject: bool
    rows: str
    columns: str
    headline: tuple[str, ...]
    brief: Brief = Brief.COUNT
    block: str = ""

    @property
    def is_for_people(self) -> bool:
        """Whether reports show it at all."""
        return self.layout is not Layout.DATA


@lru_cache(maxsize=4)
def sections_from_ontology(ontology: Triples) -> tuple[Section, ...]:
    """Every individual of `:ReportSection`, by its order."""
    found = [_section(node, ontology) for node in ontology.subjects(TYPE, vcc("ReportSection"))]
    return tuple(sorted(found, key=lambda section: (section.order, section.key)))


def _section(node: str, ontology: Triples) -> Section:
    def text(name: str, otherwise: str = "") -> str:
        term = ontology.object(node, vcc(name))
        return literal_parts(term).lexical if term else otherwise

    def term(name: str) -> str:
        return vcc(text(name)) if text(name) else ""

    key = local_name(node)
    by_subject = text("reportGroup") == BY_SUBJECT
    layout = Layout(text("reportLayout", Layout.LIST.value))
    return Section(
        key=key,
        title=words_from_literals(ontology.objects(node, LABEL), key),
        introduction=words_from_literals(ontology.objects(node, iri(SKOS + "definition")), ""),
        layout=layout,
        order=int(text("reportOrder", "1000")),
        properties=tuple(map(vcc, text("reportProperties").split())),
        object_class=term("reportClass"),
        id_pattern=text("reportId", key + ":{subject}={object}"),
        group="" if by_subject else term("reportGroup"),
        group_by_subject=by_subject,
        rows=term("reportRows"),
        columns=term("reportColumns"),
        headline=tuple(map(vcc, text("reportHeadline").split())),
        brief=Brief(text("reportBrief", _BRIEFS.get(layout, Brief.COUNT).value)),
        block=text("reportBlock", key),
    )


def words_from_literals(literals: tuple[str, ...], otherwise: str) -> Words:
    """Language-tagged literals as one text in both languages; one stands in for the other."""
    found: dict[str, str] = {}
    for term in literals:
        parts = literal_parts(term)
        found.setdefault(parts.language[:2] or "en", parts.lexical)
    any_text = next(iter(found.values()), otherwise)
    return Words(found.get("en", any_text), found.get("zh", any_text))
