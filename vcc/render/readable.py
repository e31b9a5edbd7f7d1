"""Results for Python users: the same data, whose `str` is text in the language of the case."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, TypeVar

from vcc.comparison.agreement import Agreement
from vcc.comparison.versions import Comparison
from vcc.findings.analysis import CaseAnalysis
from vcc.findings.changes import Difference
from vcc.findings.explanation import Explanation
from vcc.findings.lacks import WhyNot
from vcc.findings.repairs import Repairs
from vcc.findings.sensitivity import Sensitivity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vcc.render.document import Block

_WIDTH: Final = 100
_Readable = TypeVar("_Readable")


def readable(as_: type[_Readable], found: object, **more: object) -> _Readable:
    """A result as one of the classes below: that of the result's class, and `more` of its own."""
    own = {field.name: getattr(found, field.name) for field in fields(found)}  # type: ignore[arg-type]
    return as_(**own, **more)


def _text(blocks: Iterable[Block]) -> str:
    from vcc.render.document import text_from_document

    return text_from_document(blocks, width=_WIDTH, colour=False)


class _Shown:
    """Shows itself in a notebook as its text."""

    __slots__ = ()
    language: str

    def _repr_html_(self) -> str:
        from vcc.render.html_notebook import html_from_text

        return html_from_text(str(self), self.language)


@dataclass(frozen=True, slots=True)
class ReadableAnalysis(CaseAnalysis):
    """What is concluded about a case."""

    def _repr_html_(self) -> str:
        from vcc.render.html_notebook import html_from_analysis

        return html_from_analysis(self)


@dataclass(frozen=True, slots=True)
class ReadableExplanation(Explanation):
    """Why something follows."""

    language: str = "en"

    def __str__(self) -> str:
        from vcc.render.explanation_text import text_from_explanation

        return text_from_explanation(self, self.language, width=_WIDTH, colour=False, depth=0)

    def _repr_html_(self) -> str:
        from vcc.render.html_notebook import html_from_explanation

        return html_from_explanation(self, self.language)


@dataclass(frozen=True, slots=True)
class ReadableWhyNot(_Shown, WhyNot):
    """Why something does not follow."""

    def __str__(self) -> str:
        from vcc.render.why_not_text import text_from_why_not

        return text_from_why_not(self, self.language, width=_WIDTH, colour=False)


@dataclass(frozen=True, slots=True)
class ReadableRepairs(_Shown, Repairs):
    """Proposals of what to change."""

    def __str__(self) -> str:
        from vcc.render.repairs_text import text_from_repairs

        return text_from_repairs(self, self.language, width=_WIDTH, colour=False)


@dataclass(frozen=True, slots=True)
class ReadableDifference(_Shown, Difference):
    """What follows otherwise."""

    def __str__(self) -> str:
        from vcc.render.difference_text import text_from_difference

        return text_from_difference(self, self.language, width=_WIDTH, colour=False, all=True)


@dataclass(frozen=True, slots=True)
class ReadableSensitivity(_Shown, Sensitivity):
    """How firm conclusions are."""

    language: str = "en"

    def __str__(self) -> str:
        from vcc.render.sensitivity import document_from_sensitivity

        return _text(document_from_sensitivity(self, self.language, all_conclusions=False))


@dataclass(frozen=True, slots=True)
class ReadableComparison(_Shown, Comparison):
    """Cases, periods or versions beside each other; the language is that of the first."""

    language: str = "en"

    def __str__(self) -> str:
        from vcc.render.versions import document_from_comparison

        return _text(document_from_comparison(self, self.language, all_rows=False, lines=False))


@dataclass(frozen=True, slots=True)
class ReadableAgreement(_Shown, Agreement):
    """How far two codings agree; the language is that of the first."""

    language: str = "en"

    def __str__(self) -> str:
        from vcc.render.agreement import document_from_agreement

        return _text(document_from_agreement(self, self.language))
