"""One vote, several seats."""

from __future__ import annotations

import pytest
from counting_plainly import counted, totals

from hustings.errors import LotNeeded


def test_two_names_on_a_paper_make_it_invalid() -> None:
    """Article 68: three papers of ten."""
    papers = {("ann",): 4, ("bob",): 2, ("cyd",): 1, ("ann", "bob"): 3}
    count = counted("sntv", papers, 2, kind="choices")
    assert totals(count) == {"ann": "4", "bob": "2", "cyd": "1"}
    assert count.marks == (("more than 1 candidates marked: not valid", 3, "article 68(1)"),)
    assert count.winners == ("ann", "bob")
    assert sum(count.stages[0].votes) == count.valid == 7


def test_on_ranked_papers_the_first_name_has_the_vote() -> None:
    """What would SNTV have made of an STV ballot? Dot, who led, and Ann."""
    papers = {("ann", "bob"): 4, ("bob", "ann"): 3, ("cyd", "bob"): 2, ("dot",): 5}
    count = counted("sntv", papers, 2)
    assert count.winners == ("dot", "ann")
    assert "first preference" in count.stages[0].notes[0]


def test_the_last_seat_by_lot() -> None:
    """Bob and Cyd are level for it (article 95(2))."""
    papers = {("ann",): 4, ("bob",): 2, ("cyd",): 2}
    with pytest.raises(LotNeeded) as tie:
        counted("sntv", papers, 2, kind="choices")
    assert tie.value.tied == ("bob", "cyd")
    assert counted("sntv", papers, 2, kind="choices", lots=("cyd", "bob")).winners == ("ann", "cyd")
