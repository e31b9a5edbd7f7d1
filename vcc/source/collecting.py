"""Python's search for garbage, put off where nothing is garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_gc() -> Iterator[None]:
    """Do something short without looking for cycles among all that there is.

    What is built meanwhile is needed to the end, and what is not goes by its counts of references:
    a search, of the whole theory at that, takes up to half the time and finds nothing.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
