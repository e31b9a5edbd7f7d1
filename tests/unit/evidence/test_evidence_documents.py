"""What is said about evidence, as a document: `mistakes.md`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from evidence_cases import checked

from vcc.evidence.check import Asked
from vcc.evidence.statements import KINDS
from vcc.library.codes import mistakes

DOCUMENT = Path(__file__).parent / "mistakes.md"
BLOCK = re.compile(r"^```(vcc|source|expected)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REWRITE = bool(os.environ.get("VCC_REWRITE"))
# Told by the command, about locks and encodings: tested in test_lock.py and test_sources.py.
ELSEWHERE = {"E108", "E110", "E111", "E112", "E113", "E114"}

Example = tuple[str, dict[str, str], str]


def examples() -> Iterator[Example]:
    case, sources = "", {}
    for kind, name, inside in BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")):
        if kind == "vcc":
            case, sources = inside, {}
        elif kind == "source":
            sources[name] = inside
        else:
            yield case, sources, inside


def said(example: Example, top: Path) -> str:
    """What is said of a case in a folder of its own, without names of this machine."""
    case, sources, _ = example
    folder = top / "case"
    folder.mkdir(parents=True)
    for name, text in sources.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "x.vcc"
    path.write_text(case, encoding="utf-8")
    report = checked(path, asked=Asked(required=frozenset(KINDS)))
    lines = []
    for told in report.diagnostics:
        assert told.span is not None
        message = told.message.in_language(report.language)
        lines.append(f"{told.code} {told.span.line}:{told.span.column} {message}")
        for name, words in (("note", told.note), ("help", told.help)):
            if words:
                lines.append(f"  {name}: {words.in_language(report.language)}")
    return "".join(f"{line}\n" for line in lines).replace(str(folder), "FOLDER")


@pytest.fixture(scope="module", autouse=True)
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Put what is said now into the document, where that is asked for."""
    if REWRITE:
        answers = iter([said(each, tmp_path_factory.mktemp("e")) for each in examples()])

        def renewed(match: re.Match[str]) -> str:
            return f"```expected\n{next(answers)}```" if match[1] == "expected" else match[0]

        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(BLOCK.sub(renewed, text), encoding="utf-8")


def test_evidence_is_told_of_as_documented(tmp_path: Path) -> None:
    found = list(examples())
    assert len(found) >= 8
    for number, example in enumerate(found):
        assert said(example, tmp_path / str(number)) == example[2]


def test_every_code_of_evidence_is_documented() -> None:
    documented = set(re.findall(r"^(E\d{3}) ", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    assert documented | ELSEWHERE == set(mistakes("E"))
