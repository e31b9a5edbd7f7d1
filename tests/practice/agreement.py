"""Labels beside answers: how far they agree, as a table, and where they do not."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .answers import ANSWERS, answers
from .labels import AGAIN, CASES, HERE, Label

# Disagreements that were looked into and stay: by the label's id, what is wrong, and why.
ACCEPTED: dict[str, str] = tomllib.loads((HERE / "accepted.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Compared:
    """A label, and what was concluded."""

    label: Label
    found: frozenset[str]

    @property
    def agrees(self) -> bool:
        return bool(self.label.accepted & self.found)

    @property
    def exactly(self) -> bool:
        """Whether nothing else was concluded beside it."""
        return self.agrees and (self.label.category != "dimensions" or len(self.found) == 1)


def compared(labels: Iterable[Label], folder: Path = CASES) -> list[Compared]:
    """Every label with what the rules conclude about its question, from the cases of a folder."""
    return [Compared(label, frozenset(answers(label, folder))) for label in labels]


def compared_again(labels: Iterable[Label]) -> list[Compared]:
    """The labels in terms of the theory, beside what follows from the second, sparse coding.

    Labels about actors and in readers' own words name things as the first coding does.
    """
    left_out = ("roles", "mechanisms", "safeguards present", "safeguards missing", "challenges")
    asked = (replace(one, again=True) for one in labels if one.category not in left_out)
    return compared(asked, AGAIN)


def unexplained(found: Iterable[Compared]) -> list[str]:
    """Ids of sure labels that are missed without a reason in `accepted.toml`."""
    missed = (one.label.id for one in found if one.label.sure and not one.agrees)
    return [id for id in missed if id not in ACCEPTED]


def share(found: Iterable[Compared]) -> float:
    """The part of the sure labels with which the conclusions agree."""
    sure = [one.agrees for one in found if one.label.sure]
    return sum(sure) / len(sure)


def table(found: list[Compared]) -> Iterator[str]:
    """Agreement for each category: sure labels, exact ones, and those that are arguable."""
    yield f"{'category':20} {'sure':>9} {'':>6} {'exactly':>8} {'arguable':>9}"
    for category in (*ANSWERS, ""):
        ours = [one for one in found if category in ("", one.label.category)]
        count = Counter[str]()
        for one in ours:
            kind = "sure" if one.label.sure else "arguable"
            count.update(
                {kind: 1, f"{kind}-agrees": one.agrees, "exact": one.exactly and one.label.sure}
            )
        if not count["sure"]:
            continue
        part = count["sure-agrees"] / count["sure"]
        yield (
            f"{category or 'all':20} {count['sure-agrees']:>4}/{count['sure']:<4} {part:>6.1%} "
            f"{count['exact']:>8} {count['arguable-agrees']:>4}/{count['arguable']:<4}"
        )


def disagreements(found: list[Compared]) -> Iterator[str]:
    """Each sure label with which the conclusions do not agree, with the reason if it was found."""
    for one in found:
        if one.label.sure and not one.agrees:
            wanted, said = (", ".join(sorted(words)) for words in (one.label.accepted, one.found))
            why = f" ({one.label.why})" if one.label.why else ""
            yield f"{one.label.id}\n    reader: {wanted}{why}\n    concluded: {said or 'nothing'}"
            yield f"    {ACCEPTED.get(one.label.id, 'NOT LOOKED INTO')}"
