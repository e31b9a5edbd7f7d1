"""Whether a place such as `§3.2` or `p.12` fits where a quote was found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vcc.evidence.content import Content

_SECTION: Final = re.compile(r"^§\s*(\d+(?:\.\d+)*)\.?$")
_PAGE: Final = re.compile(
    r"^(?:pp?\.?\s*|第)([0-9A-Za-z]+)(?:\s*[-–—]\s*([0-9A-Za-z]+))?页?$", re.IGNORECASE
)
# `3.1. Title`, `3.1 Title`, `## 3.1 Title`, `三、标题`, `（一）标题`, alone on a short line.
_HEADING: Final = re.compile(
    r"^[ \t]*(?:\#{1,6}[ \t]*)?(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})[.、．]?[ \t\u3000]*"
    r"|(?P<chapter>[一二三四五六七八九十]{1,3})、|[（(](?P<part>[一二三四五六七八九十]{1,3})[）)])"
    r"(?=[^\s\d.,，。;；%％])[^\n。；;]{1,80}$",
    re.MULTILINE,
)
_DIGITS: Final = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}

_MOST_RUNS: Final = 50

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """Where something stands: section as far as headings tell, page as far as there are any.

    `section` is `3.1` or empty, `has_parts` tells whether it is divided further; `pages` are the
    numbers of the page where it begins: counted, and as printed.
    """

    section: str = ""
    has_parts: bool = False
    pages: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether stated places fit; None where that cannot be told. If not: the place `said` and the
    place where the quote was `found`."""

    fits: bool | None
    said: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of a source, in order, and its pages."""

    starts: tuple[int, ...]
    numbers: tuple[Number, ...]
    content: Content

    def where(self, offset: int) -> Where:
        """The place of an offset in the text of the source."""
        index = bisect_right(self.starts, offset) - 1
        number = self.numbers[index] if index >= 0 else ()
        section = ".".join(map(str, number))
        has_parts = (*number, 1) in self.numbers
        pages: tuple[str, ...] = ()
        if self.content.pages:
            page = bisect_right(self.content.pages, offset)
            pages = tuple(dict.fromkeys((str(page), self.content.labels[page - 1])))
        line = self.content.raw.count("\n", 0, offset) + 1 if self.content.has_lines else 0
        return Where(section, has_parts, pages, line)


def outline_of(content: Content) -> Outline:
    """The numbered headings of a text: those that follow on each other from 1 on, so that a line
    of a table or a list that begins with a number is hardly ever taken for one.

    A table of contents counts from 1 as well: of all runs of headings, the one that spans most of
    the text is taken.
    """
    runs: list[list[tuple[int, Number]]] = []
    is_chinese = False  # 一、（一）1. are three levels
    for match in _HEADING.finditer(content.raw):
        is_chinese = is_chinese or bool(match["chapter"])
        for run in runs:
            number = _number(match, run[-1][1], is_chinese)
            if number and _follows(number, run[-1][1]):
                run.append((match.start(), number))
        first = _number(match, (), is_chinese)
        if first in ((0,), (1,)) and len(runs) < _MOST_RUNS:
            runs.append([(match.start(), first)])
    best = max(runs, key=lambda run: (run[-1][0] - run[0][0], len(run)), default=[])
    # One heading is none: a text without numbered sections has such lines by chance.
    if len(best) < 2:
        return Outline((), (), content)
    return Outline(tuple(at for at, _ in best), tuple(number for _, number in best), content)


def fit_of(places: Sequence[str], where: Where) -> Fit:
    """Whether the stated places fit where a quote was found."""
    told = False
    for place in places:
        if (section := _SECTION.match(place)) and where.section:
            if not where.has_parts and section[1].startswith(f"{where.section}."):
                continue  # the source has finer parts than its headings show us
            told = True
            if not _is_within(where.section, section[1]):
                return Fit(False, place, f"§{where.section}")
        elif (page := _PAGE.match(place)) and where.pages:
            told = True
            if not _is_on(where.pages, page[1], page[2]):
                return Fit(False, place, f"p.{where.pages[-1]}")
    return Fit(True if told else None)


def _is_within(section: str, said: str) -> bool:
    return section == said or section.startswith(f"{said}.")


def _is_on(pages: Sequence[str], first: str, last: str | None) -> bool:
    """Whether a number of the page, the counted or the printed one, is among those said."""
    if last is None or not (first.isdecimal() and last.isdecimal()):
        return first in pages
    return any(p.isdecimal() and int(first) <= int(p) <= int(last) for p in pages)


def _number(match: re.Match[str], last: Number, is_chinese: bool) -> Number:
    if match["chapter"]:
        return (_chinese(match["chapter"]),)
    if match["part"]:
        return (*last[:1], _chinese(match["part"])) if last else ()
    number = tuple(map(int, match["number"].split(".")))
    return (*last[:2], *number) if is_chinese and len(last) >= 2 else number


def _follows(number: Number, last: Number) -> bool:
    """Whether a heading can come right after another: the next one at some level, or its first
    part."""
    if number == (*last, 1) or number == (*last, 0):
        return True
    level = len(number)
    return level <= len(last) and number == (*last[: level - 1], last[level - 1] + 1)


def _chinese(numeral: str) -> int:
    """一 → 1, 十二 → 12, 二十 → 20."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _DIGITS[numeral]
    return (_DIGITS.get(tens, 1)) * 10 + (_DIGITS.get(ones, 0))
