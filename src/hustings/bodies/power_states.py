"""Swings where a coalition must meet several weighted rules, by its different sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import comb

from hustings.errors import NotSupported

MOST_STATES = 300_000
"""Different sums of a coalition's weights beyond which the table is refused."""

Sums = tuple[int, ...]
Table = dict[Sums, int]
"""By sums, each cut off at its quota: coalitions by size, packed in fields of bits."""


def swings(
    groups: Counter[Sums],
    quotas: Sequence[int],
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[int, dict[Sums, list[int]]]:
    """Losing coalitions, and by weights how many coalitions of 0, 1, ... others a player turns.

    `groups` is players by their weights, one number a rule; a coalition wins when it reaches every
    quota. Raises NotSupported above `MOST_STATES` different sums.
    """
    players, goal = groups.total(), tuple(quotas)
    found: dict[Sums, list[int]] = {}
    losing = 0
    for weights, others in _each_without(
        list(groups.items()), {(0,) * len(goal): 1}, goal, players
    ):
        if progress is not None:
            progress("power", len(found), len(groups))
        lost = {sums: sizes for sums, sizes in others.items() if sums != goal}
        turned = sum(n for sums, n in lost.items() if _joined(sums, weights, 1, goal) == goal)
        found[weights] = _sizes(turned, players)
        if not losing:
            both = sum(sum(_sizes(n, players)) for n in lost.values())
            losing = 2 * both - sum(found[weights])
    return losing, found


def _each_without(
    groups: list[tuple[Sums, int]], table: Table, goal: Sums, players: int
) -> Iterator[tuple[Sums, Table]]:
    """Each group's weights, with the table of everybody but one player of that group."""
    if len(groups) == 1:
        ((weights, many),) = groups
        yield weights, _with(table, weights, many - 1, goal, players)
        return
    middle = len(groups) // 2
    for mine, others in ((groups[:middle], groups[middle:]), (groups[middle:], groups[:middle])):
        joined = table
        for weights, many in others:
            joined = _with(joined, weights, many, goal, players)
        yield from _each_without(mine, joined, goal, players)


def _with(table: Table, weights: Sums, many: int, goal: Sums, players: int) -> Table:
    """The table after so many players of these weights may join."""
    made: Table = {}
    for k in range(many + 1):
        ways = comb(many, k)
        for sums, n in table.items():
            there = _joined(sums, weights, k, goal)
            made[there] = made.get(there, 0) + (n * ways << k * (players + 1))
        if len(made) > MOST_STATES:
            step = "Round the weights, or take one rule at a time."
            raise NotSupported(f"coalitions have more than {MOST_STATES:,} different sums. {step}")
    return made


def _joined(sums: Sums, weights: Sums, many: int, goal: Sums) -> Sums:
    return tuple(min(s + many * w, q) for s, w, q in zip(sums, weights, goal))


def _sizes(field: int, players: int) -> list[int]:
    """The numbers packed in a field, by size of coalition."""
    bits, one = players + 1, (1 << players + 1) - 1
    return [(field >> k * bits) & one for k in range(players)]
