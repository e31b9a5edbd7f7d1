"""`vcc serve PATH…`: a SPARQL endpoint and web pages over cases, for other tools and for people."""

from __future__ import annotations

import logging
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlunsplit

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.errors import NOT_READABLE, NOT_WRITABLE, cannot_run, reason_of
from vcc.cli.files import case_files, files_now
from vcc.cli.serve_build import build, build_command
from vcc.cli.serve_options import serve_options
from vcc.cli.settings import language
from vcc.cli.theory import files_of_theory
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import CASES

if TYPE_CHECKING:
    from vcc.serve.build import Form
    from vcc.serve.limits import QueryLimits
    from vcc.serve.run import Task

_MISSING: Final = Words(
    "the server needs packages that are not installed: pip install 'vcc-cases[serve]'",
    "服务器所需的软件包未安装：pip install 'vcc-cases[serve]'",
)
_NO_FORK: Final = Words(
    "vcc serve needs a system with fork (Linux, macOS; on Windows: WSL)",
    "vcc serve 需要支持 fork 的系统（Linux、macOS；Windows 请用 WSL）",
)
_NOTHING: Final = Words(
    "name the cases to serve, or a --store that holds some",
    "请指明要提供的案例，或已存有案例的 --store",
)
_FORM_OF_WHAT: Final = Words(
    "--base and --provenance need cases to read: what is in a store stays as it was written",
    "--base 与 --provenance 需要可读取的案例：库中已有的内容保持原样",
)
_WATCH_WHAT: Final = Words("--watch needs cases to watch", "--watch 需要可监视的案例")
_TAKEN: Final = Words(
    "cannot listen on {host}:{port}: {reason}", "无法在 {host}:{port} 监听：{reason}"
)
_IN_USE: Final = Words("another server uses {path}", "另一个服务器正在使用 {path}")
_NO_TOKEN: Final = Words(
    "{path} holds no token: write one line of at least 16 characters into it",
    "{path} 中没有令牌：请写入一行至少 16 个字符",
)
_OPEN: Final = Words(
    "warning: everyone who reaches {host} can read the cases; --token-file asks for a token",
    "警告：任何能访问 {host} 的人都可读取案例；可用 --token-file 要求令牌",
)
_SERVING: Final = Words(
    "{count} cases at {address} (SPARQL: {address}sparql)",
    "{count} 个案例：{address}（SPARQL：{address}sparql）",
)
_SHORTEST_TOKEN: Final = 16


@bilingual(
    Words(
        "Serve cases, and what follows from them, to other tools in SPARQL and to people as web "
        "pages. Each case is two graphs, CASE/asserted and CASE/inferred; the default graph is "
        "all of them together; the ontology is the graph https://w3id.org/vcc/. The server only "
        "reads, only for this computer unless --host says otherwise, and no query can reach "
        "another computer. SIGHUP reads the cases again.",
        "以 SPARQL 与网页提供案例及其结论。每个案例有两个图：“案例/asserted”与“案例/inferred”；"
        "默认图为全部之合并；本体位于图 https://w3id.org/vcc/ 。服务器只读，默认仅供本机访问，"
        "查询无法访问其他计算机。收到 SIGHUP 时重新读取案例。",
    ),
    "vcc serve examples",
    "vcc serve cases --watch --store /var/lib/vcc --port 8000",
    "curl -G http://127.0.0.1:7878/sparql --data-urlencode 'query=SELECT ?c { ?c a :Case }'",
)
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@serve_options
def command(
    paths: tuple[Path, ...], host: str, port: int, watch: bool, store: Path | None,
    token_file: Path | None, cors: tuple[str, ...], build_into: Path | None, base: str,
    provenance: bool, **limits: Any,
) -> int:  # fmt: skip
    """Serve cases, or (for the server itself) only write their data."""
    if build_into is not None:
        build(paths, build_into, _form(base, provenance, store))
        return 0
    run = _server()
    if not paths and store is None:
        raise cannot_run(_NOTHING)
    if watch and not paths:
        raise cannot_run(_WATCH_WHAT)
    if (provenance or base != CASES) and not paths:
        raise cannot_run(_FORM_OF_WHAT)
    if paths:
        case_files(paths)  # a path that is wrong is said before anything starts
    token = None if token_file is None else _token(token_file)
    _log_to_stderr()
    with _listening(host, port) as listening, _state(store) as folder:
        form = _form(base, provenance, store)
        task = _task(paths, folder, listening, host, watch, form, _limits(**limits))
        task.service.token, task.service.origins = token, cors
        if not task.service.is_local and token is None:
            click.echo(_OPEN.filled({"host": host}).in_language(language()), err=True)
        return run(task, str(store))


def _server() -> Callable[[Task, str], int]:
    """What runs a task; ends the command where packages or the system do not allow it."""
    try:
        from vcc.serve.run import serve
        from vcc.serve.stored import InUse
    except ModuleNotFoundError as error:
        words = _NO_FORK if error.name in ("fcntl", "resource") else _MISSING
        raise cannot_run(words) from error

    def run(task: Task, store: str) -> int:
        try:
            code = serve(task)
        except InUse as error:
            raise cannot_run(_IN_USE, path=store) from error
        except OSError as error:
            raise cannot_run(NOT_WRITABLE, path=store, reason=reason_of(error)) from error
        if code and task.build is None:
            raise cannot_run(_NOTHING)
        return code

    return run


def _task(
    paths: Sequence[Path], folder: Path, listening: socket.socket, host: str, watch: bool,
    form: Form, limits: QueryLimits,
) -> Task:  # fmt: skip
    from vcc.query.questions import questions_from_files
    from vcc.serve.gate import is_loopback
    from vcc.serve.run import Task
    from vcc.serve.service import Service
    from vcc.serve.stored import StateDirectory

    port = listening.getsockname()[1]

    def announce(count: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        address = urlunsplit(("http", f"{shown}:{port}", "/", "", ""))
        values = {"count": str(count), "address": address}
        click.echo(_SERVING.filled(values).in_language(language()))
        sys.stdout.flush()

    questions = questions_from_files(files_of_theory().queries)
    service = Service(limits, is_local=is_loopback(host), questions=questions)
    return Task(
        service=service,
        state=StateDirectory(folder),
        listening=listening,
        build=build_command(paths, form) if paths else None,
        files=lambda: files_now(paths),
        watch=watch,
        announce=announce,
    )


def _form(base: str, provenance: bool, store: Path | None) -> Form:
    from vcc.serve.build import Form

    return Form(base, provenance, on_disk=store is not None)


def _limits(
    timeout: float, max_memory: int, max_results: int, max_query: int, workers: int | None,
    kept: int,
) -> QueryLimits:  # fmt: skip
    from vcc.serve.limits import QueryLimits

    given = {} if workers is None else {"workers": workers}
    return QueryLimits(
        timeout=timeout, memory=max_memory, answer=max_results, text=max_query, kept=kept, **given
    )


def _token(file: Path) -> bytes:
    try:
        token = file.read_bytes().strip()
    except OSError as error:
        raise cannot_run(NOT_READABLE, path=str(file), reason=reason_of(error)) from error
    if len(token) < _SHORTEST_TOKEN or len(token.split()) != 1:
        raise cannot_run(_NO_TOKEN, path=str(file))
    return token


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.create_server(address[:2], family=family, backlog=1024)
    except OSError as error:
        values = {"host": host, "port": str(port), "reason": reason_of(error)}
        raise cannot_run(_TAKEN, **values) from error
    with listening:
        yield listening


@contextmanager
def _state(store: Path | None) -> Iterator[Path]:
    """The folder of the data: that of `--store`, or one that goes with the server."""
    if store is not None:
        yield store.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="vcc-serve-") as folder:
        yield Path(folder)


def _log_to_stderr() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    logger = logging.getLogger("vcc.serve")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
