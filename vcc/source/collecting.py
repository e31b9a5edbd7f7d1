"""Python's search for garbage, put off where nothing is garbage."""

from __future__ import annotations

import gc


class without_gc:  # noqa: N801 (used like a function; a generator takes three times as long)
    """Do something short without looking for cycles among all that there is.

    What is built meanwhile is needed to the end, and what is not goes by its counts of references:
    a search, of the whole theory at that, takes up to half the time and finds nothing.
    """

    __slots__ = ("_enabled",)

    def __enter__(self) -> None:
        self._enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._enabled:
            gc.enable()
