"""The report in a real browser: wide and narrow, light and dark, on paper."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hustings.report import charts, html
from hustings.report.pages import backtest_page, forecast_page, whatif_page

pytestmark = pytest.mark.browser

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAGES = ("forecast", "whatif", "backtest")


def absent(why: str) -> None:
    """Skip, or fail where a browser is required."""
    if os.environ.get("HUSTINGS_REQUIRE_BROWSER") == "1":
        pytest.fail(f"HUSTINGS_REQUIRE_BROWSER=1 but {why}")
    pytest.skip(why)


@pytest.fixture(scope="module")
def browser() -> Iterator:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright is not installed (pip install playwright)")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        absent(f"none of {', '.join(NAMES)} is on the PATH")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def files(
    tmp_path_factory: pytest.TempPathFactory, forecast, whatif, backtest
) -> dict[str, tuple[Path, int]]:
    """Each report on disk with its number of figures."""
    pages = {
        "forecast": forecast_page(forecast, command="hustings forecast orchard-club " + "x" * 90),
        "whatif": whatif_page(whatif),
        "backtest": backtest_page(backtest),
    }
    found = {}
    for name, page in pages.items():
        path = tmp_path_factory.mktemp("reports") / f"{name}.html"
        path.write_text(html.render(page), encoding="utf-8")
        found[name] = (path, len(charts.figures(page)))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_the_report_opens_from_disk(browser, files, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for name in PAGES:
        path, figures = files[name]
        page = context.new_page()
        faults: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message, out=faults: out.append(message.text))
        page.on("pageerror", lambda error, out=faults: out.append(str(error)))
        page.on("requestfailed", lambda request, out=faults: out.append(request.url))
        page.on("request", lambda request, out=asked: out.append(request.url))
        page.goto(path.as_uri())
        assert faults == []
        assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_figures(page, figures)
        assert_words_are_legible(page)
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(25, 26, 28)"
        assert dark == (scheme == "dark")
        page.close()
    context.close()


def assert_figures(page, figures: int) -> None:
    """One drawing of each figure is shown, and its table can be opened."""
    assert page.locator("figure").count() == figures
    for figure in page.locator("figure").all():
        shown = [svg for svg in figure.locator("svg[role=img]").all() if svg.is_visible()]
        assert len(shown) == 1
        assert shown[0].get_attribute("aria-label")
        box = shown[0].bounding_box()
        assert box is not None
        assert box["width"] > 200
        for summary in figure.locator("summary").all():
            summary.click()
            assert figure.locator("table").is_visible()
            summary.click()


def assert_words_are_legible(page) -> None:
    """No word of a chart is smaller than 9.5 pixels, or outside the window."""
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('svg text')].filter(t => t.getClientRects().length)
        .map(t => { const svg = t.ownerSVGElement, box = t.getBoundingClientRect();
          const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
          return [parseFloat(getComputedStyle(t).fontSize) * scale, box.left, box.right, innerWidth]
        })"""
    )
    assert sizes
    assert min(size for size, *_ in sizes) >= 9.5
    assert all(left >= 0 and right <= width for _, left, right, width in sizes)


def test_the_report_prints(browser, files) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme="dark")
    page = context.new_page()
    page.goto(files["forecast"][0].as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 249)"
    assert page.locator("figure details table").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
    context.close()


def test_the_keyboard_reaches_the_answer_first(browser, files) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(files["forecast"][0].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the answer"
    context.close()
