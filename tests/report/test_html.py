"""One file, sound, safe and small."""

import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from hustings.report import charts, html, palette
from hustings.report.pages import backtest_page, forecast_page, show_page, whatif_page

VOID = {"meta", "link", "br", "hr", "img", "input"}
LOADS = {"src", "srcset", "poster", "data", "background"}
HOSTILE = "<script>alert(1)</script>\"'&"


class Reader(HTMLParser):
    """Collects tags, links, loads and text, and fails on a tag that does not close."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.loads: list[str | None] = []
        self.text = ""

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.loads += [value for name, value in attrs if name in LOADS]
        self.loads += [found.get("href")] if tag in ("link", "use", "image") else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        self.text += data


def read(out: str) -> Reader:
    reader = Reader()
    reader.feed(out)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(params=["forecast", "whatif", "backtest"])
def page(request, forecast, whatif, backtest):
    return {
        "forecast": lambda: forecast_page(forecast, command="hustings forecast orchard-club"),
        "whatif": lambda: whatif_page(whatif),
        "backtest": lambda: backtest_page(backtest),
    }[request.param]()


def test_every_page_is_sound_small_and_loads_nothing(page) -> None:
    out = html.render(page)
    reader = read(out)
    assert len(out.encode()) < 400_000
    assert set(reader.loads) <= {"data:,"}
    assert not re.search(r"url\(|@import", out)
    assert [tag for tag, _ in reader.tags].count("h1") == 1
    assert not any(tag == "script" for tag, _ in reader.tags)
    assert ("html", {"lang": "en"}) in reader.tags
    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    anchors = [a["href"] for t, a in reader.tags if t == "a" and (a["href"] or "").startswith("#")]
    assert {a[1:] for a in anchors if a} <= set(ids)


def test_headings_step_down_one_at_a_time(page) -> None:
    levels = [int(tag[1]) for tag, _ in read(html.render(page)).tags if re.match(r"h\d$", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_drawing_has_a_label_and_every_figure_a_table(page) -> None:
    reader = read(html.render(page))
    drawings = [attrs for tag, attrs in reader.tags if tag == "svg"]
    assert drawings
    assert all(a["role"] == "img" and len(a["aria-label"] or "") > 20 for a in drawings)
    figures = charts.figures(page)
    captions = [tag for tag, _ in reader.tags if tag == "caption"]
    assert len(captions) >= len(figures)


def test_the_report_says_what_the_page_says(forecast) -> None:
    page = forecast_page(forecast, command="hustings forecast orchard-club --seed 7")
    said = read(html.render(page)).text.replace("\u00a0", " ").replace("\u2060", "")
    assert page.headline in said
    assert forecast.data_sha256 in said
    assert "hustings forecast orchard-club --seed 7" in said
    assert "never averaged" in said
    assert 'href="https://example.org/news/1"' in html.render(page)


def test_hostile_words_are_only_words(forecast) -> None:
    people = tuple(replace(c, name=f"{c.name}{HOSTILE}") for c in forecast.candidates)
    step = replace(forecast.steps[0], text=HOSTILE, source=f"javascript:alert(1) | {HOSTILE}")
    world = replace(forecast.worlds[0], title=HOSTILE)
    hostile = replace(
        forecast,
        candidates=people,
        steps=(step,),
        worlds=(world, *forecast.worlds[1:]),
        label=HOSTILE,
        organisation=HOSTILE,
    )
    reader = read(html.render(forecast_page(hostile, command=HOSTILE)))
    assert not any(tag == "script" for tag, _ in reader.tags)
    links = [attrs["href"] for tag, attrs in reader.tags if tag == "a"]
    assert not any((link or "").startswith("javascript") for link in links)


def test_a_page_without_html_says_so(view) -> None:
    with pytest.raises(TypeError, match="no HTML form for ShowPage"):
        html.render(show_page(view))


def test_drawings_use_the_page_colours(forecast) -> None:
    out = html.render(forecast_page(forecast))
    body = out[out.index("<main") :]
    assert 'fill="var(--slate-0)"' in body
    assert not [c for c in palette.LIGHT.values() if f'"{c}"' in body]
    assert palette.LIGHT.keys() == palette.DARK.keys()
    assert len(set(palette.LIGHT.values())) == len(palette.LIGHT)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lin = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_contrast_is_enough(colours) -> None:
    """WCAG AA: 4.5 for words, 3 for marks."""
    for name in ("ink", "muted", "accent"):
        assert contrast(colours[name], colours["paper"]) >= 4.5
    assert contrast(colours["ink"], colours["band"]) >= 4.5
    for i in range(6):
        assert contrast(colours[f"on-heat-{i}"], colours[f"heat-{i}"]) >= 4.5, i
        assert contrast(colours[f"slate-{i}"], colours["paper"]) >= 3
    assert contrast(colours["alone"], colours["paper"]) >= 3


def test_pictures_on_disk_have_real_colours(forecast, tmp_path) -> None:
    written = charts.write_pictures(tmp_path / "pictures", forecast_page(forecast))
    names = {path.name for path in written}
    assert {"board.svg", "board.png", "curve.svg", "grid.png", "worlds.svg"} <= names
    assert {"last-seat.png", "first-out.png"} <= names
    for path in written:
        if path.suffix == ".svg":
            assert "var(" not in path.read_text(encoding="utf-8")
        else:
            assert path.read_bytes().startswith(b"\x89PNG")


def test_no_renderer_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys, hustings, hustings.report, hustings.report.pages, hustings.report.json;"
        "heavy = {'rich', 'jinja2', 'vl_convert', 'markupsafe'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
