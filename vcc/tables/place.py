"""The folder that tables are written to: one of their own, so that nothing else is lost in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from vcc.source.diagnostic import Words
from vcc.tables.manifest import MANIFEST, PARTITIONS, NotALibrary, is_free

_SOMETHING_ELSE: Final = Words(
    "{folder} is not empty and holds no tables: name a new folder for the tables",
    "{folder} 不是空文件夹，其中也没有数据表：请为数据表指定新文件夹",
)
_NAME_OF_PART: Final = re.compile(r"\d+-of-\d+\.json|.*\.part")


def check_place(folder: Path) -> None:
    """Know that tables may be written to a folder: nothing else is there.

    Raises:
        NotALibrary: if there is.
        OSError: if it cannot be looked at.
    """
    if not is_free(folder) and not _is_begun(folder):
        raise NotALibrary(_SOMETHING_ELSE.filled({"folder": str(folder)}))


def begin(folder: Path) -> None:
    """Make a folder one for tables, before the first of them is there: who builds other
    partitions, or builds again after an interruption, knows it by this."""
    (folder / PARTITIONS).mkdir(parents=True, exist_ok=True)


def _is_begun(folder: Path) -> bool:
    """Whether tables were written to a folder, or are being written, also if not all of them."""
    parts = folder / PARTITIONS
    if parts.is_dir():
        return all(_NAME_OF_PART.fullmatch(file.name) for file in parts.iterdir())
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and {"vcc", "partitions"} <= said.keys()
