"""Known mistakes, planted in synthetic cases: each a line, and the code that reports it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Final

from vcc.synth.draw import Drawn

_SORT: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Defect:
    """A mistake: a line of a case with places (`{actor}`) for what the case declares."""

    code: str
    line: str

    def fits(self, drawn: Drawn) -> bool:
        """Whether the case declares all that the line is about."""
        return all(drawn.declared.get(sort) for sort in _SORT.findall(self.line))


@cache
def defects() -> tuple[Defect, ...]:
    """The mistakes that can be planted."""
    text = files("vcc.synth").joinpath("defects.toml").read_text(encoding="utf-8")
    return tuple(Defect(one["code"], one["line"]) for one in tomllib.loads(text)["defect"])


def with_defect(drawn: Drawn, defect: Defect, random: Random) -> tuple[str, int]:
    """The text of the case with the mistake in it, and the line on which it stands.

    A thing that is named anywhere in the line is the same everywhere in it.

    Raises:
        ValueError: if the case declares nothing of a sort that the line is about.
    """
    if not defect.fits(drawn):
        raise ValueError(f"{drawn.name} declares nothing for: {defect.line}")
    chosen = {sort: random.choice(drawn.declared[sort]) for sort in _SORT.findall(defect.line)}
    line = _SORT.sub(lambda match: chosen[match[1]], defect.line)
    # At the end: of two declarations of a name, the second is the wrong one.
    parts = (drawn.head, *drawn.statements, f"  {line}")
    number = sum(part.count("\n") + 1 for part in parts)
    return "\n".join((*parts, "}")) + "\n", number
