"""What `vcc check` writes: file by file for people, or documents in the formats of other tools."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, Final

import click

from vcc import __version__
from vcc.cli.check_looks import FORMATS, PEOPLE, is_live
from vcc.cli.errors import cannot_run, reason_of
from vcc.cli.files import write_chunks
from vcc.cli.settings import colours
from vcc.cli.written import Written
from vcc.findings.outcome import Counts
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.library.pieces import Piece
    from vcc.render.code_pages import CodePage
    from vcc.render.formats.document import Document

_NO_ROOM: Final = Words(
    "what goes into the documents cannot be put aside in {folder} ({reason}); "
    "set TMPDIR to a folder with more room",
    "无法将待写入文档的内容暂存于 {folder}（{reason}）；请将 TMPDIR 设为空间更大的文件夹",
)
_NO_REPORT: Final = Words(
    "--report takes FORMAT=FILE, such as sarif=vcc.sarif, not {given}; formats: {formats}",
    "--report 的形式为 格式=文件，例如 sarif=vcc.sarif，而不是 {given}；可用格式：{formats}",
)


class Output:
    """Where what is found goes: one format to the screen or a file, others to files."""

    def __init__(
        self,
        format: str,
        file: Path | None,
        reports: Sequence[tuple[str, Path]],
        language: str,
        page_of: Callable[[str], CodePage | None],
    ) -> None:
        """`language` is that of what is said about all files together; `page_of` has the page of a
        code."""
        self._format = format
        self._is_live = is_live(format, file)
        self._is_looked_at = sys.stdout.isatty()
        self._page_of = page_of
        self._language = language
        self._counts: list[Counts] = []
        self._untold = 0
        written = [*([] if self._is_live else [(format, file)]), *reports]
        self._documents = [(self._document(name), file) for name, file in written]

    def show(self, piece: Piece) -> None:
        """Show what one file adds, where people wait for it, and take it into the documents."""
        parts = piece.parts
        if self._is_live:
            if parts[0].items:
                self._tell(parts[0].text)
            self._untold += parts[0].untold
            parts = parts[1:]
        with _room():
            for (document, _), part in zip(self._documents, parts, strict=True):
                document.add(part, piece.counts)
        self._counts.append(piece.counts)

    def finish(self) -> None:
        """Show the sums of what was found in all files, and write every document."""
        if self._is_live and self._format in PEOPLE:
            from vcc.render.check_text import line_of_counts

            colour = colours(sys.stdout)
            last = line_of_counts(self._counts, self._language, colour=colour, untold=self._untold)
            click.echo(last)
        for document, file in self._documents:
            with _room():
                document.complete()
            chunks = (chunk.encode("utf-8", "backslashreplace") for chunk in document.chunks())
            if file is not None:
                write_chunks(file, chunks)
                continue
            for chunk in chunks:
                click.echo(chunk, nl=False)

    def _tell(self, text: str) -> None:
        """Show a text: at once where somebody is looking, or else with others."""
        if self._is_looked_at:
            click.echo(text)
        else:
            sys.stdout.write(f"{text}\n")

    def close(self) -> None:
        """Let go of documents that were not written."""
        for document, _ in self._documents:
            with suppress(OSError):  # what found no room before is tried once more
                document.close()

    def _document(self, format: str) -> Document:
        from vcc.render.formats.document import Document
        from vcc.render.formats.parts import Whole

        return Document(format, Whole(self._language, __version__, self._page_of))


@contextmanager
def _room() -> Iterator[None]:
    """End the command with a way out where there is no room for what is put aside."""
    try:
        yield
    except OSError as error:
        folder, reason = gettempdir(), reason_of(error)
        raise cannot_run(_NO_ROOM, folder=folder, reason=reason) from error


class Report(Written):
    """The type of an option that names a further report: its format and its file."""

    def convert(self, value: Any, *_: object) -> Any:  # as click has it: to `tuple[str, Path]`
        """What FORMAT=FILE names; ends the command where it is not of this form."""
        name, equals, file = value.partition("=")
        if name not in FORMATS or not equals or not file:
            raise cannot_run(_NO_REPORT, given=value, formats=", ".join(FORMATS))
        return name, Path(file)

    def file_of(self, value: tuple[str, Path]) -> Path:
        """The file of a report."""
        return value[1]
