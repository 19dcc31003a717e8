"""How forecasts of a record's past contests would have done, beside simple ones.

Forward uses only what was known the day papers went out; leave-one-out also borrows the future and
is never shown alone. The contest is the unit: slate-mates' errors move together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from scipy.special import ndtri
from threadpoolctl import threadpool_limits

from hustings import __version__
from hustings.errors import InputError, NotSupported, Problem, UnhealthyFit, UnknownName
from hustings.forecasting.baselines import climatology, nomination_rank, slate_sweep
from hustings.forecasting.density import Density, Priors
from hustings.forecasting.evidence import Evidence, Floats, gather
from hustings.forecasting.inference import fit
from hustings.forecasting.predict import Draws, logits, to_draws
from hustings.forecasting.returns import read_prior
from hustings.forecasting.scores import brier, coverage, crps, energy, floored, log_score, ranked
from hustings.model.digest import data_sha256
from hustings.model.record import Claim, Contest, Record
from hustings.scenario.forecast import describe
from hustings.scenario.luck import stream
from hustings.scenario.results import (
    Backtest,
    ClaimScore,
    ContestScores,
    Forecast,
    Score,
)
from hustings.scenario.situation import DRAWS, SEED, Situation, prepare
from hustings.scenario.worlds import PUBLISHED, World, last_world, model_world, pooled
from hustings.simulation.seats import count_draws, lots_for

FORWARD, LEAVE_ONE_OUT = "forward", "leave-one-out"
NO_COHESION = "no-cohesion"


@dataclass(frozen=True)
class Outcome:
    """What happened, in the order of a forecast's ids: votes, and 1 for the elected."""

    votes: Floats
    won: Floats


def outcome(record: Record, contest_id: str, ids: Iterable[str]) -> Outcome:
    """The declared result of a contest for `ids`; NotSupported when one of them has none."""
    rows = {r.candidate_id: r for r in record.results if r.contest_id == contest_id}
    missing = [c for c in ids if c not in rows]
    if missing:
        raise NotSupported(f"{contest_id}: no result is given for {', '.join(missing)}")
    found = [rows[c] for c in ids]
    return Outcome(
        np.array([float(r.votes or 0) for r in found]),
        np.array([float(bool(r.elected)) for r in found]),
    )


def opening_day(record: Record, contest: Contest) -> date:
    """The day a forward forecast is made: papers go out, else the day before the declaration."""
    if contest.ballots_opened:
        return contest.ballots_opened.last
    declared = record.declaration(contest.id)
    assert declared is not None
    return declared.declared.last - timedelta(days=1)


def scorable(record: Record) -> list[Contest]:
    """Block-vote contests with every candidate's votes, oldest first."""
    complete = {d.contest_id: d.declared for d in record.declarations if d.complete}
    found = [c for c in record.contests if c.is_block_vote and c.id in complete]
    return sorted(found, key=lambda c: (complete[c.id].last, c.id))


def score_draws(
    method: str, draws: Draws, p: Floats, truth: Outcome, evidence: Evidence, elected: Floats
) -> Score:
    """Every score of a method that gives draws; `elected` is (draw, candidate)."""
    points = 100 * draws.share / draws.share.sum(axis=1, keepdims=True)
    actual = 100 * truth.votes / truth.votes.sum()
    lines = sorted({evidence.slates.slate[c] for c in evidence.ids})
    groups = [np.array([evidence.slates.slate[c] == line for c in evidence.ids]) for line in lines]
    seats = evidence.target.seats
    rps = [
        ranked(elected[:, g].sum(axis=1), int(truth.won[g].sum()), min(seats, int(g.sum())))
        for g in groups
    ]
    return Score(
        method=method,
        brier=brier(p, truth.won),
        log=log_score(p, truth.won),
        crps=crps(points, actual),
        energy=energy(points, actual),
        rps=float(np.mean(rps)),
        cover80=coverage(points, actual, 0.8),
    )


def score_calls(method: str, p: Floats, truth: Outcome) -> Score:
    """The scores of a method that only gives odds."""
    return Score(method, brier(p, truth.won), log_score(p, truth.won))


def worlds_for(evidence: Evidence, seed: int, n: int, priors: Priors | None = None) -> list[World]:
    """Model, last result and their pool for one body of evidence."""
    with threadpool_limits(1, "blas"):
        model = model_world(fit(Density(evidence, priors), stream(seed, "fit")), seed, n)
    last = last_world(evidence, seed, n)
    return [pooled(model, last), model, last]


def no_cohesion(evidence: Evidence, seed: int, n: int) -> Draws:
    """The known-wrong model: slate-mates scatter like independents."""
    rng = stream(seed, NO_COHESION)
    with threadpool_limits(1, "blas"):
        fitted = fit(Density(evidence, Priors(cohesive=False)), rng)
        return to_draws(evidence, logits(fitted, n, rng), rng)


def score_contest(
    record: Record, contest: Contest, day: date, mode: str, seed: int, n: int
) -> tuple[ContestScores, dict[str, list[float]]]:
    """Every method on one contest, and the model's normal scores of the result by slate."""
    known = record.as_of(day) if mode == FORWARD else record
    evidence = gather(known, contest.id)
    truth = outcome(record, contest.id, evidence.ids)
    lots = lots_for(n, evidence.m, stream(seed, "lots"))
    named = [(w.name, w.draws) for w in worlds_for(evidence, seed, n)]
    named.append((NO_COHESION, no_cohesion(evidence, seed, n)))
    scores = []
    for name, draws in named:
        counted = count_draws(contest.rule, draws.votes, contest.seats, lots)
        p = floored(counted.p_seat, contest.seats)
        won = counted.elected.astype(float)
        scores.append(score_draws(name, draws, p, truth, evidence, won))
    scores.append(score_calls("slate-sweep", slate_sweep(evidence), truth))
    ranks = nomination_rank(evidence)
    if ranks is not None:
        scores.append(score_calls("nomination-rank", ranks, truth))
    scores.append(score_calls("climatology", climatology(evidence), truth))
    row = ContestScores(
        contest.id, contest.label, day, mode, evidence.m, contest.seats, tuple(scores)
    )
    return row, normal_scores(named[1][1], truth, evidence)


def normal_scores(draws: Draws, truth: Outcome, evidence: Evidence) -> dict[str, list[float]]:
    """Where each candidate's share fell in the model's draws, as normal scores by slate."""
    share = draws.share / draws.share.sum(axis=1, keepdims=True)
    below = (share < truth.votes / truth.votes.sum()).mean(axis=0)
    found: dict[str, list[float]] = defaultdict(list)
    for c, value in zip(evidence.ids, ndtri(np.clip(below, 0.002, 0.998))):
        found[evidence.slates.slate[c]].append(float(value))
    return found


def backtest(
    record: Record,
    *,
    contests: Iterable[str] = (),
    seed: int = SEED,
    draws: int = DRAWS,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Backtest:
    """Score every complete block-vote contest of `record` (or those named), forward and left out.

    `progress` is called with what is being done, how many are done and how many there are. Raises
    UnknownName for a contest that is not there, InputError when none can be scored.
    """
    draws = max(draws - draws % 2, 1000)
    wanted = sorted(set(contests))
    refuse_unknown(record, wanted)
    chosen = [c for c in scorable(record) if not wanted or c.id in wanted]
    cases = claim_days(record, {c.id for c in chosen})
    jobs = [(c, mode) for mode in (FORWARD, LEAVE_ONE_OUT) for c in chosen]
    rows, residuals = [], []
    ready = {c.id for c in chosen}
    skipped = [f"{c}: no complete block-vote result is known" for c in wanted if c not in ready]
    for i, (contest, mode) in enumerate(jobs):
        progress(f"{mode} {contest.id}", i, len(jobs) + len(cases))
        day = opening_day(record, contest)
        try:
            row, normal = score_contest(record, contest, day, mode, seed, draws)
        except (NotSupported, UnhealthyFit) as reason:
            skipped.append(f"{mode} {reason}")
            continue
        rows.append(row)
        if mode == FORWARD:
            residuals.append(normal)
    if not rows:
        step = "Add the votes of every candidate of two block-vote contests, with their slates."
        said = "no contest has complete votes, slates and a contest before it"
        raise InputError(
            "nothing can be scored",
            [Problem(record.name, 0, "nothing-to-score", said, step), *_because(skipped)],
        )
    told = []
    for i, (contest_id, day) in enumerate(cases):
        progress(f"claims about {contest_id}", len(jobs) + i, len(jobs) + len(cases))
        try:
            told.append(score_case(record, contest_id, day, seed, draws))
        except (NotSupported, UnhealthyFit, UnknownName) as reason:
            skipped.append(f"claims of {day}: {reason}")
    means = {
        mode: mean_scores([r for r in rows if r.mode == mode]) for mode in (FORWARD, LEAVE_ONE_OUT)
    }
    effective = effective_n(residuals)
    years = read_prior().years
    curves = (
        f"Return curves are fitted on other ballots of {min(years)}-{max(years)}, some later than "
        "the contests: a model parameter. It moves only the scores of days in mid-ballot."
    )
    return Backtest(
        record=record.name,
        organisation=record.organisation,
        seed=seed,
        draws=draws,
        data_sha256=data_sha256(replace(record, track=())),
        version=__version__,
        contests=tuple(rows),
        means={mode: scores for mode, scores in means.items() if scores},
        effective_n=effective,
        remarks=(*remarks(rows, effective), curves),
        cases=tuple(f for f, _, _ in told),
        claims=tuple(c for _, claims, _ in told for c in claims),
        case_scores=tuple(s for _, _, s in told),
        skipped=tuple(skipped),
        data_years=f"{min(years)}-{max(years)}",
    )


def refuse_unknown(record: Record, contests: Iterable[str]) -> None:
    """Raise InputError naming every contest that the record does not have."""
    problems = []
    for name in contests:
        try:
            record.contest(name)
        except UnknownName as fault:
            step = f"Use an id that `hustings show {record.name}` lists."
            problems.append(Problem("--contest", 0, "unknown-id", str(fault), step))
    if problems:
        raise InputError("some contests are not in the record", problems)


def _because(skipped: list[str]) -> list[Problem]:
    return [Problem(s.split(":")[0], 0, "skipped", s.split(": ", 1)[1], "") for s in skipped]


def mean_scores(rows: list[ContestScores]) -> tuple[Score, ...]:
    """Each method's mean over the contests in which it could be scored."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for row in rows:
        for score in row.scores:
            groups[score.method].append(score)
    return tuple(_mean(method, scores) for method, scores in groups.items())


def _mean(method: str, scores: list[Score]) -> Score:
    def over(name: str) -> float | None:
        values = [v for s in scores if (v := getattr(s, name)) is not None]
        return float(np.mean(values)) if values else None

    whole = {name: over(name) for name in ("crps", "energy", "rps", "cover80")}
    return Score(method, over("brier") or 0.0, over("log") or 0.0, **whole)


def effective_n(contests: list[dict[str, list[float]]]) -> dict[str, float]:
    """How many independent outcomes the forward candidates are worth.

    One-way analysis of variance of the model's normal scores by contest and slate gives the
    intra-slate correlation; n / (1 + (size - 1) correlation) (Kish 1965).
    """
    clusters = [scores for contest in contests for scores in contest.values()]
    values = [np.array(v) for v in clusters]
    n, k = sum(map(len, values)), len(values)
    if k < 2 or n <= k:
        return {"candidates": float(n), "contests": float(len(contests))}
    grand = np.concatenate(values).mean()
    between = sum(len(v) * (v.mean() - grand) ** 2 for v in values) / (k - 1)
    within = sum(((v - v.mean()) ** 2).sum() for v in values) / (n - k)
    size = (n - sum(len(v) ** 2 for v in values) / n) / (k - 1)
    icc = float(np.clip((between - within) / (between + (size - 1) * within), 0, 1))
    mean_size = sum(len(v) ** 2 for v in values) / n
    return {
        "candidates": float(n),
        "contests": float(len(contests)),
        "clusters": float(k),
        "correlation": icc,
        "effective": float(n / (1 + (mean_size - 1) * icc)),
    }


def remarks(rows: list[ContestScores], effective: Mapping[str, float]) -> tuple[str, ...]:
    """What the number of contests allows to be claimed, in sentences."""
    said = []
    if "effective" in effective:
        said.append(
            f"{effective['candidates']:.0f} candidate outcomes in {effective['contests']:.0f} "
            f"forward contests are worth about {effective['effective']:.0f} independent ones "
            f"(slate-mates' errors correlate at {effective['correlation']:.2f})."
        )
    for other in ("last-result", NO_COHESION):
        name = PUBLISHED if other == "last-result" else "model"
        pairs = _paired(rows, name, other)
        if len(pairs) < 2:
            continue
        gap = np.array(pairs)
        error = float(gap.std(ddof=1) / np.sqrt(len(gap)))
        said.append(
            f"Forward, {name} less {other}: Brier {gap.mean():+.3f}, standard error {error:.3f} "
            f"over {len(gap)} contests. A hint, not a proof: the priors were set by people who "
            "knew these results."
        )
    return tuple(said)


def _paired(rows: list[ContestScores], first: str, second: str) -> list[float]:
    gaps = []
    for row in rows:
        named = {s.method: s.brier for s in row.scores}
        if row.mode == FORWARD and first in named and second in named:
            gaps.append(named[first] - named[second])
    return gaps


def claim_days(record: Record, contests: set[str]) -> list[tuple[str, date]]:
    """Contests and days on which somebody published an expectation that makes a world."""
    days = {
        (c.contest_id, c.on.last)
        for c in record.claims
        if c.world and c.ratio_low and c.contest_id in contests
    }
    return sorted(days)


def score_case(
    record: Record, contest_id: str, day: date, seed: int, draws: int
) -> tuple[Forecast, list[ClaimScore], ContestScores]:
    """The forecast of the day a claim was made, scored beside the claim's own world."""
    situation = prepare(record, contest_id, as_of=day, seed=seed, draws=draws)
    told = describe(situation)
    truth = outcome(record, contest_id, situation.field.ids)
    scores = []
    for world in situation.worlds.values():
        share = situation.play(world, situation.changes)
        counted = situation.count(world, share, situation.changes)
        p = floored(counted.p_seat, counted.seats)
        played = replace(world.draws, share=share)
        won = counted.elected.astype(float)
        scores.append(score_draws(world.name, played, p, truth, situation.evidence, won))
    row = ContestScores(
        contest_id,
        situation.contest.label,
        day,
        f"claims of {day}",
        situation.evidence.m,
        situation.contest.seats,
        tuple(scores),
    )
    claims = [c for c in record.claims if c.contest_id == contest_id and c.on.last == day]
    return told, [score_claim(situation, told, truth, c) for c in claims], row


def percent(p: float) -> str:
    """Odds in words a reader expects at the ends: `23 %`, `under 1 %`."""
    return "under 1 %" if p < 0.01 else f"{100 * p:.0f} %"


def score_claim(situation: Situation, told: Forecast, truth: Outcome, claim: Claim) -> ClaimScore:
    """One claim next to the forecast of its day and what happened."""
    ids = situation.field.ids
    place = {ids[i]: rank + 1 for rank, i in enumerate(np.argsort(-truth.votes, kind="stable"))}
    elected = {c for c, won in zip(ids, truth.won) if won}
    who = [c for c in claim.subject_ids if c in place]
    odds = {c.id: c.p_seat for c in told.candidates}
    tenth = {c.id: c.p for c in told.first_out}
    if len(who) == 1:
        (one,) = who
        said = f"seat {percent(odds[one])}, first out {percent(tenth.get(one, 0.0))}"
        got = "elected" if one in elected else "not elected"
        seats = situation.contest.seats
        line = sorted(truth.votes)[::-1][seats if one in elected else seats - 1]
        gap = abs(truth.votes[ids.index(one)] - line)
        side = "ahead of the first out" if one in elected else "short of the last seat"
        happened = f"{got}, place {place[one]}, {gap:,.0f} votes {side}"
    elif who:
        said = f"expected seats {sum(odds[c] for c in who):.1f} of {len(who)}"
        best, worst = min(place[c] for c in who), max(place[c] for c in who)
        happened = f"{len(elected & set(who))} of {len(who)} elected, places {best} to {worst}"
    else:
        said = happened = "not scored: it names no candidate"
    reading = ""
    if claim.ratio_low and claim.ratio_high:
        reading = f"{claim.ratio_low:g} to {claim.ratio_high:g} of the mean of the others named"
    return ClaimScore(
        claim.claimant,
        claim.on.last,
        claim.subject,
        claim.claim,
        reading,
        said,
        happened,
        claim.source,
    )
