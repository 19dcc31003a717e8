"""One trial for all rules: whatever the papers, the committee keeps to the ranges asked for."""

from __future__ import annotations

import random

import pytest

from hustings.counting import door
from hustings.counting.terms import count_under
from hustings.errors import InputError
from hustings.model.constraints import Guarded, OrderEffect, SeatRange
from hustings.model.count import Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules import find_rule, rules

NAMES = [*"ABCDEFGH", "RON"]
MANY = sorted(
    {r.name for r in rules() if r.name not in {"supplementary-vote", "irv-maine", "two-round"}}
)


def contest(luck: random.Random, kinds: tuple[str, ...]) -> Profile:
    """Up to a dozen kinds of paper, of a few preferences or points; a blank rank now and then."""
    if "ranked" not in kinds:
        some = (luck.sample(NAMES, 3) for _ in range(luck.randint(4, 12)))
        return Profile.of([(dict.fromkeys(names, 1), 3) for names in some], NAMES, "scores")
    papers = {}
    for _ in range(luck.randint(4, 12)):
        ranks: list[object] = luck.sample(NAMES, luck.randint(1, 5))
        if luck.random() < 0.1:
            ranks[0] = None
        papers[tuple(ranks)] = luck.randint(1, 30)
    return Profile.of(papers, NAMES)


def asked(luck: random.Random) -> Terms:
    """Two or three overlapping ranges, at times a guarded seat, someone away or a re-opening."""
    ranges = []
    for k in range(luck.randint(1, 3)):
        members = frozenset(luck.sample(NAMES[:8], luck.randint(2, 6)))
        low = luck.randint(0, 2)
        high = luck.choice([None, low + 1, 2, 3])
        if high is not None and high < low:
            high = low
        if low or high is not None:
            ranges.append(
                SeatRange(name=f"r{k}", members=members, at_least=low, at_most=high, clause=f"c{k}")
            )
    more = [Guarded(name="g", members=("H",))] if luck.random() < 0.2 else []
    away = ("A",) if luck.random() < 0.2 else ()
    reopen = "RON" if luck.random() < 0.4 else ""
    titles = [OrderEffect(name="t", titles=("chair", "deputy"))] if luck.random() < 0.3 else []
    return Terms(
        seats=luck.randint(2, 4),
        after_issue=away if luck.random() < 0.5 else (),
        withdrawn=("B",) if luck.random() < 0.1 else (),
        reopen=reopen,
        constraints=(*ranges, *more, *titles),
    )


def outcome(name: str, profile: Profile, terms: Terms, lots: Lots) -> object:
    """The count, or the codes of why there is none; in both cases the same by arrays."""
    try:
        return count_under(find_rule(name), profile, terms, lots)
    except InputError as refused:
        return tuple(p.code for p in refused.problems)


@pytest.mark.parametrize("name", MANY)
def test_the_committee_keeps_to_every_range(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve contests a rule; a seed draws the lots; arrays and plain dictionaries agree."""
    luck = random.Random(f"ranges {name}")
    for k in range(12):
        profile, terms = contest(luck, find_rule(name).kinds), asked(luck)
        lots = Lots(seed=f"{name} {k}")
        monkeypatch.setattr(door, "ENOUGH_ROWS", 10**9)
        plain = outcome(name, profile, terms, lots)
        monkeypatch.setattr(door, "ENOUGH_ROWS", 0)
        fast = outcome(name, profile, terms, lots)
        if isinstance(plain, tuple):
            assert fast == plain
            continue
        assert not isinstance(fast, tuple)
        assert (plain.to_dict() | {"engine": ""}) == (fast.to_dict() | {"engine": ""})
        for one in terms.constraints:
            if isinstance(one, SeatRange):
                assert one.met(plain.winners), (k, one, plain.winners)
        assert len(plain.winners) == len(set(plain.winners)) <= terms.seats
        assert not {"A", "B"} & {*terms.after_issue, *terms.withdrawn} & set(plain.winners)
        if not terms.reopen:
            stand = len(NAMES) - len({*terms.after_issue, *terms.withdrawn})
            assert len(plain.winners) == min(terms.seats, stand)
