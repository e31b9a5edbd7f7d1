"""What can be asked for, by section: all of it where it is little, else how to say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from vcc.findings.lacks import Askable
from vcc.render.words import labelled
from vcc.render.wrap import wrapped
from vcc.source.diagnostic import Words

_FEW: Final = 8  # ids of a section that are all shown
_SOME: Final = 3  # ids of a larger one
_HEAD: Final = Words(
    "What does not follow, but could: {count} questions. All of a section: "
    "--list with the word before the colon.",
    "尚未推得但可能推得之项：共 {count} 问。查看某栏目全部：--list 加冒号前的词。",
)
_COUNT: Final = Words("{title} ({count})", "{title}（{count}）")
_PLACE: Final = re.compile(r"\{@?(\w+)\}")


def text_from_sections(sections: Iterable[Askable], language: str, width: int) -> str:
    """Each section in a few lines."""
    told = tuple(sections)
    count = sum(len(section.ids) for section in told)
    lines = wrapped(_HEAD.filled({"count": str(count)}).in_language(language), width)
    for section in told:
        lines += ["", *_section(section, language, width)]
    return "\n".join(lines)


def _section(section: Askable, language: str, width: int) -> Iterator[str]:
    title = _COUNT.filled({"title": section.title, "count": str(len(section.ids))})
    yield from wrapped(title.in_language(language), width)
    if len(section.ids) <= _FEW:
        for id in section.ids:
            yield from wrapped(id, width, "  ", "    ")
        return
    pattern = _PLACE.sub(lambda found: found[1].upper(), section.pattern.replace("{@", "@{"))
    if "{object}" not in section.pattern:
        pattern += "=OBJECT"
    plain = [id for id in section.ids if id.count("=") <= pattern.count("=")] or section.ids
    some = ", ".join(plain[:: max(1, len(plain) // _SOME)][:_SOME])
    yield from wrapped(
        labelled(Words(pattern, pattern), f"{some}, …", language), width, "  ", "    "
    )
