"""Addresses of files in the protocol (URIs) and in messages (paths)."""

from __future__ import annotations

from pathlib import Path

from pygls import uris


def name_of(uri: str) -> str:
    """What a text is called in our messages: the path of its file; a text without one keeps its
    address."""
    return uris.to_fs_path(uri) or uri


def uri_of(name: str) -> str:
    """The address of a text of that name."""
    return name if "://" in name or name.startswith("untitled:") else _of_path(Path(name))


def _of_path(path: Path) -> str:
    return path.absolute().as_uri()
