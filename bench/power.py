"""Power indices beside peers, and a committee averaged over a forecast's draws.

    python bench/power.py            # print the section
    python bench/power.py --quick    # small games only

Ours gives every index at once (swings, Banzhaf, Shapley-Shubik, Coleman), exactly; peers are asked
for the one index named, each where it is installed. The best of so many rounds, in one process.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

from hustings.bodies.power import power, seat_power

ROUNDS, LONG = 3, 5.0
"""Best of so many rounds; one for what takes longer than LONG seconds."""
Weights = Sequence[int]
Peer = Callable[[Weights, int], float]


def games(quick: bool) -> Iterator[tuple[str, list[int], int]]:
    """What is asked, the weights, the quota."""
    for seats in (39, 100, 200):
        yield f"{seats} equal seats", [1] * seats, seats // 2 + 1
    yield "16 seats, 14 in one camp", [14, 2], 9
    if not quick:
        yield "1,000 equal seats", [1] * 1000, 501
        large = [16_268 + (7919 * k) % 5_003 for k in range(28)] + [9_001, 8_999, 3, 2]
        yield f"32 unequal weights, {sum(large):,} together", large, sum(large) // 2 + 1


def bdd_banzhaf(weights: Weights, quota: int) -> float:
    """`power-bdd`: the first player's absolute Banzhaf index."""
    from power_bdd.bdd import BDD, WeightedGame

    found = BDD(WeightedGame(quota, list(weights))).create_BDD().calc_banzhaf()
    return float(found[-len(weights)])


def bdd_shapley(weights: Weights, quota: int) -> float:
    """`power-bdd`: the first player's Shapley-Shubik index."""
    from power_bdd.bdd import BDD, WeightedGame

    found = BDD(WeightedGame(quota, list(weights))).create_BDD().calc_shapley()
    return float(found[-len(weights)])


def powerindex_banzhaf(weights: Weights, quota: int) -> float:
    """`powerindex`: the first player's normalised Banzhaf index."""
    from powerindex import Game

    game = Game(quota, list(weights))
    game.calc_banzhaf()
    return float(game.banzhaf[0])


def powerindex_shapley(weights: Weights, quota: int) -> float:
    """`powerindex`: the first player's Shapley-Shubik index."""
    from powerindex import Game

    game = Game(quota, list(weights))
    game.calc_shapley_shubik()
    return float(game.shapley_shubik[0])


def powerindices_banzhaf(weights: Weights, quota: int) -> float:
    """`powerindices`: the first player's absolute Banzhaf index."""
    from powerindices import compute_pbi

    return float(compute_pbi(quota, list(weights))[0])


PEERS: dict[str, tuple[str, Peer, Callable[[Any], Fraction]]] = {
    "power-bdd, Banzhaf": ("power_bdd", bdd_banzhaf, lambda p: p.banzhaf),
    "power-bdd, Shapley-Shubik": ("power_bdd", bdd_shapley, lambda p: p.shapley_shubik),
    "powerindex, Shapley-Shubik": ("powerindex", powerindex_shapley, lambda p: p.shapley_shubik),
    "powerindex, Banzhaf": ("powerindex", powerindex_banzhaf, lambda p: p.normalised),
    "powerindices, Banzhaf": ("powerindices", powerindices_banzhaf, lambda p: p.banzhaf),
}
SMALL_ONLY = {
    "power-bdd, Shapley-Shubik": (39, 39),
    "power-bdd, Banzhaf": (200, 10**6),
    "powerindex, Banzhaf": (200, 10**6),
    "powerindex, Shapley-Shubik": (200, 200),
    "powerindices, Banzhaf": (200, 10**6),
}
"""Most players and most weight a peer is asked for; above it takes minutes."""


def clock(work: Callable[[], Any]) -> tuple[float, Any]:
    """The best of the rounds, and what the work gave."""
    taken: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = work()
        taken.append(time.perf_counter() - start)
        if taken[-1] > LONG:
            break
    return min(taken), found


def natural(seconds: float) -> str:
    """Seconds, or milliseconds when short."""
    return f"{1000 * seconds:.1f} ms" if seconds < 0.4 else f"{seconds:.2f} s"


def beside(quick: bool) -> Iterator[str]:
    """One row a game: all our indices, then each peer's one and whether it agrees."""
    there = {name: peer for name, peer in PEERS.items() if find_spec(peer[0])}
    absent = sorted({peer[0] for name, peer in PEERS.items() if name not in there})
    yield f"| game | hustings, all indices | {' | '.join(there)} |"
    yield f"|---|---:{'|---:' * len(there)}|"
    for what, weights, quota in games(quick):
        taken, found = clock(lambda w=weights, q=quota: power(w, q))
        cells = [
            asked(name, peer, weights, quota, found.players[0]) for name, peer in there.items()
        ]
        yield f"| {what} | {natural(taken)} | {' | '.join(cells)} |"
    if absent:
        yield from ("", f"Not installed here: {', '.join(absent)}.")


def asked(name: str, peer: Any, weights: Weights, quota: int, mine: Any) -> str:
    """A peer's time, and what it says where that is not what we say."""
    players, weight = SMALL_ONLY[name]
    if len(weights) > players or sum(weights) > weight:
        return "not asked"
    _, work, index = peer
    try:
        taken, said = clock(lambda: work(weights, quota))
    except (ArithmeticError, ValueError, RecursionError) as fault:
        return type(fault).__name__
    right = abs(said - float(index(mine))) <= 1e-9
    return natural(taken) + ("" if right else f", says {said:.3g}")


def mixed(draws: int = 20_000) -> Iterator[str]:
    """Thirty-nine seats, nine of them from a forecast's draws: odds of a motion in each make-up."""
    import numpy as np

    from hustings.bodies.mixture import compositions, worth
    from hustings.model.voting import EXPECTED, Assembly, Member, Stance

    rng = np.random.default_rng(2018)
    liking = np.where(np.arange(19) < 9, 1.2, 0.0) + rng.normal(0, 0.6, (draws, 19))
    elected = np.zeros((draws, 19), bool)
    np.put_along_axis(elected, np.argsort(-liking, axis=1)[:, :9], True, axis=1)
    camps = ["Forward"] * 9 + ["Other"] * 10
    fixed = [Member(name=f"F{k}", camp="Forward") for k in range(11)]
    fixed += [Member(name=f"O{k}", camp="Other") for k in range(14)]
    fixed += [Member(name=f"free {k}") for k in range(5)]
    at_stake = [Member(name=f"seat {k}", section="members") for k in range(9)]
    stances = (Stance("Forward", "for"), Stance("Other", "against"))
    body = Assembly(
        name="a committee",
        members=(*fixed, *at_stake),
        stances=stances,
        conduct=EXPECTED,
    )
    grouped, (made, _) = clock(lambda: compositions(elected, camps))
    taken, found = clock(lambda: worth(body, made, "members"))
    yield f"39 seats, 9 of them over {draws:,} draws: {len(made)} make-ups found in "
    yield f"{natural(grouped)} and decided exactly in {natural(taken)}; the motion carries with a "
    yield f"chance of {found.mean.carry:.4f}. One of 39 equal seats turns a vote with a chance of "
    yield f"{float(seat_power(39, 20)):.6f}."


def section(quick: bool) -> Iterator[str]:
    """The part of bench/RESULTS.md about power."""
    yield from beside(quick)
    yield from ("", " ".join(line.strip() for line in mixed()))


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    print("\n".join(section(parser.parse_args().quick)))


if __name__ == "__main__":
    main()
