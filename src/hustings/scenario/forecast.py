"""The forecast of a contest as known on a day, with what each mid-ballot event moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from hustings import __version__
from hustings.forecasting.evidence import Floats
from hustings.model.record import Record, TrackRow
from hustings.scenario.changes import Change, gone_by
from hustings.scenario.odds import (
    board,
    critical_loss,
    grid,
    headrooms,
    odds,
    outlook_ladder,
    spread,
    tipping_point,
)
from hustings.scenario.results import (
    Assumption,
    CandidateOdds,
    ContestScores,
    Curve,
    Forecast,
    Grid,
    Moved,
    Score,
    Step,
    Tipping,
    WorldOdds,
)
from hustings.scenario.situation import DRAWS, SEED, Situation, own_counts, prepare
from hustings.scenario.worlds import PUBLISHED, World
from hustings.simulation.seats import SeatDraws


def forecast(
    record: Record,
    contest: str,
    *,
    as_of: date | None = None,
    seed: int = SEED,
    draws: int = DRAWS,
    settings: Mapping[str, float] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Forecast:
    """Forecast `contest` as known on the evening of `as_of` (default: the close, or today).

    `settings` hold factors at a value (cast, aware, comply, dependence, spill, to:CANDIDATE).
    Raises UnknownName, NotSupported, InputError or UnhealthyFit.
    """
    situation = prepare(
        record, contest, as_of=as_of, seed=seed, draws=draws, settings=settings, progress=progress
    )
    progress("counting")
    return describe(situation)


def describe(situation: Situation) -> Forecast:
    """The forecast of a prepared situation."""
    field, contest, known = situation.field, situation.contest, situation.record
    world = situation.worlds[PUBLISHED]
    share = situation.play(world, situation.changes)
    counted = situation.count(world, share, situation.changes)
    candidates = board(situation, world, share, counted)
    last_seat, first_out = outlook_ladder(field, counted)
    focus = _focus(situation, candidates)
    cast = _cast_now(situation)
    tipping, heat = _tipping(situation, world, focus)
    return Forecast(
        record=known.name,
        organisation=known.organisation,
        contest=contest.id,
        label=contest.label,
        as_of=situation.as_of,
        seats=contest.seats,
        max_votes=contest.max_votes or contest.seats,
        rule=contest.rule,
        seed=situation.seed,
        draws=situation.n,
        data_sha256=situation.data_sha256,
        version=__version__,
        candidates=candidates,
        last_seat=last_seat,
        first_out=first_out,
        headroom=headrooms(field, counted, cast),
        worlds=tuple(world_odds(situation, w, counted) for w in situation.worlds.values()),
        steps=steps(situation),
        focus=focus,
        tipping=tipping,
        grid=heat,
        curve=curve(situation),
        assumptions=assumptions(situation),
        track=track_of(known),
        health=health(situation, odds(counted)),
    )


def _tipping(situation: Situation, world: World, focus: str) -> tuple[Tipping | None, Grid | None]:
    """Where the last withdrawal turns the odds, on the state before it, and the grid."""
    gone = gone_by(situation.changes)
    if focus in gone:
        return None, None
    withdrawals = [i for i, c in enumerate(situation.changes) if c.kind == "withdraw"]
    if not withdrawals:
        share = situation.play(world, situation.changes)
        drop = Change("withdraw", focus, situation.as_of)
        seats, factors = situation.contest.seats, situation.factors
        return None, grid(focus, critical_loss(situation.field, drop, share, seats, factors, gone))
    last = withdrawals[-1]
    before = situation.play(world, situation.changes[:last])
    return tipping_point(situation, world, before, situation.changes[last], gone=gone)


def _cast_now(situation: Situation) -> Floats:
    """Share of ballots in by `as_of`; none where the window is unknown."""
    if situation.contest.window() is None and "cast" not in situation.settings:
        return np.zeros(situation.n)
    return situation.cast(situation.as_of)


def _focus(situation: Situation, candidates: tuple[CandidateOdds, ...]) -> str:
    """Whom to look at: who was dropped last, else any event's, else the one nearest even odds."""
    dropped = [c for c in situation.changes if c.kind == "withdraw"]
    if situation.changes:
        return (dropped or situation.changes)[-1].candidate
    return min(candidates, key=lambda c: (abs(c.p_seat - 0.5), c.id)).id


def world_odds(situation: Situation, world: World, published: SeatDraws) -> WorldOdds:
    """One world's odds after the events so far, and before them."""
    field = situation.field
    if world.name == PUBLISHED:
        after = published
    else:
        played = situation.play(world, situation.changes)
        after = situation.count(world, played, situation.changes)
    before = situation.count(world, world.draws.share) if situation.changes else after
    last_seat, first_out = outlook_ladder(field, after)
    return WorldOdds(
        name=world.name,
        title=world.title,
        source=world.source,
        assumed=world.assumed,
        p_seat=dict(zip(field.ids, map(float, odds(after)))),
        p_seat_before=dict(zip(field.ids, map(float, odds(before)))),
        last_seat=last_seat,
        first_out=first_out,
    )


def steps(situation: Situation) -> tuple[Step, ...]:
    """What each day's events moved, in the published world, with the same luck throughout."""
    world = situation.worlds[PUBLISHED]
    by_day: dict[date, list[Change]] = defaultdict(list)
    for change in situation.changes:
        by_day[change.on].append(change)
    out: list[Step] = []
    so_far: list[Change] = []
    share = world.draws.share
    previous = odds(situation.count(world, share)) if by_day else None
    for day in sorted(by_day):
        so_far += by_day[day]
        counted = situation.count(world, situation.play(world, so_far), so_far)
        assert previous is not None
        for change in by_day[day]:
            out.append(_step(situation, change, share, previous, odds(counted)))
            share = situation.after(share, change)
        previous = odds(counted)
    return tuple(out)


def _step(
    situation: Situation, change: Change, share: Floats, before: Floats, after: Floats
) -> Step:
    window = situation.contest.window()
    ids = situation.field.ids
    order = np.argsort(-np.abs(after - before), kind="stable")
    return Step(
        on=change.on,
        day=(change.on - window[0]).days if window else 0,
        text=change.words(names_of(situation), bodies_of(situation.record)),
        candidate_id=change.candidate,
        source=change.source,
        cast=spread(situation.cast(change.on)),
        loss=spread(situation.effect(change, share)),
        moved=tuple(Moved(ids[i], float(before[i]), float(after[i])) for i in order[:8]),
    )


def names_of(situation: Situation) -> dict[str, str]:
    """Candidate id to name."""
    return {c: situation.record.name_of(c) for c in situation.field.ids}


def bodies_of(record: Record) -> dict[str, str]:
    """Organisation id to name."""
    return {e.organisation_id: e.organisation for e in record.endorsements}


def curve(situation: Situation) -> Curve | None:
    """The return curve over the window, one point a day."""
    window = situation.contest.window()
    if window is None or situation.curves is None:
        return None
    length = (window[1] - window[0]).days
    days = tuple(float(d) for d in range(length + 1))
    low, mid, high = situation.curves.quantiles([d / max(length, 1) for d in days], (0.1, 0.5, 0.9))
    seen = own_counts(situation.record, situation.contest)
    years = situation.prior.years
    return Curve(
        opened=window[0],
        closed=window[1],
        days=days,
        p10=tuple(map(float, low)),
        median=tuple(map(float, mid)),
        p90=tuple(map(float, high)),
        observed=tuple((x * length, returned / total) for x, returned, total in seen),
        prior=f"{situation.prior.n} other ballots ({', '.join(situation.prior.families)})",
        data_years=f"{min(years)}-{max(years)}",
    )


def assumptions(situation: Situation) -> tuple[Assumption, ...]:
    """Everything assumed: events, returns, turnout, unused votes, hyper-priors, readings."""
    evidence, prior = situation.evidence, situation.prior
    used, ballots = evidence.used, evidence.ballots
    shown = [*situation.factors.assumptions]
    if situation.contest.window() or "cast" in situation.settings:
        cast = spread(_cast_now(situation))
        held = "cast" in situation.settings
        source = (
            "set by --set cast"
            if held
            else (
                f"return curve fitted on {prior.n} ballots of "
                f"{min(prior.years)}-{max(prior.years)}, some later than this contest "
                "(a model parameter; docs/models/returns.md)"
            )
        )
        meaning = f"share of final ballots in by the evening of {situation.as_of}"
        shown.insert(
            0,
            Assumption(
                "cast",
                meaning,
                source,
                p05=cast.p05,
                median=cast.median,
                p95=cast.p95,
                adjustable=True,
            ),
        )
    shown += [
        Assumption(
            "votes used",
            "share of the votes each ballot allows that voters use",
            "contests with known ballots, with 7-15 % unused as a prior (Thrasher et al. 2009)",
            p05=used[0] - 1.64 * used[1],
            median=used[0],
            p95=min(used[0] + 1.64 * used[1], 1.0),
        ),
        Assumption(
            "valid ballots",
            "turnout, which moves votes but not seats",
            "the last contest's ballots, moved as they have moved from contest to contest",
            p05=float(np.exp(ballots[0] - 1.645 * ballots[1])),
            median=float(np.exp(ballots[0])),
            p95=float(np.exp(ballots[0] + 1.645 * ballots[1])),
        ),
        *(a for w in situation.worlds.values() for a in w.assumptions),
        *_hyper(situation),
    ]
    return tuple(shown)


def _hyper(situation: Situation) -> list[Assumption]:
    fit = situation.fit
    theta = np.concatenate([n.theta for n in fit.nodes])
    weight = np.concatenate([w * n.weights for w, n in zip(fit.weights, fit.nodes)])
    p = fit.density.priors
    named = (
        ("person", p.person, "sd between people, in logits"),
        ("noise", p.noise, "sd of one person from one contest to the next, in logits"),
        ("drift", p.drift, "sd of a slate's move over two years, in logits"),
    )
    rows = []
    for i, (name, prior, meaning) in enumerate(named):
        order = np.argsort(theta[:, i])
        points = np.searchsorted(np.cumsum(weight[order]), [0.05, 0.5, 0.95])
        low, mid, high = prior[0] * np.exp(prior[1] * theta[order[points], i])
        source = f"fitted; prior median {prior[0]}, log sd {prior[1]} (docs/models/forecast.md)"
        rows.append(
            Assumption(name, meaning, source, p05=float(low), median=float(mid), p95=float(high))
        )
    return rows


def health(situation: Situation, published: Floats) -> dict[str, float]:
    """The fit's and the curve's checks, and the identity that the odds add up to the seats."""
    extra = {"curve_ess": situation.curves.ess} if situation.curves else {}
    return {
        **situation.fit.health,
        **extra,
        "sum_of_odds": float(published.sum()),
        "seats": float(situation.contest.seats),
    }


METHODS = (
    "published",
    "model",
    "last-result",
    "no-cohesion",
    "slate-sweep",
    "climatology",
    "nomination-rank",
)
"""The order in which methods are shown."""


def track_of(known: Record) -> tuple[ContestScores, ...]:
    """The record's saved forward scores, for contests already declared by the gate.

    Scores left out are made with later contests too, so no forecast of a past day may show them.
    """
    groups: dict[tuple[str, str], list[Score]] = defaultdict(list)
    first: dict[tuple[str, str], TrackRow] = {}
    there = {c.id for c in known.contests}
    rank = {method: i for i, method in enumerate(METHODS)}
    rows = sorted(known.track, key=lambda r: (rank.get(r.method, len(rank)), r.method))
    for row in (r for r in rows if r.contest_id in there and r.mode == "forward"):
        key = (row.contest_id, row.mode)
        first.setdefault(key, row)
        groups[key].append(
            Score(row.method, row.brier, row.log, row.crps, row.energy, row.rps, row.cover80)
        )
    out = []
    for (contest_id, mode), scores in groups.items():
        contest = known.contest(contest_id)
        size = sum(1 for c in known.candidates if c.contest_id == contest_id)
        when = first[contest_id, mode].as_of.last
        out.append(
            ContestScores(contest_id, contest.label, when, mode, size, contest.seats, tuple(scores))
        )
    return tuple(sorted(out, key=lambda s: (s.mode, s.as_of, s.contest)))
