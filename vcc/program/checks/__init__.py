"""What a rule must satisfy beyond syntax: one check a file, their order in one tuple."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from vcc.program.checks.aggregates import check_aggregates
from vcc.program.checks.functions import check_functions
from vcc.program.checks.names import check_names
from vcc.program.checks.standard import check_standard
from vcc.program.checks.wellformed import check_wellformed
from vcc.program.syntax import Rule
from vcc.source.diagnostic import Diagnostic

Check = Callable[[Sequence[Rule]], Iterator[Diagnostic]]

CHECKS: Final[tuple[Check, ...]] = (
    check_names,
    check_functions,
    check_wellformed,
    check_aggregates,
)


def checked(rules: Sequence[Rule], strict_standard: bool) -> Iterable[Diagnostic]:
    """Every mistake that any check finds; `strict_standard` refuses our extension as well."""
    for check in (*CHECKS, check_standard) if strict_standard else CHECKS:
        yield from check(rules)
