"""The options of `vcc serve`: where, for whom, what is served, what a query may take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from vcc.cli.base import base_option
from vcc.cli.bilingual import option
from vcc.cli.limits import size
from vcc.source.diagnostic import Words


def _size_or_none(text: str) -> int:
    return 0 if text.strip() == "0" else size(text)


Command = Callable[..., Any]


def serve_options(command: Command) -> Command:
    """What the server is told: where, for whom, what of the cases, what a query may take."""
    return _where_and_what(_limits(command))


def _limits(command: Command) -> Command:
    for add in (
        option("--build-into", type=click.Path(path_type=Path, file_okay=False), hidden=True,
               words=Words("Only write the data.", "仅写出数据。")),
        option("--workers", type=click.IntRange(1, 256), metavar="N",
               words=Words("Queries at once. [default: one a core]",
                           "同时运行的查询数。[默认：每核一个]")),
        option("--max-query", type=size, default="64K", show_default=True, metavar="SIZE",
               words=Words("Longest text of a query.", "查询文本的最大长度。")),
        option("--max-results", type=size, default="16M", show_default=True, metavar="SIZE",
               words=Words("Largest answer.", "结果的最大大小。")),
        option("--max-memory", type=size, default="512M", show_default=True, metavar="SIZE",
               words=Words("Memory of one query.", "单个查询可用的内存。")),
        option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True,
               metavar="SECONDS",
               words=Words("Longest processor time of a query; by the clock it may take four "
                           "times as long.",
                           "单个查询最多可用的处理器时间；实际经过的时间最长为其四倍。")),
    ):  # fmt: skip
        command = add(command)
    return command


def _where_and_what(command: Command) -> Command:
    for add in (
        option("--cors", multiple=True, metavar="ORIGIN",
               words=Words("Web pages that may read the answers besides those of this computer: "
                           "an origin, or * for all; may be repeated.",
                           "除本机网页外，还允许读取结果的网页来源；* 表示全部；可重复。")),
        option("--token-file", type=click.Path(path_type=Path, dir_okay=False),
               words=Words("File with a token; a request must bring it as bearer token.",
                           "令牌文件；请求须以 Bearer 令牌的形式携带。")),
        option("--provenance", is_flag=True,
               words=Words("Serve also where each conclusion comes from, as the graph "
                           "CASE/provenance (PROV-O): several times as much data.",
                           "同时以图“案例/provenance”（PROV-O）提供每项结论的来源；数据量为数倍。")),
        base_option,
        option("--cache", "kept", type=_size_or_none, default="64M", show_default=True,
               metavar="SIZE",
               words=Words("Memory for answers that are asked for again; 0: none.",
                           "用于保存可能被再次查询的结果的内存；0 表示不保存。")),
        option("--store", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
               words=Words("Keep the data in a folder; the next start serves it at once.",
                           "把数据存于文件夹；下次启动时立即可用。")),
        option("--watch", is_flag=True,
               words=Words("Serve changes of the cases as they are saved.",
                           "案例保存后随即提供新内容。")),
        option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True,
               words=Words("Port; 0 takes a free one.", "端口；0 表示任一空闲端口。")),
        option("--host", default="127.0.0.1", show_default=True,
               words=Words("Address to listen on.", "监听的地址。")),
    ):  # fmt: skip
        command = add(command)
    return command
