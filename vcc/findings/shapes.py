"""Why a shape gave a finding: what it looked at, what is missing or wrong, what would do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcc.findings.explanation import Basis, Step
from vcc.findings.lexicon import Lexicon
from vcc.findings.model import Finding
from vcc.findings.proofs import Prover
from vcc.source.diagnostic import Words
from vcc.validation.report import ValidationResult
from vcc.vocabulary.namespaces import SH
from vcc.vocabulary.rdf import is_literal, local_name

_MISSING: Final = Words("{node}: {path}", "{node}：{path}")
_NONE_OF: Final = Words("{path}: {value} is none of: {wanted}", "{path}：{value}不属于：{wanted}")
_TOO_MANY: Final = Words(
    "{path}: more than {wanted}", "{path}：多于 {wanted} 项"
)  # fmt: skip
_SAME: Final = Words(
    "{value} is both {path} and {wanted}", "{value}既是{path}，又是{wanted}"
)  # fmt: skip
_BEYOND: Final = Words(
    "{path} {value} is after {wanted}", "{path}（{value}）晚于{wanted}"
)  # fmt: skip
_OTHER: Final = Words("{path}: {value} will not do", "{path}：{value}不合要求")
# By the component of SHACL that found it; what is not named here is said by `_OTHER`.
_WRONG: Final = {
    "ClassConstraintComponent": _NONE_OF,
    "InConstraintComponent": _NONE_OF,
    "OrConstraintComponent": _NONE_OF,
    "MaxCountConstraintComponent": _TOO_MANY,
    "DisjointConstraintComponent": _SAME,
    "LessThanOrEqualsConstraintComponent": _BEYOND,
}
_ABSENT: Final = ("MinCountConstraintComponent", "HasValueConstraintComponent")


def step_of_shape(finding: Finding, result: ValidationResult, prover: Prover) -> Step:
    """What the shape says of its focus, resting on what it looked at."""
    return Step(
        Basis.SHAPE,
        finding.message,
        rule=finding.rule,
        evidence=finding.evidence,
        premises=tuple(_premises(result, prover)),
    )


def _premises(result: ValidationResult, prover: Prover) -> Iterator[Step]:
    """What is missing or wrong first: it is what a reader has to mend."""
    yield _broken(result, prover.lexicon)
    looked_at = prover.said_of(result.focus)
    if looked_at is not None:
        yield looked_at
    if result.example:
        yield Step(Basis.EXAMPLE, Words(result.example, result.example))


def _broken(result: ValidationResult, lexicon: Lexicon) -> Step:
    component = local_name(result.component).removeprefix(SH)
    path = lexicon.path(result.path)
    if component in _ABSENT:
        values = {"node": lexicon.label(result.focus), "path": path}
        return Step(Basis.NOT_FOUND, _MISSING.filled(values))
    labels = [lexicon.label(term) for term in result.wanted]
    template = _WRONG.get(component) if labels else None
    told = (template or _OTHER).filled(
        {
            "path": path,
            "value": _value(result, lexicon),
            "wanted": Words(", ".join(w.en for w in labels), "、".join(w.zh for w in labels)),
        }
    )
    return Step(Basis.WRONG, told)


def _value(result: ValidationResult, lexicon: Lexicon) -> Words:
    """What is wrong: the value, or else the thing itself."""
    if is_literal(result.value):
        label = lexicon.label(result.value)
        return Words(f"“{label.en}”", f"“{label.zh}”")
    return lexicon.quoted(result.value or result.focus)
