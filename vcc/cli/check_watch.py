"""`vcc check --watch`: check, and check again whenever something changes that the check reads.

Folders are watched by the operating system (watchfiles). Files beside them (cases that are named,
libraries and settings elsewhere) are looked at a few times a second, which also finds what an
editor puts in the place of one. What has not changed is not checked again: that is the cache's
work.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from vcc import __version__
from vcc.cli.bilingual import option
from vcc.cli.errors import NOT_FOUND, CannotRun, cannot_run
from vcc.cli.settings import framework_folders, language
from vcc.source.diagnostic import SourceErrors, Words

if TYPE_CHECKING:
    from vcc.cli.check import Asked
    from vcc.library.reads import Reads, State

_MISSING: Final = Words(
    "--watch needs a package that is not installed: pip install 'vcc-cases[watch]'",
    "--watch 所需的软件包未安装：pip install 'vcc-cases[watch]'",
)
_ONLY_CHECKS: Final = Words(
    "--watch only checks, and {option} does something else: use one of the two",
    "--watch 只作检查，而 {option} 另有用途：二者只能取一",
)
_NOT_WATCHED: Final = Words(
    "the folders cannot be watched: {reason}; WATCHFILES_FORCE_POLLING=1 looks at them instead",
    "无法监视文件夹：{reason}；可设 WATCHFILES_FORCE_POLLING=1 改为轮询",
)
_CHANGED: Final = Words("{time} changed: {names}", "{time} 有改动：{names}")
_AND_MORE: Final = Words("{names} and {count} more", "{names}，另有 {count} 项")
_WATCHING: Final = Words("watching for changes; Ctrl-C ends", "正在监视改动；按 Ctrl-C 结束")
_OTHERS: Final = ("fix", "diff", "write_baseline", "prune_baseline", "show_settings")
_NAMED: Final = 3
_TICK: Final = 250  # milliseconds between two looks at single files
_QUIET: Final = 50  # milliseconds without a change: whoever writes is done, mostly
_LONGEST: Final = 1000  # milliseconds of waiting for that
_CLEAR: Final = "\x1b[2J\x1b[3J\x1b[H"


def watch_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--watch`."""
    return option(
        "--watch",
        "-w",
        is_flag=True,
        words=Words(
            "Check again whenever something changes, until Ctrl-C.",
            "有改动时即重新检查，直至按 Ctrl-C。",
        ),
    )(command)


def watch(paths: Sequence[Path], asked: Asked, check: Callable[[], object]) -> NoReturn:
    """Check, and again at each change, until interrupted.

    Raises the command's end (exit code 2) where an option does not go together with it, a path
    does not exist at the start, or nothing can be watched.
    """
    for name in _OTHERS:
        if getattr(asked, name):
            raise cannot_run(_ONLY_CHECKS, option=f"--{name.replace('_', '-')}")
    for path in paths:
        if not os.path.lexists(path):  # what is there and closed to us, the check tells of
            raise cannot_run(NOT_FOUND, path=str(path))
    watching = _Watching(paths, asked.config)
    while True:
        _tried(check)
        click.echo(_WATCHING.in_language(language()), err=True)
        _announce(watching.changes())


def _tried(check: Callable[[], object]) -> None:
    """Check; what could not run now (settings, a path that is away) may run next time."""
    try:
        check()
    except click.exceptions.Exit:
        pass
    except click.ClickException as error:
        click.echo(f"vcc: {error.format_message()}", err=True)
    sys.stdout.flush()  # a pipe has all of it now: nobody knows when the next run is


def _announce(names: Sequence[str]) -> None:
    """Begin anew on a terminal; anywhere, say what changed."""
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        click.echo(_CLEAR, nl=False)
        sys.stdout.flush()
    told: str | Words = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        told = _AND_MORE.filled({"names": told, "count": str(len(names) - _NAMED)})
    said = _CHANGED.filled({"time": time.strftime("%H:%M:%S"), "names": told})
    click.echo(said.in_language(language()), err=True)


class _Watching:
    """Waits for changes of what a check of some paths reads.

    What is remembered of a file or folder is what it was before the last check: what changes while
    that runs is a change as well.
    """

    def __init__(self, paths: Sequence[Path], config: Path | None) -> None:
        self._paths = paths
        self._config = config
        self._events: Iterator[set[tuple[Any, str]]] | None = None
        self._pending: set[tuple[Any, str]] = set()  # seen, and not told yet
        self._reads = self._read_now()
        self._states = self._states_now({})
        self._identities = self._identities_now({})
        self._open()

    def changes(self) -> list[str]:
        """The names of what changed since the last time, each once; waits for a change."""
        self._reads = self._read_now()
        self._states = self._states_now(self._states)
        self._identities = self._identities_now(self._identities)
        names = set(self._reads.folders ^ self._opened)
        if names:  # nobody has looked at these meanwhile
            self._open()
        while not names:
            names = self._looked()
        return sorted({os.path.relpath(name) for name in names})

    def _looked(self) -> set[Path]:
        """What changed during a moment."""
        changed = {
            Path(path)
            for change, path in self._next()
            if self._reads.concerns(Path(path), is_gone=change.name == "deleted")
        }
        states, identities = self._states_now({}), self._identities_now({})
        changed |= {path for path, state in states.items() if state != self._states[path]}
        others = {path for path, one in identities.items() if one != self._identities[path]}
        self._states, self._identities = states, identities
        if others:  # something is gone, back, or another one
            self._open()
        return changed | others

    def _next(self) -> set[tuple[Any, str]]:
        """What the system tells of during a moment."""
        seen, self._pending = self._pending, set()
        return seen or self._told()

    def _told(self) -> set[tuple[Any, str]]:
        if self._events is None:
            time.sleep(_TICK / 1000)
            return set()
        try:
            return next(self._events)
        except (OSError, RuntimeError) as error:
            raise cannot_run(_NOT_WATCHED, reason=str(error)) from error

    def _open(self) -> None:
        """Watch the folders that there are, from now on."""
        try:
            from watchfiles import watch as events_of
        except ModuleNotFoundError as error:
            raise CannotRun(_MISSING.in_language(language())) from error
        from vcc.library.discovery import is_folder

        there = sorted(filter(is_folder, self._reads.roots))
        self._opened = frozenset(there)
        self._events = None
        if there:
            self._events = events_of(
                *there, watch_filter=None, debounce=_LONGEST, step=_QUIET, rust_timeout=_TICK,
                yield_on_timeout=True, ignore_permission_denied=True,
            )  # fmt: skip
            self._pending |= self._told()  # the first look begins to watch

    # ------------------------------------------------------------------ what is read
    def _read_now(self) -> Reads:
        """What a check reads now, as far as it can be told while settings have mistakes."""
        from vcc.cli.files import found_in
        from vcc.library.reads import reads_of
        from vcc.library.settings_search import SettingsSearch

        found, settings = [], set()
        with suppress(click.ClickException, SourceErrors):
            search = SettingsSearch(__version__, self._config)
            for each in found_in(self._paths, search.settings_of):
                found.append(each)
                settings.add(search.settings_of(each.path))
        return reads_of(self._paths, found, settings, framework_folders())

    def _states_now(self, known: Mapping[Path, State]) -> dict[Path, State]:
        from vcc.library.reads import state_of

        return {p: known[p] if p in known else state_of(p) for p in self._reads.files}

    def _identities_now(self, known: Mapping[Path, State]) -> dict[Path, State]:
        from vcc.library.reads import identity_of

        return {p: known[p] if p in known else identity_of(p) for p in self._reads.roots}
