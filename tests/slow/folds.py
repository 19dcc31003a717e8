"""The three contests on which engine and referee meet, and the engine's own answer for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from threadpoolctl import threadpool_limits

import hustings
from hustings.forecasting.density import Density, Priors
from hustings.forecasting.evidence import Evidence, Floats, gather
from hustings.forecasting.inference import fit
from hustings.forecasting.predict import logits

FOLDS: dict[str, date | None] = {
    "nec-clp-2018-09": date(2018, 8, 1),
    "nec-clp-2016": None,
    "nec-clp-2014": None,
}
"""Contest and day; None is the day papers went out."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Odds of a seat by the referee, and how far its own chains can be trusted."""

    ids: tuple[str, ...]
    p_seat: Floats
    r_hat: float
    least_ess: float
    divergences: int
    draws: int
    seconds: float


def evidence_for(contest_id: str, day: date | None = None) -> Evidence:
    """The bundled record's evidence as known on `day`, or on the day papers went out."""
    record = hustings.open_record("labour-nec")
    opened = record.contest(contest_id).ballots_opened
    gate = day or (opened.last if opened else None)
    assert gate is not None
    return gather(record.as_of(gate), contest_id)


def top(drawn: Floats, seats: int) -> Floats:
    """Share of draws in which each candidate is among the `seats` highest, shape (candidate,)."""
    order = np.argsort(-drawn, axis=1)[:, :seats]
    return np.bincount(order.ravel(), minlength=drawn.shape[1]) / len(drawn)


def engine_odds(
    evidence: Evidence, priors: Priors | None = None, seed: int = 2018, draws: int = 10_000
) -> Floats:
    """The product's odds of a seat at its own settings, before pool and floor, (candidate,)."""
    rng = np.random.default_rng(seed)
    with threadpool_limits(1, "blas"):
        return top(logits(fit(Density(evidence, priors), rng), draws, rng), evidence.target.seats)
