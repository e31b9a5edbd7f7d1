"""The beginning of a framework in a folder of its own: small, complete, and free of mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vcc.cli.errors import NOT_WRITABLE, cannot_run, reason_of
from vcc.cli.files import write_whole
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge

WRITTEN: Final = Words(
    "wrote a framework to {path}; next: vcc ontology check --framework {path}",
    "已将框架写入 {path}；下一步：vcc ontology check --framework {path}",
)
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NOT_A_NAME: Final = Words(
    "{name} cannot name a framework; use small letters a-z and digits, with hyphens between them",
    "{name} 不能作为框架名；请用小写字母 a-z 与数字，中间可用连字符",
)
_TAKEN: Final = Words(
    "{name} is the name of something in vcc already; choose another",
    "{name} 已是 vcc 中的名称；请另取名称",
)
_NOT_EMPTY: Final = Words(
    "{path} exists already and is not empty; choose another folder",
    "{path} 已存在且非空；请另选文件夹",
)
_MODULE: Final = "module"


def write_framework(folder: Path, theory: Knowledge) -> None:
    """Write the template into a new folder, whose name becomes that of the framework."""
    name = folder.resolve().name
    if not _NAME.fullmatch(name):
        raise cannot_run(_NOT_A_NAME, name=repr(name))
    if any(term.startswith(f"{name}-") or term == name for term in _names(theory)):
        raise cannot_run(_TAKEN, name=name)
    values = {"name": name, "title": name.replace("-", " "), "KEY": _key(name, theory)}
    try:
        if folder.exists() and any(folder.iterdir()):
            raise cannot_run(_NOT_EMPTY, path=str(folder))
        for path, text in _files(resources.files("vcc.render") / "templates" / "framework", values):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, text.encode())
    except OSError as error:
        raise cannot_run(NOT_WRITABLE, path=str(folder), reason=reason_of(error)) from error


def _names(theory: Knowledge) -> Iterator[str]:
    from vcc.vocabulary.rdf import is_iri, local_name

    return (local_name(term) for term in theory.ontology.types if is_iri(term))


def _key(name: str, theory: Knowledge) -> str:
    """Two letters for the claims of the framework's paper that no other paper has."""
    from vcc.vocabulary.rdf import local_name

    taken = {local_name(claim)[:2] for claim, _, _ in theory.claims}
    letters = [letter for letter in name.upper() if letter.isalpha()]
    initials = "".join(part[0] for part in name.upper().split("-") if part[0].isalpha())
    others = (letters[0] + chr(code) for code in range(ord("A"), ord("Z") + 1))
    wanted = (initials[:2], *(letters[0] + letter for letter in letters[1:]), *others)
    return next(key for key in wanted if len(key) == len("AB") and key not in taken)


def _files(folder: Traversable, values: dict[str, str]) -> Iterator[tuple[Path, str]]:
    """The files of the template with their places, filled in."""
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from ((Path(entry.name) / path, text) for path, text in _files(entry, values))
            continue
        text = entry.read_text(encoding="utf-8")
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", value)
        yield Path(entry.name.replace(_MODULE, values["name"])), text
