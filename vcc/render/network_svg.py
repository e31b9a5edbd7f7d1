"""The value network of a case as SVG 1.1: actors in a lane for each side, and what goes between
them; readable without colour, and without the picture as a table.

Colours stand in attributes, so that the picture is whole by itself, and every part has a class, so
that a page may give it others (in the dark, say).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape

from vcc.findings.model import Node
from vcc.findings.network import Member, Network, Tie
from vcc.render.characters import cell_width, shown
from vcc.render.layered import Layout, Rectangle, Route, laid_out
from vcc.render.layers import Edge
from vcc.render.words import SEMICOLON, listing
from vcc.render.wrap import shortened, wrapped
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import SVG

TITLE: Final = Words("Value network: {case}", "价值网络：{case}")
_DESCRIPTION: Final = Words(
    "{actors} actors ({sides}) and {ties} ties. An arrow goes from who gives to who gets; "
    "a line without a head joins those who take part in the same.",
    "{actors} 个主体（{sides}），{ties} 条联系。箭头由给予者指向接受者；无箭头的线连接共同参与者。",
)
_SIDE: Final = Words("{side}: {actors}", "{side}：{actors}")
NO_SIDE: Final = Words("no side known", "所属方不明")
_MEETINGS: Final = Words("done by several", "多方共同参与")
PART_OF: Final = Words("part of {whole}", "隶属{whole}")

_FONT: Final = "font-family=\"'Noto Sans','Noto Sans CJK SC','PingFang SC',Arial,sans-serif\""
_BOX: Final = 188.0
# Half characters of a line in a box: Chinese ones are of one width, Latin ones may be wide.
_NAME_CELLS: Final = {"en": 21, "zh": 25}
_ROLE_CELLS: Final = {"en": 26, "zh": 28}
_MOST_NAME: Final = 2
_MOST_ROLES: Final = 3
_LINE: Final = 16.0
_PADDING: Final = 8.0
_LABEL_CELLS: Final = 26
_LABEL_HEIGHT: Final = 18.0
_CELL: Final = 6.8  # how wide half a Chinese character is at 11.5 points, with some room
_MARGIN: Final = 16.0
_LARGE: Final = 1360.0  # wider than a screen, so that it must be moved to be read
_HEADING: Final = 34.0
_ARROW: Final = 7.0
_RADIUS: Final = 6


@dataclass(frozen=True, slots=True)
class _Text:
    """The lines of a box, each with its class, size and weight."""

    lines: tuple[tuple[str, str], ...]
    whole: str


_STYLES: Final = {
    "net-name": 'font-size="13" font-weight="600" fill="#1b1b1b"',
    "net-role": 'font-size="11.5" fill="#444444"',
    "net-side": 'font-size="12" font-weight="600" fill="#444444"',
    "net-label": 'font-size="11.5" fill="#1b1b1b"',
}


def svg_from_network(network: Network, case: Node, language: str, prefix: str = "network") -> str:
    """The picture, alone in its file or inside a page; ids in it begin with `prefix`."""
    drawing = _Drawing(network, language)
    width, height = drawing.width, drawing.height
    size = "network" if width <= _LARGE else "network large"  # a page may shrink the first
    title = TITLE.filled({"case": shown(case.label.in_language(language))}).in_language(language)
    description = description_of_network(network, language)
    lines = [
        (
            f'<svg xmlns="{SVG}" class="{size}" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
            f'aria-labelledby="{prefix}-title {prefix}-desc" {_FONT}>'
        ),
        f'<title id="{prefix}-title">{_escaped(title)}</title>',
        f'<desc id="{prefix}-desc">{_escaped(description)}</desc>',
        f'<rect class="net-paper" width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
        *drawing.lines(),
        "</svg>",
    ]
    return "\n".join(lines)


def description_of_network(network: Network, language: str) -> str:
    """What the picture shows, in a sentence or two."""
    lanes = [
        _SIDE.filled({
            "side": _side(side).in_language(language),
            "actors": listing([_label(m.node, language) for m in members], language),
        }).in_language(language)
        for side, members in _by_side(network)
    ]  # fmt: skip
    values = {
        "actors": str(len(network.members)),
        "sides": SEMICOLON.in_language(language).join(lanes),
        "ties": str(len(network.ties)),
    }
    return _DESCRIPTION.filled(values).in_language(language)


def _by_side(network: Network) -> list[tuple[Node | None, list[Member]]]:
    found: dict[Node | None, list[Member]] = {}
    for member in network.members:
        found.setdefault(member.side, []).append(member)
    return list(found.items())


def _side(side: Node | None) -> Words:
    return side.label if side else NO_SIDE


def _label(node: Node, language: str) -> str:
    return shown(node.label.in_language(language))


class _Drawing:
    """Measures the texts, has them laid out, and draws."""

    def __init__(self, network: Network, language: str) -> None:
        self.network = network
        self.language = "zh" if language.startswith("zh") else "en"
        sides = _by_side(network)
        self.headings = [_side(side).in_language(language) for side, _ in sides]
        lanes = [[member.node.term for member in members] for _, members in sides]
        if network.meetings:
            self.headings.append(_MEETINGS.in_language(language))
            lanes.append([node.term for node in network.meetings])
        self.texts = {m.node.term: self._member(m) for m in network.members}
        self.texts |= {node.term: self._meeting(node) for node in network.meetings}
        self.meetings = {node.term for node in network.meetings}
        self.labels = [self._tie(tie) for tie in network.ties]
        self.layout: Layout = laid_out(
            lanes,
            {term: (_BOX, _height(text)) for term, text in self.texts.items()},
            [
                Edge(tie.start, tie.end, _width(label))
                for tie, label in zip(network.ties, self.labels, strict=True)
            ],
            _LABEL_HEIGHT,
        )
        self.width = self.layout.width + 2 * _MARGIN
        self.height = self.layout.height + _HEADING + 2 * _MARGIN

    # ------------------------------------------------------------------ texts
    def _member(self, member: Member) -> _Text:
        name = _label(member.node, self.language)
        roles = [_label(role, self.language) for role in member.roles]
        names, cells = _NAME_CELLS[self.language], _ROLE_CELLS[self.language]
        lines = [("net-name", line) for line in _lines(name, names, _MOST_NAME)]
        if roles:
            told = listing(roles, self.language)
            lines += [("net-role", line) for line in _lines(told, cells, _MOST_ROLES)]
        whole = [name, *roles]
        for node in member.part_of:
            of = PART_OF.filled({"whole": _label(node, self.language)}).in_language(self.language)
            lines.append(("net-role", shortened(of, cells)))
            whole.append(of)
        return _Text(tuple(lines), listing(whole, self.language))

    def _meeting(self, node: Node) -> _Text:
        name = _label(node, self.language)
        lines = _lines(name, _ROLE_CELLS[self.language], _MOST_ROLES)
        return _Text(tuple(("net-role", line) for line in lines), name)

    def _tie(self, tie: Tie) -> str:
        """What goes along a tie, or else what the two meet at; a meeting needs no label."""
        if tie.end in self.meetings:
            return ""
        told = [_label(node, self.language) for node in tie.what or tie.episodes]
        more = f" +{len(told) - 1}" if len(told) > 1 else ""
        return shortened(told[0], _LABEL_CELLS - len(more)) + more if told else ""

    # ------------------------------------------------------------------ lines of SVG
    def lines(self) -> Iterator[str]:
        """Ties first, so that they end below the boxes; then boxes, labels, headings."""
        for lane, x in self.layout.lanes:
            yield _text("net-side", x + _MARGIN, _MARGIN + 12, self.headings[lane])
        yield f'<g transform="translate({_MARGIN:.0f} {_MARGIN + _HEADING:.0f})">'
        for tie, route in zip(self.network.ties, self.layout.routes, strict=True):
            yield from self._drawn(tie, route)
        for term, box in self.layout.boxes.items():
            yield from self._box(term, box)
        routes = zip(self.network.ties, self.labels, self.layout.routes, strict=True)
        for tie, label, route in routes:
            if route.label is not None:
                yield from self._labelled(tie, label, route.label)
        yield "</g>"

    def _box(self, term: str, box: Rectangle) -> Iterator[str]:
        text = self.texts[term]
        dashed = ' stroke-dasharray="5 3"' if term in self.meetings else ""
        kind = "net-meeting" if term in self.meetings else "net-actor"
        yield f"<g><title>{_escaped(text.whole)}</title>"
        yield (
            f'<rect class="{kind}" {_at(box)} rx="{_RADIUS}" fill="#eef3f8" stroke="#47627d"'
            f"{dashed}/>"
        )
        y = box.middle - _LINE * len(text.lines) / 2 + 12
        for style, line in text.lines:
            yield _text(style, box.x + 10, y, line)
            y += _LINE
        yield "</g>"

    def _labelled(self, tie: Tie, label: str, place: Rectangle) -> Iterator[str]:
        nodes = dict.fromkeys((*tie.what, *tie.episodes))
        told = listing([_label(node, self.language) for node in nodes], self.language)
        yield f"<g><title>{_escaped(told)}</title>"
        yield (
            f'<rect class="net-pill" {_at(place)} rx="{place.height / 2:.0f}" fill="#ffffff" '
            'stroke="#b5bfca"/>'
        )
        x = place.x + place.width / 2
        yield _text("net-label", x, place.middle + 4, label, ' text-anchor="middle"') + "</g>"

    def _drawn(self, tie: Tie, route: Route) -> Iterator[str]:
        path = " ".join(_path(route))
        dashed = "" if tie.is_directed else ' stroke-dasharray="2 3"'
        yield f'<path class="net-tie" d="{path}" fill="none" stroke="#5f6f7f"{dashed}/>'
        if tie.is_directed:
            boxes = self.layout.boxes
            x, y = route.points[-1 if self._ends_last(tie) else 0]
            inward = 1.0 if x <= boxes[tie.end].x + 0.01 else -1.0
            back = x - inward * _ARROW
            yield (
                f'<path class="net-head" d="M{x:.1f} {y:.1f}L{back:.1f} {y - 4:.1f}'
                f'V{y + 4:.1f}Z" fill="#5f6f7f"/>'
            )

    def _ends_last(self, tie: Tie) -> bool:
        """Whether the last point of the route of a tie is at its end: routes go to the right."""
        boxes = self.layout.boxes
        return boxes[tie.start].x <= boxes[tie.end].x


def _path(route: Route) -> Iterator[str]:
    """Curves that are level where they leave a box, a label, or a place between two labels."""
    x, y = route.points[0]
    yield f"M{x:.1f} {y:.1f}"
    if route.turns:
        (bend, middle), (x2, y2) = route.points[1], route.points[2]
        yield f"C{bend:.1f} {y:.1f} {bend:.1f} {(y + middle) / 2:.1f} {bend:.1f} {middle:.1f}"
        yield f"C{bend:.1f} {(middle + y2) / 2:.1f} {bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        return
    for (x1, y1), (x2, y2) in pairwise(route.points):
        middle = (x1 + x2) / 2
        yield f"C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"


# ---------------------------------------------------------------------- helpers
def _lines(text: str, width: int, most: int) -> list[str]:
    lines = wrapped(text, width)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], lines[most - 1].rstrip(" ,，、") + "…"]


def _height(text: _Text) -> float:
    return len(text.lines) * _LINE + 2 * _PADDING


def _width(label: str) -> float:
    return cell_width(label) * _CELL + 18 if label else 0.0


def _at(place: Rectangle) -> str:
    return (
        f'x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" height="{place.height:.1f}"'
    )


def _text(style: str, x: float, y: float, text: str, more: str = "") -> str:
    return (
        f'<text class="{style}" x="{x:.1f}" y="{y:.1f}" {_STYLES[style]}{more}>'
        f"{_escaped(text)}</text>"
    )


def _escaped(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def ties_told(network: Network) -> Iterator[tuple[Sequence[Node], Tie]]:
    """Every tie with its two ends, for those who would rather read: the picture as rows."""
    nodes = {m.node.term: m.node for m in network.members}
    nodes |= {node.term: node for node in network.meetings}
    for tie in network.ties:
        yield (nodes[tie.start], nodes[tie.end]), tie
