"""Whether triples satisfy shapes: by the fast library where that is installed, or the reference."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Final

from vcc.validation.fast import results_by_library
from vcc.validation.reference import results_by_reference
from vcc.validation.report import ValidationReport, ValidationResult
from vcc.validation.shapes import Shapes
from vcc.vocabulary.namespaces import OWL, TYPE
from vcc.vocabulary.ontology import SUBCLASS, Ontology
from vcc.vocabulary.rdf import Triple

VALIDATOR_VARIABLE: Final = "VCC_VALIDATOR"  # `pyshacl`: the reference, whatever is installed
REFERENCE: Final = "pyshacl"
_IMPORTS: Final = f"<{OWL}imports>"


def validate(
    data: Iterable[Triple], shapes: Shapes, ontology: Ontology | None = None
) -> ValidationReport:
    """Check triples against shapes.

    Raises:
        ValueError: if the shapes themselves are not well formed.
    """
    return report_of(results_of(data, shapes, ontology))


def report_of(found: Iterable[ValidationResult]) -> ValidationReport:
    """The report of some results."""
    return ValidationReport(tuple(sorted(found, key=_order)))


def results_of(
    data: Iterable[Triple], shapes: Shapes, ontology: Ontology | None = None
) -> list[ValidationResult]:
    """What breaks shapes, in no particular order.

    The ontology gives the classes of the terms that the data mentions, and the class hierarchy.
    Nothing else is inferred, and nothing is fetched: `owl:imports` are never followed.

    Raises:
        ValueError: if the shapes themselves are not well formed.
    """
    stated = tuple(data)
    background = _background(stated, ontology) if ontology else ()
    whole = [triple for triple in (*stated, *background) if triple[1] != _IMPORTS]
    by_library = os.environ.get(VALIDATOR_VARIABLE) != REFERENCE and shapes.ready is not None
    found = results_by_library(whole, shapes.ready, shapes) if by_library else None
    return results_by_reference(whole, shapes) if found is None else found


def _background(data: Iterable[Triple], ontology: Ontology) -> Iterator[Triple]:
    """What shapes need to know of the ontology: a small part, so that a check stays fast.

    Of the class hierarchy that is what lies above the classes of something: shapes ask whether a
    thing is of a class, and so look upward.
    """
    classes = {object for _, property, object in data if property == TYPE}
    for term in {triple[2] for triple in data} & ontology.individuals:
        for rdf_class in ontology.classes_of(term):
            classes.add(rdf_class)
            yield term, TYPE, rdf_class
    for rdf_class in classes:
        yield from ((rdf_class, SUBCLASS, one) for one in ontology.superclasses.get(rdf_class, ()))


def _order(result: ValidationResult) -> tuple[str, ...]:
    return (result.focus, result.code, result.path, result.shape, result.value, result.component)
