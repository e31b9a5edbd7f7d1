"""Changes of a text: laid out, renamed, repaired."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from vcc.case.from_text import case_from_text
from vcc.case.to_text import text_from_case
from vcc.ide.fixes import fixes_at, safe_fixes
from vcc.ide.mentions import mention_at
from vcc.ide.rename import CannotRename, renamed
from vcc.lsp.answers import Answers
from vcc.lsp.assistance import Features
from vcc.lsp.files import uri_of
from vcc.lsp.session import Open, Session
from vcc.source.diagnostic import SourceErrors


class Changes:
    """Answers that are edits; the client makes them."""

    def __init__(self, session: Session, answers: Callable[[Open], Answers]) -> None:
        self._session = session
        self._answers = answers

    def features(self) -> Features:
        """Each question of the protocol with who answers it, and what the client must know."""
        kinds = types.CodeActionKind
        actions = types.CodeActionOptions(code_action_kinds=[kinds.QuickFix, kinds.SourceFixAll])
        return {
            types.TEXT_DOCUMENT_FORMATTING: (self.format, None),
            types.TEXT_DOCUMENT_RENAME: (self.rename, types.RenameOptions(prepare_provider=True)),
            types.TEXT_DOCUMENT_PREPARE_RENAME: (self.can_rename, None),
            types.TEXT_DOCUMENT_CODE_ACTION: (self.actions, actions),
        }

    def format(self, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        """The text laid out as `vcc fmt` does; one with mistakes stays as it is."""
        found = self._session.get(params.text_document.uri)
        source = found.document.source
        try:
            laid_out = text_from_case(case_from_text(source))
        except SourceErrors:
            return None
        if laid_out == source.text:
            return []
        whole = found.places.range(0, len(source.text))
        return [types.TextEdit(range=whole, new_text=laid_out)]

    def can_rename(self, params: types.PrepareRenameParams) -> types.Range | None:
        """What would be renamed at a position."""
        found = self._session.get(params.text_document.uri)
        mention = mention_at(found.document, found.places.offset(params.position))
        if mention is None or mention.thing is None:
            return None
        return found.places.range_of(mention.span)

    def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        """A new name everywhere in the workspace.

        Raises:
            JsonRpcInvalidParams: with the reason, where it cannot be one.
        """
        found = self._session.get(params.text_document.uri)
        mention = mention_at(found.document, found.places.offset(params.position))
        if mention is None:
            return None
        documents = (found.document, *self._session.others(found.document, mention.name))
        try:
            edits = renamed(mention, params.new_name, documents)
        except CannotRename as refused:
            message = refused.words.in_language(self._answers(found).language)
            raise JsonRpcInvalidParams(message) from refused
        changes = {}
        for name, own in edits.items():
            places = self._session.places_of(name)
            if places is not None:
                changes[uri_of(name)] = places.edits(own)
        return types.WorkspaceEdit(changes=changes)

    def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """Repairs of what is wrong in a range, and what can be repaired in all of the text."""
        found, checked = self._session.checked(params.text_document.uri)
        start, end = (found.places.offset(p) for p in (params.range.start, params.range.end))
        fixes = [*fixes_at(found.document, checked, start, end)]
        fixes += safe_fixes(found.document.source, checked)
        wanted = params.context.only
        actions = map(self._answers(found).action, fixes)
        return [action for action in actions if wanted is None or _is_wanted(action, wanted)]


def _is_wanted(action: types.CodeAction, wanted: Sequence[types.CodeActionKind | str]) -> bool:
    """Whether an action is of a kind that a client asks for, or of a part of one."""
    kind = str(getattr(action.kind, "value", action.kind))
    kinds = [str(getattr(each, "value", each)) for each in wanted]
    return any(kind == each or kind.startswith(f"{each}.") for each in kinds)
