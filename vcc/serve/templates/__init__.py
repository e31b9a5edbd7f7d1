"""Templates that escape everything, and what all pages have in common."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from vcc.serve.words import NAMES, WORDS

if TYPE_CHECKING:
    from jinja2 import Environment


def rendered(template: str, language: str, title: str, /, **values: Any) -> str:
    """A page; `kept` are parameters that stay when a reader changes the language."""
    other = "zh" if language == "en" else "en"
    kept = values.pop("kept", {})
    return (
        _environment()
        .get_template(template)
        .render(
            language=language,
            title=title,
            other=other,
            other_name=NAMES[other],
            keep=f"&{urlencode(kept)}" if kept else "",
            say=lambda name: WORDS[name].in_language(language),
            **values,
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("vcc.serve", "templates"),
        autoescape=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
