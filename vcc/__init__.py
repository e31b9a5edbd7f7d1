"""vcc: value co-creation cases as code.

import vcc

case = vcc.load("examples/01-xiaomi/xiaomi.vcc")
case.check()             # mistakes and findings
case.analyse()           # every conclusion, with its reasons
case.explain("logic")    # the proof of one of them
case.graph()             # an rdflib graph
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from vcc.api import Case

from vcc.source.diagnostic import Severity, SourceErrors

__version__ = "0.1.0"
__all__ = ["Severity", "SourceErrors", "__version__", "load"]


def load(
    path: str | PathLike[str],
    *,
    frameworks: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
) -> Case:
    """Read one case file; `frameworks` are folders of frameworks to use besides what ships.

    Raises:
        SourceErrors: with every mistake of its text, if it has any; also
            where the file cannot be read, or a folder is no framework.
    """
    from vcc.api import case_from_file

    return case_from_file(path, frameworks)
