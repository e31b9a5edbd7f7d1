"""`vcc import FILE`: RDF of any tool → a case file."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import COULD_NOT_RUN, NOT_FOUND, NOT_READABLE, cannot_run, reason_of
from vcc.cli.files import write_whole
from vcc.cli.output import new_output_option, put_out
from vcc.cli.settings import LANGUAGE_KEY, colours, language, width
from vcc.cli.theory import theory
from vcc.cli.written import Written
from vcc.source.diagnostic import SourceErrors, Words

if TYPE_CHECKING:
    from vcc.exchange.from_rdf import Imported, NotSaid
    from vcc.exchange.reading import Quad
    from vcc.source.diagnostic import Diagnostic
    from vcc.source.text import SourceText

# Written out so that `--help` loads nothing; a test compares it with facts/from_file.py.
FORMATS: Final = ("turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld")
FINDINGS: Final = 1
_SHOWN: Final = 20
_NOT_SAID: Final = Words("not imported: {triple}\n  {reason}", "未导入：{triple}\n  {reason}")
_MORE: Final = Words(
    "… and {count} more; --rest FILE writes all of them",
    "……另有 {count} 条；--rest 文件 可写出全部",
)
_SUM: Final = Words(
    "not imported from {file}: {count} in all", "{file} 中未导入的陈述共 {count} 条"
)
_MISTAKES: Final = Words(
    "the case that {file} describes contradicts itself; repair the text:",
    "{file} 所描述的案例自相矛盾；请修改文本：",
)


@bilingual(
    Words(
        "Turn RDF (of vcc export, or of any other tool that uses the vocabulary) into a case "
        "file: everything that the case language can say. The rest is listed with the reason why. "
        "The file is in the language of --lang, or of most labels.",
        "把 RDF（vcc export 或其他使用本词汇的工具所写）转换为案例文件："
        "写出案例语言能表达的一切，并列出其余部分及原因。文件的语言由 --lang 或多数标签决定。",
    ),
    "vcc import case.ttl -o case.vcc",
    "vcc import library.nq --case xiaomi --rest rest.nt",
)
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    words=Words(
        "The RDF format. [default: told by the file's ending]", "RDF 格式。[默认：由后缀判断]"
    ),
)
@option(
    "--case",
    "wanted",
    default="",
    metavar="NAME",
    words=Words("Name or IRI of the case to take.", "要导入的案例的名称或 IRI。"),
)
@option(
    "--rest",
    type=Written(),
    metavar="FILE",
    words=Words(
        "Write what was not imported to this file, as N-Triples.",
        "把未导入的内容写入此文件（N-Triples）。",
    ),
)
@option(
    "--strict",
    is_flag=True,
    words=Words("Exit with 1 if anything was not imported.", "若有未导入的内容，退出码为 1。"),
)
@new_output_option
def command(
    file: Path,
    format_: str | None,
    wanted: str,
    rest: Path | None,
    strict: bool,
    output: Path | None,
) -> int:
    """Write the case that a file of RDF describes."""
    from vcc.exchange.from_rdf import case_from_rdf
    from vcc.source.text import SourceText

    try:
        quads = _quads(file, format_)
        chosen = click.get_current_context().meta.get(LANGUAGE_KEY, "")
        imported = case_from_rdf(quads, theory(), str(file), wanted, chosen)
    except SourceErrors as errors:
        _show(errors.diagnostics, None)
        raise click.exceptions.Exit(COULD_NOT_RUN) from errors
    put_out(imported.text, output)
    if rest is not None:
        lines = "".join(f"{' '.join(said.triple)} .\n" for said in imported.not_said)
        write_whole(rest, lines.encode())
    _tell(imported, file, listed=rest is None)
    if imported.mistakes:
        _say(_MISTAKES.filled({"file": str(file)}))
        _show(imported.mistakes, SourceText(f"{imported.name}.vcc", imported.text))
        return FINDINGS
    return FINDINGS if strict and imported.not_said else 0


def _quads(file: Path, format: str | None) -> list[Quad]:
    from vcc.exchange.reading import quads_from_file

    try:
        return quads_from_file(file, format)
    except FileNotFoundError:
        raise cannot_run(NOT_FOUND, path=str(file)) from None
    except OSError as error:
        raise cannot_run(NOT_READABLE, path=str(file), reason=reason_of(error)) from error


def _tell(imported: Imported, file: Path, *, listed: bool) -> None:
    """What was left out, on standard error: a few of each reason come first."""
    if not imported.not_said:
        return
    if listed:
        shown = _of_each_reason(imported.not_said)
        for said in shown:
            reason = said.reason.in_language(language())
            triple = " ".join(said.triple)
            _say(_NOT_SAID.filled({"triple": triple, "reason": reason}))
        if len(shown) < len(imported.not_said):
            _say(_MORE.filled({"count": str(len(imported.not_said) - len(shown))}))
    _say(_SUM.filled({"count": str(len(imported.not_said)), "file": str(file)}))


def _of_each_reason(all: tuple[NotSaid, ...]) -> list[NotSaid]:
    """Not more than fit a screen, of every reason some."""
    kinds = len({said.reason for said in all})
    most = max(_SHOWN // kinds, 1)
    seen: Counter[Words] = Counter()
    shown = []
    for said in all:
        seen[said.reason] += 1
        if seen[said.reason] <= most:
            shown.append(said)
    return shown


def _say(words: Words) -> None:
    click.echo(words.in_language(language()), err=True)


def _show(diagnostics: tuple[Diagnostic, ...], source: SourceText | None) -> None:
    from vcc.render.diagnostics import text_from_diagnostic

    colour = colours(sys.stderr)
    for diagnostic in diagnostics:
        shown = text_from_diagnostic(diagnostic, source, language(), colour=colour, width=width())
        click.echo(shown, err=True)
