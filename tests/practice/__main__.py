"""Print how far conclusions and readers agree (labels of others: in the shared folder)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .agreement import Compared, compared, compared_again, disagreements, table
from .labels import CASES, labels_of_own_notes, labels_of_readers


def main() -> int:
    shared = Path(os.environ.get("VCC_SHARED", CASES.parents[2] / "shared"))
    if (shared / "practice/labels.json").is_file():
        labels = list(labels_of_readers(shared))
        _print("Six notes, labels of other readers", compared(labels))
        _print("The same, coded again in few words", compared_again(labels))
    else:
        sys.stderr.write(f"no labels of other readers: {shared / 'practice'} is not there\n")
    _print("Our own notes, labels given before coding", compared(labels_of_own_notes()))
    return 0


def _print(title: str, found: list[Compared]) -> None:
    lines = [title, "", *table(found), "", *disagreements(found), ""]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
