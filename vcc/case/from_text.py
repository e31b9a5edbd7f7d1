"""Case text → case: the syntax only. Names and words are the affair of resolve.py."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vcc.case.model import Case
from vcc.case.parse import parse
from vcc.case.tables import load_tables
from vcc.case.tokens import Comment, Token, tokens_from_text
from vcc.case.words import OTHER_WORDS
from vcc.source.diagnostic import Diagnostic, end_stage
from vcc.source.text import SourceText

_HEAD: Final = 10_000
_FIRST_IDEOGRAPH: Final = "\u2e80"
_LANGUAGE: Final = re.compile(
    rf"^[^#\n]*?(?<![\w-])(?:language|{OTHER_WORDS['language']})\s+([A-Za-z][\w-]*)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class ParsedCase:
    """A case as its file says it, with what only the formatter and the editor need.

    `keywords` is the language in which most keywords are written (`en` or `zh`);
    `diagnostics` are warnings, for errors raise.
    """

    case: Case
    source: SourceText
    comments: tuple[Comment, ...]
    keywords: str
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class PartialParse:
    """A text read as far as it goes, whatever is wrong with it: what an editor works with.

    `tokens` are those of the text, closed by one of type `END`; `case` is None where there is too
    little of one; `mistakes` are all that were met, sorted.
    """

    source: SourceText
    tokens: tuple[Token, ...]
    comments: tuple[Comment, ...]
    case: Case | None
    mistakes: tuple[Diagnostic, ...]


def partial_parse(source: SourceText) -> PartialParse:
    """Read a text as far as it goes."""
    tokens, comments = tokens_from_text(source)
    case, mistakes = parse(source, list(tokens), load_tables())  # repairs change the list
    found = tuple(sorted(mistakes, key=lambda mistake: mistake.sort_key))
    return PartialParse(source, tuple(tokens), tuple(comments), case, found)


def language_of(source: SourceText) -> str:
    """The language that a file chooses for its texts and messages, however broken it is.

    English where it chooses none.
    """
    match = _LANGUAGE.search(source.text, 0, _HEAD)
    return match[1] if match else "en"


def case_from_text(source: SourceText) -> ParsedCase:
    """Parse one case or library file.

    Raises:
        SourceErrors: with every mistake of the text (codes C1…), at least one.
    """
    tokens, comments = tokens_from_text(source)
    words = [token.text for token in tokens if token.word]
    chinese = [word for word in words if word >= _FIRST_IDEOGRAPH]
    case, diagnostics = parse(source, tokens, load_tables())
    warnings = end_stage(diagnostics)
    assert case is not None, "a text without a case has mistakes"
    keywords = "zh" if 2 * len(chinese) > len(words) else "en"
    return ParsedCase(case, source, tuple(comments), keywords, warnings)
