"""The density: its gradient is its slope, and the same evidence always gives the same number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.forecasting.density import Density, Priors
from hustings.forecasting.evidence import Evidence


def central(density: Density, theta: np.ndarray, step: float, h: float = 1e-4) -> np.ndarray:
    """The slope of `log_density` by central differences, four points an axis."""
    axes = np.eye(len(theta)) * h
    points = np.concatenate([theta + k * axes for k in (1, -1, 2, -2)])
    one, minus, two, minus_two = density.log_density(points, step).reshape(4, -1)
    return (8 * (one - minus) - (two - minus_two)) / (12 * h)


@pytest.mark.parametrize("step", [0.12, 0.5, 1.0])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_gradient_is_the_slope(density: Density, step: float, seed: int) -> None:
    """Labour's contests of 2006-2018, at three places and three steps of the cohesion walk."""
    theta = np.random.default_rng(seed).normal(0, 0.8, density.dim)
    slope = central(density, theta, step)
    analytic = density.with_gradient(theta, step)[1]
    assert np.abs(analytic - slope).max() < 1e-5 * max(1.0, np.abs(slope).max())


def test_the_gradient_is_the_slope_without_cohesion(evidence: Evidence) -> None:
    """The known-wrong model has three parameters and the same care."""
    flat = Density(evidence, Priors(cohesive=False))
    theta = np.array([0.3, -0.5, 0.2])
    assert flat.dim == 3
    assert np.abs(flat.with_gradient(theta, 0.0)[1] - central(flat, theta, 0.0)).max() < 1e-5


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6), st.sampled_from(Priors().steps))
def test_value_and_gradient_speak_of_one_density(density: Density, seed: int, step: float) -> None:
    """Both ways to the value agree wherever one looks, so the mode found is the density's."""
    theta = np.random.default_rng(seed).normal(0, 1.0, density.dim)
    value = density.with_gradient(theta, step)[0]
    assert value == pytest.approx(density.log_density(theta[None], step)[0], abs=1e-6)


def test_the_same_evidence_gives_the_same_number(evidence: Evidence, density: Density) -> None:
    """Bit for bit, built anew, and however many are asked at once."""
    theta = np.random.default_rng(3).normal(0, 0.7, (130, density.dim))
    at_once = density.log_density(theta, 0.5)
    assert (Density(evidence).log_density(theta, 0.5) == at_once).all()
    assert density.log_density(theta, 0.5, chunk=7) == pytest.approx(at_once, abs=1e-9)


def test_the_density_is_the_gaussian_it_says(density: Density) -> None:
    """The slow way round: build the covariance, invert it, take the determinant."""
    e, step = density.evidence, 0.25
    theta = np.random.default_rng(8).normal(0, 0.6, (1, density.dim))
    s = density.scales(theta, step)
    rows = slice(0, e.n)
    cov = density.covariance(s, rows)[0] + np.diag((s.lam[0, rows] * s.noise[0]) ** 2 + 1e-8)
    gap = e.y - s.lam[0, rows] * density.lift[rows]
    _, logdet = np.linalg.slogdet(2 * np.pi * cov)
    slow = -0.5 * gap @ np.linalg.solve(cov, gap) - 0.5 * logdet
    slow += -0.5 * theta[0] @ theta[0] - 0.5 * density.dim * np.log(2 * np.pi)
    assert density.log_density(theta, step)[0] == pytest.approx(slow, rel=1e-7)


def test_slate_mates_share_their_cohesion_and_independents_have_none(density: Density) -> None:
    """lambda is one number a slate and contest; it is 1 for who stands alone."""
    e = density.evidence
    theta = np.random.default_rng(2).normal(0, 1, (1, density.dim))
    lam = density.scales(theta, 0.5).lam[0]
    assert (lam[e.slate < 0] == 1).all()
    for cell in range(len(e.cells[0])):
        assert len(set(lam[e.cell == cell])) == 1
    assert len(set(lam)) > 4


def test_contradicting_contests_are_less_likely(evidence: Evidence) -> None:
    """The last known contest turned upside down fits the same slates and people worse."""
    last = evidence.contest[: evidence.n] == evidence.contest[: evidence.n].max()
    upset = evidence.y.copy()
    upset[last] = np.sort(upset[last])[::-1][np.argsort(np.argsort(upset[last]))]
    theta = np.zeros((1, Density(evidence).dim))
    turned = Density(replace(evidence, y=upset)).log_density(theta, 0.5)
    assert turned[0] < Density(evidence).log_density(theta, 0.5)[0] - 3
