"""A body averaged over who may come to sit on it: each different make-up is decided once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.bodies.division import Odds, decide
from hustings.model.voting import Assembly, Member

Composition = tuple[tuple[str, int], ...]
"""Seats of a section by camp, in the order of the camps' names; the empty camp is a free seat."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What a body is worth over its possible make-ups: the mean, and each one with its share."""

    mean: Odds
    parts: tuple[tuple[Composition, float, Odds], ...]

    def by_seats(self, camp: str) -> dict[int, tuple[float, Odds]]:
        """Chance of each number of seats of `camp`, and what may become of the motion then."""
        found: dict[int, list[tuple[float, Odds]]] = {}
        for composition, share, odds in self.parts:
            found.setdefault(dict(composition).get(camp, 0), []).append((share, odds))
        return {n: (sum(s for s, _ in parts), mean(parts)) for n, parts in sorted(found.items())}


def compositions(
    elected: NDArray[np.bool_], camps: Sequence[str]
) -> tuple[dict[Composition, int], NDArray[np.intp]]:
    """The different make-ups among draws (draw, candidate), each with its number of draws.

    `camps` is the camp of each candidate. Also gives each draw's number of seats by camp, shape
    (draw, camp) in the order of the camps' names.
    """
    names = sorted(set(camps))
    places = [names.index(camp) for camp in camps]
    onto = np.zeros((len(camps), len(names)), dtype=np.float32)
    onto[np.arange(len(camps)), places] = 1
    seats = np.rint(elected.astype(np.float32) @ onto).astype(np.intp)
    base = int(seats.max(initial=0)) + 1
    keys = seats @ (base ** np.arange(len(names), dtype=np.intp))
    _, first, draws = np.unique(keys, return_index=True, return_counts=True)
    made = {
        tuple((n, int(k)) for n, k in zip(names, seats[i]) if k): int(d)
        for i, d in zip(first, draws)
    }
    return made, seats


def seated(assembly: Assembly, section: str, composition: Composition, like: Member) -> Assembly:
    """The assembly with a section filled by camps: members as `like`, labelled by camp."""
    others = tuple(m for m in assembly.members if m.section != section)
    filled = tuple(
        replace(like, name=f"{camp or 'free'} seat {i + 1}", camp=camp, section=section)
        for camp, seats in composition
        for i in range(seats)
    )
    return assembly.with_members((*others, *filled))


def worth(
    assembly: Assembly,
    makeups: Mapping[Composition, float],
    section: str,
    like: Member | None = None,
) -> Worth:
    """What the motion's odds are over the make-ups of `section`, each weighted.

    The seats of the section in `assembly` give way to those of the make-up; all others stay. Exact
    for every make-up, so the only sampling error is that of the weights.
    """
    model = like or Member(name="", section=section, named=False)
    total = sum(makeups.values())
    parts = tuple(
        (composition, weight / total, decide(seated(assembly, section, composition, model)))
        for composition, weight in makeups.items()
    )
    return Worth(mean([(share, odds) for _, share, odds in parts]), parts)


def mean(parts: Sequence[tuple[float, Odds]]) -> Odds:
    """The weighted mean of odds."""
    total = sum(weight for weight, _ in parts) or 1.0
    values: dict[str, Any] = {
        name: sum(weight * getattr(odds, name) for weight, odds in parts) / total
        for name in Odds.__slots__
    }
    return Odds(**values)
