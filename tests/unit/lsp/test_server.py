"""`vcc lsp` as an editor speaks with it: a process of its own, messages over its standard input."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

# 𝄞 takes two of the protocol's units and one of ours.
CASE = """vcc 1
case club "A coffee club" {
  source notes is interview "Field notes"
  actor roaster is firm "The roaster"
  actor members is customer-group "The 𝄞 members" part-of
  interaction tasting is co-design direct during design decided-by roaster, members {
    members -> roaster : taste
  }
}
"""
WHOLE = CASE.replace(" part-of", "").replace(" : taste", " : blend").replace(
    "  interaction", "  resource blend form product held-by roaster\n  interaction"
)  # fmt: skip
_SECONDS = 60


class Editor:
    """A client with one folder open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.client = LanguageClient("test", "1")
        self.said: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        hear = partial(self.said.put_nowait)  # the library marks what it is given
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(hear)

    async def start(self, *options: str) -> types.InitializeResult:
        await self.client.start_io(sys.executable, "-m", "vcc", "lsp", *options)
        folder = types.WorkspaceFolder(uri=self.folder.as_uri(), name="cases")
        begun = await self.client.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(), workspace_folders=[folder]
            )
        )
        self.client.initialized(types.InitializedParams())
        return begun

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def text(self, name: str = "club.vcc") -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(uri=self.uri(name))

    async def open(self, text: str, name: str = "club.vcc") -> list[types.Diagnostic]:
        item = types.TextDocumentItem(uri=self.uri(name), language_id="vcc", version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.diagnostics(name)

    async def diagnostics(self, name: str = "club.vcc") -> list[types.Diagnostic]:
        while True:
            params = await asyncio.wait_for(self.said.get(), _SECONDS)
            if params.uri == self.uri(name):
                return list(params.diagnostics)

    def change(self, text: str, version: int, name: str = "club.vcc") -> None:
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(uri=self.uri(name), version=version),
                [types.TextDocumentContentChangeWholeDocument(text=text)],
            )
        )


def place(text: str, word: str, behind: int = 0) -> types.Position:
    """The position of the first place where a word stands, in UTF-16 units."""
    before = text[: text.index(word) + behind]
    last = before.rpartition("\n")[2]
    return types.Position(before.count("\n"), len(last.encode("utf-16-le")) // 2)


def piece(text: str, range: types.Range) -> str:
    """The text of a range of one line, counted in UTF-16 units."""
    line = text.split("\n")[range.start.line].encode("utf-16-le")
    return line[2 * range.start.character : 2 * range.end.character].decode("utf-16-le")


@asynccontextmanager
async def editing(folder: Path, *options: str) -> AsyncIterator[Editor]:
    editor = Editor(folder)
    try:
        await asyncio.wait_for(editor.start(*options), _SECONDS)
        yield editor
    finally:
        await asyncio.wait_for(editor.client.shutdown_async(None), _SECONDS)
        editor.client.exit(None)
        await asyncio.wait_for(editor.client.stop(), _SECONDS)


def session(folder: Path, steps: Callable[[Editor], Awaitable[Any]], *options: str) -> Any:
    """Run some steps with a server of their own."""

    async def run() -> Any:
        async with editing(folder, *options) as editor:
            return await asyncio.wait_for(steps(editor), 2 * _SECONDS)

    return asyncio.run(run())


def test_mistakes_are_told_while_one_types_and_go_when_they_are_mended(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        before = await editor.open(CASE)
        assert [each.code for each in before] == ["C103"]
        assert before[0].severity is types.DiagnosticSeverity.Error
        assert piece(CASE, before[0].range) == "part-of"
        editor.change(CASE.replace(" part-of", ""), 2)
        named = await editor.diagnostics()
        assert [each.code for each in named] == ["C201"]
        editor.change(WHOLE, 3)
        after = await editor.diagnostics()
        assert after
        assert {each.severity for each in after} <= {
            types.DiagnosticSeverity.Warning, types.DiagnosticSeverity.Information,
        }  # fmt: skip
        assert all(each.source == "vcc" for each in after)

    session(tmp_path, steps)


def test_names_and_words_are_offered_where_they_fit(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        await editor.open(CASE)
        behind = place(CASE, " part-of", len(" part-of"))
        asked = types.CompletionParams(editor.text(), behind)
        found = await editor.client.text_document_completion_async(asked)
        assert isinstance(found, types.CompletionList)
        typing = CASE.replace("part-of", "part-of ro")
        editor.change(typing, 2)
        asked = types.CompletionParams(editor.text(), place(typing, "part-of ro", 10))
        found = await editor.client.text_document_completion_async(asked)
        assert isinstance(found, types.CompletionList)
        first = found.items[0]
        assert (first.label, first.kind) == ("roaster", types.CompletionItemKind.Variable)
        assert first.detail == "The roaster · actor · firm"
        assert first.text_edit is not None
        assert piece(typing, first.text_edit.range) == "ro"  # type: ignore[union-attr]

    session(tmp_path, steps)


def test_a_word_is_explained_with_what_follows_from_the_case(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        await editor.open(WHOLE)
        asked = types.HoverParams(editor.text(), place(WHOLE, "tasting", 2))
        shown = await editor.client.text_document_hover_async(asked)
        assert shown is not None
        assert isinstance(shown.contents, types.MarkupContent)
        assert "`field:tasting=crossing-field`" in shown.contents.value
        assert shown.range is not None
        assert piece(WHOLE, shown.range) == "tasting"
        nowhere = types.HoverParams(editor.text(), place(WHOLE, "A coffee"))
        assert await editor.client.text_document_hover_async(nowhere) is None

    session(tmp_path, steps)


def test_a_name_is_followed_highlighted_and_renamed(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        await editor.open(WHOLE)
        at, text = place(WHOLE, "members {", 1), editor.text()
        client = editor.client
        found = await client.text_document_definition_async(types.DefinitionParams(text, at))
        assert isinstance(found, types.Location)
        assert found.range.start == place(WHOLE, "members is")
        marks = await client.text_document_document_highlight_async(
            types.DocumentHighlightParams(text, at)
        )
        assert marks is not None
        assert [piece(WHOLE, mark.range) for mark in marks] == ["members"] * 3
        changed = await client.text_document_rename_async(types.RenameParams(text, at, "guests"))
        assert changed is not None
        assert changed.changes is not None
        (edits,) = changed.changes.values()
        assert [edit.new_text for edit in edits] == ["guests"] * 3
        with pytest.raises(JsonRpcException, match="already declared"):
            await client.text_document_rename_async(types.RenameParams(text, at, "roaster"))

    session(tmp_path, steps)


def test_a_library_is_read_as_the_editor_has_it_and_renamed_in_every_case(tmp_path: Path) -> None:
    library = "vcc 1\nlibrary shared {\n  actor customers is customer-group\n}\n"
    user = 'vcc 1\nuse "shared.vcc"\ncase c {\n  channel forum is online by customers\n}\n'
    (tmp_path / "shared.vcc").write_text(library, encoding="utf-8")
    (tmp_path / "two.vcc").write_text(user, encoding="utf-8")

    async def steps(editor: Editor) -> None:
        assert "C201" not in [each.code for each in await editor.open(user, "one.vcc")]
        at = place(user, "customers", 1)
        asked = types.RenameParams(editor.text("one.vcc"), at, "buyers")
        changed = await editor.client.text_document_rename_async(asked)
        assert changed is not None
        assert changed.changes is not None
        assert {Path(uri).name for uri in changed.changes} == {"shared.vcc", "one.vcc", "two.vcc"}
        await editor.open(library, "shared.vcc")
        editor.change(library.replace("customers", "buyers"), 2, "shared.vcc")  # and not saved
        assert "C201" in [each.code for each in await editor.diagnostics("one.vcc")]
        editor.change(library, 3, "shared.vcc")
        assert "C201" not in [each.code for each in await editor.diagnostics("one.vcc")]

    session(tmp_path, steps)


def test_repairs_are_offered_and_the_text_is_laid_out(tmp_path: Path) -> None:
    wrong = WHOLE.replace("actor roaster is", "actr roaster is")

    async def steps(editor: Editor) -> None:
        (mistake, *_) = await editor.open(wrong)
        context = types.CodeActionContext(diagnostics=[mistake])
        asked = types.CodeActionParams(editor.text(), mistake.range, context)
        actions = await editor.client.text_document_code_action_async(asked)
        assert actions is not None
        (repair,) = [a for a in actions if isinstance(a, types.CodeAction)]
        assert repair.edit is not None
        assert repair.edit.changes is not None
        (edits,) = repair.edit.changes.values()
        assert [edit.new_text for edit in edits] == ["actor"]
        options = types.FormattingOptions(tab_size=2, insert_spaces=True)
        params = types.DocumentFormattingParams(editor.text(), options)
        assert await editor.client.text_document_formatting_async(params) is None
        editor.change(WHOLE.replace("  actor", "      actor"), 2)
        laid_out = await editor.client.text_document_formatting_async(params)
        assert laid_out is not None
        assert "\n  actor roaster" in laid_out[0].new_text

    session(tmp_path, steps)


def test_the_text_as_a_whole_has_parts_folds_and_colours(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        await editor.open(WHOLE)
        text, client = editor.text(), editor.client
        parts = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text))
        assert parts is not None
        assert isinstance(parts[0], types.DocumentSymbol)
        assert [part.name for part in parts[0].children or ()][:2] == ["notes", "roaster"]
        folds = await client.text_document_folding_range_async(types.FoldingRangeParams(text))
        assert folds
        found = await client.text_document_semantic_tokens_full_async(
            types.SemanticTokensParams(text)
        )
        assert found is not None
        lengths = list(found.data)[2::5]
        assert len('"The 𝄞 members"') + 1 in lengths

    session(tmp_path, steps)


def test_settings_and_language_are_those_of_the_project_and_the_reader(tmp_path: Path) -> None:
    (tmp_path / "vcc.toml").write_text('ignore = ["ALL"]\n', encoding="utf-8")

    async def steps(editor: Editor) -> None:
        assert await editor.open(WHOLE) == []
        editor.change(CASE, 2)
        (mistake,) = await editor.diagnostics()
        assert "缺少" in mistake.message or "之后" in mistake.message

    session(tmp_path, steps, "--lang", "zh")


def test_a_text_that_is_closed_has_no_problems_any_more(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        assert await editor.open(CASE)
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.text()))
        assert await editor.diagnostics() == []

    session(tmp_path, steps)


@pytest.mark.parametrize("text", ["", "\0\u202e", "vcc 99", "{" * 500, 'case x { actor "'])
def test_no_text_ends_the_server(tmp_path: Path, text: str) -> None:
    async def steps(editor: Editor) -> None:
        assert await editor.open(text)
        at = types.Position(0, 0)
        beyond = types.Position(99, 99)
        client = editor.client
        for position in (at, beyond):
            await client.text_document_completion_async(
                types.CompletionParams(editor.text(), position)
            )
            await client.text_document_hover_async(types.HoverParams(editor.text(), position))
        await client.text_document_document_symbol_async(types.DocumentSymbolParams(editor.text()))
        await client.text_document_semantic_tokens_full_async(
            types.SemanticTokensParams(editor.text())
        )
        await client.text_document_code_action_async(
            types.CodeActionParams(
                editor.text(), types.Range(at, beyond), types.CodeActionContext([])
            )
        )

    session(tmp_path, steps)
