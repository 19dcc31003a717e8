"""Votes short, defectors, whose vote counts, and a body averaged over make-ups."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction as F

import numpy as np
import pytest
from committees import OPEN, committee

from hustings.api.body import assembly as answered
from hustings.bodies.division import decide
from hustings.bodies.influence import (
    even_lean,
    grid,
    leaning,
    needs,
    nights,
    pivots,
    under_rules,
    without,
)
from hustings.bodies.mixture import compositions, worth
from hustings.bodies.power import power
from hustings.model.voting import Assembly, Casting, Conduct, Contested, Majority, Member, Stance

SURE = Conduct(free=F(1, 2))


def test_fourteen_of_sixteen_can_lose_five() -> None:
    """Nine of sixteen are needed: five of fourteen can go, the sixth turns it."""
    found = needs(committee(14, 0, 2, SURE))
    assert (found.sure, found.free, found.short, found.spare) == (14, 2, 0, 5)


@pytest.mark.parametrize(
    ("a", "b", "free", "short", "spare", "free_needed"),
    [
        (20, 19, 0, 0, 0, 0),
        (19, 20, 0, 1, None, None),
        (18, 16, 5, 2, None, 2),
        (10, 24, 5, 10, None, None),
        (25, 14, 0, 0, 5, 0),
    ],
)
def test_votes_short(
    a: int, b: int, free: int, short: int, spare: int | None, free_needed: int | None
) -> None:
    """Of thirty-nine, twenty are needed."""
    found = needs(committee(a, b, free, SURE))
    assert (found.short, found.spare, found.free_needed) == (short, spare, free_needed)


def test_a_swing_is_the_chance_that_the_others_leave_it_open() -> None:
    """Three free votes: one decides when the other two split, half the time."""
    (found,) = pivots(committee(0, 0, 3, SURE))
    assert found.members == 3
    assert found.swing == pytest.approx(0.5, abs=1e-12)


def test_swings_of_equal_seats_are_penroses() -> None:
    """39 free seats: C(38, 19) / 2^38 = 0.128585."""
    (found,) = pivots(committee(0, 0, 39, SURE))
    assert found.swing == pytest.approx(0.128585, abs=5e-7)


@pytest.mark.parametrize("weights", [(1, 1, 1), (4, 2, 1, 1, 1), (3, 3, 2, 1), (5, 4, 3, 2, 1)])
def test_swings_at_an_unknown_lean_are_shapley_and_shubiks(weights: tuple[int, ...]) -> None:
    """Straffin 1977: one chance for all, uniform, gives Shapley-Shubik; a half each, Banzhaf."""
    members = tuple(Member(name=f"m{i}", weight=F(w)) for i, w in enumerate(weights))
    rule = (Majority(of="members"),)
    quota = sum(weights) // 2 + 1
    truth = power(list(weights), quota).players
    for conduct, wanted in (
        (Conduct(), [p.shapley_shubik for p in truth]),
        (SURE, [p.banzhaf for p in truth]),
    ):
        made = Assembly(name="x", members=members, majorities=rule, conduct=conduct)
        found = {p.weight: p.swing for p in pivots(made)}
        assert [found[F(w)] for w in weights] == pytest.approx([float(w or 0) for w in wanted])


def test_a_free_vote_decides_as_often_as_counting_says() -> None:
    """Three free votes alone: with the other two even (1/3) any vote decides; else two to none
    stand whatever the third does. Without one the even two fall, so only a yes decides then."""
    (found,) = pivots(committee(0, 0, 3, Conduct()))
    assert found.swing == pytest.approx(1 / 3, abs=1e-12)
    assert found.decides == pytest.approx(1 / 6, abs=1e-12)


def test_losing_a_vote_is_what_pivots_say() -> None:
    assembly = committee(4, 3, 2)
    for pivot in pivots(assembly):
        name = {"A": "a0", "B": "b0", "": "c0"}[pivot.camp]
        assert decide(without(assembly, [name])).carry == pytest.approx(pivot.without, abs=1e-12)


def test_a_grid_goes_to_nought_and_one() -> None:
    made = grid(committee(3, 2), [F(1, 2), F(1)], [F(1)])
    assert made.carry[1][0] == pytest.approx(1.0)
    assert made.carry[0][0] == pytest.approx(0.5)


def test_a_night_when_one_side_is_all_there() -> None:
    found = {n.name: n.odds.carry for n in nights(committee(5, 5))}
    assert found["everybody against is there"] < found["as expected"]
    assert found["as expected"] < found["everybody for is there"]


def test_the_rule_matters() -> None:
    """19 to 12 of 39 carries by those voting and falls by all members (2020)."""
    assembly = committee(19, 12, 0, SURE)
    away = tuple(Member(name=f"w{i}", attendance=F(0)) for i in range(8))
    found = under_rules(assembly.with_members((*assembly.members, *away)))
    assert [(rule.of, round(odds.carry)) for rule, odds in found] == [
        ("voting", 1),
        ("present", 1),
        ("members", 0),
    ]


def test_the_lean_at_which_odds_are_even() -> None:
    """Three free votes alone are even at a half."""
    found = even_lean(committee(0, 0, 3, SURE))
    assert found == pytest.approx(0.5, abs=1e-3)
    assert even_lean(committee(5, 0, 2, SURE)) is None


def test_nobody_against_has_no_night_of_theirs() -> None:
    names = [n.name for n in nights(committee(5, 0, 2))]
    assert names == ["as expected", "everybody is there", "everybody for is there"]


def test_an_unknown_lean_is_the_integral_over_held_ones() -> None:
    """Sides with members away, twelve free, a chair, a quorum: by a Gauss-Legendre sum in p."""
    base = committee(5, 3, 12, OPEN, majorities=(Majority(quorum=13),), casting=Casting(who="c0"))
    nodes, weights = np.polynomial.legendre.leggauss(20)
    held = [decide(leaning(base, F((x + 1) / 2))) for x in nodes]
    for name in ("carry", "tie", "cast", "no_quorum"):
        mean = sum(w / 2 * getattr(o, name) for w, o in zip(weights, held))
        assert getattr(decide(base), name) == pytest.approx(mean, abs=1e-12)


def test_before_and_after_share_the_lean() -> None:
    """The change between two mixtures is the integral of the change at each lean."""
    base = replace(committee(6, 4, 9, OPEN), stances=(Stance("A", "for"), Stance("B", "against")))
    before = {(("A", 3),): 0.6, (("A", 2), ("B", 1)): 0.4}
    after = {(("A", 3),): 0.4, (("A", 2), ("B", 1)): 0.6}

    def change(assembly: Assembly) -> float:
        odds = [worth(assembly, mix, "at stake").mean.carry for mix in (before, after)]
        return float(odds[1] - odds[0])

    nodes, weights = np.polynomial.legendre.leggauss(12)
    mean = sum(w / 2 * change(leaning(base, F((x + 1) / 2))) for x, w in zip(nodes, weights))
    assert change(base) == pytest.approx(mean, abs=1e-12)


def test_a_free_camp_with_a_chance_of_its_own_keeps_it() -> None:
    """One free member at a stated 1/5, one of unknown lean: both wanted, 1/5 times 1/2."""
    members = (Member(name="c", camp="C"), Member(name="d"))
    made = Assembly(name="x", members=members, stances=(Stance("C", "free", F(1, 5)),))
    assert decide(made, exact=True).carry == F(1, 10)
    assert decide(leaning(made, F(1)), exact=True).carry == F(1, 5)


def test_make_ups_are_averaged_by_their_draws() -> None:
    elected = np.array([[1, 1, 0], [1, 0, 1], [1, 1, 0], [1, 1, 0]], dtype=bool)
    makeups, seats = compositions(elected, ["A", "A", "B"])
    assert makeups == {(("A", 2),): 3, (("A", 1), ("B", 1)): 1}
    assert seats.tolist() == [[2, 0], [1, 1], [2, 0], [2, 0]]
    base = committee(3, 3)
    found = worth(base, makeups, "at stake")
    both = [decide(committee(5, 3)).carry, decide(committee(4, 4)).carry]
    assert found.mean.carry == pytest.approx(0.75 * both[0] + 0.25 * both[1], abs=1e-12)
    assert {n: share for n, (share, _) in found.by_seats("A").items()} == {1: 0.25, 2: 0.75}


def test_thirty_nine_seats_over_twenty_thousand_draws_in_milliseconds() -> None:
    """Only different make-ups are decided; a tenth of a second is a slow machine's bound."""
    rng = np.random.default_rng(1)
    order = rng.permuted(np.tile(np.arange(19), (20_000, 1)), axis=1)
    elected = order < 9
    camps = ["A"] * 9 + ["B"] * 7 + ["C"] * 3
    base = committee(11, 14, 5, OPEN)
    base = replace(base, stances=(*base.stances, Stance("C", "free")))
    worth(base, compositions(elected, camps)[0], "at stake")
    begun = time.perf_counter()
    makeups, _ = compositions(elected, camps)
    worth(base, makeups, "at stake")
    assert time.perf_counter() - begun < 0.25
    assert sum(makeups.values()) == 20_000


def test_the_ninth_seat_is_worth_eleven_points() -> None:
    base = committee(11, 14, 5)
    at_stake = Contested(section="stake", seats=9, camp="A", otherwise="B", won=(9, 8, 7))
    found = answered(base, contested=at_stake)
    assert [(r.seats, round(r.carry, 2), r.side) for r in found.won] == [
        (9, 0.90, 20),
        (8, 0.79, 19),
        (7, 0.63, 18),
    ]
    assert round(100 * found.won[0].worth) == 11  # type: ignore[operator]
    assert found.power is not None
    assert (found.power.seats, found.power.seat_share) == (39, F(1, 39))


def test_weights_leave_power_by_seats_out() -> None:
    members = (Member(name="a", camp="A", weight=F(1, 2)), Member(name="b", camp="B"))
    made = replace(committee(0, 0), members=members, majorities=(Majority(),))
    assert answered(made).power is None
