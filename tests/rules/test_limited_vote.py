"""Fewer votes than seats."""

from __future__ import annotations

import pytest
from counting_plainly import counted, totals

from hustings.errors import InputError


def test_a_majority_cannot_take_every_seat() -> None:
    """Four seats, three votes, as in a Spanish province: 60 papers mark A, B, C; 40 mark X, Y."""
    papers = {("a", "b", "c"): 60, ("x", "y"): 40}
    count = counted("limited-vote", papers, 4, kind="choices", lots=("x", "y", "a", "b", "c"))
    assert set(count.winners[:3]) == {"a", "b", "c"}
    assert count.winners[3] == "x"
    assert count.stages[0].non_transferable == 40


def test_more_marks_than_votes_make_a_paper_invalid() -> None:
    """Two votes for three seats (votes=2); five papers mark three."""
    papers = {("a", "b"): 6, ("c",): 4, ("a", "b", "c"): 5}
    count = counted("limited-vote", papers, 3, kind="choices", votes="2")
    assert totals(count) == {"a": "6", "b": "6", "c": "4"}
    assert count.marks[0][1] == 5
    one = counted("limited-vote", {("a",): 2, ("b",): 1, ("a", "b"): 9}, 2, kind="choices")
    assert totals(one) == {"a": "2", "b": "1"}


@pytest.mark.parametrize(("seats", "votes"), [(1, "seats-1"), (2, "2"), (2, "5")])
def test_as_many_votes_as_seats_are_no_limited_vote(seats, votes) -> None:
    """The count says so and names the block vote."""
    with pytest.raises(InputError) as refused:
        counted("limited-vote", {("a",): 2, ("b",): 1}, seats, kind="choices", votes=votes)
    assert "block-vote" in refused.value.problems[0].next_step
