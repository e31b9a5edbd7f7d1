"""The entry point: finds the command, runs it, and turns every way to fail into an exit code.

Exit codes: 0 clean · 1 findings at or above the threshold · 2 could not run · 130 interrupted ·
141 nobody reads the output any more.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from keyword import iskeyword
from pathlib import Path
from types import ModuleType
from typing import Final

import click

from vcc import __version__
from vcc.cli.bilingual import (
    BilingualContext,
    add_options,
    language_among,
    shared_options,
)
from vcc.cli.errors import COULD_NOT_RUN, CannotRun, cannot_run, reason_of
from vcc.cli.settings import LANGUAGE_KEY, language
from vcc.cli.theory import theory_options
from vcc.source.diagnostic import Words

INTERRUPTED: Final = 130
NOBODY_READS: Final = 141

COMMANDS: Final = {
    "check": Words("find mistakes, gaps and findings in cases", "检查案例：错误、缺漏与发现"),
    "analyse": Words("what the theory concludes about a case", "分析案例：理论得出的结论"),
    "explain": Words("why: the proof of a conclusion or finding", "解释结论或发现的依据"),
    "why-not": Words("what keeps something from following", "说明某项为何未能推得"),
    "repair": Words("the smallest change that brings it about", "使其成立所需的最小修改"),
    "what-if": Words("what would follow otherwise after a change", "若修改案例，结论有何不同"),
    "compare": Words("cases, or the periods of one, side by side", "对照比较案例或其各时期"),
    "sensitivity": Words("what conclusions depend on", "结论依赖于什么"),
    "agreement": Words("how far two coders agree", "两份编码的一致性"),
    "evidence": Words("look quotes up in their sources", "在来源中核对引文"),
    "fmt": Words("lay out case files", "格式化案例文件"),
    "words": Words("the words that a case may use", "案例可用的词"),
    "synth": Words("write a library of synthetic cases", "生成合成案例库"),
    "new": Words("write a commented template of a case", "生成带注释的案例模板"),
    "export": Words("cases as RDF", "导出为 RDF"),
    "import": Words("RDF as a case", "由 RDF 导入案例"),
    "query": Words("ask cases in SPARQL", "用 SPARQL 查询案例"),
    "build": Words("the cases of a folder as tables", "将文件夹中的案例制成数据表"),
    "stats": Words("count what these tables hold", "统计数据表的内容"),
    "sql": Words("ask these tables in SQL", "用 SQL 查询数据表"),
    "table": Words("cases by conditions, for QCA and statistics", "案例×条件表，供 QCA 与统计使用"),
    "serve": Words("a SPARQL endpoint and web pages", "SPARQL 端点与网页"),
    "lsp": Words("help in an editor: the language server", "编辑器辅助：语言服务器"),
    "infer": Words("the bare rule processor: RDF in, RDF out", "规则处理器：输入与输出均为 RDF"),
    "rules": Words("list and show rules, and how they are run", "列出、展示规则及其执行计划"),
    "rule": Words("explain a code that checking reports", "解释检查所报告的代码"),
    "claims": Words("what encodes each claim of the papers", "论文主张在何处得到表达"),
    "simulate": Words("run a model of the theory, for illustration", "运行理论模型，仅供说明"),
    "ontology": Words("check the theory itself", "检查本体"),
    "schema": Words("print a published JSON Schema", "输出已发布的 JSON Schema"),
    "completion": Words("print the set-up of shell completion", "输出命令行补全的设置"),
}
# The others ask the theory, so they take `--framework`.
WITHOUT_THEORY: Final = frozenset({"evidence", "infer", "schema", "completion"})
_ABOUT: Final = Words(
    "Value co-creation cases as code: check them, see what the theory concludes, and why.",
    "把价值共创案例写成代码：检查、分析，并解释每个结论的依据。",
)
_NO_COMMAND: Final = Words("no command {name}; see vcc --help", "没有命令 {name}；见 vcc --help")
_NO_COMMAND_BUT: Final = Words(
    "no command {name}; did you mean {near}?", "没有命令 {name}；是否指 {near}？"
)
_NOT_SHOWN: Final = Words("vcc: cannot write the output: {reason}", "vcc：无法写出结果：{reason}")
_CLOSED: Final = Words(
    "vcc: standard output is closed; lead it into a file, or to /dev/null",
    "vcc：标准输出已关闭；请将其重定向到文件或 /dev/null",
)
# What writing fails with where an output is full, or only open for reading.
_TAKES_NOTHING: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})
_REPORT_THIS: Final = Words(
    "vcc: internal error: {what}. Please report it; --debug shows the traceback.",
    "vcc：内部错误：{what}。请报告此问题；加上 --debug 可查看调用栈。",
)


class LazyGroup(click.Group):
    """A group whose commands are modules of `vcc.cli`, imported when they are called."""

    context_class = BilingualContext

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what stands before the command.

        Help is written as soon as `--help` is met: `--lang` counts wherever it stands, also behind.
        """
        if asked := language_among(args):
            ctx.meta[LANGUAGE_KEY] = asked
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, in the order in which one needs them."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 (click's signature, here and around)
        cmd_name: str,
    ) -> click.Command | None:
        """The command of that name, with the shared options; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        loaded: click.Command = _module(cmd_name).command
        if cmd_name not in WITHOUT_THEORY:
            add_options(loaded, theory_options)
        return add_options(loaded, shared_options)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One sentence about the program."""
        self.help = _ABOUT.in_language(language())
        super().format_help_text(ctx, formatter)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(n, w.in_language(language())) for n, w in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names; suggest near ones if there is none."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS)
            words = _NO_COMMAND_BUT if near else _NO_COMMAND
            raise cannot_run(words, name=args[0], near=", ".join(near))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command and leave with the number that it returns (None: 0).

        A reader that went away ends it quietly; every complaint of click's is "could not run".
        """
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _stop_writing()
            raise click.exceptions.Exit(NOBODY_READS) from None
        except click.ClickException as error:
            if error.exit_code == COULD_NOT_RUN:
                raise
            raise CannotRun(error.format_message()) from error
        if isinstance(code, int) and code:
            ctx.exit(code)


def _module(command: str) -> ModuleType:
    """The module of a command: `what-if` is in `what_if.py`, `import` in `import_.py`."""
    name = command.replace("-", "_")
    return importlib.import_module(f"vcc.cli.{name}_" if iskeyword(name) else f"vcc.cli.{name}")


cli = LazyGroup(
    "vcc",
    params=list(shared_options()),
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},  # its commands take it over
)
click.version_option(__version__, prog_name="vcc", message="%(prog)s %(version)s")(cli)


def run(arguments: list[str]) -> int:
    """Run `vcc` with these arguments and return the exit code; raises nothing."""
    spoken = language_among(arguments) or language()
    if "stdout" in _open_closed_streams():
        _say(_CLOSED.in_language(spoken))
        return COULD_NOT_RUN
    _write_any_character()
    try:
        code = cli.main(arguments, prog_name="vcc", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return COULD_NOT_RUN
    except click.ClickException as error:
        _say(f"vcc: {_said(error, arguments)}")
        return COULD_NOT_RUN
    except OSError as error:
        if error.filename is not None or error.errno not in _TAKES_NOTHING:
            return _internal_error(error, arguments)
        _stop_writing()
        _say(_NOT_SHOWN.filled({"reason": reason_of(error)}).in_language(spoken))
        return COULD_NOT_RUN
    except Exception as error:  # noqa: BLE001 (the last resort: nobody shall see a traceback)
        return _internal_error(error, arguments)
    return code if isinstance(code, int) else 0


def _said(error: click.ClickException, arguments: list[str]) -> str:
    """What a complaint says; click's own are English and are put into our language."""
    message = error.format_message()
    if isinstance(error, CannotRun):
        return message
    from vcc.cli.complaints import complaint_in

    return complaint_in(language_among(arguments) or language(), message)


def _internal_error(error: Exception, arguments: list[str]) -> int:
    if "--debug" in arguments or os.environ.get("VCC_DEBUG"):
        import traceback

        _say("".join(traceback.format_exception(error)).rstrip())
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    _say(_REPORT_THIS.filled({"what": what}).in_language(language()))
    return COULD_NOT_RUN


def _say(text: str) -> None:
    with suppress(OSError, ValueError):
        click.echo(text, err=True)


def _open_closed_streams() -> list[str]:
    """Open standard streams that are closed (None to Python), as nothing; their names.

    The next file that is opened would take such a stream's number, and what is written to it.
    """
    closed = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
    for name in closed:
        setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w"))  # noqa: SIM115
    return closed


def _write_any_character() -> None:
    """Let a stream that cannot encode a character show its code instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _stop_writing() -> None:
    """Point standard output at nothing, so that the interpreter's last flush cannot fail."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
