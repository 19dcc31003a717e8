"""Re-open nominations for several seats: each elected leaves one vacant, and a further one stands.

NUS, "Model Ruling on RON and STV": when re-open nominations reaches the votes needed it is deemed
elected, and any surplus and further votes go to a further one; as many seats stay unfilled.
"""

from __future__ import annotations

import pytest

from hustings.counting.prepare import prepare
from hustings.counting.terms import count_under
from hustings.errors import InputError
from hustings.model.constraints import SeatRange, reopen_chain
from hustings.model.count import Count, Terms
from hustings.model.profile import Profile
from hustings.rules import find_rule

RON = "Re-open nominations"
STV = find_rule("scottish-stv")


def count(papers: dict[tuple[str, ...], int], seats: int, rule: str = "scottish-stv") -> Count:
    return count_under(find_rule(rule), Profile.of(papers), Terms(seats=seats, reopen=RON))


def acts(counted: Count) -> list[str]:
    return [f"{s.act} {counted.candidates[s.of[0]]}" for s in counted.stages[1:]]


def test_its_surplus_elects_a_further_one() -> None:
    """Three seats, 93 papers, quota 24: 50 for re-open nominations are two seats and a bit."""
    counted = count({(RON, "Ann"): 50, ("Ann",): 20, ("Bob",): 18, ("Cal", RON): 5}, 3)
    assert counted.winners == ("Ann",)
    assert counted.vacant == 2
    assert acts(counted)[:2] == [f"surplus {RON}", f"surplus {RON} (2)"]
    assert "2 seats to re-open nominations: declared vacant" in counted.stages[-1].notes
    assert all(RON not in name for name in counted.winners)


@pytest.mark.parametrize("rule", ["scottish-stv", "ers97", "meek-prf"])
def test_all_seats_may_stay_empty(rule: str) -> None:
    """Nine in ten want nominations re-opened: all three seats, although Ann stands."""
    counted = count({(RON,): 90, ("Ann",): 10}, 3, rule)
    assert counted.winners == ()
    assert counted.vacant == 3


@pytest.mark.parametrize("rule", ["scottish-stv", "ers97", "meek-prf"])
def test_once_excluded_no_further_one_stands(rule: str) -> None:
    """Five papers of eighty: it goes out first and its papers pass to the next preference."""
    counted = count({("Ann",): 30, ("Bob",): 25, ("Cal",): 21, (RON, "Cal"): 5}, 2, rule)
    assert set(counted.winners) <= {"Ann", "Bob", "Cal"}
    assert counted.vacant == 0
    out = {counted.candidates[o.candidate] for s in counted.stages for o in s.excluded}
    assert f"{RON} (2)" not in out


def test_a_further_one_has_no_votes_before_the_first_is_elected() -> None:
    """Votes stay with the first until it is elected; then later votes reach the second."""
    counted = count({("Ann",): 30, (RON,): 20, ("Bob", RON): 14, ("Cal",): 11}, 2)
    second = counted.candidates.index(f"{RON} (2)")
    elected_at = next(
        s.number
        for s in counted.stages
        for o in s.elected
        if counted.candidates[o.candidate] == RON
    )
    assert all(not s.votes[second] for s in counted.stages[:elected_at])


def test_one_seat_is_an_ordinary_count() -> None:
    """With one seat nothing is added to the papers, and a win leaves the seat vacant."""
    papers = Profile.of({(RON,): 6, ("Ann",): 4})
    terms = Terms(seats=1, reopen=RON)
    assert prepare(papers, terms).profile is papers
    counted = count_under(STV, papers, terms)
    assert (counted.candidates, counted.winners, counted.vacant) == (("Ann", RON), (), 1)


def test_where_it_shares_a_rank_nothing_follows_it() -> None:
    """A paper that ranks Ann and re-open nominations equal says no more than that."""
    papers = Profile.of({(frozenset(["Ann", RON]), "Bob"): 2, ("Bob", RON, "Ann"): 3})
    made = prepare(papers, Terms(seats=3, reopen=RON)).profile
    assert dict(made.rankings()) == {
        (frozenset(["Ann", RON]), "Bob"): 2,
        ("Bob", *reopen_chain(RON, 3), "Ann"): 3,
    }


def test_more_than_250_names_need_wider_cells() -> None:
    """Ties and blanks keep their meaning when the further ones make cells two bytes wide."""
    names = [RON, *(f"c{k:03}" for k in range(1, 250))]
    papers = Profile.of({(frozenset(["c001", "c002"]), None, RON): 4}, names)
    made = prepare(papers, Terms(seats=3, reopen=RON)).profile
    assert (papers.item, made.item) == (1, 2)
    expected = (frozenset(["c001", "c002"]), None, *reopen_chain(RON, 3))
    assert dict(made.rankings()) == {expected: 4}


def test_a_seat_range_and_re_open_nominations() -> None:
    """One of two seats is for a woman: nominations may be re-opened for the other only."""
    papers = Profile.of({(RON,): 60, ("Ann",): 10, ("Bob",): 30})
    women = SeatRange(name="women", members=frozenset(["Ann"]), at_least=1, clause="rule 7")
    counted = count_under(STV, papers, Terms(seats=2, reopen=RON, constraints=(women,)))
    assert (counted.winners, counted.vacant) == (("Ann",), 1)


def test_a_seat_range_may_leave_just_one_re_opening() -> None:
    """Exactly one woman for two seats, one woman stands, no man may: Ann and one vacancy."""
    papers = Profile.of({(RON,): 60, ("Ann",): 10, ("Bob",): 30})
    asks = (
        SeatRange(name="women", members=frozenset(["Ann"]), at_least=1),
        SeatRange(name="men", members=frozenset(["Bob"]), at_most=0, clause="rule 2"),
    )
    for rule in (STV, find_rule("ers97"), find_rule("meek-prf")):
        counted = count_under(rule, papers, Terms(seats=2, reopen=RON, constraints=asks))
        assert (counted.winners, counted.vacant) == (("Ann",), 1)


def test_several_seats_without_preferences_are_refused() -> None:
    """The ruling speaks of transferable votes; approval papers in three seats are not covered."""
    papers = Profile.of([{RON, "Ann"}, {"Ann"}], kind="choices")
    with pytest.raises(InputError) as caught:
        count_under(find_rule("approval"), papers, Terms(seats=3, reopen=RON))
    assert [p.code for p in caught.value.problems] == ["reopen-kind"]
