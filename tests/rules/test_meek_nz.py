"""New Zealand's Meek: figures the certified Calculator published, and what the text says else."""

from __future__ import annotations

import pytest
from counting_plainly import adds_up, counted, totals
from test_meek_prf import NAMES, committee

from hustings.model.profile import Profile
from hustings.rules.meek import keep_part
from hustings.rules.meek_nz import all_rounded_up, pseudo_random

ONE = 10**9


def test_random_numbers_of_a_published_count() -> None:
    """Kapiti Coast, districtwide, 12 October 2016: 14 candidates, 5 vacancies, 17,783 papers. The
    iteration file gives the first three candidates 6581, 403 and 6604."""
    assert pseudo_random(14, 5, 17_783)[:3] == [6581, 403, 6604]
    assert len(set(pseudo_random(14, 5, 17_783))) == 14


def test_quota_and_surplus_of_a_published_count() -> None:
    """The same file, iteration 1: 17,783 papers, 490 of them bear nobody, so the quota of five
    seats is 2,882.166666667, and 4,532 first preferences are 1,649.833333333 above it."""
    rest = 17_783 - 490 - 4_532
    ballots = {("top",): 4_532}
    ballots |= {(f"n{k}",): rest // 12 + (k < rest % 12) for k in range(12)}
    count = counted("meek-nz", ballots, 5)
    assert count.text(count.stages[0].quota) == "2882.166666667"
    assert "total surplus 1649.833333333" in count.stages[0].notes[0]


def test_what_a_paper_gives_behind_two_elected_as_the_calculator_has_it() -> None:
    """Cargill ward, Dunedin 2004, iteration 9: papers that passed two elected candidates, who pass
    on 0.308948430 and 0.059775757, were worth 0.018467626; the letter of clause 10 says ...627."""
    keep = [ONE - 308_948_430, ONE - 59_775_757, ONE]
    assert keep_part((0, 1, 2), keep, ONE)[0][2] == 18_467_626
    assert all_rounded_up((0, 1, 2), keep, ONE)[0][2] == 18_467_627


def test_the_calculator_excludes_at_the_first_iteration() -> None:
    """Ann's surplus cannot save Dot. By the text votes are shared out once more before that."""
    ballots = {("Ann", "Bea"): 40, ("Bea",): 30, ("Cyd",): 25, ("Dot", "Cyd"): 5}
    practice = counted("meek-nz", ballots, 2)
    text = counted("meek-nz", ballots, 2, follow="schedule")
    assert [s.act for s in practice.stages][:2] == ["first preferences", "exclusion"]
    assert [s.act for s in text.stages][:2] == ["first preferences", "surplus"]
    assert practice.winners == text.winners


@pytest.mark.parametrize("follow", ["calculator", "schedule"])
def test_a_real_committee_elects_the_same_under_both(follow) -> None:
    """94 papers for four seats: the two readings differ in the ninth place only; ties among those
    without a vote fall to pseudo-random numbers, so no lot is asked for."""
    count = counted("meek-nz", committee(), 4, follow=follow)
    assert set(count.winners) == {"c4", "c7", "c8", "c13"}
    assert adds_up(count)
    made = [s.lost for s in count.stages]
    assert min(made) == 0 if follow == "calculator" else min(made) < 0
    settled = {tie.settled_by.rsplit(" ", 1)[0] for s in count.stages for tie in s.ties}
    assert settled == {"pseudo-random number"}
    assert not count.lots


def test_no_more_than_the_seats_have_the_quota_when_all_is_rounded_up() -> None:
    """Votes that rounding makes are in the quota (assumed, see the page)."""
    count = counted("meek-nz", committee(), 4, follow="schedule")
    for stage in count.stages:
        assert sum(v >= stage.quota for v in stage.votes) <= 4


def test_behind_at_the_first_difference_goes_out() -> None:
    """Bea and Cyd are level when one must go out; Cyd was behind at iteration 1."""
    ballots = {("Ann",): 40, ("Eve",): 30, ("Bea",): 12, ("Cyd",): 10, ("Dot", "Cyd"): 2}
    count = counted("meek-nz", ballots, 1)
    tie = next(tie for s in count.stages for tie in s.ties)
    assert [count.candidates[c] for c in tie.tied] == ["Bea", "Cyd"]
    assert count.candidates[tie.chosen] == "Cyd"
    assert tie.settled_by == "iteration 1"
    assert tie.clause == "clause 40"


def test_reading_stops_at_a_number_given_twice() -> None:
    """Part 3: only an unbroken order from 1 on is read."""
    profile = Profile.of({("Ann", frozenset({"Bea", "Cyd"})): 3, ("Bea",): 2})
    count = counted("meek-nz", profile, 1)
    assert totals(count)["Ann"] == "3.000000000"
    assert count.marks[0][1] == 3


def test_the_numbers_turn_round_from_iteration_to_iteration() -> None:
    """Four without a vote go out: after iterations 5, 6 and 7 the number decides, and at the even
    one the highest goes out instead of the lowest (clause 48)."""
    count = counted("meek-nz", committee(), 4)
    numbers = dict(zip(NAMES, pseudo_random(13, 4, 94)))
    left = ["c6", "c10", "c11", "c12"]
    for pick, tie in zip((min, max, min), (t for s in count.stages for t in s.ties)):
        assert [NAMES[c] for c in tie.tied] == left
        out = pick(left, key=numbers.__getitem__)
        assert NAMES[tie.chosen] == out
        left.remove(out)
    assert left == ["c11"]
