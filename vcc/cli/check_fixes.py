"""`vcc check --fix` and `--diff`: what is safe to repair, whole files at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.diff import show_diff
from vcc.cli.errors import NOT_READABLE, cannot_run, reason_of
from vcc.cli.files import write_whole
from vcc.cli.settings import language
from vcc.source.diagnostic import Words
from vcc.source.line_ends import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from vcc.library.judging import Judged

_FIXED: Final = Words("{path}: {count} fixed", "{path}：已改正 {count} 处")
_CHANGED_MEANWHILE: Final = Words(
    "{path} changed while it was checked; it stays as it is", "{path} 在检查期间有改动，未作修改"
)


def fix_files(judged: Iterable[Judged], *, write: bool) -> int:
    """Repair every file, or show how (not `write`); the number of files that change."""
    changed = 0
    for each in judged:
        if each.unused:
            changed += _fix(each, write)
    return changed


def _fix(judged: Judged, write: bool) -> bool:
    """Whether the file was (or would be) repaired; one that changed meanwhile is left alone."""
    from vcc.library.fixes import without_unused

    path = Path(judged.outcome.file)
    text = judged.outcome.sources[judged.outcome.file].written
    if write and not _is_still(path, text):
        _say(_CHANGED_MEANWHILE.filled({"path": str(path)}))
        return False
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    after = mark + without_unused(text.removeprefix(mark), judged.unused)
    if write:
        write_whole(path, after.encode())
        count = sum(len(unused.codes) for unused in judged.unused)
        _say(_FIXED.filled({"path": str(path), "count": str(count)}))
    else:
        show_diff(text, after, str(path))
    return True


def _is_still(path: Path, text: str) -> bool:
    """Whether a file is as it was read."""
    try:
        return path.read_bytes() == text.encode()
    except OSError as error:
        raise cannot_run(NOT_READABLE, path=str(path), reason=reason_of(error)) from error


def _say(words: Words) -> None:
    click.echo(words.in_language(language()), err=True)
