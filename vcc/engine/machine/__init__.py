"""The *rows* executor, compiled: rules over numbered terms, run by a machine written in Cython.

What the generated functions do to dictionaries, the machine does to tables of numbers, in about a
quarter of the time. It is compiled where vcc is installed, if there is a C compiler; without it, or
where `VCC_ROWS=python` says so, the generated functions run. The results are the same. After a
change of its sources they run until `pip install -e .` has compiled it again.

    Pipeline → code.py (assembler.py) → Assembly, kept with the theory → Theory → Run, for each case
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from zlib import crc32

if TYPE_CHECKING:
    from vcc.engine.machine.interface import Machine

ROWS_VARIABLE: Final = "VCC_ROWS"  # `python`: the generated functions, whatever is installed
PYTHON: Final = "python"
_HERE: Final = Path(__file__).parent


def machine() -> Machine | None:
    """The compiled module; None where there is none, or another one is asked for."""
    return None if os.environ.get(ROWS_VARIABLE) == PYTHON else _compiled()


@lru_cache(maxsize=1)
def _compiled() -> Machine | None:
    """The module, if it was compiled of the sources that stand here: in a checkout they may have
    changed since."""
    try:
        found = import_module("vcc.engine.machine._machine")
    except ImportError:
        return None
    return cast("Machine", found) if sum_of_sources() == found.SOURCES else None


def sum_of_sources() -> int:
    """A checksum of what the module is compiled of."""
    sources = (*sorted(_HERE.glob("*.pyx")), *sorted(_HERE.glob("*.pxi")))
    found = 0
    for source in sources:
        found = crc32(source.read_bytes(), found)
    return found
