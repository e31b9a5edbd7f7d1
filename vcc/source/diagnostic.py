"""Diagnostics: mistakes in the text of a case or of a rule, as data.

Nothing here formats: `render/` makes the text that people read.
Code prefixes: C case text, E evidence, R rule text, S shapes, T theory (frameworks in folders). A
code is never reused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from vcc.source.text import Span

LANGUAGES: Final = ("en", "zh")


class Severity(IntEnum):
    """How much something weighs; the order is the order of weight."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in the two languages of the product; `{name}` marks what is filled in."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.en

    def in_language(self, language: str) -> str:
        """The sentence in `language`; English where the language is not one of ours."""
        return self.zh if language.startswith("zh") else self.en

    def filled(self, values: Mapping[str, str | Words]) -> Words:
        """The same sentence with its placeholders replaced (unknown ones stay).

        A value that is itself in two languages goes into each sentence in its language. Values
        are never searched for placeholders.
        """

        def fill(sentence: str, language: str) -> str:
            def value_of(match: re.Match[str]) -> str:
                value = values.get(match[1], match[0])
                return value if isinstance(value, str) else value.in_language(language)

            return _PLACEHOLDER.sub(value_of, sentence) if "{" in sentence else sentence

        return Words(fill(self.en, "en"), fill(self.zh, "zh"))


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of mistake: its code, message, and (where there is one) note and help."""

    id: str
    message: Words
    note: Words | None = None
    help: Words | None = None
    severity: Severity = Severity.ERROR

    def at(
        self, span: Span | None, related: tuple[Related, ...] = (), **values: str | Words
    ) -> Diagnostic:
        """This mistake at a place, its placeholders filled from `values`."""
        return Diagnostic(
            code=self.id,
            severity=self.severity,
            message=self.message.filled(values),
            note=self.note.filled(values) if self.note else None,
            help=self.help.filled(values) if self.help else None,
            span=span,
            related=related,
            values={name: str(value) for name, value in values.items()},
        )


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains the first ("declared here")."""

    message: Words
    span: Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake at one place."""

    code: str
    severity: Severity
    message: Words
    span: Span | None
    note: Words | None = None
    help: Words | None = None
    related: tuple[Related, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """By file, then place, then code: the order in which diagnostics are shown."""
        return (
            self.span.source if self.span else "",
            self.span.start if self.span else 0,
            self.code,
        )


class SourceErrors(Exception):
    """A stage found mistakes and could not hand on its result; carries all of them."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(
            sorted(diagnostics, key=lambda d: d.sort_key)
        )
        super().__init__("; ".join(f"{d.code} {d.message.en}" for d in self.diagnostics[:3]))


def errors_in(errors: SourceErrors, files: Collection[str]) -> SourceErrors:
    """Only what is wrong in some files, where anything is: what was there before was right.

    One rule can close hundreds of circles; its author needs to hear of it at that rule.
    """
    own = [d for d in errors.diagnostics if d.span and d.span.source in files]
    return SourceErrors(own) if own else errors


def end_stage(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Stop here if a stage found errors; otherwise hand on its warnings, sorted.

    Raises:
        SourceErrors: with every diagnostic of the stage, when at least one is an error.
    """
    found = tuple(sorted(diagnostics, key=lambda d: d.sort_key))
    if any(d.severity is Severity.ERROR for d in found):
        raise SourceErrors(found)
    return found
