"""`vcc fmt PATH…`: lay out case files; the text says the same before and after."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.diff import show_diff
from vcc.cli.errors import COULD_NOT_RUN
from vcc.cli.files import case_files, write_whole
from vcc.cli.settings import language
from vcc.cli.stopped import show_mistakes
from vcc.cli.theory import theory
from vcc.source.diagnostic import LANGUAGES, Words
from vcc.source.line_ends import line_ends_of, with_one_line_end

if TYPE_CHECKING:
    from vcc.source.text import SourceText

_STDIN: Final = Path("-")
_CHANGED: Final = 1
_WOULD_CHANGE: Final = Words("would reformat {path}", "需要格式化：{path}")
_REFORMATTED: Final = Words("reformatted {path}", "已格式化：{path}")
_MIXED: Final = Words(
    "{path} has mixed line ends ({ends}); formatted, all are {end}",
    "{path} 的换行符不一致（{ends}）；格式化后一律为 {end}",
)
_ENDS: Final = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
_SUM: Final = {
    True: Words(
        "{changed} of {files} files would be reformatted",
        "{files} 个文件中有 {changed} 个需要格式化",
    ),
    False: Words("{changed} of {files} files reformatted", "{files} 个文件中已格式化 {changed} 个"),
}


@bilingual(
    Words(
        "Lay out case files, and all *.vcc files in folders. A file with mistakes stays as it is; "
        "line ends, a byte order mark and full-width signs stay as the file has them. "
        "Exit code: 0 done, 1 --check or --diff found work, 2 could not run.",
        "格式化案例文件，以及文件夹中的所有 *.vcc 文件。有错误的文件保持原样；"
        "换行符、字节顺序标记（BOM）与全角标点均按文件原样保留。"
        "退出码：0 完成，1 --check 或 --diff 发现需要格式化的文件，2 无法运行。",
    ),
    "vcc fmt cases",
    "vcc fmt --check --diff examples",
    "vcc fmt --keywords zh case.vcc",
    "vcc fmt - < case.vcc",
)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True),
    metavar="PATH…",
)  # fmt: skip
@option(
    "--check",
    is_flag=True,
    words=Words(
        "Write nothing; exit with 1 if a file is not laid out.",
        "不写文件；有未格式化的文件时退出码为 1。",
    ),
)
@option(
    "--diff",
    is_flag=True,
    words=Words("Write nothing; show what would change.", "不写文件；显示将要作出的更改。"),
)
@option(
    "--keywords",
    type=click.Choice(LANGUAGES),
    words=Words(
        "Language of the keywords and kinds (as in the file, if not given).",
        "关键词与类别所用语言（默认与文件相同）。",
    ),
)
def command(paths: tuple[Path, ...], check: bool, diff: bool, keywords: str | None) -> int:
    """Format every file, or say what would change."""
    if _STDIN in paths:
        return _standard_input(check, diff, keywords)
    files = case_files(paths)
    changed = failed = 0
    for path in files:
        texts = _before_and_after(path, keywords)
        if texts is None:
            failed += 1
        elif texts.before != texts.after:
            changed += 1
            _change(path, texts, check, diff)
    _say(_SUM[check or diff], changed=str(changed), files=str(len(files)))
    if failed:
        return COULD_NOT_RUN
    return _CHANGED if changed and (check or diff) else 0


@dataclass(frozen=True, slots=True)
class _Texts:
    """A file as it is and laid out: both with byte order mark and line ends."""

    before: str
    after: str


def _before_and_after(path: Path, keywords: str | None) -> _Texts | None:
    """The text of a file now and laid out; None, with the mistakes shown, where it has any."""
    from vcc.source.diagnostic import SourceErrors
    from vcc.source.reading import read_source

    try:
        source = read_source(path)
    except SourceErrors as errors:
        _show(errors, str(path), None)
        return None
    return _formatted(source, keywords)


def _formatted(source: SourceText, keywords: str | None) -> _Texts | None:
    """The text laid out, with the byte order mark and the line ends that it has (where it has
    several, the first of them everywhere); None, with the mistakes shown, where it has any."""
    from vcc.case.from_text import case_from_text
    from vcc.case.to_text import text_from_case
    from vcc.source.diagnostic import SourceErrors

    try:
        terms = theory().terms if keywords else None
        after = text_from_case(case_from_text(source), keywords, terms)
    except SourceErrors as errors:
        _show(errors, source.name, source)
        return None
    return _Texts(source.written, with_one_line_end(source.written, after))


def _show(errors: Exception, file: str, source: SourceText | None) -> None:
    from vcc.findings.outcome import outcome_of_errors
    from vcc.source.diagnostic import SourceErrors

    assert isinstance(errors, SourceErrors)
    show_mistakes(outcome_of_errors(errors, file, source))


def _change(path: Path, texts: _Texts, check: bool, diff: bool) -> None:
    if diff:
        show_diff(texts.before, texts.after, str(path))
    if not check and not diff:
        write_whole(path, texts.after.encode())
    if check or not diff:
        _say(_WOULD_CHANGE if check else _REFORMATTED, path=str(path))
    _tell_of_line_ends(str(path), texts)


def _tell_of_line_ends(name: str, texts: _Texts) -> None:
    """What cannot be seen in a diff: a file has more than one sort of line end."""
    ends = line_ends_of(texts.before)
    if len(ends) > 1:
        names = [_ENDS[end] for end in ends]
        listed = Words(", ".join(names), "、".join(names))
        _say(_MIXED, path=name, ends=listed, end=names[0])


def _say(words: Words, **values: str | Words) -> None:
    click.echo(words.filled(values).in_language(language()), err=True)


def _standard_input(check: bool, diff: bool, keywords: str | None) -> int:
    """Lay standard input out onto standard output."""
    from vcc.source.diagnostic import SourceErrors
    from vcc.source.reading import source_from_bytes

    try:
        source = source_from_bytes("-", sys.stdin.buffer.read())
    except SourceErrors as errors:
        _show(errors, "-", None)
        return COULD_NOT_RUN
    texts = _formatted(source, keywords)
    if texts is None:
        return COULD_NOT_RUN
    if diff:
        show_diff(texts.before, texts.after, "-")
    elif not check:
        click.echo(texts.after.encode(), nl=False)
    _tell_of_line_ends("-", texts)
    return _CHANGED if (check or diff) and texts.before != texts.after else 0
