"""Whole-archive comparisons behind the figures of docs/rules; minutes, not seconds."""

from __future__ import annotations

import pytest
from real_papers import counted, wards

from hustings.model.lots import Lots

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def papers(shared):
    """All 312 wards of 2012, 2017 and 2022."""
    return wards(shared("scottish_stv/ballots.zip"))


def test_stvpoll_elects_the_same_in_every_ward(papers):
    stvpoll = pytest.importorskip("stvpoll.scottish_stv")
    for key, (profile, seats) in papers.items():
        rows = {tuple(str(k) for k in row): n for row, n in profile.grouped().items()}
        names = tuple(str(k) for k in range(1, len(profile.candidates) + 1))
        theirs = stvpoll.calculate_scottish_stv(names, rows, seats, allow_random=False)
        ours = counted("scottish-stv", profile, seats)
        assert {str(c + 1) for c in ours.elected} == set(theirs.as_dict()["winners"]), key


def test_votelib_elects_the_same_in_every_small_ward(papers):
    sequential = pytest.importorskip("votelib.evaluate.sequential")
    theirs = sequential.TransferableVoteSelector(transferer="Gregory", quota_function="droop")
    for key, (profile, seats) in papers.items():
        if len(profile) < 700:
            elected = theirs.evaluate(dict(profile.rankings()), seats)
            assert set(counted("gregory-inclusive", profile, seats).winners) == set(elected), key


def test_in_how_many_wards_the_hand_counted_rules_seat_somebody_else(papers):
    """Beside weighted inclusive Gregory, of 312; the Scottish rule itself parts from it nowhere."""
    apart = dict.fromkeys(("scottish-stv", "gregory-last-parcel", "ers97", "ni-assembly-stv"), 0)
    for profile, seats in papers.values():
        exact = set(counted("gregory-inclusive", profile, seats).winners)
        for rule in apart:
            count = counted(rule, profile, seats, Lots(seed="all wards"))
            apart[rule] += set(count.winners) != exact
    assert apart == {
        "scottish-stv": 0,
        "gregory-last-parcel": 11,
        "ers97": 15,
        "ni-assembly-stv": 13,
    }
