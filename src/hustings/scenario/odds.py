"""Counted draws to odds, spreads, headroom and grids."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hustings.forecasting.evidence import Floats
from hustings.forecasting.scores import FLOOR, floored
from hustings.scenario.changes import Change, Field
from hustings.scenario.factors import Factors
from hustings.scenario.results import (
    CandidateOdds,
    Chance,
    Grid,
    Headroom,
    Spread,
    Tipping,
)
from hustings.scenario.situation import Situation
from hustings.scenario.worlds import World
from hustings.simulation.seats import SeatDraws

LEVELS = [0.05, 0.1, 0.5, 0.9, 0.95]
TENTHS = tuple(round(i / 10, 1) for i in range(11))


def spread(values: Floats) -> Spread:
    """Quantiles of one drawn quantity."""
    return Spread(*(float(v) for v in np.quantile(values, LEVELS)))


def spreads(values: Floats) -> list[Spread]:
    """Quantiles of each column."""
    return [Spread(*map(float, column)) for column in np.quantile(values, LEVELS, axis=0).T]


def odds(counted: SeatDraws) -> Floats:
    """Published odds: floored, still adding up to the seats, shape (candidate,).

    Who can no longer be elected (negative votes in every draw) has none.
    """
    able = np.any(counted.votes >= 0, axis=0)
    p = np.zeros(counted.votes.shape[1])
    p[able] = floored(counted.p_seat[able], counted.seats)
    return p


def board(
    situation: Situation, world: World, share: Floats, counted: SeatDraws
) -> tuple[CandidateOdds, ...]:
    """Every candidate, likeliest first (ties by expected votes, then id)."""
    field = situation.field
    p = odds(counted)
    sitting = {
        c.candidate_id: c.incumbent
        for c in situation.record.candidates
        if c.contest_id == situation.contest.id
    }
    rows = [
        CandidateOdds(
            id=c,
            name=situation.record.name_of(c),
            slate=field.slates.slate[c],
            slates=field.slates.backers[c],
            incumbent=sitting.get(c),
            p_seat=float(p[i]),
            share=shares,
            votes=votes,
        )
        for i, (c, shares, votes) in enumerate(
            zip(field.ids, spreads(share), spreads(share * world.draws.ballots[:, None]))
        )
    ]
    return tuple(sorted(rows, key=lambda r: (-r.p_seat, -r.votes.median, r.id)))


def chances(field: Field, p: Floats, least: float = 0.005) -> tuple[Chance, ...]:
    """Candidates by their odds of one place, those below `least` left out."""
    rows = [Chance(c, float(v)) for c, v in zip(field.ids, p) if v >= least]
    return tuple(sorted(rows, key=lambda r: (-r.p, r.id)))


def headrooms(field: Field, counted: SeatDraws, cast: Floats) -> dict[str, Headroom]:
    """What each candidate can lose before even odds: medians over draws, so exact for the draws."""
    votes = np.maximum(counted.votes.astype(float), 1.0)
    room = counted.votes - counted.bar()
    part = room / votes
    later = part / np.maximum(1 - cast, 1e-9)[:, None]
    shares, absolute, of_later = (np.median(v, axis=0) for v in (part, room, later))
    able = np.any(counted.votes >= 0, axis=0)
    return {
        c: Headroom(
            share_lost_to_even=float(shares[i]),
            votes_lost_to_even=float(absolute[i]),
            share_of_later=float(of_later[i]) if 0 <= of_later[i] <= 1 else None,
        )
        for i, c in enumerate(field.ids)
        if able[i]
    }


def critical_loss(
    field: Field,
    change: Change,
    share: Floats,
    seats: int,
    factors: Factors,
    gone: Iterable[str] = (),
) -> Floats:
    """The loss, as a share of the candidate's votes, beyond which each draw's seat goes, (draw,).

    What the candidate loses reaches others as the change says: at the rate `spill`, or whole to a
    successor. So a rival overtakes at (own - rival) / (own + what the rival gains per unit lost);
    the seat goes with the `seats`-th rival to do so. Who is `gone` is no rival.
    """
    column = field.index(change.candidate)
    own = share[:, [column]]
    if change.kind == "replace":
        gain = own * np.array([float(c == change.successor) for c in field.ids])
    else:
        pull = share * field.outside(change.candidate) * (1 - share)
        pull *= np.array([factors.weights.get(c, 1.0) for c in field.ids])
        total = np.maximum(pull.sum(axis=1, keepdims=True), 1e-12)
        gain = factors.spill[:, None] * own * pull / total
    share = share.copy()
    share[:, [field.index(c) for c in gone]] = -np.inf
    overtake = np.delete((own - share) / np.maximum(own + gain, 1e-12), column, axis=1)
    return np.asarray(np.partition(overtake, seats - 1, axis=1)[:, seats - 1])


def grid(candidate: str, critical: Floats) -> Grid:
    """Odds by share already in and share of later voters who follow, kept within the floor."""
    ordered = np.sort(critical)
    rows = tuple(
        tuple(
            float(
                np.clip(1 - np.searchsorted(ordered, (1 - x) * f) / len(ordered), FLOOR, 1 - FLOOR)
            )
            for f in TENTHS
        )
        for x in TENTHS
    )
    return Grid(candidate, TENTHS, TENTHS, rows)


def outlook_ladder(
    field: Field, counted: SeatDraws
) -> tuple[tuple[Chance, ...], tuple[Chance, ...]]:
    """Who takes the last seat, and who is first out."""
    last = chances(field, counted.at_place(counted.seats - 1))
    return last, chances(field, counted.at_place(counted.seats))


def two_digits(value: float) -> float:
    """A count rounded to two digits, for sentences."""
    return float(f"{value:.2g}")


def tipping_point(
    situation: Situation,
    world: World,
    share: Floats,
    change: Change,
    *,
    seats: int | None = None,
    gone: Iterable[str] = (),
) -> tuple[Tipping, Grid]:
    """The following at which `change`, played on `share`, turns the candidate's odds even."""
    field, who = situation.field, change.candidate
    name = situation.record.name_of(who)
    places = seats or situation.contest.seats
    critical = critical_loss(field, change, share, places, situation.factors, gone)
    heat = grid(who, critical)
    later = np.maximum(1 - situation.cast(change.on), 1e-9)
    need = float(np.median(critical / later))
    voters = float(np.median(critical * share[:, field.index(who)] * world.draws.ballots))
    if float(np.mean(critical > 0)) <= 0.5:
        return Tipping(who, None, None, f"{name} is below even odds before anyone follows."), heat
    if need > 1:
        text = f"Even if every later supporter of {name} followed, the odds would stay above even."
        return Tipping(who, None, None, text), heat
    text = (
        f"The odds turn when {need:.0%} of the later supporters of {name} follow: "
        f"about {two_digits(voters):,.0f} voters."
    )
    return Tipping(who, need, voters, text), heat
