"""How an installation compiles the machine: a build hook for Hatchling, no part of vcc at work.

Where a C compiler is at hand, `_machine.pyx` becomes an extension module: beside its sources in
an editable installation, in the wheel in any other. Where that cannot be done, one line says why,
and the installation goes on without it: vcc then runs rules as Python functions that it generates.

`VCC_PURE=1` leaves the module out, as for a wheel that is to suit every system.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from zlib import crc32

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SOURCES: Final = Path(__file__).resolve().parent
_PACKAGE: Final = "vcc/engine/machine"
_NAME: Final = "_machine"
_BUILT: Final = "built"
# What a compiler says of the first thing that went wrong: the lines after it follow from it, and a
# command that failed is told with all its options.
_ERROR: Final = re.compile(r"^.*\berror: .*$", re.MULTILINE)
_LONGEST_REASON: Final = 120


class CannotCompile(Exception):
    """Why there is no compiled machine, in one line."""


class MachineHook(BuildHookInterface[Any]):
    """Compiles the machine before a wheel is packed or an editable installation is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the module, and say where it goes; a failure is told, and fails nothing."""
        # What is packed must stay until the wheel is written, so it is `finalize` that tidies up.
        self._scratch = TemporaryDirectory(prefix="vcc-machine-", ignore_cleanup_errors=True)
        editable = version == "editable"
        if os.environ.get("VCC_PURE", "0") not in {"", "0"}:
            if editable:
                _take_away()
            self.app.display_info("vcc: the machine is not compiled, as VCC_PURE asks")
            return
        try:
            module = _compiled(Path(self._scratch.name))
            if editable:
                _put_beside_its_sources(module)
        except (CannotCompile, OSError) as reason:
            self.app.display_warning(
                f"vcc: the machine is not compiled ({reason}): all works without it, slower"
            )
            return
        if not editable:
            build_data["force_include"][str(module)] = f"{_PACKAGE}/{module.name}"
            build_data["pure_python"] = False
            build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what was needed to make the module."""
        self._scratch.cleanup()


def _compiled(scratch: Path) -> Path:
    """The compiled module, made of a copy of its sources, so that nothing is left among them."""
    sources = [_SOURCES / f"{_NAME}.pyx", *sorted(_SOURCES.glob("*.pxi"))]
    copies = scratch / _PACKAGE
    copies.mkdir(parents=True)
    for path in sources:
        shutil.copyfile(path, copies / path.name)
    # A process of its own: compilers write to its streams, and it may end as it likes. `-P`, since
    # a script's folder would come before the standard library, and ours has a `code.py`.
    done = subprocess.run(  # noqa: S603 - our own file
        [sys.executable, "-P", str(Path(__file__).resolve()), str(_checksum(sources))],
        cwd=scratch, env={**os.environ, "LC_ALL": "C"}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    modules = sorted((scratch / _BUILT / _PACKAGE).glob(f"{_NAME}.*"))
    if done.returncode or not modules:
        raise CannotCompile(_first_error(done.stderr + done.stdout))
    return modules[0]


def _checksum(sources: list[Path]) -> int:
    """Of which sources a module is made: it is no longer used when they have changed."""
    return crc32(b"".join(path.read_bytes() for path in sources))


def _first_error(text: str) -> str:
    found = _ERROR.search(text)
    line = found[0] if found else (text.strip() or "the compiler said nothing").splitlines()[-1]
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]}…"


def _put_beside_its_sources(module: Path) -> None:
    """Put it there in one step: who has loaded an older one keeps it, and it stays whole."""
    fresh = _SOURCES / f"{module.name}.new"
    try:
        shutil.copyfile(module, fresh)
        fresh.replace(_SOURCES / module.name)
    finally:
        fresh.unlink(missing_ok=True)


def _take_away() -> None:
    """Remove what an earlier editable installation made for this Python."""
    with suppress(OSError):  # in use, on Windows
        (_SOURCES / f"{_NAME}{sysconfig.get_config_var('EXT_SUFFIX')}").unlink(missing_ok=True)


def _build(checksum: str) -> None:
    """Compile the copy of the sources in the current folder."""
    from setuptools import Extension, setup

    extension = Extension(
        f"{_PACKAGE}/{_NAME}".replace("/", "."),
        [f"{_PACKAGE}/{_NAME}.pyx"],
        define_macros=[("VCC_SOURCES", f"{checksum}u")],
        # Microsoft's compiler has no level above the one it is called with anyway. Names of lines
        # for a debugger would be most of the module.
        extra_compile_args=[] if os.name == "nt" else ["-O3", "-g0"],
    )
    setup(
        name="vcc-machine",
        ext_modules=[extension],  # setuptools calls Cython for a `.pyx`
        script_args=["--quiet", "build_ext", "--build-lib", _BUILT, "--build-temp", "objects"],
    )


if __name__ == "__main__":
    _build(sys.argv[1])
