"""Paths as other tools want them: relative to where they look from, with slashes, as URIs."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from urllib.parse import quote


def relative(file: str) -> str:
    """A path below the working folder as it is called from there, with slashes; others whole."""
    path = Path(file)
    if path.is_absolute():
        try:
            path = path.relative_to(Path.cwd())
        except ValueError:
            return path.as_posix()
    return PurePath(os.path.normpath(path)).as_posix()


def uri(file: str) -> str:
    """The same as a URI reference; nothing of a name is taken for syntax."""
    return quote(relative(file).encode("utf-8", "surrogateescape"), safe="/~!$&'()*+,;=@")
