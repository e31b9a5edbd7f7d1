"""`vcc check --since REV`: only what has changed since a commit, and what depends on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from vcc.cli.bilingual import option
from vcc.cli.check_settings import Run
from vcc.cli.errors import CannotRun
from vcc.cli.settings import framework_folders, language
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.library.discovery import Found
    from vcc.library.since import Concerned

_CHECKED: Final = Words(
    "since {revision}: {count} of {of} files changed, or depend on what changed",
    "自 {revision} 以来：{of} 个文件中有 {count} 个已改动，或依赖于已改动的内容",
)


def since_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--since`."""
    return option(
        "--since",
        metavar="REV",
        words=Words(
            "Only what has changed since a git commit (or since a branch left REV), saved or not, "
            "and what depends on it: cases that use a changed library, all where the settings "
            "changed.",
            "只检查自某个 git 提交（或自分支离开该版本）以来改动过的文件（无论是否已提交）"
            "及依赖它们者：引用已改动文库的案例；设置有改动时则为全部。",
        ),
    )(command)


def concerned_since(
    revision: str, paths: Sequence[Path], found: Sequence[Found], run: Run
) -> Concerned:
    """What of all that was found a change since a revision concerns; ends the command (exit code
    2) where git cannot tell."""
    from vcc.library.git import GitProblem
    from vcc.library.history import History
    from vcc.library.since import concerned

    try:
        history = History(revision, paths)
    except GitProblem as problem:
        raise CannotRun(problem.words.in_language(language())) from problem
    everything = not all(map(history.has_folder, framework_folders()))

    def is_configured_as_before(path: Path) -> bool:
        return not everything and history.has_configuration(path, run.settings_of(path))

    kept = concerned(found, history.has, is_configured_as_before)
    counts = {"count": str(len(kept.files)), "of": str(len(found))}
    said = _CHECKED.filled({"revision": revision, **counts})
    click.echo(said.in_language(language()), err=True)
    return kept
