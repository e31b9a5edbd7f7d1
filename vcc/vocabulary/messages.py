"""Message templates of ontology and rules: `{name}` stands for a label, `{is|are}` for a number.

`{one|many}` is the form for how many things the message is about; `{?n:one|many}` is the form for
the number that the variable `?n` of the rule stands for. Chinese needs neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_FORMS: Final = re.compile(r"\{(?:(?P<variable>\?\w+):)?(?P<one>[^{}|:]*)\|(?P<many>[^{}|]*)\}")
_ONE: Final = "1"


def in_number(
    template: str, count: int | None = 1, numbers: Mapping[str, str] | None = None
) -> str:
    """The template with each pair of forms replaced by the one that its number asks for.

    `count` is how many things the message is about (None: not yet known, its forms stay);
    `numbers` are digits by variable (`?n`).
    """

    def form(match: re.Match[str]) -> str:
        variable = match["variable"]
        if variable is None and count is None:
            return match[0]
        number = str(count) if variable is None else (numbers or {}).get(variable, "")
        return match["one"] if number == _ONE else match["many"]

    return _FORMS.sub(form, template) if "|" in template else template
