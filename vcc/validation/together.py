"""Validation of several cases at once: what a validator has to read and to begin with every time
is read once.

Shapes look at a node and at what it is tied to, so that cases which share no node of their own can
stand in one graph; what is found is then told apart by its focus. Where that is not certain each
is validated by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from vcc.validation.fast import COMPARED
from vcc.validation.report import ValidationReport, ValidationResult
from vcc.validation.shapes import Shapes
from vcc.validation.validate import report_of, results_of, validate
from vcc.vocabulary.namespaces import SH
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.rdf import Triple, iri, is_iri

_OF_SHACL: Final = f"<{SH}"
_INVERSE: Final = iri(SH + "inversePath")
# Triples: most of what can be gained. From about 5,000 on the fast library starts threads, and a
# process that has these cannot be forked any more.
_MOST_AT_ONCE: Final = 3_000
Data = Collection[Triple]


def validate_together(
    datas: Sequence[Data], shapes: Shapes, ontology: Ontology
) -> list[ValidationReport]:
    """The report on each, as `validate` gives it.

    Raises:
        ValueError: if the shapes themselves are not well formed.
    """
    return [report for some in _parts(datas) for report in _of_part(some, shapes, ontology)]


def _parts(datas: Sequence[Data]) -> Iterator[list[Data]]:
    """All of them, as many at once as may be."""
    part: list[Data] = []
    for data in datas:
        if part and sum(map(len, part)) + len(data) > _MOST_AT_ONCE:
            yield part
            part = []
        part.append(data)
    if part:
        yield part


def _of_part(datas: Sequence[Data], shapes: Shapes, ontology: Ontology) -> list[ValidationReport]:
    owners = _owners(datas, shapes.constraints) if len(datas) > 1 else None
    if owners is not None:
        every = [triple for data in datas for triple in data]
        found: list[list[ValidationResult]] = [[] for _ in datas]
        for result in results_of(every, shapes, ontology):
            owner = owners.get(result.focus)
            if owner is None:  # about a term of the theory: whoever mentions it is told
                break
            found[owner].append(result)
        else:
            return list(map(report_of, found))
    return [validate(data, shapes, ontology) for data in datas]


def _owners(datas: Sequence[Data], constraints: tuple[Triple, ...]) -> Mapping[str, int] | None:
    """Which of several graphs says something of a node; None where one could change what is found
    in another: where it speaks of a node of the other, or where shapes lead from a term that two
    of them mention back to both."""
    backwards = _backwards(constraints)
    if backwards is None:
        return None
    owners: dict[str, int] = {}
    for number, data in enumerate(datas):
        subjects = {subject for subject, _, _ in data}
        if not owners.keys().isdisjoint(subjects):
            return None
        owners |= dict.fromkeys(subjects, number)
    reached: set[str] = set()
    for number, data in enumerate(datas):
        objects = {object for _, _, object in data}
        if any(owners.get(object, number) != number for object in objects):
            return None
        led_back = {object for _, property, object in data if property in backwards}
        if not reached.isdisjoint(led_back):
            return None
        reached |= led_back
    return owners


@lru_cache(maxsize=4)
def _backwards(constraints: tuple[Triple, ...]) -> frozenset[str] | None:
    """The properties that shapes follow from object to subject; None where they ask for more than
    is known here."""
    if any(p.startswith(_OF_SHACL) and p not in COMPARED for _, p, _ in constraints):
        return None
    found = frozenset(path for _, p, path in constraints if p == _INVERSE)
    return found if all(map(is_iri, found)) else None
