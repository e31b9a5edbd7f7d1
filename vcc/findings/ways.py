"""The ways in which something could follow: a tree of what is lacking, read from its leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from vcc.findings.lacks import Against, Lack, Missing, NearMatch, Silence
from vcc.findings.model import RuleNote
from vcc.source.diagnostic import Words

_MOST: Final = 4  # ways of one thing that are put together with those of others


@dataclass(frozen=True, slots=True)
class Way:
    """One way: all that is lacking, none of which follows from anything else that is shown.

    `reasons` and `rules` are those of the rules on the way, the last one nearest to the facts.
    """

    reasons: tuple[Words, ...]
    rules: tuple[RuleNote, ...]
    lacking: tuple[Missing, ...]
    against: tuple[Against, ...]

    @property
    def rank(self) -> tuple[int, int]:
        """First what nothing stands against and statements can supply, then what lacks least; last
        what lacks a conclusion of which no more is known than that it lacks."""
        out_of_reach = sum(m.silence in _NO or not m.supplies for m in self.lacking)
        unknown = sum(m.below is not None for m in self.lacking)
        return out_of_reach + unknown + len(self.against), len(self.lacking)


_NO: Final = (Silence.DENIED, Silence.CLOSED)


def ways(lack: Lack) -> tuple[Way, ...]:
    """Every way, the nearest first; of those that lack the same, the shortest."""
    found: dict[tuple[Words, ...], Way] = {}
    for way in sorted(_ways(lack), key=lambda way: (way.rank, len(way.reasons))):
        found.setdefault(tuple(missing.statement for missing in way.lacking), way)
    return tuple(found.values())


def _ways(lack: Lack) -> Iterator[Way]:
    for match in lack.matches:
        yield from _through(match)


def _through(match: NearMatch) -> Iterator[Way]:
    """The ways that a rule gives: one for each choice of what supplies what it lacks."""
    choices = [_of_missing(missing) for missing in match.missing]
    own_reason = (match.reason,) if match.reason else ()
    own_rule = (match.rule,) if match.rule else ()
    for chosen in islice(product(*choices), _MOST**2):
        lacking = dict.fromkeys(missing for way in chosen for missing in way.lacking)
        reasons, rules = own_reason, own_rule
        if len(chosen) == 1:
            reasons, rules = (*own_reason, *chosen[0].reasons), (*own_rule, *chosen[0].rules)
        against = (*match.against, *(one for way in chosen for one in way.against))
        yield Way(reasons, rules, tuple(lacking), against)


def _of_missing(missing: Missing) -> tuple[Way, ...]:
    below = missing.below
    if below is None or not below.matches:
        return (Way((), (), (missing,), ()),)
    return ways(below)[:_MOST]
