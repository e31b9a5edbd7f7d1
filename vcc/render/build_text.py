"""What `vcc build` did, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vcc.render.characters import shown
from vcc.source.diagnostic import Words

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


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a run did: `made` and `kept` are numbers of partitions, `broken` paths with their
    mistakes (`CODE file:line`), `same_name` the paths of every name in use twice; `rows` is None
    while partitions of other runs are missing."""

    output: str
    cases: int
    made: int
    kept: int
    broken: Sequence[tuple[str, Sequence[str]]]
    same_name: Mapping[str, Sequence[str]]
    rows: Mapping[str, int] | None


def text_from_build(summary: BuildSummary, language: str) -> str:
    """Lines for a terminal."""
    return "".join(f"{shown(line.in_language(language))}\n" for line in _lines(summary))


def _lines(summary: BuildSummary) -> Iterator[Words]:
    for path, mistakes in summary.broken:
        yield _broken(path, mistakes)
    for name, paths in summary.same_name.items():
        yield _SAME_NAME.filled({"name": name, "paths": ", ".join(paths)})
    numbers = {"cases": summary.cases, "made": summary.made, "kept": summary.kept}
    yield _BUILT.filled({"output": summary.output, **{key: str(n) for key, n in numbers.items()}})
    if summary.rows is None:
        yield _MORE
    else:
        counts = " · ".join(f"{table} {count:,}" for table, count in summary.rows.items())
        yield _ROWS.filled({"rows": counts})


def text_of_broken(path: str, mistakes: Sequence[str], language: str) -> str:
    """One line about a file that could not be built."""
    return shown(_broken(path, mistakes).in_language(language))


def _broken(path: str, mistakes: Sequence[str]) -> Words:
    few = ", ".join(mistakes[:_MOST_MISTAKES])
    more = " …" if len(mistakes) > _MOST_MISTAKES else ""
    return _BROKEN.filled({"path": path, "mistakes": few + more})
