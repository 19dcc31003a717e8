"""Contests counted in a fixed order: who is elected in one is withdrawn from the next."""

from __future__ import annotations

from hustings.counting.sequence import count_sequence
from hustings.model.count import Terms
from hustings.model.lots import Lot, Lots
from hustings.model.profile import Profile
from hustings.rules import find_rule

STV = find_rule("scottish-stv")


def test_elected_as_treasurer_is_withdrawn_from_the_committee() -> None:
    """UCU rule 20.5: Ann stands for both, wins the first, and her papers pass on in the second."""
    treasurer = Profile.of({("Ann",): 6, ("Bob",): 3})
    committee = Profile.of({("Ann", "Dan"): 9, ("Bob",): 5, ("Cal",): 6, ("Ann",): 2})
    first, second = count_sequence(
        [
            (STV, treasurer, Terms(seats=1, title="Treasurer")),
            (STV, committee, Terms(seats=2, title="Committee")),
        ],
        clause="rule 20.5",
    )
    assert first.winners == ("Ann",)
    assert set(second.winners) == {"Dan", "Cal"}
    assert second.stages[0].notes[0] == ("Ann is elected to Treasurer, counted earlier (rule 20.5)")
    assert second.text(second.stages[0].non_transferable) == "2.00000"
    assert second.valid == 22


def test_three_contests_and_a_ledger_for_each() -> None:
    """Bob, elected to the second, is away from the third; who lost earlier still stands."""
    one = Profile.of({("Ann",): 6, ("Bob",): 3})
    two = Profile.of({("Bob",): 4, ("Cal",): 4})
    three = Profile.of({("Ann",): 3, ("Bob",): 9, ("Cal",): 4})
    lots = [None, Lots(lots=(Lot(purpose="exclude", order=("Cal", "Bob")),)), None]
    terms = Terms(seats=1)
    counts = count_sequence([(STV, p, terms) for p in (one, two, three)], lots)
    assert [c.winners for c in counts] == [("Ann",), ("Bob",), ("Cal",)]
    assert counts[2].terms.after_issue == ("Ann", "Bob")
    assert "Bob is elected to contest 2, counted earlier" in counts[2].stages[0].notes
