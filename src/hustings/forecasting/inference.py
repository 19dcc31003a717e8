"""Integrate the density: a grid over the cohesion walk, Laplace and importance sampling inside.

Each grid node finds the mode (BFGS with the analytic gradient), takes the curvature there, and
draws from a multivariate t around it; Pareto-smoothed weights (Vehtari et al. 2024) say how far to
trust them. A node that fails is proposed again from its own weighted draws, up to twice; a fit that
still fails is tried once more with four times the draws, then refused, never published.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from hustings.errors import UnhealthyFit
from hustings.forecasting.climb import climb
from hustings.forecasting.density import Density
from hustings.forecasting.evidence import Floats

NODE_ESS = 60.0
LEAST_ESS = 200.0
WORST_K = 0.7
LIGHT = 0.02
"""A node below this posterior weight cannot hurt and is not held to the checks."""


@dataclass(frozen=True, slots=True)
class Node:
    """One grid node: draws of theta (draw, dim), normalised weights (draw,), and its evidence."""

    step: float
    theta: Floats
    weights: Floats
    log_evidence: float
    ess: float
    k_hat: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A checked fit: nodes with their posterior weights, shape (node,)."""

    density: Density
    nodes: tuple[Node, ...]
    weights: Floats

    @property
    def heavy(self) -> tuple[Node, ...]:
        """The nodes that matter."""
        return tuple(n for n, w in zip(self.nodes, self.weights) if w > LIGHT)

    @property
    def ess(self) -> float:
        """Effective draws of the whole mixture."""
        return float(1 / np.sum(self.weights**2 / [n.ess for n in self.nodes]))

    @property
    def health(self) -> dict[str, float]:
        """The figures the fit was passed on; ESS and k are of the nodes that matter."""
        return {
            "ess": self.ess,
            "least_node_ess": min(n.ess for n in self.heavy),
            "worst_k_hat": max(n.k_hat for n in self.heavy),
            "nodes": float(len(self.nodes)),
        }


def step_prior(density: Density) -> Floats:
    """Prior weight of each grid node: log-normal density times the node's own width."""
    p = density.priors
    logs = np.log(np.array(p.steps))
    width = np.gradient(logs) if len(logs) > 1 else np.ones(1)
    weight = np.exp(-0.5 * ((logs - np.log(p.step_prior[0])) / p.step_prior[1]) ** 2) * width
    return np.asarray(weight / weight.sum())


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a node's draws come from: a t around `centre`, with axes `spread` (dim, axis).

    `below` and `above` stretch the two halves of each axis, shape (axis,).
    """

    step: float
    centre: Floats
    spread: Floats
    below: Floats
    above: Floats


def propose(density: Density, step: float, start: Floats, spread: Floats) -> Proposal:
    """Laplace at the mode of theta, its half axes stretched to the density.

    `start` and `spread` are a first guess of the mode and of a factor of its covariance.
    """
    centre = climb(lambda t: density.with_gradient(t, step), start, spread @ spread.T)
    spread = spread_at(density, centre, step)
    below, above = stretch(density, step, centre, spread)
    return Proposal(step, centre, spread, below, above)


def spread_at(density: Density, theta: Floats, step: float, h: float = 1e-3) -> Floats:
    """Factor of the Laplace covariance: the inverse curvature by differences of the gradient."""
    shifts = np.eye(density.dim) * h
    here = density.with_gradient(theta, step)[1]
    rows = [here - density.with_gradient(theta + shift, step)[1] for shift in shifts]
    curvature = np.array(rows) / h
    values, vectors = np.linalg.eigh(0.5 * (curvature + curvature.T))
    return np.asarray(vectors / np.sqrt(np.clip(values, 0.2, None)))


def freedom(dim: int) -> float:
    """Degrees of freedom of the proposal: heavy tails where dimensions are few and tails cheap."""
    return min(10.0, 3.0 + dim / 3)


def log_t(white: Floats, log_det: Floats | float) -> Floats:
    """Log density (up to a constant shared by all nodes) of a multivariate t, from white draws."""
    dim = white.shape[1]
    df = freedom(dim)
    return np.asarray(-0.5 * (df + dim) * np.log1p((white**2).sum(axis=1) / df) - log_det)


def stretch(density: Density, step: float, centre: Floats, spread: Floats) -> Floats:
    """How much longer or shorter than Laplace each half axis is, shape (2, dim): below, above.

    The density is probed along each axis (Geweke 1989, split-t proposals), which makes room for
    skewed scales that one curvature cannot see.
    """
    probes = np.array([1.5, 3.0])
    signs = np.array([-1.0, 1.0])
    shifts = signs[:, None, None, None] * probes[:, None, None] * spread.T
    logs = density.log_density((centre + shifts).reshape(-1, density.dim), step)
    top = density.log_density(centre[None], step)
    drop = np.clip(top - logs.reshape(2, len(probes), density.dim), 0.05, None)
    return np.asarray(np.clip((probes[:, None] / np.sqrt(2 * drop)).max(axis=1), 1.0, 3.0))


def pareto_smooth(logs: Floats) -> tuple[Floats, float]:
    """Normalised Pareto-smoothed weights and k-hat (Zhang & Stephens 2009; Vehtari et al. 2024)."""
    ratios = np.exp(logs - logs.max())
    tail = int(min(0.2 * len(logs), 3 * np.sqrt(len(logs))))
    order = np.argsort(ratios)
    cut, top = ratios[order[-tail - 1]], order[-tail:]
    excess = ratios[top] - cut
    if tail < 5 or excess[-1] <= 0:
        return ratios / ratios.sum(), 0.0
    k, sigma = _pareto(excess)
    at = (np.arange(tail) + 0.5) / tail
    smooth = sigma * (np.expm1(-k * np.log1p(-at)) / k if abs(k) > 1e-8 else -np.log1p(-at))
    ratios[top] = np.minimum(cut + smooth, 1.0)
    return ratios / ratios.sum(), k


def _pareto(excess: Floats) -> tuple[float, float]:
    """Shape and scale of a generalised Pareto tail from sorted excesses (Zhang & Stephens 2009)."""
    n = len(excess)
    m = 30 + int(np.sqrt(n))
    b = 1 / excess[-1] + (1 - np.sqrt(m / (np.arange(1, m + 1) - 0.5))) / (
        3 * max(excess[int(n / 4 + 0.5) - 1], 1e-300)
    )
    k = np.log1p(-b[:, None] * excess).mean(axis=1)
    score = n * (np.log(-b / k) - k - 1)
    weight = 1 / np.exp(score - score[:, None]).sum(axis=1)
    best = float(np.sum(b * weight))
    shape = float(np.log1p(-best * excess).mean())
    sigma = -shape / best
    return (n * shape + 5) / (n + 10), sigma


def sample_node(density: Density, proposal: Proposal, white: Floats) -> tuple[Node, Floats]:
    """Importance draws at one node from standard t draws `white` (draw, dim).

    Returns the node and its draws in the proposal's own axes, shape (draw, dim).
    """
    scale = np.where(white < 0, proposal.below, proposal.above)
    axes = white * scale
    theta = proposal.centre + axes @ proposal.spread.T
    log_det = float(np.linalg.slogdet(proposal.spread)[1]) + np.log(scale).sum(axis=1)
    logs = density.log_density(theta, proposal.step) - log_t(white, log_det)
    weights, k = pareto_smooth(logs)
    evidence = float(logs.max() + np.log(np.mean(np.exp(logs - logs.max()))))
    return Node(proposal.step, theta, weights, evidence, float(1 / np.sum(weights**2)), k), axes


def refit(proposal: Proposal, node: Node, axes: Floats) -> Proposal:
    """A second proposal: the weighted mean and sd of the first one's draws, axis by axis.

    Only the axes' own moments are re-estimated: a full covariance from few effective draws in many
    dimensions is worse than none.
    """
    mean = node.weights @ axes
    sd = np.clip(np.sqrt(node.weights @ (axes - mean) ** 2), 0.7, 2.0)
    centre = proposal.centre + proposal.spread @ mean
    ones = np.ones(len(mean))
    return Proposal(proposal.step, centre, proposal.spread * sd, ones, ones)


def white_t(rng: np.random.Generator, n: int, dim: int) -> Floats:
    """Standard multivariate t draws, shape (n, dim), in mirrored pairs."""
    half = rng.standard_normal((n // 2, dim))
    df = freedom(dim)
    scale = np.sqrt(df / rng.chisquare(df, n // 2))[:, None]
    return np.concatenate([half * scale, -half * scale])


def sound(node: Node) -> bool:
    """True when a node's draws can be trusted."""
    return node.ess >= NODE_ESS and node.k_hat <= WORST_K


def fit(density: Density, rng: np.random.Generator, size: int = 500) -> Fit:
    """Fit the density with `size` draws a node; once more with four times as many if that fails.

    Raises UnhealthyFit when the second try fails too.
    """
    try:
        return checked(density, draw_nodes(density, rng, size))
    except UnhealthyFit:
        return checked(density, draw_nodes(density, rng, 4 * size))


def draw_nodes(density: Density, rng: np.random.Generator, size: int) -> tuple[Node, ...]:
    """Every node's draws, each from its own stream of luck.

    A node's mode is climbed to from the one before, while that one's draws are weighed beside it.
    """
    steps = density.priors.steps if density.priors.cohesive else (0.0,)
    centre, spread = np.zeros(density.dim), 0.5 * np.eye(density.dim)
    with ThreadPoolExecutor() as pool:
        jobs = []
        for step, luck in zip(steps, rng.spawn(len(steps))):
            proposal = propose(density, step, centre, spread)
            centre, spread = proposal.centre, proposal.spread
            jobs.append(pool.submit(settle, density, proposal, luck, size))
        return tuple(job.result() for job in jobs)


def settle(density: Density, proposal: Proposal, rng: np.random.Generator, size: int) -> Node:
    """Draw one node, and up to twice more from its own weighted draws if it is not sound."""
    node, axes = sample_node(density, proposal, white_t(rng, size, density.dim))
    best = node
    for more in (1, 2):
        if sound(best):
            break
        proposal = refit(proposal, node, axes)
        node, axes = sample_node(density, proposal, white_t(rng, size * more, density.dim))
        best = max(best, node, key=lambda n: (sound(n), n.ess))
    return best


def checked(density: Density, nodes: tuple[Node, ...]) -> Fit:
    """Weigh the nodes by prior and evidence; refuse when one that matters is not sound."""
    prior = step_prior(density) if len(nodes) > 1 else np.ones(1)
    logs = np.array([n.log_evidence for n in nodes]) + np.log(prior)
    weights = np.exp(logs - logs.max())
    result = Fit(density, nodes, weights / weights.sum())
    bad = [n for n in result.heavy if not sound(n)]
    if bad or result.ess < LEAST_ESS:
        raise UnhealthyFit(
            f"the fit failed its checks at {len(bad)} of {len(nodes)} nodes (ESS {result.ess:.0f}, "
            f"needed {LEAST_ESS:.0f}; k-hat at most {WORST_K}): nothing is published. Look for "
            "rows that contradict each other in the latest contests.",
            result.health,
        )
    return result
