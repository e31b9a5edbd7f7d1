"""The texts that an editor has open, each read once a version, and the files beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pygls.workspace import PositionCodec, Workspace

from vcc.case.from_text import case_from_text
from vcc.case.model import Case
from vcc.ide.document import Document, document_from_text
from vcc.ide.problems import Checked, Checker
from vcc.knowledge import Knowledge
from vcc.library.discovery import discover
from vcc.library.settings import Settings
from vcc.lsp.files import name_of, uri_of
from vcc.lsp.places import Places
from vcc.pipeline import Analysis, Stopped, analyse
from vcc.source.diagnostic import SourceErrors
from vcc.source.line_ends import plain
from vcc.source.reading import read_source, source_from_text
from vcc.source.text import SourceText


@dataclass(slots=True)
class Open:
    """One version of an open text with what is known of it; what is None was not asked yet."""

    uri: str
    version: int
    document: Document
    places: Places
    checked: Checked | None = None
    analysed: bool = False
    analysis: Analysis | None = field(default=None, repr=False)


class Session:
    """What one editor works on."""

    def __init__(
        self,
        version: str,
        theory_of: Callable[[Settings], Knowledge],
        workspace: Callable[[], Workspace],
    ) -> None:
        """`workspace` is what the client has open; there is one once it has begun to speak."""
        self._theory_of = theory_of
        self._theories: dict[int, tuple[Knowledge, Knowledge]] = {}
        self._checker = Checker(version, self._reading_buffers)
        self._open: dict[str, Open] = {}
        self._workspace = workspace

    # ------------------------------------------------------------------ theories
    def _reading_buffers(self, settings: Settings) -> Knowledge:
        """The theory of some settings, for which library files are as the editor has them."""
        theory = self._theory_of(settings)
        known = self._theories.get(id(theory))
        if known is None:  # the theory is kept as well, so that its id stays its own
            known = self._theories[id(theory)] = theory, theory.with_libraries(self._library)
        return known[1]

    def _library(self, path: str) -> Case:
        return case_from_text(self._text_of(path)).case

    def _text_of(self, path: str) -> SourceText:
        """The text of a file: that of the editor where it is open.

        Raises:
            SourceErrors: where it cannot be read as text.
        """
        uri, workspace = uri_of(path), self._workspace()
        if uri in workspace.text_documents:
            return source_from_text(path, workspace.get_text_document(uri).source)
        return read_source(path)

    # ------------------------------------------------------------------ texts
    def changed(self) -> None:
        """Some file has changed: whatever rests on files is read again."""
        for _, theory in self._theories.values():
            theory.resolver.forget()
        for each in self._open.values():
            each.version = -1

    def closed(self, uri: str) -> None:
        """An editor has closed a text."""
        self._open.pop(uri, None)

    @property
    def open_uris(self) -> tuple[str, ...]:
        """The addresses of all open texts of ours."""
        return tuple(self._workspace().text_documents)

    def get(self, uri: str) -> Open:
        """An open text in its present version, read as far as it goes."""
        text = self._workspace().get_text_document(uri)
        before = self._open.get(uri)
        version = text.version or 0
        if before is not None and before.version == version:
            return before
        source = SourceText(name_of(uri), plain(text.source))
        theory = self._checker.theory(source.name)
        document = document_from_text(source, theory, before.document if before else None)
        found = Open(uri, version, document, Places(source, self.codec))
        self._open[uri] = found
        return found

    @property
    def codec(self) -> PositionCodec:
        """The units in which the client counts."""
        return self._workspace().position_codec

    def checked(self, uri: str) -> tuple[Open, Checked]:
        """An open text with everything that `vcc check` would say of it."""
        found = self.get(uri)
        if found.checked is None:
            found.checked = self._checker.check(found.document.source)
        return found, found.checked

    def analysed(self, uri: str) -> tuple[Open, Analysis | None]:
        """An open text with all that follows from it; None where it has mistakes."""
        found = self.get(uri)
        if not found.analysed:
            found.analysed = True
            try:
                found.analysis = analyse(found.document.source, found.document.theory)
            except Stopped:
                found.analysis = None
        return found, found.analysis

    # ------------------------------------------------------------------ files beside them
    def places_of(self, name: str) -> Places | None:
        """The places of a file that a span points into; None where it cannot be read any more."""
        try:
            return Places(self._text_of(name), self.codec)
        except SourceErrors:
            return None

    def others(self, document: Document, name: str) -> Iterator[Document]:
        """The files of the workspace that may speak of a name of this text: those that have the
        word in them."""
        own = document.source.name
        folders = [Path(name_of(folder.uri)) for folder in self._workspace().folders.values()]
        for found in discover(folders):
            path = str(found.path)
            if path == own:
                continue
            try:
                source = self._text_of(path)
            except SourceErrors:
                continue
            if name in source.text:
                yield document_from_text(source, document.theory)
