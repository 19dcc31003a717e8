"""Charts of a body: the margin as bars, discipline by attendance as a heat map, seats won."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from hustings.bodies.answer import BodyAnswer, SeatsWon
from hustings.model.voting import percent
from hustings.report import words
from hustings.report.blocks import table
from hustings.report.figure import Figure, Frame, Spec
from hustings.report.palette import LIGHT, heat
from hustings.report.specs import PERCENT, chart, layer, ordinal, stepped

SHOWN = 0.9995
"""The margin's bars hold so much of the distribution."""
MOST_BARS = 61
FINE = "format(100 * datum.value, '.1~f') + ' %'"
"""Small chances on an axis, to a tenth of a percent."""


def won(rows: Sequence[SeatsWon]) -> Figure:
    """Chance that a motion carries by seats won."""
    shown = sorted(rows, key=lambda r: r.seats)
    first, last = shown[0], shown[-1]
    alt = (
        f"Line: the motion carries with {words.odds(first.carry)} at {first.seats} seats won and "
        f"{words.odds(last.carry)} at {last.seats}."
    )
    data = table(
        "won-data",
        "Seats won and odds",
        [">Seats won", ">Carries"],
        [[str(r.seats), words.odds(r.carry)] for r in shown],
    )
    return Figure("seats-won", "What each seat is worth", alt, data, lambda f: won_spec(shown, f))


def won_spec(rows: Sequence[SeatsWon], frame: Frame) -> Spec:
    """A line with points, odds beside them."""
    values = [{"seats": r.seats, "p": r.carry, "text": words.odds(r.carry)} for r in rows]
    x = {
        "field": "seats",
        "type": "ordinal",
        "title": "Seats won",
        "axis": {"labelAngle": 0, "grid": False},
    }
    low = max(0.0, min(r.carry for r in rows) - 0.15)
    y = {
        "field": "p",
        "type": "quantitative",
        "title": "Carries",
        "scale": {"domain": [low, 1.05], "nice": False, "zero": False},
        "axis": {"labelExpr": PERCENT, "tickCount": 5},
    }
    text = {"type": "text", "dy": -14, "fontSize": 13, "color": LIGHT["ink"]}
    layers = [
        layer({"type": "line", "color": LIGHT["slate-0"], "strokeWidth": 2}),
        layer(
            {"type": "point", "filled": True, "size": 70, "color": LIGHT["slate-0"], "opacity": 1}
        ),
        layer(text, text={"field": "text", "type": "nominal"}),
    ]
    return chart(frame, values, layers, x=x, y=y, height=220)


def by_lean(answer: BodyAnswer) -> Figure:
    """Chance that a motion carries by how free members lean."""
    shown = [(f.yes, f.odds.carry) for f in answer.free_leans if f.yes is not None]
    alt = (
        f"Line: the motion carries with {words.odds(shown[0][1])} if no free vote is for it and "
        f"with {words.odds(shown[-1][1])} if every one is."
    )
    data = table(
        "lean-data",
        "Lean and odds",
        [">Chance of a free vote for it", ">Carries"],
        [[percent(yes), words.odds(p)] for yes, p in shown],
    )
    return Figure("lean", "How free seats lean", alt, data, lambda f: lean_spec(shown, f))


def lean_spec(shown: Sequence[tuple[Fraction, float]], frame: Frame) -> Spec:
    """A line from nobody to everybody, even odds ruled."""
    values = [{"yes": float(yes), "p": p} for yes, p in shown]
    axis = {"labelExpr": PERCENT, "tickCount": 5}
    x = {
        "field": "yes",
        "type": "quantitative",
        "title": "Chance of a free vote for it",
        "scale": {"domain": [0, 1]},
        "axis": axis | {"grid": False},
    }
    y = {
        "field": "p",
        "type": "quantitative",
        "title": "Carries",
        "scale": {"domain": [0, 1]},
        "axis": axis,
    }
    even = {"type": "rule", "strokeDash": [4, 4], "color": LIGHT["accent"]}
    layers = [
        {"mark": even, "encoding": {"y": {"datum": 0.5}, "x": None}},
        layer({"type": "line", "color": LIGHT["slate-0"], "strokeWidth": 2}),
    ]
    return chart(frame, values, layers, x=x, y=y, height=220)


def margins(answer: BodyAnswer) -> Figure:
    """The distribution of yes less no."""
    bars = _bars(answer)
    alt = (
        f"Bars: chance of each margin, yes less no; expected {answer.expected_margin:+.1f} votes, "
        f"an even vote {words.odds(next((p for m, p in bars if m == 0), 0.0))}."
    )
    data = table(
        "margin-data",
        "Margin and chance",
        [">Yes less no", ">Chance"],
        [[str(m), f"{100 * p:.1f} %"] for m, p in bars],
    )
    return Figure("margin", "How the vote may end", alt, data, lambda f: margin_spec(bars, f))


def _bars(answer: BodyAnswer) -> list[tuple[Fraction, float]]:
    """The margins that matter: the middle of the distribution, in at most so many bars."""
    found = [(m.margin, m.chance) for m in answer.margins]
    while len(found) > MOST_BARS or (
        len(found) > 1 and sum(p for _, p in found) - min(found[0][1], found[-1][1]) >= SHOWN
    ):
        found.pop(0 if found[0][1] <= found[-1][1] else -1)
    return found


def margin_spec(bars: Sequence[tuple[Fraction, float]], frame: Frame) -> Spec:
    """Bars; an even vote stands out."""
    kinds = ["more yes", "even", "more no"]
    values = [
        {"margin": float(m), "p": p, "kind": "even" if m == 0 else kinds[0] if m > 0 else kinds[2]}
        for m, p in bars
    ]
    x = {
        "field": "margin",
        "type": "quantitative",
        "title": "Yes less no, in votes",
        "axis": {"grid": False, "tickCount": 7, "tickMinStep": 1},
    }
    y = {
        "field": "p",
        "type": "quantitative",
        "title": "Chance",
        "axis": {"labelExpr": FINE if max(p for _, p in bars) < 0.05 else PERCENT, "tickCount": 4},
    }
    hues = [LIGHT["slate-0"], LIGHT["accent"], LIGHT["bar"]]
    colour = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": kinds, "range": hues},
        "legend": {"orient": "top", "title": None},
    }
    size = max(2.0, min(18.0, 0.7 * (frame.width - 60) / _steps(bars)))
    layers = [layer({"type": "bar", "size": size}, color=colour)]
    return chart(frame, values, layers, x=x, y=y, height=220)


def _steps(bars: Sequence[tuple[Fraction, float]]) -> float:
    """How many bars would stand side by side at the closest distance between two."""
    places = [m for m, _ in bars]
    gaps = [b - a for a, b in pairwise(places)]
    return float((places[-1] - places[0]) / min(gaps)) + 1 if gaps else 1.0


def heat_map(answer: BodyAnswer) -> Figure:
    """Odds by discipline and attendance."""
    grid = answer.grid
    rows = [
        (percent(d), percent(a), p)
        for d, row in zip(grid.discipline, grid.carry)
        for a, p in zip(grid.attendance, row)
    ]
    low, high = min(r[2] for r in rows), max(r[2] for r in rows)
    alt = f"Heat map: odds from {words.odds(low)} to {words.odds(high)}."
    data = table(
        "discipline-data",
        "Discipline, attendance, odds",
        [">Discipline", ">Attendance", ">Carries"],
        [[d, a, words.odds(p)] for d, a, p in rows],
    )
    return Figure(
        "discipline", "Discipline and attendance", alt, data, lambda f: heat_spec(rows, f)
    )


def heat_spec(rows: Sequence[tuple[str, str, float]], frame: Frame) -> Spec:
    """Cells with the odds in them; even odds divide the colours."""
    steps = [str(i) for i in range(6)]
    values = [
        {
            "discipline": d,
            "attendance": a,
            "step": str(heat(p)),
            "odds": words.odds(p).removesuffix(" %"),
        }
        for d, a, p in rows
    ]
    axis = {"domain": False, "ticks": False, "labelPadding": 6}
    follow = list(dict.fromkeys(d for d, _, _ in rows))
    there = list(dict.fromkeys(a for _, a, _ in rows))
    top = axis | {"orient": "top", "labelAngle": 0}
    x = ordinal("attendance", there, title="Attendance", axis=top)
    y = ordinal("discipline", follow, title="Discipline", axis=axis)
    rect = {"type": "rect", "stroke": LIGHT["paper"], "strokeWidth": 2}
    layers = [
        layer(rect, color=stepped(steps, [LIGHT[f"heat-{i}"] for i in steps])),
        layer(
            {"type": "text", "fontSize": 13},
            text={"field": "odds", "type": "nominal"},
            color=stepped(steps, [LIGHT[f"on-heat-{i}"] for i in steps]),
        ),
    ]
    made = chart(frame, values, layers, x=x, y=y, height={"step": 34})
    return made | {"resolve": {"scale": {"color": "independent"}}}
