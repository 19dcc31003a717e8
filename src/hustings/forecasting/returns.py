"""How much of a postal ballot is in: the share of the final papers returned by a day of voting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.errors import InputError, UnhealthyFit

Floats = NDArray[np.float64]

PROPOSALS = 20_000
ROUNDS = 4
TAILS = 5.0
GOOD_ESS = 2000.0
MIN_ESS = 100.0
MIN_STEP = 0.04
MIN_RISE = 0.005
NODES = 49
LEVELS = (0.05, 0.1, 0.5, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class ReturnPrior:
    """What other ballots say about a return curve before a contest has counts of its own.

    (log a, log b) of a new contest is Student t with `df` degrees of freedom, centre
    (`log_a`, `log_b`), scales `sd_a`, `sd_b` and correlation `corr`; log kappa is normal
    (`log_kappa`, `sd_log_kappa`). `series` and `families` name what it was fitted on; `sha256` is
    over the fitting files in the order of `files`. Source: docs/models/returns.md.
    """

    log_a: float
    log_b: float
    sd_a: float
    sd_b: float
    corr: float
    df: float
    log_kappa: float
    sd_log_kappa: float
    n: int
    series: tuple[str, ...]
    families: tuple[str, ...]
    years: tuple[int, ...]
    files: tuple[str, ...]
    sources: tuple[str, ...]
    sha256: str


def read_prior() -> ReturnPrior:
    """The committed prior (return_prior.json beside this file, made by tools/fit_return_prior)."""
    text = files("hustings.forecasting").joinpath("return_prior.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in read.items()}
    return ReturnPrior(**fields)


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Return curves, one a draw: each starts at 0, never falls and ends at 1.

    `nodes` (node,) are shares of the voting window, 0 at dispatch and 1 at close; `at_nodes`
    (node, draw) is the share of the finally returned papers in by then. `ess` is the effective
    sample size after a contest's own counts, or the number of draws when there are none.
    """

    nodes: Floats
    at_nodes: Floats
    ess: float

    def share_in(self, x: float) -> Floats:
        """Share of the finally returned papers in at share `x` of the window, (draw,)."""
        right = int(np.clip(np.searchsorted(self.nodes, x), 1, len(self.nodes) - 1))
        low, high = self.nodes[right - 1], self.nodes[right]
        weight = min(max((x - low) / (high - low), 0.0), 1.0)
        below, above = self.at_nodes[right - 1], self.at_nodes[right]
        return np.asarray(below + weight * (above - below), dtype=np.float64)

    def quantiles(self, xs: Sequence[float], levels: Sequence[float] = LEVELS) -> Floats:
        """Quantiles of the share in, (level, x)."""
        shares = np.stack([self.share_in(x) for x in xs])
        return np.asarray(np.quantile(shares, levels, axis=1), dtype=np.float64)


def smooth_curve(x: Floats, log_a: Floats, log_b: Floats) -> Floats:
    """The smooth curve 1 - (1 - x^a)^b, broadcast; a < 1 is an early lump, b < 1 a late one.

    Kumaraswamy (1980), Journal of Hydrology 46: the closed-form neighbour of the Beta cdf.
    """
    with np.errstate(divide="ignore"):
        left = np.log(-np.expm1(np.exp(log_a) * np.log(x)))
        return np.asarray(-np.expm1(np.exp(log_b) * left), dtype=np.float64)


def draw_curves(
    prior: ReturnPrior,
    rng: np.random.Generator,
    n: int,
    observed: Sequence[tuple[float, float, float]] = (),
    total_log_sd: float = 0.2,
) -> Curves:
    """`n` curves from the prior, updated by a contest's own returned counts when it has any.

    `observed` rows are (share of the window elapsed, papers returned so far, papers expected in
    all). The final total is unknown while the ballot runs: the last row's expectation is taken as
    its median, with `total_log_sd` (log units; 0.2 is about a fifth either way) around it, and
    never below what is already in. The split of the papers already in informs the shape whatever
    the total. Raises InputError for counts that fall, UnhealthyFit when few draws survive.
    """
    if not observed:
        log_a, log_b, log_kappa = _from_prior(prior, rng, n)
        none = np.zeros((0, n))
        return _with_residual(rng, log_a, log_b, log_kappa, np.zeros(0), none, float(n))
    own = _checked(observed, total_log_sd)
    points, weight = _importance(prior, own, rng)
    ess = float(1.0 / np.sum(weight**2))
    if ess < MIN_ESS:
        raise UnhealthyFit(
            "the returned counts are far from every curve known; check them and the dispatch day, "
            "or widen total_log_sd",
            {"ess": ess, "wanted": MIN_ESS},
        )
    log_a, log_b, log_kappa, log_total = points[:, _systematic(rng, weight, n)]
    total = np.exp(log_total) if own.xs[-1] < 1.0 else np.full(n, own.counts[-1])
    return _with_residual(rng, log_a, log_b, log_kappa, own.xs, own.counts[:, None] / total, ess)


def thinned(xs: Floats, counts: Floats) -> list[int]:
    """Rows to weigh: the last, and before it those at least MIN_STEP apart.

    The residual has no memory between rows, so counts a day apart would be trusted too much.
    """
    last = len(xs) - 1
    if counts[last] == 0:
        return [last]
    kept: list[int] = []
    for i in range(len(xs)):
        if not kept or xs[i] - xs[kept[-1]] >= MIN_STEP - 1e-9:
            kept.append(i)
    if kept[-1] != last:
        kept = [*(kept[:-1] if len(kept) > 1 else kept), last]
    return kept


def split_log_density(
    xs: Floats, counts: Floats, log_a: Floats, log_b: Floats, kappa: Floats
) -> Floats:
    """Log density (draw,) of how the papers in at the last row came in over the rows (row,).

    Under a Dirichlet process around the smooth curve the split is Dirichlet and independent of
    the final total (Ferguson 1973, Annals of Statistics 1). A rise is taken as at least MIN_RISE
    of the last count, as counts are rounded and rest at weekends.
    """
    from scipy.special import gammaln  # loaded only for a contest with its own counts

    curve = smooth_curve(xs[:, None], log_a, log_b)
    alpha = np.maximum(kappa * np.diff(curve, axis=0, prepend=0.0), 1e-6)
    rise = np.maximum(np.diff(counts, prepend=0.0), MIN_RISE * max(counts[-1], 1e-9))
    log_share = np.log(rise / rise.sum())
    terms = (alpha - 1) * log_share[:, None] - gammaln(alpha)
    return np.asarray(gammaln(alpha.sum(axis=0)) + terms.sum(axis=0), dtype=np.float64)


def total_log_density(
    x: float, count: float, total: Floats, log_a: Floats, log_b: Floats, kappa: Floats
) -> Floats:
    """Log density (draw,) of `count` papers in at `x` when `total` come in at last.

    The share in is Beta(kappa F, kappa (1 - F)) around the smooth F. Zero, with no information,
    at the close.
    """
    if x >= 1.0:
        return np.zeros(np.broadcast(total, log_a).shape)
    from scipy.special import gammaln

    curve = smooth_curve(np.array(x), log_a, log_b)
    share = np.clip(count / total, 1e-4, 1 - 1e-4)
    alpha, beta = np.maximum(kappa * curve, 1e-6), np.maximum(kappa * (1 - curve), 1e-6)
    norm = gammaln(alpha + beta) - gammaln(alpha) - gammaln(beta)
    density = norm + (alpha - 1) * np.log(share) + (beta - 1) * np.log1p(-share) - np.log(total)
    return np.asarray(density, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Own:
    """A contest's own counts (row,), checked, with the expected total and its log-sd."""

    xs: Floats
    counts: Floats
    expected: float
    log_sd: float


def _from_prior(prior: ReturnPrior, rng: np.random.Generator, n: int) -> Floats:
    """log a, log b and log kappa, (3, draw)."""
    z = rng.standard_normal((3, n))
    stretch = np.sqrt(prior.df / rng.chisquare(prior.df, n))
    log_a = prior.log_a + prior.sd_a * stretch * z[0]
    mixed = prior.corr * z[0] + np.sqrt(1 - prior.corr**2) * z[1]
    log_b = prior.log_b + prior.sd_b * stretch * mixed
    return np.stack([log_a, log_b, prior.log_kappa + prior.sd_log_kappa * z[2]])


def _log_prior(prior: ReturnPrior, own: _Own, points: Floats) -> Floats:
    """Log density up to a constant of (log a, log b, log kappa, log total), (4, draw)."""
    log_a, log_b, log_kappa, log_total = points
    za, zb = (log_a - prior.log_a) / prior.sd_a, (log_b - prior.log_b) / prior.sd_b
    square = (za**2 - 2 * prior.corr * za * zb + zb**2) / (1 - prior.corr**2)
    shape = -(prior.df + 2) / 2 * np.log1p(square / prior.df)
    wiggle = -0.5 * ((log_kappa - prior.log_kappa) / prior.sd_log_kappa) ** 2
    final = -0.5 * ((log_total - np.log(own.expected)) / own.log_sd) ** 2
    return np.asarray(shape + wiggle + final, dtype=np.float64)


def _log_likelihood(own: _Own, points: Floats) -> Floats:
    log_a, log_b, log_kappa, log_total = points
    kept, kappa, last = thinned(own.xs, own.counts), np.exp(log_kappa), own.counts[-1]
    split = split_log_density(own.xs[kept], own.counts[kept], log_a, log_b, kappa)
    now = total_log_density(own.xs[-1], last, np.exp(log_total), log_a, log_b, kappa)
    return np.where(np.exp(log_total) >= last, split + now, -np.inf)


def _importance(prior: ReturnPrior, own: _Own, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Points (4, proposal) of (log a, log b, log kappa, log total) and weights that sum to 1.

    The first proposals come from the prior; when they serve badly, later ones come from a Student
    distribution laid over the best so far (population Monte Carlo: Cappe and others 2004, Journal
    of Computational and Graphical Statistics 13).
    """
    points = np.vstack([_from_prior(prior, rng, PROPOSALS), _log_totals(rng, own)])
    log_weight = _log_likelihood(own, points)
    for _ in range(ROUNDS):
        if _ess(log_weight) >= GOOD_ESS:
            break
        points, log_proposal = _student_over(rng, points, _softened(log_weight))
        log_weight = _log_prior(prior, own, points) + _log_likelihood(own, points) - log_proposal
    weight = np.exp(log_weight - log_weight.max())
    return points, weight / weight.sum()


def _ess(log_weight: Floats) -> float:
    weight = np.exp(log_weight - log_weight.max())
    return float(weight.sum() ** 2 / np.sum(weight**2))


def _softened(log_weight: Floats) -> Floats:
    """Weights raised to the first power of 1, 1/2, 1/4 ... that leaves enough to measure."""
    for halvings in range(12):
        if _ess(log_weight * 0.5**halvings) >= 2 * MIN_ESS:
            break
    weight = np.exp((log_weight - log_weight.max()) * 0.5**halvings)
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def _student_over(
    rng: np.random.Generator, points: Floats, weight: Floats
) -> tuple[Floats, Floats]:
    """New points from a Student t over the weighted ones, and their log density less a constant."""
    centre = points @ weight
    away = points - centre[:, None]
    root = np.linalg.cholesky(1.2 * (away * weight) @ away.T + 1e-6 * np.eye(4))
    z = rng.standard_normal((4, PROPOSALS))
    z *= np.sqrt(TAILS / rng.chisquare(TAILS, PROPOSALS))
    log_density = -(TAILS + 4) / 2 * np.log1p(np.sum(z**2, axis=0) / TAILS)
    return centre[:, None] + root @ z, log_density


def _checked(observed: Sequence[tuple[float, float, float]], total_log_sd: float) -> _Own:
    rows = np.array(sorted(observed), dtype=np.float64).reshape(-1, 3)
    xs, counts, expected = rows.T
    wrong = [
        (not np.all(np.isfinite(rows)), "a number is missing"),
        (bool(np.any((xs <= 0) | (xs > 1))), "the share of the window is above 0 and at most 1"),
        (bool(np.any(np.diff(xs) <= 0)), "two counts stand at the same time"),
        (bool(np.any(counts < 0) or np.any(np.diff(counts) < 0)), "the papers returned fall"),
        (bool(np.any(expected <= 0)), "the papers expected are above 0"),
        (not total_log_sd > 0, "total_log_sd is above 0"),
        (bool(counts[-1] == 0 and xs[-1] == 1), "nothing came back by the close"),
    ]
    faults = [text for bad, text in wrong if bad]
    if faults:
        raise InputError("the returned counts cannot be used: " + "; ".join(faults))
    return _Own(xs, counts, float(expected[-1]), total_log_sd)


def _log_totals(rng: np.random.Generator, own: _Own) -> Floats:
    """Log final totals (proposal,): normal about the expected, cut off below what is already in."""
    from scipy.special import ndtr, ndtri

    low = (np.log(max(own.counts[-1], 1e-9)) - np.log(own.expected)) / own.log_sd
    u = ndtr(-low) * (1 - rng.random(PROPOSALS))
    return np.asarray(np.log(own.expected) - own.log_sd * ndtri(u), dtype=np.float64)


def _systematic(rng: np.random.Generator, weight: Floats, n: int) -> NDArray[np.intp]:
    """`n` draws by weight from one uniform, so that equal weights come out equally often."""
    places = (rng.random() + np.arange(n)) / n
    picked = np.searchsorted(np.cumsum(weight), places)
    return rng.permutation(np.minimum(picked, len(weight) - 1))


def _nodes(pins: Floats) -> Floats:
    """Where curves are stored: closer together at both ends, with the contest's own counts."""
    grid = (1 - np.cos(np.pi * np.arange(NODES) / (NODES - 1))) / 2
    return np.union1d(np.concatenate([grid, [0.0, 1.0]]), pins)


def _with_residual(
    rng: np.random.Generator,
    log_a: Floats,
    log_b: Floats,
    log_kappa: Floats,
    pins: Floats,
    pinned: Floats,
    ess: float,
) -> Curves:
    """Curves around the smooth ones, through `pinned` (pin, draw) at `pins` (pin,).

    A Dirichlet process cut at the pins is an independent Dirichlet process in every gap.
    """
    nodes = _nodes(pins)
    smooth = smooth_curve(nodes[:, None], log_a, log_b)
    shape = np.maximum(np.exp(log_kappa) * np.diff(smooth, axis=0), 1e-9)
    jump = rng.standard_gamma(shape) + 1e-9 * shape + 1e-300
    at_nodes = np.zeros((len(nodes), len(log_a)))
    start, low = 0, np.zeros(len(log_a))
    for pin, high in zip([*pins, 1.0], [*pinned, np.ones(len(log_a))], strict=True):
        end = int(np.searchsorted(nodes, pin))
        if end > start:
            run = np.cumsum(jump[start:end], axis=0)
            at_nodes[start + 1 : end + 1] = low + (high - low) * (run / run[-1])
        start, low = end, high
    return Curves(nodes, at_nodes, ess)
