"""How far two coders agree, beyond what chance would give.

Every unit has a value from each coder: a set of codes, empty where the coder said nothing (for
two coders who read the same sources, saying nothing is a decision like any other).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product

Codes = frozenset[str]
Unit = tuple[Codes, Codes]
Distance = Callable[[Codes, Codes], float]


def percent_agreement(units: Sequence[Unit]) -> float | None:
    """The share of units that both coded the same, from 0 to 1; None without units."""
    return sum(a == b for a, b in units) / len(units) if units else None


def cohens_kappa(units: Sequence[Unit]) -> float | None:
    """Agreement beyond chance, where chance is each coder's own frequency of each code.

    At most 1; None where it is not defined: without units, where both always gave one and the same
    code, or where a coder gave several codes at once. Source: Cohen, "A coefficient of agreement
    for nominal scales", Educational and Psychological Measurement 20 (1960).
    """
    if not units or any(len(codes) > 1 for unit in units for codes in unit):
        return None
    count = len(units)
    observed = sum(a == b for a, b in units) / count
    first, second = Counter(a for a, _ in units), Counter(b for _, b in units)
    expected = sum(first[code] * second[code] for code in first) / count**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorffs_alpha(units: Sequence[Unit]) -> float | None:
    """Agreement beyond chance, where chance is what all values put together would give.

    At most 1; None where it is not defined: without units, or where every value is the same.
    Values of several codes disagree in part (`jaccard_distance`); for single codes this is the
    nominal alpha. Source: Krippendorff, "Computing Krippendorff's alpha-reliability" (2011);
    sets of codes: Passonneau, "Computing reliability for coreference annotation" (2004).
    """
    values = Counter(codes for unit in units for codes in unit)
    total = values.total()
    if len(values) < 2:
        return None
    observed = sum(jaccard_distance(a, b) for a, b in units) / len(units)
    pairs = product(values.items(), repeat=2)
    chance = sum(n * m * jaccard_distance(a, b) for (a, n), (b, m) in pairs)
    return 1 - observed * total * (total - 1) / chance


def jaccard_distance(a: Codes, b: Codes) -> float:
    """The share of the codes of either that only one has: 0 the same, 1 nothing in common."""
    return 0.0 if a == b else len(a ^ b) / len(a | b)
