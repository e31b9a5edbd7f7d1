"""Where the claims of the papers stand: `ontology/claims.csv`, one row for each claim."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache

from vcc.findings.model import Claim
from vcc.resources import theory_folder


@cache
def claim_sections() -> Mapping[str, str]:
    """The section of its paper for every claim id; read once.

    Raises:
        OSError: if the table is not there.
    """
    path = theory_folder() / "ontology" / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["claim"]: row["section"] for row in csv.DictReader(file)}


def claims_from_ids(ids: Iterable[str]) -> tuple[Claim, ...]:
    """Claims with their sections, sorted by id."""
    sections = claim_sections()
    return tuple(Claim(id, sections.get(id, "")) for id in sorted(set(ids)))
