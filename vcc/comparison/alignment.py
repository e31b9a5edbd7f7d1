"""Which thing of one coding stands for which of another.

Two coders seldom use the same names. What they call a thing, where they found it, what they say
of it, and what it is tied to, each speaks for a pair; the best pairs are taken first. What things
are tied to can only be compared once something is aligned, so it is done in rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean
from typing import Final

from vcc.comparison.reliability import jaccard_distance
from vcc.comparison.things import STANCE, STATEMENT, Thing

# How much each aspect speaks for a pair. Chosen so that no single one suffices: two things of one
# name but of other kinds, from other pages, and tied to other things are two things.
_WORDS: Final = 4
_EVIDENCE: Final = 3
_FEATURES: Final = 2
_TIES: Final = 3
_ENOUGH: Final = 0.4
_MOST_ROUNDS: Final = 6

Keys = Mapping[str, str]
Ties = Mapping[str, frozenset[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing of each coding that are taken for the same; `alike` is from 0 to 1."""

    first: Thing
    second: Thing
    alike: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs in the order of the first coding, and what only one coder wrote down."""

    pairs: tuple[Pair, ...]
    only_first: tuple[Thing, ...]
    only_second: tuple[Thing, ...]

    @property
    def keys(self) -> dict[str, str]:
        """What the first coding calls a thing that the second calls by the key."""
        return {pair.second.key: pair.first.key for pair in self.pairs}


def alignment_of(first: Sequence[Thing], second: Sequence[Thing]) -> Alignment:
    """Pair the things of two codings, each with at most one of the other."""
    scale = _Likeness(_ties(first), _ties(second))
    pairs: list[Pair] = []
    for _ in range(_MOST_ROUNDS):
        known = {pair.first.key: pair.second.key for pair in pairs}
        pairs = _best(first, second, scale, known)
        if {pair.first.key: pair.second.key for pair in pairs} == known:
            break
    order = {thing.key: number for number, thing in enumerate(first)}
    pairs.sort(key=lambda pair: order[pair.first.key])
    in_first = {pair.first.key for pair in pairs}
    in_second = {pair.second.key for pair in pairs}
    return Alignment(
        tuple(pairs),
        tuple(thing for thing in first if thing.key not in in_first),
        tuple(thing for thing in second if thing.key not in in_second),
    )


def _best(
    first: Sequence[Thing], second: Sequence[Thing], scale: _Likeness, known: Keys
) -> list[Pair]:
    """The most alike of each group first, as far as they are alike enough."""
    groups: dict[str, list[Thing]] = {}
    for thing in second:
        groups.setdefault(thing.group, []).append(thing)
    candidates = [
        Pair(a, b, alike)
        for a in first
        for b in groups.get(a.group, ())
        if (alike := scale.of(a, b, known)) >= _ENOUGH
    ]
    candidates.sort(key=lambda pair: -pair.alike)  # stable: then in the order of the texts
    taken_first: set[str] = set()
    taken_second: set[str] = set()
    chosen = []
    for pair in candidates:
        if pair.first.key not in taken_first and pair.second.key not in taken_second:
            chosen.append(pair)
            taken_first.add(pair.first.key)
            taken_second.add(pair.second.key)
    return chosen


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How alike two things are, given what each is tied to in its own coding."""

    first: Ties
    second: Ties

    def of(self, a: Thing, b: Thing, known: Keys) -> float:
        """From 0 to 1: the mean of the aspects that at least one of the two has."""
        aspects = list(self._aspects(a, b, known))
        weight = sum(weight for weight, _ in aspects)
        return sum(weight * value for weight, value in aspects) / weight if weight else 0.0

    def _aspects(self, a: Thing, b: Thing, known: Keys) -> Iterator[tuple[int, float]]:
        if a.words and b.words:
            yield _WORDS, max(_alike_in_words(x, y) for x in a.words for y in b.words)
        if a.places and b.places:
            yield _EVIDENCE, _alike_in_evidence(a, b, known)
        if a.features or b.features:
            yield _FEATURES, _alike_in_features(a, b)
        ours, theirs = self.first[a.key], self.second[b.key]
        if known and (ours or theirs):
            said = {(clause, known[key]) for clause, key in ours if key in known}
            yield _TIES, 2 * len(said & theirs) / (len(ours) + len(theirs))


def _ties(things: Iterable[Thing]) -> dict[str, frozenset[tuple[str, str]]]:
    """What each thing refers to, and what refers to it, by clause."""
    found: dict[str, set[tuple[str, str]]] = {thing.key: set() for thing in things}
    for thing in things:
        for clause, keys in thing.references.items():
            for key in keys & found.keys():
                found[thing.key].add((clause, key))
                found[key].add((f"is {clause} of", thing.key))
    return {key: frozenset(ties) for key, ties in found.items()}


def _alike_in_words(a: str, b: str) -> float:
    """The share of neighbouring characters that two texts have in common (Dice), in any script."""
    ours, theirs = _neighbours(a), _neighbours(b)
    if not ours or not theirs:
        return float(a == b)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _neighbours(text: str) -> set[tuple[str, str]]:
    return set(pairwise(f" {text.casefold().replace('-', ' ')} "))


def _alike_in_evidence(a: Thing, b: Thing, known: Keys) -> float:
    """Places in common; as much where both quote the same words."""
    ours = frozenset(f"{known.get(source, source)} {place}" for source, place in a.places)
    theirs = frozenset(f"{source} {place}" for source, place in b.places)
    quotes = [text for quote in a.evidence.quotes for text in quote.texts]
    others = [text for quote in b.evidence.quotes for text in quote.texts]
    in_words = max((_alike_in_words(x, y) for x in quotes for y in others), default=0.0)
    return max(1 - jaccard_distance(ours, theirs), in_words)


def _alike_in_features(a: Thing, b: Thing) -> float:
    """What is said of both in the same codes; being stated at all is nothing in common."""
    nothing: frozenset[str] = frozenset()
    told = (a.features.keys() | b.features.keys()) - {STATEMENT, STANCE}
    return mean(
        [1 - jaccard_distance(a.features.get(key, nothing), b.features.get(key, nothing))
         for key in told] or [0.0]
    )  # fmt: skip
