"""The RDF that a command reads: files, and standard input."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from vcc.cli.errors import NOT_FOUND, NOT_READABLE, cannot_run, reason_of
from vcc.source.diagnostic import Words
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from vcc.engine.columns.encoded import EncodedFacts
    from vcc.facts.graphs import Cases, RdfFile

STANDARD_INPUT: Final = "-"
_FORMAT_OF_INPUT: Final = Words(
    "standard input has no ending: say its format by --input-format",
    "标准输入没有后缀：请用 --input-format 说明格式",
)
T = TypeVar("T")


class RdfInput:
    """The data files of a command. Whatever cannot be read ends the command (exit code 2)."""

    def __init__(self, paths: Sequence[Path], format: str | None, open_files: ExitStack) -> None:
        """`format` is that of all files (None: told by their endings)."""
        self._paths = paths
        self._format = format
        self._open_files = open_files

    @cached_property
    def files(self) -> list[RdfFile]:
        """The files; standard input as a file, too. Blank nodes of several stay apart."""
        from vcc.facts.graphs import RdfFile

        several = len(self._paths) > 1
        return [
            RdfFile(
                self._saved() if str(path) == STANDARD_INPUT else path,
                str(path),
                self._format,
                f"f{number}" if several else "",
            )
            for number, path in enumerate(self._paths)
        ]

    def size(self) -> int:
        """The bytes of all files."""
        return sum(self._reading(file, _size) for file in self.files)

    def triples(self) -> list[Triple]:
        """The triples of all files, whatever graph they stand in.

        Raises:
            SourceErrors: R160 to R162.
        """
        return [triple for file in self.files for triple in self._reading(file, _triples)]

    def encoded(self) -> EncodedFacts:
        """The same as arrays; needs numpy."""
        from vcc.facts.merged import merged

        return merged([self._reading(file, _encoded) for file in self.files])

    def cases(self) -> Cases:
        """The graphs of all files, each a case."""
        from vcc.facts.graphs import Cases

        for file in self.files:
            self._reading(file, _size)
        return Cases(self.files)

    def _saved(self) -> Path:
        """Standard input as a file: it may have to be read twice."""
        if self._format is None:
            raise cannot_run(_FORMAT_OF_INPUT)
        folder = self._open_files.enter_context(tempfile.TemporaryDirectory(prefix="vcc-"))
        path = Path(folder) / "input"
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        return path

    @staticmethod
    def _reading(file: RdfFile, read: Callable[[RdfFile], T]) -> T:
        try:
            return read(file)
        except FileNotFoundError:
            raise cannot_run(NOT_FOUND, path=file.name) from None
        except OSError as error:
            raise cannot_run(NOT_READABLE, path=file.name, reason=reason_of(error)) from error


def _size(file: RdfFile) -> int:
    with file.path.open("rb") as opened:
        return opened.seek(0, 2)


def _triples(file: RdfFile) -> list[Triple]:
    from vcc.facts import triples_from_text
    from vcc.facts.from_file import format_or_mistake, text_of

    content = file.path.read_bytes()
    format = format_or_mistake(file.path, file.name, file.format)
    return triples_from_text(text_of(content, file.name), format, blank_prefix=file.blank_prefix)


def _encoded(file: RdfFile) -> EncodedFacts:
    from vcc.facts.columns import encoded_from_file

    return encoded_from_file(file.path, file.format, blank_prefix=file.blank_prefix, name=file.name)
