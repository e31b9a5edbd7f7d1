"""Every code that vcc can report: mistakes (Python), shapes and findings (the theory)."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from vcc.source.diagnostic import Code, Severity
from vcc.validation.report import severity_of
from vcc.vocabulary.namespaces import SH
from vcc.vocabulary.rdf import iri, local_name

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge

# Where mistakes are declared: beside the check that finds them. A test keeps this complete.
MODULES: Final = (
    "vcc.source.reading", "vcc.case.codes", "vcc.case.name_codes", "vcc.case.removal",
    "vcc.pipeline", "vcc.counterfactual.what_if", "vcc.facts.from_file", "vcc.query.questions",
    "vcc.query.guard", "vcc.program.mistakes", "vcc.vocabulary.claims", "vcc.vocabulary.frameworks",
    "vcc.vocabulary.rule_notes", "vcc.vocabulary.turtle", "vcc.vocabulary.readings",
    "vcc.audit.frameworks", "vcc.library.discovery", "vcc.library.settings_codes",
    "vcc.library.waiver_codes",
)  # fmt: skip
# What checking a case can report: the others are about rules, queries, frameworks, settings.
_OF_CASES: Final = ("C", "W")
_SEVERITY: Final = iri(SH + "severity")


@cache
def mistakes() -> Mapping[str, Code]:
    """Every kind of mistake, by code, in order."""
    found = {}
    for name in MODULES:
        declared = vars(importlib.import_module(name)).values()
        found.update({code.id: code for code in declared if isinstance(code, Code)})
    return dict(sorted(found.items()))


class CaseCodes:
    """The codes that checking a case can report, under a theory; read when first asked."""

    def __init__(self, theory: Knowledge) -> None:
        self._theory = theory

    @cached_property
    def severities(self) -> Mapping[str, Severity]:
        """Every code with how heavy it is by itself."""
        of_text = {id: c.severity for id, c in mistakes().items() if id.startswith(_OF_CASES)}
        notes = self._theory.notes.findings
        return {
            **of_text,
            **severities_of_shapes(self._theory),
            **{local_name(note.iri): note.severity for note in notes},
        }


def severities_of_shapes(theory: Knowledge) -> Mapping[str, Severity]:
    """The code of every shape, with how heavy the shape says that it is."""
    shapes = theory.shapes
    said = {s: severity_of(o) for s, p, o in shapes.triples if p == _SEVERITY}
    codes = sorted(shapes.codes.items(), key=lambda item: item[1])
    return {code: said.get(shape, Severity.ERROR) for shape, code in codes}
