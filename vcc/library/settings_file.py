"""A configuration file → the values that it gives; everything wrong with it is said at once."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from vcc.library.settings_codes import (
    BAD_TOML,
    NO_CONFIGURATION,
    OTHER_VERSION,
    UNKNOWN_KEY,
    WRONG_VALUE,
)
from vcc.library.settings_keys import OF_THE_FILE, READERS, Wrong, WrongValue
from vcc.library.toml_places import place_of, place_of_error
from vcc.source.diagnostic import Diagnostic, SourceErrors, Words
from vcc.source.text import SourceText, Span

OWN_NAME: Final = "vcc.toml"
PROJECT: Final = "pyproject.toml"
TABLE: Final = ("tool", "vcc")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_SHOWN: Final = 60
_DID_YOU_MEAN: Final = Words("did you mean `{near}`?", "是否想写“{near}”？")
_ALL_KEYS: Final = Words("settings: {keys}", "可用的设置项：{keys}")
_NOT_TEXT: Final = Words("it is not UTF-8 text", "不是 UTF-8 文本")
_A_VERSION: Final = Words(
    'a version or comparison, such as ">=0.1"', '版本或版本比较，例如 ">=0.1"'
)


@dataclass(frozen=True)
class Given:
    """What one file gives: the values by key, read; `extend` is the file that it extends.
    `mistakes` is what is wrong with the others."""

    source: SourceText = field(repr=False)
    prefix: tuple[str, ...]
    values: Mapping[str, Any]
    extend: str | None = None
    mistakes: tuple[Diagnostic, ...] = ()

    def place(self, key: str, value: str = "") -> Span | None:
        """Where a key stands, or a text in its value."""
        return place_of(self.source, (*self.prefix, key), value)


def settings_in(path: Path, version: str) -> Given | None:
    """What a file gives; None for a `pyproject.toml` that does not speak of vcc.

    `version` is the one that runs.

    Raises:
        SourceErrors: if it cannot be read at all.
    """
    source = _read(path)
    prefix = TABLE if path.name == PROJECT else ()
    try:
        table: Any = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        if prefix and "tool.vcc" not in source.text:
            return None  # somebody else's affair
        place = place_of_error(source, str(error))
        raise SourceErrors([BAD_TOML.at(place, path=called(path), problem=str(error))]) from None
    for name in prefix:
        table = table.get(name) if isinstance(table, dict) else None
    if table is None:
        return None
    return _given(source, prefix, table, path, version)


def called(path: Path) -> str:
    """What people call a configuration: its path from where they are, if it is below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _read(path: Path) -> SourceText:
    try:
        return SourceText(called(path), path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as error:
        reason: str | Words = error.strerror or type(error).__name__
    except UnicodeDecodeError:
        reason = _NOT_TEXT
    raise SourceErrors([NO_CONFIGURATION.at(None, path=called(path), reason=reason)])


def _given(
    source: SourceText, prefix: tuple[str, ...], table: Any, path: Path, version: str
) -> Given:
    found: dict[str, Any] = {}
    mistakes: list[Diagnostic] = []
    given = Given(source, prefix, found)
    if not isinstance(table, dict):
        place = place_of(source, prefix)
        value = WRONG_VALUE.at(
            place, key=".".join(prefix), value=_shown(table), expected=_a_table()
        )
        raise SourceErrors([value])
    for key, value in table.items():
        reader = READERS.get(key)
        if reader is None:
            mistakes.append(UNKNOWN_KEY.at(given.place(key), key=key, repair=_repair(key)))
            continue
        try:
            found[key] = reader(value, path.absolute().parent)
        except WrongValue as wrong:
            mistakes += (_wrong(given, key, each) for each in wrong.wrongs)
            if wrong.rest is not None:
                found[key] = wrong.rest
    mistakes += _version(given, version)
    values = {key: value for key, value in found.items() if key not in OF_THE_FILE}
    return Given(source, prefix, values, found.get("extend"), tuple(mistakes))


def _wrong(given: Given, key: str, wrong: Wrong) -> Diagnostic:
    """A value that does not go, at the innermost key or text that is to blame."""
    place = place_of(given.source, (*given.prefix, key, *wrong.path), wrong.text)
    called = ".".join((key, *map(_as_key, wrong.path)))
    return WRONG_VALUE.at(place, key=called, value=_shown(wrong.value), expected=wrong.expected)


def _as_key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _version(given: Given, version: str) -> Iterator[Diagnostic]:
    """What is wrong with the version that the file requires."""
    required = given.values.get("required-version")
    if required is None:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    place = given.place("required-version")
    written = required if required.lstrip()[:1] in "<>=!~" else f"=={required}"
    try:
        fits = SpecifierSet(written).contains(version, prereleases=True)
    except InvalidSpecifier:
        shown = _shown(required)
        yield WRONG_VALUE.at(place, key="required-version", value=shown, expected=_A_VERSION)
    else:
        if not fits:
            yield OTHER_VERSION.at(place, required=required, version=version)


def _repair(key: str) -> Words:
    near = get_close_matches(key.replace("_", "-").lower(), READERS, 1)
    words, said = (_DID_YOU_MEAN, near[0]) if near else (_ALL_KEYS, ", ".join(READERS))
    return words.filled({"near": said, "keys": said})


def _shown(value: object) -> str:
    """A value as TOML has it."""
    text = _in_toml(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _in_toml(value: object) -> str:
    if isinstance(value, dict):
        items = (f"{_as_key(key)} = {_in_toml(each)}" for key, each in value.items())
        return f"{{ {', '.join(items)} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_in_toml, value))}]"
    if isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _a_table() -> Words:
    return Words("a table", "一个表")
