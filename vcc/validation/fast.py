"""SHACL validation by the Rust library `shacl`, where it is installed: its only user.

It gives the same results as the reference (`tests/unit/validation/test_fast.py`) in a twentieth of
the time, and what it does not do goes to the reference: shapes that use anything beyond the part
of core SHACL that is compared, and shapes that are not well formed.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any, Final

from vcc.validation.report import ValidationResult, severity_of
from vcc.validation.shapes import Shapes
from vcc.vocabulary.namespaces import SH, TYPE
from vcc.vocabulary.ontology import SUBCLASS
from vcc.vocabulary.rdf import Triple, iri, is_blank

_FORMAT: Final = "ntriples"
_OF_SHACL: Final = f"<{SH}"
_PATH, _PROPERTY = iri(SH + "path"), iri(SH + "property")
_PROPERTY_SHAPE: Final = iri(SH + "PropertyShape")
# What our tests compare with the reference.
COMPARED: Final = frozenset(
    f"<{SH}{name}>"
    for name in (
        "alternativePath", "class", "datatype", "disjoint", "equals", "flags", "hasValue", "in",
        "inversePath", "languageIn", "lessThan", "lessThanOrEquals", "maxCount", "maxExclusive",
        "maxInclusive", "maxLength", "minCount", "minExclusive", "minInclusive", "minLength",
        "node", "nodeKind", "not", "or", "and", "xone", "path", "pattern", "property",
        "qualifiedMaxCount", "qualifiedMinCount", "qualifiedValueShape", "severity",
        "targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf", "uniqueLang",
    )
)  # fmt: skip


def is_installed() -> bool:
    """Whether the library is there."""
    return find_spec("shacl") is not None


def compiled(shapes: Shapes) -> Any:
    """The shapes as the library wants them; None where the reference must be asked."""
    if not (is_installed() and shapes.for_library):
        return None
    import shacl

    try:
        return shacl.Shapes.from_text(shapes.for_library, format=_FORMAT)
    except ValueError:  # not well formed: the reference says why
        return None


def text_for_library(constraints: tuple[Triple, ...]) -> str:
    """Shapes as the library reads them; empty where they say what is not compared."""
    known = all(map(_is_compared, constraints)) and not _without_path(constraints)
    return _text(constraints) if known else ""


def looked_at(constraints: tuple[Triple, ...]) -> frozenset[str]:
    """The properties that shapes look at: each of what is compared names those that it needs."""
    return frozenset(object for _, _, object in constraints) | {TYPE, SUBCLASS}


def _is_compared(triple: Triple) -> bool:
    return not triple[1].startswith(_OF_SHACL) or triple[1] in COMPARED


def _without_path(triples: tuple[Triple, ...]) -> set[str]:
    """Property shapes without a path, which the library lets pass and the reference refuses."""
    with_path = {s for s, p, _ in triples if p == _PATH}
    named = {s for s, p, o in triples if p == TYPE and o == _PROPERTY_SHAPE}
    return (named | {o for _, p, o in triples if p == _PROPERTY}) - with_path


def results_by_library(
    data: Iterable[Triple], ready: Any, shapes: Shapes
) -> list[ValidationResult] | None:
    """What the library finds; None where a result is about a shape without a name."""
    seen = shapes.looked_at
    text = _text(triple for triple in data if triple[1] in seen)
    report = ready.validate_text(text, format=_FORMAT, allow_warnings=True)
    if any(is_blank(result.source_shape) for result in report.results):
        return None  # what is said of such a shape cannot be found by the library's name for it
    return [
        shapes.result(
            focus=result.focus_node,
            path=result.path or "",
            value=result.value or "",
            shape=result.source_shape,
            component=iri(result.component_iri),
            severity=severity_of(iri(result.severity_iri)),
        )
        for result in report.results
    ]


def _text(triples: Iterable[Triple]) -> str:
    return " .\n".join([*map(" ".join, triples), ""])
