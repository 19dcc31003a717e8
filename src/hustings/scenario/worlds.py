"""Named sets of assumptions shown side by side: the model, the last result, published claims."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hustings.forecasting.baselines import last_result, noise
from hustings.forecasting.evidence import Evidence
from hustings.forecasting.inference import Fit
from hustings.forecasting.predict import Draws, logits, to_draws
from hustings.model.record import Claim
from hustings.scenario.luck import stream
from hustings.scenario.results import Assumption

PUBLISHED = "published"
Z95 = 1.6449


@dataclass(frozen=True)
class World:
    """One world's draws before any event of the ballot period."""

    name: str
    title: str
    source: str
    assumed: bool
    draws: Draws
    assumptions: tuple[Assumption, ...] = ()


def model_world(fit: Fit, seed: int, n: int) -> World:
    """The hierarchical model's own draws."""
    evidence = fit.density.evidence
    rng = stream(seed, "model")
    draws = to_draws(evidence, logits(fit, n, rng), rng)
    years = f"{int(evidence.times.min())}-{int(max(p.year for p in evidence.past))}"
    title = f"the model: slates, people and cohesion, learned from contests of {years}"
    return World("model", title, "docs/models/forecast.md", False, draws)


def last_world(evidence: Evidence, seed: int, n: int) -> World:
    """The last result again, with as much noise as last results have had."""
    rng = stream(seed, "last result")
    draws = to_draws(evidence, last_result(evidence, n, rng), rng)
    last = evidence.last.contest
    title = f"{last.label} again, with noise of {noise(evidence.past):.2f} logits"
    return World("last-result", title, last.source, False, draws)


def pooled(model: World, last: World) -> World:
    """Half the draws of each: what is published."""
    half = len(model.draws.share) // 2
    parts = [(w.draws.share[:half], w.draws.ballots[:half]) for w in (model, last)]
    share, ballots = (np.concatenate(both) for both in zip(*parts))
    title = "published: half the model, half the last result with noise"
    source = "docs/decisions/0006-pool.md"
    return World(PUBLISHED, title, source, False, Draws(model.draws.ids, share, ballots))


def claimed(base: World, claims: tuple[Claim, ...], seed: int) -> tuple[World, ...]:
    """One world for each named group of claims: the model, with the claims taken as true.

    A claim's subjects get the mean share of its reference times a log-normal ratio whose 5 % to
    95 % range is our reading of the words.
    """
    names = sorted({c.world for c in claims if c.world and c.ratio_low and c.ratio_high})
    return tuple(_claimed(base, name, claims, seed) for name in names)


def _claimed(base: World, name: str, claims: tuple[Claim, ...], seed: int) -> World:
    draws = base.draws
    column = {c: i for i, c in enumerate(draws.ids)}
    share = draws.share.copy()
    assumptions, sources, who = [], [], []
    ours = sorted((c for c in claims if c.world == name), key=lambda c: (c.subject, c.claim))
    for claim in ours:
        reference = [column[c] for c in claim.reference.split() if c in column]
        subjects = [column[c] for c in claim.subject_ids if c in column]
        if not (claim.ratio_low and claim.ratio_high and reference and subjects):
            continue
        low, high = np.log(claim.ratio_low), np.log(claim.ratio_high)
        rng = stream(seed, f"claim {name} {claim.subject}")
        normal = rng.standard_normal((len(share), len(subjects)))
        ratio = np.exp((low + high) / 2 + (high - low) / 2 / Z95 * normal)
        level = draws.share[:, reference].mean(axis=1, keepdims=True)
        share[:, subjects] = np.clip(level * ratio, 0, 0.99)
        sources.append(claim.source)
        who.append(claim.claimant)
        assumptions.append(_reading(name, claim))
    title = f"as {' and '.join(sorted(set(who)))} had it"
    taken = Draws(draws.ids, share, draws.ballots)
    return World(name, title, " | ".join(sorted(set(sources))), True, taken, tuple(assumptions))


def _reading(name: str, claim: Claim) -> Assumption:
    assert claim.ratio_low
    assert claim.ratio_high
    return Assumption(
        f"{name}: {claim.subject}",
        f"“{claim.claim}” read as this many times the mean votes of those it is compared with",
        f"{claim.claimant}, {claim.on}; the figure is our reading. {claim.source}",
        p05=claim.ratio_low,
        median=float(np.sqrt(claim.ratio_low * claim.ratio_high)),
        p95=claim.ratio_high,
    )
