"""The fast engine gives the odds that NUTS gives for the same model, on three real contests."""

from __future__ import annotations

import importlib.util
import os

import numpy as np
import pytest
from folds import FOLDS, engine_odds, evidence_for

from hustings.forecasting.density import Priors

AGREE = 0.03
"""Largest difference allowed in odds of a seat; both sides carry luck of about 0.01."""
AGREE_ON_AVERAGE = 0.01

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def referee_is_here() -> None:
    """Without NumPyro there is no referee: skip, or fail where one is required."""
    if importlib.util.find_spec("numpyro"):
        return
    reason = "the referee needs NumPyro: `make test-slow` installs it"
    if os.environ.get("HUSTINGS_REQUIRE_REFEREE") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.mark.parametrize("contest", FOLDS)
def test_engine_and_referee_agree(contest: str) -> None:
    """Same evidence, same priors, two ways of integrating: the same odds within 0.03."""
    from referee import judge

    evidence = evidence_for(contest, FOLDS[contest])
    verdict = judge(evidence, samples=4000, target=0.95)
    gap = np.abs(engine_odds(evidence) - verdict.p_seat)
    print(
        f"\n| {contest} | {evidence.m} | {gap.max():.3f} | {gap.mean():.4f} | {verdict.r_hat:.3f} "
        f"| {verdict.least_ess:.0f} | {verdict.divergences} | {verdict.seconds:.0f} |"
    )

    assert verdict.r_hat < 1.02
    assert verdict.least_ess > 400
    assert verdict.divergences < 0.01 * verdict.draws
    assert gap.mean() < AGREE_ON_AVERAGE
    assert gap.max() < AGREE, dict(zip(evidence.ids, gap.round(3)))


def test_referee_notices_a_wrong_model() -> None:
    """The comparison can fail: an engine without cohesion is far from the full model's referee."""
    from referee import judge

    evidence = evidence_for("nec-clp-2018-09", FOLDS["nec-clp-2018-09"])
    gap = np.abs(engine_odds(evidence, Priors(cohesive=False)) - judge(evidence).p_seat)
    print(f"\nwithout cohesion: {gap.max():.3f} (mean {gap.mean():.4f})")
    assert gap.max() > 2 * AGREE
