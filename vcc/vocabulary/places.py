"""Where the files of a theory speak of a term: for messages that must say where to look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vcc.source.text import SourceText, Span, span_of
from vcc.vocabulary.rdf import iri_text, is_iri, local_name

# Comments of Turtle and of rule files, but for the `#:` lines, which say something; and long
# strings, which hold cases. A comment begins a line or follows white space (an IRI may hold `#`).
_PASSED_OVER: Final = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""|(?<!\S)#(?!:)[^\n]*', re.DOTALL)

_DECLARED: Final = re.compile(
    r"^[ \t]*(?:#:[ \t]*)?[\w-]*:(?P<name>[\w.-]*\w)[ \t]+a[ \t\n]", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Places:
    """Texts in which terms are looked for, the likeliest first."""

    texts: tuple[SourceText, ...]

    def declared(self, term: str) -> Span | None:
        """Where a statement about the term begins; otherwise where it is first named."""
        name = _named(term)
        begins = rf"^[ \t]*(?:#:[ \t]*)?(?P<name>{name})[ \t\n]"
        return self._first(term, re.compile(begins, re.MULTILINE)) or self.used(term)

    def all_declared(self) -> Mapping[str, Span]:
        """Where a statement about each name begins, by its local part: all in one go."""
        found: dict[str, Span] = {}
        for source in self.texts:
            for match in _DECLARED.finditer(source.text):
                name = match["name"]
                found.setdefault(name, span_of(source, match.start("name"), match.end("name")))
        return found

    def used(self, term: str, after: Span | None = None) -> Span | None:
        """Where the term is first named, in the text of `after` and behind it if that is given."""
        return self._first(term, re.compile(rf"(?P<name>{_named(term)})(?![\w-])"), after)

    def said(self, property: str, word: str, after: Span | None = None) -> Span | None:
        """Where a word first stands in what is said with a property; `after` as in `used`."""
        stands = (
            rf"{_named(property)}(?![\w-])[^;.]*?(?<![\w-])(?P<name>{re.escape(word)})(?![\w-])"
        )
        return self._first(word, re.compile(stands), after)

    def _first(self, term: str, pattern: re.Pattern[str], after: Span | None = None) -> Span | None:
        name = (
            local_name(term) if is_iri(term) else term
        )  # as every way to write it has it: quicker than a pattern
        for source in self.texts:
            if (after and source.name != after.source) or name not in source.text:
                continue
            found = pattern.search(_without_remarks(source.text), after.start if after else 0)
            if found:
                return span_of(source, found.start("name"), found.end("name"))
        return None


@lru_cache(maxsize=512)
def _without_remarks(text: str) -> str:
    """The text with blanks for what is passed over, every place as before."""
    return _PASSED_OVER.sub(lambda match: " " * len(match[0]), text)


def _named(term: str) -> str:
    """The ways to write a term, as a regular expression: with any prefix, or as an IRI."""
    if not is_iri(term):
        return re.escape(term)
    local = re.escape(local_name(term))
    return rf"(?:(?<![\w<:/-])[\w-]*:{local}(?![\w-])|<{re.escape(iri_text(term))}>|<{local}>)"


NOWHERE: Final = Places(())
