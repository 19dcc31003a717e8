"""P(carry) against enumeration, closed forms and published votes; nothing is drawn."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from math import comb
from random import Random

import numpy as np
import pytest
from committees import SIDES, TOY, committee, enumerated, random_assembly

from hustings.bodies.division import decide, margins
from hustings.bodies.lattice import reference, walked
from hustings.errors import NotSupported
from hustings.model.voting import (
    HOLDS,
    NON_VOTING,
    RECUSED,
    Assembly,
    Casting,
    Conduct,
    Majority,
    Member,
    Stance,
    chances,
    fraction,
)

SURE = Conduct(free=F(1, 2))


@pytest.mark.parametrize("seed", range(60))
def test_it_equals_enumeration_with_members_away_or_silent(seed: int) -> None:
    """Up to six members, three or four acts each: exactly equal in fractions."""
    assembly = random_assembly(seed, 2 + seed % 5, three_way=True)
    truth, exact, fast = enumerated(assembly), decide(assembly, exact=True), decide(assembly)
    for name, value in truth.items():
        assert getattr(exact, name) == value
        assert getattr(fast, name) == pytest.approx(float(value), abs=1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_twelve_members_three_ways(seed: int) -> None:
    """All 3^12 ways of yes, no and away, with weights from 1 to 4."""
    assembly = weighted(seed, 12, TOY)
    carry, tie = swept(assembly, ways=3)
    found = decide(assembly)
    assert (found.carry, found.tie) == pytest.approx((carry, tie), abs=1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_eighteen_members_two_ways_by_weight(seed: int) -> None:
    """All 2^18 ways of yes and no."""
    assembly = weighted(seed, 18, Conduct(discipline=F(7, 10), free=F(2, 5)))
    carry, tie = swept(assembly, ways=2)
    found = decide(assembly)
    assert (found.carry, found.tie) == pytest.approx((carry, tie), abs=1e-12)


def weighted(seed: int, n: int, conduct: Conduct) -> Assembly:
    rng = Random(seed)
    members = tuple(
        Member(name=str(i), camp=rng.choice("AB "), weight=F(rng.randint(1, 4))) for i in range(n)
    )
    return Assembly(name="x", members=members, stances=SIDES, conduct=conduct)


def swept(assembly: Assembly, ways: int) -> tuple[float, float]:
    """P(carry) and P(tie) by a sum over every way, an axis a member."""
    margin, chance = np.zeros(1), np.ones(1)
    for member in assembly.members:
        may, w = chances(assembly, member), float(member.weight)
        steps = np.array([w, -w, 0.0][:ways])
        p = np.array([float(may.yes), float(may.no), float(may.away)][:ways])
        margin = np.add.outer(margin, steps).ravel()
        chance = np.multiply.outer(chance, p).ravel()
    assert len(margin) == ways ** len(assembly.members)
    return float(chance[margin > 0].sum()), float(chance[margin == 0].sum())


@pytest.mark.parametrize("seed", range(4))
def test_fourteen_members_two_ways(seed: int) -> None:
    assembly = random_assembly(100 + seed, 14, three_way=False)
    truth, exact = enumerated(assembly), decide(assembly, exact=True)
    assert {k: getattr(exact, k) for k in truth} == truth


def test_eighteen_members_two_ways() -> None:
    """2^18 ways, in closed form of two binomials: 9 at 3/5 and 9 at 1/3."""
    assembly = committee(9, 9, conduct=Conduct(discipline=F(3, 5)))
    skewed = replace(assembly, stances=(Stance("A", "for"), Stance("B", "free", F(1, 3))))
    p, q = F(3, 5), F(1, 3)
    truth = sum(
        comb(9, i) * p**i * (1 - p) ** (9 - i) * comb(9, j) * q**j * (1 - q) ** (9 - j)
        for i in range(10)
        for j in range(10)
        if 2 * (i + j) > 18
    )
    assert decide(skewed, exact=True).carry == truth


@pytest.mark.parametrize("n", [1, 2, 5, 16, 39, 100])
def test_free_votes_are_a_binomial(n: int) -> None:
    found = decide(committee(0, 0, n, SURE), exact=True)
    ways = F(1, 2**n)
    assert found.carry == sum(comb(n, k) for k in range(n + 1) if 2 * k > n) * ways
    assert found.tie == (comb(n, n // 2) * ways if n % 2 == 0 else 0)


@pytest.mark.parametrize("n", [1, 2, 5, 16, 39, 100, 400])
def test_free_votes_of_unknown_lean_have_every_number_alike(n: int) -> None:
    """Bayes 1763: of n trials with a chance uniform on 0..1, each of 0..n successes has 1/(n+1)."""
    assembly = committee(0, 0, n, Conduct())
    more, even = F(sum(2 * k > n for k in range(n + 1)), n + 1), F(n % 2 == 0, n + 1)
    fast = decide(assembly)
    assert (fast.carry, fast.tie) == pytest.approx((float(more), float(even)), abs=1e-12)
    if n < 100:
        exact = decide(assembly, exact=True)
        assert (exact.carry, exact.tie) == (more, even)
        assert margins(assembly, exact=True) == {F(2 * k - n): F(1, n + 1) for k in range(n + 1)}
    found = margins(assembly)
    assert [found[m] for m in found] == pytest.approx([1 / (n + 1)] * (n + 1), abs=1e-12)


def test_a_side_and_free_seats_of_unknown_lean_in_closed_form() -> None:
    """Fourteen sure, 25 free, all there: six of 25 are wanted, so 20 counts of 26."""
    found = decide(committee(14, 0, 25, Conduct()), exact=True)
    assert (found.carry, found.tie) == (F(20, 26), 0)


@pytest.mark.parametrize("away", [F(0), F(15, 100), F(1, 2)])
def test_free_members_may_stay_away(away: F) -> None:
    """Beta-binomial: of 7 free members v come, and 0..v of them alike are for; three are sure."""
    there = 1 - away
    conduct = Conduct(attendance=there)
    members = [Member(name=f"a{i}", camp="A", attendance=F(1)) for i in range(3)]
    members += [Member(name=f"c{i}") for i in range(7)]
    assembly = Assembly(name="x", members=tuple(members), stances=SIDES, conduct=conduct)
    truth = sum(
        comb(7, v) * there**v * away ** (7 - v) * F(1, v + 1)
        for v in range(8)
        for y in range(v + 1)
        if 3 + y > v - y
    )
    assert decide(assembly, exact=True).carry == truth
    assert decide(assembly).carry == pytest.approx(float(truth), abs=1e-12)


def test_a_known_lean_is_each_for_themselves_and_an_unknown_one_together() -> None:
    """Two free votes, both wanted: 1/4 at a lean of a half, 1/3 where nobody knows (∫p² dp)."""
    assert decide(committee(0, 0, 2, SURE), exact=True).carry == F(1, 4)
    assert decide(committee(0, 0, 2, Conduct()), exact=True).carry == F(1, 3)
    stated = replace(
        committee(0, 0, 2, Conduct()),
        members=(Member(name="c"), Member(name="d", camp="D")),
        stances=(Stance("D", "free", F(1, 5)),),
    )
    assert decide(stated, exact=True).carry == F(1, 2) * F(1, 5)


def test_free_members_of_different_camps_and_weights_lean_together() -> None:
    """Weights 2 and 1, no lean known: the two carries when the one of weight 2 is for: 1/2."""
    members = (Member(name="c", camp="C", weight=F(2)), Member(name="d", camp="D"))
    made = Assembly(name="x", members=members, stances=(Stance("C", "free"), Stance("D", "free")))
    assert decide(made, exact=True).carry == F(1, 2)
    assert margins(made, exact=True) == {
        F(3): F(1, 3),
        F(1): F(1, 6),
        F(-1): F(1, 6),
        F(-3): F(1, 3),
    }
    assert decide(made).carry == pytest.approx(0.5, abs=1e-14)


def test_a_free_chair_of_unknown_lean_tells_of_the_others() -> None:
    """Chair and one other, both free: even only if they differ; the chair's own casting vote."""
    assembly = replace(committee(0, 0, 2, Conduct()), casting=Casting(who="c0"))
    found = decide(assembly, exact=True)
    assert (found.carry, found.tie, found.cast) == (F(1, 2), F(1, 3), F(1, 6))


@pytest.mark.parametrize(("follow", "carries"), [("0.7", 0.89), ("0.8", 0.98), ("0.9", 0.9995)])
def test_fourteen_of_sixteen(follow: str, carries: float) -> None:
    """Fourteen who follow with a chance, two coin flips, nine needed: a Poisson binomial."""
    conduct = Conduct(discipline=fraction(follow), free=F(1, 2))
    assembly = committee(14, 0, 2, conduct, majorities=(Majority(of="members"),))
    f = fraction(follow)
    truth = sum(
        comb(14, i) * f**i * (1 - f) ** (14 - i) * F(comb(2, j), 4)
        for i in range(15)
        for j in range(3)
        if i + j >= 9
    )
    assert decide(assembly, exact=True).carry == truth
    digits = 4 if carries > 0.99 else 2
    assert round(decide(assembly).carry, digits) == carries


@pytest.mark.parametrize(("won", "carries"), [(7, 0.63), (8, 0.79), (9, 0.90)])
def test_nine_seats_of_thirty_nine(won: int, carries: float) -> None:
    """Camps of 11 and 14, five floating, nine at stake, 85 % there, 97 % with their camp."""
    assert round(decide(committee(11 + won, 23 - won, 5)).carry, 2) == carries


@pytest.mark.parametrize(
    ("votes", "even"), [((22, 15), False), ((18, 17), False), ((19, 12), False), ((15, 16), False)]
)
def test_reported_votes_end_as_reported(votes: tuple[int, int], even: bool) -> None:
    """NEC, January 2018, May 2018 and June 2020 carried; July 2016 (15 to 16) fell: margins too."""
    yes, no = votes
    assembly = committee(yes, no, 0, SURE)
    away = tuple(Member(name=f"away {i}", camp="A", attendance=F(0)) for i in range(39 - yes - no))
    held = assembly.with_members((*assembly.members, *away))
    assert decide(held, exact=True).carry == (1 if yes > no else 0)
    assert decide(held, exact=True).tie == even
    assert margins(held, exact=True) == {F(yes - no): 1}


def test_everybody_there_and_loyal_is_certain() -> None:
    for a, b in ((20, 19), (19, 20), (3, 3)):
        found = decide(committee(a, b, 0, SURE), exact=True)
        assert (found.carry, found.tie) == (int(a > b), int(a == b))


def test_a_bloc_with_the_majority_decides() -> None:
    members = (Member(name="bloc", camp="A", weight=F(14)), Member(name="rest", weight=F(2)))
    assembly = Assembly(name="x", members=members, stances=SIDES)
    assert decide(assembly, exact=True).carry == 1


def test_order_does_not_matter_and_a_dummy_adds_nothing() -> None:
    assembly = random_assembly(7, 6, three_way=True)
    found = decide(assembly, exact=True)
    turned = assembly.with_members(assembly.members[::-1])
    assert decide(turned, exact=True) == found
    dummy = Member(name="dummy", state=NON_VOTING)
    assert decide(assembly.with_members((*assembly.members, dummy)), exact=True) == found


def test_a_chance_that_adds_up() -> None:
    found = decide(committee(7, 6, 4, majorities=(Majority(quorum=12),)), exact=True)
    assert found.carry + found.falls + found.no_quorum == 1
    assert sum(margins(committee(7, 6, 4), exact=True).values()) == 1


def test_a_quorum_is_reached_at_its_number() -> None:
    """Three of five there: a quorum of 3 is met, of 4 is not."""
    members = tuple(Member(name=f"m{i}", camp="A", attendance=F(int(i < 3))) for i in range(5))
    for quorum, carry in ((3, 1), (4, 0)):
        assembly = Assembly(
            name="x", members=members, stances=SIDES, majorities=(Majority(quorum=quorum),)
        )
        found = decide(assembly, exact=True)
        assert (found.carry, found.no_quorum) == (carry, 1 - carry)


def test_the_casting_vote_settles_a_tie_only() -> None:
    even = committee(3, 3, 0, SURE)
    for chair, ruling, carry in (("a0", "own", 1), ("b0", "own", 0), ("b0", "for", 1)):
        found = decide(replace(even, casting=Casting(who=chair, ruling=ruling)), exact=True)
        assert (found.carry, found.tie, found.cast) == (carry, 1, carry)
    ahead = replace(committee(4, 3, 0, SURE), casting=Casting(who="b0"))
    assert decide(ahead, exact=True).carry == 1


def test_a_chair_with_a_casting_vote_only() -> None:
    """Three to two with the chair's own vote; without it two all, and the chair decides."""
    assembly = committee(3, 2, 0, SURE, casting=Casting(who="a0", votes_too=False))
    found = decide(assembly, exact=True)
    assert (found.carry, found.tie, found.cast) == (1, 1, 1)
    assert margins(assembly, exact=True) == {F(0): 1}


def test_without_the_chair_the_deputy_casts_or_the_motion_falls() -> None:
    members = (
        Member(name="chair", attendance=F(0)),
        Member(name="deputy", camp="A"),
        Member(name="other", camp="B"),
    )
    alone = Assembly(name="x", members=members, stances=SIDES, casting=Casting(who="chair"))
    assert decide(alone, exact=True).carry == 0
    helped = replace(alone, casting=Casting(who="chair", deputy="deputy"))
    assert decide(helped, exact=True).carry == 1


def test_two_who_share_a_vote_weigh_a_half_each() -> None:
    """DSA: two chairs share one vote. Three halves to one and a half is a tie."""
    half = F(1, 2)
    members = (
        Member(name="chair 1", camp="A", weight=half),
        Member(name="chair 2", camp="A", weight=half),
        Member(name="one", camp="B"),
    )
    found = decide(Assembly(name="x", members=members, stances=SIDES), exact=True)
    assert (found.carry, found.tie) == (0, 1)


def test_a_majority_of_members_counts_the_suspended_but_not_those_without_a_vote() -> None:
    """Two of three is more than half, two of four is not; a non-voting fourth does not count."""
    base = [Member(name="a", camp="A"), Member(name="b", camp="A"), Member(name="c", camp="B")]
    for state, carry in ((HOLDS, 0), (RECUSED, 0), (NON_VOTING, 1)):
        members = (*base, Member(name="d", state=state))
        rule = (Majority(of="members"),)
        assembly = Assembly(name="x", members=members, stances=SIDES, majorities=rule)
        assert decide(assembly, exact=True).carry == carry


def test_someone_recused_loses_their_vote() -> None:
    assembly = committee(2, 2, 0, SURE)
    recused = replace(assembly.members[3], state=RECUSED)
    assert decide(assembly.with_members((*assembly.members[:3], recused)), exact=True).carry == 1


def test_who_is_there_and_silent_counts_against_a_majority_of_those_present() -> None:
    """Two for, one against, two silent: carried by those voting, not by those present (2 of 5)."""
    members = [Member(name=f"a{i}", camp="A") for i in range(2)] + [Member(name="b", camp="B")]
    silent = [Member(name=f"s{i}", camp="S") for i in range(2)]
    assembly = Assembly(name="x", members=(*members, *silent), stances=SIDES)
    made = decide(assembly, exact=True)
    assert made.carry > 0
    from hustings.bodies.meeting import meeting
    from hustings.model.voting import SILENT

    for of, carry in (("voting", 1), ("present", 0)):
        held = meeting(replace(assembly, majorities=(Majority(of=of),), conduct=SURE))
        for who in (3, 4):
            held = held.forced(who, SILENT)
        assert decide(held, exact=True).carry == carry


def test_two_thirds_exactly() -> None:
    """NixOS asks five of seven; here four of six is two thirds and not more."""
    for reaching, carry in ((True, 1), (False, 0)):
        rule = Majority(share=F(2, 3), reaching=reaching)
        found = decide(committee(4, 2, 0, SURE, majorities=(rule,)), exact=True)
        assert (found.carry, found.tie) == (carry, 0)


def test_a_double_majority_of_heads_and_weights() -> None:
    """The Council of the EU: 55 % of states reaching, and 65 % of the people reaching."""
    people = (83, 67, 59, 47, 38, 19, 17, 11, 10, 10)
    rules = (
        Majority(of="members", share=F(55, 100), reaching=True, by_heads=True),
        Majority(of="members", share=F(65, 100), reaching=True),
    )

    def carried(yes: set[int]) -> bool:
        members = tuple(
            Member(name=str(i), camp="A" if i in yes else "B", weight=F(w))
            for i, w in enumerate(people)
        )
        made = Assembly(name="x", members=members, stances=SIDES, majorities=rules)
        return bool(decide(made, exact=True).carry)

    assert carried({0, 1, 2, 3, 4, 5})
    assert not carried({0, 1, 2, 3, 4})  # 81 % of the people, half of the states
    assert not carried({4, 5, 6, 7, 8, 9})  # six states of ten, 29 % of the people


def test_nobody_votes_and_nothing_is_carried() -> None:
    members = (Member(name="a", camp="A", attendance=F(0)),)
    rule = (Majority(reaching=True),)
    assembly = Assembly(name="x", members=members, stances=SIDES, majorities=rule)
    assert decide(assembly, exact=True).carry == 0


def test_a_majority_within_each_section() -> None:
    members = tuple(
        Member(name=f"{s}{i}", section=s, camp=camp)
        for s, camps in (("north", "AAAAA"), ("south", "ABB"))
        for i, camp in enumerate(camps)
    )
    rules = (Majority(sections=("north",)), Majority(sections=("south",)))
    made = Assembly(name="x", members=members, stances=SIDES, majorities=rules)
    assert decide(made, exact=True).carry == 0
    assert decide(replace(made, majorities=(Majority(),)), exact=True).carry == 1


def test_a_sub_body_decides_for_the_whole() -> None:
    members = (
        *(Member(name=f"m{i}", camp="B") for i in range(9)),
        *(Member(name=f"o{i}", camp="A", role="treasurer; officer") for i in range(3)),
    )
    assembly = Assembly(name="x", members=members, stances=SIDES)
    assert decide(assembly, exact=True).carry == 0
    assert decide(replace(assembly, decided_by=("officer",)), exact=True).carry == 1


def test_big_weights_use_a_dictionary_and_agree() -> None:
    """Union delegations of hundreds of thousands, with a quorum: too many cells for arrays."""
    weights = [545_123, 401_777, 388_001, 217_019, 99_991, 50_021, 7_919, 3, 2, 1]
    members = tuple(
        Member(name=str(w), camp="A" if i % 2 else "B", weight=F(w)) for i, w in enumerate(weights)
    )
    rules = (Majority(quorum=6),)
    made = Assembly(name="x", members=members, stances=SIDES, majorities=rules, conduct=TOY)
    exact, fast = decide(made, exact=True), decide(made)
    assert fast.carry == pytest.approx(float(exact.carry), abs=1e-12)
    assert exact.carry + exact.falls + exact.no_quorum == 1


def test_arrays_equal_the_reference() -> None:
    walkers = [(((1, 0), 0.25), ((-2, 1), 0.5), ((0, 0), 0.25))] * 7
    fast, slow = (
        dict(zip(map(tuple, points.tolist()), chances.tolist()))
        for points, chances in (walked((3, -1), walkers), reference((3, -1), walkers))
    )
    assert fast.keys() == slow.keys()
    assert all(fast[k] == pytest.approx(slow[k], abs=1e-14) for k in slow)


def test_the_council_of_the_eu_with_people_in_thousands() -> None:
    """27 states and two majorities: the arrays and a plain sum of coalitions of six agree."""
    people = [83_000 - 2_950 * i for i in range(27)]
    rules = (
        Majority(of="members", share=F(55, 100), reaching=True, by_heads=True),
        Majority(of="members", share=F(65, 100), reaching=True),
    )
    members = tuple(
        Member(name=str(i), camp="A" if i < 21 else "", weight=F(w)) for i, w in enumerate(people)
    )
    made = Assembly(name="x", members=members, stances=SIDES, majorities=rules, conduct=SURE)
    assert decide(made).carry == pytest.approx(1.0)
    open_ = made.with_members(
        tuple(replace(m, camp="A" if i >= 8 else "") for i, m in enumerate(members))
    )
    total = sum(people)
    sure = sum(people[8:])
    ways = [sum(p for j, p in enumerate(people[:8]) if k >> j & 1) for k in range(256)]
    truth = sum(20 * (sure + w) >= 13 * total for w in ways) / 256
    assert decide(open_).carry == pytest.approx(truth, abs=1e-12)


def test_weights_beyond_all_bounds_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hustings.bodies.lattice.MOST_POINTS", 20_000)
    rng = Random(3)
    members = tuple(Member(name=str(i), weight=F(rng.getrandbits(90))) for i in range(40))
    with pytest.raises(NotSupported, match="round them"):
        decide(Assembly(name="x", members=members))


@pytest.mark.parametrize(
    ("text", "value"), [("0.85", F(17, 20)), ("85 %", F(17, 20)), ("2/3", F(2, 3)), (0.1, F(1, 10))]
)
def test_a_fraction_is_as_it_is_written(text: str | float, value: F) -> None:
    assert fraction(text) == value


def test_no_fraction() -> None:
    for text in ("", "a", "1/0", "nan"):
        with pytest.raises(ValueError, match=r".*"):
            fraction(text)


def test_big_weights_of_unknown_lean_agree_with_the_reference() -> None:
    """Too many cells for arrays: votes for and against are counted instead."""
    weights = [545_123, 401_777, 388_001, 217_019, 99_991, 3]
    members = tuple(
        Member(name=str(w), camp="A" if i == 0 else "", weight=F(w)) for i, w in enumerate(weights)
    )
    made = Assembly(name="x", members=members, stances=SIDES, majorities=(Majority(quorum=4),))
    made = replace(made, conduct=Conduct(attendance=F(9, 10)))
    exact, fast = decide(made, exact=True), decide(made)
    assert fast.carry == pytest.approx(float(exact.carry), abs=1e-12)
    assert exact.carry == enumerated(made)["carry"]
