"""Rule files that a command is about: found, read, and their mistakes shown."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import click

from vcc.cli.errors import NOT_FOUND, NOT_READABLE, cannot_run, reason_of
from vcc.cli.settings import colours, language, width
from vcc.source.diagnostic import SourceErrors, Words
from vcc.source.text import SourceText

RULE_SUFFIX: Final = ".srl"
_NO_RULES: Final = Words("no rule files (*.srl) in {path}", "{path} 中没有规则文件（*.srl）")
_NOT_TEXT: Final = Words("{path} is not UTF-8 text", "{path} 不是 UTF-8 文本")


def sources_from_paths(paths: Iterable[Path]) -> list[SourceText]:
    """The texts of the rule files named, and of those in the folders named, each once.

    Raises the command's end (exit code 2) where one cannot be read.
    """
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.rglob(f"*{RULE_SUFFIX}")) if path.is_dir() else [path]
        if not inside:
            raise cannot_run(_NO_RULES, path=str(path))
        found.update(dict.fromkeys(inside))
    return [_source(path) for path in found]


def _source(path: Path) -> SourceText:
    try:
        return SourceText(str(path), path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise cannot_run(NOT_FOUND, path=str(path)) from None
    except OSError as error:
        raise cannot_run(NOT_READABLE, path=str(path), reason=reason_of(error)) from error
    except UnicodeDecodeError:
        raise cannot_run(_NOT_TEXT, path=str(path)) from None


def show_mistakes(error: SourceErrors, sources: Iterable[SourceText]) -> None:
    """Write every mistake to standard error, with excerpts of `sources` and of files on disk."""
    from vcc.render.diagnostics import text_from_diagnostic

    texts = {source.name: source for source in sources}
    for diagnostic in error.diagnostics:
        name = diagnostic.span.source if diagnostic.span else ""
        _add_text(name, texts)
        text = text_from_diagnostic(
            diagnostic, texts.get(name), language(), others=texts,
            colour=colours(sys.stderr), width=width(),
        )  # fmt: skip
        click.echo(text + "\n", err=True)


def _add_text(name: str, texts: dict[str, SourceText]) -> None:
    """Read the file of an excerpt; without one the mistake is shown without it."""
    if name and name not in texts:
        try:
            texts[name] = SourceText(name, Path(name).read_text("utf-8-sig", "replace"))
        except OSError:
            return


def by_name(sources: Iterable[SourceText]) -> Mapping[str, SourceText]:
    """The texts by their names."""
    return {source.name: source for source in sources}
