"""How editors are told of the server: what docs/editor.md and the VS Code extension say exists."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from vcc.cli.main import COMMANDS
from vcc.ide.rename import as_written

DOCS = Path(__file__).resolve().parents[3] / "docs"
GUIDE = (DOCS / "editor.md").read_text(encoding="utf-8")
EXTENSION = DOCS / "editor/vscode"


def test_every_editor_starts_the_command_that_there_is() -> None:
    package = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    (helix,) = re.findall(r"^```toml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    server = tomllib.loads(helix)["language-server"]["vcc"]
    started = package["contributes"]["configuration"]["properties"]["vcc.command"]["default"]
    assert [server["command"], *server["args"]] == started
    assert started[1] in COMMANDS
    assert GUIDE.count('"vcc", "lsp"') + GUIDE.count('"vcc" "lsp"') == 2


def test_a_word_of_vs_code_is_a_name_of_ours() -> None:
    text = (EXTENSION / "language-configuration.json").read_text(encoding="utf-8")
    pattern = json.loads(text)["wordPattern"]["pattern"]
    ours = pattern.replace(r"\p{L}\p{N}_", r"\w").replace(r"[\p{L}_]", r"[^\W\d]")
    for name in ("co-design", "小米", "a1_b", as_written("roaster")):
        assert re.fullmatch(ours, name)
    assert not re.fullmatch(ours, "a-")
    assert not re.fullmatch(ours, "9lives")
