"""Equal stretches of bytes, found without a Python object for each.

Every stretch is a row of machine words: its bytes, a line feed, zeros. A hash of the row gives it
a slot; the rows of one slot are held against one of them word by word, so that equal means equal.
Those that only share a slot go another round, with another hash.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from vcc.engine.columns.arrays import Ids, Mask
from vcc.facts.lines import LONGEST, Bytes

Rows = NDArray[np.uint64]
PADDING: Final = LONGEST + 1  # so many bytes must follow the text
_WIDTHS: Final = (32, 64, 128, PADDING)
_ROUNDS: Final = 8
_FACTOR: Final = 0x9E3779B97F4A7C15  # 2⁶⁴ divided by the golden ratio, made odd
_FOUR_TRUE: Final = np.uint32(0x01010101)


def rows_of(padded: Bytes, starts: Ids, lengths: Ids) -> Rows:
    """A row for each stretch of 1 to `LONGEST` bytes; there is at least one."""
    longest = int(lengths.max())
    width = next(width for width in _WIDTHS if width > longest)
    # numpy copies items of any size from any place: one item is a whole row
    item = np.dtype((np.void, width))
    everywhere: NDArray[Any] = np.ndarray((len(padded) - width + 1,), item, padded, 0, (1,))
    rows: Rows = everywhere[starts].view(np.uint64).reshape(len(starts), -1)
    masks, ends = _masks(width)
    rows &= masks.take(lengths, axis=0)
    rows |= ends.take(lengths, axis=0)
    return rows


@cache
def _masks(width: int) -> tuple[Rows, Rows]:
    """For each length, the words that keep so many bytes, and the line feed after them."""
    masks: Rows = (np.tri(width, width, -1, np.uint8) * np.uint8(0xFF)).view(np.uint64)
    ends: Rows = (np.eye(width, dtype=np.uint8) * np.uint8(ord("\n"))).view(np.uint64)
    return masks, ends


def leaders_of(rows: Rows, round: int = 0) -> Ids:
    """For each row, the number of a row that equals it: the same one for all equals."""
    if round == _ROUNDS:  # rows made to collide, again and again
        first: dict[bytes, int] = {}
        return np.array([first.setdefault(row.tobytes(), n) for n, row in enumerate(rows)])
    leaders = _of_one_slot(rows, round)
    others = np.flatnonzero(~_alike(rows, leaders))  # all that equal one of these are among them
    if len(others):
        leaders[others] = others.take(leaders_of(rows.take(others, axis=0), round + 1))
    return leaders


def _of_one_slot(rows: Rows, round: int) -> Ids:
    """For each row, the number of a row that has the same slot: one for each slot."""
    bits = max(8, int(2 * len(rows)).bit_length())
    hashes = rows @ _factors(rows.shape[1], round)
    slots = (hashes >> np.uint64(64 - bits)).view(np.int64)
    table = np.empty(1 << bits, np.int64)
    table[slots] = np.arange(len(rows))
    return table.take(slots)


@cache
def _factors(count: int, round: int) -> NDArray[np.uint64]:
    """Odd factors, others in every round: powers, as numpy's random numbers take long to import."""
    first = 1 + round * count
    return np.array([pow(_FACTOR, first + n, 1 << 64) for n in range(count)], np.uint64)


def _alike(rows: Rows, leaders: Ids) -> Mask:
    """Which rows equal their leaders."""
    item = np.dtype((np.void, rows.shape[1] * 8))
    others = rows.view(item).ravel()[leaders].view(np.uint64).reshape(rows.shape)
    fours = (others == rows).view(np.uint32) == _FOUR_TRUE
    alike: Mask = fours[:, 0]
    for column in range(1, fours.shape[1]):
        alike = alike & fours[:, column]
    return alike


def text_of_rows(rows: Rows) -> bytes:
    """The stretches, each with its line feed."""
    return rows.tobytes().translate(None, b"\0")
