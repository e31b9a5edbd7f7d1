"""The server: which question of the protocol is answered by what."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from vcc.case.from_text import language_of
from vcc.knowledge import Knowledge
from vcc.library.settings import Settings
from vcc.lsp.answers import Answers
from vcc.lsp.assistance import Assistance, Features
from vcc.lsp.changes import Changes
from vcc.lsp.session import Open, Session

# How long nothing must be typed before a text is checked, in seconds.
_PAUSE: Final = 0.2
_OURS: Final = (".vcc", "vcc.toml", "pyproject.toml")


class Server:
    """Speaks with one editor."""

    def __init__(
        self,
        version: str,
        theory_of: Callable[[Settings], Knowledge],
        spoken: Callable[[str], str],
    ) -> None:
        """`spoken` is the language in which to speak of a text in some language."""
        self.protocol = LanguageServer("vcc", version)
        self.session = Session(version, theory_of, lambda: self.protocol.workspace)
        self._spoken = spoken
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._serve(self._lifecycle())
        self._serve(Assistance(self.session, self.answers).features())
        self._serve(Changes(self.session, self.answers).features())

    def _serve(self, features: Features) -> None:
        for name, (answer, options) in features.items():
            self.protocol.feature(name, options)(_function(answer))

    def _lifecycle(self) -> Features:
        return {
            types.TEXT_DOCUMENT_DID_OPEN: (self._opened, None),
            types.TEXT_DOCUMENT_DID_CHANGE: (self._changed, None),
            types.TEXT_DOCUMENT_DID_SAVE: (self._saved, None),
            types.TEXT_DOCUMENT_DID_CLOSE: (self._closed, None),
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (self._files_changed, None),
        }

    def answers(self, found: Open) -> Answers:
        """How an open text is spoken of."""
        language = self._spoken(language_of(found.document.source))
        return Answers(found.uri, found.places, language, self.session.places_of)

    # ------------------------------------------------------------------ texts come and go
    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        self._publish(params.text_document.uri)

    def _changed(self, params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        case = self.session.get(uri).document.case
        if case is not None and case.is_library:  # cases that are open may use it
            self._check_all()
        else:
            self._check_soon(uri)

    def _saved(self, _: types.DidSaveTextDocumentParams) -> None:
        self._check_all()

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        self._cancel(uri)
        self.session.closed(uri)
        self._send(uri, [], None)

    def _files_changed(self, params: types.DidChangeWatchedFilesParams) -> None:
        if any(change.uri.endswith(_OURS) for change in params.changes):
            self._check_all()

    def _check_all(self) -> None:
        """Check every open text again: a library or the settings may be another now."""
        self.session.changed()
        for uri in self.session.open_uris:
            self._check_soon(uri)

    # ------------------------------------------------------------------ what is found in them
    def _check_soon(self, uri: str) -> None:
        self._cancel(uri)
        loop = asyncio.get_running_loop()
        self._waiting[uri] = loop.call_later(_PAUSE, self._publish, uri)

    def _cancel(self, uri: str) -> None:
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()

    def _publish(self, uri: str) -> None:
        found, checked = self.session.checked(uri)
        answers = self.answers(found)
        self._send(uri, list(map(answers.diagnostic, checked.problems)), found.version)

    def _send(self, uri: str, found: list[types.Diagnostic], version: int | None) -> None:
        self.protocol.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=found, version=version)
        )


def _function(answer: Callable[..., object]) -> Callable[..., object]:
    """A method as a function: the protocol's library marks what it is given, and methods cannot
    be marked. (A parameter that may be of any class, `object`, it would take for the server.)"""

    def function(params: Any) -> object:
        return answer(params)

    return function
