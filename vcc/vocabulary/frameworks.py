"""Which files make up the theory: those that come with vcc, and frameworks in folders of their own.

A folder of a framework holds one module (`*.ttl`) and, as it needs them, shapes
(`*.shapes.ttl`), rules (`*.srl`), queries (`*.rq`) and two tables: `claims.csv` (where each claim
of its paper stands) and `not-encoded.csv` (claims left out on purpose). Nothing in it is Python.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from vcc import resources
from vcc.source.diagnostic import Code, Diagnostic, SourceErrors, Words, end_stage
from vcc.source.shell import shell_path

CLAIMS: Final = "claims.csv"
NOT_ENCODED: Final = "not-encoded.csv"
_MODULE: Final = ".ttl"
_SHAPES: Final = ".shapes.ttl"
_RULES: Final = ".srl"
_QUERIES: Final = ".rq"
_MOST_NAMED: Final = 4

NO_FOLDER: Final = Code(
    "T001",
    Words("there is no folder `{path}`", "文件夹“{path}”不存在"),
    help=Words(
        "--framework takes the folder that holds the module of a framework (docs/new-framework.md)",
        "--framework 须为框架模块所在的文件夹（见 docs/new-framework.md）",
    ),
)
NOT_A_FOLDER: Final = Code(
    "T002",
    Words("`{path}` is a file; a framework is a folder", "“{path}”是文件；框架应为文件夹"),
    help=Words("name the folder that holds it: {parent}", "请写出其所在的文件夹：{parent}"),
)
NO_MODULE: Final = Code(
    "T003",
    Words("there is no module (a Turtle file) in `{path}`", "“{path}”中没有模块（Turtle 文件）"),
    help=Words(
        "write one, such as `{name}.ttl`, that declares the framework and its terms; "
        "a whole framework is begun by: vcc new --framework-template {word}",
        "请编写声明该框架及其术语的模块，如“{name}.ttl”；"
        "以下命令可生成整个框架的开头：vcc new --framework-template {word}",
    ),
)
SEVERAL_MODULES: Final = Code(
    "T004",
    Words(
        "`{path}` holds {count} modules: {files}",
        "“{path}”中有 {count} 个模块：{files}",
    ),
    help=Words(
        "a folder is one framework with one module: put each framework into a folder of its own "
        "and give --framework once for each; shapes go into files that end in .shapes.ttl",
        "一个文件夹是一个框架，只有一个模块：请把各框架放入各自的文件夹，分别用 --framework 给出；"
        "结构约束应放在以 .shapes.ttl 结尾的文件中",
    ),
)
NOT_LISTED: Final = Code(
    "T005",
    Words("the folder `{path}` cannot be read: {reason}", "无法读取文件夹“{path}”：{reason}"),
)
TWICE: Final = Code(
    "T006",
    Words("the framework `{path}` is given twice", "框架“{path}”给出了两次"),
    help=Words("give each folder once", "每个文件夹只需给出一次"),
)


@dataclass(frozen=True, slots=True)
class TheoryFiles:
    """The files that make up a theory; `frameworks` are the folders given besides what ships."""

    modules: tuple[Path, ...]
    shapes: tuple[Path, ...]
    style: tuple[Path, ...]
    rules: tuple[Path, ...]
    queries: tuple[Path, ...] = ()
    claims: tuple[Path, ...] = ()
    not_encoded: tuple[Path, ...] = ()
    frameworks: tuple[Path, ...] = ()

    def __len__(self) -> int:
        return len(self.modules) + len(self.shapes) + len(self.style) + len(self.rules)

    def of_frameworks(self, paths: Iterable[Path]) -> tuple[Path, ...]:
        """Those of some files that lie in the folders of frameworks."""
        return tuple(p for p in paths if any(p.is_relative_to(f) for f in self.frameworks))


PARTS: Final = ("modules", "shapes", "style", "rules", "queries", "claims", "not_encoded")


def theory_files(frameworks: Iterable[Path] = ()) -> TheoryFiles:
    """The files that come with vcc and those of the frameworks, in this order.

    Raises:
        SourceErrors: with every folder that is no framework (codes T0…).
    """
    folders = tuple(frameworks)
    end_stage(_twice(folders))
    added: list[TheoryFiles] = []
    mistakes: list[Diagnostic] = []
    for folder in folders:
        try:
            added.append(_files_of_framework(folder))
        except SourceErrors as errors:
            mistakes += errors.diagnostics
    end_stage(mistakes)
    shipped = TheoryFiles(
        resources.module_files(),
        resources.shape_files(),
        resources.style_files(),
        resources.rule_files(),
        resources.query_files(),
        (resources.claims_file(),),
        (resources.not_encoded_file(),),
    )
    every = (shipped, *added)
    return TheoryFiles(
        **{name: tuple(chain.from_iterable(getattr(one, name) for one in every)) for name in PARTS},
        frameworks=folders,
    )


def _twice(folders: tuple[Path, ...]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for folder in folders:
        real = os.path.realpath(folder)
        if real in seen:
            yield TWICE.at(None, path=str(folder))
        seen.add(real)


def _files_of_framework(folder: Path) -> TheoryFiles:
    if not folder.is_dir():
        if folder.exists():
            raise SourceErrors([NOT_A_FOLDER.at(None, path=str(folder), parent=str(folder.parent))])
        raise SourceErrors([NO_FOLDER.at(None, path=str(folder))])
    files = _files_below(folder)

    def ending(suffix: str, but: str = "\0") -> tuple[Path, ...]:
        return tuple(f for f in files if f.name.endswith(suffix) and not f.name.endswith(but))

    modules = ending(_MODULE, but=_SHAPES)
    if not modules:
        name = folder.resolve().name or "framework"
        word = shell_path(folder)
        raise SourceErrors([NO_MODULE.at(None, path=str(folder), name=name, word=word)])
    if len(modules) > 1:
        raise SourceErrors([_several(folder, modules)])
    return TheoryFiles(
        modules=modules,
        shapes=ending(_SHAPES),
        style=(),
        rules=ending(_RULES),
        queries=ending(_QUERIES),
        claims=tuple(f for f in files if f == folder / CLAIMS),
        not_encoded=tuple(f for f in files if f == folder / NOT_ENCODED),
    )


def _several(folder: Path, modules: tuple[Path, ...]) -> Diagnostic:
    names = [module.relative_to(folder).as_posix() for module in modules]
    shown = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
    return SEVERAL_MODULES.at(None, path=str(folder), count=str(len(modules)), files=shown)


def _files_below(folder: Path) -> list[Path]:
    """All files of a folder and below, hidden ones left out, in the same order everywhere."""

    def fail(error: OSError) -> None:
        raise error

    found: list[Path] = []
    try:
        for parent, folders, names in os.walk(folder, onerror=fail):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found += [Path(parent, name) for name in names if not name.startswith(".")]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceErrors([NOT_LISTED.at(None, path=str(folder), reason=reason)]) from error
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())
