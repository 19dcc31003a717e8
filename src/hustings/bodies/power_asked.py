"""Weights and quotas as a caller gives them, made whole numbers, or every problem with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from hustings.bodies.power_result import WeightedRule
from hustings.errors import InputError, Problem

Weight = int | Fraction
Weights = Mapping[str, Weight] | Sequence[Weight]


def read_game(asked: Any) -> tuple[tuple[str, ...], tuple[WeightedRule, ...], tuple[str, ...]]:
    """Names, rules in whole numbers and what was noted; InputError with every problem."""
    pairs = [pair for pair in asked if isinstance(pair, tuple) and len(pair) == 2]
    if not pairs or len(pairs) != len(asked):
        step = "Pass weights and a quota, or a list of (weights, quota)."
        problem = Problem("power", 0, "no-quota", "no quota is given", step)
        raise InputError("the power cannot be computed", [problem])
    names = _names(pairs[0][0])
    problems = list(_problems(names, pairs))
    if problems:
        raise InputError("the power cannot be computed", problems)
    made = [_whole_rule(names, weights, quota) for weights, quota in pairs]
    notes = [note for _, note in made if note]
    rules = tuple(rule for rule, _ in made)
    if not any(rule.proper for rule in rules):
        notes.append("No quota is above half: a coalition and all the others can both win.")
    return names, rules, tuple(notes)


def _names(weights: Any) -> tuple[str, ...]:
    if isinstance(weights, Mapping):
        return tuple(map(str, weights))
    return tuple(str(k) for k in range(1, len(weights) + 1))


def _whole_rule(names: Sequence[str], weights: Any, quota: Any) -> tuple[WeightedRule, str]:
    """The same rule in the smallest whole numbers, and what was done to it."""
    held = [Fraction(w) for w in _in_order(names, weights)]
    scale = lcm(Fraction(quota).denominator, *(w.denominator for w in held))
    whole = tuple(int(w * scale) for w in held)
    shared = gcd(*whole) if scale > 1 else 1
    rule = WeightedRule(tuple(w // shared for w in whole), -(-int(quota * scale) // shared))
    note = f"Weights and quota are multiplied by {Fraction(scale, shared)} to be whole numbers."
    return rule, note if scale > 1 else ""


def _in_order(names: Sequence[str], weights: Any) -> list[Any]:
    if isinstance(weights, Mapping):
        held = {str(name): weight for name, weight in weights.items()}
        return [held.get(name) for name in names]
    return list(weights)


def _problems(names: Sequence[str], pairs: Sequence[tuple[Any, Any]]) -> Iterator[Problem]:
    for k, (weights, quota) in enumerate(pairs, 1):
        which = f" of rule {k}" if len(pairs) > 1 else ""
        if set(_names(weights)) != set(names) or len(weights) != len(names) or not names:
            step = "Give every rule the same players, at least one."
            yield Problem("power", 0, "bad-players", f"players{which} do not match", step)
            continue
        held = dict(zip(names, _in_order(names, weights)))
        odd = {n: w for n, w in held.items() if not _is_number(w) or w < 0}
        for name, weight in odd.items():
            said = f"the weight of {name}{which} is {weight!r}"
            step = "Give whole numbers or Fractions from 0; a Fraction('0.5') for a decimal."
            yield Problem("power", 0, "bad-weight", said, step)
        if not odd and not (_is_number(quota) and 0 < quota <= sum(held.values())):
            yield bad_quota(quota, sum(held.values()), which)


def bad_quota(quota: object, total: object, which: str) -> Problem:
    """The problem with a quota that is no number above 0 and up to the total."""
    step = "The quota is above 0 and at most the total."
    said = f"the quota{which} is {quota!r} of a total of {total}"
    return Problem("power", 0, "bad-quota", said, step)


def _is_number(value: object) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)
