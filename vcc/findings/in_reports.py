"""What the theory says of its own terms to reports: the same in every case of a library, so that
each is read once."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from vcc.findings.claims import claims_from_ids
from vcc.findings.model import Claim
from vcc.findings.sections import words_from_literals
from vcc.findings.triples import Triples
from vcc.findings.wording import without_focus
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import literal_parts
from vcc.vocabulary.reports import ORDERS

LAST: Final = 1_000_000  # the position of what has none
_CLAIM, _SETTLES, _MESSAGE = vcc("claim"), vcc("settles"), vcc("message")
_TERMS: Final = 1 << 14  # are remembered, which is more than a theory has


@lru_cache(maxsize=_TERMS)
def claims_of(term: str, ontology: Triples) -> tuple[Claim, ...]:
    """The claims that a term of the theory encodes."""
    ids = (literal_parts(claim).lexical for claim in ontology.objects(term, _CLAIM))
    return claims_from_ids(ids, ontology)


@lru_cache(maxsize=_TERMS)
def hint(property: str, object: str, ontology: Triples) -> Words | None:
    """What to write where a question is open: what the property says, or else the question whose
    answer settles the object."""
    own = ontology.objects(property, vcc("reportHint"))
    if own:
        return words_from_literals(own, "")
    if ontology.object(property, vcc("isOpenQuestion")) is None:
        return None
    for asked in ontology.subjects(_SETTLES, object):
        return without_focus(words_from_literals(ontology.objects(asked, _MESSAGE), ""))
    return None


@lru_cache(maxsize=_TERMS)
def label_in_reports(property: str, ontology: Triples) -> Words | None:
    """What reports call a property, where that is not its label."""
    label = ontology.objects(property, vcc("reportLabel"))
    return words_from_literals(label, "") if label else None


@lru_cache(maxsize=_TERMS)
def position(term: str, ontology: Triples) -> int:
    """The place of a term in the order that the theory gives."""
    for property in ORDERS:
        value = ontology.object(term, property)
        if value is not None:
            return int(literal_parts(value).lexical)
    return LAST
