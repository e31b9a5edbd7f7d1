"""A proof as Markdown and as a graph: the same steps, in other writings."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from vcc.findings.explanation import Basis, Explanation, Step
from vcc.pipeline import Analysis, analyse
from vcc.render.explanation_dot import dot_from_explanation
from vcc.render.explanation_markdown import markdown_from_explanation
from vcc.source.diagnostic import Words


@pytest.fixture(scope="module")
def bakery(repository: Path) -> Analysis:
    return analyse(repository / "examples/02-bakery/bakery.vcc")


def some(analysis: Analysis) -> list[Explanation]:
    found = [analysis.explain(id) for id in sorted(analysis.titles)[::7]]
    assert len(found) >= 10
    return found


def steps(step: Step) -> int:
    return 1 + sum(map(steps, step.premises))


def test_every_step_is_an_item_of_the_list(bakery: Analysis) -> None:
    for explanation in some(bakery):
        text = markdown_from_explanation(explanation, "en", depth=0)
        proof = text.rpartition("## Why\n")[2]  # below the overview, where there is one
        items = [line for line in proof.splitlines() if line.lstrip().startswith("- ")]
        assert len(items) == steps(explanation.root)


def test_every_edge_of_the_graph_joins_steps_that_are_drawn(bakery: Analysis) -> None:
    for explanation in some(bakery):
        dot = dot_from_explanation(explanation, "zh", depth=0)
        drawn = re.findall(r"^  (n\d+m?) \[", dot, re.MULTILINE)
        edges = re.findall(r"^  (n\d+) -> (n\d+m?)", dot, re.MULTILINE)
        assert len(drawn) == len(set(drawn))
        assert {end for edge in edges for end in edge} <= set(drawn)
        assert len(edges) >= len(drawn) - 1  # one picture


def test_a_depth_leaves_out_what_is_below_and_says_how_much(bakery: Analysis) -> None:
    explanation = max(some(bakery), key=lambda e: steps(e.root))
    short = markdown_from_explanation(explanation, "en", depth=1)
    assert "more steps" in short
    assert len(short) < len(markdown_from_explanation(explanation, "en", depth=0))
    assert "more steps" in dot_from_explanation(explanation, "en", depth=1)


ODD = Explanation(
    "x:1",
    Words('a "quoted" \\ <b>*title*</b>', "题"),
    Step(Basis.STATED, Words('says "no" \\n [x](y) | {z}', "称“否”")),
)


def test_no_text_of_a_case_becomes_markup() -> None:
    text = markdown_from_explanation(ODD, "en", depth=0)
    assert "<b>" not in text
    assert "[x](y)" not in text
    assert r"says \"no\" \\n" in dot_from_explanation(ODD, "en", depth=0)


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz (dot) is not installed")
def test_graphviz_draws_it(bakery: Analysis) -> None:
    for explanation in (*some(bakery)[:3], ODD):
        dot = dot_from_explanation(explanation, "zh", depth=0)
        drawn = subprocess.run(
            ["dot", "-Tsvg"], input=dot.encode(), capture_output=True, check=True, timeout=60
        )
        assert drawn.stdout.startswith(b"<?xml")
        assert not drawn.stderr
