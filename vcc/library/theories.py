"""Which theory a file is checked with, and what results depend on besides files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vcc.source.kept import key_of
from vcc.validation.validate import VALIDATOR_VARIABLE
from vcc.vocabulary.frameworks import theory_files

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge

_DECIDES: Final = ("pyshacl", "shacl", "rdflib", "networkx")  # libraries that results rest on


@dataclass(frozen=True, slots=True)
class Theory:
    """Which theory a file is checked with: folders of frameworks, and readings (terms)."""

    frameworks: tuple[Path, ...] = ()
    readings: tuple[str, ...] = ()

    def load(self) -> Knowledge:
        """The theory, read once a process.

        Raises:
            SourceErrors: with everything that is wrong with the folders.
        """
        from vcc.knowledge import knowledge

        if not self.frameworks:  # what ships does not change while it runs
            return _shipped(self.readings)
        return knowledge(self.frameworks).under(self.readings)


@lru_cache(maxsize=4)
def _shipped(readings: tuple[str, ...]) -> Knowledge:
    from vcc.knowledge import knowledge

    return knowledge().under(readings)


def context_of(theory: Theory) -> str:
    """Everything besides the files that outcomes depend on: theory, program, validator."""
    files = theory_files(theory.frameworks)
    named = (*files.modules, *files.shapes, *files.rules, *files.claims)
    parts = [digest_of(path.read_bytes()) for path in named]
    parts += [key_of(("",), theory.readings), os.environ.get(VALIDATOR_VARIABLE, "")]
    return digest_of(*parts, *map(_version, _DECIDES))


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def digest_of(*parts: str | bytes) -> str:
    """A short name of everything that some parts say."""
    digest = sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()[:32]
