"""A record that has passed the gate, packed into arrays for one contest's forecast.

Rows are candidacies: those with declared votes teach the model, those of the target are forecast.
The arrays depend only on what the rows say, never on names or on file order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hustings.errors import NotSupported
from hustings.model.record import Contest, Record
from hustings.model.slates import INDEPENDENT, SlateMap, slates_of

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

USED_SHARE = (0.87, 0.06)
"""Mean and sd of votes used / votes allowed before any contest is known (Thrasher et al. 2009:
7-15 % unused under block voting)."""

FINAL_LIST_COVER = 0.8
"""Nominations inform only from a final list that names at least this share of the candidates."""

MEMORY_YEARS = 12.0
"""Contests further from the target than this teach nothing: six two-year terms. Forward scores are
the same within noise from 10 to 14 years and worse without a limit (docs/models/forecast.md)."""

SHARE_LIMITS = (0.002, 0.98)
"""Shares are kept inside these bounds before the logit."""


@dataclass(frozen=True, slots=True)
class Past:
    """One past contest: its candidates (sorted ids), votes, and slates as they stood at the end."""

    contest: Contest
    year: float
    ids: tuple[str, ...]
    votes: Floats
    complete: bool
    slates: SlateMap
    ballots_valid: int | None


@dataclass(frozen=True)
class Evidence:
    """Arrays for the fit; `n` rows with votes come first, then the `m` rows of the target.

    `y` is logit(votes / ballots), shape (n,). `contest`, `slate`, `person` index each of the n + m
    rows; contests are in time order and `slate` -1 is independent. `cell` indexes the cohesion of
    (slate, contest), -1 for independents. `incumbent` is 0, 1 or between when unknown;
    `nominations` is a z-score, 0 when absent. `times` are years, shape (contest,).
    """

    record: Record
    target: Contest
    slates: SlateMap
    ids: tuple[str, ...]
    past: tuple[Past, ...]
    y: Floats
    contest: Ints
    slate: Ints
    person: Ints
    incumbent: Floats
    nominations: Floats
    times: Floats
    slate_names: tuple[str, ...]
    used: tuple[float, float]
    ballots: tuple[float, float]

    @property
    def n(self) -> int:
        """How many rows carry votes."""
        return len(self.y)

    @property
    def m(self) -> int:
        """How many candidates the target has."""
        return len(self.ids)

    @cached_property
    def last(self) -> Past:
        """The last complete contest before the target; left out of time, the next after it."""
        year = self.times[self.contest[-1]]
        complete = [p for p in self.past if p.complete]
        return ([p for p in complete if p.year < year] or complete[:1])[-1]

    @cached_property
    def cells(self) -> tuple[Ints, Ints, Floats]:
        """Cohesion cells: (slate, contest) of each, then the gap in years to the slate's last.

        Cells of one slate stand together in time order; the first of a slate has gap -1. Shape
        (cell,) each.
        """
        pairs = sorted({(int(s), int(t)) for s, t in zip(self.slate, self.contest) if s >= 0})
        gaps = [
            self.times[t] - self.times[pairs[i - 1][1]] if i and pairs[i - 1][0] == s else -1.0
            for i, (s, t) in enumerate(pairs)
        ]
        return (
            np.array([s for s, _ in pairs], dtype=np.intp),
            np.array([t for _, t in pairs], dtype=np.intp),
            np.array(gaps, dtype=np.float64),
        )

    @cached_property
    def cell(self) -> Ints:
        """The cohesion cell of each of the n + m rows, -1 for independents."""
        slates, contests, _ = self.cells
        where = {(int(s), int(t)): i for i, (s, t) in enumerate(zip(slates, contests))}
        keys = zip(self.slate, self.contest)
        return np.array([where.get((int(s), int(t)), -1) for s, t in keys], dtype=np.intp)


def year_of(contest: Contest, fallback: date | None) -> float:
    """A contest's time in years: its last day of voting, or its declaration."""
    day = contest.ballots_closed.last if contest.ballots_closed else fallback
    assert day is not None
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def slates_at_opening(record: Record, contest: Contest) -> SlateMap:
    """The slates as they stood when papers went out; what changes later is an event."""
    declared = record.declaration(contest.id)
    if contest.ballots_opened:
        return slates_of(record.as_of(contest.ballots_opened.last), contest.id)
    if declared:
        return slates_of(record.as_of(declared.declared.last - timedelta(days=1)), contest.id)
    return slates_of(record, contest.id)


def past_contests(record: Record) -> tuple[Past, ...]:
    """Block-vote contests whose votes and slates are known, oldest first."""
    found = []
    for contest in record.contests:
        declared = record.declaration(contest.id)
        if not contest.is_block_vote or declared is None:
            continue
        votes = {
            r.candidate_id: r.votes
            for r in record.results
            if r.contest_id == contest.id and r.votes is not None
        }
        slates = slates_at_opening(record, contest)
        ids = tuple(sorted(c for c in votes if c in slates.slate))
        if len(ids) < contest.seats or not any(slates.slate[c] != INDEPENDENT for c in ids):
            continue
        values = np.array([votes[c] for c in ids], dtype=np.float64)
        year = year_of(contest, declared.declared.last)
        valid = declared.ballots_valid or declared.ballots_returned
        found.append(Past(contest, year, ids, values, declared.complete, slates, valid))
    return tuple(sorted(found, key=lambda p: (p.year, p.contest.id)))


def used_share(past: Iterable[Past]) -> tuple[float, float]:
    """Mean and sd of votes used / votes allowed, the prior counted as two contests."""
    known = [
        p.votes.sum() / (p.ballots_valid * (p.contest.max_votes or p.contest.seats))
        for p in past
        if p.complete and p.ballots_valid
    ]
    mean, sd = USED_SHARE
    values = [mean - sd, mean + sd, *known]
    return float(np.mean(values)), float(max(np.std(values), 0.03))


def ballots_of(past: Past, used: float, top_share: float) -> float:
    """Valid ballots: as declared, else from votes used, else from the leaders' usual share."""
    if past.ballots_valid:
        return float(past.ballots_valid)
    if past.complete:
        return float(past.votes.sum() / (used * (past.contest.max_votes or past.contest.seats)))
    leaders = np.sort(past.votes)[::-1][: past.contest.seats]
    return float(leaders.mean() / top_share)


def leaders_share(past: Iterable[Past], used: float) -> float:
    """Mean share of ballots of the candidates in the places, over complete contests."""
    shares = [
        np.sort(p.votes)[::-1][: p.contest.seats].mean() / ballots_of(p, used, math.nan)
        for p in past
        if p.complete
    ]
    return float(np.mean(shares)) if shares else 0.5


def nomination_scores(record: Record, contest: Contest, ids: tuple[str, ...]) -> Floats:
    """Standardised log nominations, 0 for everyone unless there is a final list for nearly all.

    A partial list is censored (only the leaders are reported), so it is refused.
    """
    final = {
        n.candidate_id: n.nominations
        for n in record.nominations
        if n.contest_id == contest.id and n.stage == "final"
    }
    counts = [final[c] for c in ids if c in final]
    if len(counts) < FINAL_LIST_COVER * len(ids) or len(set(counts)) < 2:
        return np.zeros(len(ids))
    logs = np.log1p(np.array(counts, dtype=np.float64))
    centre, spread = logs.mean(), logs.std()
    return np.array([(math.log1p(final[c]) - centre) / spread if c in final else 0.0 for c in ids])


def incumbents(record: Record, contest: Contest, ids: tuple[str, ...]) -> Floats:
    """1 for sitting members, 0 for others; unknown is the contest's mean of those known."""
    flags = {c.candidate_id: c.incumbent for c in record.candidates if c.contest_id == contest.id}
    known = [float(v) for c in ids if (v := flags.get(c)) is not None]
    mean = float(np.mean(known)) if known else 0.0
    return np.array([mean if flags.get(c) is None else float(bool(flags[c])) for c in ids])


def ballots_ahead(
    past: tuple[Past, ...], now: float, used: float, top: float
) -> tuple[float, float]:
    """Log mean and log sd of the target's valid ballots: the last contest, moved as they move."""
    sizes = np.log([ballots_of(p, used, top) for p in past])
    steps = np.diff(sizes)
    spread = float(np.sqrt((np.sum(steps**2) + 4 * 0.4**2) / (len(steps) + 4)))
    before = sum(p.year < now for p in past)
    return float(sizes[max(before - 1, 0)]), spread


def gather(record: Record, contest_id: str, *, without: Iterable[str] = ()) -> Evidence:
    """Pack what `record` (already gated) says into Evidence for `contest_id`.

    `without` names contests to leave out. Raises NotSupported for rules other than block vote, and
    where no past contest can teach the model.
    """
    target = record.contest(contest_id)
    if not target.is_block_vote:
        raise NotSupported(
            f"{contest_id} is counted by {target.rule}: forecasts cover block vote only so far. "
            "Its slates and events can be shown with `hustings show`."
        )
    skip = {contest_id, *without}
    window = target.window()
    now = year_of(target, window[1] if window else target.known_from)
    past = tuple(
        p
        for p in past_contests(record)
        if p.contest.id not in skip and abs(p.year - now) <= MEMORY_YEARS
    )
    if not any(p.complete for p in past):
        raise NotSupported(
            f"{contest_id}: no earlier block-vote contest with complete votes and slates is known, "
            "so nothing can be learned from. Add results of a past contest to the record."
        )
    slates = slates_at_opening(record, target)
    ids = tuple(sorted(slates.slate))
    if len(ids) <= target.seats:
        raise NotSupported(
            f"{contest_id}: {len(ids)} candidates are known for {target.seats} seats, so there is "
            "no contest to forecast yet. Check the candidates table and --as-of."
        )
    return _pack(record, target, slates, ids, past, now)


def _pack(
    record: Record,
    target: Contest,
    slates: SlateMap,
    ids: tuple[str, ...],
    past: tuple[Past, ...],
    now: float,
) -> Evidence:
    used = used_share(past)
    top = leaders_share(past, used[0])
    groups = [(p.contest, p.slates, p.ids) for p in past] + [(target, slates, ids)]
    years = np.array([p.year for p in past] + [now])
    rank = np.argsort(np.argsort(years, kind="stable"))
    lines = tuple(sorted({s.slate[c] for _, s, who in groups for c in who} - {INDEPENDENT}))
    index = {name: i for i, name in enumerate(lines)} | {INDEPENDENT: -1}
    people = {c: i for i, c in enumerate(sorted({c for _, _, who in groups for c in who}))}
    low, high = SHARE_LIMITS
    share = np.concatenate(
        [np.clip(p.votes / ballots_of(p, used[0], top), low, high) for p in past]
    )
    return Evidence(
        record=record,
        target=target,
        slates=slates,
        ids=ids,
        past=past,
        y=np.log(share / (1 - share)),
        contest=np.repeat(rank, [len(who) for _, _, who in groups]),
        slate=np.array([index[s.slate[c]] for _, s, who in groups for c in who], dtype=np.intp),
        person=np.array([people[c] for _, _, who in groups for c in who], dtype=np.intp),
        incumbent=np.concatenate([incumbents(record, c, who) for c, _, who in groups]),
        nominations=np.concatenate([nomination_scores(record, c, who) for c, _, who in groups]),
        times=np.sort(years, kind="stable"),
        slate_names=lines,
        used=used,
        ballots=ballots_ahead(past, now, used[0], top),
    )
