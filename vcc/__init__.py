"""vcc: value co-creation cases as code.

import vcc

case = vcc.load("examples/01-xiaomi/xiaomi.vcc")
case.check()             # mistakes and findings
case.analyse()           # every conclusion, with its reasons
case.why("logic")        # the proof of one of them; why_not, repair and what_if ask further
case.sensitivity()       # what each conclusion stands or falls with
case.graph()             # an rdflib graph
vcc.compare(case, vcc.load("examples/02-bakery/bakery.vcc"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from vcc.api import Case
    from vcc.render.readable import ReadableAgreement, ReadableComparison

from vcc.source.diagnostic import Severity, SourceErrors

__version__ = "0.1.0"
__all__ = ["Severity", "SourceErrors", "__version__", "agreement", "compare", "load"]


def load(
    path: str | PathLike[str],
    *,
    frameworks: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
    readings: str | Iterable[str] = (),
) -> Case:
    """Read one case file.

    `frameworks` are folders of frameworks to use besides what ships; `readings` are words of
    choices to take where the papers can be read in more than one way (`vcc words reading`).

    >>> import vcc
    >>> vcc.load("examples/02-bakery/bakery.vcc", readings="by-field").language
    'zh'

    Raises:
        SourceErrors: with every mistake of its text, if it has any; also where the file cannot be
            read, a folder is no framework, or there is no such reading.
    """
    from vcc.api import case_from_file

    return case_from_file(path, frameworks, readings)


def compare(*cases: Case, by_phase: bool = False, versions: bool = False) -> ReadableComparison:
    """Cases beside each other in the model's own terms, or (`by_phase`) the periods of one case.

    Of versions of one case (all go by one name, or `versions`) it also tells which statements
    changed, and what follows otherwise because of each.

    >>> import vcc
    >>> bakery = vcc.load("examples/02-bakery/bakery.vcc")
    >>> found = vcc.compare(bakery, vcc.load("examples/04-metaverse/nike.vcc"))
    >>> [side.name for side in found.table.sides]
    ['街角面包房', 'nike']

    Raises:
        ValueError: if there are too few cases or periods, or `by_phase` and several cases.
    """
    from vcc.api import compare_cases

    return compare_cases(*cases, by_phase=by_phase, versions=versions)


def agreement(first: Case, second: Case) -> ReadableAgreement:
    """How far two codings of the same sources agree, and what that changes.

    >>> import vcc
    >>> bakery = vcc.load("examples/02-bakery/bakery.vcc")
    >>> vcc.agreement(bakery, bakery).disagreements
    ()
    """
    from vcc.api import agreement_of_codings

    return agreement_of_codings(first, second)
