"""What `vcc build` did, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vcc.render.characters import shown
from vcc.source.diagnostic import Words

_BUILT: Final = Words(
    "{cases} cases in {output}: {made} partitions made, {kept} up to date",
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


def text_from_build(
    output: str,
    *,
    cases: int,
    partitions: tuple[int, int],
    is_whole: bool,
    rows: Mapping[str, int],
    broken: Sequence[tuple[str, Sequence[str]]],
    same_name: Mapping[str, Sequence[str]],
    language: str,
) -> str:
    """Lines for a terminal. `partitions` are how many were made and kept; `broken` are paths
    with their mistakes (`CODE file:line`), `same_name` the paths of every name in use twice."""

    def lines() -> Iterator[Words]:
        yield from (_broken(path, mistakes) for path, mistakes in broken)
        for name, paths in same_name.items():
            yield _SAME_NAME.filled({"name": name, "paths": ", ".join(paths)})
        made, kept = map(str, partitions)
        yield _BUILT.filled({"cases": str(cases), "output": output, "made": made, "kept": kept})
        if is_whole:
            counts = " · ".join(f"{table} {count:,}" for table, count in rows.items())
            yield _ROWS.filled({"rows": counts})
        else:
            yield _MORE

    return "".join(shown(line.in_language(language)) + "\n" for line in lines())


def text_of_broken(path: str, mistakes: Sequence[str], language: str) -> str:
    """One line about a file that could not be built."""
    return shown(_broken(path, mistakes).in_language(language))


def _broken(path: str, mistakes: Sequence[str]) -> Words:
    few = ", ".join(mistakes[:_MOST_MISTAKES])
    more = " …" if len(mistakes) > _MOST_MISTAKES else ""
    return _BROKEN.filled({"path": path, "mistakes": few + more})
