"""The keys of a configuration: what each takes, and its value as `Settings` holds it.

`vcc/render/schemas/settings.schema.json` says the same to editors; a test keeps both alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from vcc.evidence.statements import KINDS, kind_from_word
from vcc.findings.questions import Shown
from vcc.library.patterns import Pattern, absolute, is_pattern
from vcc.source.diagnostic import LANGUAGES, Severity, Words

Value = Any  # what TOML holds
_Item = TypeVar("_Item")
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
_PATTERN: Final = Words("a pattern of files", "一个文件模式")
_CODES: Final = Words(
    'a list of codes or their beginnings, such as ["S24", "gap"]',
    '代码或其开头的列表，例如 ["S24", "gap"]',
)
_LEVEL: Final = Words(f"one of {_LEVEL_NAMES}", f"以下之一：{_LEVEL_NAMES}")
_WAYS: Final = ", ".join(f'"{way}"' for way in Shown)
_QUESTIONS: Final = Words(f"one of {_WAYS}", f"以下之一：{_WAYS}")
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


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that does not go: the value at a key of a table (`path`: none, the value itself),
    what is `expected` there, and the text in it because of which it does not."""

    value: Value
    expected: Words
    path: tuple[str, ...] = ()
    text: str = ""


class WrongValue(Exception):
    """A value that a key does not take; `rest` is what is right in it, None for nothing."""

    def __init__(self, wrongs: Sequence[Wrong], rest: Any = None) -> None:
        super().__init__(wrongs[0].expected.en)
        self.wrongs = wrongs
        self.rest = rest


def _text(value: Value, _folder: Path) -> str:
    _checked(isinstance(value, str) and bool(value.strip()), value, _TEXT)
    return str(value)


def _path(value: Value, folder: Path) -> Path:
    _checked(isinstance(value, str) and bool(value.strip()), value, _PATH)
    return absolute(folder / value)


def _texts(value: Value, _folder: Path) -> tuple[str, ...]:
    return _list(value, _TEXTS)


def _paths(value: Value, folder: Path) -> tuple[Path, ...]:
    return tuple(_path(each, folder) for each in _list(value, _PATHS))


def _patterns(value: Value, folder: Path) -> tuple[Pattern, ...]:
    globs = _list(value, _PATTERNS)
    _each(globs, is_pattern, value, _PATTERNS)
    return tuple(Pattern(folder, glob) for glob in globs)


def _codes(value: Value, _folder: Path) -> tuple[str, ...]:
    return _list(value, _CODES)


def _kinds(value: Value, _folder: Path) -> tuple[str, ...]:
    words = _list(value, _KINDS)
    if any(word in _EVERY_KIND for word in words):
        return tuple(KINDS)
    _each(words, kind_from_word, value, _KINDS)
    return tuple(kind for kind in map(kind_from_word, words) if kind)


def _level(value: Value, _folder: Path) -> Severity:
    _checked(isinstance(value, str) and value in _LEVELS, value, _LEVEL)
    return _LEVELS[value]


def _language(value: Value, _folder: Path) -> str:
    _checked(isinstance(value, str) and value in LANGUAGES, value, _LANGUAGE)
    return str(value)


def _questions(value: Value, _folder: Path) -> Shown:
    _checked(isinstance(value, str) and value in tuple(Shown), value, _QUESTIONS)
    return Shown(value)


def _levels(value: Value, folder: Path) -> tuple[tuple[str, Severity], ...]:
    def level_of(code: str, level: Value) -> tuple[str, Severity]:
        _checked(bool(code), value, _LEVEL_TABLE)
        return code, _level(level, folder)

    return _table(value, _LEVEL_TABLE, level_of)


def _ignores(value: Value, folder: Path) -> tuple[tuple[Pattern, tuple[str, ...]], ...]:
    def codes_of(glob: str, codes: Value) -> tuple[Pattern, tuple[str, ...]]:
        _checked(is_pattern(glob), glob, _PATTERN)
        return Pattern(folder, glob), _list(codes, _CODES)

    return _table(value, _IGNORES, codes_of)


def _table(value: Value, expected: Words, read: Callable[[str, Value], _Item]) -> tuple[_Item, ...]:
    """The items of a table; everything wrong with them is said at once."""
    _checked(isinstance(value, dict), value, expected)
    found: list[_Item] = []
    wrongs: list[Wrong] = []
    for key, each in value.items():
        try:
            found.append(read(key, each))
        except WrongValue as wrong:
            wrongs += (replace(one, path=(key,)) for one in wrong.wrongs)
    if wrongs:
        raise WrongValue(wrongs, tuple(found))
    return tuple(found)


def _list(value: Value, expected: Words) -> tuple[str, ...]:
    _checked(isinstance(value, list), value, expected)
    right = tuple(each for each in value if isinstance(each, str) and each.strip())
    if len(right) < len(value):
        raise WrongValue([Wrong(value, expected)], right)
    return tuple(value)


def _each(
    texts: Iterable[str], is_right: Callable[[str], object], value: Value, expected: Words
) -> None:
    wrong = [text for text in texts if not is_right(text)]
    if wrong:
        raise WrongValue([Wrong(value, expected, text=text) for text in wrong[:1]])


def _checked(is_right: bool, value: Value, expected: Words) -> None:
    if not is_right:
        raise WrongValue([Wrong(value, expected)])


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
    "questions": _questions,
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
