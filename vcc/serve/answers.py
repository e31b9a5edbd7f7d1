"""Answers that are kept: the same question to the same data has the same answer.

A question is the message that a worker would get, byte by byte, so that nothing that could change
an answer is missing from it; the data is one generation, whose answers go when it goes.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import Final

from vcc.serve.wire import Reply

_OTHER_EACH_TIME: Final = re.compile(
    r"(?<![\w?$:])(?:NOW|RAND|UUID|STRUUID|BNODE)(?!\w)|\\u", re.IGNORECASE
)
_LARGEST: Final = 8  # no answer may take more than this part of the room
_OVERHEAD: Final = 500  # bytes of an entry beside its texts


def is_lasting(query: str) -> bool:
    """Whether the same query has the same answer as long as the data stays.

    In doubt it has not: a word may hide behind an escape.
    """
    return not _OTHER_EACH_TIME.search(query)


class Answers:
    """The answers of one generation that were asked for last, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[bytes, Reply] = OrderedDict()
        self.bytes = 0

    def get(self, question: bytes) -> Reply | None:
        """The answer to a question, if it is known."""
        found = self._kept.get(question)
        if found is not None:
            self._kept.move_to_end(question)
        return found

    def keep(self, question: bytes, answer: Reply) -> None:
        """Keep an answer, and forget those that nobody has asked for the longest time."""
        size = _size(question, answer)
        if size * _LARGEST > self._most or question in self._kept:
            return
        self._kept[question] = answer
        self.bytes += size
        while self.bytes > self._most:
            self.bytes -= _size(*self._kept.popitem(last=False))


def _size(question: bytes, answer: Reply) -> int:
    return len(question) + len(answer[1]) + _OVERHEAD
