"""Pages as one self-contained HTML file each: no script, no font, no request."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hustings.report.charts import Ahead
from hustings.report.declaration_page import DeclarationPage
from hustings.report.figure import Figure
from hustings.report.pages import (
    BacktestPage,
    CountPage,
    ForecastPage,
    Page,
    PlainPage,
    WhatIfPage,
)
from hustings.report.palette import DARK, LIGHT
from hustings.report.words import MONTHS

TEMPLATES: dict[type, str] = {
    ForecastPage: "forecast.html.j2",
    WhatIfPage: "whatif.html.j2",
    BacktestPage: "backtest.html.j2",
    CountPage: "count.html.j2",
    PlainPage: "plain.html.j2",
    DeclarationPage: "declaration.html.j2",
}
NO_BREAK, JOINER = "\u00a0", "\u2060"
DAY = re.compile(rf"(\d) ({'|'.join(MONTHS)})")
RANGE = re.compile(r"(?<=\d)–(?=\d)")


def render(page: Page, ahead: Ahead | None = None) -> str:
    """The page as a whole HTML document; `ahead` are its drawings if they were begun before."""
    name = TEMPLATES.get(type(page))
    if name is None:
        raise TypeError(f"no HTML form for {type(page).__name__}")
    drawn = ahead or Ahead(page)
    template = _environment().get_template(name)
    drawing = partial(_drawing, drawn)
    said = template.render(
        page=page, figures=drawn.figures, drawing=drawing, light=LIGHT, dark=DARK
    )
    return said + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("hustings.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_kept_together,
    )


def _kept_together(value: Any) -> Any:
    """No line break between a number and its percent sign, a day and its month, or in a range."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = DAY.sub(rf"\1{NO_BREAK}\2", value.replace(" %", f"{NO_BREAK}%"))
    return RANGE.sub(f"{JOINER}–{JOINER}", text)


def _drawing(drawn: Ahead, figure: Figure) -> Markup:
    """A figure's chart: the drawing engine escapes text itself, `dressed` escapes the label."""
    return Markup(drawn.drawing(figure))
