"""The simple forecasts that the model has to be shown beside."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from hustings.forecasting.evidence import Evidence, Floats, Past
from hustings.model.slates import INDEPENDENT, SlateMap

DEFAULT_NOISE = 0.45
"""Sd in logits of a last result as a forecast, before any pair of contests is known."""


def log_share(past: Past) -> Floats:
    """log votes, less the contest's mean log votes, shape (candidate,)."""
    logs = np.log(np.maximum(past.votes, 0.5))
    return np.asarray(logs - logs.mean())


def carried(past: Past, slates: SlateMap, ids: tuple[str, ...]) -> Floats:
    """Last time's log votes for `ids`: one's own, else the mean of one's slate then.

    Who stands with no slate and did not stand then gets the mean of those of no slate, or failing
    that the lowest votes.
    """
    logs = dict(zip(past.ids, log_share(past)))
    means = {
        line: float(np.mean([logs[c] for c in past.ids if past.slates.slate[c] == line]))
        for line in {past.slates.slate[c] for c in past.ids}
    }
    lowest = min(logs.values())
    return np.array(
        [logs.get(c, means.get(slates.slate[c], means.get(INDEPENDENT, lowest))) for c in ids]
    )


def noise(past: tuple[Past, ...]) -> float:
    """Sd of the error of a last result, calibrated on the pairs already known."""
    errors = [np.full(4, DEFAULT_NOISE)]
    for before, after in pairwise(past):
        if before.complete and after.complete:
            gap = log_share(after) - carried(before, after.slates, after.ids)
            errors.append(gap - gap.mean())
    return float(np.sqrt(np.mean(np.concatenate(errors) ** 2)))


def last_result(evidence: Evidence, n: int, rng: np.random.Generator) -> Floats:
    """`n` draws of the target's logits: the last complete contest before it, with noise.

    Leave-one-out may leave only later contests; then the nearest of those stands in.
    """
    centre = carried(evidence.last, evidence.slates, evidence.ids)
    return np.asarray(centre + noise(evidence.past) * rng.standard_normal((n, evidence.m)))


def climatology(evidence: Evidence) -> Floats:
    """Every candidate the same: seats / candidates."""
    return np.full(evidence.m, evidence.target.seats / evidence.m)


def slate_sweep(evidence: Evidence) -> Floats:
    """The line with most votes last time wins all it stands for; the rest share what is left."""
    last = evidence.last
    size = {
        line: sum(v for c, v in zip(last.ids, last.votes) if last.slates.slate[c] == line)
        for line in evidence.slates.members
    }
    best = max(sorted(size), key=lambda line: size[line], default="")
    swept = np.array([evidence.slates.slate[c] == best for c in evidence.ids])
    return fill(swept.astype(float), evidence.target.seats)


def nomination_rank(evidence: Evidence) -> Floats | None:
    """The best nominated take the seats; None without a final list for nearly all."""
    scores = evidence.nominations[evidence.n :]
    if not scores.any():
        return None
    cut = np.sort(scores)[::-1][evidence.target.seats - 1]
    return fill((scores >= cut).astype(float), evidence.target.seats)


def fill(wins: Floats, seats: int) -> Floats:
    """Make hard calls add up to `seats`, spreading what is over or short evenly."""
    total = wins.sum()
    if total > seats:
        return np.asarray(wins * seats / total)
    return np.asarray(wins + (1 - wins) * (seats - total) / max((1 - wins).sum(), 1.0))
