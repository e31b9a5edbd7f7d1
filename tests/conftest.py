"""What every test may use: the repository, the folder of shared material, and its counting."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from vcc.engine.machine import ROWS_VARIABLE, machine

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("VCC_SHARED", REPOSITORY.parent / "shared"))

# Who runs the tests in the background may ignore Ctrl-C, and then all children do as well.
if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    and threading.current_thread() is threading.main_thread()
):
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the shared folder, with the reason, where that folder is not."""
    if SHARED.is_dir():
        return
    skip = pytest.mark.skip(reason="needs the team's shared folder beside the checkout")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The team's shared folder (papers' claims, conformance data); only for `shared` tests."""
    return SHARED


@pytest.fixture(scope="module", params=["machine", "python"])
def rows(request: pytest.FixtureRequest) -> Iterator[str]:
    """The *rows* executor in both of its forms, one after the other: the compiled machine, where
    there is one, and the generated functions."""
    if request.param == "machine" and machine() is None:
        pytest.skip("the machine is not compiled: pip install -e . compiles it with a C compiler")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "python":
            patch.setenv(ROWS_VARIABLE, "python")
        yield request.param
