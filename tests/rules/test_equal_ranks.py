"""Equal ranks let stand, points as rankings, and whom a vote reaches."""

from __future__ import annotations

from hustings.rules.marks import Reading, read_row
from hustings.rules.papers import PlainBox, ScoreBox, by_points, levels

TIED, BLANK = 255, 254


def test_a_rule_may_let_equal_ranks_stand() -> None:
    """Second and third candidate share the first rank, then the first: (1, ~2, 0)."""
    row = (2, TIED, 3, 1)
    assert read_row(row, TIED, BLANK, Reading("equal")) == ((1, ~2, 0), {"overvote"})
    assert read_row(row, TIED, BLANK, Reading("pass")) == ((0,), {"overvote"})
    assert read_row(row, TIED, BLANK, Reading("stop")) == ((), {"overvote"})
    assert levels((1, ~2, 0)) == [[1, 2], [0]]


def test_a_repeat_of_a_level_candidate_is_a_repeat() -> None:
    """Ranked level first, named again later: the first place counts."""
    ranking, odd = read_row((2, TIED, 3, 3, 1), TIED, BLANK, Reading("equal", "pass", "pass"))
    assert ranking == (1, ~2, 0)
    assert odd == {"overvote", "repeat"}
    again, _ = read_row((2, 2, TIED, 3), TIED, BLANK, Reading("equal", "pass", "pass"))
    assert again == (1, 2)


def test_level_candidates_are_preferred_to_those_below_only() -> None:
    """Five papers put 1 and 2 level above 0; 3 is unranked."""
    box = PlainBox(4, {(1, ~2, 0): 5})
    assert box.pairwise() == [[0, 0, 0, 5], [5, 0, 0, 5], [5, 0, 0, 5], [0, 0, 0, 0]]
    assert box.ranks()[2] == [5, 0, 0, 0]
    assert box.marks() == [5, 5, 5, 0]
    assert box.lengths() == {3: 5}


def test_points_become_an_order_and_no_mark_is_unranked() -> None:
    """Cells hold points plus one: 4, 4, nought and no mark."""
    assert by_points((5, 5, 1, 0)) == (0, ~1, 2)
    box = ScoreBox(4, {(5, 5, 1, 0): 3})
    assert box.pairwise()[0] == [0, 0, 3, 3]
    assert box.points() == [12, 12, 0, 0]
    assert box.points(most=7) == [0, 0, 0, 0]
    assert box.points(each=4) == [12, 12, 0, 0]
    assert box.given() == {(8, 4): 3}
    assert box.marks() == [3, 3, 0, 0]


def test_whom_a_vote_reaches() -> None:
    """0 keeps nothing, 1 a part, 2 all: a row ends with the first who keeps all."""
    box = PlainBox(4, {(0, 1, 2, 3): 5, (1, 0): 2, (0,): 1, (3, 2): 4})
    assert box.reached([0, 1, 2, 2]) == {(1, 2): 5, (1,): 2, (): 1, (3,): 4}
    assert box.reached([2, 2, 2, 2]) == {(0,): 6, (1,): 2, (3,): 4}
    assert sum(box.reached([1, 1, 1, 0]).values()) == 12
