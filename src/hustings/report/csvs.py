"""Results as CSV: one tidy table each, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import singledispatch

from hustings.auditing.margin_result import Margin
from hustings.model.answers import Result
from hustings.report.board import ranked
from hustings.report.count_csv import count_csv, counts_csv
from hustings.report.counted import Counted, CountedMany
from hustings.report.margin_page import margin_csv
from hustings.report.records import ContestList, RecordList
from hustings.report.rules_page import RuleList, RuleShown, rule_csv, rules_csv
from hustings.report.show_page import ContestView, ShownMember
from hustings.scenario.results import (
    Backtest,
    CandidateOdds,
    Forecast,
    Headroom,
    Spread,
    WhatIf,
)

LEVELS = ("p05", "p10", "median", "p90", "p95")
FORECAST = (
    "id,name,slate,slates,incumbent,p_seat".split(",")
    + [f"share_{level}" for level in LEVELS]
    + [f"votes_{level}" for level in LEVELS]
    + ["headroom_share", "headroom_votes", "headroom_share_of_later"]
)
WHATIF = "id,name,slate,p_seat_before,p_seat_after,delta,votes_before,votes_after".split(",")
BACKTEST = (
    "contest,label,as_of,mode,candidates,seats,method,brier,log,crps,energy,rps,cover80".split(",")
)
SHOW = "contest,as_of,id,name,slate,incumbent,backers".split(",")
RECORDS = "name,organisation,contests,first_year,last_year,licence".split(",")

CONTESTS = "id,label,seats,candidates,rule,opened,closed,declared".split(",")
TRACK = "contest_id,as_of,mode,method,brier,log,crps,energy,rps,cover80,source,confidence".split(
    ","
)

Cell = str | float | int | bool | None


@singledispatch
def dumps(result: Result | Margin) -> str:
    """The result's one tidy table; the heads are the keys of its first row."""
    rows = result.to_rows() if isinstance(result, Result) else []
    heads = list(rows[0]) if rows else []
    return _csv(heads, ([row[head] for head in heads] for row in rows))


@dumps.register
def forecast_csv(f: Forecast) -> str:
    """One row a candidate, in order of the odds; shares of valid ballots, votes, headroom."""
    return _csv(FORECAST, (_candidate(c, f.headroom) for c in ranked(f.candidates)))


@dumps.register
def whatif_csv(w: WhatIf) -> str:
    """One row a candidate with odds and median votes before and after; empty where absent."""
    before = {c.id: c for c in w.before.candidates}
    after = {c.id: c for c in w.after.candidates}
    ids = dict.fromkeys([c.id for c in ranked([*w.before.candidates, *w.after.candidates])])
    return _csv(WHATIF, (_moved(before.get(i), after.get(i), w.delta.get(i)) for i in ids))


@dumps.register
def backtest_csv(b: Backtest) -> str:
    """One row a contest, mode and method."""
    return _csv(
        BACKTEST,
        (
            [
                *(c.contest, c.label, c.as_of.isoformat(), c.mode, c.candidates, c.seats),
                *(s.method, s.brier, s.log, s.crps, s.energy, s.rps, s.cover80),
            ]
            for c in b.contests
            for s in c.scores
        ),
    )


@dumps.register
def show_csv(view: ContestView) -> str:
    """One row a candidate of the contest with slate and backers."""
    groups = [*((s.name, s.members) for s in view.slates), ("independent", view.independents)]
    return _csv(SHOW, (_member(view, slate, m) for slate, members in groups for m in members))


@dumps.register
def records_csv(listed: RecordList) -> str:
    """One row a record."""
    return _csv(
        RECORDS,
        (
            [r.name, r.organisation, r.contests, *(r.years or (None, None)), r.licence]
            for r in listed.records
        ),
    )


@dumps.register
def contests_csv(listed: ContestList) -> str:
    """One row a contest."""
    return _csv(CONTESTS, ([getattr(c, name) for name in CONTESTS] for c in listed.contests))


dumps.register(Counted, count_csv)
dumps.register(CountedMany, counts_csv)
dumps.register(RuleList, rules_csv)
dumps.register(RuleShown, rule_csv)
dumps.register(Margin, margin_csv)


def track_table(b: Backtest) -> str:
    """The scores as a record's `track.csv`, for its forecasts to show."""
    source = f"hustings {b.version} backtest, seed {b.seed}, {b.draws} draws"
    return _csv(
        TRACK,
        (
            [
                *(c.contest, c.as_of.isoformat(), c.mode, s.method, s.brier, s.log),
                *(s.crps, s.energy, s.rps, s.cover80, source, "derived"),
            ]
            for c in b.contests
            for s in c.scores
        ),
    )


def _candidate(c: CandidateOdds, headroom: Mapping[str, Headroom]) -> list[Cell]:
    h = headroom.get(c.id)
    room = (
        [h.share_lost_to_even, h.votes_lost_to_even, h.share_of_later] if h else [None, None, None]
    )
    own: list[Cell] = [c.id, c.name, c.slate, ";".join(c.slates), c.incumbent, c.p_seat]
    return [*own, *_levels(c.share), *_levels(c.votes), *room]


def _levels(s: Spread) -> list[float]:
    return [s.p05, s.p10, s.median, s.p90, s.p95]


def _moved(
    before: CandidateOdds | None, after: CandidateOdds | None, delta: float | None
) -> list[Cell]:
    either = before or after
    assert either is not None
    return [
        either.id,
        either.name,
        either.slate,
        before.p_seat if before else None,
        after.p_seat if after else None,
        delta,
        before.votes.median if before else None,
        after.votes.median if after else None,
    ]


def _member(view: ContestView, slate: str, m: ShownMember) -> list[Cell]:
    backers = ";".join(m.backers)
    return [view.contest, view.as_of.isoformat(), m.id, m.name, slate, m.incumbent, backers]


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _cell(value: Cell) -> str:
    """Empty for unknown, yes or no as the record tables have it, six significant digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(float(f"{value:.6g}")) if isinstance(value, float) else str(value)
