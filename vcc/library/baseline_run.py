"""A baseline in a run: what it excuses, what is out of date in it, and how it is written anew.

An entry is out of date only where the run would have found its problem, were it still there: the
case was checked to its end and the code counts there; or the file of the case is gone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from vcc.findings.outcome import Outcome
from vcc.library.baseline import Baseline, Entry, Remembered, case_name, entries_of
from vcc.library.cases import SAME_NAME, TOLD_OTHERWISE
from vcc.library.judging import Judged, Measure
from vcc.library.patterns import absolute

# Told at one file because of another one.
_BETWEEN: Final = frozenset({SAME_NAME.id, TOLD_OTHERWISE.id})


class _Look(NamedTuple):
    """How a file was looked at."""

    path: Path
    measure: Measure
    is_whole: bool

    def finds(self, code: str) -> bool:
        """Whether a problem of this code would have been found, and would count."""
        return self.is_whole and self.measure.counts(code, self.path)


class BaselineRun:
    """A baseline while files are checked against it.

    `folders` are those of which the run checks every case: what is missing there is gone.
    """

    def __init__(self, baseline: Baseline, folders: Iterable[Path]) -> None:
        self._baseline = baseline
        self._remembered = Remembered(baseline.entries)
        self._folders = frozenset(map(absolute, folders))
        self._looks: dict[str, list[_Look]] = defaultdict(list)  # by the name of the case
        self._whole: dict[Path, bool] = {}  # every file that was checked: whether to its end
        self._found: list[Entry] = []

    def applied(self, judged: Judged) -> Outcome:
        """The outcome without what is listed."""
        self._look(judged)
        return self._remembered.applied(judged.outcome)

    def listed(self, judged: Judged) -> Outcome:
        """The outcome without anything that can be listed; it is going to be."""
        self._look(judged)
        entries = entries_of(judged.outcome)
        self._found += entries
        return Remembered(entries).applied(judged.outcome)

    def gone(self) -> tuple[Entry, ...]:
        """What excuses nothing any more."""
        return tuple(entry for entry in self._remembered.left if self._is_judged(entry))

    def without(self, gone: Iterable[Entry]) -> Baseline:
        """The baseline with fewer entries."""
        entries = Counter(self._baseline.entries) - Counter(gone)
        return self._placed(sorted(entries.elements()))

    def renewed(self) -> Baseline:
        """What the cases have now, and all that this run can say nothing of."""
        kept = Counter(e for e in self._baseline.entries if not self._is_judged(e))
        return self._placed(sorted((kept | Counter(self._found)).elements()))

    def _look(self, judged: Judged) -> None:
        if judged.outcome.was_read:
            path = absolute(Path(judged.outcome.file))
            look = _Look(path, judged.measure, judged.is_whole)
            self._looks[case_name(judged.outcome)].append(look)
            self._whole[path] = look.is_whole

    def _is_judged(self, entry: Entry) -> bool:
        """Whether this run would have found the problem of an entry, were it still there."""
        files = self._baseline.files.get(entry.case, ())
        looks = self._looks.get(entry.case, ())
        if not looks:  # the file holds another case now, or there is none any more
            return bool(files) and all(self._whole.get(f) or self._is_missing(f) for f in files)
        if any(path not in self._whole and not _is_away(path) for path in files):
            return False  # another file has a case of this name
        if entry.code in _BETWEEN and not self._met_all():
            return False
        return all(look.finds(entry.code) for look in looks)

    def _is_missing(self, path: Path) -> bool:
        """Whether a file would have been met, if it were there."""
        return not self._folders.isdisjoint(path.parents) and _is_away(path)

    def _met_all(self) -> bool:
        """Whether every file of the baseline was checked, as far as it is there."""
        files = {path for paths in self._baseline.files.values() for path in paths}
        return all(path in self._whole or _is_away(path) for path in files)

    def _placed(self, entries: Iterable[Entry]) -> Baseline:
        """A baseline of these, with the files in which their cases stand now."""
        files = dict(self._baseline.files)
        for case, looks in self._looks.items():
            others = (f for f in files.get(case, ()) if f not in self._whole and not _is_away(f))
            files[case] = (*others, *(look.path for look in looks))
        return Baseline(tuple(entries), files)


def _is_away(path: Path) -> bool:
    """Whether there certainly is no such file."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False
