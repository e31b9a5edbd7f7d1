"""Claims of the papers with the sections in which they stand, and the rules that encode them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from vcc.findings.model import Claim, RuleNote, RuleStatus
from vcc.findings.triples import Triples
from vcc.vocabulary.claims import SECTION, claim_node
from vcc.vocabulary.rdf import literal_parts, local_name
from vcc.vocabulary.rule_notes import RuleNote as WrittenNote

_KNOWN: Final = frozenset(status.value for status in RuleStatus)


def claims_from_ids(ids: Iterable[str], theory: Triples) -> tuple[Claim, ...]:
    """Claims with their sections (empty for one that no table has), sorted by id."""
    return tuple(Claim(id, _section(id, theory)) for id in sorted(set(ids)))


def _section(id: str, theory: Triples) -> str:
    section = theory.object(claim_node(id), SECTION)
    return literal_parts(section).lexical if section else ""


@lru_cache(maxsize=4_096)  # every case of a library names the same rules
def note_from_written(note: WrittenNote, theory: Triples) -> RuleNote:
    """What is told of a rule, with the sections of its claims."""
    return RuleNote(
        term=note.iri,
        name=local_name(note.iri),
        label=note.label,
        status=RuleStatus(note.status) if note.status in _KNOWN else RuleStatus.OURS,
        claims=claims_from_ids(note.claims, theory),
    )
