"""A name belongs to one rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vcc.program import mistakes
from vcc.program.syntax import Rule
from vcc.source.diagnostic import Diagnostic, Related


def check_names(rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    """Report every second rule of a name, with the place of the first."""
    first: dict[str, Rule] = {}
    for rule in rules:
        if not rule.id:
            continue
        other = first.setdefault(rule.id, rule)
        if other is not rule:
            place = Related(mistakes.FIRST_HERE, other.name_span or other.span)
            span = rule.name_span or rule.span
            yield mistakes.SAME_NAME.at(span, (place,), found=rule.id)
