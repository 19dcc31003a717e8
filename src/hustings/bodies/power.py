"""A-priori power in a weighted vote: who is decisive how often, in exact integers at any size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial, prod

from hustings.bodies import power_packed, power_states
from hustings.bodies.power_asked import Weight, Weights, bad_quota, read_game
from hustings.bodies.power_result import CampPower, PlayerPower, PowerIndices, WeightedRule
from hustings.errors import InputError, Problem

MOST_BITS = 2**33
"""Bits of packed coalitions beyond which they are held by their sums."""
Key = tuple[int, ...]
"""A player's weights, one a rule."""
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much."""


def power(
    weights: Weights | Sequence[tuple[Weights, Weight]],
    quota: Weight | None = None,
    *,
    progress: Progress | None = None,
) -> PowerIndices:
    """The a-priori power of every player of a weighted vote, exactly.

    `weights` are whole numbers or Fractions from 0, by name or in order (players are then named 1,
    2, ...); a coalition wins when its weights reach `quota`, which is above 0 and at most the
    total. Without a quota `weights` is a list of (weights, quota), all of which a coalition must
    meet (a double majority). `progress` is told how far the work is. Raises InputError with every
    problem, and NotSupported where several rules together have too many different sums.

    Penrose, Journal of the Royal Statistical Society 109 (1946); Banzhaf, Rutgers Law Review 19
    (1965); Coleman, in Lieberman (ed.), Social Choice (1971); Shapley & Shubik, American Political
    Science Review 48 (1954). Generating functions: Leech, Computing Power Indices for Large Voting
    Games, Management Science 49 (2003).
    """
    asked = [(weights, quota)] if quota is not None else weights
    names, rules, notes = read_game(asked)
    game = _solved(rules, len(names), progress)
    if None in game.shapley.values():
        notes = (*notes, "Shapley-Shubik is left out: the game is too large for it here.")
    keys = list(zip(*(rule.weights for rule in rules)))
    every = sum(game.swings.get(key, 0) for key in keys)
    return PowerIndices(
        rules=rules,
        players=tuple(_player(game, every, *named) for named in zip(names, keys)),
        coalitions=game.coalitions,
        winning=game.coalitions - game.losing,
        act=Fraction(game.coalitions - game.losing, game.coalitions),
        proper=any(rule.proper for rule in rules),
        notes=notes,
    )


@dataclass(frozen=True, slots=True)
class _Game:
    """Coalitions of all players, and by weights the swings and shares of orderings."""

    rules: tuple[WeightedRule, ...]
    coalitions: int
    losing: int
    swings: Mapping[Key, int]
    shapley: Mapping[Key, Fraction | None]


def _solved(rules: tuple[WeightedRule, ...], players: int, progress: Progress | None) -> _Game:
    """The game without players of no weight, then with them: each doubles every coalition."""
    losing, sizes, apart = _swings(rules, progress)
    idle = players - apart
    return _Game(
        rules=rules,
        coalitions=1 << players,
        losing=losing << idle,
        swings={key: sum(found) << idle for key, found in sizes.items()},
        shapley={key: _shapley(found, apart) for key, found in sizes.items()},
    )


def _player(game: _Game, every: int, name: str, key: Key) -> PlayerPower:
    swings = game.swings.get(key, 0)
    return PlayerPower(
        name=name,
        weights=key,
        swings=swings,
        banzhaf=Fraction(2 * swings, game.coalitions),
        normalised=Fraction(swings, every),
        shapley_shubik=game.shapley.get(key, Fraction(0)),
        prevent=Fraction(swings, game.coalitions - game.losing),
        initiate=Fraction(swings, game.losing),
        dictator=2 * swings == game.coalitions,
        veto=any(r.total - w < r.quota for r, w in zip(game.rules, key)),
        dummy=not swings,
    )


def camp_power(
    camps: Mapping[str, int], quota: int, *, progress: Progress | None = None
) -> CampPower:
    """Power with camps as players: each casts all its seats as one.

    `camps` is seats by camp (a member of no camp is a camp of one), `quota` the votes that carry.
    Blocs by the Penrose index: Leech & Leech, Voting Power and Voting Blocs, Public Choice 127
    (2006). Raises InputError as `power` does, and for seats that are not whole.
    """
    if any(isinstance(number, Fraction) for number in (*camps.values(), quota)):
        step = "Give whole seats; for weights use power()."
        problem = Problem("power", 0, "bad-seats", "seats and quota must be whole", step)
        raise InputError("the power cannot be computed", [problem])
    found, seats = power(camps, quota, progress=progress), sum(camps.values())
    return CampPower(found, seats, quota, seat_power(seats, quota), Fraction(1, seats))


def seat_power(seats: int, quota: int) -> Fraction:
    """The chance that one of so many equal seats is decisive: C(n - 1, q - 1) / 2^(n - 1)."""
    if not 0 < quota <= seats:
        raise InputError("the power cannot be computed", [bad_quota(quota, seats, "")])
    return Fraction(comb(seats - 1, quota - 1), 1 << (seats - 1))


def _swings(
    rules: Sequence[WeightedRule], progress: Progress | None
) -> tuple[int, dict[Key, list[int]], int]:
    """Losing coalitions, swings by weights and size, and players left without idle ones."""
    groups = Counter(zip(*(rule.weights for rule in rules)))
    groups.pop((0,) * len(rules), None)
    quotas = [rule.quota for rule in rules]
    if len(rules) > 1 or _few_sums(groups, rules[0]):
        losing, found = power_states.swings(groups, quotas, progress)
        return losing, found, groups.total()
    held = Counter({weight: many for (weight,), many in groups.items()})
    losing, swings = power_packed.swings(held, quotas[0], progress)
    return losing, {(weight,): sizes for weight, sizes in swings.items()}, held.total()


def _few_sums(groups: Counter[Key], rule: WeightedRule) -> bool:
    """True where a table of sums is shorter than a field for every weight up to the quota."""
    sums = prod(many + 1 for many in groups.values())
    fields = min(rule.quota, rule.total - rule.quota + 1)
    return (sums < 2**14 and sums < fields // 64) or fields * groups.total() > MOST_BITS


def _shapley(sizes: Sequence[int], players: int) -> Fraction | None:
    """The share of orderings with so many others before the player; None where sizes are lost."""
    if len(sizes) != players:
        return None
    orders = [factorial(s) * factorial(players - 1 - s) for s in range(players // 2 + 1)]
    turned = sum(n * orders[min(s, players - 1 - s)] for s, n in enumerate(sizes) if n)
    return Fraction(turned, factorial(players))


__all__ = [
    "CampPower",
    "PlayerPower",
    "PowerIndices",
    "WeightedRule",
    "camp_power",
    "power",
    "seat_power",
]
