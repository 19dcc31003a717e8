"""Simulation-based calibration (Talts et al. 2018) of the forecast engine on a real design.

A parameter is drawn from the prior, votes are simulated from it for the real candidates, slates and
years, and the engine is asked what it thinks. If prior, density and integration are all right, the
truth falls anywhere in its posterior with equal chance.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache, partial

import numpy as np
from folds import FOLDS, evidence_for, top
from scipy.stats import chisquare
from threadpoolctl import threadpool_limits

from hustings.errors import UnhealthyFit
from hustings.forecasting.density import Density, Priors
from hustings.forecasting.evidence import Evidence, Floats
from hustings.forecasting.inference import Fit, fit, step_prior
from hustings.forecasting.predict import logits

DESIGN = os.environ.get("HUSTINGS_SBC_DESIGN", "nec-clp-2014")
DRAWS = 4000


@dataclass(frozen=True, slots=True)
class Replicate:
    """One made-up history: where each truth fell in its posterior, 0 to 1, and the odds given."""

    places: dict[str, float] = field(default_factory=dict)
    p_seat: tuple[float, ...] = ()
    won: tuple[bool, ...] = ()
    retried: bool = False
    healthy: bool = True


@cache
def design() -> Evidence:
    """The evidence whose candidates, slates and years are kept and whose votes are made up."""
    return evidence_for(DESIGN, FOLDS[DESIGN])


def simulate(density: Density, rng: np.random.Generator) -> tuple[Floats, float, Floats]:
    """theta (dim,), step and all logits (row,) from the prior, effect by effect."""
    e, p = density.evidence, density.priors
    theta = rng.standard_normal(density.dim)
    step = float(rng.choice(p.steps, p=step_prior(density)))
    s = density.scales(theta[None], step)
    lam, rows = s.lam[0], e.n + e.m
    level = p.level * rng.standard_normal(len(e.times))
    lines = len(e.slate_names) + 1
    hops = np.sqrt(np.diff(e.times) / 2) * s.drift[0]
    moves = hops * rng.standard_normal((lines, len(hops)))
    first = p.slate * rng.standard_normal((lines, 1))
    mu = first + np.concatenate([np.zeros((lines, 1)), np.cumsum(moves, axis=1)], axis=1)
    own = s.person[0] * rng.standard_normal(e.person.max() + 1)[e.person]
    own += rng.normal(*p.incumbent) * e.incumbent + rng.normal(*p.nominations) * e.nominations
    own += s.noise[0] * rng.standard_normal(rows)
    return theta, step, level[e.contest] + mu[e.slate, e.contest] + lam * own


def replicate(seed: int, priors: Priors | None = None) -> Replicate:
    """Make up one history, fit it (under `priors`, to show a wrong model) and place the truth."""
    rng = np.random.default_rng([20180801, seed])
    real = design()
    theta, step, y = simulate(Density(real), rng)
    density = Density(replace(real, y=y[: real.n]), priors)
    try:
        with threadpool_limits(1, "blas"):
            found = fit(density, rng)
            drawn = logits(found, DRAWS, rng)
    except UnhealthyFit:
        return Replicate(healthy=False)
    truth = y[real.n :]
    places = forecasts(drawn, truth)
    if priors is None:
        places |= parameters(density, found, theta, step)
    seats = real.target.seats
    return Replicate(
        places,
        tuple(top(drawn, seats)),
        tuple(truth >= np.sort(truth)[-seats]),
        max(len(n.theta) for n in found.nodes) > 1200,
    )


def parameters(density: Density, found: Fit, theta: Floats, step: float) -> dict[str, float]:
    """Weighted share of posterior draws below the truth, for scales and cohesion."""

    def natural(batch: Floats, at: float) -> dict[str, Floats]:
        logs = density.log_cohesion(batch[:, 3:], at)
        return {
            "person spread": batch[:, 0],
            "noise": batch[:, 1],
            "slate drift": batch[:, 2],
            "first cohesion": logs[:, 0],
            "cohesion ahead": logs[:, len(density.evidence.times) - 1],
        }

    true = natural(theta[None], step)
    below = dict.fromkeys(true, 0.0)
    for node, weight in zip(found.nodes, found.weights):
        for name, values in natural(node.theta, node.step).items():
            below[name] += float(weight * (node.weights @ (values < true[name])))
    return below


def forecasts(drawn: Floats, truth: Floats) -> dict[str, float]:
    """Share of draws below the truth for what is published: places in the contest, and gaps."""
    e = design()
    slates = e.slate[e.n :]
    known = np.isin(e.person[e.n :], e.person[: e.n])
    old, new, alone = (
        int(np.flatnonzero(mask)[0])
        for mask in (known & (slates >= 0), ~known & (slates >= 0), slates < 0)
    )

    def measures(x: Floats) -> dict[str, Floats]:
        less = x - x.mean(axis=1, keepdims=True)
        ordered = np.sort(x, axis=1)[:, ::-1]
        seats = e.target.seats
        return {
            "slate, stood before": less[:, old],
            "slate, newcomer": less[:, new],
            "independent": less[:, alone],
            "between two slates": x[:, slates == 0].mean(axis=1) - x[:, slates == 1].mean(axis=1),
            "within a slate": x[:, slates == 0].std(axis=1),
            "last seat's lead": ordered[:, seats - 1] - ordered[:, seats],
            "contest level": x.mean(axis=1),
        }

    true = measures(truth[None])
    return {name: float((x < true[name]).mean()) for name, x in measures(drawn).items()}


def run(n: int, priors: Priors | None = None) -> list[Replicate]:
    """`n` replicates on all cores, one linear-algebra thread each."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        return list(pool.map(partial(replicate, priors=priors), range(n), chunksize=4))


def p_uniform(places: Floats, bins: int = 10) -> float:
    """p of a chi-square test that `places` are uniform on [0, 1]."""
    return float(chisquare(np.histogram(places, bins, (0, 1))[0]).pvalue)


def by_quantity(replicates: list[Replicate]) -> dict[str, Floats]:
    """Where the truths fell, shape (replicate,), for each quantity."""
    healthy = [r.places for r in replicates if r.healthy]
    return {name: np.array([p[name] for p in healthy]) for name in healthy[0]}


def covered(places: Floats, level: float = 0.9) -> float:
    """Share of truths inside the central interval of that level."""
    return float(np.mean(np.abs(places - 0.5) < level / 2))


def odds_given(replicates: list[Replicate]) -> tuple[Floats, Floats]:
    """All odds of a seat and whether it was won, shape (replicate x candidate,)."""
    healthy = [r for r in replicates if r.healthy]
    return (
        np.concatenate([r.p_seat for r in healthy]),
        np.concatenate([r.won for r in healthy]).astype(float),
    )
