"""A layered layout: boxes in lanes, ties between them, and the label of each tie in a place of its
own, so that nothing ever lies on anything else.

The layers of Sugiyama, Tagawa and Toda (1981), with labels as nodes of layers between the lanes:
every tie goes from box to box through one item in each layer that it passes, and items of a layer
keep their distance. The same input always gives the same picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from vcc.render.layers import Edge, Item, crossings_of, lane_order, spread, wanted

_BOX_GAP: Final = 26.0
_LABEL_GAP: Final = 7.0
_CORRIDOR: Final = 30.0  # room beside a column of labels in which ties bend
_LANE_GAP: Final = 32.0  # between lanes without a tie between them
_PORT: Final = 11.0  # least distance of two ties at a box
_DUMMY_HEIGHT: Final = 4.0
_SWEEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place in the picture, in pixels from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Route:
    """How a tie runs: points that it goes through (each left or reached horizontally), where its
    label stands, and whether it turns back to the lane that it came from."""

    points: tuple[tuple[float, float], ...]
    label: Rectangle | None
    turns: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands; `lanes` are the indexes of the given lanes from left to right,
    with the left edge of each."""

    boxes: Mapping[str, Rectangle]
    routes: tuple[Route, ...]
    lanes: tuple[tuple[int, float], ...]
    width: float
    height: float


def laid_out(
    lanes: Sequence[Sequence[str]],
    sizes: Mapping[str, tuple[float, float]],
    edges: Sequence[Edge],
    label_height: float,
) -> Layout:
    """The boxes of each lane below one another, the lanes side by side.

    `sizes` has the width and least height of every box. An edge must join two boxes.
    """
    return _Layers(lanes, sizes, edges, label_height).layout()


class _Layers:
    """Lanes are the layers 0, 2, 4, …; labels stand in the layers between them."""

    def __init__(
        self,
        lanes: Sequence[Sequence[str]],
        sizes: Mapping[str, tuple[float, float]],
        edges: Sequence[Edge],
        label_height: float,
    ) -> None:
        self.edges = edges
        self.label_height = label_height
        self.order = lane_order(lanes, edges)
        self.lane_of = {
            name: place for place, lane in enumerate(self.order) for name in lanes[lane]
        }
        self.layers: list[list[Item]] = [[] for _ in range(2 * len(lanes))]
        self.boxes: dict[str, Item] = {}
        for place, lane in enumerate(self.order):
            for name in lanes[lane]:
                item = self.boxes[name] = Item(*sizes[name], _BOX_GAP)
                self.layers[2 * place].append(item)
        self.chains = [self._chain(edge) for edge in edges]
        self._make_room_for_ports()
        self.alone = [self._without_ties(layer) for layer in self.layers]

    # ------------------------------------------------------------------ the items of a tie
    def _chain(self, edge: Edge) -> tuple[tuple[int, Item], ...]:
        """The items that a tie passes with their layers, from left to right."""
        left, right = sorted((self.lane_of[edge.start], self.lane_of[edge.end]))
        if left == right:
            layers = [self._turning_layer(left)]
            label_at = layers[0]
        else:
            layers = list(range(2 * left + 1, 2 * right))
            label_at = 2 * (left + (right - left - 1) // 2) + 1
        chain = [(layer, self._item(edge, layer == label_at)) for layer in layers]
        for layer, item in chain:
            self.layers[layer].append(item)
        first, last = self.ends(edge)
        whole = [self.boxes[first], *(item for _, item in chain), self.boxes[last]]
        for one, other in pairwise(whole):
            one.beside.append(other)
            other.beside.append(one)
        return tuple(chain)

    def _item(self, edge: Edge, is_label: bool) -> Item:
        if is_label and edge.label:
            return Item(edge.label, self.label_height, _LABEL_GAP)
        return Item(0.0, _DUMMY_HEIGHT, _LABEL_GAP)

    def _turning_layer(self, lane: int) -> int:
        """Beside the lane, to the right; of the last lane to the left."""
        is_last = lane == len(self.order) - 1 and lane > 0
        return 2 * lane - 1 if is_last else 2 * lane + 1

    def ends(self, edge: Edge) -> tuple[str, str]:
        """The two boxes of a tie, the left one first."""
        is_reversed = self.lane_of[edge.start] > self.lane_of[edge.end]
        return (edge.end, edge.start) if is_reversed else (edge.start, edge.end)

    def _make_room_for_ports(self) -> None:
        """A box is high enough for the ties at either of its sides."""
        counts: dict[tuple[str, bool], int] = {}
        for edge in self.edges:
            for name, is_right in self._sides(edge):
                counts[name, is_right] = counts.get((name, is_right), 0) + 1
        for (name, _), count in counts.items():
            box = self.boxes[name]
            box.height = max(box.height, (count + 1) * _PORT)

    def _sides(self, edge: Edge) -> tuple[tuple[str, bool], tuple[str, bool]]:
        """The boxes of a tie, and whether it leaves them to the right."""
        first, last = self.ends(edge)
        lane = self.lane_of[first]
        if lane == self.lane_of[last]:
            is_right = self._turning_layer(lane) > 2 * lane
            return (first, is_right), (last, is_right)
        return (first, True), (last, False)

    def _without_ties(self, layer: list[Item]) -> list[Item]:
        """Take the boxes without ties out of a layer: they stand below the others in the end."""
        alone = [item for item in layer if not item.beside]
        layer[:] = [item for item in layer if item.beside]
        return alone

    # ------------------------------------------------------------------ heights
    def layout(self) -> Layout:
        """Order and height of all items, then the columns, then the routes."""
        best, fewest = self._state(), crossings_of(self.layers)
        for layer in self.layers:
            spread(layer)
        for sweep in range(_SWEEPS):
            layers = self.layers if sweep % 2 == 0 else self.layers[::-1]
            for layer in layers:
                layer.sort(key=wanted)  # stable: equals stay in order
                spread(layer)
            crossings = crossings_of(self.layers)
            if crossings < fewest or sweep == 0:
                best, fewest = self._state(), crossings
        for layer, items in zip(self.layers, best, strict=True):
            layer[:] = items
        for sweep in range(_SWEEPS):
            for layer in self.layers if sweep % 2 == 0 else self.layers[::-1]:
                spread(layer)
        self._append_those_alone()
        return self._placed()

    def _append_those_alone(self) -> None:
        """Below the others of their lane; where there are none, from the top of the picture."""
        top = min((i.y - i.height / 2 for layer in self.layers for i in layer), default=0.0)
        for layer, alone in zip(self.layers, self.alone, strict=True):
            for item in alone:
                end = layer[-1].y + layer[-1].height / 2 + _BOX_GAP if layer else top
                item.y = end + item.height / 2
                layer.append(item)

    def _state(self) -> list[list[Item]]:
        return [list(layer) for layer in self.layers]

    # ------------------------------------------------------------------ columns and routes
    def _placed(self) -> Layout:
        top = min((item.y - item.height / 2 for layer in self.layers for item in layer), default=0)
        columns, width = self._columns()
        boxes = {}
        for name, item in self.boxes.items():
            item_x, _ = columns[2 * self.lane_of[name]]
            boxes[name] = Rectangle(item_x, item.y - item.height / 2 - top, item.width, item.height)
        ports = self._ports(boxes)
        routes = tuple(
            self._route(number, columns, top, ports) for number in range(len(self.edges))
        )
        bottom = max((i.y + i.height / 2 for layer in self.layers for i in layer), default=0)
        lanes = tuple((lane, columns[2 * place][0]) for place, lane in enumerate(self.order))
        return Layout(boxes, routes, lanes, width, bottom - top)

    def _columns(self) -> tuple[list[tuple[float, float]], float]:
        """Left edge and width of every layer, and the width of all."""
        columns: list[tuple[float, float]] = []
        x = 0.0
        for number, layer in enumerate(self.layers):
            widest = max((item.width for item in layer), default=0.0)
            if number % 2 and layer:
                widest += 2 * _CORRIDOR
            elif number % 2 and number < len(self.layers) - 1:
                widest = _LANE_GAP
            columns.append((x, widest))
            x += widest
        return columns, x

    def _ports(self, boxes: Mapping[str, Rectangle]) -> dict[tuple[int, int], tuple[float, float]]:
        """Where a tie leaves its boxes, by its number and end (0: left); in the order in which
        the ties go on, so that they do not cross there."""
        at: dict[tuple[str, bool], list[tuple[float, int, int]]] = {}
        for number, edge in enumerate(self.edges):
            chain = self.chains[number]
            for end, side in enumerate(self._sides(edge)):
                towards = chain[0 if end == 0 else -1][1]
                at.setdefault(side, []).append((towards.y, number, end))
        found = {}
        for (name, is_right), leaving in at.items():
            box = boxes[name]
            step = box.height / (len(leaving) + 1)
            for place, (_, number, end) in enumerate(sorted(leaving), 1):
                x = box.right if is_right else box.x
                found[number, end] = (x, box.y + place * step)
        return found

    def _route(
        self,
        number: int,
        columns: Sequence[tuple[float, float]],
        top: float,
        ports: Mapping[tuple[int, int], tuple[float, float]],
    ) -> Route:
        edge, chain = self.edges[number], self.chains[number]
        start, end = ports[number, 0], ports[number, 1]
        turns = self.lane_of[edge.start] == self.lane_of[edge.end]
        label = None
        points = [start]
        for layer, item in chain:
            x, width = columns[layer]
            left, y = (x + _CORRIDOR, item.y - top) if layer % 2 else (x, item.y - top)
            inner = width - 2 * _CORRIDOR if layer % 2 else width
            is_leftward = turns and start[0] > left
            if item.width:
                room = inner - item.width
                shift = room if is_leftward else 0.0 if turns else room / 2
                label = Rectangle(left + shift, y - item.height / 2, item.width, item.height)
            if turns:
                points.append((left + inner if is_leftward else left, y))
            else:
                points += [(left, y), (left + inner, y)]
        return Route((*points, end), label, turns)
