"""Lines of N-Triples taken apart by arrays: where the terms of each line begin and end.

Only white space is looked at. A *plain* line is as every tool writes it: subject, predicate and
object with one blank between them, a blank, a full stop, a line feed. Blanks in the object are
its own. Other lines (comments, tabs, zero bytes, terms of more than `LONGEST` bytes) are *odd*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from vcc.engine.columns.arrays import Ids

Bytes = NDArray[np.uint8]
LONGEST: Final = 255
_LINE_FEED, _BLANK, _DOT = b"\n ."
_WHITE: Final = 4  # a plain line has so many white characters, and those of its object
_FOUR: Final = np.frombuffer(b"   \n", np.uint32)
_FIRST: Final = np.isin(np.arange(256), np.frombuffer(b"<_", np.uint8))


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The lines of some bytes.

    `starts` and `lengths` have three rows (subject, predicate, object) and a column for each plain
    line; `plain` are the numbers of these lines among all `count`. `odd` are the other lines:
    number, first byte and the byte after the last.
    """

    count: int
    plain: Ids
    starts: Ids
    lengths: Ids
    odd: list[tuple[int, int, int]]


def lines_of(text: Bytes) -> Lines:
    """The lines of a text that ends with a line feed and is not empty."""
    marks = np.flatnonzero(text <= _BLANK)
    kinds = text.take(marks)
    if len(marks) % _WHITE == 0 and (kinds.view(np.uint32) == _FOUR).all():
        white = marks.reshape(-1, _WHITE).T
        feeds, rows = white[3], np.arange(white.shape[1])
    else:
        ends = np.flatnonzero(kinds == _LINE_FEED)  # among the marks
        feeds = marks.take(ends)
        firsts = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1))
        rows = np.flatnonzero(ends - firsts >= _WHITE - 1)
        if not kinds.all():  # zero bytes, which would be taken for the end of a term
            rows = np.setdiff1d(rows, np.searchsorted(ends, np.flatnonzero(kinds == 0)))
        first, last = firsts.take(rows), ends.take(rows)
        places = np.stack((first, first + 1, last - 1, last))
        rows = rows.compress((kinds.take(places[:3]) == _BLANK).all(axis=0))
        first, last = firsts.take(rows), ends.take(rows)
        white = marks.take(np.stack((first, first + 1, last - 1, last)))
    begins = np.concatenate((np.zeros(1, np.int64), feeds[:-1] + 1))
    starts = np.stack((begins.take(rows), white[0] + 1, white[1] + 1))
    lengths = white[:3] - starts
    usual = white[3] == white[2] + 2
    usual &= text.take(white[2] + 1) == _DOT
    usual &= _FIRST.take(text.take(starts[0]))
    usual &= (lengths.min(axis=0) > 0) & (lengths.max(axis=0) <= LONGEST)
    if not usual.all():
        rows, starts, lengths = (a.compress(usual, axis=-1) for a in (rows, starts, lengths))
    return Lines(len(feeds), rows, starts, lengths, _others(rows, begins, feeds))


def _others(rows: Ids, begins: Ids, feeds: Ids) -> list[tuple[int, int, int]]:
    """The lines that are not among `rows`."""
    if len(rows) == len(feeds):
        return []
    others = np.flatnonzero(~np.isin(np.arange(len(feeds)), rows, assume_unique=True))
    columns = (others, begins.take(others), feeds.take(others) + 1)
    return list(zip(*(column.tolist() for column in columns), strict=True))
