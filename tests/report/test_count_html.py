"""The report of a count: one sound file that loads nothing, readable wide and narrow."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from count_samples import differing, garden, orchard
from test_browser import assert_words_are_legible, browser  # noqa: F401
from test_html import HOSTILE, contrast, read

from hustings.report import html, palette
from hustings.report.pages import Counted, count_page, counts_page


@pytest.fixture(scope="module")
def pages():
    return {
        "stv": count_page(Counted(count=orchard(), official=differing()), command="hustings count"),
        "meek": count_page(orchard("meek-nz")),
        "block": count_page(orchard("block-vote")),
        "many": count_page(garden()),
    }


@pytest.fixture(scope="module")
def reports(pages) -> dict[str, str]:
    return {name: html.render(page) for name, page in pages.items()}


@pytest.mark.parametrize("name", ["stv", "meek", "block", "many"])
def test_a_report_is_sound_small_and_loads_nothing(reports, name: str) -> None:
    out = reports[name]
    reader = read(out)
    assert len(out.encode()) < 450_000
    assert set(reader.loads) <= {"data:,"}
    assert not re.search(r"url\(|@import|<script", out)
    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    anchors = [a["href"] for t, a in reader.tags if t == "a" and (a["href"] or "").startswith("#")]
    assert {a[1:] for a in anchors if a} <= set(ids)
    levels = [int(tag[1]) for tag, _ in reader.tags if re.match(r"h\d$", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    drawings = [attrs for tag, attrs in reader.tags if tag == "svg"]
    assert all(a["role"] == "img" and len(a["aria-label"] or "") > 20 for a in drawings)


def test_it_says_what_the_page_says(reports, pages) -> None:
    said = read(reports["stv"]).text
    page = pages["stv"]
    assert page.headline in said
    for words in ("Beside the official result", "57 of 60", "a slip of the pen", "assumed"):
        assert words in said
    assert page.provenance.facts[-2][1] in said
    for row in page.stages.rows:
        assert row.name in said


def test_hostile_names_are_only_words() -> None:
    count = orchard()
    names = tuple(f"{name}{HOSTILE}" for name in count.candidates)
    terms = replace(count.terms, title=HOSTILE)
    odd = replace(count, candidates=names, terms=terms, title=HOSTILE)
    given = Counted(count=odd, file=HOSTILE, notes=(HOSTILE,))
    reader = read(html.render(count_page(given, command=HOSTILE)))
    assert not any(tag == "script" for tag, _ in reader.tags)


def test_colours_come_from_the_page(reports) -> None:
    body = reports["many"][reports["many"].index("<main") :]
    assert not [c for c in palette.LIGHT.values() if f'"{c}"' in body]
    assert 'fill="var(--slate-11)"' in body or 'fill="var(--slate-10)"' in body


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_candidates_stand_out_from_the_paper(colours) -> None:
    """WCAG AA for marks."""
    for i in range(palette.CANDIDATES):
        assert contrast(colours[f"slate-{i}"], colours["paper"]) >= 3, i


def test_a_list_of_counts_has_no_report() -> None:
    with pytest.raises(TypeError, match="no HTML form for CountsPage"):
        html.render(counts_page([Counted(count=orchard())]))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (980, "dark"), (800, "light"), (320, "dark")]
)
def test_it_opens_from_disk(browser, reports, tmp_path, width: int, scheme: str) -> None:  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for name, out in ((name, reports[name]) for name in ("stv", "many")):
        path = tmp_path / f"{name}.html"
        path.write_text(out, encoding="utf-8")
        page = context.new_page()
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        for figure in page.locator("figure").all():
            shown = [svg for svg in figure.locator("svg[role=img]").all() if svg.is_visible()]
            assert len(shown) == 1
        assert_words_are_legible(page)
        page.close()
    context.close()


@pytest.mark.browser
def test_names_stay_while_the_table_scrolls(browser, reports, tmp_path) -> None:  # noqa: F811
    """On a phone the candidates' names keep their place; the table can be scrolled by keyboard."""
    path = tmp_path / "many.html"
    path.write_text(reports["many"], encoding="utf-8")
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(path.as_uri())
    name = page.locator(".sheet tbody th").first
    before = name.bounding_box()
    page.locator(".sheet-scroll").evaluate("box => box.scrollLeft = 900")
    assert name.bounding_box()["x"] == before["x"]
    assert page.locator(".sheet-scroll").get_attribute("tabindex") == "0"
    page.emulate_media(media="print")
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()
