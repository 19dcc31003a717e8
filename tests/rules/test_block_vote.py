"""The block vote as a rule on papers, and on a table of totals without papers."""

from __future__ import annotations

import pytest
from counting_plainly import adds_up, counted, totals

from hustings.errors import InputError, LotNeeded
from hustings.model.count import Terms
from hustings.model.lots import Lots
from hustings.rules import find_rule
from hustings.rules.block_vote import elect
from hustings.rules.totals import count_totals

PAPERS = {("ann", "bob"): 6, ("bob", "cyd"): 3, ("cyd",): 2, ("ann", "bob", "cyd"): 4}
"""Eleven papers with up to two marks, and four with three."""


def test_a_paper_with_more_marks_than_seats_is_void() -> None:
    """Rule 47(1)(b): four papers for two seats bear three names; they count for nobody."""
    count = counted("block-vote", PAPERS, 2, kind="choices")
    assert totals(count) == {"ann": "6", "bob": "9", "cyd": "5"}
    assert count.valid == 11
    assert count.marks == (("more than 2 candidates marked: not valid", 4, "rule 47(1)(b)"),)
    assert count.winners == ("bob", "ann")


def test_what_voters_leave_is_unused_and_everything_adds_up() -> None:
    """Two papers bear one name only: two of 22 votes are unused."""
    count = counted("block-vote", PAPERS, 2, kind="choices")
    stage = count.stages[0]
    assert stage.non_transferable == 2
    assert sum(stage.votes) + stage.non_transferable == 2 * count.valid
    assert adds_up(count)
    assert count.unused_word == "unused"


def test_a_contest_may_allow_other_than_as_many_votes_as_seats() -> None:
    """Three votes for two seats: nothing is void."""
    count = counted("block-vote", PAPERS, 2, kind="choices", max_votes="3")
    assert totals(count) == {"ann": "10", "bob": "13", "cyd": "9"}
    assert not count.marks
    assert count.stages[0].non_transferable == 15 * 3 - 32


def test_the_order_on_ranked_papers_is_ignored_and_said_so() -> None:
    """The same papers read as rankings give the same totals, equal ranks included."""
    ranked = {**PAPERS, (frozenset({"cyd", "ann"}),): 1}
    count = counted("block-vote", ranked, 2, candidates=("ann", "bob", "cyd"))
    assert totals(count) == {"ann": "7", "bob": "9", "cyd": "6"}
    assert any("ignored" in note for note in count.stages[0].notes)
    assert not counted("block-vote", PAPERS, 2, kind="choices").stages[0].notes


def test_votes_for_who_has_withdrawn_count_for_nobody() -> None:
    """Bob died after papers went out: his votes are unused, his papers stay valid."""
    count = counted("block-vote", PAPERS, 2, kind="choices", withdrawn=("bob",))
    assert count.winners == ("ann", "cyd")
    assert count.valid == 11
    assert count.stages[0].non_transferable == 2 + 9
    assert "9 given to bob" in count.stages[0].notes[0]


def test_a_tie_for_the_last_seats_is_settled_by_one_lot() -> None:
    """Three level for two seats: the lot's first two are in, in its order."""
    votes = {"ann": 5, "bob": 5, "cyd": 5}
    with pytest.raises(LotNeeded) as tie:
        count_totals(votes, Terms(seats=2))
    assert (tie.value.tied, tie.value.places) == (("ann", "bob", "cyd"), 2)
    count = count_totals(votes, Terms(seats=2), Lots(standing=("cyd", "ann", "bob")))
    assert count.winners == ("cyd", "ann")
    assert {tie.settled_by for tie in count.stages[0].ties} == {"lot"}


def test_equal_votes_that_are_all_in_need_no_lot() -> None:
    """Ann and Bob are level above Cyd."""
    assert set(count_totals({"ann": 9, "bob": 9, "cyd": 3}, Terms(seats=2)).winners) == {
        "ann",
        "bob",
    }


@pytest.mark.parametrize(
    "votes", [{"ann": 40, "bob": 70, "cyd": 55, "dot": 12}, {"ann": 3, "bob": 1}]
)
def test_the_rule_and_the_kernels_twin_agree(votes) -> None:
    """`elect` is what the simulation's kernel is held against."""
    for seats in range(1, len(votes) + 1):
        assert count_totals(votes, Terms(seats=seats)).winners == elect(votes, seats)


def test_a_table_of_totals_says_that_it_is_one() -> None:
    """Without papers nothing is unused; with their number the rest is."""
    bare = count_totals({"ann": 7, "bob": 4}, Terms(seats=1))
    assert (bare.valid, bare.papers, bare.stages[0].non_transferable) == (0, 0, 0)
    assert "totals" in bare.engine
    assert "papers are not known" in bare.stages[0].notes[0]
    known = count_totals({"ann": 7, "bob": 4}, Terms(seats=1), valid=12)
    assert (known.valid, known.papers, known.stages[0].non_transferable) == (12, 12, 1)


def test_other_rules_of_one_stage_count_totals_too() -> None:
    """Points under score voting, from a published table."""
    count = count_totals({"ann": 70, "bob": 81}, Terms(seats=1), rule=find_rule("score"))
    assert count.winners == ("bob",)
    assert count.votes_word == "points"


def test_every_fault_of_a_table_is_named_at_once() -> None:
    """A total below zero, one that is no whole number, papers below zero."""
    with pytest.raises(InputError) as refused:
        count_totals({"ann": -1, "bob": 2.5, "cyd": 3}, Terms(seats=1), valid=-3)
    assert [p.code for p in refused.value.problems] == ["bad-votes", "bad-votes", "bad-papers"]


def test_more_votes_than_the_papers_hold_are_refused() -> None:
    """Ten papers, one vote each, eleven votes."""
    with pytest.raises(InputError) as refused:
        count_totals({"ann": 7, "bob": 4}, Terms(seats=1), valid=10)
    assert refused.value.problems[0].code == "more-votes-than-papers"


def test_papers_of_points_are_not_read() -> None:
    """A block vote has no points; the count says what it reads."""
    with pytest.raises(InputError) as refused:
        counted("block-vote", [({"ann": 2}, 3)], 1, kind="scores")
    assert refused.value.problems[0].code == "wrong-papers"


def test_when_every_paper_is_void_the_count_does_not_begin() -> None:
    """All mark two for one seat."""
    with pytest.raises(InputError) as refused:
        counted("block-vote", {("ann", "bob"): 3}, 1, kind="choices")
    assert refused.value.problems[0].code == "no-papers"
