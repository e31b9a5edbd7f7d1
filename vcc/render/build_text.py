"""What `vcc build` did, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vcc.render.characters import shown
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.tables.build import Built
    from vcc.tables.manifest import Broken

_BUILT: Final = Words(
    "cases in {output}: {cases}; partitions: {made} made, {kept} up to date",
    "{output} 中有 {cases} 个案例：新建分区 {made} 个，沿用 {kept} 个",
)
_ROWS: Final = Words("rows: {rows}", "行数：{rows}")
_MORE: Final = Words(
    "the tables are complete once the other partitions are built",
    "其余分区构建完成后，数据表即告完整",
)
_BROKEN: Final = Words(
    "not built, for it has mistakes: {path} ({mistakes}; vcc check shows them)",
    "因有错误而未构建：{path}（{mistakes}；vcc check 可查看）",
)
_SAME_NAME: Final = Words(
    "several cases are called `{name}`: {paths}; give each a name of its own, or join by path",
    "多个案例同名“{name}”：{paths}；请分别命名，或按 path 关联",
)
_MOST_MISTAKES: Final = 3


def text_from_build(built: Built, output: str, language: str) -> str:
    """Lines for a terminal; `output` is the folder of the tables."""
    lines = [shown(words.in_language(language)) for words in _lines(built, output)]
    return "".join(f"{line}\n" for line in lines)


def _lines(built: Built, output: str) -> Iterator[Words]:
    yield from map(_broken, built.broken)
    for name, paths in built.same_name.items():
        yield _SAME_NAME.filled({"name": name, "paths": ", ".join(paths)})
    numbers = {"cases": built.cases, "made": len(built.made), "kept": len(built.kept)}
    yield _BUILT.filled({"output": output, **{key: str(n) for key, n in numbers.items()}})
    if built.manifest is None:
        yield _MORE
    else:
        rows = built.manifest.rows().items()
        yield _ROWS.filled({"rows": " · ".join(f"{table} {count:,}" for table, count in rows)})


def text_of_broken(broken: Broken, language: str) -> str:
    """One line about a file that could not be built."""
    return shown(_broken(broken).in_language(language))


def _broken(broken: Broken) -> Words:
    few = ", ".join(broken.mistakes[:_MOST_MISTAKES])
    more = " …" if len(broken.mistakes) > _MOST_MISTAKES else ""
    return _BROKEN.filled({"path": broken.path, "mistakes": few + more})
