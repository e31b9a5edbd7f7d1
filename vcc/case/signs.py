"""The signs that a file prefers: `->` or `→`, `{` or `｛`, `,` or `、`; new text takes them too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from vcc.case.tokens import tokens_from_text
from vcc.source.text import SourceText

_OWN: Final[Mapping[str, str]] = {
    "ARROW": "->", "COLON": ":", "COMMA": ",", "LBRACE": "{", "RBRACE": "}",
}  # fmt: skip
_TIGHT: Final = "，、"  # no space stands behind these


@lru_cache(maxsize=16)
def signs_of(source: SourceText) -> Mapping[str, str]:
    """For each type of sign the spelling that the text uses most."""
    counts = Counter((token.type, token.text) for token in tokens_from_text(source)[0])
    found = dict(_OWN)
    for (type, text), _ in reversed(counts.most_common()):
        if type in found:
            found[type] = text
    return found


def in_signs_of(source: SourceText, text: str) -> str:
    """A piece of case text with the signs that a file prefers."""
    signs = signs_of(source)
    pieces: list[str] = []
    at = 0
    for token in tokens_from_text(SourceText("", text))[0]:
        sign = signs.get(token.type)
        if sign is not None and sign != token.text:
            pieces += (text[at : token.start], sign)
            at = token.end
            while sign in _TIGHT and text[at : at + 1] == " ":
                at += 1
    return "".join((*pieces, text[at:]))


def listed_in_signs_of(source: SourceText) -> str:
    """What stands between the names of a list."""
    sign = signs_of(source)["COMMA"]
    return sign if sign in _TIGHT else f"{sign} "
