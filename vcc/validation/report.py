"""What a validation found, as data: one result for each value that breaks a shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vcc.source.diagnostic import Severity, Words


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One thing that is wrong. Terms are N-Triples strings; what there is not is "".

    `path` is a property's term or, for other paths, the SPARQL path expression. `code` and
    `message` come from the shape; `{focus}`, `{value}` and `{path}` in the message stand for
    names that only the reader of the report knows (see `fill`).
    """

    focus: str
    path: str
    value: str
    shape: str
    component: str
    severity: Severity
    code: str = ""
    message: Words = Words("", "")  # noqa: RUF009 - frozen, so sharing it is safe


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All results, sorted; a graph conforms when there are none."""

    results: tuple[ValidationResult, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing at all was found, whatever its severity (as SHACL has it)."""
        return not self.results


def fill(result: ValidationResult, label: Callable[[str], Words]) -> Words:
    """The message with its placeholders replaced by what `label` calls each term."""
    en, zh = result.message.en, result.message.zh
    for name, term in (("focus", result.focus), ("value", result.value), ("path", result.path)):
        words = label(term) if term else Words("", "")
        en, zh = en.replace(f"{{{name}}}", words.en), zh.replace(f"{{{name}}}", words.zh)
    return Words(en, zh)
