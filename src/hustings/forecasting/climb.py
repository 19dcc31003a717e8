"""Climb to the top of a smooth log density: BFGS with backtracking, warm from a known curvature.

SciPy's optimiser finds the same top (`tests/forecasting/test_climb.py`) but takes longer to import
than the whole climb, and cannot start from the curvature of the grid node before
(docs/decisions/0011-climb.md). Nocedal & Wright 2006, algorithm 6.1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hustings.forecasting.evidence import Floats

ENOUGH = 1e-3
"""The climb ends when no step of the quasi-Newton length would gain more than this squared."""

STEPS = 200
LONGEST = 4.0
"""No step moves further than this many prior standard deviations."""


def climb(
    density: Callable[[Floats], tuple[float, Floats]], start: Floats, covariance: Floats
) -> Floats:
    """The argument of the top near `start`, shape (dim,).

    `density` gives the log density and its gradient; `covariance` is a first guess of the inverse
    curvature, shape (dim, dim).
    """
    point, inverse = start, covariance
    value, gradient = density(point)
    for _ in range(STEPS):
        step = inverse @ gradient
        if gradient @ step < ENOUGH**2:
            break
        step *= min(1.0, LONGEST / float(np.linalg.norm(step)))
        length, (further, slope) = _backtrack(density, point, value, gradient, step)
        if length == 0.0:
            break
        inverse = _updated(inverse, length * step, gradient - slope)
        point, value, gradient = point + length * step, further, slope
    return point


def _backtrack(
    density: Callable[[Floats], tuple[float, Floats]],
    point: Floats,
    value: float,
    gradient: Floats,
    step: Floats,
) -> tuple[float, tuple[float, Floats]]:
    """The first of 1, 1/2, 1/4, ... of the step that gains enough (Armijo), and what is there."""
    length = 1.0
    while length > 1e-6:
        there = density(point + length * step)
        if there[0] >= value + 1e-4 * length * float(gradient @ step):
            return length, there
        length /= 2
    return 0.0, (value, gradient)


def _updated(inverse: Floats, moved: Floats, fallen: Floats) -> Floats:
    """The inverse curvature after a step; unchanged where the density does not curve down."""
    along = float(moved @ fallen)
    if along < 1e-10:
        return inverse
    turn = inverse @ fallen
    twice = np.outer(turn, moved)
    bend = (1 + float(fallen @ turn) / along) * np.outer(moved, moved)
    return np.asarray(inverse + (bend - twice - twice.T) / along)
