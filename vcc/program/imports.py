"""IMPORTS: other rule files, only where the user allows them, and never from the network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from vcc.program import mistakes
from vcc.source.diagnostic import Diagnostic
from vcc.source.text import SourceText, Span

_LOCAL: Final = ("", "localhost")


@dataclass(frozen=True, slots=True)
class Allowed:
    """The files that may be imported: those named, and those below the folders named.

    Links are followed first, so that none leads out of a folder.
    """

    paths: tuple[Path, ...] = ()

    def permits(self, path: Path) -> bool:
        """Whether a file (with no links left in its path) may be imported."""
        return any(path.is_relative_to(allowed.resolve()) for allowed in self.paths)


def imported(iri: str, span: Span, allowed: Allowed) -> SourceText | Diagnostic:
    """The rule file of an IRI; or the mistake, at the place that names it."""
    path = _path(iri)
    if path is None:
        return mistakes.IMPORT_NOT_LOCAL.at(span, found=f"<{iri}>")
    try:
        path = path.resolve()
        if not allowed.permits(path):
            return mistakes.IMPORT_NOT_ALLOWED.at(span, found=f"<{iri}>")
        return SourceText(_shown(path), path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError:
        return mistakes.IMPORT_NOT_READABLE.at(span, found=f"<{iri}>", reason="UTF-8")
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return mistakes.IMPORT_NOT_READABLE.at(span, found=f"<{iri}>", reason=reason)


def identity(source: SourceText) -> Path:
    """What makes two names of a file the same document."""
    return Path(source.name).resolve()


def may_import(sources: Iterable[SourceText]) -> bool:
    """Whether the word stands anywhere in the texts: cheap, and sometimes wrongly true."""
    return any("imports" in source.text.lower() for source in sources)


def _path(iri: str) -> Path | None:
    """The file of a `file:` IRI on this machine, its fragment left out; None for any other IRI."""
    parts = urlsplit(iri)
    if parts.scheme.lower() != "file" or parts.netloc not in _LOCAL or parts.query:
        return None
    return Path(unquote(parts.path)) if parts.path else None


def _shown(path: Path) -> str:
    """The file as people name it: below the present folder, if it is."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
