"""Relative IRI references → IRIs (RFC 3986, section 5.2)."""

from __future__ import annotations

import re
from typing import Final

_PARTS: Final = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?"
)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def is_absolute(reference: str) -> bool:
    """Whether the reference has a scheme."""
    return _SCHEME.match(reference) is not None


def resolve(reference: str, base: str) -> str:
    """The IRI that `reference` means in a document whose base is `base`."""
    scheme, authority, path, query, fragment = _split(reference)
    base_scheme, base_authority, base_path, base_query, _ = _split(base)
    if scheme is not None:
        return _join(scheme, authority, _without_dots(path or ""), query, fragment)
    if authority is not None:
        return _join(base_scheme, authority, _without_dots(path or ""), query, fragment)
    if not path:
        return _join(base_scheme, base_authority, base_path or "", query or base_query, fragment)
    if not path.startswith("/"):
        folder = (base_path or "").rpartition("/")[0]
        path = f"{folder}/{path}" if folder or base_authority is not None else path
    return _join(base_scheme, base_authority, _without_dots(path), query, fragment)


def _split(text: str) -> tuple[str | None, ...]:
    match = _PARTS.match(text)
    assert match is not None  # every part may be empty, so the pattern always matches
    return match.groups()


def _join(
    scheme: str | None, authority: str | None, path: str, query: str | None, fragment: str | None
) -> str:
    start = f"{scheme}:" if scheme else ""
    middle = f"//{authority}" if authority is not None else ""
    return f"{start}{middle}{path}{query or ''}{fragment or ''}"


def _without_dots(path: str) -> str:
    kept: list[str] = []
    parts = path.split("/")
    for part in parts:
        if part == ".." and len(kept) > 1:
            kept.pop()
        elif part not in (".", ".."):
            kept.append(part)
    if parts[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
