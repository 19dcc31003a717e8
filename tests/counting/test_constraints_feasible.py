"""Guard and doom by integer programming: equal to listing every committee, and quick for many."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.counting.feasible import Committees, Row, SeatWatch, refuse_impossible
from hustings.errors import InputError
from hustings.model.constraints import SeatRange

NAMES = "Ann Bea Cal Dee Eve Fay Gus Hal".split()


def watch(seats: int, *ranges: SeatRange, names: list[str] = NAMES) -> SeatWatch:
    return SeatWatch(names, ranges, seats, [one.continuing for one in ranges])


def committees(
    elected: list[int], continuing: list[int], seats: int, ranges: list[SeatRange]
) -> list[set[int]]:
    """Every committee there may be, one by one: the slow twin."""
    more = itertools.combinations(continuing, seats - len(elected))
    full = ({*elected, *some} for some in more)
    return [all_ for all_ in full if all(one.met(NAMES[c] for c in all_) for one in ranges)]


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[int], list[int], int, list[SeatRange]]:
    n = draw(st.integers(2, 8))
    seats = draw(st.integers(1, n))
    ranges = []
    for k in range(draw(st.integers(1, 4))):
        members = draw(st.sets(st.sampled_from(NAMES[:n])))
        low = draw(st.integers(0, seats))
        high = draw(st.one_of(st.none(), st.integers(low, seats + 1)))
        one = SeatRange(name=f"c{k}", members=frozenset(members), at_least=low, at_most=high)
        ranges.append(one)
    order = draw(st.permutations(range(n)))
    elected = draw(st.integers(0, min(seats, n)))
    out = draw(st.integers(0, n - elected))
    return list(order[:elected]), list(order[elected : n - out]), seats, ranges


@settings(max_examples=150, deadline=None)
@given(situations())
def test_the_programme_equals_listing_every_committee(
    situation: tuple[list[int], list[int], int, list[SeatRange]],
) -> None:
    """Up to eight candidates, four overlapping categories, any state a count may be in."""
    elected, continuing, seats, ranges = situation
    asked, there = watch(seats, *ranges), committees(elected, continuing, seats, ranges)
    assert asked.possible(elected, continuing) == bool(there)
    if there:
        held = [set(continuing) & one for one in there]
        assert asked.doomed(elected, continuing) == set(continuing) - set().union(*held)
        assert asked.guarded(elected, continuing) == set.intersection(*held)


@settings(max_examples=60, deadline=None)
@given(situations(), st.randoms(use_true_random=False))
def test_all_through_a_count_it_equals_listing_every_committee(
    situation: tuple[list[int], list[int], int, list[SeatRange]], luck: random.Random
) -> None:
    """Elect someone not doomed, exclude someone not guarded, and so on to the last seat."""
    _, _, seats, ranges = situation
    asked = watch(seats, *ranges)
    elected: list[int] = []
    continuing = list(range(8))
    while there := committees(elected, continuing, seats, ranges):
        held = [set(continuing) & one for one in there]
        doomed, guarded = asked.doomed(elected, continuing), asked.guarded(elected, continuing)
        assert doomed == set(continuing) - set().union(*held)
        assert guarded == set.intersection(*held)
        free = sorted(set(continuing) - doomed)
        spare = sorted(set(continuing) - guarded)
        if spare and (not free or luck.random() < 0.5):
            continuing.remove(luck.choice(spare))
        elif free:
            elected.append(luck.choice(free))
            continuing.remove(elected[-1])
        else:
            break
    assert len(elected) == seats or elected == []


def test_the_eight_committees_of_voting_matters() -> None:
    """Otten (Voting matters 13, 2001) lists them: 14 seats, 7 English, 6 Scottish, 1 Welsh, 7 men.

    By sex (EM, EW, SM, SW, WM, WW), when no more than three Scottish women stand.
    """
    printed = """0 7 6 0 1 0 | 1 6 5 1 1 0 | 1 6 6 0 0 1 | 2 5 4 2 1 0 |
                 2 5 5 1 0 1 | 3 4 3 3 1 0 | 3 4 4 2 0 1 | 4 3 3 3 0 1"""
    eight = {tuple(map(int, one.split())) for one in printed.split("|")}
    rows = [
        Row((1, 1, 0, 0, 0, 0), 7, 7),
        Row((0, 0, 1, 1, 0, 0), 6, 6),
        Row((0, 0, 0, 0, 1, 1), 1, 1),
        Row((1, 0, 1, 0, 1, 0), 7, 7),
    ]
    asked = Committees(6, 14, rows)
    most = (14, 14, 14, 3, 1, 1)
    found = set()
    for em, sm, wm in itertools.product(range(8), range(7), range(2)):
        one = (em, 7 - em, sm, 6 - sm, wm, 1 - wm)
        if one[3] <= 3 and asked.find(one, one) is not None:
            found.add(one)
    assert found == eight
    assert all(
        asked.keeps((0,) * 6, asked.find((0,) * 6, most, (g,), s), most)  # type: ignore[arg-type]
        for g in range(6)
        for s in (1, -1)
    )


def test_two_constraints_that_each_look_met_but_clash() -> None:
    """Hill's warning (Voting matters 9): three seats, at least 2 women and at least 2 black people.

    Two black men, two white women and one black woman stand: she alone must not go out.
    """
    names = ["black man 1", "black man 2", "white woman 1", "white woman 2", "black woman"]
    women = SeatRange(name="women", members=frozenset(names[2:]), at_least=2)
    black = SeatRange(name="black", members=frozenset([*names[:2], names[4]]), at_least=2)
    asked = watch(3, women, black, names=names)
    assert asked.guarded([], [0, 1, 2, 3, 4]) == {4}
    assert asked.doomed([], [0, 1, 2, 3, 4]) == set()
    assert asked.doomed([4], [0, 1, 2, 3]) == set()
    assert asked.doomed([4, 0], [1, 2, 3]) == {1}
    assert asked.because(1, [4, 0], [1, 2, 3]) == "women >= 2"


def test_sixty_groups_take_a_few_small_programmes() -> None:
    """Otten's 20 seats, here from 60 groups: a handful of programmes a state, 3**60 cases by hand.

    A programme takes a few thousandths of a second.
    """
    names = [f"{nation}{sex}{k}" for nation in "ABCDEFGHIJ" for sex in "xyz" for k in "12"]

    def members(at: int, letter: str) -> frozenset[str]:
        return frozenset(n for n in names if n[at] == letter)

    ranges = [SeatRange(name=x, members=members(0, x), at_least=1, at_most=3) for x in "ABCDEFGHIJ"]
    ranges += [SeatRange(name=x, members=members(1, x), at_least=5, at_most=8) for x in "xyz"]
    ranges += [SeatRange(name="1", members=members(2, "1"), at_least=8, at_most=12)]
    asked = watch(20, *ranges, names=names)
    assert len(asked.kinds) == 60
    elected: list[int] = []
    continuing = list(range(60))
    states = 0
    while len(elected) < 20:
        doomed = asked.doomed(elected, continuing)
        free = [c for c in continuing if c not in doomed]
        elected.append(free[states % len(free)])
        continuing.remove(elected[-1])
        spare = [c for c in continuing if c not in asked.guarded(elected, continuing)]
        if spare and len(continuing) > 20 - len(elected):
            continuing.remove(spare[-1])
        states += 2
    assert all(one.met(names[c] for c in elected) for one in ranges)
    assert asked.committees.solved < 5 * states


def test_what_cannot_be_met_names_only_what_conflicts() -> None:
    """Four constraints; the two that clash are named, with their clauses, and no others."""
    ranges = [
        SeatRange(name="north", members=frozenset(["Ann"]), at_most=1, clause="rule 1"),
        SeatRange(name="women", members=frozenset(NAMES[:6]), at_least=4, clause="rule 7"),
        SeatRange(name="new", members=frozenset(NAMES[4:]), at_least=1, clause="rule 8"),
        SeatRange(name="men", members=frozenset(NAMES[6:]), at_least=2, clause="rule 9"),
    ]
    with pytest.raises(InputError) as caught:
        refuse_impossible(watch(5, *ranges), range(8))
    (problem,) = caught.value.problems
    assert "women >= 4 (rule 7) and men >= 2 (rule 9)" in problem.message
    assert "rule 1)" not in problem.message
    refuse_impossible(watch(6, *ranges), range(8))
