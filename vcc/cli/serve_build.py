"""The builder of `vcc serve`: the same command once more, which only writes the data."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vcc.cli.errors import NO_CASES, cannot_run
from vcc.cli.files import case_files
from vcc.cli.settings import framework_folders, language, readings
from vcc.cli.stopped import analysed_cases
from vcc.cli.theory import theory
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.pipeline import Analysis
    from vcc.serve.build import Form

_SAME_NAME: Final = Words(
    "two cases are called {name}: {first} and {second}; rename one of them",
    "两个案例同名（{name}）：{first} 与 {second}；请改名",
)
_PROGRAM: Final = (
    "import sys; sys.path[:0] = [sys.argv.pop(1)]\nfrom vcc.__main__ import main\nmain()"
)


def build_command(paths: Sequence[Path], form: Form) -> tuple[str, ...]:
    """What writes a generation into the folder that is added to it."""
    package = Path(__file__).resolve().parent.parent.parent
    more = [f"--framework={folder}" for folder in framework_folders()]
    more += [f"--reading={word}" for word in readings()]
    more += ["--store=."] if form.on_disk else []
    more += ["--provenance"] if form.provenance else []
    named = ["--lang", language(), f"--base={form.base}", *more, "--build-into"]
    first = [sys.executable, "-P", "-c", _PROGRAM, str(package), "serve"]
    return (*first, *(str(path.absolute()) for path in paths), *named)


def build(paths: Sequence[Path], folder: Path, form: Form) -> None:
    """Write a generation of the cases into a folder; ends the command where it cannot be."""
    from vcc.serve.build import Read, write_generation

    read = Read(tuple(case_files(paths)), time.time_ns())
    analyses = analysed_cases(read.files)
    if not analyses:
        raise cannot_run(NO_CASES, path=", ".join(map(str, paths)))
    _check_names(analyses)
    write_generation(folder, analyses, theory(), form, read)


def _check_names(analyses: Sequence[Analysis]) -> None:
    """Two cases of one name would be one case for a query."""
    files: dict[str, str] = {}
    for analysis in analyses:
        name, file = analysis.resolved.case.name.text, analysis.source.name
        if name in files:
            raise cannot_run(_SAME_NAME, name=name, first=files[name], second=file)
        files[name] = file
