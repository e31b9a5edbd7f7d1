"""What `vcc/ide/` answers → what the protocol carries, in the language of the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from lsprotocol import types

from vcc.ide.colours import Coloured, Kind
from vcc.ide.completion import Completion, Completions, Sort
from vcc.ide.fixes import Fix
from vcc.ide.outline import Entry
from vcc.ide.problems import Problem
from vcc.lsp.files import uri_of
from vcc.lsp.places import Places
from vcc.render.markdown import escaped
from vcc.source.diagnostic import Related, Severity

_SEVERITIES: Final = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_SORTS: Final = {
    Sort.KEYWORD: types.CompletionItemKind.Keyword,
    Sort.TERM: types.CompletionItemKind.EnumMember,
    Sort.NAME: types.CompletionItemKind.Variable,
}
_SYMBOLS: Final = {
    "case": types.SymbolKind.Module, "library": types.SymbolKind.Module,
    "actor": types.SymbolKind.Class, "resource": types.SymbolKind.Object,
    "activity": types.SymbolKind.Function, "interaction": types.SymbolKind.Function,
    "move": types.SymbolKind.Operator, "source": types.SymbolKind.File,
    "channel": types.SymbolKind.Interface, "proposition": types.SymbolKind.Property,
    "outcome": types.SymbolKind.Event, "feedback": types.SymbolKind.Event,
    "period": types.SymbolKind.Namespace,
}  # fmt: skip
# The standard names, so that every colour theme knows them.
TOKEN_TYPES: Final = {
    Kind.KEYWORD: "keyword", Kind.TEXT: "string", Kind.NUMBER: "number", Kind.COMMENT: "comment",
    Kind.SIGN: "operator", Kind.TERM: "enumMember", Kind.SOURCE: "decorator",
    Kind.ACTOR: "class", Kind.RESOURCE: "variable", Kind.ACTIVITY: "function",
    Kind.THING: "property",
}  # fmt: skip
_TYPE_NUMBERS: Final = {kind: number for number, kind in enumerate(TOKEN_TYPES)}
LEGEND: Final = types.SemanticTokensLegend(list(TOKEN_TYPES.values()), ["declaration"])
_SOURCE: Final = "vcc"


class Answers:
    """Answers about one text, in one language; `places_of` are those of other files."""

    def __init__(
        self, uri: str, places: Places, language: str, places_of: Callable[[str], Places | None]
    ) -> None:
        self._uri = uri
        self._places = places
        self.language = language
        self._places_of = places_of

    # ------------------------------------------------------------------ problems
    def diagnostic(self, problem: Problem) -> types.Diagnostic:
        """A problem with what to do about it."""
        words = (problem.message, *problem.hints)
        return types.Diagnostic(
            range=self._places.range_of(problem.span),
            message="\n".join(each.in_language(self.language) for each in words),
            severity=_SEVERITIES[problem.severity],
            code=problem.code,
            source=_SOURCE,
            tags=[types.DiagnosticTag.Unnecessary] if problem.is_unused else None,
            related_information=list(self._related(problem.related)) or None,
        )

    def _related(self, related: Iterable[Related]) -> Iterator[types.DiagnosticRelatedInformation]:
        for each in related:
            location = self.location(each.span.source, each.span.start, each.span.end)
            if location is not None:
                message = each.message.in_language(self.language)
                yield types.DiagnosticRelatedInformation(location=location, message=message)

    def location(self, name: str, start: int, end: int) -> types.Location | None:
        """A piece of a file; None where the file cannot be read any more."""
        uri = uri_of(name)
        places = self._places if uri == self._uri else self._places_of(name)
        return None if places is None else types.Location(uri=uri, range=places.range(start, end))

    # ------------------------------------------------------------------ writing
    def completions(self, found: Completions) -> types.CompletionList:
        """What could be written, in this order."""
        place = self._places.range(found.start, found.end)
        items = [self._completion(item, number, place) for number, item in enumerate(found.items)]
        return types.CompletionList(is_incomplete=False, items=items)

    def _completion(
        self, item: Completion, number: int, place: types.Range
    ) -> types.CompletionItem:
        label, definition = item.meaning
        detail = [words.in_language(self.language) for words in (label, item.is_a) if words]
        meaning = escaped(definition.in_language(self.language)) if definition else ""
        return types.CompletionItem(
            label=item.text,
            kind=_SORTS[item.sort],
            detail=" · ".join(detail) or None,
            documentation=types.MarkupContent(types.MarkupKind.Markdown, meaning)
            if meaning
            else None,
            sort_text=f"{number:04}",
            text_edit=types.TextEdit(range=place, new_text=item.text),
        )

    def action(self, fix: Fix) -> types.CodeAction:
        """A repair that the client can make."""
        problems = [self.diagnostic(fix.problem)] if fix.problem else None
        kind = types.CodeActionKind
        return types.CodeAction(
            title=fix.title.in_language(self.language),
            kind=kind.SourceFixAll if fix.is_safe else kind.QuickFix,
            diagnostics=problems,
            edit=types.WorkspaceEdit(changes={self._uri: self._places.edits(fix.edits)}),
        )

    # ------------------------------------------------------------------ the text as a whole
    def symbol(self, entry: Entry) -> types.DocumentSymbol:
        """A part of the text with its own parts."""
        return types.DocumentSymbol(
            name=entry.name,
            detail=entry.detail.in_language(self.language),
            kind=_SYMBOLS.get(entry.sort, types.SymbolKind.Field),
            range=self._places.range_of(entry.span),
            selection_range=self._places.range_of(entry.name_span),
            children=[self.symbol(part) for part in entry.parts],
        )

    def tokens(self, pieces: Iterable[Coloured]) -> types.SemanticTokens:
        """Pieces of text, each told by how far it is from the one before."""
        data: list[int] = []
        line = character = 0
        for piece in pieces:
            start = self._places.position(piece.start)
            is_same_line = start.line == line
            data += (
                start.line - line,
                start.character - character if is_same_line else start.character,
                self._places.units(piece.start, piece.end),
                _TYPE_NUMBERS[piece.kind],
                int(piece.is_declaration),
            )
            line, character = start.line, start.character
        return types.SemanticTokens(data=data)
