"""`vcc lsp`: what an editor starts to get mistakes, completion and explanations while one types."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Final

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.errors import cannot_run
from vcc.cli.settings import language
from vcc.cli.theory import theory, theory_or_errors
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge
    from vcc.library.settings import Settings

_MISSING: Final = Words(
    "the language server needs a package that is not installed: pip install 'vcc-cases[lsp]'",
    "语言服务器所需的软件包未安装：pip install 'vcc-cases[lsp]'",
)
_WHO_CALLS: Final = Words(
    "vcc lsp waits for an editor on its standard input; how to set one up: docs/editor.md "
    "(Ctrl-C ends it)",
    "vcc lsp 通过标准输入等待编辑器；设置方法见 docs/editor.md（Ctrl-C 结束）",
)


@bilingual(
    Words(
        "The language server: an editor starts it and speaks with it on standard input and output "
        "(Language Server Protocol). Mistakes and findings while one types, by the settings beside "
        "the file; completion, explanations, definitions, renaming, repairs, layout. How to set up "
        "an editor: docs/editor.md.",
        "语言服务器：由编辑器启动，通过标准输入输出通信（语言服务器协议）。"
        "在输入时按文件旁的设置报告错误与发现；提供补全、说明、定义跳转、重命名、修正与格式化。"
        "编辑器的设置方法见 docs/editor.md。",
    ),
    "vcc lsp",
    "vcc lsp --lang zh",
)
def command() -> None:
    """Serve one editor until it goes away."""
    try:
        from vcc.lsp.server import Server
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise cannot_run(_MISSING) from error
    theory()  # a framework with mistakes ends the command before an editor waits for answers
    if sys.stdin.isatty():
        click.echo(_WHO_CALLS.in_language(language()), err=True)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    Server(__version__, _theory_of, language).protocol.start_io()


def _theory_of(settings: Settings) -> Knowledge:
    return theory_or_errors(settings.frameworks, settings.readings)
