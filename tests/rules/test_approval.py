"""Approvals, held against another counter of them."""

from __future__ import annotations

import random

import pytest
from counting_plainly import counted, totals

from hustings.errors import LotNeeded
from hustings.model.profile import Profile


def test_every_mark_is_a_vote_however_many() -> None:
    """No paper can mark too many; what is not given is shown."""
    count = counted("approval", {("ann", "bob", "cyd"): 2, ("bob",): 3}, 1, kind="choices")
    assert totals(count) == {"ann": "2", "bob": "5", "cyd": "2"}
    assert count.stages[0].non_transferable == 5 * 3 - 9


def test_a_point_is_an_approval_and_nought_is_none() -> None:
    """Papers of points."""
    count = counted("approval", [({"ann": 2, "bob": 0}, 3), ({"bob": 1}, 1)], 1, kind="scores")
    assert totals(count) == {"ann": "3", "bob": "1"}


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["approval", "block-vote"])
def test_the_winners_are_those_of_abcvoting(rule) -> None:
    """Its "av" rule lists every committee that ties; ours is the one, or a lot is needed. Papers
    bear at most as many names as seats, so the block vote must agree too."""
    preferences = pytest.importorskip("abcvoting.preferences")
    abcrules = pytest.importorskip("abcvoting.abcrules")
    rng = random.Random(11)
    names = tuple("abcdef")
    for _ in range(60):
        seats = rng.randint(1, 4)
        papers = [rng.sample(range(6), rng.randint(1, seats)) for _ in range(rng.randint(5, 25))]
        theirs = preferences.Profile(6)
        theirs.add_voters(papers)
        committees = [set(c) for c in abcrules.compute("av", theirs, committeesize=seats)]
        rows = [[c + 1 for c in paper] for paper in papers]
        ours = Profile.from_rows(names, rows, kind="choices")
        try:
            elected = set(counted(rule, ours, seats).elected)
        except LotNeeded:
            assert len(committees) > 1
            continue
        assert committees == [elected]
