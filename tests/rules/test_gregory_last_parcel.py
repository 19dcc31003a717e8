"""Gregory on the last parcel in exact fractions: which papers move, at what value."""

from __future__ import annotations

from fractions import Fraction

from real_papers import ballots, counted, generated, settled, wards

from hustings.model.profile import Profile


def test_a_surplus_of_first_preferences_is_shared_by_the_transferable_papers():
    """A has 9, the quota is 7: 2 votes on the 6 papers that name another, a third each."""
    rows = {"AB": 6, "A": 3, "BC": 4, "CB": 3, "DC": 2}
    second = counted("gregory-last-parcel", ballots(rows, "ABCD"), 2).stages[1]
    assert [(t.to, t.papers, t.value) for t in second.transfers] == [(1, 6, Fraction(1, 3))]
    assert (second.votes[0], second.votes[1], second.non_transferable) == (7, 6, 0)


def test_a_later_surplus_moves_with_the_parcel_that_made_it():
    """B is elected on C's 12 papers: they alone carry the surplus of 10, to D."""
    rows = {"BA": 29, "CBD": 12, "A": 28, "DA": 25, "E": 26}
    third = counted("gregory-last-parcel", ballots(rows, "ABCDE"), 3).stages[2]
    assert [(t.to, t.papers, t.value) for t in third.transfers] == [(3, 12, Fraction(10, 12))]


def test_no_paper_is_worth_more_than_it_was():
    """Of that parcel only 5 papers go on: at one each, and 5 of the 10 are non-transferable."""
    rows = {"BA": 29, "CBD": 5, "CB": 7, "A": 28, "DA": 25, "E": 26}
    third = counted("gregory-last-parcel", ballots(rows, "ABCDE"), 3).stages[2]
    assert [(t.papers, t.value) for t in third.transfers] == [(5, 1)]
    assert (third.votes[1], third.non_transferable) == (31, 5)


def test_a_candidate_elected_in_an_exclusion_takes_no_later_batch():
    """F holds a paper at 1 and papers at a fraction: B is elected by the first and gets no second.

    A's surplus reaches F in thirds; B needs one vote, which F's own first preference brings.
    """
    rows = {"AFB": 12, "B": 7, "C": 6, "FB": 1, "D": 5}
    count = counted("gregory-last-parcel", ballots(rows, "ABCDF"), 3)
    out = next(s for s in count.stages if 4 in s.of)
    assert {(t.to, t.papers) for t in out.transfers} == {(1, 1), (None, 12)}


def test_where_the_two_gregory_rules_part_on_real_wards(shared):
    """Different by design: transferable papers alone carry a surplus here, all papers there.

    In 8 of the 104 wards of 2022 that gives a seat to somebody else (11 of all 312).
    """
    apart = 0
    for name, (profile, seats) in wards(shared("scottish_stv/ballots.zip")).items():
        if "_2022_" in name:
            inclusive = counted("gregory-inclusive", profile, seats)
            parcel = counted("gregory-last-parcel", profile, seats)
            apart += set(inclusive.winners) != set(parcel.winners)
    assert apart == 8


def test_generated_contests_fill_their_seats_under_every_quota():
    """The table asserts at each stage that no vote was made or lost."""
    for seed in range(30):
        profile = Profile.of(generated(seed, 7, 90), tuple("ABCDEFG"))
        for quota in ("droop", "droop-exact", "hare"):
            for rule in ("gregory-last-parcel", "gregory-inclusive"):
                count = settled(rule, profile, 3, quota=quota)
                assert count is None or len(set(count.elected)) == 3
