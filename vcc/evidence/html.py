"""HTML → the text that readers see, each character with its offset in the file."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser
from typing import Final

_UNSEEN: Final = frozenset({"script", "style", "template", "head", "noscript"})
_INLINE: Final = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_UNSEEN_IN_RUBY: Final = frozenset({"rt", "rp"})


def text_from_html(raw: str) -> tuple[str, Sequence[int]]:
    """The visible text, and for each of its characters the offset in `raw`.

    Tags within a line leave no trace; any other tag is a line break.
    """
    reader = _Reader(raw)
    reader.feed(raw)
    reader.close()
    return "".join(reader.kept), reader.origins


class _Reader(HTMLParser):
    def __init__(self, raw: str) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self.origins = array("L")
        self._unseen: list[str] = []
        self._lines = [0]
        at = raw.find("\n")
        while at >= 0:
            self._lines.append(at + 1)
            at = raw.find("\n", at + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNSEEN or tag in _UNSEEN_IN_RUBY:
            self._unseen.append(tag)
        elif tag == "body":
            self._unseen.clear()  # a head need not be closed
        elif tag not in _INLINE:
            self._put("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        elif tag not in _INLINE:
            self._put("\n")

    def handle_data(self, data: str) -> None:
        start = self._offset
        if not self._unseen:
            self.kept.append(data)
            self.origins.extend(range(start, start + len(data)))

    def handle_entityref(self, name: str) -> None:
        self._put(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._put(unescape(f"&#{name};"))

    @property
    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _put(self, text: str) -> None:
        if not self._unseen:
            self.kept.append(text)
            self.origins.extend([self._offset] * len(text))
