"""Instant runoff: stories of its clauses, and the same winner as two independent programs."""

from __future__ import annotations

import pytest
from real_papers import BLANK, DOUBLED, ballots, counted, generated, preflib, settled

from hustings.errors import InputError, LotNeeded
from hustings.model.profile import Profile


def test_more_than_half_of_the_ballots_not_exhausted():
    """s.14(b), (e): 4 of 9 is no majority; when C's two end, 4 of 7 is."""
    count = counted("irv", ballots({"A": 4, "B": 3, "C": 2}, "ABC"), 1)
    assert [count.text(s.quota) for s in count.stages] == ["9/2", "7/2"]
    assert count.winners == ("A",)
    assert count.stages[1].elected[0].clause == "s.14(e)"


def test_exactly_half_is_not_a_majority():
    """A has 4 of 8; B and C have 2 each and had no earlier stage: a lot is due."""
    with pytest.raises(LotNeeded) as stop:
        counted("irv", ballots({"A": 4, "B": 2, "C": 2}, "ABC"), 1)
    assert (stop.value.tied, stop.value.clause) == (("B", "C"), "s.9(k)")


def test_a_tie_at_the_bottom_goes_back_before_the_last_transfer():
    """s.9(k): B and C end level at 3; before D's paper moved B had 3 and C 2, so C goes out."""
    count = counted("irv", ballots({"A": 4, "B": 3, "CB": 2, "DC": 1}, "ABCD"), 1)
    assert count.stages[2].of == (2,)
    assert count.winners == ("B",)


def test_a_gap_is_passed_over_and_a_doubled_number_ends_the_order():
    """s.9(a): the next number marked counts; no clear choice is read from two at one rank."""
    rows = [[BLANK, 1], [2, *DOUBLED], [*DOUBLED, 3]]
    count = counted("irv", Profile.from_rows("ABC", rows, [2, 1, 1]), 1)
    assert (count.valid, count.stages[0].votes) == (3, (2, 1, 0))


def test_several_seats_are_refused():
    with pytest.raises(InputError) as stop:
        counted("irv", ballots({"A": 2, "B": 1}, "AB"), 2)
    assert [p.code for p in stop.value.problems] == ["too-many-seats"]


def contests(shared):
    """Presidents of a learned society (up to 20,239 papers), Debian leaders, made-up contests."""
    archive = shared("preflib_ranked/preflib_ranked.zip")
    yield from preflib(archive, "00028").values()
    yield from preflib(archive, "00002").values()
    yield from (Profile.of(generated(s, 5, 70), tuple("ABCDE")) for s in range(40))


def test_votelib_elects_the_same(shared):
    sequential = pytest.importorskip("votelib.evaluate.sequential")
    theirs = sequential.TransferableVoteSelector(quota_function="droop", transferer="Gregory")
    compared = 0
    for profile in contests(shared):
        ours = settled("irv", profile, 1)
        try:
            elected = theirs.evaluate(dict(profile.rankings()), 1)
        except NotImplementedError:  # a tie
            continue
        if ours is not None:
            compared += 1
            assert list(ours.winners) == elected
    assert compared >= 30


def test_pyrankvote_elects_the_same(shared):
    """It breaks ties by second choices and by chance, so only counts without a tie are compared."""
    pyrankvote = pytest.importorskip("pyrankvote")
    compared = 0
    for profile in contests(shared):
        ours = settled("irv", profile, 1)
        if profile.total > 1000 or ours is None or any(s.ties for s in ours.stages):
            continue
        names = {n: pyrankvote.Candidate(n) for n in profile.candidates}
        papers = [
            pyrankvote.Ballot(ranked_candidates=[names[n] for n in row])
            for row, n in profile.rankings()
            for _ in range(n)
        ]
        theirs = pyrankvote.instant_runoff_voting(list(names.values()), papers)
        compared += 1
        assert [str(c) for c in theirs.get_winners()] == list(ours.winners)
    assert compared >= 25
