"""Places in texts ↔ places in the protocol, which counts lines from 0 and UTF-16 code units."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types
from pygls.workspace import PositionCodec, ServerTextPosition

from vcc.case.edit import Edit
from vcc.source.text import SourceText, Span


class Places:
    """The places of one text, in the units that a client has asked for."""

    def __init__(self, source: SourceText, codec: PositionCodec) -> None:
        self._source = source
        self._lines = source.text.split("\n")
        self._codec = codec

    def offset(self, position: types.Position) -> int:
        """The offset of a position; one behind the end of the text is its end."""
        if position.line >= len(self._lines):
            return len(self._source.text)
        place = self._codec.position_from_client_units(self._lines, position)
        start = self._source.line_starts[place.line]
        return start + min(place.character, len(self._lines[place.line]))

    def position(self, offset: int) -> types.Position:
        """The position of an offset."""
        line, column = self._source.line_column(min(offset, len(self._source.text)))
        server = ServerTextPosition(line - 1, column - 1)
        return self._codec.position_to_client_units(self._lines, server)

    def range(self, start: int, end: int) -> types.Range:
        """The range between two offsets."""
        return types.Range(start=self.position(start), end=self.position(end))

    def range_of(self, span: Span) -> types.Range:
        """The range of a span of this text."""
        return self.range(span.start, span.end)

    def edits(self, edits: Iterable[Edit]) -> list[types.TextEdit]:
        """Edits of this text."""
        return [
            types.TextEdit(range=self.range(edit.start, edit.end), new_text=edit.text)
            for edit in edits
        ]

    def units(self, start: int, end: int) -> int:
        """How long the text between two offsets of one line is, in the client's units."""
        return self.position(end).character - self.position(start).character
