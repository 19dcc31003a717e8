"""From a checked fit to draws of every candidate's share of valid ballots."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hustings.forecasting.evidence import Evidence, Floats, Ints
from hustings.forecasting.inference import Fit, Node

KEPT = 512
"""How many theta the draws come from, over all nodes."""


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws of one contest under one world.

    `share` is each candidate's share of valid ballots, shape (draw, candidate); `ballots` is valid
    ballots, shape (draw,). Candidates are in `ids` order, sorted.
    """

    ids: tuple[str, ...]
    share: Floats
    ballots: Floats

    @property
    def votes(self) -> Floats:
        """Votes, shape (draw, candidate)."""
        return self.share * self.ballots[:, None]


def systematic(weights: Floats, n: int, rng: np.random.Generator) -> Ints:
    """`n` indices drawn in proportion to `weights` with one random offset, sorted."""
    edges = np.cumsum(weights / weights.sum())
    points = (np.arange(n) + rng.random()) / n
    return np.minimum(np.searchsorted(edges, points), len(weights) - 1)


def node_logits(fit: Fit, node: Node, n: int, kept: int, rng: np.random.Generator) -> Floats:
    """`n` draws of the target's logits at one node from `kept` theta, shape (n, candidate).

    Conditional on theta all else is Gaussian, so each theta kept gives its exact conditional, many
    times over: theta beyond the effective sample size would cost and not tell more.
    """
    density, n_rows, m = fit.density, fit.density.evidence.n, fit.density.evidence.m
    chosen = systematic(node.weights, min(kept, n), rng)
    picked, times = np.unique(chosen[np.arange(n) * len(chosen) // n], return_counts=True)
    seen, ahead = slice(0, n_rows), slice(n_rows, n_rows + m)
    out = []
    for i in range(0, len(picked), 64):
        part = slice(i, i + 64)
        scales = density.scales(node.theta[picked[part]], node.step)
        factor = density.factor(scales, n_rows + m)
        white = factor[:, n_rows + m, seen, None]
        mean = scales.lam[:, ahead] * density.lift[ahead] + (factor[:, ahead, seen] @ white)[..., 0]
        root = np.repeat(factor[:, ahead, ahead], times[part], axis=0)
        normal = rng.standard_normal((len(root), m, 1))
        out.append(np.repeat(mean, times[part], axis=0) + (root @ normal)[..., 0])
    return np.concatenate(out)


def logits(fit: Fit, n: int, rng: np.random.Generator) -> Floats:
    """`n` draws of the target's logits over all nodes, shape (n, candidate), in mixed order."""
    counts = np.bincount(systematic(fit.weights, n, rng), minlength=len(fit.nodes))
    parts = [
        node_logits(fit, node, int(c), max(1, int(KEPT * c / n)), rng)
        for node, c in zip(fit.nodes, counts)
        if c
    ]
    return rng.permutation(np.concatenate(parts))


def to_draws(evidence: Evidence, logit: Floats, rng: np.random.Generator) -> Draws:
    """Logits to shares of ballots, each draw shifted so that the votes used add up.

    A ballot has `max_votes` votes and a drawn share of them is used, so the contest's common shift
    is found per draw by Newton's method; order and seats do not depend on it.
    """
    n, m = logit.shape
    allowed = evidence.target.max_votes or evidence.target.seats
    mean, sd = evidence.used
    used = np.clip(mean + sd * rng.standard_normal(n), 0.4, 0.995)
    share = shifted(logit, np.minimum(used * allowed, 0.9 * m))
    centre, spread = evidence.ballots
    ballots = np.exp(centre + spread * rng.standard_normal(n))
    return Draws(evidence.ids, share, ballots)


def shifted(logit: Floats, want: Floats) -> Floats:
    """Shares whose sum in each draw is `want` (draw,), by one common shift of its logits."""
    shift = np.zeros(len(logit))
    for _ in range(50):
        share = 1 / (1 + np.exp(-(logit + shift[:, None])))
        slope = (share * (1 - share)).sum(axis=1)
        move = np.clip((want - share.sum(axis=1)) / slope, -2, 2)
        shift += move
        if np.abs(move).max() < 1e-7:
            break
    return np.asarray(1 / (1 + np.exp(-(logit + shift[:, None]))))
