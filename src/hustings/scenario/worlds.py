"""Named sets of assumptions shown side by side: the model, the last result, published claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from hustings.forecasting.baselines import last_result, noise
from hustings.forecasting.evidence import Evidence
from hustings.forecasting.inference import Fit
from hustings.forecasting.predict import Draws, logits, shifted, to_draws
from hustings.model.record import Claim
from hustings.model.slates import SlateMap
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


def claimed(base: World, claims: tuple[Claim, ...], slates: SlateMap, seed: int) -> list[World]:
    """One world for each named group of claims: the model, with the claims taken as true.

    A claim's subjects get the mean share of its reference times a log-normal ratio whose 5 % to
    95 % range is our reading of the words; then each draw is shifted back to the votes it used.
    """
    named = sorted({c.world for c in claims if c.world})
    worlds = (_claimed(base, name, claims, slates, seed) for name in named)
    return [world for world in worlds if world is not None]


def _claimed(
    base: World, name: str, claims: tuple[Claim, ...], slates: SlateMap, seed: int
) -> World | None:
    """The world of that name, or None when none of its claims says anything of this field."""
    draws = base.draws
    share = draws.share.copy()
    read: list[Claim] = []
    ours = sorted((c for c in claims if c.world == name), key=lambda c: (c.subject, c.claim))
    for claim in ours:
        subjects = columns(draws.ids, claim.subject_ids)
        reference = columns(draws.ids, referred(claim, slates))
        if not (claim.ratio_low and claim.ratio_high and reference and subjects):
            continue
        low, high = np.log(claim.ratio_low), np.log(claim.ratio_high)
        rng = stream(seed, f"claim {name} {claim.subject}")
        normal = rng.standard_normal((len(share), len(subjects)))
        ratio = np.exp((low + high) / 2 + (high - low) / 2 / Z95 * normal)
        level = draws.share[:, reference].mean(axis=1, keepdims=True)
        share[:, subjects] = np.clip(level * ratio, 1e-6, 0.99)
        read.append(claim)
    if not read:
        return None
    logit = np.log(share / (1 - share))
    taken = Draws(draws.ids, shifted(logit, draws.share.sum(axis=1)), draws.ballots)
    title = f"as {' and '.join(sorted({c.claimant for c in read}))} had it"
    source = " | ".join(sorted({c.source for c in read}))
    return World(name, title, source, True, taken, tuple(_reading(name, c) for c in read))


def columns(ids: tuple[str, ...], who: Iterable[str]) -> list[int]:
    """Columns of those of `who` who are on the paper."""
    return [ids.index(c) for c in who if c in ids]


def referred(claim: Claim, slates: SlateMap) -> list[str]:
    """Whom a claim compares its subjects with: the ids it lists, or a line's other members."""
    named = [c for word in claim.reference.split() for c in slates.members.get(word, (word,))]
    return [c for c in named if c not in claim.subject_ids]


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
