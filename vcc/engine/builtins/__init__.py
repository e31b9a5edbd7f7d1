"""The built-in functions: terms in, a term out, `ExpressionError` where there is no value.

To add one: a function in the module of its subject, a row in that module's table, and its number
of arguments in `program/functions.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vcc.engine.builtins.casts import CASTS
from vcc.engine.builtins.dates import DATES
from vcc.engine.builtins.numbers import NUMBERS
from vcc.engine.builtins.strings import STRINGS
from vcc.engine.builtins.terms import TERMS

BUILTINS: Final[dict[str, Callable[..., str]]] = {**TERMS, **NUMBERS, **STRINGS, **DATES, **CASTS}
