"""The sections that a forecast and a what-if have in common: ladder, grid, curve, assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hustings.report import words
from hustings.report.blocks import Stated, Table, Term, sources, table
from hustings.scenario.results import Assumption, Chance, Curve, Grid, Spread

GLOSSARY = (
    Term(
        "Odds of a seat",
        "How many times in 100 the candidate is among those elected, over all simulated counts.",
    ),
    Term(
        "80 % interval",
        "The range that should hold the true number eight times in ten; one time in ten it is "
        "lower, one time in ten higher.",
    ),
    Term("Slate", "Candidates who stand together and ask for votes for all of them."),
    Term(
        "Endorsement",
        "An organisation's public backing of a candidate, from one day to another. Withdrawing it "
        "does not change the ballot paper.",
    ),
    Term(
        "World",
        "One named set of assumptions with its own odds. Published is half the model, half the "
        "last result; published expectations are never averaged in.",
    ),
    Term(
        "Headroom",
        "The votes a candidate can lose before the odds of a seat are even; below even odds, the "
        "votes still missing.",
    ),
)


@dataclass(frozen=True, slots=True)
class Rung:
    """A candidate and the odds of one place."""

    name: str
    p: float


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who takes the last seat and who is first out."""

    last_title: str
    out_title: str
    last: tuple[Rung, ...]
    out: tuple[Rung, ...]
    sentence: str
    table: Table


@dataclass(frozen=True, slots=True)
class GridBlock:
    """Odds by ballots already in (rows) and share of later voters who follow (columns).

    `table` is short enough to print; `every` holds every cell.
    """

    sentence: str
    cast: tuple[float, ...]
    follow: tuple[float, ...]
    p: tuple[tuple[float, ...], ...]
    table: Table
    every: Table


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The share of ballots in at a day of the window."""

    day: float
    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the curve with its label."""

    day: float
    label: str


@dataclass(frozen=True, slots=True)
class CurveBlock:
    """The return curve, what was counted and the days that matter on it."""

    sentence: str
    note: str
    window: str
    opened: date
    points: tuple[CurvePoint, ...]
    observed: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]
    table: Table


def ladder(
    last: Sequence[Chance], out: Sequence[Chance], names: Mapping[str, str], seats: int
) -> Ladder:
    """The ladder of the last seat and the place under it, top six of each."""
    seat, under = _rungs(last, names), _rungs(out, names)
    nth, next_ = words.ordinal(seats), words.ordinal(seats + 1)
    return Ladder(
        last_title=f"Takes the last seat ({nth})",
        out_title=f"First out ({next_})",
        last=seat,
        out=under,
        sentence=_ladder_sentence(seat, under, nth, next_),
        table=_ladder_table(seat, under, nth, next_),
    )


def grid_block(grid: Grid | None, names: Mapping[str, str]) -> GridBlock | None:
    """The grid with its sentence, or None."""
    if grid is None:
        return None
    name = names.get(grid.candidate_id, grid.candidate_id)
    every = _grid_table(grid, name, range(len(grid.cast)), range(len(grid.follow)))
    short = _grid_table(grid, name, thinned(len(grid.cast)), thinned(len(grid.follow)))
    return GridBlock(_grid_sentence(grid, name), grid.cast, grid.follow, grid.p, short, every)


def _grid_table(grid: Grid, name: str, rows: Sequence[int], columns: Sequence[int]) -> Table:
    return table(
        "grid",
        f"Odds of a seat for {name}, by ballots already in and later voters who follow",
        ["Already in", *(f">{words.share(grid.follow[j])} follow" for j in columns)],
        [[words.share(grid.cast[i]), *(words.odds(grid.p[i][j]) for j in columns)] for i in rows],
    )


def thinned(n: int, most: int = 6) -> list[int]:
    """At most so many of n places, evenly spread, first and last among them."""
    step = next(s for s in range(1, n + 1) if (n - 1) // s + 1 <= most)
    kept = list(range(0, n, step))
    return kept if kept[-1] == n - 1 else [*kept[:-1], n - 1]


def curve_block(
    curve: Curve | None, as_of: date, events: Sequence[tuple[date, Spread | None]]
) -> CurveBlock | None:
    """The return curve with its marks; `events` are days with the share in by then."""
    if curve is None or not curve.days:
        return None
    points = tuple(
        CurvePoint(*values)
        for values in zip(curve.days, curve.p10, curve.median, curve.p90, strict=True)
    )
    marks = tuple(
        Mark((on - curve.opened).days, words.short_day(on))
        for on in dict.fromkeys([*(on for on, _ in events), *([] if events else [as_of])])
        if curve.opened <= on <= curve.closed
    )
    return CurveBlock(
        sentence=_curve_sentence(curve, points, as_of, events),
        note=_curve_note(curve),
        window=f"{words.day(curve.opened)} to {words.day(curve.closed)}",
        opened=curve.opened,
        points=points,
        observed=curve.observed,
        marks=marks,
        table=_curve_table(points, curve),
    )


def stated(assumptions: Sequence[Assumption]) -> tuple[Stated, ...]:
    """Assumptions ready to print."""
    return tuple(
        Stated(a.name, words.tidy(a.meaning), size(a), sources(a.source), a.adjustable)
        for a in assumptions
    )


def size(a: Assumption) -> str:
    """`0.35`, or `0.5 (0.2 to 0.8)` for a spread."""
    if a.value is not None:
        return words.figure(a.value)
    if a.median is None:
        return "–"
    if a.p05 is None or a.p95 is None:
        return words.figure(a.median)
    low, high = words.like(a.p05, a.median), words.like(a.p95, a.median)
    return f"{words.like(a.median, a.median)} ({low} to {high})"


def window_phrase(opened: date, closed: date, as_of: date) -> str:
    """`day 6 of 35`, or where the day stands outside the window."""
    if as_of < opened:
        return f"{words.counted((opened - as_of).days, 'day')} before voting opens"
    if as_of > closed:
        return f"after voting closed on {words.day(closed)}"
    return f"day {(as_of - opened).days} of {(closed - opened).days}"


def _rungs(found: Sequence[Chance], names: Mapping[str, str]) -> tuple[Rung, ...]:
    order = sorted(found, key=lambda c: (-c.p, names.get(c.id, c.id)))
    return tuple(Rung(names.get(c.id, c.id), c.p) for c in order[:6] if c.p >= 0.01)


def _ladder_sentence(last: Sequence[Rung], out: Sequence[Rung], nth: str, next_: str) -> str:
    if not last or not out:
        return ""
    return (
        f"The last seat, {nth}, goes most often to {last[0].name} ({words.odds(last[0].p)}); "
        f"first out, {next_}, is most often {out[0].name} ({words.odds(out[0].p)})."
    )


def _ladder_table(last: Sequence[Rung], out: Sequence[Rung], nth: str, next_: str) -> Table:
    def cells(rungs: Sequence[Rung], i: int) -> list[str]:
        return [rungs[i].name, words.odds(rungs[i].p)] if i < len(rungs) else ["", ""]

    return table(
        "ladder",
        "Around the line of the last seat",
        [f"Last seat ({nth})", ">Odds", f"First out ({next_})", ">Odds"],
        [cells(last, i) + cells(out, i) for i in range(max(len(last), len(out)))],
    )


def _grid_sentence(grid: Grid, name: str) -> str:
    cells = [p for row in grid.p for p in row]
    low, high = words.odds(min(cells)), words.odds(max(cells))
    if min(cells) >= 0.5:
        return f"In no case shown do the odds of {name} fall below even: they run from {low} up."
    if max(cells) < 0.5:
        return f"In no case shown do the odds of {name} reach even: they run up to {high}."
    return (
        f"Depending on how many ballots were in and how many later voters follow, the odds of "
        f"{name} run from {low} to {high}."
    )


def _curve_sentence(
    curve: Curve,
    points: Sequence[CurvePoint],
    as_of: date,
    events: Sequence[tuple[date, Spread | None]],
) -> str:
    known = [(on, cast) for on, cast in events if cast is not None]
    if known:
        on, cast = known[-1]
        mid, low, high = cast.median, cast.p10, cast.p90
    else:
        on = min(max(as_of, curve.opened), curve.closed)
        near = min(points, key=lambda p: abs(p.day - (on - curve.opened).days))
        mid, low, high = near.mid, near.low, near.high
    phrase = window_phrase(curve.opened, curve.closed, on)
    return (
        f"By {words.short_day(on)}, {phrase}, about {words.share(mid)} of the ballots were in "
        f"(80 % interval {words.shares(low, high)}). An event reaches only the ballots still to "
        "come."
    )


def _curve_note(curve: Curve) -> str:
    counts = (
        f"{words.capital(words.counted(len(curve.observed), 'count'))} of this contest included."
        if curve.observed
        else "No count of this contest's returns is known."
    )
    years = f", {curve.data_years.replace('-', '–')}" if curve.data_years else ""
    return f"{counts} The curve rests on {curve.prior}{years}." if curve.prior else counts


def _curve_table(points: Sequence[CurvePoint], curve: Curve) -> Table:
    step = max(1, round(len(points) / 9))
    kept = [p for i, p in enumerate(points) if i % step == 0 or p is points[-1]]
    return table(
        "curve",
        "Share of the final ballots in, by day of the window",
        [">Day", ">Share in", ">80 % interval"],
        [[f"{p.day:g}", words.share(p.mid), words.shares(p.low, p.high)] for p in kept],
        note="; ".join(f"day {d:g}: {words.share(s)} counted" for d, s in curve.observed),
    )
