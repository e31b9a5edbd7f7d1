"""A baseline: the problems that an old library has already, so that only new ones count.

An entry is a case (by its name; a file by its path where no name can be read), a code and a
fingerprint, never a line: it stays true while the text around it moves. The same problem twice
is two entries. The files of the cases are written beside, for one thing only: to know of a case
that is not met any more whether it is gone.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path, PurePath
from typing import Any, Final, NamedTuple

from vcc.case.tokens import tokens_from_text
from vcc.findings.model import Finding
from vcc.findings.outcome import Outcome
from vcc.findings.problems import found_with_problems
from vcc.findings.suppressed import Ground, Suppressed
from vcc.library.patterns import absolute
from vcc.library.settings_codes import NEWER_BASELINE, NO_BASELINE, NOT_A_BASELINE
from vcc.source.diagnostic import Diagnostic, SourceErrors, Words
from vcc.source.text import SourceText

DEFAULT_NAME: Final = "vcc-baseline.json"
_KIND: Final = "vcc-baseline/"
FORMAT: Final = f"{_KIND}1"
_NOT_JSON: Final = Words("line {line}: {problem}", "第 {line} 行：{problem}")
_NOT_TEXT: Final = Words("it is not UTF-8 text", "不是 UTF-8 文本")
_NO_FORMAT: Final = Words("it has no `format`", "其中没有“format”")
_BAD_ENTRY: Final = Words(
    "entry {number} is not a case, a code and a fingerprint", "第 {number} 项不是案例、代码和指纹"
)
_BAD_FILES: Final = Words(
    "`files` is not a list of paths for each case", "“files”不是各案例的路径列表"
)


class Entry(NamedTuple):
    """One problem that was there before."""

    case: str
    code: str
    fingerprint: str


@dataclass(frozen=True)
class Baseline:
    """The entries of a file, each as often as it is listed; `files` are the files (absolute) in
    which a case stood when its entries were written."""

    entries: tuple[Entry, ...] = ()
    files: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)

    def to_json(self, folder: Path) -> str:
        """The file, as it stands in that folder: the same entries give the same bytes."""
        cases = {entry.case for entry in self.entries}
        files = {
            case: sorted(_told(path, folder) for path in paths)
            for case, paths in sorted(self.files.items())
            if case in cases and paths
        }
        problems = [entry._asdict() for entry in sorted(self.entries)]
        data = {"format": FORMAT, "files": files, "problems": problems}
        return json.dumps(data, ensure_ascii=False, indent=1)


class Remembered:
    """A baseline while cases are checked against it: each entry excuses one problem."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._left = Counter(entries)

    def applied(self, outcome: Outcome) -> Outcome:
        """The outcome with what is listed set apart."""
        listed = {}
        for found, entry in _found(outcome):
            if self._left[entry] > 0:
                self._left[entry] -= 1
                listed[id(found)] = Suppressed(found, Ground.BASELINE)
        if not listed:
            return outcome
        return replace(
            outcome,
            diagnostics=tuple(d for d in outcome.diagnostics if id(d) not in listed),
            findings=tuple(f for f in outcome.findings if id(f) not in listed),
            suppressed=(*outcome.suppressed, *listed.values()),
        )

    @property
    def left(self) -> tuple[Entry, ...]:
        """What has excused nothing."""
        return tuple(sorted(self._left.elements()))


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file.

    Raises:
        SourceErrors: if it cannot be read, or is not one (codes L2…).
    """
    try:
        data: Any = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceErrors([NO_BASELINE.at(None, path=str(path), reason=reason)]) from None
    except UnicodeDecodeError:
        raise _refused(path, _NOT_TEXT) from None
    except json.JSONDecodeError as error:
        values = {"line": str(error.lineno), "problem": error.msg}
        raise _refused(path, _NOT_JSON.filled(values)) from None
    except RecursionError:
        raise _refused(path, _NO_FORMAT) from None
    format = data.get("format") if isinstance(data, dict) else None
    if not isinstance(format, str) or not format.startswith(_KIND):
        raise _refused(path, _NO_FORMAT)
    if format != FORMAT:
        newer = NEWER_BASELINE.at(None, path=str(path), format=format, known=FORMAT)
        raise SourceErrors([newer])
    problems = data.get("problems")
    entries = tuple(_read(path, problems if isinstance(problems, list) else [None]))
    return Baseline(entries, _files(path, data.get("files", {})))


def _read(path: Path, problems: Iterable[Any]) -> Iterator[Entry]:
    for number, problem in enumerate(problems, 1):
        if not isinstance(problem, dict) or not all(
            isinstance(problem.get(name), str) for name in Entry._fields
        ):
            raise _refused(path, _BAD_ENTRY.filled({"number": str(number)}))
        yield Entry(*(problem[name] for name in Entry._fields))


def _files(path: Path, files: Any) -> Mapping[str, tuple[Path, ...]]:
    """Where the cases stood, from the folder of the baseline on; old ones do not say."""
    if not isinstance(files, dict) or not all(
        isinstance(paths, list) and all(isinstance(each, str) for each in paths)
        for paths in files.values()
    ):
        raise _refused(path, _BAD_FILES)
    folder = absolute(path).parent
    return {case: tuple(absolute(folder / each) for each in paths) for case, paths in files.items()}


def _told(path: Path, folder: Path) -> str:
    """A path from a folder on; one on another drive as it is."""
    try:
        return Path(os.path.relpath(path, absolute(folder))).as_posix()
    except ValueError:
        return path.as_posix()


def _refused(path: Path, problem: Words) -> SourceErrors:
    return SourceErrors([NOT_A_BASELINE.at(None, path=str(path), problem=problem)])


def case_name(outcome: Outcome) -> str:
    """The name by which a baseline knows a case, also where its text is broken further down."""
    source = outcome.sources.get(outcome.file)
    return (_name_in(source) if source else "") or PurePath(outcome.file).as_posix()


@lru_cache(maxsize=2)
def _name_in(source: SourceText) -> str:
    """What the head of a text calls the case; empty where it does not."""
    tokens, _ = tokens_from_text(source)
    for head, name in pairwise(tokens):
        if head.type in ("CASE", "LIBRARY") and name.type == "NAME":
            return name.text.strip("`")
    return ""


def entries_of(outcome: Outcome) -> tuple[Entry, ...]:
    """What counts in a case, as entries; that a file cannot be read is never one."""
    return tuple(entry for _, entry in _found(outcome))


def _found(outcome: Outcome) -> Iterator[tuple[Diagnostic | Finding, Entry]]:
    if outcome.was_read:
        case = case_name(outcome)
        for found, problem in found_with_problems(outcome):
            yield found, Entry(case, problem.code, problem.fingerprint)
