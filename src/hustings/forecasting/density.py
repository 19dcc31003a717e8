"""The log density of the model's few non-Gaussian parameters, the rest integrated out exactly.

For candidate c of slate s in contest t (`docs/models/forecast.md`):

    logit(votes / ballots) = delta[t] + mu[s, t]
                             + lambda[s, t] (u[person] + b_inc incumbent + b_nom z(nominations) + e)

delta, mu, u, b and e are Gaussian and integrate out; what remains is theta: three log scales and,
for each slate in a contest, one innovation of log lambda (slate cohesion), all standard normal a
priori. The walk's step `step` is fixed here and integrated on a grid in `inference`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hustings.forecasting.evidence import Evidence, Floats

LOG_2PI = float(np.log(2 * np.pi))
JITTER = 1e-8
RIDER = 1e12


@dataclass(frozen=True, slots=True)
class Priors:
    """What is assumed before any vote is seen, in logits; each pair is (median or mean, spread).

    `person`, `noise`, `drift` and `cohesion` are log-normal (median, log sd); `level` and `slate`
    are the sd of delta and of a slate's first mu; `incumbent` and `nominations` are Gaussian.
    `drift` is a slate's move over two years. `steps` is the grid of the cohesion walk's sd over two
    years, with prior weights.
    """

    person: tuple[float, float] = (0.45, 0.4)
    noise: tuple[float, float] = (0.25, 0.4)
    drift: tuple[float, float] = (0.35, 0.5)
    cohesion: tuple[float, float] = (0.7, 0.5)
    level: float = 1.5
    slate: float = 1.0
    incumbent: tuple[float, float] = (0.2, 0.3)
    nominations: tuple[float, float] = (0.15, 0.2)
    steps: tuple[float, ...] = (0.12, 0.25, 0.5, 1.0)
    step_prior: tuple[float, float] = (0.35, 0.7)
    cohesive: bool = True


@dataclass(frozen=True, slots=True)
class Scales:
    """theta in natural units for a batch: sds of shape (batch,), lambda of shape (batch, row)."""

    person: Floats
    noise: Floats
    drift: Floats
    lam: Floats


class Density:
    """The density for one body of evidence; theta has shape (..., dim)."""

    def __init__(self, evidence: Evidence, priors: Priors | None = None) -> None:
        self.evidence = evidence
        self.priors = priors or Priors()
        p, e = self.priors, evidence
        self.gaps = e.cells[2] if p.cohesive else np.empty(0)
        self.dim = 3 + len(self.gaps)
        self.cell = e.cell if p.cohesive else np.full(e.n + e.m, -1)
        years = e.times[e.contest] - e.times[0]
        self.same_person = (e.person[:, None] == e.person).astype(float)
        same_slate = (e.slate[:, None] == e.slate).astype(float)
        self.walk = same_slate * np.minimum(years[:, None], years) / 2.0
        same_contest = (e.contest[:, None] == e.contest).astype(float)
        self.fixed = p.level**2 * same_contest + p.slate**2 * same_slate
        inc, nom = e.incumbent, e.nominations
        self.shared = p.incumbent[1] ** 2 * np.outer(inc, inc)
        self.shared = self.shared + p.nominations[1] ** 2 * np.outer(nom, nom)
        self.lift = p.incumbent[0] * inc + p.nominations[0] * nom

    def log_cohesion(self, innovations: Floats, step: float) -> Floats:
        """log lambda of each cell, shape (..., cell), from the walk's innovations."""
        median, spread = self.priors.cohesion
        out = np.empty_like(innovations)
        for i, gap in enumerate(self.gaps):
            if gap < 0:
                out[..., i] = np.log(median) + spread * innovations[..., i]
            else:
                out[..., i] = out[..., i - 1] + step * np.sqrt(gap / 2) * innovations[..., i]
        return out

    def scales(self, theta: Floats, step: float) -> Scales:
        """theta in natural units."""
        p = self.priors
        person, noise, drift = (
            prior[0] * np.exp(prior[1] * theta[..., i])
            for i, prior in enumerate((p.person, p.noise, p.drift))
        )
        logs = self.log_cohesion(theta[..., 3:], step)
        padded = np.concatenate([logs, np.zeros((*logs.shape[:-1], 1))], axis=-1)
        return Scales(person, noise, drift, np.exp(padded[..., self.cell]))

    def covariance(self, s: Scales, rows: slice) -> Floats:
        """Prior covariance of the latent y (without the rows' own noise), (batch, row, row)."""
        same = s.person[:, None, None] ** 2 * self.same_person[rows, rows]
        own: Floats = same + self.shared[rows, rows]
        own *= s.lam[:, rows, None]
        own *= s.lam[:, None, rows]
        own += s.drift[:, None, None] ** 2 * self.walk[rows, rows]
        own += self.fixed[rows, rows]
        return own

    def factor(self, s: Scales, size: int) -> Floats:
        """Cholesky factor of the covariance of the first `size` rows, noise included, batched.

        One more row carries the residual of the rows with votes, so its first n entries are
        L^-1 residual and one factorisation gives both; shape (batch, size + 1, size + 1).
        """
        n, rows = self.evidence.n, slice(0, size)
        cov = np.zeros((len(s.person), size + 1, size + 1))
        cov[:, :size, :size] = self.covariance(s, rows)
        diagonal = np.arange(size)
        cov[:, diagonal, diagonal] += (s.lam[:, rows] * s.noise[:, None]) ** 2 + JITTER
        cov[:, size, :n] = cov[:, :n, size] = self.evidence.y - s.lam[:, :n] * self.lift[:n]
        cov[:, size, size] = RIDER
        return np.asarray(np.linalg.cholesky(cov), dtype=np.float64)

    def log_density(self, theta: Floats, step: float, chunk: int = 64) -> Floats:
        """log p(y, theta | step) for theta of shape (batch, dim); shape (batch,)."""
        return np.concatenate(
            [self._log_density(theta[i : i + chunk], step) for i in range(0, len(theta), chunk)]
        )

    def _log_density(self, theta: Floats, step: float) -> Floats:
        n = self.evidence.n
        factor = self.factor(self.scales(theta, step), n)
        white = factor[:, n, :n]
        logdet = np.log(np.diagonal(factor, axis1=1, axis2=2)[:, :n]).sum(axis=1)
        prior = 0.5 * (theta**2).sum(axis=1) + 0.5 * self.dim * LOG_2PI
        fit: Floats = -0.5 * (white**2).sum(axis=1) - logdet - 0.5 * n * LOG_2PI
        return np.asarray(fit - prior)

    def with_gradient(self, theta: Floats, step: float) -> tuple[float, Floats]:
        """log p and its gradient at one theta, shape (dim,); checked by finite differences."""
        n, p = self.evidence.n, self.priors
        s = self.scales(theta[None], step)
        factor = self.factor(s, n)[0]
        white = factor[n, :n]
        inverse = np.linalg.inv(factor[:n, :n])
        precision = inverse.T @ inverse
        alpha = inverse.T @ white
        value = float(
            -0.5 * white @ white
            - np.log(np.diagonal(factor)[:n]).sum()
            - 0.5 * (n + self.dim) * LOG_2PI
            - 0.5 * theta @ theta
        )
        g = 0.5 * (np.outer(alpha, alpha) - precision)
        lam = s.lam[0, :n]
        scaled = g * np.outer(lam, lam)
        same = s.person[0] ** 2 * self.same_person[:n, :n]
        noise = np.diagonal(g) * (lam * s.noise[0]) ** 2
        gradient = np.empty(self.dim)
        gradient[0] = 2 * p.person[1] * np.sum(scaled * same)
        gradient[1] = 2 * p.noise[1] * noise.sum()
        gradient[2] = 2 * p.drift[1] * s.drift[0] ** 2 * np.sum(g * self.walk[:n, :n])
        by_row = 2 * np.sum(scaled * (same + self.shared[:n, :n]), axis=1) + 2 * noise
        by_row += alpha * lam * self.lift[:n]
        gradient[3:] = self._through_walk(by_row, step)
        return value, np.asarray(gradient - theta)

    def _through_walk(self, by_row: Floats, step: float) -> Floats:
        """Gradient by row of log lambda, carried back to the walk's innovations."""
        total = np.zeros(len(self.gaps))
        rows = self.cell[: self.evidence.n]
        np.add.at(total, rows[rows >= 0], by_row[rows >= 0])
        out = np.empty_like(total)
        ahead = 0.0
        for i in range(len(total) - 1, -1, -1):
            ahead += total[i]
            first = self.gaps[i] < 0
            out[i] = ahead * (
                self.priors.cohesion[1] if first else step * np.sqrt(self.gaps[i] / 2)
            )
            ahead = 0.0 if first else ahead
        return out
