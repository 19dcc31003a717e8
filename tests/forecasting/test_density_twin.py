"""The engine's density against a naive twin: every covariance written out, pair by pair.

The twin follows docs/models/forecast.md row by row in plain loops and leaves the algebra to SciPy.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

import hustings
from hustings.forecasting.density import JITTER, Density, Priors
from hustings.forecasting.evidence import Evidence, Floats, gather


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    record = hustings.open_record("labour-nec").as_of(date(2014, 7, 14))
    found = gather(record, "nec-clp-2014")
    rng = np.random.default_rng(5)
    rows = found.n + found.m
    # Every term has to count: give all rows incumbency and nominations of some size.
    return replace(found, incumbent=rng.random(rows), nominations=rng.standard_normal(rows))


def thetas(dim: int, n: int = 6) -> Floats:
    return 0.8 * np.random.default_rng(3).standard_normal((n, dim))


def lambdas(e: Evidence, p: Priors, theta: Floats, step: float) -> list[float]:
    """Cohesion of each row: a walk of log lambda for each slate, 1 for independents."""
    shocks = iter(theta[3:])
    log_lam: dict[tuple[int, int], float] = {}
    for slate in range(len(e.slate_names)):
        last = None
        for contest in range(len(e.times)):
            if not any(s == slate and t == contest for s, t in zip(e.slate, e.contest)):
                continue
            if last is None:
                value = math.log(p.cohesion[0]) + p.cohesion[1] * next(shocks)
            else:
                years = e.times[contest] - e.times[last]
                value = log_lam[slate, last] + step * math.sqrt(years / 2) * next(shocks)
            log_lam[slate, contest] = value
            last = contest
    if not p.cohesive:
        return [1.0] * (e.n + e.m)
    return [math.exp(log_lam[s, t]) if s >= 0 else 1.0 for s, t in zip(e.slate, e.contest)]


def naive(e: Evidence, p: Priors, theta: Floats, step: float) -> tuple[Floats, Floats]:
    """Mean and covariance of all logits, those of the target included."""
    person, noise, drift = (
        median * math.exp(spread * z)
        for (median, spread), z in zip((p.person, p.noise, p.drift), theta[:3])
    )
    lam = lambdas(e, p, theta, step)
    rows = e.n + e.m
    mean = np.array(
        [
            lam[i] * (p.incumbent[0] * e.incumbent[i] + p.nominations[0] * e.nominations[i])
            for i in range(rows)
        ]
    )
    cov = np.zeros((rows, rows))
    for i in range(rows):
        for j in range(rows):
            both = 0.0
            if e.contest[i] == e.contest[j]:
                both += p.level**2
            if e.slate[i] == e.slate[j]:
                earlier = min(e.times[e.contest[i]], e.times[e.contest[j]]) - e.times.min()
                both += p.slate**2 + drift**2 * earlier / 2
            own = p.incumbent[1] ** 2 * e.incumbent[i] * e.incumbent[j]
            own += p.nominations[1] ** 2 * e.nominations[i] * e.nominations[j]
            own += person**2 if e.person[i] == e.person[j] else 0.0
            own += noise**2 if i == j else 0.0
            cov[i, j] = both + lam[i] * lam[j] * own + (JITTER if i == j else 0.0)
    return mean, cov


@pytest.mark.parametrize("step", [0.12, 0.5])
@pytest.mark.parametrize("cohesive", [True, False])
def test_log_density_is_the_naive_one(evidence: Evidence, step: float, cohesive: bool) -> None:
    priors = Priors(cohesive=cohesive)
    density = Density(evidence, priors)
    batch, n = thetas(density.dim), evidence.n
    expected = []
    for theta in batch:
        # Without cohesion theta has no walk; the twin's walk then is not looked at.
        padded = np.concatenate([theta, np.zeros(len(evidence.times) * len(evidence.slate_names))])
        mean, cov = naive(evidence, priors, padded, step)
        fit = multivariate_normal(mean[:n], cov[:n, :n]).logpdf(evidence.y)
        expected.append(fit + norm.logpdf(theta).sum())
    np.testing.assert_allclose(density.log_density(batch, step), expected, rtol=1e-7, atol=1e-6)


@pytest.mark.parametrize("step", [0.12, 0.5])
def test_gradient_is_the_slope(evidence: Evidence, step: float) -> None:
    density = Density(evidence)
    h = 1e-5
    for theta in thetas(density.dim, 3):
        value, gradient = density.with_gradient(theta, step)
        sides = [density.log_density(theta + s * h * np.eye(density.dim), step) for s in (1, -1)]
        np.testing.assert_allclose(gradient, (sides[0] - sides[1]) / (2 * h), atol=2e-5)
        assert value == pytest.approx(density.log_density(theta[None], step)[0])


def test_forecast_is_the_conditional(evidence: Evidence) -> None:
    """Mean and covariance of the target given the votes, by the textbook formula."""
    priors, n, rows = Priors(), evidence.n, evidence.n + evidence.m
    density = Density(evidence, priors)
    theta = thetas(density.dim, 1)
    mean, cov = naive(evidence, priors, theta[0], 0.25)
    gain = cov[n:, :n] @ np.linalg.inv(cov[:n, :n])
    expected = mean[n:] + gain @ (evidence.y - mean[:n])
    spread = cov[n:, n:] - gain @ cov[:n, n:]

    scales = density.scales(theta, 0.25)
    factor = density.factor(scales, rows)[0]
    got = scales.lam[0, n:] * density.lift[n:] + factor[n:rows, :n] @ factor[rows, :n]
    np.testing.assert_allclose(got, expected, atol=1e-6)
    np.testing.assert_allclose(factor[n:rows, n:rows] @ factor[n:rows, n:rows].T, spread, atol=1e-6)
