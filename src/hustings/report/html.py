"""Pages as one self-contained HTML file each: no script, no font, no request."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hustings.report.charts import Figure, figures, inline
from hustings.report.pages import BacktestPage, ForecastPage, Page, WhatIfPage
from hustings.report.palette import DARK, LIGHT

TEMPLATES: dict[type, str] = {
    ForecastPage: "forecast.html.j2",
    WhatIfPage: "whatif.html.j2",
    BacktestPage: "backtest.html.j2",
}
NO_BREAK = "\u00a0"


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
    """A number stays on the line of its percent sign."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return value.replace(" %", f"{NO_BREAK}%")
    return value


def _drawings(figure: Figure) -> list[tuple[str, Markup]]:
    """Each drawing of a figure with the class that says where it is shown.

    The drawing engine escapes text itself, and `inline` escapes the label.
    """
    if len(figure.frames) == 1:
        return [("every", Markup(inline(figure, figure.frames[0])))]  # noqa: S704
    kinds = [("narrow" if frame.narrow else "wide", frame) for frame in figure.frames]
    return [(kind, Markup(inline(figure, frame))) for kind, frame in kinds]  # noqa: S704
