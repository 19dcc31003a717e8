"""Sums of independent whole-number steps: the exact distribution, by convolution.

Every walker takes one of a few steps, each a point of a lattice with a chance. What is wanted is
the chance of every point that all steps together may reach: the product of generating functions,
as in Leech, Computing Power Indices for Large Voting Games, Management Science 49 (2003).

Walkers who lean together share one unknown chance, every value of it equally likely (Bayes; the
homogeneity of Straffin, Homogeneity, Independence and Power Indices, Public Choice 30 (1977)).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import factorial, isqrt, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.errors import NotSupported

Point = tuple[int, ...]
Steps = tuple[tuple[Point, Any], ...]
"""Points with their chances: floats, or Fractions for the reference."""
Seen = tuple[int, int]
"""Votes for and against that are known of those who lean together."""
Reached = tuple[NDArray[Any], NDArray[Any]]
"""The points that can be reached, shape (point, coordinate), and their chances, shape (point,)."""
MOST_CELLS = 16_000_000
"""Above so many cells a dictionary of the points that can be reached is kept instead."""
MOST_POINTS = 1_000_000
"""No dictionary may grow larger."""


def walked(start: Point, walkers: Sequence[Steps]) -> Reached:
    """Every end point with its chance, in floats: arrays while they stay small, else a dictionary.

    Raises NotSupported when neither does.
    """
    if _size(walkers, len(start)) > MOST_CELLS:
        return reference(start, walkers)
    cells, origin = np.ones((1,) * len(start)), start
    for steps in walkers:
        cells, origin = _grown(cells, origin, steps)
    places = np.argwhere(cells > 0)
    return places + np.array(origin), cells[cells > 0]


@lru_cache(maxsize=256)
def together(walkers: tuple[Steps, ...], seen: Seen = (0, 0), exact: bool = False) -> Steps:
    """Walkers who lean together, as one walker.

    The last two coordinates of their steps count votes for and against that hang on the lean: the
    chance of a step is as given, times p for each for and 1 − p for each against. Averaged over p,
    uniform on 0..1 or as it is after the votes `seen`. In floats a Gauss-Legendre sum: what comes
    of it is a polynomial in p, so up to some hundred walkers it is the integral itself.
    """
    if exact or _size(walkers, _dimensions(walkers)) > MOST_CELLS:
        return _by_counts(walkers, seen, exact)
    nodes, weights = leans(len(walkers) + sum(seen))
    weights = weights * nodes ** seen[0] * (1 - nodes) ** seen[1] / float(succession((0, 0), seen))
    cells, origin = np.ones((*(1,) * _dimensions(walkers), len(nodes))), (0,) * _dimensions(walkers)
    for steps in walkers:
        swayed = tuple((s[:-2], c * nodes ** s[-2] * (1 - nodes) ** s[-1]) for s, c in steps if c)
        cells, origin = _grown(cells, origin, swayed)
    mean = cells @ weights
    places = np.argwhere(mean > 0)
    points = map(tuple, (places + np.array(origin)).tolist())
    return tuple(zip(points, mean[mean > 0].tolist()))


def _dimensions(walkers: Sequence[Steps]) -> int:
    return len(walkers[0][0][0]) - 2


def _by_counts(walkers: tuple[Steps, ...], seen: Seen, exact: bool) -> Steps:
    """The same by counting the votes, each count with its chance in closed form."""
    found: dict[Point, Any] = {}
    points, chances = reference((0,) * (_dimensions(walkers) + 2), walkers)
    for (*point, yes, no), p in zip(points.tolist(), chances.tolist()):
        odds = succession(seen, (yes, no))
        place = tuple(point)
        found[place] = found.get(place, 0) + p * (odds if exact else float(odds))
    return tuple(found.items())


def succession(seen: Seen, more: Seen) -> Fraction:
    """The chance of so many further votes for, then against, after those seen (Laplace's rule)."""
    (a, b), (y, n) = seen, more
    top = factorial(a + y) * factorial(b + n) * factorial(a + b + 1)
    return Fraction(top, factorial(a) * factorial(b) * factorial(a + b + y + n + 1))


@lru_cache(maxsize=64)
def leans(degree: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points of 0..1 and weights that integrate a polynomial of this degree.

    Above degree 170 a few points less than that takes: what is added up there is a smooth step of
    width 1/√degree, and the sum is good to about 1e-13.
    """
    nodes, weights = np.polynomial.legendre.leggauss(min(degree // 2 + 1, 20 + 5 * isqrt(degree)))
    return (nodes + 1) / 2, weights / 2


def reference(start: Point, walkers: Sequence[Steps]) -> Reached:
    """The same, a point at a time; exact where the chances are fractions."""
    reached: dict[Point, Any] = {start: 1}
    for steps in walkers:
        found: dict[Point, Any] = {}
        for here, p in reached.items():
            for step, chance in steps:
                if chance:
                    there = tuple(a + b for a, b in zip(here, step))
                    found[there] = found.get(there, 0) + p * chance
        if len(found) > MOST_POINTS:
            raise NotSupported(
                "the weights are too large and too many to add up exactly; round them, say to "
                "thousands, or leave out the quorum or the second majority"
            )
        reached = found
    points = np.array(list(reached), dtype=object).reshape(len(reached), len(start))
    return points, np.array(list(reached.values()), dtype=object)


def _size(walkers: Sequence[Steps], dimensions: int) -> int:
    """Cells of the box that holds every point that can be reached."""
    sides = [
        1 + sum(max(p[i] for p, _ in w) - min(p[i] for p, _ in w) for w in walkers)
        for i in range(dimensions)
    ]
    return prod(sides)


def _grown(
    cells: NDArray[np.float64], origin: Point, steps: Steps
) -> tuple[NDArray[np.float64], Point]:
    """The box after one more walker, and the point of its first cell.

    Axes of `cells` beyond those of the points are carried along, with a chance for each place.
    """
    points = [point for point, _ in steps]
    low, high = (tuple(map(edge, zip(*points))) for edge in (min, max))
    shape = [n + h - k for n, h, k in zip(cells.shape, high, low)]
    grown = np.zeros((*shape, *cells.shape[len(shape) :]))
    for point, chance in steps:
        if np.any(chance):
            where = tuple(slice(p - k, p - k + n) for p, k, n in zip(point, low, cells.shape))
            grown[where] += chance * cells
    return grown, tuple(a + b for a, b in zip(origin, low))
