"""What a forecast, a what-if and a backtest answer, as frozen values that print and serialise.

Shares are of valid ballots, votes are votes (not ballots), odds are of a seat. `to_dict` gives the
documented JSON keys (`docs/json.md`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from hustings.model.answers import Result


@dataclass(frozen=True, slots=True)
class Spread:
    """Quantiles of a drawn quantity."""

    p05: float
    p10: float
    median: float
    p90: float
    p95: float


@dataclass(frozen=True, slots=True)
class CandidateOdds:
    """One candidate: odds of a seat, share of valid ballots and votes."""

    id: str
    name: str
    slate: str
    slates: tuple[str, ...]
    incumbent: bool | None
    p_seat: float
    share: Spread
    votes: Spread


@dataclass(frozen=True, slots=True)
class Chance:
    """A candidate and the odds of one thing (taking the last seat, being first out)."""

    id: str
    p: float


@dataclass(frozen=True, slots=True)
class Headroom:
    """What a candidate can lose before even odds; negative is what is missing to reach them.

    `share_lost_to_even` is a share of the candidate's own votes, `votes_lost_to_even` votes.
    `share_of_later` is the same loss as a share of the votes still to come (None when more than
    all of them): what a late desertion would have to reach.
    """

    share_lost_to_even: float
    votes_lost_to_even: float
    share_of_later: float | None


@dataclass(frozen=True, slots=True)
class WorldOdds:
    """One named set of assumptions, its odds, and its odds before the first event."""

    name: str
    title: str
    source: str
    assumed: bool
    p_seat: Mapping[str, float]
    p_seat_before: Mapping[str, float]
    last_seat: tuple[Chance, ...]
    first_out: tuple[Chance, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number that was assumed: its value or spread, its unit, where it comes from."""

    name: str
    meaning: str
    source: str
    value: float | None = None
    p05: float | None = None
    median: float | None = None
    p95: float | None = None
    adjustable: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """How one candidate's odds moved at an event."""

    id: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Step:
    """One event in mid-ballot: what it was, how much was in by then, and what it moved."""

    on: date
    day: int
    text: str
    candidate_id: str
    source: str
    cast: Spread
    loss: Spread
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Odds of `candidate_id` by share of ballots already in (rows) and share of later voters who
    follow (columns); `p` has one row for each `cast`."""

    candidate_id: str
    cast: tuple[float, ...]
    follow: tuple[float, ...]
    p: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """The return curve: share of final returns in by the end of each day of the window.

    `observed` holds the contest's own counts as (day, share of the expected total).
    """

    opened: date
    closed: date
    days: tuple[float, ...]
    p10: tuple[float, ...]
    median: tuple[float, ...]
    p90: tuple[float, ...]
    observed: tuple[tuple[float, float], ...]
    prior: str
    data_years: str


@dataclass(frozen=True, slots=True)
class Score:
    """A method's scores over one contest or a mean of several; lower is better but for cover80.

    `brier`, `log`: odds of a seat. `crps`: points of the vote. `energy`: the whole vote vector.
    `rps`: seats of each slate. `cover80`: share of candidates inside their 80 % interval (the
    hard calls have none of the last four).
    """

    method: str
    brier: float
    log: float
    crps: float | None = None
    energy: float | None = None
    rps: float | None = None
    cover80: float | None = None


@dataclass(frozen=True, slots=True)
class ContestScores:
    """Every method on one contest; `mode` is forward or leave-one-out."""

    contest: str
    label: str
    as_of: date
    mode: str
    candidates: int
    seats: int
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class ClaimScore:
    """A published expectation next to what happened and to the forecast of that day."""

    claimant: str
    on: date
    subject: str
    claim: str
    reading: str
    forecast: str
    outcome: str
    source: str


@dataclass(frozen=True, slots=True)
class Tipping:
    """Where a change turns the odds of `candidate_id`: the share of later voters who must follow.

    `follow` is None where even all of them are not enough (or none is needed); `ballots` is the
    number of later ballots that comes to.
    """

    candidate_id: str
    follow: float | None
    ballots: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Forecast(Result):
    """Who takes the seats of one contest, as known on one day."""

    record: str
    organisation: str
    contest: str
    label: str
    as_of: date
    seats: int
    max_votes: int
    rule: str
    seed: int
    draws: int
    data_sha256: str
    version: str
    candidates: tuple[CandidateOdds, ...]
    last_seat: tuple[Chance, ...]
    first_out: tuple[Chance, ...]
    headroom: Mapping[str, Headroom]
    worlds: tuple[WorldOdds, ...]
    steps: tuple[Step, ...]
    focus: str
    tipping: Tipping | None
    grid: Grid | None
    curve: Curve | None
    assumptions: tuple[Assumption, ...]
    track: tuple[ContestScores, ...]
    health: Mapping[str, float]

    def names(self) -> dict[str, str]:
        """Candidate id to name."""
        return {c.id: c.name for c in self.candidates}

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(c.name)}</td><td>{escape(c.slate)}</td><td>{c.p_seat:.0%}</td>"
            f"<td>{c.votes.median:,.0f}</td><td>{c.votes.p10:,.0f}-{c.votes.p90:,.0f}</td></tr>"
            for c in self.candidates
        )
        head = "<tr><th>candidate<th>slate<th>P(seat)<th>votes<th>80 %</tr>"
        title = f"{escape(self.label)}, as known on {self.as_of}"
        return f"<table><caption>{title}</caption>{head}{rows}</table>"


@dataclass(frozen=True, slots=True)
class Outlook:
    """One side of a what-if."""

    seats: int
    candidates: tuple[CandidateOdds, ...]
    last_seat: tuple[Chance, ...]
    first_out: tuple[Chance, ...]


@dataclass(frozen=True, slots=True)
class WhatIf(Result):
    """Before, after and difference, with the same luck on both sides."""

    record: str
    contest: str
    label: str
    as_of: date
    world: str
    changes: tuple[str, ...]
    seed: int
    draws: int
    data_sha256: str
    version: str
    before: Outlook
    after: Outlook
    delta: Mapping[str, float]
    focus: str
    cast: Spread | None
    loss: Spread | None
    tipping: Tipping | None
    grid: Grid | None
    assumptions: tuple[Assumption, ...]
    health: Mapping[str, float]

    def _repr_html_(self) -> str:
        after = {c.id: c.p_seat for c in self.after.candidates}
        rows = "".join(
            f"<tr><td>{escape(c.name)}</td><td>{c.p_seat:.0%}</td><td>{after[c.id]:.0%}</td>"
            f"<td>{100 * self.delta[c.id]:+.0f}</td></tr>"
            for c in self.before.candidates
        )
        head = "<tr><th>candidate<th>before<th>after<th>change, points</tr>"
        return f"<table><caption>{escape('; '.join(self.changes))}</caption>{head}{rows}</table>"


@dataclass(frozen=True, slots=True)
class Backtest(Result):
    """How the forecasts would have done, beside simple ones; the contest is the unit."""

    record: str
    organisation: str
    seed: int
    draws: int
    data_sha256: str
    version: str
    contests: tuple[ContestScores, ...]
    means: Mapping[str, tuple[Score, ...]]
    effective_n: Mapping[str, float]
    remarks: tuple[str, ...]
    cases: tuple[Forecast, ...]
    claims: tuple[ClaimScore, ...]
    case_scores: tuple[ContestScores, ...]
    skipped: tuple[str, ...]
    data_years: str
