"""Charts of a page: drawn in this process, inlined in HTML, written as SVG and PNG."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from hustings.report import specs
from hustings.report.backtest_page import BacktestPage
from hustings.report.count_figures import count_figures
from hustings.report.figure import MIDDLE, NARROW, WIDE, Figure, Spec
from hustings.report.forecast_page import ForecastPage
from hustings.report.pages import CountPage, Page, PlainPage
from hustings.report.palette import LIGHT, themed
from hustings.report.track import ModeScores, Track
from hustings.report.whatif_page import WhatIfPage
from hustings.report.words import slug

VEGA_LITE = "6.4"
PNG_SCALE = 2.0


def figures(page: Page) -> dict[str, Figure]:
    """Every chart of a page by its name, in the order of the page."""
    if isinstance(page, ForecastPage):
        found = _forecast(page)
    elif isinstance(page, WhatIfPage):
        found = _whatif(page)
    elif isinstance(page, BacktestPage):
        found = _track(page.track, page.modes)
    elif isinstance(page, CountPage):
        found = count_figures(page)
    elif isinstance(page, PlainPage):
        found = [figure for section in page.sections for figure in section.figures]
    else:
        found = []
    return {figure.name: figure for figure in found}


def draw(spec: Spec) -> str:
    """The chart as an SVG with real colours on no background."""
    import vl_convert

    svg: str
    if "/vega/" in spec.get("$schema", ""):
        svg = vl_convert.vega_to_svg(spec, allowed_base_urls=[])
    else:
        svg = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    return svg


def dressed(svg: str, figure: Figure) -> str:
    """A drawing for a page: themed by CSS variables, no ids, a label for those who cannot see."""
    svg = themed(svg)
    svg = re.sub(r'\s(?:id|font-family|class|xmlns:xlink|version)="[^"]*"', "", svg)
    svg = re.sub(r'\sclip-path="[^"]*"', "", re.sub(r"<defs>.*?</defs>", "", svg, flags=re.S))
    svg = re.sub(r"<[^>]*>", _shorter, svg)
    head = f'<svg class="chart" role="img" aria-label="{_attribute(figure.alt)}" focusable="false"'
    return svg.replace("<svg", head, 1)


class Ahead:
    """A page's drawings, begun in another process while this one goes on.

    The engine holds the interpreter while it draws, so a thread would not help. Without a process
    (`engine` None) each chart is drawn here when it is asked for.
    """

    def __init__(self, page: Page, engine: Executor | None = None) -> None:
        self.figures = figures(page)
        self._begun = {
            name: engine.submit(draw, figure.spec(figure.frame))
            for name, figure in self.figures.items()
            if engine is not None
        }

    def drawing(self, figure: Figure) -> str:
        """The chart for a page, once it is drawn."""
        begun = self._begun.get(figure.name)
        return dressed(begun.result() if begun else draw(figure.spec(figure.frame)), figure)


def write_pictures(folder: Path | str, page: Page) -> list[Path]:
    """Every chart of the page as NAME.svg and NAME.png in the folder, in light colours."""
    import vl_convert

    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    written = []
    for name, figure in figures(page).items():
        frame = WIDE if figure.frame == MIDDLE else figure.frame
        spec = figure.spec(frame) | {"background": LIGHT["paper"], "padding": 12}
        svg = draw(spec | {"title": _title(figure)})
        picture, drawing = home / f"{name}.png", home / f"{name}.svg"
        drawing.write_text(svg + "\n", encoding="utf-8")
        picture.write_bytes(vl_convert.svg_to_png(svg, scale=PNG_SCALE))
        written += [drawing, picture]
    return written


def warm_up() -> Executor:
    """A process that draws, its engine starting now, so that the first chart need not wait.

    A fork is the quickest start; once this process draws itself or has threads, it would not wake.
    """
    fresh = "vl_convert" not in sys.modules and threading.active_count() == 1
    context = None if fresh else get_context("spawn")
    engine = ProcessPoolExecutor(1, mp_context=context)
    engine.submit(draw, {"data": {"values": [{}]}, "mark": "point"})
    return engine


def _title(figure: Figure) -> Spec:
    return {
        "text": figure.title,
        "anchor": "start",
        "color": LIGHT["ink"],
        "fontSize": 15,
        "offset": 12,
    }


def _shorter(tag: re.Match[str]) -> str:
    """A tag with coordinates to a hundredth of a pixel; text between tags stays as it is."""
    return re.sub(r"(\d\.\d\d)\d+", r"\1", tag[0])


def _attribute(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))


def _forecast(page: ForecastPage) -> list[Figure]:
    found = [
        Figure(
            "board",
            "Expected shares of ballots and odds of a seat",
            f"Dot plot of expected shares of ballots with 80 % intervals. {page.headline}",
            page.board.table,
            partial(specs.board_spec, page.board),
        )
    ]
    found += _ladder(page)
    for event in page.events:
        found.append(
            Figure(
                slug(event.table.name),
                event.table.caption,
                f"Odds before and after {event.title}. {event.text}",
                event.table,
                partial(specs.moved_spec, event.rows),
            )
        )
    if page.curve:
        found.append(
            Figure(
                "curve",
                "Ballots in, by day",
                f"Return curve with an 80 % band. {page.curve.sentence}",
                page.curve.table,
                partial(specs.curve_spec, page.curve),
            )
        )
    if page.grid:
        found.append(_grid(page))
    if page.worlds:
        found.append(
            Figure(
                "worlds",
                "Odds of a seat in each world",
                f"Dot plot of odds by world. {page.worlds.sentence}",
                page.worlds.table,
                partial(specs.worlds_spec, page.worlds),
            )
        )
    return found


def _whatif(page: WhatIfPage) -> list[Figure]:
    found = []
    if page.moved:
        found.append(
            Figure(
                "moved",
                page.table.caption,
                f"Odds before and after. {page.headline}",
                page.table,
                partial(specs.moved_spec, page.moved),
            )
        )
    board = Figure(
        "board",
        "Expected shares of ballots and odds of a seat afterwards",
        "Dot plot of expected shares of ballots after the change, with 80 % intervals.",
        page.board.table,
        partial(specs.board_spec, page.board),
    )
    return [*found, board, *_ladder(page), *([_grid(page)] if page.grid else [])]


def _ladder(page: ForecastPage | WhatIfPage) -> list[Figure]:
    made = page.ladder
    sides = (("last-seat", made.last_title, made.last), ("first-out", made.out_title, made.out))
    return [
        Figure(
            name,
            title,
            f"Bars of the odds. {made.sentence}",
            made.table,
            partial(specs.rungs_spec, rungs),
            NARROW,
        )
        for name, title, rungs in sides
        if rungs
    ]


def _grid(page: ForecastPage | WhatIfPage) -> Figure:
    assert page.grid is not None
    return Figure(
        "grid",
        page.grid.table.caption,
        f"Heat map of odds. {page.grid.sentence}",
        page.grid.every,
        partial(specs.grid_spec, page.grid),
    )


def _track(track: Track | None, modes: Sequence[ModeScores]) -> list[Figure]:
    return [
        Figure(
            f"track-{slug(mode.mode)}",
            mode.table.caption,
            f"Bars of mean Brier scores, {mode.title}. {track.verdict if track else ''}".strip(),
            mode.table,
            partial(specs.track_spec, mode),
        )
        for mode in modes
    ]
