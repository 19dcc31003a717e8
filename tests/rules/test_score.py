"""Points on a scale."""

from __future__ import annotations

from counting_plainly import counted, totals

PAPERS = [({"ann": 5, "bob": 3}, 4), ({"bob": 5, "cyd": 1}, 3), ({"cyd": 9}, 1)]
"""Eight papers; the last gives more than five."""


def test_the_most_points_in_all_win() -> None:
    """Bob has 27, though more papers put Ann first. No mark is no points."""
    count = counted("score", PAPERS, 1, kind="scores")
    assert totals(count) == {"ann": "20", "bob": "27", "cyd": "12"}
    assert count.winners == ("bob",)
    assert count.stages[0].non_transferable == 8 * 9 * 3 - 59


def test_points_above_the_scale_make_a_paper_invalid() -> None:
    """On a scale to five the last paper is void."""
    count = counted("score", PAPERS, 1, kind="scores", scale="5")
    assert totals(count) == {"ann": "20", "bob": "27", "cyd": "3"}
    assert count.marks == (("points above 5 given: not valid", 1, ""),)
    assert count.valid == 7
