"""The keys of a configuration: what each takes, and its value as `Settings` holds it.

`vcc/render/schemas/settings.schema.json` says the same to editors; a test keeps both alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from vcc.evidence.statements import KINDS, kind_from_word
from vcc.library.patterns import Pattern, absolute, is_pattern
from vcc.source.diagnostic import LANGUAGES, Severity, Words

Value = Any  # what TOML holds
_LEVELS: Final = {str(severity): severity for severity in Severity}
_LEVEL_NAMES: Final = ", ".join(f'"{name}"' for name in reversed(_LEVELS))
_EVERY_KIND: Final = ("all", "全部")

_TEXT: Final = Words("a text", "一个文本")
_TEXTS: Final = Words("a list of texts", "文本列表")
_PATH: Final = Words("a path", "一个路径")
_PATHS: Final = Words("a list of paths", "路径列表")
_PATTERNS: Final = Words(
    'a list of patterns of files, such as ["drafts", "cases/*.vcc"]',
    '文件模式列表，例如 ["drafts", "cases/*.vcc"]',
)
_CODES: Final = Words(
    'a list of codes or their beginnings, such as ["S24", "gap"]',
    '代码或其开头的列表，例如 ["S24", "gap"]',
)
_LEVEL: Final = Words(f"one of {_LEVEL_NAMES}", f"以下之一：{_LEVEL_NAMES}")
_LANGUAGE: Final = Words('"en" or "zh"', '"en" 或 "zh"')
_LEVEL_TABLE: Final = Words(
    f"a table of codes, each with one of {_LEVEL_NAMES}",
    f"代码表，每个代码对应以下之一：{_LEVEL_NAMES}",
)
_IGNORES: Final = Words(
    "a table of patterns of files, each with a list of codes", "文件模式表，每个模式对应代码列表"
)
_KINDS: Final = Words(
    'a list of kinds of statements, such as ["actors", "interactions"], or ["all"]',
    '陈述种类列表，例如 ["主体", "互动"]，或 ["全部"]',
)


class WrongValue(Exception):
    """A value that a key does not take; `expected` says what it takes."""

    def __init__(self, expected: Words) -> None:
        super().__init__(expected.en)
        self.expected = expected


def _text(value: Value, _folder: Path) -> str:
    _checked(isinstance(value, str) and bool(value.strip()), _TEXT)
    return str(value)


def _path(value: Value, folder: Path) -> Path:
    _checked(isinstance(value, str) and bool(value.strip()), _PATH)
    return absolute(folder / value)


def _texts(value: Value, _folder: Path) -> tuple[str, ...]:
    return _list(value, _TEXTS)


def _paths(value: Value, folder: Path) -> tuple[Path, ...]:
    return tuple(_path(each, folder) for each in _list(value, _PATHS))


def _patterns(value: Value, folder: Path) -> tuple[Pattern, ...]:
    globs = _list(value, _PATTERNS)
    _checked(all(map(is_pattern, globs)), _PATTERNS)
    return tuple(Pattern(folder, glob) for glob in globs)


def _codes(value: Value, _folder: Path) -> tuple[str, ...]:
    return _list(value, _CODES)


def _kinds(value: Value, _folder: Path) -> tuple[str, ...]:
    words = _list(value, _KINDS)
    if any(word in _EVERY_KIND for word in words):
        return tuple(KINDS)
    kinds = [kind_from_word(word) for word in words]
    _checked(all(kinds), _KINDS)
    return tuple(kind for kind in kinds if kind)


def _level(value: Value, _folder: Path) -> Severity:
    _checked(isinstance(value, str) and value in _LEVELS, _LEVEL)
    return _LEVELS[value]


def _language(value: Value, _folder: Path) -> str:
    _checked(isinstance(value, str) and value in LANGUAGES, _LANGUAGE)
    return str(value)


def _levels(value: Value, _folder: Path) -> tuple[tuple[str, Severity], ...]:
    _checked(isinstance(value, dict), _LEVEL_TABLE)
    known = all(isinstance(level, str) and level in _LEVELS for level in value.values())
    _checked(known and all(value), _LEVEL_TABLE)
    return tuple((code, _LEVELS[level]) for code, level in value.items())


def _ignores(value: Value, folder: Path) -> tuple[tuple[Pattern, tuple[str, ...]], ...]:
    _checked(isinstance(value, dict), _IGNORES)
    _checked(all(map(is_pattern, value)), _IGNORES)
    return tuple((Pattern(folder, glob), _list(codes, _IGNORES)) for glob, codes in value.items())


def _list(value: Value, expected: Words) -> tuple[str, ...]:
    is_list = isinstance(value, list)
    _checked(is_list and all(isinstance(v, str) and v.strip() for v in value), expected)
    return tuple(value)


def _checked(is_right: bool, expected: Words) -> None:
    if not is_right:
        raise WrongValue(expected)


# What reads the value of each key, from the folder of the file that has it.
READERS: Final[Mapping[str, Callable[[Value, Path], Any]]] = {
    "extend": _text,
    "required-version": _text,
    "include": _patterns,
    "exclude": _patterns,
    "select": _codes,
    "ignore": _codes,
    "extend-select": _codes,
    "per-file-ignores": _ignores,
    "severity": _levels,
    "fail-on": _level,
    "frameworks": _paths,
    "readings": _texts,
    "language": _language,
    "baseline": _path,
    "require-evidence": _kinds,
}
# Keys of a file, not of what holds in the end.
OF_THE_FILE: Final = frozenset({"extend", "required-version"})
# Where a file adds to what it extends, instead of taking its place.
ADDED: Final = frozenset({"extend-select"})
MERGED: Final = frozenset({"severity", "per-file-ignores"})
