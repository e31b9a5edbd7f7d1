"""One text of an editor, read as far as it goes: what every answer about a position starts from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from vcc.case.from_text import PartialParse, partial_parse
from vcc.case.model import Case
from vcc.case.resolved import Declared
from vcc.case.tokens import Comment, Token
from vcc.knowledge import Knowledge
from vcc.source.diagnostic import LANGUAGES
from vcc.source.text import SourceText

_FIRST_IDEOGRAPH: Final = "\u2e80"
_CLOSING: Final = {"LBRACE": "}", "LBRACKET": "]"}


@dataclass(frozen=True)
class Document:
    """A text, what it says as far as it can be read, and the theory that it is read with.

    `names` are what a name may stand for: those of the text with those of its libraries, or of the
    last version of it that could be read.
    """

    parse: PartialParse = field(repr=False)
    names: Mapping[str, Declared] = field(repr=False)
    theory: Knowledge = field(repr=False)

    @property
    def source(self) -> SourceText:
        """The text."""
        return self.parse.source

    @property
    def case(self) -> Case | None:
        """The case that the text is, where it is one."""
        return self.parse.case

    @cached_property
    def keywords(self) -> str:
        """The language of most keywords (`en` or `zh`); of a text without any, that it is in."""
        words = [token.text for token in self.parse.tokens if token.word]
        chinese = sum(word >= _FIRST_IDEOGRAPH for word in words)
        if not words and self.case is not None and self.case.language in LANGUAGES:
            return self.case.language
        return "zh" if 2 * chinese > len(words) else "en"

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.parse.tokens]

    def tokens_at(self, offset: int) -> tuple[Token, ...]:
        """The tokens that an offset is in or right behind; of two that touch, the later first."""
        place = bisect_right(self._starts, offset)
        near = reversed(self.parse.tokens[max(0, place - 2) : place])
        return tuple(token for token in near if token.text and offset <= token.end)

    def comment_at(self, offset: int) -> Comment | None:
        """The comment that an offset is in."""
        for comment in self.parse.comments:
            if comment.start < offset <= comment.start + len(comment.text):
                return comment
        return None


def document_from_text(
    source: SourceText, theory: Knowledge, before: Document | None = None
) -> Document:
    """Read a text; `before` is an earlier version of it, for what it cannot tell just now."""
    parse = partial_parse(source)
    case = parse.case or _closed(parse).case
    if case is None:
        return Document(parse, before.names if before else {}, theory)
    resolved, _ = theory.resolver.look_up(case)
    return Document(replace(parse, case=case), resolved.declared, theory)


def _closed(parse: PartialParse) -> PartialParse:
    """The same text with an end to what is still open: a case that is just being written."""
    still_open: list[str] = []
    for token in parse.tokens:
        if token.type in _CLOSING:
            still_open.append(_CLOSING[token.type])
        elif token.type in ("RBRACE", "RBRACKET") and still_open:
            still_open.pop()
    source = parse.source
    return partial_parse(SourceText(source.name, f"{source.text}\n{''.join(reversed(still_open))}"))
