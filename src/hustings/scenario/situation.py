"""A contest as known on a day, fitted once: what every forecast and what-if starts from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from hustings.errors import InputError, NotSupported, Problem, UnknownName
from hustings.forecasting.density import Density, Priors
from hustings.forecasting.evidence import Evidence, Floats, gather
from hustings.forecasting.inference import Fit, fit
from hustings.forecasting.returns import Curves, ReturnPrior, draw_curves, read_prior
from hustings.model.digest import data_sha256
from hustings.model.record import Contest, Record
from hustings.model.slates import slates_of
from hustings.scenario.changes import Change, Field, apply, from_record, gone_by
from hustings.scenario.factors import Factors, draw_factors, parse_settings
from hustings.scenario.luck import stream
from hustings.scenario.worlds import World, claimed, last_world, model_world, pooled
from hustings.simulation.seats import SeatDraws, count_draws, lots_for

DRAWS = 10_000
SEED = 2018


@dataclass(frozen=True)
class Situation:
    """A fitted contest: the gated record, worlds before any event, and the luck they share."""

    record: Record
    contest: Contest
    as_of: date
    seed: int
    n: int
    settings: Mapping[str, float]
    evidence: Evidence
    fit: Fit
    worlds: Mapping[str, World]
    field: Field
    factors: Factors
    curves: Curves | None
    prior: ReturnPrior
    lots: NDArray[np.int64]
    changes: tuple[Change, ...]
    data_sha256: str

    @property
    def rule(self) -> str:
        """The counting rule's name."""
        return self.contest.rule

    def cast(self, day: date) -> Floats:
        """Share of final ballots in by the evening of `day`, shape (draw,)."""
        if "cast" in self.settings:
            return np.full(self.n, self.settings["cast"])
        window = self.contest.window()
        if window is None:
            raise NotSupported(
                f"{self.contest.id} has no dates of opening and close, so how much was in by "
                f"{day} is not known. Add them to contests.csv, or say it: --set cast=0.4"
            )
        return self.share_in(elapsed(window, day))

    def share_in(self, x: float) -> Floats:
        """Share of final ballots in at share `x` of the window, shape (draw,)."""
        if x <= 0 or self.curves is None:
            return np.zeros(self.n)
        return np.ones(self.n) if x >= 1 else self.curves.share_in(x)

    def play(self, world: World, changes: Sequence[Change]) -> Floats:
        """Shares of ballots in `world` after `changes`, in order, shape (draw, candidate)."""
        share = world.draws.share
        for change in changes:
            share = self.after(share, change)
        return share

    def after(self, share: Floats, change: Change) -> Floats:
        """Shares of ballots once `change` is played on `share`, shape (draw, candidate)."""
        return apply(change, share, self.cast(change.on), self.factors, self.field)

    def count(
        self, world: World, share: Floats, changes: Sequence[Change] = (), seats: int | None = None
    ) -> SeatDraws:
        """Count shares as whole votes; who is gone by `changes` cannot be elected."""
        votes = share * world.draws.ballots[:, None]
        votes[:, [self.field.index(c) for c in sorted(gone_by(changes))]] = -1.0
        return count_draws(self.rule, votes, seats or self.contest.seats, self.lots)

    def effect(self, change: Change, share: Floats) -> Floats:
        """Share of the candidate's own votes that `change` takes from `share` (negative: adds)."""
        column = self.field.index(change.candidate)
        own = np.maximum(share[:, column], 1e-12)
        return np.asarray((own - self.after(share, change)[:, column]) / own)


def elapsed(window: tuple[date, date], day: date) -> float:
    """Share of the voting window gone by the evening of `day`, 0 on the day papers go out."""
    opened, closed = window
    return float(np.clip((day - opened).days / max((closed - opened).days, 1), 0.0, 1.0))


def default_day(record: Record, contest_id: str, today: date | None = None) -> date:
    """The day a forecast is made for when none is given.

    The close of voting, else the eve of the declaration, and never a day still to come.
    """
    today = today or date.today()
    contest = record.contest(contest_id)
    if contest.ballots_closed:
        return min(contest.ballots_closed.last, today)
    return min(eve_of_declaration(record, contest_id) or today, today)


def eve_of_declaration(record: Record, contest_id: str) -> date | None:
    """The day before a contest's result, or None while there is none."""
    declared = record.declaration(contest_id)
    return declared.declared.last - timedelta(days=1) if declared else None


def refuse_luck(seed: int, draws: int) -> None:
    """Raise InputError for a seed or a number of draws that cannot be used."""
    problems = []
    if draws < 1000:
        step = "Use at least 1000."
        problems.append(Problem("--draws", 0, "out-of-range", f"{draws} draws", step))
    if seed < 0:
        problems.append(Problem("--seed", 0, "out-of-range", f"seed {seed}", "Use 0 or more."))
    if problems:
        raise InputError("the luck cannot be drawn", problems)


def refuse_early(record: Record, contest_id: str, day: date) -> None:
    """Say that a contest exists but was not announced by `day`, rather than that it is unknown."""
    if any(c.id == contest_id and c.known_by(day) for c in record.contests):
        return
    known = record.contest(contest_id).known_from or "an unknown date"
    raise UnknownName(f"{contest_id} was not announced by {day}: it is known from {known}")


def prepare(
    record: Record,
    contest_id: str,
    *,
    as_of: date | None = None,
    seed: int = SEED,
    draws: int = DRAWS,
    settings: Mapping[str, float] | None = None,
    priors: Priors | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Situation:
    """Gate the record at `as_of`, fit it and draw its worlds.

    Raises UnknownName, NotSupported (no block vote, nothing to learn from), InputError (settings)
    or UnhealthyFit.
    """
    day = as_of or default_day(record, contest_id)
    refuse_luck(seed, draws)
    refuse_early(record, contest_id, day)
    known = without_hindsight(record.as_of(day), contest_id)
    contest = known.contest(contest_id)
    progress("gathering what was known")
    evidence = gather(_without_result(known, contest_id), contest_id)
    settings = dict(settings or {})
    parse_settings(settings, evidence.ids)
    progress("fitting slates and people")
    n = draws - draws % 2
    with threadpool_limits(1, "blas"):
        fitted = fit(Density(evidence, priors), stream(seed, "fit"))
        progress("drawing contests")
        model = model_world(fitted, seed, n)
    last = last_world(evidence, seed, n)
    claims = tuple(c for c in known.claims if c.contest_id == contest_id)
    worlds = (pooled(model, last), model, last, *claimed(model, claims, evidence.slates, seed))
    curves, prior = return_curves(known, contest, seed, n)
    return Situation(
        record=known,
        contest=contest,
        as_of=day,
        seed=seed,
        n=n,
        settings=settings,
        evidence=evidence,
        fit=fitted,
        worlds={w.name: w for w in worlds},
        field=Field(evidence.ids, slates_of(known, contest_id), evidence.slates),
        factors=draw_factors(known, seed, n, settings, day),
        curves=curves,
        prior=prior,
        lots=lots_for(n, evidence.m, stream(seed, "lots")),
        changes=from_record(known, contest_id),
        data_sha256=data_sha256(replace(known, track=())),
    )


def without_hindsight(known: Record, contest_id: str) -> Record:
    """Asked after the result, analogues measured on it are left out like the result itself."""
    eve = eve_of_declaration(known, contest_id)
    results = [r.known_from for r in known.results if r.contest_id == contest_id and r.known_from]
    if results:
        eve = min([*([eve] if eve else []), min(results) - timedelta(days=1)])
    if eve is None:
        return known
    return replace(known, analogues=tuple(a for a in known.analogues if a.known_by(eve)))


def _without_result(known: Record, contest_id: str) -> Record:
    """What may teach: everything known, but never the contest's own result."""
    return replace(
        known,
        declarations=tuple(d for d in known.declarations if d.contest_id != contest_id),
        results=tuple(r for r in known.results if r.contest_id != contest_id),
    )


def return_curves(
    known: Record, contest: Contest, seed: int, n: int
) -> tuple[Curves | None, ReturnPrior]:
    """Return curves for the contest's window, updated by its own counts; None without dates."""
    prior = read_prior()
    if contest.window() is None:
        return None, prior
    return draw_curves(prior, stream(seed, "curve"), n, own_counts(known, contest)), prior


def own_counts(known: Record, contest: Contest) -> tuple[tuple[float, float, float], ...]:
    """The contest's own returns as (share of window, papers in, papers expected), by day.

    Channels of a day are added up. Without an `expected` total, a third of those issued is
    expected, or twice what is in: the curve treats it as uncertain either way.
    """
    window = contest.window()
    assert window is not None
    days: dict[date, tuple[int, int]] = {}
    for row in known.returns:
        if row.contest_id == contest.id and window[0] < row.on.last < window[1]:
            expected = row.expected or (row.issued or 0) // 3 or 2 * row.returned
            returned, total = days.get(row.on.last, (0, 0))
            days[row.on.last] = (returned + row.returned, total + expected)
    return tuple(
        (elapsed(window, day), float(returned), float(max(total, returned + 1)))
        for day, (returned, total) in sorted(days.items())
    )
