"""The values in a case text: names, texts, dates, quantities, citations."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from typing import Final

from vcc.case import codes
from vcc.case.model import Citation, Date, Name, Quantity, Text
from vcc.case.tokens import MAX_NAME_LENGTH, Token, span_between, span_of_token
from vcc.source.diagnostic import Diagnostic

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NUMBER: Final = re.compile(r"-?\d+(?:_\d+)*(?:\.\d+)?")
_QUOTE: Final = re.compile(r'["“「]')
_ESCAPE: Final = re.compile(r"\\(.)")
ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


class Values:
    """Reads the values of one text; mistakes in them go to `diagnostics`."""

    def __init__(self, source: str, diagnostics: list[Diagnostic]) -> None:
        self.language = "en"
        self._source = source
        self._diagnostics = diagnostics

    def name(self, token: Token) -> Name:
        """A name or a term, without its backquotes."""
        text, span = token.text, span_of_token(self._source, token)
        if text[0] == "`":
            text = text[1:-1]
        if len(text) > MAX_NAME_LENGTH:
            self._diagnostics.append(
                codes.NAME_TOO_LONG.at(span, length=str(len(text)), limit=str(MAX_NAME_LENGTH))
            )
        return Name(text, span)

    def text(self, token: Token) -> Text:
        """A quoted text, in its own language or in that of the file."""
        raw = token.text
        opening = raw.find('"') if raw[-1] == '"' else _first_quote(raw)
        language = raw[:opening] or self.language
        inside = raw[opening + 1 : -1]
        span = span_of_token(self._source, token)
        if "\\" in inside and raw[-1] == '"':
            for match in _ESCAPE.finditer(inside):
                if match[1] not in ESCAPES:
                    self._diagnostics.append(codes.UNKNOWN_ESCAPE.at(span, escape=match[0]))
            inside = _ESCAPE.sub(lambda match: ESCAPES.get(match[1], match[1]), inside)
        return Text(inside, language, span)

    def date(self, token: Token) -> Date:
        """A date; one that does not exist becomes the year 1, with a diagnostic."""
        match = _DATE.fullmatch(token.text)
        if match:
            year, month, day = int(match[1]), match[2], match[3]
            if _exists(year, month, day):
                return Date(year, int(month) if month else None, int(day) if day else None)
        span = span_of_token(self._source, token)
        self._diagnostics.append(codes.WRONG_DATE.at(span, date=token.text))
        return Date(1)

    def quantity(self, comparison: str, number: Token, unit: Token | None) -> Quantity:
        """A quantity without its date."""
        if not _NUMBER.fullmatch(number.text):
            span = span_of_token(self._source, number)
            self._diagnostics.append(codes.WRONG_NUMBER.at(span, number=number.text))
        return Quantity(
            _COMPARISONS.get(comparison, comparison),
            number.text.replace("_", ""),
            "" if unit is None else self._unit(unit),
            None,
        )

    def _unit(self, token: Token) -> str:
        text = token.text
        if text in "%％":
            return "%"
        if _QUOTE.match(text):
            return self.text(token).text
        return text.strip("`")

    def citation(self, group: Sequence[Token | Text]) -> Citation:
        """A citation: its source token, then places (tokens) and quotes (texts) in any order."""
        head, *rest = group
        assert isinstance(head, Token)
        text = head.text[1:].strip("`")
        name_span = span_of_token(self._source, head)
        last = rest[-1] if rest else head
        if isinstance(last, Token):
            span = span_between(self._source, head, last)
        else:
            end = last.span
            span = name_span._replace(end=end.end, end_line=end.end_line, end_column=end.end_column)
        return Citation(
            Name(text, name_span),
            tuple(part.text for part in rest if isinstance(part, Token)),
            tuple(part for part in rest if isinstance(part, Text)),
            span,
        )


_COMPARISONS: Final = {"≥": ">=", "≤": "<=", "＞": ">", "＜": "<", "～": "~", "＝": "="}


def _first_quote(raw: str) -> int:
    match = _QUOTE.search(raw)
    assert match is not None
    return match.start()


def _exists(year: int, month: str | None, day: str | None) -> bool:
    if year < 1 or (month and not 1 <= int(month) <= 12):
        return False
    return not day or 1 <= int(day) <= monthrange(year, int(month or 1))[1]
