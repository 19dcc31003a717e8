"""Faults an audit found in rules: orders that hung on the paper, and a text not yet in force."""

from __future__ import annotations

from datetime import date

import pytest

from hustings.counting.terms import count_under
from hustings.errors import InputError, LotNeeded
from hustings.model.constraints import SeatRange
from hustings.model.count import Terms
from hustings.model.lots import Lot, Lots
from hustings.model.profile import Profile
from hustings.rules import find_rule

ERS97 = find_rule("ers97")
EQUALS = {("Ash",): 9, ("Birch",): 9, ("Cole",): 3, ("Dane",): 2}


def test_ers97_order_of_election_does_not_hang_on_the_paper() -> None:
    """Equal at every stage, with places for both: in order of name, however the paper lists."""
    found = {
        count_under(ERS97, Profile.of(EQUALS, candidates=names), Terms(seats=2)).winners
        for names in (("Ash", "Birch", "Cole", "Dane"), ("Dane", "Cole", "Birch", "Ash"))
    }
    assert found == {("Ash", "Birch")}


def test_ers97_equals_of_whom_a_constraint_allows_one_need_a_lot() -> None:
    """Two reach the quota, one of the mill may be elected: the first on the paper has no claim."""
    mill = SeatRange(name="mill", members=frozenset({"Ash", "Birch"}), at_most=1)
    terms = Terms(seats=2, constraints=(mill,))
    papers = Profile.of(EQUALS)
    with pytest.raises(LotNeeded) as needed:
        count_under(ERS97, papers, terms)
    assert (needed.value.purpose, set(needed.value.tied)) == ("elect", {"Ash", "Birch"})
    for first, other in (("Ash", "Birch"), ("Birch", "Ash")):
        lot = Lot(purpose="elect", order=(first, other), stage=1)
        assert count_under(ERS97, papers, terms, Lots(lots=(lot,))).winners == (first, "Cole")


def test_minneapolis_is_the_text_of_2013() -> None:
    """The text of 2008 and 2009 ended a paper at an overvote: it is not passed off as this one."""
    assert find_rule("minneapolis-stv").effective_from == date(2013, 5, 24)
    with pytest.raises(InputError):
        find_rule("minneapolis-stv@2009-11-03")
