"""As many points as seats, heaped or spread."""

from __future__ import annotations

from counting_plainly import counted, totals


def test_a_minority_that_heaps_its_points_wins_a_seat() -> None:
    """A school board of three: 60 voters spread one point each, 40 give all three to Dot."""
    papers = [({"ann": 1, "bob": 1, "cyd": 1}, 60), ({"dot": 3}, 40)]
    count = counted("cumulative", papers, 3, kind="scores", lots=("ann", "bob", "cyd"))
    assert totals(count) == {"ann": "60", "bob": "60", "cyd": "60", "dot": "120"}
    assert set(count.winners) == {"dot", "ann", "bob"}
    assert count.stages[0].non_transferable == 0


def test_too_many_points_make_a_paper_invalid_and_too_few_are_unused() -> None:
    """Two points a paper: five papers give three, one gives one."""
    papers = [({"ann": 2}, 4), ({"bob": 2, "ann": 1}, 5), ({"bob": 1}, 1)]
    count = counted("cumulative", papers, 2, kind="scores")
    assert totals(count) == {"ann": "8", "bob": "1"}
    assert count.marks == (("more than 2 points given: not valid", 5, ""),)
    assert (count.valid, count.stages[0].non_transferable) == (5, 1)


def test_the_number_of_points_can_be_set() -> None:
    """points=3 lets the five papers in."""
    papers = [({"ann": 2}, 4), ({"bob": 2, "ann": 1}, 5), ({"bob": 1}, 1)]
    count = counted("cumulative", papers, 2, kind="scores", points="3")
    assert totals(count) == {"ann": "13", "bob": "11"}


def test_marks_without_points_are_one_point_each() -> None:
    """A paper of choices."""
    count = counted("cumulative", {("ann", "bob"): 3, ("bob",): 1}, 2, kind="choices")
    assert totals(count) == {"ann": "3", "bob": "4"}
