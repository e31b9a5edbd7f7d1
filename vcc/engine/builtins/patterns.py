"""Regular expressions as SPARQL has them (XPath functions 3.1, section 5.6) → Python's `re`.

The two differ where it hurts silently: `$` before a last line break, subtraction in classes, the
categories of Unicode, name characters, comments under the flag x. And Python has look-around,
possessive quantifiers and escapes that XPath refuses.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from typing import Final

from vcc.engine.values import ExpressionError

_FLAGS: Final = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": re.NOFLAG}
_SELF: Final = frozenset("\\|.?*+(){}[]^$-")
_SPECIAL_IN_CLASS: Final = frozenset("[]\\^&~|-")
_NAME_START: Final = (
    ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAMES: Final = {"i": _NAME_START, "c": _NAME_START + "\\-.0-9\u00b7\u0300-\u036f\u203f-\u2040"}
_CATEGORY: Final = re.compile(r"\{([A-Z][a-z]?)\}")


@lru_cache(maxsize=1_024)
def compiled(pattern: str, flags: str) -> re.Pattern[str]:
    """The pattern, ready to search.

    Raises:
        ExpressionError: if it is no regular expression of XPath, or a flag is unknown.
    """
    try:
        options = sum(_FLAGS[name] for name in set(flags) - {"q"})
        if "q" in flags:
            return re.compile(re.escape(pattern), options)
        return re.compile(_Reader(pattern, flags).pattern(), options)
    except (re.error, KeyError, OverflowError, IndexError):
        raise ExpressionError("not a regular expression") from None


class _Reader:
    """Reads a pattern from left to right; what ends too early is an IndexError."""

    def __init__(self, text: str, flags: str) -> None:
        self.text = text
        self.flags = flags
        self.place = 0

    def take(self) -> str:
        """The next character."""
        self.place += 1
        return self.text[self.place - 1]

    def pattern(self) -> str:
        """The whole pattern in Python's words."""
        parts: list[str] = []
        while self.place < len(self.text):
            if self.text[self.place] == "[":
                parts.append(self.character_class())
            else:
                parts.append(self._atom(self.take(), self.text[self.place - 2 : self.place - 1]))
        return "".join(parts)

    def _atom(self, character: str, previous: str) -> str:
        if character == "\\":
            return self._escape(within=False)
        if character == "$" and "m" not in self.flags:
            return r"\Z"
        if character == "." and "s" not in self.flags:
            return r"[^\n\r]"
        if character == "(" and self.text.startswith("?", self.place):
            if not self.text.startswith("?:", self.place):
                raise re.error("look-around")
        elif character == "+" and previous and previous in "*+?}":
            raise re.error("possessive")
        elif "x" in self.flags and character in " \t\n\r":
            return ""
        return "\\#" if character == "#" else character

    def _escape(self, *, within: bool) -> str:
        """What stands after a backslash; `within` a class, without brackets of its own."""
        letter = self.take()
        if letter in "nrtsSdDwW":
            return "\\" + letter
        if letter in _SELF:
            return "\\" + letter
        if letter in "123456789" and not within:
            return f"(?:\\{letter})"
        if letter in "pP":
            members = _members(self._category(), negated=letter == "P")
            return members if within else f"[{members}]"
        members = _NAMES[letter.lower()]
        if letter.islower():
            return members if within else f"[{members}]"
        if within:
            raise re.error("a negated class within a class")
        return f"[^{members}]"

    def _category(self) -> str:
        match = _CATEGORY.match(self.text, self.place)
        if match is None:
            raise re.error("no category")
        self.place = match.end()
        return match[1]

    def character_class(self) -> str:
        """A class, and what is subtracted from it."""
        self.take()
        negated = self.text[self.place] == "^"
        self.place += negated
        members: list[str] = []
        without = ""
        while self.text[self.place] != "]":
            if self.text.startswith("-[", self.place) and members:
                self.take()
                without = f"(?!{self.character_class()})"
                break
            members.append(self._member(self.take(), first=not members))
        if self.take() != "]" or not members:
            raise re.error("a class has members, and ends after what is subtracted")
        return f"(?:{without}[{'^' if negated else ''}{''.join(members)}])"

    def _member(self, character: str, *, first: bool) -> str:
        if character == "\\":
            return self._escape(within=True)
        if character == "[":
            raise re.error("an unescaped bracket")
        if character == "-" and not first and self.text[self.place] != "]":
            return "-"
        return "\\" + character if character in _SPECIAL_IN_CLASS else character


@cache
def _ranges() -> dict[str, list[tuple[int, int]]]:
    """Every category of Unicode, and every group of them, as ranges of code points."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for code in range(sys.maxunicode + 1):
        category = unicodedata.category(chr(code))
        for name in (category, category[0]):
            ranges = found[name]
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1] = (ranges[-1][0], code)
            else:
                ranges.append((code, code))
    return dict(found)


@cache
def _members(name: str, *, negated: bool) -> str:
    """The inside of a class for a category, or for all but that category."""
    ranges = _ranges()[name]
    if negated:
        ends = [-1, *(end for _, end in ranges)]
        starts = [*(start for start, _ in ranges), sys.maxunicode + 1]
        gaps = ((end + 1, start - 1) for end, start in zip(ends, starts, strict=True))
        ranges = [(start, end) for start, end in gaps if start <= end]
    return "".join(f"\\U{start:08x}-\\U{end:08x}" for start, end in ranges)
