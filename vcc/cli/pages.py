"""Files of given names (pages, pictures) in a folder that may hold others: what this command did
not write itself is never replaced."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from vcc.cli.errors import NOT_WRITABLE, cannot_run, reason_of
from vcc.cli.files import write_whole
from vcc.source.diagnostic import Words

_MARK: Final = "<!-- made by vcc -->"  # HTML and SVG both take it behind their last element
_NOT_OURS: Final = Words(
    "{path} was not made by this command, and would be replaced; remove it, or name another folder",
    "{path} 不是由本命令生成，会被替换；请先将其移走，或指定其他文件夹",
)


def write_pages(folder: Path, pages: Iterable[tuple[str, str]]) -> None:
    """Write HTML or SVG: names below the folder, which is made if need be, and their texts.

    Ends the command (exit code 2), with nothing written, where one of them is there already and is
    none that was written so; and where one cannot be written.
    """
    made = [(folder / name, f"{text.rstrip()}\n{_MARK}\n") for name, text in pages]
    for path, _ in made:
        if path.is_file() and not _is_ours(path):
            raise cannot_run(_NOT_OURS, path=str(path))
    for path, text in made:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_run(NOT_WRITABLE, path=str(path), reason=reason_of(error)) from error
        write_whole(path, text.encode())


def _is_ours(path: Path) -> bool:
    """Whether a file ends as those that are written here; an empty one is nobody's."""
    try:
        content = path.read_bytes().rstrip()
    except OSError:
        return False
    return not content or content.endswith(_MARK.encode())
