"""The pages in a real browser: accessible, whole without script, with no request elsewhere.

Needs playwright, axe-playwright-python and a Chromium (VCC_CHROMIUM, or one on the path).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
    "/?lang=en", "/?lang=zh", "/?lang=en&q=nothing", "/?lang=zh&findings=info&order=most",
    "/query?lang=en", "/query?lang=zh",
    "/query?lang=en&query=" + quote("SELECT * { ?s ?p ?o } LIMIT 5"), "/query?lang=zh&query=SELEC",
    "/Actor?lang=en", "/Actor?lang=zh", f"{CASE}?lang=en", f"{CASE}?lang=zh",
    f"{CASE}/{quote('面包房')}?lang=zh",
]  # fmt: skip
PHONE = {"width": 390, "height": 800}


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


@contextmanager
def opened(browser: Any, **settings: Any) -> Iterator[Any]:
    """A page whose requests and complaints are noted."""
    context = browser.new_context(**settings)
    try:
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda said: page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        yield page
    finally:
        context.close()


def assert_accessible(page: Any) -> None:
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def assert_stayed(page: Any, server: Served) -> None:
    assert [url for url in page.asked if not url.startswith(server.url + "/")] == []
    assert [text for text in page.complaints if "Security Policy" in text] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_asks_nobody_else(
    bakery: Served, browser: Any, path: str, scheme: str
) -> None:
    # The policy of the page forbids every script of others, also that of axe.
    with opened(browser, bypass_csp=True, color_scheme=scheme) as page:
        page.goto(bakery.url + path)
        assert_accessible(page)
        assert_stayed(page, bakery)


@pytest.mark.parametrize("path", ["/?lang=zh", "/query?lang=zh", "/Actor?lang=en", CASE])
def test_a_page_fits_a_phone(bakery: Served, browser: Any, path: str) -> None:
    with opened(browser, bypass_csp=True, viewport=PHONE) as page:
        page.goto(bakery.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert_accessible(page)


def test_a_case_whose_every_proof_is_open_is_accessible(bakery: Served, browser: Any) -> None:
    with opened(browser, bypass_csp=True) as page:
        page.goto(f"{bakery.url}{CASE}?lang=en")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert_accessible(page)


def test_a_reader_searches_opens_a_case_and_unfolds_a_proof(bakery: Served, browser: Any) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(bakery.url + "/?lang=zh")
        page.get_by_role("searchbox").fill("面包")
        page.get_by_label("发现").select_option("info")
        page.get_by_role("button").click()
        page.get_by_role("rowheader").get_by_role("link").click()
        proof = page.locator("#section-logic ~ * details, #section-logic ~ ul details").first
        assert not proof.locator("p").first.is_visible()
        proof.locator("summary").first.click()
        assert proof.locator("p").first.is_visible()
        line = proof.locator('a[href^="#L"]').first
        line.click()
        assert page.locator(":target .number").is_visible()
        page.get_by_role("link", name="English").click()
        page.locator("html[lang=en]").wait_for(state="attached")
        assert_stayed(page, bakery)


def test_without_script_a_reader_asks_and_sees_the_answer_or_what_is_wrong(
    bakery: Served, browser: Any
) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(bakery.url + "/query?lang=en")
        page.get_by_role("button").click()
        page.locator("tbody tr").nth(1).wait_for()
        assert page.locator("tbody tr").count() == 2
        page.get_by_label("SPARQL query").fill("SELECT * { ?s ")
        page.get_by_role("button").click()
        assert "Q101" in page.get_by_role("alert").inner_text()
        page.get_by_role("link", name="Which feedback loops are closed?").click()
        assert page.get_by_role("status").inner_text()


@pytest.mark.parametrize(
    ("language", "example", "words"),
    [
        ("en", "Which roles does each actor play in each case?", ("Table", "Shorten long values")),
        ("zh", "各案例中每个主体扮演哪些角色？", ("表格", "缩略长文本")),
    ],
)
def test_with_script_the_editor_asks_and_its_table_answers(
    bakery: Served, browser: Any, language: str, example: str, words: tuple[str, ...]
) -> None:
    with opened(browser) as page:
        page.goto(f"{bakery.url}/query?lang={language}")
        page.locator(".yasqe .CodeMirror").wait_for()
        assert not page.locator("textarea#query").is_visible()
        page.get_by_role("link", name=example).click()
        page.locator(".yasr table tbody tr").first.wait_for()
        assert page.locator(".yasr table tbody tr").count() > 3
        header = page.locator(".yasr").inner_text()
        assert all(word in header for word in words)
        leads = page.locator(".yasr a.iri").first.get_attribute("href")
        assert leads.startswith("/")
        assert page.url.startswith(f"{bakery.url}/query?lang={language}&query=")
        assert_stayed(page, bakery)
    with opened(browser, bypass_csp=True) as page:
        page.goto(f"{bakery.url}/query?lang={language}")
        page.get_by_role("link", name=example).click()
        page.locator(".yasr table tbody tr").first.wait_for()
        assert_accessible(page)


# Every surface that is more light than dark, {where: colour}; but for what is painted in the colour
# of links (buttons, what is picked from a list), and the pieces of bars.
LIGHT_SURFACES = """() => {
  const luminance = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    return alpha < 0.5 ? 0 : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  const link = getComputedStyle(document.body).getPropertyValue("--link").trim();
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.setProperty("background-color", link);
  const ours = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const found = {};
  for (const each of document.querySelectorAll("body, body *")) {
    const style = getComputedStyle(each);
    const colour = each.matches("svg > rect:first-of-type") ? style.fill : style.backgroundColor;
    if (colour === ours || luminance(colour) <= 0.65) continue;
    found[`${each.tagName}.${each.className}`] = colour;
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_wholly_as_light_or_dark_as_its_reader_wants(
    bakery: Served, browser: Any, scheme: str
) -> None:
    with opened(browser, color_scheme=scheme, bypass_csp=True) as page:
        page.goto(f"{bakery.url}{CASE}?lang=en")
        assert page.locator('svg[aria-labelledby^="bars-"]').count() > 1
        assert bool(page.evaluate(LIGHT_SURFACES)) is (scheme == "light")
        written = page.locator('svg[aria-labelledby^="bars-"] > text:not([fill])').first
        ink = written.evaluate("each => getComputedStyle(each).fill")
        assert (sum(map(int, re.findall(r"\d+", ink)[:3])) > 400) is (scheme == "dark")
        page.goto(f"{bakery.url}/query?lang=en")
        page.get_by_role("link", name="Which roles does each actor play in each case?").click()
        page.locator(".yasr table tbody tr").first.wait_for()
        assert_accessible(page)
        assert bool(page.evaluate(LIGHT_SURFACES)) is (scheme == "light")
        page.locator(".yasr .yasr_btn", has_text="Response").first.click()
        page.locator(".yasr .CodeMirror").wait_for()
        page.locator(".yasqe .CodeMirror").click()
        page.keyboard.press("Control+A")
        page.keyboard.type("SELECT * { ?a a :Act")
        page.keyboard.press("Control+Space")
        page.locator(".CodeMirror-hints li", has_text=":Activity").first.wait_for()
        assert bool(page.evaluate(LIGHT_SURFACES)) is (scheme == "light")


def test_a_keyboard_is_enough_for_the_editor(bakery: Served, browser: Any) -> None:
    with opened(browser) as page:
        page.goto(bakery.url + "/query?lang=en")
        page.locator(".yasqe .CodeMirror").click()
        page.keyboard.press("Control+A")
        page.keyboard.type("SELECT (7 AS ?x) {}")
        page.keyboard.press("Control+Enter")
        page.locator(".yasr td", has_text="7").first.wait_for()
        page.locator(".yasqe .CodeMirror").click()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.CodeMirror')") is None
        page.locator(".yasqe .CodeMirror").click()
        page.keyboard.press("Control+A")
        page.keyboard.type("SELECT * { ?a a :Act")
        page.keyboard.press("Control+Space")
        hint = page.locator(".CodeMirror-hints li", has_text=":Activity").first
        hint.wait_for()
        page.keyboard.press("Escape")
        assert_stayed(page, bakery)


def test_what_is_wrong_with_a_query_is_said_in_the_table(bakery: Served, browser: Any) -> None:
    with opened(browser) as page:
        page.goto(bakery.url + "/query?lang=zh&query=" + quote("SELECT * { ?s "))
        assert "Q101" in page.get_by_role("alert").inner_text()
        page.get_by_role("button", name="运行", exact=True).click()
        page.locator(".yasr", has_text="Q101").wait_for()
