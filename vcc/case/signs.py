"""The signs that a file prefers: `->` or `→`, `{` or `｛`, `,` or `、`, `"…"` or `“…”`.

Each sign is written as the file writes it most: an author who types full-width signs finds them
again in what is laid out, as one who types ASCII does. What is added to the file takes them too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vcc.case.tokens import Token, tokens_from_text
from vcc.source.text import SourceText

# Each sign in ASCII, with its other spellings; of closing signs see `_CLOSING`.
_SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "->": ("→", "－＞"), ":": ("：",), ",": ("、", "，"), ";": ("；",), "%": ("％",),
    "{": ("｛",), "[": ("［", "【"), '"': ("“", "「"), ">=": ("≥",), "<=": ("≤",), ">": ("＞",),
    "<": ("＜",), "~": ("～",), "=": ("＝",),
}  # fmt: skip
_CLOSING: Final = {
    pair[0]: pair[1] for pair in ("{}", "｛｝", "[]", "［］", "【】", '""', "“”", "「」")
}
_OPENING: Final = {closing: opening for opening, closing in _CLOSING.items()}
_RANKED: Final = tuple(
    (spelling, sign) for sign, others in _SPELLINGS.items() for spelling in (sign, *others)
)
_ASCII: Final = dict(_RANKED) | {
    _CLOSING[spelling]: _CLOSING[sign] for spelling, sign in _RANKED if sign in _CLOSING
}
_TIGHT: Final = "：，、；"  # full-width signs have their space in them
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(frozen=True, slots=True)
class Signs:
    """How a file writes each sign, by the sign in ASCII."""

    spellings: Mapping[str, str]

    def __getitem__(self, sign: str) -> str:
        """A sign of ASCII as the file writes it."""
        opening = _OPENING.get(sign, sign)
        spelling = self.spellings.get(opening, opening)
        return spelling if opening == sign else _CLOSING[spelling]

    def spaced(self, sign: str) -> str:
        """A sign with blanks around it, where it has no space in itself."""
        spelling = self[sign]
        return spelling if spelling in _TIGHT else f" {spelling} "

    def listed(self, parts: Iterable[str], sign: str = ",") -> str:
        """A list, with commas or with semicolons."""
        spelling = self[sign]
        return (spelling if spelling in _TIGHT else f"{spelling} ").join(parts)

    def quoted(self, text: str, closing: str = '"') -> str:
        """A text in quotes: those of the file, or else those that it had, or else ASCII.

        Full-width quotes know no escapes, so not every text can stand in them.
        """
        for opening in (self['"'], _OPENING.get(closing, '"')):
            if opening == '"':
                break
            end = _CLOSING[opening]
            if not any(sign in text for sign in (end, "\n", "\r", "\t")):
                return f"{opening}{text}{end}"
        return f'"{text.translate(_ESCAPES)}"'


ASCII: Final = Signs({})


def signs_of_tokens(tokens: Iterable[Token]) -> Signs:
    """For each sign the spelling that is used most; of those used as much the first of the table,
    so that laying out a text again finds the same."""
    counts: Counter[str] = Counter()
    for token in tokens:
        spelling = token.text
        if token.type == "STRING":
            spelling = _OPENING[spelling[-1]]
        counts[spelling] += 1
    found: dict[str, str] = {}
    for spelling, sign in _RANKED:
        if counts[spelling] > (counts[found[sign]] if sign in found else 0):
            found[sign] = spelling
    return Signs(found)


@lru_cache(maxsize=16)
def signs_of(source: SourceText) -> Signs:
    """The same, of a text."""
    return signs_of_tokens(tokens_from_text(source)[0])


def in_signs_of(source: SourceText, text: str) -> str:
    """A piece of case text with the signs that a file prefers."""
    signs = signs_of(source)
    pieces: list[str] = []
    at = 0
    for token in tokens_from_text(SourceText("", text))[0]:
        sign = signs[_ASCII[token.text]] if token.text in _ASCII else token.text
        if sign != token.text:
            before = text[at : token.start]
            at = token.end
            if sign in _TIGHT:
                before = before.rstrip(" ")
                at += len(text[at:]) - len(text[at:].lstrip(" "))
            pieces += (before, sign)
    return "".join((*pieces, text[at:]))
