"""A document about many files, of which only one is in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from tempfile import SpooledTemporaryFile
from typing import IO, Final, Protocol, cast

from vcc.findings.outcome import Counts, Outcome, counts_of
from vcc.findings.questions import Shown
from vcc.render.formats.parts import UNTOLD, Look, Part, Whole
from vcc.source.diagnostic import Severity

_MODULES: Final = {"full": "people", "concise": "people", "json": "plain_json"}
_IN_MEMORY: Final = 1 << 24  # bytes; more is put on disk
_BLOCK: Final = 1 << 20


class Format(Protocol):
    """What a module of this folder has."""

    BETWEEN: str

    def part(self, outcome: Outcome, look: Look) -> Part:
        """What one file adds."""

    def ends(self, whole: Whole, *, is_empty: bool) -> tuple[str, str]:
        """What stands before the texts of all files, and behind them."""


def format_called(name: str) -> Format:
    """The module of a format."""
    return cast(Format, import_module(f"vcc.render.formats.{_MODULES.get(name, name)}"))


def part_of(outcome: Outcome, look: Look) -> Part:
    """What one file adds to a document of that look; of questions that it does not show, how many
    they are."""
    module = format_called(look.format)
    if look.questions is not Shown.COUNT:
        return module.part(outcome, look)
    untold = counts_of(outcome).found[Severity.INFO]
    part = module.part(outcome.without_questions(), look)
    return replace(part, sums={**part.sums, UNTOLD: untold}) if untold else part


class Document:
    """A document in the making."""

    def __init__(self, format: str, whole: Whole) -> None:
        self._format = format_called(format)
        self._whole = whole
        self._keys: set[str] = set()
        self._is_empty = True
        self._texts: IO[str] = cast(
            IO[str],
            SpooledTemporaryFile(  # noqa: SIM115 (closed when it was read)
                _IN_MEMORY, "w+", encoding="utf-8", errors="surrogatepass", newline=""
            ),
        )

    def add(self, part: Part, counts: Counts) -> None:
        """Take what one file adds.

        Raises:
            OSError: where there is no room on disk for it.
        """
        whole = self._whole
        whole.counts.append(counts)
        whole.sums.update(part.sums)
        for key, value in part.told.items():
            whole.told.setdefault(key, value)
        for key, text in part.items:
            if key and key in self._keys:
                continue
            self._keys.add(key)
            self._texts.write(text if self._is_empty else self._format.BETWEEN + text)
            self._is_empty = False

    def complete(self) -> None:
        """Put aside the last of it.

        Raises:
            OSError: as `add` does, where there is no room.
        """
        self._texts.seek(0)

    def chunks(self) -> Iterator[str]:
        """The document, once it is complete; it ends with a line break if it is not empty."""
        before, behind = self._format.ends(self._whole, is_empty=self._is_empty)
        yield before
        last = before
        with self._texts as kept:
            while block := kept.read(_BLOCK):
                yield block
                last = block
        yield behind
        if not (behind or last).endswith("\n") and (behind or last):
            yield "\n"

    def close(self) -> None:
        """Let go of what was put aside; also of a document that nobody wants any more."""
        self._texts.close()
