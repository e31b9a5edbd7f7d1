"""What the standard lacks, for those who want the standard only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vcc.program import mistakes
from vcc.program.syntax import Rule
from vcc.source.diagnostic import Diagnostic


def check_standard(rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    """Report every use of our extension."""
    for rule in rules:
        for aggregate in rule.aggregates:
            yield mistakes.AGGREGATE_NOT_STANDARD.at(aggregate.span, found=aggregate.function)
