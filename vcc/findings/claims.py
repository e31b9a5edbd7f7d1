"""Claims of the papers with the sections in which they stand."""

from __future__ import annotations

from collections.abc import Iterable

from vcc.findings.model import Claim
from vcc.findings.triples import Triples
from vcc.vocabulary.claims import SECTION, claim_node
from vcc.vocabulary.rdf import literal_parts


def claims_from_ids(ids: Iterable[str], theory: Triples) -> tuple[Claim, ...]:
    """Claims with their sections (empty for one that no table has), sorted by id."""
    return tuple(Claim(id, _section(id, theory)) for id in sorted(set(ids)))


def _section(id: str, theory: Triples) -> str:
    section = theory.object(claim_node(id), SECTION)
    return literal_parts(section).lexical if section else ""
