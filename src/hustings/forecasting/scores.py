"""Proper scores of a forecast against a declared result; lower is better for all of them."""

from __future__ import annotations

import numpy as np

from hustings.forecasting.evidence import Floats

FLOOR = 0.005
"""Published odds stay within 0.5 % and 99.5 %: the simulations cannot vouch for less."""


def floored(p: Floats, seats: float, floor: float = FLOOR) -> Floats:
    """Odds kept within [floor, 1 - floor] that still add up to `seats`, shape (candidate,).

    One common shift of the log odds of those off the bounds restores the sum, so the order stays.
    """
    raw = np.clip(p, 1e-6, 1 - 1e-6)
    logit = np.log(raw / (1 - raw))
    low, high = -30.0, 30.0
    for _ in range(80):
        shift = (low + high) / 2
        shifted = np.clip(1 / (1 + np.exp(-(logit + shift))), floor, 1 - floor)
        low, high = (shift, high) if shifted.sum() < seats else (low, shift)
    return np.asarray(shifted)


def brier(p: Floats, won: Floats) -> float:
    """Mean squared error of the odds of a seat (Brier 1950)."""
    return float(np.mean((p - won) ** 2))


def log_score(p: Floats, won: Floats, floor: float = FLOOR) -> float:
    """Mean of minus log the odds given to what happened, clipped at the publication floor."""
    q = np.clip(p, floor, 1 - floor)
    return float(-np.mean(won * np.log(q) + (1 - won) * np.log(1 - q)))


def crps(draws: Floats, truth: Floats) -> float:
    """Mean continuous ranked probability score over candidates; draws (draw, candidate)."""
    ordered = np.sort(draws, axis=0)
    n = len(ordered)
    rank = (2 * np.arange(1, n + 1) - n - 1)[:, None]
    spread = (rank * ordered).sum(axis=0) / n**2
    return float(np.mean(np.abs(draws - truth).mean(axis=0) - spread))


def energy(draws: Floats, truth: Floats) -> float:
    """Energy score of the whole vector (Gneiting & Raftery 2007).

    Draws are paired a quarter of the way apart, so that the pairs of a pool of two halves are drawn
    from the pool: a quarter within each half, half across.
    """
    near = np.linalg.norm(draws - truth, axis=1).mean()
    apart = np.linalg.norm(draws - np.roll(draws, len(draws) // 4, axis=0), axis=1).mean()
    return float(near - apart / 2)


def ranked(counts: Floats, truth: int, most: int) -> float:
    """Ranked probability score of a number of seats 0..most; counts are draws."""
    seats = np.arange(most)
    below = (counts[:, None] <= seats).mean(axis=0)
    return float(np.sum((below - (truth <= seats)) ** 2))


def coverage(draws: Floats, truth: Floats, level: float) -> float:
    """Share of candidates inside their central interval."""
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return float(np.mean((truth >= low) & (truth <= high)))
