"""One finding where several ask for the same; which says more is data (`:supersedes`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from vcc.findings.model import Finding
from vcc.findings.triples import Triples
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import literal_parts, local_name


def without_superseded(findings: Iterable[Finding], theory: Triples) -> tuple[Finding, ...]:
    """The findings but for those that another one about the same thing supersedes."""
    found = tuple(findings)
    pairs = _pairs(theory)
    told = {(finding.name, finding.focus.term) for finding in found}
    left_out = {(less, focus) for less, more in pairs for name, focus in told if name == more}
    return tuple(f for f in found if (f.name, f.focus.term) not in left_out)


@lru_cache(maxsize=4)
def _pairs(theory: Triples) -> frozenset[tuple[str, str]]:
    """Names of findings: what says less, and what says more."""
    return frozenset(
        (literal_parts(less).lexical, local_name(more))
        for more, less in theory.pairs(vcc("supersedes"))
    )
