"""`vcc synth`: a library of synthetic cases, for load tests and for trying a set-up."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import NOT_WRITABLE, cannot_run, reason_of
from vcc.cli.progress import progress_of
from vcc.cli.settings import language
from vcc.cli.theory import theory
from vcc.render.commands import command_on
from vcc.source.diagnostic import Words

_LEAST_LINES: Final = 40
_MOST: Final = 10_000_000
_NOT_EMPTY: Final = Words(
    "{path} is not empty; name a new folder", "{path} 不是空文件夹；请指定新文件夹"
)
_TOO_MANY: Final = Words(
    "{defects} defects do not fit in {cases} cases: each case takes one",
    "{defects} 处错误放不进 {cases} 个案例：每个案例至多一处",
)
_WRITTEN: Final = Words(
    "wrote {cases} cases to {path}, {defects} with a planted defect ({path}/defects.json); "
    "next: {command}",
    "已在 {path} 写入 {cases} 个案例，其中 {defects} 个植入了错误（{path}/defects.json）；"
    "下一步：{command}",
)


@bilingual(
    Words(
        "Write a library of synthetic cases: made of the words of the ontology, valid but for the "
        "defects that are planted and listed in defects.json. Equal options give equal bytes.",
        "生成合成案例库：由本体中的词构成，除植入并列于 defects.json 的错误外均有效。"
        "选项相同则输出逐字节相同。",
    ),
    "vcc synth --cases 1000 --output synthetic",
    "vcc synth --cases 200 --seed 7 --language zh --defects 25 --output /tmp/library",
)
@option(
    "--cases",
    type=click.IntRange(1, _MOST),
    required=True,
    words=Words("How many cases.", "案例数量。"),
)
@option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    words=Words("New or empty folder to write to.", "写入的文件夹（新建或为空）。"),
)
@option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    words=Words("Another number gives another library.", "不同的数生成不同的案例库。"),
)
@option(
    "--language",
    "languages",
    type=click.Choice(("en", "zh", "both")),
    default="both",
    show_default=True,
    words=Words("Language of the cases.", "案例所用的语言。"),
)
@option(
    "--lines",
    type=click.IntRange(_LEAST_LINES, 100_000),
    default=60,
    show_default=True,
    words=Words("About how many lines a case has.", "每个案例约有多少行。"),
)
@option(
    "--defects",
    type=click.IntRange(0, _MOST),
    default=0,
    show_default=True,
    words=Words("In how many cases a mistake is planted.", "在多少个案例中植入错误。"),
)
def command(cases: int, output: Path, seed: int, languages: str, lines: int, defects: int) -> None:
    """Write the library and say what to do with it."""
    from vcc.synth.write import LANGUAGES, Wanted, synthetic_files, write_library

    if defects > cases:
        raise cannot_run(_TOO_MANY, defects=str(defects), cases=str(cases))
    chosen = LANGUAGES if languages == "both" else (languages,)
    files = synthetic_files(Wanted(cases, seed, chosen, lines, defects), theory().ontology)
    try:
        if output.is_dir() and any(output.iterdir()):
            raise cannot_run(_NOT_EMPTY, path=str(output))
        output.mkdir(parents=True, exist_ok=True)
        with progress_of(sys.stderr) as told:
            for number in write_library(files, output):
                if told:
                    told(number, cases)
    except OSError as error:
        raise cannot_run(NOT_WRITABLE, path=str(output), reason=reason_of(error)) from error
    values = {"cases": str(cases), "defects": str(defects), "path": str(output)}
    values["command"] = command_on("check", str(output))
    click.echo(_WRITTEN.filled(values).in_language(language()))
