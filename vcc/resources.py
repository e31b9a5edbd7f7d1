"""Finds the theory (ontology, shapes, rules), in an installed wheel or in a checkout.

The wheel ships the two folders below `vcc/_data/`; in a checkout they stand beside the package.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

_TURTLE = ".ttl"
_RULES = ".srl"
_QUERIES = ".rq"


@cache
def theory_folder() -> Path:
    """The folder that holds `ontology/` and `rules/`.

    Raises:
        FileNotFoundError: if the installation carries neither.
    """
    package = Path(str(files("vcc")))
    for folder in (package / "_data", package.parent):
        if (folder / "ontology" / "vcc.ttl").is_file():
            return folder
    raise FileNotFoundError(f"vcc is not installed completely: no ontology/ beside {package}")


def module_files() -> tuple[Path, ...]:
    """The Turtle files that declare terms: the entry point, the core, and every framework."""
    ontology = theory_folder() / "ontology"
    return (
        ontology / "vcc.ttl",
        *_listed(ontology / "core", _TURTLE),
        *_listed(ontology / "frameworks", _TURTLE),
    )


def shape_files() -> tuple[Path, ...]:
    """The Turtle files of the shapes that a case must satisfy."""
    return _listed(theory_folder() / "ontology" / "shapes", _TURTLE)


def query_files() -> tuple[Path, ...]:
    """The SPARQL files of the questions that cases can be asked."""
    return _listed(theory_folder() / "ontology" / "queries", _QUERIES)


def alignment_files() -> tuple[Path, ...]:
    """The Turtle files that align the ontology with other vocabularies; it imports none of them."""
    return _listed(theory_folder() / "ontology" / "alignments", _TURTLE)


def claims_file() -> Path:
    """The table that says where each claim stands (columns `claim`, `section`)."""
    return theory_folder() / "ontology" / "claims.csv"


def not_encoded_file() -> Path:
    """The table of claims that are left out on purpose (columns `claim`, `reason`)."""
    return theory_folder() / "ontology" / "not-encoded.csv"


def style_files() -> tuple[Path, ...]:
    """The Turtle files of the shapes that the ontology and the rules themselves must satisfy."""
    return _listed(theory_folder() / "ontology" / "style", _TURTLE)


def pitfall_files() -> tuple[Path, ...]:
    """The SPARQL files that find pitfalls in the ontology itself."""
    return _listed(theory_folder() / "ontology" / "style" / "pitfalls", _QUERIES)


def waivers_file() -> Path:
    """The table of pitfalls that are meant to be so (columns `check`, `term`, `reason`)."""
    return theory_folder() / "ontology" / "style" / "waivers.csv"


def rule_files() -> tuple[Path, ...]:
    """The rule files, of all folders."""
    return _listed(theory_folder() / "rules", _RULES)


def display_name(path: Path) -> str:
    """What people call a file of the theory: its path below the folder that holds what ships."""
    folder = theory_folder()
    ships = any(path.is_relative_to(folder / part) for part in ("ontology", "rules"))
    return path.relative_to(folder).as_posix() if ships else str(path)


def _listed(folder: Path, suffix: str) -> tuple[Path, ...]:
    """The files of a folder and below, in an order that is the same on every machine."""
    found = (path for path in folder.rglob(f"*{suffix}") if path.is_file())
    return tuple(sorted(found, key=lambda path: path.relative_to(folder).as_posix()))
