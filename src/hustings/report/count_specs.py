"""Charts of a count: votes by stage as lines, and bars where there is one stage."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from hustings.report import words
from hustings.report.count_flow_spec import fill_of
from hustings.report.count_flows import Series
from hustings.report.count_labels import HIGHER, LEADER, Room
from hustings.report.count_numbers import apart, short_names
from hustings.report.figure import Frame, Spec
from hustings.report.palette import LIGHT
from hustings.report.specs import CONFIG, SCHEMA

LETTERS = 15
"""Letters of a name at the end of a line."""
PLOT = 290.0
"""Pixels a chart of lines is high."""


def lines_spec(made: Series, frame: Frame) -> Spec:
    """Votes of each candidate by stage, with the quota; names at the ends of the lines."""
    stages = len(made.quota)
    drawn = [p.name for p in made.parties if p.hue >= 0]
    named = dict(zip(drawn, apart(short_names(drawn), LETTERS)))
    names = [named.get(p.name, "") for p in made.parties]
    top = max(
        [v for line in made.votes for v in line if v is not None] + [q or 0 for q in made.quota]
    )
    values = [
        {
            "party": p.key,
            "stage": i + 1,
            "votes": v,
            "fill": fill_of(p),
            "wide": 1 if p.hue < 0 else 2,
        }
        for p, line in zip(made.parties, made.votes)
        for i, v in enumerate(line)
        if v is not None
    ]
    room = Room(stages, top, frame.width - 50, PLOT)
    ends = _ends(made, names, room)
    x = {
        "field": "stage",
        "type": "quantitative",
        "title": "Stage",
        "scale": {"domain": [1, 1 + (stages - 1) * room.wider], "nice": False, "zero": False},
        "axis": {
            "values": _ticks(stages),
            "grid": False,
            "format": "d",
            "titleAnchor": "start",
        },
    }
    y = {
        "field": "votes",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, top * HIGHER], "nice": False},
        "axis": {"tickCount": 5, "format": ",d"},
    }
    colour = {"field": "fill", "type": "nominal", "scale": None}
    line = {"type": "line", "opacity": 0.9}
    wide = {"field": "wide", "type": "quantitative", "scale": None}
    detail = {"field": "party", "type": "nominal"}
    layers: list[Spec] = [
        {
            "mark": line,
            "encoding": {"x": x, "y": y, "color": colour, "detail": detail} | {"strokeWidth": wide},
        },
        {
            "mark": {"type": "point", "filled": True, "opacity": 1},
            "data": {"values": ends},
            "encoding": {
                "x": x,
                "y": y,
                "color": colour,
                "size": {"field": "size", "type": "quantitative", "scale": None},
            },
        },
        {
            "mark": {"type": "rule", "strokeWidth": 1.2},
            "data": {"values": [e for e in ends if e.get("label_at") is not None]},
            "encoding": {
                "x": x | {"field": "from"},
                "x2": {"field": "to"},
                "y": y,
                "y2": {"field": "label_at"},
                "color": colour,
            },
        },
        {
            "mark": {"type": "text", "align": "left", "dx": LEADER, "fontSize": 12},
            "data": {"values": [e for e in ends if e.get("label_at") is not None]},
            "encoding": {
                "x": x,
                "y": y | {"field": "label_at"},
                "text": {"field": "label", "type": "nominal"},
                "color": {"field": "ink", "type": "nominal", "scale": None},
            },
        },
    ]
    layers += _quota(made, x, y)
    return {
        "$schema": SCHEMA,
        "width": frame.width,
        "height": PLOT + 50,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": None,
        "padding": {"left": 4, "right": 4, "top": 4, "bottom": 4},
        "data": {"values": values},
        "layer": layers,
        "config": CONFIG,
    }


def _ticks(stages: int) -> list[int]:
    step = 1 if stages <= 10 else 2 if stages <= 20 else 5
    return sorted({1, *range(step, stages + 1, step)})


def _ends(made: Series, names: Sequence[str], room: Room) -> list[dict[str, Any]]:
    """The last point of every line, with a name where there is room for one."""
    found: list[dict[str, Any]] = []
    for party, line, name in zip(made.parties, made.votes, names):
        known = [(i + 1, v) for i, v in enumerate(line) if v is not None]
        stage, votes = known[-1]
        room.take(stage, votes)
        for here, there in pairwise(known):
            room.take_line(here, there)
        found.append(
            {
                "stage": stage,
                "votes": votes,
                "from": room.right_of(stage, 2.0),
                "to": room.right_of(stage, LEADER - 3),
                "fill": fill_of(party),
                "ink": LIGHT["ink"] if party.elected else LIGHT["muted"],
                "size": 55 if party.elected else 26,
                "label": name,
            }
        )
    named = [end for end in found if end["label"]]
    last = [end for end in reversed(named) if end["stage"] == len(made.quota)]
    last.sort(key=lambda end: end["votes"])
    for end, at in zip(last, room.column(last)):
        end["label_at"] = at
    for end in sorted(named, key=lambda end: -end["votes"]):
        if end not in last:
            end["label_at"] = room.find(end)
    return found


def _quota(made: Series, x: Spec, y: Spec) -> list[Spec]:
    known = [(i + 1, q) for i, q in enumerate(made.quota) if q is not None]
    if not known:
        return []
    values = [{"stage": s, "votes": q} for s, q in known]
    rule = {"type": "line", "color": LIGHT["accent"], "strokeDash": [4, 3], "strokeWidth": 1.3}
    return [{"mark": rule, "data": {"values": values}, "encoding": {"x": x, "y": y}}]


def bars_spec(made: Series, frame: Frame) -> Spec:
    """Votes of each candidate as bars, the most first, a line under the last seat."""
    names = apart([p.name for p in made.parties], 17 if frame.narrow else 30)
    values = [
        {"name": f"{i:03d}{name}", "votes": line[0] or 0, "said": f"{line[0] or 0:,.0f}"}
        | {"fill": LIGHT["slate-0"] if p.elected else LIGHT["bar"]}
        for i, (p, line, name) in enumerate(zip(made.parties, made.votes, names))
    ]
    top = max(float(v["votes"]) for v in values) or 1.0
    y = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {
            "domain": False,
            "ticks": False,
            "labelExpr": "slice(datum.label, 3)",
            "grid": False,
        },
    }
    x = {
        "field": "votes",
        "type": "quantitative",
        "title": words.capital(made.votes_word),
        "scale": {"domain": [0, top * 1.22], "nice": False},
        "axis": {"tickCount": 4, "format": ",d"},
    }
    colour = {"field": "fill", "type": "nominal", "scale": None}
    label = {"type": "text", "align": "left", "dx": 5, "fontSize": 12, "color": LIGHT["ink"]}
    return {
        "$schema": SCHEMA,
        "width": frame.width,
        "height": {"step": 22},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "padding": {"left": 4, "right": 4, "top": 4, "bottom": 4},
        "data": {"values": values},
        "encoding": {"y": y, "x": x},
        "layer": [
            {"mark": {"type": "bar", "height": 14}, "encoding": {"color": colour}},
            {"mark": label, "encoding": {"text": {"field": "said", "type": "nominal"}}},
        ],
        "config": CONFIG,
    }
