"""Our climb ends where SciPy's optimiser does."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy.optimize import minimize

from hustings.forecasting.climb import climb
from hustings.forecasting.density import Density
from hustings.forecasting.evidence import gather
from hustings.store import open_record


def test_a_quadratic_is_climbed_in_a_few_steps() -> None:
    """With the right curvature the first step is the last."""
    curvature = np.array([[2.0, 0.3], [0.3, 0.5]])
    top = np.array([0.4, -0.7])
    asked = []

    def density(x):
        asked.append(x)
        return -0.5 * (x - top) @ curvature @ (x - top), -curvature @ (x - top)

    found = climb(density, np.zeros(2), np.linalg.inv(curvature))
    assert found == pytest.approx(top)
    assert len(asked) == 2


def test_a_bent_ridge_is_climbed_too() -> None:
    """Rosenbrock's valley upside down."""

    def density(x):
        a, b = 1 - x[0], x[1] - x[0] ** 2
        return -(a**2) - 10 * b**2, np.array([2 * a + 40 * x[0] * b, -20 * b])

    assert climb(density, np.array([-1.2, 1.0]), np.eye(2)) == pytest.approx([1, 1], abs=5e-3)


@pytest.mark.parametrize("step", [0.12, 0.5, 1.0])
@pytest.mark.parametrize(
    ("contest", "day"),
    [("nec-clp-2018-09", date(2018, 8, 1)), ("nec-clp-2014", date(2014, 7, 14))],
)
def test_real_densities_have_the_top_scipy_finds(contest: str, day: date, step: float) -> None:
    record = open_record("labour-nec").as_of(day)
    density = Density(gather(record, contest))

    def up(theta):
        return density.with_gradient(theta, step)

    def down(theta):
        value, gradient = up(theta)
        return -value, -gradient

    ours = climb(up, np.zeros(density.dim), 0.3 * np.eye(density.dim))
    options = {"maxiter": 1000, "ftol": 1e-13, "gtol": 1e-8}
    theirs = minimize(down, np.zeros(density.dim), jac=True, method="L-BFGS-B", options=options).x
    assert up(ours)[0] == pytest.approx(up(theirs)[0], abs=1e-5)
    assert ours == pytest.approx(theirs, abs=0.01)
