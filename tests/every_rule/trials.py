"""Contests every rule is tried on, drawn from a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from hustings.errors import LotNeeded
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule
from hustings.rules.play import count_exact
from hustings.rules.register import rules

NAMES = ("Ann Ash", "Bea Birch", "Cy Cedar", "Dee Dogwood", "Eve Elm", "Flo Fir", "Gus Gorse")
ONE_SEAT = {"irv", "supplementary-vote"}


def identity(rule: Rule) -> str:
    """The rule's name and the day it came into force."""
    return f"{rule.name}@{rule.effective_from}" if rule.effective_from else rule.name


EVERY_RULE = pytest.mark.parametrize("rule", rules(), ids=identity)


def seats_of(rule: Rule) -> int:
    """One seat for rules that fill one, else three."""
    return 1 if rule.name in ONE_SEAT else 3


def a_paper(rng: random.Random, kind: str, n: int) -> tuple[int, ...]:
    """A paper in the profile's codes: 1 to 3 choices, a short ranking, or a few points."""
    if kind == "scores":
        row = [0] * n
        for at in rng.sample(range(n), rng.randint(1, 3)):
            row[at] = 2
        return tuple(row)
    longest = 3 if kind == "choices" else n
    return tuple(rng.sample(range(1, n + 1), rng.randint(1, longest)))


def contest(rule: Rule, seed: int, scale: int = 1, n: int = len(NAMES)) -> Profile:
    """Some sixty distinct papers, a few hundred in all, `scale` times over."""
    rng = random.Random(seed)
    kind = rule.kinds[0]
    if seats_of(rule) == 1 and kind == "choices":
        rows = [(rng.randint(1, n),) for _ in range(60)]
    else:
        rows = [a_paper(rng, kind, n) for _ in range(60)]
    if rule.name in {"sntv", "supplementary-vote"}:
        rows = [row[:1] if rule.name == "sntv" else row[:2] for row in rows]
    papers = [rng.randint(1, 40) * scale for _ in rows]
    return Profile.from_rows(NAMES[:n], rows, papers, kind)


def counted(rule: Rule, profile: Profile, lots: Lots | None = None) -> Count:
    """The exact count."""
    return count_exact(rule, profile, Terms(seats=seats_of(rule), title="trial"), lots)


def settled(rule: Rule, seeds: range, **options: int) -> Iterator[tuple[Profile, Count]]:
    """Contests no lot is needed in."""
    for seed in seeds:
        profile = contest(rule, seed, **options)
        try:
            yield profile, counted(rule, profile)
        except LotNeeded:
            continue
