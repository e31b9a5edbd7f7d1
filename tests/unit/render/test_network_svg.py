"""The picture of a value network: nothing lies on anything else, whoever takes part."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from vcc.cli.main import cli
from vcc.findings.model import Node
from vcc.findings.network import Member, Network, Tie, network_of_case
from vcc.pipeline import analyse, knowledge
from vcc.render.layered import Layout, Rectangle, laid_out
from vcc.render.layers import Edge
from vcc.render.network_svg import description_of_network, svg_from_network
from vcc.source.diagnostic import Words
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import SVG, vcc

CASE = Node(vcc("case/x"), "x", Words("A case", "一个案例"))
EXAMPLES = ["01-xiaomi/xiaomi", "02-bakery/bakery", "03-green-commerce/in-operation",
            "04-metaverse/metaverse", "05-shared-manufacturing/working"]  # fmt: skip


def node(name: str, en: str = "", zh: str = "") -> Node:
    return Node(vcc(f"case/x/{name}"), name, Words(en or name, zh or name))


def made_up(actors: int, pairs: list[tuple[int, int]], meetings: int = 0) -> Network:
    """A network of that many actors on four sides, long Chinese names among them."""
    sides = [None, *(node(f"side{number}") for number in range(3))]
    members = tuple(
        Member(node(f"a{n}", f"Actor number {n}", "供应链内的第某家企业及其合作伙伴" * (n % 3 + 1)),
               sides[n % 4], (), tuple(node(f"role{r}", zh="资源整合者") for r in range(n % 4)))
        for n in range(actors)
    )  # fmt: skip
    named = [member.node.term for member in members]
    ties = [
        Tie(named[a], named[b], (node("r", "Needs and feedback", "需求与反馈"),) * (a % 3), (),
            a % 2 == 0)
        for a, b in dict.fromkeys(pairs) if a != b
    ]  # fmt: skip
    gathered = tuple(node(f"m{number}") for number in range(meetings))
    ties += [Tie(term, m.term, (), (m,), False) for m in gathered for term in named[:3]]
    return Network(members, gathered, tuple(ties))


@st.composite
def networks(draw: st.DrawFn) -> Network:
    actors = draw(st.integers(1, 12))
    ends = st.integers(0, actors - 1)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=25))
    return made_up(actors, pairs, draw(st.integers(0, 2)) if actors > 2 else 0)


def overlap(one: Rectangle, other: Rectangle) -> bool:
    return (one.x < other.right and other.x < one.right
            and one.y < other.y + other.height and other.y < one.y + one.height)  # fmt: skip


def rectangles(svg: str) -> list[Rectangle]:
    """The boxes and labels of a picture, as they are drawn."""
    names = ("x", "y", "width", "height")
    return [
        Rectangle(*(float(element.attrib[name]) for name in names))
        for element in ET.fromstring(svg).iter(f"{{{SVG}}}rect")
        if element.get("class") != "net-paper"
    ]


@settings(max_examples=60, deadline=None)
@given(networks(), st.sampled_from(["en", "zh"]))
def test_no_box_and_no_label_lies_on_another(network: Network, language: str) -> None:
    drawn = rectangles(svg_from_network(network, CASE, language))
    assert len(drawn) >= len(network.members)
    assert not [pair for pair in combinations(drawn, 2) if overlap(*pair)]


@settings(max_examples=30, deadline=None)
@given(networks())
def test_the_same_network_has_the_same_picture_and_all_of_it_is_inside(network: Network) -> None:
    svg = svg_from_network(network, CASE, "zh")
    assert svg == svg_from_network(network, CASE, "zh")
    root = ET.fromstring(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for place in rectangles(svg):
        assert place.x >= 0
        assert place.y >= 0
        assert place.right <= width
        assert place.y + place.height <= height


@pytest.mark.parametrize("actors", [1, 2, 3, 40])
def test_a_few_actors_and_many_are_readable(actors: int) -> None:
    pairs = [(n, (n * 7 + 3) % actors) for n in range(actors)] + [(0, n) for n in range(actors)]
    network = made_up(actors, pairs)
    drawn = rectangles(svg_from_network(network, CASE, "zh"))
    assert len(drawn) == actors + sum(bool(tie.what) for tie in network.ties)
    assert not [pair for pair in combinations(drawn, 2) if overlap(*pair)]


def crossing_boxes(layout: Layout) -> list[tuple[str, int]]:
    """Ties that pass through a box that is not theirs: those between two lanes never do."""
    return [
        (name, number)
        for number, route in enumerate(layout.routes)
        for name, box in layout.boxes.items()
        for x, y in route.points[1:-1]
        if box.x < x < box.right and box.y < y < box.y + box.height
    ]


def test_a_tie_between_far_lanes_goes_round_the_boxes_between() -> None:
    lanes = [["a", "b"], ["c", "d", "e"], ["f", "g"]]
    sizes = {name: (100.0, 40.0) for lane in lanes for name in lane}
    chain = [Edge("a", "c", 30), Edge("c", "f", 30), Edge("b", "d", 30), Edge("e", "g", 30)]
    layout = laid_out(lanes, sizes, [*chain, Edge("a", "g", 50)], 18.0)
    assert [lane for lane, _ in layout.lanes] in ([0, 1, 2], [2, 1, 0])
    assert not crossing_boxes(layout)


def test_the_picture_says_what_it_shows_to_those_who_do_not_see_it() -> None:
    network = made_up(3, [(0, 1), (2, 1)])
    for language, title in (("en", "Value network: A case"), ("zh", "价值网络：一个案例")):
        root = ET.fromstring(svg_from_network(network, CASE, language, prefix="here"))
        assert root.get("role") == "img"
        texts = {child.get("id"): child.text for child in root if child.get("id")}
        assert texts["here-title"] == title
        assert texts["here-desc"] == description_of_network(network, language)
        assert root.get("aria-labelledby") == "here-title here-desc"
        assert "3" in description_of_network(network, language)


def test_what_a_case_says_is_text_only() -> None:
    evil = "</text><script>alert(1)</script>&\x1b"
    network = Network((Member(node("a", evil, evil), None, (), (node("r", evil, evil),)),), (), ())
    svg = svg_from_network(network, CASE, "en")
    assert "<script" not in svg
    assert "\x1b" not in svg
    ET.fromstring(svg)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_have_pictures_with_all_their_actors(repository: Path, name: str) -> None:
    analysis = analyse(repository / f"examples/{name}.vcc")
    network = network_of_case(analysis.graph, analysis.conclusions.inferred, knowledge().theory)
    declared = re.findall(r"^\s*(?:actor|主体) ", analysis.source.text, re.MULTILINE)
    assert len(network.members) >= max(2, len(declared))
    assert network.ties
    drawn = rectangles(svg_from_network(network, analysis.report.case, "zh"))
    assert not [pair for pair in combinations(drawn, 2) if overlap(*pair)]


TEXT = """vcc 1
language en
case c "C" {
  actor f "Firm" is firm
  actor u "Users" is customer-group
  actor v "Fans" is customer-group part-of u
  actor s "Mill" is supplier
  resource idea "Idea" form ideas held-by u
  resource good "Good" form product held-by f
  interaction talk "Talk" between f, u { u -> f: idea  f -> u: good }
  interaction visit "Visit" between f, s
  interaction fair "Fair" between f, u, s
  absent interaction never "Never" between v, s
  feedback word "Word" is suggestion from v to f
}
"""


def test_a_network_is_what_the_case_states_as_actual() -> None:
    theory = knowledge()
    analysis = analyse(SourceText("c.vcc", TEXT))
    network = network_of_case(analysis.graph, analysis.conclusions.inferred, theory.theory)
    told = {
        (tie.start.rsplit("/", 1)[-1][:-1], tie.end.rsplit("/", 1)[-1][:-1],
         tuple(n.name for n in tie.what), tuple(n.name for n in tie.episodes), tie.is_directed)
        for tie in network.ties
    }  # fmt: skip
    assert told == {
        ("u", "f", ("idea",), ("talk",), True),
        ("f", "u", ("good",), ("talk",), True),
        ("v", "f", ("word",), (), True),
        ("f", "s", (), ("visit",), False),
        *((party, "fair", (), ("fair",), False) for party in ("f", "u", "s")),
    }
    members = {member.node.name: member for member in network.members}
    assert [member.side.name for member in members.values() if member.side] == [
        "firm-side", "customer-side", "customer-side", "partner-side"]  # fmt: skip
    assert [node.name for node in members["v"].part_of] == ["u"]
    assert members["f"].roles


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_command_writes_the_picture_alone_in_a_file(
    repository: Path, tmp_path: Path, language: str
) -> None:
    case, file = repository / "examples/02-bakery/bakery.vcc", tmp_path / "network.svg"
    arguments = ["analyse", str(case), "--format", "svg", "--lang", language, "-o", str(file)]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output
    title = ET.fromstring(file.read_text(encoding="utf-8")).find(f"{{{SVG}}}title")
    assert title is not None
    expected = {
        "en": "Value network: Corner bakery (fictitious)",
        "zh": "价值网络：街角面包房（虚构）",
    }
    assert title.text == expected[language]
