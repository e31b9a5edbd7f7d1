"""The pages in a real browser: accessible, without script, without a request to anywhere else.

Needs playwright, axe-playwright-python and a Chromium (VCC_CHROMIUM, or one on the path).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("uvicorn", reason="the server comes with the serve extra")
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)

from tests.unit.serve.served import Served, serving  # noqa: E402 - after the skips

CHROMIUM = os.environ.get("VCC_CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
CASE = quote("/case/街角面包房")
PAGES = [
    "/?lang=en", "/?lang=zh", "/?lang=en&q=nothing", "/query?lang=en", "/query?lang=zh",
    "/query?lang=en&query=" + quote("SELECT * { ?s ?p ?o } LIMIT 5"), "/query?lang=zh&query=SELEC",
    "/Actor?lang=en", f"{CASE}?lang=en", f"{CASE}?lang=zh",
]  # fmt: skip


@pytest.fixture(scope="module")
def bakery(repository: Path) -> Iterator[Served]:
    with serving(str(repository / "examples/02-bakery")) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_asks_nobody_else(
    bakery: Served, browser: Any, path: str, scheme: str
) -> None:
    # The policy of the page forbids every script, also that of axe.
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(bakery.url + path)
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert [url for url in asked if not url.startswith(bakery.url + "/")] == []
        assert page.locator("script").count() == 0
    finally:
        context.close()


def test_a_reader_searches_opens_a_case_and_unfolds_a_proof(bakery: Served, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text))
        page.goto(bakery.url + "/?lang=zh")
        page.get_by_role("searchbox").fill("面包")
        page.get_by_role("button").click()
        page.get_by_role("rowheader").get_by_role("link").click()
        proof = page.locator("details").first
        assert not proof.get_by_role("list").first.is_visible()
        proof.locator("summary").first.click()
        assert proof.locator("p, ul").first.is_visible()
        page.get_by_role("link", name="English").click()
        assert page.locator("html").get_attribute("lang") == "en"
        assert not [text for text in refused if "Content Security Policy" in text]
    finally:
        context.close()


def test_a_reader_asks_and_sees_the_answer_or_what_is_wrong(bakery: Served, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(bakery.url + "/query?lang=en")
        page.get_by_role("button").click()
        assert page.locator("tbody tr").count() == 2
        page.get_by_label("SPARQL query").fill("SELECT * { ?s ")
        page.get_by_role("button").click()
        assert "Q101" in page.get_by_role("alert").inner_text()
        page.get_by_role("link", name="Which feedback loops are closed?").click()
        assert page.get_by_role("status").inner_text()
    finally:
        context.close()
