"""A synthetic library, file by file: any number of cases in constant memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from random import Random
from typing import Final

from vcc.synth.defects import defects, with_defect
from vcc.synth.draw import draw
from vcc.synth.tell import Vocabulary
from vcc.vocabulary.ontology import Ontology

KEY_FILE: Final = "defects.json"
LANGUAGES: Final = ("en", "zh")
_A_FOLDER: Final = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A library: how many cases, from which seed, in which languages, of how many lines each, and
    in how many of them a mistake is planted (one a file)."""

    cases: int
    seed: int = 0
    languages: tuple[str, ...] = LANGUAGES
    lines: int = 60
    defects: int = 0


@dataclass(frozen=True, slots=True)
class Planted:
    """A planted mistake: `vcc check` reports this code on this line of this file."""

    file: str
    line: int
    code: str


@dataclass(frozen=True, slots=True)
class SyntheticFile:
    """One file of a library: its path below the library's folder, its text, what is wrong in it."""

    path: PurePosixPath
    text: str
    planted: Planted | None


def synthetic_files(wanted: Wanted, ontology: Ontology) -> Iterator[SyntheticFile]:
    """The files of a library, one after the other; equal for equal wishes.

    Raises:
        ValueError: if there shall be more mistakes than cases.
    """
    if wanted.defects > wanted.cases:
        raise ValueError(f"{wanted.defects} defects do not fit in {wanted.cases} cases")
    vocabulary = Vocabulary(ontology)
    chosen = Random(f"{wanted.seed}/defects")  # noqa: S311 (a play of chance, no secret)
    faulty = frozenset(chosen.sample(range(wanted.cases), wanted.defects))
    planted = 0
    for number in range(wanted.cases):
        language = wanted.languages[number % len(wanted.languages)]
        drawn = draw(number, wanted.seed, language, wanted.lines, vocabulary)
        path = PurePosixPath(f"{number // _A_FOLDER:04}", f"{drawn.name}.vcc")
        if number not in faulty:
            yield SyntheticFile(path, drawn.text, None)
            continue
        fitting = [defect for defect in defects() if defect.fits(drawn)]
        defect = fitting[planted % len(fitting)]
        text, line = with_defect(drawn, defect, chosen)
        yield SyntheticFile(path, text, Planted(str(path), line, defect.code))
        planted += 1


def write_library(files: Iterator[SyntheticFile], folder: Path) -> Iterator[int]:
    """Write the files below a folder; yields after each how many there are.

    The key to the mistakes is written last (`defects.json`): a folder without it is not whole.

    Raises:
        OSError: if a file cannot be written.
    """
    planted = []
    for number, file in enumerate(files, start=1):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", newline="\n")
        if file.planted:
            planted.append(asdict(file.planted))
        yield number
    key = json.dumps({"defects": planted}, ensure_ascii=False, indent=1)
    (folder / KEY_FILE).write_text(key + "\n", encoding="utf-8", newline="\n")
