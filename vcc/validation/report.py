"""What a validation found, as data: one result for each value that breaks a shape."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from vcc.source.diagnostic import Severity, Words
from vcc.vocabulary.messages import in_number
from vcc.vocabulary.namespaces import SH

_SEVERITIES: Final = {
    f"<{SH}Violation>": Severity.ERROR,
    f"<{SH}Warning>": Severity.WARNING,
}
_MARK: Final = re.compile(r"\{(?:focus|value|path)\}")


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One thing that is wrong. Terms are N-Triples strings; what there is not is "".

    `path` is a property's term or, for other paths, the SPARQL path expression. `code`, `message`,
    `claims` (ids; none of a shape of ours) and `example` (the inside of a case that satisfies it)
    come from the shape, `wanted` (a class, a number, the terms to choose from) from its constraint.
    `{focus}`, `{value}` and `{path}` in the message stand for names that only the reader of the
    report knows (see `fill`).
    """

    focus: str
    path: str
    value: str
    shape: str
    component: str
    severity: Severity
    code: str = ""
    message: Words = Words("", "")  # noqa: RUF009 - frozen, so sharing it is safe
    claims: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All results, sorted; a graph conforms when there are none."""

    results: tuple[ValidationResult, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing at all was found, whatever its severity (as SHACL has it)."""
        return not self.results


def severity_of(term: str) -> Severity:
    """What a severity of SHACL weighs; one that is not SHACL's own is a remark."""
    return _SEVERITIES.get(term, Severity.INFO)


def fill(result: ValidationResult, label: Callable[[str], Words]) -> Words:
    """The message with its placeholders replaced by what `label` calls each term."""
    terms = {"{focus}": result.focus, "{value}": result.value, "{path}": result.path}
    called = {mark: label(term) if term else Words("", "") for mark, term in terms.items()}
    # In one pass: a label may hold braces of its own.
    return Words(
        _MARK.sub(lambda match: called[match[0]].en, in_number(result.message.en)),
        _MARK.sub(lambda match: called[match[0]].zh, in_number(result.message.zh)),
    )
