"""Results in notebooks: escaped, without script, in both languages; the example notebook runs.

Its cells are run one after the other by Python itself, which needs no Jupyter.
"""

from __future__ import annotations

import ast
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import vcc

REPOSITORY = Path(__file__).resolve().parents[3]
NOTEBOOK = REPOSITORY / "examples/notebook/case.ipynb"
TEXT = """vcc 1
language {language}
case t "<script>alert(1)</script> & <b>" {{
  actor f is firm "<img src=x onerror=alert(1)>"
  actor c is customer
  resource r form idea held-by c
  interaction i is co-design direct during design {{ c -> f : r }}
}}
"""


class Balanced(HTMLParser):
    """Reads HTML strictly: every tag is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


@pytest.fixture(params=["en", "zh"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> vcc.api.Case:
    path = tmp_path / "t.vcc"
    path.write_text(TEXT.format(language=request.param), encoding="utf-8")
    return vcc.load(path)


def shown(what: Any) -> str:
    return what._repr_html_()


def test_what_a_case_says_never_becomes_markup(case: vcc.api.Case) -> None:
    what = next(id for id in case.explainable if id.startswith("role"))
    for text in (shown(case), shown(case.analyse()), shown(case.explain(what))):
        tags = Balanced(text).tags
        assert tags <= {
            "div", "style", "h3", "code", "details", "summary", "table", "tr", "td", "small",
            "blockquote", "th", "ul", "li", "svg", "title", "desc", "rect", "text", "g", "path",
        }  # fmt: skip
        assert f'lang="{case.language}"' in text
    assert "&lt;script&gt;" in shown(case)


def test_headings_are_in_the_language_of_the_case(case: vcc.api.Case) -> None:
    heading = {"en": "Findings", "zh": "发现"}[case.language]
    assert f"<summary>{heading} (" in shown(case)


def test_every_conclusion_can_be_found(case: vcc.api.Case) -> None:
    ids = [conclusion.id for conclusion in case.analyse().conclusions]
    assert len(ids) > 5
    for id in ids:
        assert f"<code>{id}</code>" in shown(case)


def test_what_has_a_text_shows_that_text(case: vcc.api.Case) -> None:
    found = case.sensitivity()
    assert set(Balanced(shown(found)).tags) == {"div", "style", "pre"}


def run(notebook: Path) -> list[object]:
    """What each code cell shows."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {}
    found = []
    for cell in cells:
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            last = tree.body.pop()
            assert isinstance(last, ast.Expr)
            exec(compile(tree, str(notebook), "exec"), names)
            found.append(eval(compile(ast.Expression(last.value), str(notebook), "eval"), names))
    return found


def test_the_example_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    case, explained, why_not, kinds = run(NOTEBOOK)
    assert all(hasattr(found, "_repr_html_") for found in (case, explained, why_not))
    assert "Xiaomi" in shown(case) or "小米" in shown(case)
    assert re.search(r"<details open>", shown(explained))
    assert dict(kinds)["firm"] >= 1


def test_the_notebook_is_kept_without_results() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not c["outputs"] for c in cells if c["cell_type"] == "code")
