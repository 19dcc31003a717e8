"""The forecast's model again, written naturally in NumPyro: the referee of the fast engine.

Nothing is integrated out and nothing is shared with the engine but the numbers of its priors: every
effect is a site of its own, slates walk from contest to contest, the cohesion walk's step is
continuous where the engine has a grid, and NUTS (Hoffman & Gelman 2014) samples the lot.

    python tests/slow/referee.py nec-clp-2018-09 2018-08-01
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from datetime import date

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from folds import Verdict, evidence_for, top
from numpyro.diagnostics import summary
from numpyro.infer import MCMC, NUTS

from hustings.forecasting.density import Priors
from hustings.forecasting.evidence import Evidence

numpyro.enable_x64()
numpyro.set_host_device_count(2)

REPEATS = 20
"""Noise is drawn this often for each posterior draw: it costs nothing and steadies the odds."""


def model(e: Evidence, p: Priors) -> None:
    """The joint density of all effects and of the logits that are known."""

    def normal(name: str, *shape: int):
        return numpyro.sample(name, dist.Normal(0, 1).expand(shape).to_event(len(shape)))

    def positive(name: str, median: float, spread: float):
        return numpyro.deterministic(name, median * jnp.exp(spread * normal(f"z_{name}")))

    person, noise, drift = (positive(n, *getattr(p, n)) for n in ("person", "noise", "drift"))
    step = positive("step", *p.step_prior)

    delta = p.level * normal("z_level", len(e.times))
    lines = len(e.slate_names) + 1
    hops = jnp.sqrt(np.diff(e.times) / 2)
    moves = drift * hops * normal("z_walk", lines, len(e.times) - 1)
    first = p.slate * normal("z_slate", lines)
    mu = first[:, None] + jnp.concatenate(
        [jnp.zeros((lines, 1)), jnp.cumsum(moves, axis=1)], axis=1
    )
    u = person * normal("z_people", int(e.person.max()) + 1)
    b_inc = p.incumbent[0] + p.incumbent[1] * normal("z_incumbent")
    b_nom = p.nominations[0] + p.nominations[1] * normal("z_nominations")

    lam = jnp.ones(e.n + e.m)
    stands = standings(e)
    shocks = normal("z_cohesion", len(stands))
    log_lam: dict[tuple[int, int], jax.Array] = {}
    for i, (line, t, before) in enumerate(stands):
        if before is None:
            log_lam[line, t] = np.log(p.cohesion[0]) + p.cohesion[1] * shocks[i]
        else:
            gap = e.times[t] - e.times[before]
            log_lam[line, t] = log_lam[line, before] + step * np.sqrt(gap / 2) * shocks[i]
        mine = (e.slate == line) & (e.contest == t)
        lam = jnp.where(mine, jnp.exp(log_lam[line, t]), lam)

    # Slate -1, the independents, is the last row of mu.
    own = u[e.person] + b_inc * e.incumbent + b_nom * e.nominations
    centre = delta[e.contest] + mu[e.slate, e.contest] + lam * own
    numpyro.deterministic("ahead", centre[e.n :])
    numpyro.deterministic("ahead_sd", (lam * noise)[e.n :])
    numpyro.sample("y", dist.Normal(centre[: e.n], (lam * noise)[: e.n]), obs=jnp.array(e.y))


def standings(e: Evidence) -> list[tuple[int, int, int | None]]:
    """(slate, contest, the slate's contest before) wherever a slate stands, in time order."""
    found: list[tuple[int, int, int | None]] = []
    for line in range(len(e.slate_names)):
        before = None
        for t in range(len(e.times)):
            if np.any((e.slate == line) & (e.contest == t)):
                found.append((line, t, before))
                before = t
    return found


def judge(
    evidence: Evidence,
    *,
    warmup: int = 1000,
    samples: int = 1000,
    chains: int = 2,
    target: float = 0.9,
    seed: int = 2018,
    priors: Priors | None = None,
) -> Verdict:
    """Run NUTS on the model and turn its draws into odds of a seat.

    r-hat is the greatest and ESS the least over every site, sampled or derived.
    """
    start = time.perf_counter()
    mcmc = MCMC(
        NUTS(model, target_accept_prob=target),
        num_warmup=warmup,
        num_samples=samples,
        num_chains=chains,
        progress_bar=False,
    )
    mcmc.run(jax.random.PRNGKey(seed), evidence, priors or Priors())
    by_chain = mcmc.get_samples(group_by_chain=True)
    rows = [r for r in summary(by_chain).values() if np.all(np.isfinite(r["r_hat"]))]
    got = mcmc.get_samples()
    centre, sd = (np.repeat(got[name], REPEATS, axis=0) for name in ("ahead", "ahead_sd"))
    drawn = centre + sd * np.random.default_rng(seed).standard_normal(centre.shape)
    return Verdict(
        ids=evidence.ids,
        p_seat=top(drawn, evidence.target.seats),
        r_hat=float(max(np.max(r["r_hat"]) for r in rows)),
        least_ess=float(min(np.min(r["n_eff"]) for r in rows)),
        divergences=int(mcmc.get_extra_fields()["diverging"].sum()),
        draws=chains * samples,
        seconds=time.perf_counter() - start,
    )


def main() -> None:
    """One contest from the command line, as JSON; what the bench times as a whole process."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("contest")
    parser.add_argument("day", nargs="?", type=date.fromisoformat)
    parser.add_argument("--warmup", type=int, default=1000)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--target", type=float, default=0.9)
    args = parser.parse_args()
    verdict = judge(
        evidence_for(args.contest, args.day),
        warmup=args.warmup,
        samples=args.samples,
        target=args.target,
    )
    print(json.dumps(asdict(verdict) | {"p_seat": verdict.p_seat.tolist()}))


if __name__ == "__main__":
    main()
