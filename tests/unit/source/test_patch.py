"""Patches are for `patch -p0` and `git apply -p0`, whatever the name and the line ends are."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from vcc.source.patch import unified_patch

BEFORE = "一\ntwo\n\fthree\n"
AFTER = "一\nTWO\n\fthree\nfour"
NAMES = (
    "a.vcc",
    "my case.vcc",
    "a b'c\"d 😀.vcc",
    '"q.vcc',
    "back\\slash.vcc",
    "案例.vcc",
    "t\tb.vcc",
)
PROGRAMS = {"patch": ["patch", "-p0"], "git": ["git", "apply", "-p0"]}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no BOM", "BOM"])
def test_a_patch_applies(tmp_path: Path, program: str, name: str, end: str, mark: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed, which would apply the patch")
    before, after = (mark + text.replace("\n", end) for text in (BEFORE, AFTER))
    path = tmp_path / name
    path.write_bytes(before.encode())
    written = unified_patch(before, after, name).encode()
    subprocess.run(PROGRAMS[program], input=written, cwd=tmp_path, check=True, capture_output=True)
    assert path.read_bytes() == after.encode()


def test_what_is_the_same_has_no_patch() -> None:
    assert unified_patch(BEFORE, BEFORE, "a.vcc") == ""
