"""Vega-Lite specifications of every chart, wide and narrow, from the rows of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from hustings.report import words
from hustings.report.board import INDEPENDENT, Board, BoardRow
from hustings.report.figure import Frame, Spec
from hustings.report.forecast_page import MovedRow, WorldsBlock
from hustings.report.palette import LIGHT, SHAPES, heat, hue
from hustings.report.parts import CurveBlock, GridBlock, Rung, thinned
from hustings.report.track import OURS, ModeScores

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif"
PERCENT = "format(100 * datum.value, 'd') + ' %'"


def board_spec(board: Board, frame: Frame) -> Spec:
    """Expected shares of ballots with 80 % intervals, odds beside, the last seat ruled."""
    values = [_board_value(row, frame) for row in board.rows]
    names = [str(value["name"]) for value in values]
    span = max(r.high for r in board.rows) - min(r.low for r in board.rows) or 1.0
    low = max(0.0, min(r.low for r in board.rows) - 0.03 * span)
    high = max(r.high for r in board.rows) + span * (0.27 if frame.narrow else 0.09)
    axis = {"labelExpr": PERCENT, "tickCount": 4 if frame.narrow else 6}
    x = {"title": "Expected share of valid ballots", "axis": axis, "scale": _exact([low, high])}
    colour = _colours(list(board.slates), _slate_hues(board.slates), frame)
    layers = [
        layer({"type": "rule", "size": 3, "opacity": 0.55}, x=_q("low", **x), x2=_f("high")),
        layer(
            {"type": "point", "size": 62, "filled": True, "opacity": 1},
            x=_q("mid", **x),
            shape=_shapes(board.slates, frame),
        ),
        _words_layer("odds", x=_q("high", **x), dx=7),
    ]
    for one in layers[:2]:
        one["encoding"]["color"] = colour
    if 0 < board.seats < len(names):
        layers += _last_seat_line(names[board.seats - 1])
    return chart(frame, values, layers, y=_names(names), height={"step": 22})


def curve_spec(curve: CurveBlock, frame: Frame) -> Spec:
    """The return curve with its 80 % band, counts as points, events as rules with labels."""
    values = [
        {
            "on": _on(curve, p.day),
            "low": p.low,
            "mid": p.mid,
            "high": p.high,
        }
        for p in curve.points
    ]
    x = {
        "field": "on",
        "type": "temporal",
        "scale": {"type": "utc", "nice": False},
        "title": None,
        "axis": {"format": "%-d %b", "tickCount": 4 if frame.narrow else 7, "grid": False},
    }
    y = _q("mid", title="Share of ballots in", axis={"labelExpr": PERCENT, "tickCount": 5})
    y["scale"] = {"domain": [0, 1]}
    layers = [
        layer({"type": "area", "color": LIGHT["band"]}, y=y | {"field": "low"}, y2=_f("high")),
        layer({"type": "line", "color": LIGHT["slate-0"], "strokeWidth": 2}, y=y),
    ]
    if curve.observed:
        counts = [{"on": _on(curve, d), "mid": s} for d, s in curve.observed]
        point = {"type": "point", "filled": True, "size": 45, "color": LIGHT["ink"], "opacity": 1}
        layers.append(layer(point, y=y) | _data(counts))
    if curve.marks:
        layers += _event_marks(curve)
    return chart(frame, values, layers, x=x, height=230)


def grid_spec(grid: GridBlock, frame: Frame) -> Spec:
    """Odds as a heat map with the numbers in the cells; even odds divide the colours."""
    steps = [str(i) for i in range(6)]
    rows = thinned(len(grid.cast)) if frame.narrow else range(len(grid.cast))
    columns = thinned(len(grid.follow)) if frame.narrow else range(len(grid.follow))
    values = [
        {
            "cast": words.share(grid.cast[i]),
            "follow": words.share(grid.follow[j]),
            "step": str(heat(grid.p[i][j])),
            "odds": words.odds(grid.p[i][j]).removesuffix(" %"),
        }
        for i in rows
        for j in columns
    ]
    x = ordinal("follow", [words.share(grid.follow[j]) for j in columns])
    x["title"] = "Later voters who follow"
    x["axis"] = {
        "labelAngle": 0,
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
        "orient": "top",
    }
    y = ordinal("cast", [words.share(grid.cast[i]) for i in rows])
    y["title"] = "Ballots already in"
    y["axis"] = {"domain": False, "ticks": False, "labelPadding": 6}
    fills = [LIGHT[f"heat-{i}"] for i in steps]
    inks = [LIGHT[f"on-heat-{i}"] for i in steps]
    rect = {"type": "rect", "stroke": LIGHT["paper"], "strokeWidth": 2}
    layers = [
        layer(rect, color=stepped(steps, fills)),
        layer(
            {"type": "text", "fontSize": 13},
            text=_f("odds") | {"type": "nominal"},
            color=stepped(steps, inks),
        ),
    ]
    made = chart(frame, values, layers, x=x, y=y, height={"step": 34 if len(rows) <= 8 else 26})
    return made | {"resolve": {"scale": {"color": "independent"}}}


def worlds_spec(worlds: WorldsBlock, frame: Frame) -> Spec:
    """Odds of each candidate near the line in every world, side by side."""
    titles = [row.title for row in worlds.rows]
    values = [
        {"name": _label(name, frame), "world": row.title, "p": row.odds[i]}
        for row in worlds.rows
        for i, name in enumerate(worlds.candidates)
    ]
    names = [_label(name, frame) for name in worlds.candidates]
    hues = [LIGHT["ink"], *(hue(i) for i in range(len(titles) - 1))]
    marks = ["circle", *(SHAPES[(i + 1) % len(SHAPES)] for i in range(len(titles) - 1))]
    shape = {"field": "world", "type": "nominal", "scale": {"domain": titles, "range": marks}}
    offset = {"field": "world", "type": "nominal", "scale": {"domain": titles, "padding": 0.9}}
    layers = [
        layer(
            {"type": "point", "filled": True, "size": 60, "opacity": 1},
            x=_percent("p", frame),
            yOffset=offset,
            color=_colours(titles, hues, frame, columns=1 if frame.narrow else 2),
            shape=shape | {"legend": _legend(1 if frame.narrow else 2)},
        )
    ]
    return chart(frame, values, layers, y=_names(names, banded=True), height=_tall(titles))


def moved_spec(rows: Sequence[MovedRow], frame: Frame) -> Spec:
    """Odds before (hollow) and after (solid), joined by a line."""
    values = [
        {
            "name": _label(row.name, frame),
            "before": row.before,
            "after": row.after,
            "edge": max(row.before, row.after),
            "text": _both(row),
            "way": "falls" if row.after < row.before else "rises",
        }
        for row in rows
    ]
    names = [str(value["name"]) for value in values]
    way = _colours(["falls", "rises"], [LIGHT["accent"], LIGHT["slate-0"]], frame) | {
        "field": "way",
        "legend": None,
    }
    hollow = {"type": "point", "size": 60, "fill": LIGHT["paper"], "strokeWidth": 2, "opacity": 1}
    room = 1.42 if frame.narrow else 1.18
    axis = _percent("before", frame) | {"scale": _exact([0, room])}
    layers = [
        layer({"type": "rule", "size": 3, "opacity": 0.5}, x=axis, x2=_f("after"), color=way),
        layer(hollow, x=axis, color=way),
        layer(
            {"type": "point", "size": 70, "filled": True, "opacity": 1},
            x=axis | {"field": "after"},
            color=way,
        ),
        _words_layer("text", x=axis | {"field": "edge"}, dx=9),
    ]
    return chart(frame, values, layers, y=_names(names), height={"step": 28})


def rungs_spec(rungs: Sequence[Rung], frame: Frame) -> Spec:
    """The odds of one place as bars."""
    values = [{"name": _label(r.name, frame), "p": r.p, "text": words.odds(r.p)} for r in rungs]
    top = max((r.p for r in rungs), default=1.0) * 1.25
    x = _q("p", title=None, axis=None, scale=_exact([0, top]))
    layers = [
        layer({"type": "bar", "color": LIGHT["slate-0"], "size": 13}, x=x),
        _words_layer("text", x=x, dx=5),
    ]
    names = [str(value["name"]) for value in values]
    return chart(frame, values, layers, y=_names(names), height={"step": 24})


def track_spec(mode: ModeScores, frame: Frame) -> Spec:
    """Mean Brier score of each method, ours in colour, the simple ones in grey."""
    values = [
        {
            "name": s.method.replace("-", " "),
            "score": s.brier,
            "text": f"{s.brier:.3f}",
            "ours": str(i == 0 or s.method in OURS),
        }
        for i, s in enumerate(mode.scores)
    ]
    top = max(s.brier for s in mode.scores) * (1.3 if frame.narrow else 1.15) or 1.0
    x = _q("score", title="Mean Brier score (shorter is better)", scale=_exact([0, top]))
    x["axis"] = {"tickCount": 2 if frame.narrow else 4}
    ours = stepped(["True", "False"], [LIGHT["slate-0"], LIGHT["bar"]]) | {"field": "ours"}
    layers = [layer({"type": "bar", "size": 13}, x=x, color=ours), _words_layer("text", x=x, dx=5)]
    names = [s.method.replace("-", " ") for s in mode.scores]
    return chart(frame, values, layers, y=_names(names), height={"step": 26})


def chart(
    frame: Frame, values: Sequence[Mapping[str, Any]], layers: list[Spec], **parts: Any
) -> Spec:
    """Layers on one frame; `parts` are the height and the encodings that all layers share."""
    height = parts.pop("height")
    fit = "fit-x" if isinstance(height, dict) else "fit"
    return {
        "$schema": SCHEMA,
        "width": frame.width,
        "height": height,
        "autosize": {"type": fit, "contains": "padding"},
        "background": None,
        "padding": {"left": 8, "right": 8, "top": 4, "bottom": 4},
        "data": {"values": values},
        "encoding": parts,
        "layer": layers,
        "config": CONFIG,
    }


def layer(mark: Spec, **encoding: Any) -> Spec:
    """One mark and what it encodes."""
    return {"mark": mark, "encoding": encoding}


def _words_layer(field: str, *, x: Spec, dx: int) -> Spec:
    mark = {"type": "text", "align": "left", "dx": dx, "color": LIGHT["ink"], "fontSize": 12}
    return layer(mark, x=x, text={"field": field, "type": "nominal"})


def _data(values: list[dict[str, Any]]) -> Spec:
    return {"data": {"values": values}}


def _f(field: str) -> Spec:
    return {"field": field}


def _q(field: str, **more: Any) -> Spec:
    return {"field": field, "type": "quantitative", **more}


def ordinal(field: str, order: list[str], **more: Any) -> Spec:
    """Categories in the order given."""
    return {"field": field, "type": "ordinal", "sort": None, "scale": {"domain": order}, **more}


def _exact(domain: list[float]) -> Spec:
    return {"domain": domain, "nice": False, "zero": False}


def stepped(domain: list[str], colours: list[str]) -> Spec:
    """The colour of a cell by its step."""
    scale = {"domain": domain, "range": colours}
    return {"field": "step", "type": "nominal", "scale": scale, "legend": None}


def _percent(field: str, frame: Frame) -> Spec:
    axis = {
        "labelExpr": PERCENT,
        "values": [0, 0.5, 1] if frame.narrow else [0, 0.25, 0.5, 0.75, 1],
    }
    title = None if frame.narrow else "Odds of a seat"
    return _q(field, title=title, axis=axis, scale={"domain": [0, 1]})


def _tall(titles: list[str]) -> Spec:
    return {"step": max(28, 9 * len(titles) + 9), "for": "position"}


def _names(names: list[str], banded: bool = False) -> Spec:
    axis: Spec = {"domain": False, "ticks": False, "labelPadding": 8, "grid": False}
    scale: Spec = {"type": "band", "domain": names}
    if banded:
        axis |= {"grid": True, "gridColor": LIGHT["line"], "tickBand": "extent"}
        scale |= {"paddingInner": 0, "paddingOuter": 0}
    return {"field": "name", "type": "nominal", "title": None, "axis": axis, "scale": scale}


def _legend(columns: int = 0) -> Spec:
    limit = 205 if columns == 1 else 300
    return {"orient": "top", "title": None, "columns": columns, "offset": 6, "labelLimit": limit}


def _colours(domain: list[str], hues: list[str], frame: Frame, columns: int = 0) -> Spec:
    field = "slate" if columns == 0 else "world"
    count = columns or (2 if frame.narrow else len(domain))
    scale = {"domain": domain, "range": hues}
    return {"field": field, "type": "nominal", "scale": scale, "legend": _legend(count)}


def _slate_hues(slates: Sequence[str]) -> list[str]:
    return [LIGHT["alone"] if s == INDEPENDENT else hue(i) for i, s in enumerate(slates)]


def _shapes(slates: Sequence[str], frame: Frame) -> Spec:
    marks = [SHAPES[i % len(SHAPES)] for i in range(len(slates))]
    scale = {"domain": list(slates), "range": marks}
    legend = _legend(2 if frame.narrow else len(slates))
    return {"field": "slate", "type": "nominal", "scale": scale, "legend": legend}


def _board_value(row: BoardRow, frame: Frame) -> dict[str, Any]:
    return {
        "name": _label(row.name, frame),
        "slate": row.slate,
        "low": row.low,
        "mid": row.mid,
        "high": row.high,
        "odds": words.odds(row.p),
    }


def _label(name: str, frame: Frame) -> str:
    """The name, cut where a phone has no room for it."""
    most = 17 if frame.narrow else 34
    first, _, rest = name.partition(" ")
    if len(name) > most and rest:
        name = f"{first[:1]}. {rest}"
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _last_seat_line(name: str) -> list[Spec]:
    y = {"datum": name, "bandPosition": 1}
    rule = {"type": "rule", "color": LIGHT["accent"], "strokeDash": [4, 3], "size": 1}
    label = {
        "type": "text",
        "align": "right",
        "baseline": "top",
        "dy": 4,
        "color": LIGHT["accent"],
        "fontSize": 12,
    }
    words_ = {"text": {"value": "↑ last seat"}, "x": {"value": "width"}, "y": y}
    one = _data([{}])
    return [layer(rule, y=y) | one, layer(label, **words_) | one]


def _both(row: MovedRow) -> str:
    return f"{words.odds(row.before).removesuffix(' %')} → {words.odds(row.after)}"


def _on(curve: CurveBlock, day: float) -> str:
    return (curve.opened + timedelta(days=day)).isoformat()


def _event_marks(curve: CurveBlock) -> list[Spec]:
    marks = [{"on": _on(curve, m.day), "label": m.label} for m in curve.marks]
    rule = {"type": "rule", "color": LIGHT["accent"], "strokeDash": [4, 3], "size": 1.5}
    text = {
        "type": "text",
        "align": "left",
        "dx": 5,
        "baseline": "top",
        "color": LIGHT["accent"],
        "fontSize": 12,
    }
    label = {"text": {"field": "label", "type": "nominal"}, "y": {"value": 2}}
    return [layer(rule) | _data(marks), layer(text, **label) | _data(marks)]


CONFIG: Spec = {
    "font": FONT,
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelColor": LIGHT["muted"],
        "titleColor": LIGHT["muted"],
        "gridColor": LIGHT["line"],
        "domainColor": LIGHT["line"],
        "tickColor": LIGHT["line"],
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 260,
    },
    "axisY": {"labelColor": LIGHT["ink"]},
    "legend": {
        "labelColor": LIGHT["ink"],
        "labelFontSize": 12,
        "symbolSize": 80,
        "symbolOpacity": 1,
        "symbolStrokeWidth": 1.5,
    },
}
