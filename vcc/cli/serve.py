"""`vcc serve PATH…`: a SPARQL endpoint and web pages over cases, for other tools and for people."""

from __future__ import annotations

import logging
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlunsplit

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import NO_CASES, NOT_READABLE, NOT_WRITABLE, cannot_run, reason_of
from vcc.cli.files import case_files
from vcc.cli.limits import size
from vcc.cli.settings import framework_folders, language, readings
from vcc.cli.stopped import analysed_cases
from vcc.cli.theory import files_of_theory, theory
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.pipeline import Analysis
    from vcc.serve.limits import QueryLimits
    from vcc.serve.run import Task

_MISSING: Final = Words(
    "the server needs packages that are not installed: pip install 'vcc[serve]'",
    "服务器所需的软件包未安装：pip install 'vcc[serve]'",
)
_NO_FORK: Final = Words(
    "vcc serve needs a system with fork (Linux, macOS; on Windows: WSL)",
    "vcc serve 需要支持 fork 的系统（Linux、macOS；Windows 请用 WSL）",
)
_NOTHING: Final = Words(
    "name the cases to serve, or a --store that holds some",
    "请指明要提供的案例，或已存有案例的 --store",
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
_SAME_NAME: Final = Words(
    "two cases are called {name}: {first} and {second}; rename one of them",
    "两个案例同名（{name}）：{first} 与 {second}；请改名",
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
_PROGRAM: Final = (
    "import sys; sys.path[:0] = [sys.argv.pop(1)]\nfrom vcc.__main__ import main\nmain()"
)


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What the server is told: where, for whom, what a query may take."""
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
               metavar="SECONDS", words=Words("Longest time of a query.", "单个查询的最长时间。")),
        option("--cors", multiple=True, metavar="ORIGIN",
               words=Words("Web pages that may read the answers besides those of this computer: "
                           "an origin, or * for all; may be repeated.",
                           "除本机网页外，还允许读取结果的网页来源；* 表示全部；可重复。")),
        option("--token-file", type=click.Path(path_type=Path, dir_okay=False),
               words=Words("File with a token; a request must bring it as bearer token.",
                           "令牌文件；请求须以 Bearer 令牌的形式携带。")),
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


@bilingual(
    Words(
        "Serve cases, and what follows from them, to other tools in SPARQL and to people as web "
        "pages. Each case is two graphs, CASE/asserted and CASE/inferred; the default graph is "
        "all of them together; the ontology is the graph https://w3id.org/vcc/. The server only "
        "reads, only for this computer unless --host says otherwise, and no query can reach "
        "another computer. SIGHUP reads the cases again.",
        "以 SPARQL 与网页提供案例及其结论。每个案例有两个图：CASE/asserted 与 CASE/inferred；"
        "默认图为全部之合并；本体位于图 https://w3id.org/vcc/ 。服务器只读，默认仅供本机访问，"
        "查询无法访问其他计算机。收到 SIGHUP 时重新读取案例。",
    ),
    "vcc serve examples",
    "vcc serve cases --watch --store /var/lib/vcc --port 8000",
    "curl -G http://127.0.0.1:7878/sparql --data-urlencode 'query=SELECT ?c { ?c a :Case }'",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_options
def command(
    paths: tuple[Path, ...], host: str, port: int, watch: bool, store: Path | None,
    token_file: Path | None, cors: tuple[str, ...], build_into: Path | None, **limits: Any,
) -> int:  # fmt: skip
    """Serve cases, or (for the server itself) only write their data."""
    if build_into is not None:
        _build(paths, build_into, on_disk=store is not None)
        return 0
    run = _server()
    if not paths and store is None:
        raise cannot_run(_NOTHING)
    if watch and not paths:
        raise cannot_run(_WATCH_WHAT)
    if paths:
        case_files(paths)  # a path that is wrong is said before anything starts
    token = None if token_file is None else _token(token_file)
    _log_to_stderr()
    with _listening(host, port) as listening, _state(store) as folder:
        task = _task(paths, folder, listening, host, watch, store is not None, _limits(**limits))
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
    on_disk: bool, limits: QueryLimits,
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
        build=_build_command(paths, on_disk) if paths else None,
        files=lambda: _files_now(paths),
        watch=watch,
        announce=announce,
    )


def _files_now(paths: Sequence[Path]) -> list[Path]:
    """The case files of this moment; none where a path is away, as it may come back."""
    try:
        return case_files(paths)
    except click.ClickException:
        return []


def _build_command(paths: Sequence[Path], on_disk: bool) -> tuple[str, ...]:
    """This command once more, to write a generation into the folder that is added to it."""
    package = Path(__file__).resolve().parent.parent.parent
    more = [f"--framework={folder}" for folder in framework_folders()]
    more += [f"--reading={word}" for word in readings()]
    more += ["--store=."] if on_disk else []
    named = ["--lang", language(), *more, "--build-into"]
    first = [sys.executable, "-P", "-c", _PROGRAM, str(package), "serve"]
    return (*first, *(str(path.absolute()) for path in paths), *named)


def _build(paths: Sequence[Path], folder: Path, *, on_disk: bool) -> None:
    from vcc.serve.build import Read, write_generation

    read = Read(tuple(case_files(paths)), time.time_ns())
    analyses = analysed_cases(read.files)
    if not analyses:
        raise cannot_run(NO_CASES, path=", ".join(map(str, paths)))
    _check_names(analyses)
    write_generation(folder, analyses, theory(), on_disk=on_disk, read=read)


def _check_names(analyses: Sequence[Analysis]) -> None:
    """Two cases of one name would be one case for a query."""
    files: dict[str, str] = {}
    for analysis in analyses:
        name, file = analysis.resolved.case.name.text, analysis.source.name
        if name in files:
            raise cannot_run(_SAME_NAME, name=name, first=files[name], second=file)
        files[name] = file


def _limits(
    timeout: float, max_memory: int, max_results: int, max_query: int, workers: int | None
) -> QueryLimits:
    from vcc.serve.limits import QueryLimits

    given = {} if workers is None else {"workers": workers}
    return QueryLimits(
        timeout=timeout, memory=max_memory, answer=max_results, text=max_query, **given
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
