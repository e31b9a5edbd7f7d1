"""Reasons why a command could not run: one sentence, exit code 2."""

from __future__ import annotations

from typing import Final

import click

from vcc.cli.settings import language
from vcc.source.diagnostic import Words

COULD_NOT_RUN: Final = 2
NOT_FOUND: Final = Words("no such file or folder: {path}", "找不到文件或文件夹：{path}")
NO_CASES: Final = Words("no case files (*.vcc) in {path}", "{path} 中没有案例文件（*.vcc）")
ALL_LEFT_OUT: Final = Words(
    "git or the settings leave out every case file (*.vcc) in {path}; name the files to take them",
    "{path} 中的案例文件（*.vcc）均被 git 忽略或被设置排除；如需使用，请直接写出文件名",
)
SEVERAL_CASES: Final = Words(
    "{path} holds {count} cases; name one of them", "{path} 中有 {count} 个案例；请指明其中一个"
)
NOT_READABLE: Final = Words("cannot read {path}: {reason}", "无法读取 {path}：{reason}")
EXISTS: Final = Words("{path} exists already; choose another name", "{path} 已存在；请换一个名称")
NOT_WRITABLE: Final = Words("cannot write {path}: {reason}", "无法写入 {path}：{reason}")


class CannotRun(click.ClickException):
    """A command could not run."""

    exit_code = COULD_NOT_RUN


def cannot_run(words: Words, **values: str) -> CannotRun:
    """The exception that ends a command with this sentence and exit code 2."""
    return CannotRun(words.filled(values).in_language(language()))


def reason_of(error: OSError) -> str:
    """What the operating system says, in its words."""
    return error.strerror or type(error).__name__
