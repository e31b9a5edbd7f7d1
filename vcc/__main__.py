"""`python -m vcc` and the `vcc` command."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress
from typing import Final, NoReturn

# One run makes millions of objects, few of them garbage: looking for it seldom saves a fifth of
# the time and costs some memory.
_OBJECTS_BETWEEN_SEARCHES: Final = 500_000


def main() -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES, 20, 20)
    try:
        from vcc.cli.main import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    _leave(code)


def _leave(code: int) -> NoReturn:
    """End the process without taking its objects apart one by one, which takes a fifth of a check.

    What others have asked to be done at the end is done; where a thread still runs, or somebody
    watches (a profiler), the end is the usual one.
    """
    if threading.active_count() > 1 or sys.getprofile() or sys.gettrace():
        sys.exit(code)
    atexit._run_exitfuncs()  # noqa: SLF001 (there is no other name for it)
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None: it was closed before
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
