"""Scores against closed forms and brute force, and odds that keep their promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from hustings.forecasting.scores import (
    FLOOR,
    brier,
    coverage,
    crps,
    energy,
    floored,
    log_score,
    ranked,
)

unit = st.floats(0, 1, allow_nan=False)
draws = hnp.arrays(np.float64, st.tuples(st.integers(2, 30), st.integers(1, 4)), elements=unit)


def odds_for(seats: int) -> st.SearchStrategy[np.ndarray]:
    """Raw odds as counts give them: shares of draws that add up to the seats."""
    return hnp.arrays(
        np.int64, st.tuples(st.integers(40, 200), st.just(12)), elements=unit_int
    ).map(lambda noise: by_count(noise, seats))


unit_int = st.integers(0, 3)


def by_count(votes: np.ndarray, seats: int) -> np.ndarray:
    """Share of draws in which each is among the top `seats`."""
    order = np.argsort(-votes, axis=1, kind="stable")[:, :seats]
    return np.bincount(order.ravel(), minlength=votes.shape[1]) / len(votes)


# ---- floored odds ------------------------------------------------------------------------------


@given(st.integers(1, 11).flatmap(lambda k: st.tuples(st.just(k), odds_for(k))))
def test_published_odds_keep_sum_order_and_bounds(case) -> None:
    """Twelve stand for k seats, some certain and some hopeless in the draws."""
    seats, p = case
    shown = floored(p, seats)
    assert shown.sum() == pytest.approx(seats, abs=1e-6)
    assert shown.min() >= FLOOR - 1e-12
    assert shown.max() <= 1 - FLOOR + 1e-12
    order = np.argsort(p, kind="stable")
    assert (np.diff(shown[order]) >= -1e-12).all()
    for value in np.unique(p):
        assert np.ptp(shown[p == value]) < 1e-12


def test_odds_inside_the_bounds_are_left_alone() -> None:
    """Four for two seats, nobody near certain."""
    p = np.array([0.9, 0.6, 0.4, 0.1])
    assert floored(p, 2) == pytest.approx(p, abs=1e-9)


def test_a_sweep_in_the_draws_is_published_with_humility() -> None:
    """Three of six won every draw."""
    shown = floored(np.array([1.0, 1, 1, 0, 0, 0]), 3)
    assert shown == pytest.approx([0.995] * 3 + [0.005] * 3)


@given(st.integers(1, 11).flatmap(lambda k: st.tuples(st.just(k), odds_for(k))))
def test_flooring_twice_is_flooring_once(case) -> None:
    seats, p = case
    once = floored(p, seats)
    assert floored(once, seats) == pytest.approx(once, abs=1e-6)


# ---- odds of a seat ----------------------------------------------------------------------------


def test_brier_and_log_by_hand() -> None:
    """Three candidates: 80 % and in, 30 % and out, 50 % and in."""
    p, won = np.array([0.8, 0.3, 0.5]), np.array([1.0, 0.0, 1.0])
    assert brier(p, won) == pytest.approx((0.04 + 0.09 + 0.25) / 3)
    assert log_score(p, won) == pytest.approx(-(np.log(0.8) + np.log(0.7) + np.log(0.5)) / 3)


def test_certainty_that_was_wrong_costs_what_the_floor_allows() -> None:
    """Nobody gets an infinite score for a number that would never have been published."""
    assert log_score(np.array([0.0]), np.array([1.0])) == pytest.approx(-np.log(FLOOR))


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_honest_odds_score_best(truth, said) -> None:
    """Proper: in expectation over what happens, nothing beats saying the truth."""
    for score in (brier, log_score):

        def expected(p: float, score=score) -> float:
            q = np.array([p])
            return truth * score(q, np.ones(1)) + (1 - truth) * score(q, np.zeros(1))

        assert expected(truth) <= expected(said) + 1e-12


# ---- draws of votes ----------------------------------------------------------------------------


@given(draws, st.lists(unit, min_size=4, max_size=4))
def test_crps_is_the_double_sum(x, truth) -> None:
    """E|X - y| - E|X - X'| / 2, every pair of draws written out."""
    y = np.array(truth[: x.shape[1]])
    slow = np.abs(x - y).mean(axis=0) - np.abs(x[:, None] - x[None]).mean(axis=(0, 1)) / 2
    assert crps(x, y) == pytest.approx(slow.mean(), abs=1e-12)


def test_crps_of_a_normal_is_its_closed_form() -> None:
    """Gneiting & Raftery (2007): s [z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi)]."""
    from scipy.stats import norm

    grid = norm.ppf((np.arange(40_000) + 0.5) / 40_000)[:, None]
    for z in (-1.5, 0.0, 0.7):
        closed = 2 * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))
        assert crps(2 * grid, np.array([2 * z])) == pytest.approx(closed, abs=1e-3)


def test_one_certain_draw_scores_its_distance() -> None:
    """No spread: CRPS is the mean absolute error, energy the length of the miss."""
    x, y = np.tile([3.0, 0.0], (10, 1)), np.array([0.0, 4.0])
    assert crps(x, y) == pytest.approx(3.5)
    assert energy(x, y) == pytest.approx(5.0)


def test_energy_of_one_dimension_is_crps() -> None:
    """By halves of the draws, so within their noise."""
    x = np.random.default_rng(1).normal(size=(40_000, 1))
    assert energy(x, np.array([0.4])) == pytest.approx(crps(x, np.array([0.4])), abs=0.02)


def test_energy_is_the_double_sum() -> None:
    """Three candidates, correlated draws, every pair of 1,500 written out."""
    rng = np.random.default_rng(2)
    x = rng.multivariate_normal([0, 1, 2], [[1, 0.6, 0], [0.6, 1, 0], [0, 0, 2]], 1500)
    y = np.array([0.5, 0.5, 2.0])
    near = np.linalg.norm(x - y, axis=1).mean()
    apart = np.linalg.norm(x[:, None] - x[None], axis=2).mean()
    assert energy(x, y) == pytest.approx(near - apart / 2, abs=0.06)


def test_energy_sees_that_slate_mates_move_together() -> None:
    """Same margins, right and wrong correlation: the right one scores better on average."""
    rng = np.random.default_rng(3)
    together = np.array([[1, 0.9], [0.9, 1]])
    truths = rng.multivariate_normal([0, 0], together, 400)
    right = rng.multivariate_normal([0, 0], together, 4000)
    wrong = rng.normal(size=(4000, 2))
    gap = [energy(wrong, t) - energy(right, t) for t in truths]
    assert np.mean(gap) > 2 * np.std(gap) / np.sqrt(len(gap))


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40), st.integers(0, 5))
def test_ranked_is_the_sum_of_brier_scores_of_at_most_k(counts, truth) -> None:
    """A slate of five: for each k, the odds of at most k seats against what happened."""
    x = np.array(counts)
    slow = sum((np.mean(x <= k) - (truth <= k)) ** 2 for k in range(6))
    assert ranked(x, truth, 5) == pytest.approx(slow)


def test_ranked_counts_how_far_off() -> None:
    """Certain of five when two came: three steps wrong."""
    assert ranked(np.full(10, 5), 2, 5) == 3
    assert ranked(np.full(10, 2), 2, 5) == 0


def test_coverage_of_true_intervals_is_their_level() -> None:
    """Two hundred candidates whose truth comes from their own draws."""
    rng = np.random.default_rng(9)
    x = rng.normal(size=(2000, 200))
    assert coverage(x, rng.normal(size=200), 0.8) == pytest.approx(0.8, abs=0.1)
    assert coverage(x, np.full(200, 99.0), 0.8) == 0


def test_the_energy_of_a_pool_is_that_of_its_mixture() -> None:
    """A pool stands half by half; pairs must be drawn from the whole, as in the double sum."""
    rng = np.random.default_rng(5)
    pool = np.concatenate([rng.normal(0, 1, (2000, 3)), rng.normal(3, 0.2, (2000, 3))])
    truth = np.zeros(3)
    near = np.linalg.norm(pool - truth, axis=1).mean()
    some = pool[::8]
    apart = np.linalg.norm(some[:, None] - some[None], axis=2).mean()
    assert energy(pool, truth) == pytest.approx(near - apart / 2, rel=0.03)
