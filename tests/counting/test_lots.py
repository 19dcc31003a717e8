"""Lots are inputs: a ledger replays to the same bytes, and a seed keeps to its commitment."""

from __future__ import annotations

import json

import pytest

from hustings.counting.terms import count_under
from hustings.errors import InputError, LotNeeded
from hustings.model.count import Terms
from hustings.model.lots import Lot, Lots, commit, ledger_warnings
from hustings.model.profile import Profile
from hustings.rules import find_rule

STV = find_rule("scottish-stv")
TIED = Profile.of({("Ann",): 9, ("Bob",): 5, ("Cal",): 5, ("Dan",): 1})
TERMS = Terms(seats=2)


def lot(*order: str, purpose: str = "exclude", stage: int = 0) -> Lot:
    return Lot(
        purpose=purpose,  # type: ignore[arg-type]
        order=order,
        stage=stage,
        drawn_by="R. Officer",
        drawn_at="2026-03-01T19:30",
        witnesses=("W. One", "W. Two"),
    )


def needed() -> LotNeeded:
    with pytest.raises(LotNeeded) as caught:
        count_under(STV, TIED, TERMS)
    return caught.value


def test_a_recount_replays_the_lot_to_the_same_bytes() -> None:
    """The Church of England's rule: on a recount the original lot must be used."""
    asked = needed()
    assert (asked.tied, asked.purpose) == (("Bob", "Cal"), "exclude")
    lots = Lots(lots=(lot("Cal", "Bob", stage=asked.stage),))
    first, second = (count_under(STV, TIED, TERMS, lots) for _ in range(2))
    assert first.winners == ("Ann", "Bob")
    assert json.dumps(first.to_dict()) == json.dumps(second.to_dict())
    replay = count_under(STV, TIED, TERMS, Lots(lots=first.lots))
    assert json.dumps(replay.to_dict()) == json.dumps(first.to_dict())
    assert first.lots[0].witnesses == ("W. One", "W. Two")


def test_a_seed_replays_through_the_lots_it_gave() -> None:
    """What a seed drew, written down as lots, gives the same count without the seed."""
    seeded = count_under(STV, TIED, TERMS, Lots(seed="a dice roll"))
    assert count_under(STV, TIED, TERMS, Lots(lots=seeded.lots)) == seeded


def test_a_seed_off_its_commitment_is_refused() -> None:
    good = Lots(seed="a dice roll", commitment=commit("a dice roll"))
    assert count_under(STV, TIED, TERMS, good).winners[0] == "Ann"
    with pytest.raises(InputError, match="commitment"):
        count_under(STV, TIED, TERMS, Lots(seed="another", commitment=good.commitment))


def test_a_commitment_alone_draws_nothing() -> None:
    with pytest.raises(LotNeeded):
        count_under(STV, TIED, TERMS, Lots(commitment=commit("not yet told")))


def test_a_standing_order_favours_the_first() -> None:
    """Drawn before the count: Cal stands before Bob, so Bob goes out."""
    standing = Lots(standing=("Cal", "Ann", "Bob", "Dan"))
    assert count_under(STV, TIED, TERMS, standing).winners == ("Ann", "Cal")


def test_entries_nobody_asked_for_are_warnings() -> None:
    """One entry is used, one is between others; with a tie open, near misses are told."""
    used, other = lot("Cal", "Bob"), lot("Ann", "Dan", purpose="elect", stage=7)
    lots = Lots(lots=(used, other))
    counted = count_under(STV, TIED, TERMS, lots)
    (warning,) = ledger_warnings(lots, counted.lots)
    assert (warning.code, warning.level) == ("lot-unused", "warning")
    assert "Ann, Dan (elect, stage 7)" in warning.message
    wrong = Lots(lots=(lot("Cal", "Bob", "Dan"), other))
    with pytest.raises(LotNeeded) as caught:
        count_under(STV, TIED, TERMS, wrong)
    (near,) = ledger_warnings(wrong, needed=caught.value)
    assert near.code == "lot-mismatch"
    assert "tie between Bob, Cal" in near.message


def test_one_lot_settles_all_places_of_a_tie() -> None:
    """Three equal for two seats of a block vote: the order drawn fills both."""
    papers = Profile.of([{"Ann"}, {"Bob"}, {"Cal"}], kind="choices")
    block = find_rule("block-vote")
    with pytest.raises(LotNeeded) as caught:
        count_under(block, papers, TERMS)
    assert caught.value.places == 2
    lots = Lots(lots=(lot("Cal", "Ann", "Bob", purpose="elect"),))
    assert count_under(block, papers, TERMS, lots).winners == ("Cal", "Ann")
