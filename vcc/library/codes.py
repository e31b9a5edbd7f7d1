"""Every code that vcc can report: mistakes (Python), shapes and findings (the theory)."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vcc.source.diagnostic import Code, Severity
from vcc.validation.report import severity_of
from vcc.vocabulary.namespaces import SH
from vcc.vocabulary.rdf import iri, local_name

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge

# What checking a case can report: the others are about rules, queries, frameworks, settings.
_OF_CASES: Final = "CEW"
_ANY: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# A mistake is declared beside the check that finds it; this is how a declaration begins.
_DECLARED: Final = re.compile(r"\b_?[Cc]ode\(\s*\"([A-Z])\d{3}\"")
_SEVERITY: Final = iri(SH + "severity")


@cache
def mistakes(letters: str = _ANY) -> Mapping[str, Code]:
    """Every kind of mistake whose code begins with one of these letters, by code, in order.

    Only modules that declare such codes are imported.
    """
    found = {}
    for name in _declaring(letters):
        declared = vars(importlib.import_module(name)).values()
        found.update({code.id: code for code in declared if isinstance(code, Code)})
    return {id: code for id, code in sorted(found.items()) if id[0] in letters}


def _declaring(letters: str) -> Iterator[str]:
    """The modules that declare codes with these letters."""
    package = Path(str(resources.files("vcc")))
    for path in sorted(package.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "ode(" in text and any(letter in letters for letter in _DECLARED.findall(text)):
            yield ".".join(("vcc", *path.relative_to(package).with_suffix("").parts))


class CaseCodes:
    """The codes that checking a case can report, under a theory; read when first asked."""

    def __init__(self, theory: Callable[[], Knowledge]) -> None:
        self._theory = theory

    @cached_property
    def severities(self) -> Mapping[str, Severity]:
        """Every code with how heavy it is by itself."""
        of_text = {id: code.severity for id, code in mistakes(_OF_CASES).items()}
        theory = self._theory()
        notes = theory.notes.findings
        return {
            **of_text,
            **severities_of_shapes(theory),
            **{local_name(note.iri): note.severity for note in notes},
        }


def severities_of_shapes(theory: Knowledge) -> Mapping[str, Severity]:
    """The code of every shape, with how heavy the shape says that it is."""
    shapes = theory.shapes
    said = {s: severity_of(o) for s, p, o in shapes.triples if p == _SEVERITY}
    codes = sorted(shapes.codes.items(), key=lambda item: item[1])
    return {code: said.get(shape, Severity.ERROR) for shape, code in codes}
