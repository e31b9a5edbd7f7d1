"""Settings as people read and write them: TOML, with a line about where they come from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from vcc.render.characters import shown
from vcc.source.diagnostic import Words

Value = str | Sequence[str] | Mapping[str, "str | Sequence[str]"] | None
_FOR: Final = Words("settings for {path}", "{path} 的设置")
_FROM: Final = Words("from {files}", "来自 {files}")
_NOWHERE: Final = Words("no configuration: the defaults", "没有设置文件，均为默认值")
_UNSET: Final = Words("not set", "未设置")


def text_from_settings(
    path: str, files: Sequence[str], values: Mapping[str, Value], language: str
) -> str:
    """A TOML document of the values that hold for a path; `files` are where they come from."""
    source = _FROM.filled({"files": ", ".join(files)}) if files else _NOWHERE
    lines = [
        f"# {shown(_FOR.filled({'path': path}).in_language(language))}",
        f"# {shown(source.in_language(language))}",
    ]
    tables = []
    for key, value in values.items():
        if value is None:
            lines.append(f"# {key}: {_UNSET.in_language(language)}")
        elif isinstance(value, Mapping):
            tables += ["", f"[{key}]", *(f"{_text(k)} = {_value(v)}" for k, v in value.items())]
        else:
            lines.append(f"{key} = {_value(value)}")
    return "\n".join([*lines, *tables]) + "\n"


def _value(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return _text(value)
    return "[" + ", ".join(_text(each) for each in value) + "]"


def _text(text: str) -> str:
    """A basic string of TOML, which JSON's are too (but for DEL)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
