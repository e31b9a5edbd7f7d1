"""Questions about a text: what is this, where is it declared, what could stand here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lsprotocol import types

from vcc.ide.cards import card_at
from vcc.ide.colours import coloured
from vcc.ide.completion import completions_at
from vcc.ide.mentions import Mention, mention_at, same_thing
from vcc.ide.outline import folds_of, outline_of
from vcc.lsp.answers import LEGEND, Answers
from vcc.lsp.session import Open, Session
from vcc.render.card import markdown_from_card

# Behind these signs something can be offered at once; a space ends every word of the language.
_TRIGGERS: Final = (" ", "@", ",", ":", "[", "，", "、", "：", "【")
Features = dict[str, tuple[Callable[..., object], object]]


class Assistance:
    """Answers that change nothing."""

    def __init__(self, session: Session, answers: Callable[[Open], Answers]) -> None:
        self._session = session
        self._answers = answers

    def features(self) -> Features:
        """Each question of the protocol with who answers it, and what the client must know."""
        completing = types.CompletionOptions(trigger_characters=list(_TRIGGERS))
        return {
            types.TEXT_DOCUMENT_COMPLETION: (self.completion, completing),
            types.TEXT_DOCUMENT_HOVER: (self.hover, None),
            types.TEXT_DOCUMENT_DEFINITION: (self.definition, None),
            types.TEXT_DOCUMENT_REFERENCES: (self.references, None),
            types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: (self.highlights, None),
            types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (self.symbols, None),
            types.TEXT_DOCUMENT_FOLDING_RANGE: (self.folds, None),
            types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: (self.tokens, LEGEND),
        }

    def completion(self, params: types.CompletionParams) -> types.CompletionList:
        """What could be written at a position."""
        found, offset = self._at(params.text_document, params.position)
        return self._answers(found).completions(completions_at(found.document, offset))

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What is known of the word at a position."""
        found, analysis = self._session.analysed(params.text_document.uri)
        shown = card_at(found.document, found.places.offset(params.position), analysis)
        if shown is None:
            return None
        text = markdown_from_card(shown.card, self._answers(found).language)
        contents = types.MarkupContent(types.MarkupKind.Markdown, text)
        return types.Hover(contents=contents, range=found.places.range_of(shown.span))

    def definition(self, params: types.DefinitionParams) -> types.Location | None:
        """Where the thing is declared that is named at a position."""
        found, mention = self._mention(params.text_document, params.position)
        at = mention.declared_at if mention else None
        return None if at is None else self._answers(found).location(at.source, at.start, at.end)

    def references(self, params: types.ReferenceParams) -> list[types.Location]:
        """Every place of the workspace that names the same thing."""
        found, mention = self._mention(params.text_document, params.position)
        if mention is None:
            return []
        with_declaration = params.context.include_declaration
        documents = (found.document, *self._session.others(found.document, mention.name))
        answers = self._answers(found)
        places = (
            answers.location(same.span.source, same.span.start, same.span.end)
            for same in same_thing(mention, documents)
            if with_declaration or not same.is_declaration
        )
        return [place for place in places if place is not None]

    def highlights(self, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
        """Every place of the text itself that names the same thing."""
        found, mention = self._mention(params.text_document, params.position)
        same = same_thing(mention, [found.document]) if mention else ()
        kinds = types.DocumentHighlightKind
        return [
            types.DocumentHighlight(
                range=found.places.range_of(each.span),
                kind=kinds.Write if each.is_declaration else kinds.Read,
            )
            for each in same
        ]

    def symbols(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        """What the text declares, as a tree."""
        found = self._session.get(params.text_document.uri)
        return list(map(self._answers(found).symbol, outline_of(found.document)))

    def folds(self, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        """What can be folded."""
        found = self._session.get(params.text_document.uri)
        return [
            types.FoldingRange(start_line=first - 1, end_line=last - 1)
            for first, last in folds_of(found.document)
        ]

    def tokens(self, params: types.SemanticTokensParams) -> types.SemanticTokens:
        """What each piece of the text is."""
        found = self._session.get(params.text_document.uri)
        return self._answers(found).tokens(coloured(found.document))

    def _at(self, text: types.TextDocumentIdentifier, at: types.Position) -> tuple[Open, int]:
        found = self._session.get(text.uri)
        return found, found.places.offset(at)

    def _mention(
        self, text: types.TextDocumentIdentifier, at: types.Position
    ) -> tuple[Open, Mention | None]:
        found, offset = self._at(text, at)
        return found, mention_at(found.document, offset)
