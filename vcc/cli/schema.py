"""`vcc schema NAME`: a published JSON Schema of an output of vcc."""

from __future__ import annotations

from importlib import resources

import click

from vcc.cli.bilingual import command as bilingual
from vcc.source.diagnostic import Words

SCHEMAS = (
    "agreement", "analysis", "check", "comparison", "evidence", "explanation", "repair",
    "sensitivity", "settings", "what-if", "why-not",
)  # fmt: skip
CONTEXT = "context"


@bilingual(
    Words(
        "Print the JSON Schema (draft 2020-12) of the JSON that a command writes; `context` is "
        "the JSON-LD context of `vcc export --format jsonld`.",
        "输出某命令所写 JSON 的 JSON Schema（2020-12 草案）；context 为 "
        "`vcc export --format jsonld` 所用的 JSON-LD 上下文。",
    ),
    "vcc schema analysis > analysis.schema.json",
)
@click.argument("name", type=click.Choice((*SCHEMAS, CONTEXT)))
def command(name: str) -> None:
    """Print one schema."""
    file = "vcc.context.jsonld" if name == CONTEXT else f"{name}.schema.json"
    folder = resources.files("vcc.render").joinpath("schemas")
    click.echo(folder.joinpath(file).read_text(encoding="utf-8"), nl=False)
