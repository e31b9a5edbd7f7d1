"""A folder of cases, checked as people check it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from vcc.cli.main import cli

# A sound case of which three things can be said: S244 (when?), S242 (what kind?), S326 (title).
CASE = """\
vcc 1
language {language}

case {name} "A case" {{
  {top}
  actor f is firm
  actor c is customer
  activity x is manufacturing by f {tail}
  {above}
  activity y by f, c during use
}}
"""


def case(name: str = "t", language: str = "en", top: str = "", tail: str = "", above: str = ""):
    """The text of a case; S244 stands on line 8, S242 on line 10."""
    return CASE.format(name=name, language=language, top=top, tail=tail, above=above)


def written(folder: Path, texts: dict[str, str]) -> Path:
    """Files in a folder."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def check(*arguments: str | Path, language: str = "en") -> Result:
    """`vcc check` with these arguments."""
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": "100"}
    return CliRunner(env=environment).invoke(cli, ["check", *map(str, arguments)])


def problems(*arguments: str | Path) -> list[dict[str, Any]]:
    """What is found, one record each."""
    result = check(*arguments, "--format", "jsonl")
    assert result.exit_code in (0, 1), result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def codes(*arguments: str | Path) -> list[str]:
    """The codes of what is found, sorted."""
    return sorted(problem["code"] for problem in problems(*arguments))
