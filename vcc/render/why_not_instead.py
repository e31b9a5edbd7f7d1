"""What follows in place of what was asked for: what leads, by which count, and what speaks for
it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcc.findings.lacks import Instead, Otherwise, Would
from vcc.findings.model import Conclusion
from vcc.render.characters import shown
from vcc.render.colour import Colour
from vcc.render.evidence import places
from vcc.render.marks import object_text
from vcc.render.why_not_lines import Line
from vcc.render.words import BECAUSE, DASH, labelled, listing, predicated
from vcc.source.diagnostic import Words

_INSTEAD: Final = Words("what follows instead", "实际推得")
_BETWEEN: Final = " · "
_ROWS: Final = Words(
    "What speaks for something else, or for nothing, and what would speak for {asked}:",
    "以下各项指向别处或空缺，以及何者会指向{asked}：",
)
_OPEN: Final = Words("open, nothing is told of it", "空缺，案例未述及")
_WOULD: Final = Words("it would take", "须为")


def lines_of_instead(instead: Instead, language: str) -> Iterator[Line]:
    """What follows and why, the numbers behind it, then what does not speak for what was asked."""
    yield from lines_of_verdict(instead, language)
    for count in instead.counts:
        if len({object_text(c, language) for c in count}) > 1:  # else it decides nothing
            values = (f"{_column(c, language)} {object_text(c, language)}" for c in count)
            label = count[0].predicate.label
            yield Line(1, "", labelled(label, _BETWEEN.join(values), language))
    if instead.otherwise:
        heading = _ROWS.filled({"asked": instead.asked}).in_language(language)
        yield Line(0, "", shown(heading), Colour.STRONG)
    for row in instead.otherwise:
        yield from _row(row, language)


def lines_of_verdict(instead: Instead, language: str) -> Iterator[Line]:
    """What follows, and why."""
    told = _BETWEEN.join(_told(c, language) for c in instead.follows)
    yield Line(0, "", labelled(_INSTEAD, told, language), Colour.WARNING)
    reasons = dict.fromkeys(c.reason for c in instead.follows if c.reason is not None)
    for reason in reasons:
        yield Line(1, "", labelled(BECAUSE, shown(reason.in_language(language)), language))


def _told(conclusion: Conclusion, language: str) -> str:
    return predicated(conclusion.predicate.label, object_text(conclusion, language), language)


def _column(conclusion: Conclusion, language: str) -> str:
    return shown(conclusion.column.label.in_language(language)) if conclusion.column else ""


def _row(row: Otherwise, language: str) -> Iterator[Line]:
    """What a row speaks for, with its lines; below it, with what it would speak for the other."""
    columns = [shown(column.label.in_language(language)) for column in row.columns]
    told = listing(columns, language) if columns else _OPEN.in_language(language)
    where = f" ({places(row.evidence)})" if row.evidence else ""
    mark = "✗ " if columns else "? "
    yield Line(1, mark, labelled(row.row.label, told, language) + where, Colour.WARNING)
    for would in row.would:
        yield Line(2, "", labelled(_WOULD, _would(would, language), language))
    if row.hint is not None:
        yield Line(2, "→ ", shown(row.hint.in_language(language)))


def _would(would: Would, language: str) -> str:
    label = shown(would.node.label.in_language(language))
    definition = shown(would.definition.in_language(language))
    told = label + DASH.in_language(language) + definition if definition else label
    return f"{told} [{would.id}]"
