"""The layers of a layout: items in columns that keep their distance and would rather be level with
what they are tied to, and the order of columns and items in which few ties cross."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations
from typing import Final

_FEW_LANES: Final = 6  # all orders of that many lanes are tried


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie to be drawn between two boxes, with the width of its label (0: it has none)."""

    start: str
    end: str
    label: float


@dataclass(eq=False, slots=True)
class Item:
    """A box, a label, or a place that a tie only passes."""

    width: float
    height: float
    gap: float
    y: float = 0.0  # of its middle
    beside: list[Item] = field(default_factory=list)


def crossings_of(layers: Sequence[Sequence[Item]]) -> int:
    """How many pairs of ties cross between neighbouring layers, with the order as it is."""
    total = 0
    for left, right in pairwise(layers):
        rank = {id(item): place for place, item in enumerate(right)}
        seen: list[int] = []
        for item in left:
            reached = sorted(rank[id(b)] for b in item.beside if id(b) in rank)
            total += sum(len(seen) - bisect_left(seen, place + 1) for place in reached)
            for place in reached:
                insort(seen, place)
    return total


def lane_order(lanes: Sequence[Sequence[str]], edges: Sequence[Edge]) -> tuple[int, ...]:
    """The order of the lanes in which ties pass over as few lanes as can be; the first found.

    Lanes without ties to others come last.
    """
    lane_of = {name: index for index, lane in enumerate(lanes) for name in lane}
    between: dict[tuple[int, int], int] = {}
    for edge in edges:
        pair = (lane_of[edge.start], lane_of[edge.end])
        between[pair] = between.get(pair, 0) + 1
    tied = {lane for pair in between for lane in pair}
    order = sorted(range(len(lanes)), key=lambda lane: lane not in tied)
    if len(tied) > _FEW_LANES:
        return tuple(order)

    def length(order: tuple[int, ...]) -> int:
        place = {lane: index for index, lane in enumerate(order)}
        return sum(count * abs(place[a] - place[b]) for (a, b), count in between.items())

    best = min(permutations(order[: len(tied)]), key=length)
    return (*best, *order[len(tied) :])


def wanted(item: Item) -> float:
    """Where an item would rather be: in the middle of what it is tied to."""
    return sum(other.y for other in item.beside) / len(item.beside)


def spread(layer: list[Item]) -> None:
    """Give the items of a layer their heights: in their order, apart, and as near as can be to
    where each would rather be (least squares, by pooling neighbours that collide)."""
    offsets = [*_offsets(layer)]
    pools: list[tuple[float, int]] = []  # the sum of what its items want, and their number
    for item, offset in zip(layer, offsets, strict=True):
        total, count = wanted(item) - offset, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            before, size = pools.pop()
            total, count = total + before, count + size
        pools.append((total, count))
    heights = [total / count for total, count in pools for _ in range(count)]
    for item, offset, height in zip(layer, offsets, heights, strict=True):
        item.y = height + offset


def _offsets(layer: Sequence[Item]) -> Iterator[float]:
    """How far below the first item each must be at least."""
    offset = 0.0
    for place, item in enumerate(layer):
        if place:
            above = layer[place - 1]
            offset += (above.height + item.height) / 2 + max(above.gap, item.gap)
        yield offset
