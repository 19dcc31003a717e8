"""Faults an audit found: guarded seats, lots left untold, names of further re-openings, totals."""

from __future__ import annotations

import pytest

from hustings.counting.terms import count_totals_under, count_under
from hustings.errors import InputError, LotNeeded, NotSupported
from hustings.model.constraints import Constraint, Guarded, SeatRange
from hustings.model.count import Count, Terms
from hustings.model.lots import Lot, Lots
from hustings.model.profile import Profile
from hustings.rules import find_rule

STV, BLOCK = find_rule("scottish-stv"), find_rule("block-vote")


def asked(engine: str, seats: int, *constraints: Constraint) -> Terms:
    """Terms with constraints kept by an engine."""
    return Terms(seats=seats, constraints=constraints, options=(("constraints", engine),))


def at_most(most: int, *names: str, continuing: int = 0) -> SeatRange:
    """A maximum for the people of one mill."""
    return SeatRange(
        name="mill", members=frozenset(names), at_most=most, continuing=continuing, clause="rule 9"
    )


def codes(profile: Profile, terms: Terms) -> set[str]:
    """Why terms are refused."""
    with pytest.raises(InputError) as refused:
        count_under(STV, profile, terms)
    return {problem.code for problem in refused.value.problems}


@pytest.mark.parametrize("engine", ["remove-lowest", "replace-lowest"])
def test_who_holds_a_guarded_seat_is_not_removed(engine: str) -> None:
    """Ash holds a guarded seat; of the mill's two elected it is Birch who goes."""
    papers = Profile.of({("Birch",): 9, ("Cole",): 6, ("Ash", "Birch"): 1, ("Dane",): 1})
    guarded = Guarded(name="seat", members=("Ash",))
    count = count_under(STV, papers, asked(engine, 3, at_most(1, "Ash", "Birch"), guarded))
    assert count.winners[:2] == ("Ash", "Cole")
    assert "Birch" not in count.winners


def test_a_guarded_seat_above_the_maximum_cannot_be_mended() -> None:
    """The member who stays on and the guarded one are two of the mill, and one is allowed."""
    papers = Profile.of({("Birch",): 9, ("Cole",): 6, ("Ash",): 1})
    guarded = Guarded(name="seat", members=("Ash",))
    terms = asked("remove-lowest", 2, at_most(1, "Ash", continuing=1), guarded)
    with pytest.raises(NotSupported, match="guarded seats alone"):
        count_under(STV, papers, terms)


def test_equals_no_stage_told_apart_are_removed_by_lot() -> None:
    """Ash and Birch reach the quota together with nine votes each: the alphabet decides nothing."""
    papers = Profile.of({("Ash",): 9, ("Birch",): 9, ("Cole",): 3})
    terms = asked("remove-lowest", 2, at_most(1, "Ash", "Birch"))
    with pytest.raises(LotNeeded) as needed:
        count_under(STV, papers, terms)
    assert set(needed.value.tied) == {"Ash", "Birch"}
    for out, stays in (("Ash", "Birch"), ("Birch", "Ash")):
        lot = Lot(purpose="exclude", order=(out, stays), stage=needed.value.stage)
        count = count_under(STV, papers, terms, Lots(lots=(lot,)))
        assert count.winners == (stays,)
        assert count.lots == (lot,)


def replayed(count: Count, papers: Profile) -> Count:
    """The count again, from its own lots alone."""
    return count_under(find_rule(count.rule), papers, count.terms, Lots(lots=count.lots))


@pytest.mark.parametrize("engine", ["size-shift", "replace-lowest"])
def test_lots_drawn_for_other_sizes_are_told(engine: str) -> None:
    """The larger committee needs a lot; the count says so, and its own lots replay it."""
    papers = Profile.from_rows(
        ("Ash", "Birch", "Cole", "Dane"), [(1, 2), (3,), (4,)], [9, 2, 2], "choices"
    )
    terms = asked(engine, 2, at_most(1, "Ash", "Birch"))
    count = count_under(BLOCK, papers, terms, Lots(seed="oak"))
    assert len(count.lots) >= 1
    assert replayed(count, papers) == count


def test_a_rule_of_one_seat_has_no_other_sizes() -> None:
    """Instant runoff for one seat: the refusal speaks of the engine, not of seats nobody asked."""
    papers = Profile.of({("Ash",): 3, ("Birch",): 2})
    terms = asked("size-shift", 1, at_most(0, "Ash"))
    with pytest.raises(NotSupported, match="size shift"):
        count_under(find_rule("irv"), papers, terms)


def test_nobody_may_be_called_like_a_further_reopening() -> None:
    """A person named "RON (2)" would be taken for a re-opening and never be elected."""
    papers = Profile.of({("Ash",): 5, ("RON (2)",): 9, ("RON",): 1})
    for seats in (1, 2):
        assert codes(papers, Terms(seats=seats, reopen="RON")) == {"reopen-name"}


def test_reopen_nominations_is_of_no_category() -> None:
    """It is no person, so it fills no seat of a range."""
    papers = Profile.of({("Ash",): 5, ("RON",): 1})
    women = SeatRange(name="women", members=frozenset({"Ash", "RON"}), at_least=1)
    terms = Terms(seats=1, reopen="RON", constraints=(women,))
    assert codes(papers, terms) == {"reopen-member"}


def test_absurd_seats_are_refused() -> None:
    """More re-openings than a paper can name."""
    papers = Profile.of({("Ash",): 5, ("RON",): 1})
    assert codes(papers, Terms(seats=70_000, reopen="RON")) == {"bad-seats"}


def test_two_guarded_lists_are_added_up() -> None:
    """Two lists of two are four guarded for three seats."""
    papers = Profile.of({("Ash", "Birch", "Cole", "Dane"): 5})
    lists = (Guarded(name="a", members=("Ash", "Birch")), Guarded(name="b", members=("Cole",)))
    assert "too-many-guarded" in codes(papers, Terms(seats=2, constraints=lists))


def test_totals_are_for_rules_of_one_stage() -> None:
    """An order of preference is not in a table of totals: no lot may elect in its place."""
    for name in ("scottish-stv", "irv", "borda", "schulze", "meek-prf"):
        rule = find_rule(name)
        with pytest.raises(InputError, match="totals"):
            count_totals_under({"Ash": 9, "Birch": 2}, Terms(seats=1), Lots(seed="x"), rule=rule)


def test_no_candidate_has_more_votes_than_there_are_papers() -> None:
    """Twenty papers, two seats: forty votes in all, but not twenty-five for one."""
    with pytest.raises(InputError) as refused:
        count_totals_under({"Ash": 25, "Birch": 2}, Terms(seats=2), valid=20)
    assert refused.value.problems[0].code == "more-votes-than-papers"
