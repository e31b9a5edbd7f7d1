"""Print how far conclusions and readers agree; the labels of the six notes need the shared folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from .agreement import compared, disagreements, table
from .labels import CASES, Label, labels_of_own_notes, labels_of_readers


def main() -> int:
    shared = Path(os.environ.get("VCC_SHARED", CASES.parents[2] / "shared"))
    if (shared / "practice/labels.json").is_file():
        _print("Six notes, labels of other readers", labels_of_readers(shared))
    else:
        sys.stderr.write(f"no labels of other readers: {shared / 'practice'} is not there\n")
    _print("Our own notes, labels given before coding", labels_of_own_notes())
    return 0


def _print(title: str, labels: Iterable[Label]) -> None:
    found = compared(labels)
    lines = [title, "", *table(found), "", *disagreements(found), ""]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
