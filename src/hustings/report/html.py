"""Pages as one self-contained HTML file each: no script, no font, no request."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hustings.report.charts import Figure, figures, inline
from hustings.report.pages import BacktestPage, ForecastPage, Page, WhatIfPage
from hustings.report.palette import DARK, LIGHT
from hustings.report.words import MONTHS

TEMPLATES: dict[type, str] = {
    ForecastPage: "forecast.html.j2",
    WhatIfPage: "whatif.html.j2",
    BacktestPage: "backtest.html.j2",
}
NO_BREAK, JOINER = "\u00a0", "\u2060"
DAY = re.compile(rf"(\d) ({'|'.join(MONTHS)})")
RANGE = re.compile(r"(?<=\d)–(?=\d)")


def render(page: Page) -> str:
    """The page as a whole HTML document."""
    name = TEMPLATES.get(type(page))
    if name is None:
        raise TypeError(f"no HTML form for {type(page).__name__}")
    template = _environment().get_template(name)
    return template.render(page=page, figures=figures(page), light=LIGHT, dark=DARK) + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("hustings.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_kept_together,
    )
    environment.filters["drawings"] = _drawings
    return environment


def _kept_together(value: Any) -> Any:
    """No line break between a number and its percent sign, a day and its month, or in a range."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = DAY.sub(rf"\1{NO_BREAK}\2", value.replace(" %", f"{NO_BREAK}%"))
    return RANGE.sub(f"{JOINER}–{JOINER}", text)


def _drawings(figure: Figure) -> list[tuple[str, Markup]]:
    """Each drawing of a figure with the class that says where it is shown.

    The drawing engine escapes text itself, and `inline` escapes the label.
    """
    if len(figure.frames) == 1:
        return [("every", Markup(inline(figure, figure.frames[0])))]
    kinds = [("narrow" if frame.narrow else "wide", frame) for frame in figure.frames]
    return [(kind, Markup(inline(figure, frame))) for kind, frame in kinds]
