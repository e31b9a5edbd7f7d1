"""`--help` in Chinese: what click itself says in English, and lines as wide as they look.

click breaks lines between blanks and takes every character for one column; Chinese has no blanks,
and each of its characters takes two. This module is loaded for a help text in Chinese only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

import click

from vcc.render.characters import cell_width, padded
from vcc.render.wrap import wrapped

_HEADINGS: Final = {"Usage": "用法", "Options": "选项", "Commands": "命令"}
_SENTENCES: Final = {
    "Show this message and exit.": "显示此说明并退出。",
    "Show the version and exit.": "显示版本并退出。",
}
# What stands for a value. Not in the list, as they are the same in Chinese: ID IRI URL N SELECT.
_PLACEHOLDERS: Final[Mapping[str, str]] = {
    "ARGS": "参数",
    "CASE": "案例",
    "CODE": "代码",
    "CODES": "代码",
    "COMMAND": "命令",
    "COPY": "副本",
    "DIR": "文件夹",
    "DIRECTORY": "文件夹",
    "FILE": "文件",
    "FIRST": "甲编码",
    "FLOAT": "数",
    "FLOAT RANGE": "数",
    "FOLDER": "文件夹",
    "FORMAT": "格式",
    "INTEGER": "整数",
    "INTEGER RANGE": "整数",
    "KINDS": "种类",
    "LIST": "列表",
    "MODEL": "模型",
    "NAME": "名称",
    "NUMBER": "数",
    "OPTIONS": "选项",
    "ORIGIN": "来源",
    "PARAMETER": "参数",
    "PATH": "路径",
    "PLACE": "位置",
    "REV": "版本",
    "RULE": "规则",
    "SECOND": "乙编码",
    "SECONDS": "秒数",
    "SIZE": "大小",
    "STATEMENT": "语句",
    "SYMBOL": "符号",
    "TEXT": "文本",
    "VALUE": "值",
    "WHAT": "标识",
    "WORD": "词",
}
_WORD: Final = re.compile(r"\b[A-Z]+(?: RANGE)?\b")
_EXTRA: Final = re.compile(r"(?:  |\A)\[(?P<parts>[^\[\]]+)\]\Z")
_EXTRAS: Final = (
    (re.compile(r"\Adefault: (.+)\Z"), r"默认：\1"),
    (re.compile(r"\Arequired\Z"), "必填"),
)
_WIDEST_FIRST: Final = 30
_BETWEEN: Final = 2
_NARROWEST: Final = 10


def placeholders_in_chinese(text: str) -> str:
    """What stands for a value (`[FILE]...`, `--jobs INTEGER RANGE`), as the Chinese help has it."""
    said = _WORD.sub(lambda found: _PLACEHOLDERS.get(found[0], found[0]), text)
    return said.replace("...", "…")


class ChineseFormatter(click.HelpFormatter):
    """click's help, told in Chinese and laid out by the columns that characters take."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line `用法：`, with what stands for values."""
        first = f"{prefix or _HEADINGS['Usage'] + '：'}{prog} "
        self._write_lines(wrapped(placeholders_in_chinese(args), self.width, first))

    def write_heading(self, heading: str) -> None:
        """A heading, with a Chinese colon."""
        self.write(f"{' ' * self.current_indent}{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """A paragraph."""
        self._write_lines(wrapped(text, self.width, " " * self.current_indent))

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = _WIDEST_FIRST,
        col_spacing: int = _BETWEEN,
    ) -> None:
        """Options or commands, and beside each what it means."""
        told = [(placeholders_in_chinese(name), _in_chinese(about)) for name, about in rows]
        widest = max((cell_width(name) for name, _about in told), default=0)
        column = min(widest, col_max) + col_spacing
        margin = " " * self.current_indent
        for name, about in told:
            first = margin + padded(name, column)
            if cell_width(name) > column - col_spacing:
                self.write(f"{margin}{name}\n")
                first = margin + " " * column
            room = max(self.width, cell_width(first) + _NARROWEST)
            self._write_lines(wrapped(about, room, first))

    def _write_lines(self, lines: Iterable[str]) -> None:
        self.write("".join(f"{line}\n" for line in lines))


def _in_chinese(about: str) -> str:
    """What an option or command means; what click adds to our own words is put into Chinese."""
    about = _EXTRA.sub(_extra, _SENTENCES.get(about, about))
    return about.removesuffix("...") + "…" if about.endswith("...") else about


def _extra(found: re.Match[str]) -> str:
    parts = found["parts"].split("; ")
    for pattern, chinese in _EXTRAS:
        parts = [pattern.sub(chinese, part) for part in parts]
    return f"[{'；'.join(parts)}]"
