"""`vcc new NAME`: a commented template of a case."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Final

import click

from vcc.case.from_text import case_from_text
from vcc.case.to_text import text_from_case
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import EXISTS, cannot_run
from vcc.cli.files import write_whole
from vcc.cli.framework_template import WRITTEN, write_framework
from vcc.cli.settings import language
from vcc.cli.theory import theory
from vcc.library.discovery import CASE_SUFFIX
from vcc.render.commands import command_on
from vcc.source.diagnostic import Words
from vcc.source.shell import shell_path
from vcc.source.text import SourceText

_NAME: Final = re.compile(r"[^\W_]+(-[^\W_]+)*")
_LONGEST_NAME: Final = 100
_NOT_A_NAME: Final = Words(
    "{name} cannot name a case; use letters, digits and hyphens between them",
    "{name} 不能作为案例名；请用文字、数字，中间可用连字符",
)
_ONE_OF_TWO: Final = Words(
    "give the NAME of a case, or --framework-template DIR, one of them",
    "请给出案例的名称或“--framework-template 文件夹”之一",
)
_WRITTEN: Final = Words("wrote {path}; next: {command}", "已写入 {path}；下一步：{command}")


@bilingual(
    Words(
        "Write a commented template of a case to NAME.vcc (NAME may have folders before it), or "
        "the beginning of a framework into a folder of its own.",
        "把带注释的案例模板写入“名称.vcc”（名称前可带文件夹），或在新文件夹中写出框架的开头。",
    ),
    "vcc new coffee-club",
    "vcc new cases/咖啡社 --lang zh",
    "vcc new coffee-club --output -",
    "vcc new --framework-template frameworks/repair-shops",
)
@click.argument("name", required=False)
@option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, allow_dash=True),
    words=Words("File to write; - writes to standard output.", "要写入的文件；- 表示标准输出。"),
)
@option(
    "--framework-template",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    words=Words(
        "New folder for a framework, named like the framework (docs/new-framework.md).",
        "存放框架的新文件夹，以框架命名（见 docs/new-framework.md）。",
    ),
)
def command(name: str | None, output: Path | None, folder: Path | None) -> None:
    """Fill a template in and write it; never over an existing file."""
    if (name is None) == (folder is None) or (folder and output):
        raise cannot_run(_ONE_OF_TWO)
    if folder is not None:
        write_framework(folder, theory())
        click.echo(WRITTEN.filled({"path": str(folder)}).in_language(language()))
    if name is not None:
        _write_case(name, output)


def _write_case(name: str, output: Path | None) -> None:
    case_name = Path(name).name.removesuffix(CASE_SUFFIX)
    if not _NAME.fullmatch(case_name) or len(case_name) > _LONGEST_NAME:
        raise cannot_run(_NOT_A_NAME, name=repr(case_name))
    path = output or Path(name).with_name(case_name + CASE_SUFFIX)
    to_screen = str(path) == "-"
    text = _template(case_name, case_name + CASE_SUFFIX if to_screen else str(path))
    if to_screen:
        click.echo(text, nl=False)
        return
    if path.exists():
        raise cannot_run(EXISTS, path=str(path))
    write_whole(path, text.encode())
    values = {"path": str(path), "command": command_on("check", str(path))}
    click.echo(_WRITTEN.filled(values).in_language(language()))


def _template(name: str, file: str) -> str:
    folder = resources.files("vcc.render").joinpath("templates")
    text = folder.joinpath(f"case-{language()}{CASE_SUFFIX}").read_text(encoding="utf-8")
    title = name.replace("-", " ").capitalize()
    filled = text.replace("{name}", f"`{name}`").replace("{title}", title)
    filled = filled.replace("{file}", shell_path(file))
    return text_from_case(case_from_text(SourceText(file, filled)))
