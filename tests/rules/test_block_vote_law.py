"""Most votes win; equal votes at the line are a tie for a lot, and nothing else is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.errors import LotNeeded
from hustings.model import Record
from hustings.rules.block_vote import elect
from hustings.store import open_record

NAMES = [f"grower-{letter}" for letter in "abcdefghij"]
ballots = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 6), min_size=1)


@pytest.fixture(scope="module")
def record() -> Record:
    return open_record("labour-nec")


def test_the_three_with_most_votes_win() -> None:
    """Four growers stand for three plots; nobody is level."""
    votes = {"ann": 40, "bob": 70, "cyd": 55, "dot": 12}
    assert elect(votes, 3) == ("bob", "cyd", "ann")


def test_a_tie_that_changes_nothing_needs_no_lot() -> None:
    """Ann and Bob are level, but both are in."""
    assert set(elect({"ann": 9, "bob": 9, "cyd": 3}, 2)) == {"ann", "bob"}


def test_a_tie_for_the_last_plot_names_the_tied_and_the_places() -> None:
    """Ann is in; Bob, Cyd and Dot are level for the two plots left, Eve is not."""
    with pytest.raises(LotNeeded) as tie:
        elect({"eve": 1, "dot": 5, "cyd": 5, "bob": 5, "ann": 8}, 3)
    assert tie.value.tied == ("bob", "cyd", "dot")
    assert tie.value.places == 2
    assert "bob, cyd, dot" in str(tie.value)


def test_a_lot_settles_it_in_the_order_drawn() -> None:
    """Dot is drawn first, then Bob."""
    votes = {"ann": 8, "bob": 5, "cyd": 5, "dot": 5}
    assert elect(votes, 3, lots=("dot", "bob", "cyd")) == ("ann", "dot", "bob")


def test_a_lot_that_leaves_out_one_of_the_tied_is_no_lot() -> None:
    """Cyd was not in the hat."""
    with pytest.raises(LotNeeded):
        elect({"ann": 8, "bob": 5, "cyd": 5}, 2, lots=("bob",))


def test_with_no_more_candidates_than_plots_all_are_in() -> None:
    """Two stand for three plots, one with no votes at all."""
    assert elect({"ann": 0, "bob": 0}, 3) == ("ann", "bob")


@given(ballots, st.integers(1, 6), st.permutations(NAMES))
def test_nobody_out_has_more_votes_than_somebody_in(votes, seats, lots) -> None:
    """Whatever the votes and the lot."""
    won = elect(votes, seats, lots)
    assert len(won) == min(seats, len(votes))
    out = [votes[c] for c in votes if c not in won]
    assert not out or min(votes[c] for c in won) >= max(out)


@given(ballots, st.integers(1, 6), st.permutations(NAMES))
def test_a_lot_is_asked_for_only_where_it_decides(votes, seats, lots) -> None:
    """Without a lot the answer is the one every lot gives, or LotNeeded with exactly the tied."""
    settled = set(elect(votes, seats, lots))
    ranked = sorted(votes.values(), reverse=True)
    if len(ranked) <= seats or ranked[seats - 1] > ranked[seats]:
        assert set(elect(votes, seats)) == settled
        return
    with pytest.raises(LotNeeded) as refused:
        elect(votes, seats)
    tie = refused.value
    sure = {c for c in votes if votes[c] > ranked[seats]}
    assert set(tie.tied) == {c for c in votes if votes[c] == ranked[seats]}
    assert 0 < tie.places < len(tie.tied)
    assert len(sure) + tie.places == seats
    assert sure <= settled <= sure | set(tie.tied)


@given(ballots, st.integers(1, 6))
def test_another_ballot_for_a_winner_keeps_the_seat(votes, seats) -> None:
    """Monotone: a vote more never costs the seat."""
    hat = sorted(votes)
    for winner in elect(votes, seats, hat):
        assert winner in elect({**votes, winner: votes[winner] + 1}, seats, hat)


@given(ballots, st.integers(1, 6), st.integers(1, 9))
def test_counting_every_paper_twice_changes_nothing(votes, seats, times) -> None:
    """Also with exact fractions, should a rule ever weigh ballots."""
    hat = sorted(votes)
    scaled = {c: Fraction(v * times) for c, v in votes.items()}
    assert elect(votes, seats, hat) == elect(scaled, seats, hat)


# ---- the record's own contests ---------------------------------------------------------------

QUOTA = {"nec-clp-2000": "at least three of the six elected were women, so this is no plain count"}
"""Block-vote contests whose elected set a plain count cannot give, with the reason."""


def complete_enough(record: Record) -> list[str]:
    """Contests where every winner's votes are known, and the votes of at least one who lost."""
    found = []
    for contest in record.contests:
        rows = [r for r in record.results if r.contest_id == contest.id]
        won = [r for r in rows if r.elected]
        lost = [r for r in rows if r.elected is False and r.votes is not None]
        if contest.is_block_vote and won and lost and all(r.votes is not None for r in won):
            found.append(contest.id)
    return found


def test_every_block_vote_of_the_record_elects_whom_it_elected(record: Record) -> None:
    """The block votes of 1999-2020, counted again from the votes declared."""
    again = []
    for contest_id in complete_enough(record):
        if contest_id in QUOTA:
            continue
        contest = record.contest(contest_id)
        rows = [r for r in record.results if r.contest_id == contest_id and r.votes is not None]
        votes = {r.candidate_id: r.votes for r in rows}
        assert set(elect(votes, contest.seats)) == {r.candidate_id for r in rows if r.elected}, (
            contest_id
        )
        again.append(contest_id)
    declared = {d.contest_id for d in record.declarations if d.complete}
    wanted = {c.id for c in record.contests if c.is_block_vote and c.id in declared}
    assert wanted - set(again) - set(QUOTA) == set()
    assert {"nec-clp-2016", "nec-clp-2018-09", "nec-clp-2020-04"} <= set(again)


def test_the_contests_left_out_are_those_with_a_constraint(record: Record) -> None:
    """A quota for women is written in the record, not only in this test."""
    quota = {c.id for c in record.contests if c.is_block_vote and c.constraint}
    assert quota == set(QUOTA)
