"""The language server with an editor that many use, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NEOVIM = shutil.which("nvim")
SCRIPT = """
vim.cmd('edit ' .. '{file}')
vim.lsp.start_client({{ name = 'vcc', cmd = {{ '{python}', '-m', 'vcc', 'lsp', '--lang', 'zh' }},
  root_dir = '{folder}', on_init = function(client) vim.lsp.buf_attach_client(0, client.id) end }})
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 100)
for _, found in ipairs(vim.diagnostic.get(0)) do
  print(('%d:%d %s %s\\n'):format(found.lnum + 1, found.col + 1, found.code, found.message))
end
local symbols = vim.lsp.buf_request_sync(0, 'textDocument/documentSymbol',
  {{ textDocument = vim.lsp.util.make_text_document_params() }}, 10000)
for _, answer in pairs(symbols) do print(answer.result[1].name .. '\\n') end
"""


@pytest.mark.skipif(NEOVIM is None, reason="Neovim is not installed")
def test_neovim_shows_mistakes_and_the_outline(tmp_path: Path) -> None:
    case = tmp_path / "club.vcc"
    case.write_text('vcc 1\n案例 甲 {\n  主体 乙 "𝄞" 是 企也\n}\n', encoding="utf-8")
    script = tmp_path / "look.lua"
    filled = SCRIPT.format(file=case, python=sys.executable, folder=tmp_path)
    script.write_text(filled, encoding="utf-8")
    command = [str(NEOVIM), "--headless", "-u", "NONE", "-c", f"luafile {script}", "-c", "qa!"]
    ran = subprocess.run(command, capture_output=True, timeout=120, check=False)
    said = (ran.stdout + ran.stderr).decode("utf-8").replace("\r", "")
    assert ran.returncode == 0
    place, code, message = said.splitlines()[0].split(" ", 2)
    # Neovim counts bytes: Chinese signs take three, the one in quotes four.
    assert (place, code[0]) == ("3:25", "C")
    assert "主体" in message
    assert "甲" in said.splitlines()
