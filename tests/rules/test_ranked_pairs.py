"""Ranked pairs: its definition over all orders, votelib, and lots only where they matter."""

from __future__ import annotations

from itertools import permutations

import pytest
from condorcet import SCHULZE_2011, TENNESSEE, contests, preferred, wards_and_votelib
from counting_plainly import adds_up, counted

from hustings.errors import LotNeeded


def test_a_capital_for_tennessee() -> None:
    """No circle: the order is Nashville, Chattanooga, Knoxville, Memphis."""
    count = counted("ranked-pairs", TENNESSEE, 4)
    assert count.winners == ("Nashville", "Chattanooga", "Knoxville", "Memphis")
    assert adds_up(count)
    assert {row[3] for row in count.exhibits[1].rows} == {"locked in"}


def test_victories_that_would_close_a_circle_are_left_out() -> None:
    """Schulze's example: D over C, B over A and E over A go; the pairs stand in an exhibit."""
    count = counted("ranked-pairs", SCHULZE_2011, 5)
    left = [row[:2] for row in count.exhibits[1].rows if row[3] != "locked in"]
    assert left == [("D", "C"), ("B", "A"), ("E", "A")]
    assert "".join(count.winners) == "ACEBD"
    strengths = [int(row[2]) for row in count.exhibits[1].rows]
    assert strengths == sorted(strengths, reverse=True)


def best_order(strength: dict[tuple[str, str], int], names: str) -> tuple[str, ...]:
    """Of all orders the one that keeps the strongest victory, then the next it can, and so on."""
    pairs = sorted((p for p in strength if strength[p]), key=lambda p: -strength[p])
    return max(
        permutations(names), key=lambda order: [order.index(a) < order.index(b) for a, b in pairs]
    )


@pytest.mark.parametrize("measure", ["margins", "winning-votes"])
def test_the_order_is_the_best_of_all_orders(measure) -> None:
    """Sixty contests of five; those with two victories of one strength are left to the lots."""
    names, compared = "ABCDE", 0
    for papers in contests(4, 60):
        pairs = preferred(papers, names)
        strength = {
            (a, b): (n - pairs[b, a] * (measure == "margins")) if n > pairs[b, a] else 0
            for (a, b), n in pairs.items()
        }
        victories = [s for s in strength.values() if s]
        if len(set(victories)) < len(victories) or len(victories) < 10:
            continue
        count = counted("ranked-pairs", papers, 5, candidates=tuple(names), strength=measure)
        assert count.winners == best_order(strength, names)
        compared += 1
    assert compared > 5


def test_votelib_elects_the_same() -> None:
    """Its ranked pairs by winning votes, where ours needs no lot."""
    convert = pytest.importorskip("votelib.convert")
    condorcet = pytest.importorskip("votelib.evaluate.condorcet")
    compared = 0
    for papers in contests(5, 60):
        theirs = condorcet.RankedPairs("winning_votes")
        found = theirs.evaluate(convert.RankedToCondorcetVotes().convert(papers), 1)
        try:
            ours = counted(
                "ranked-pairs", papers, 1, candidates=tuple("ABCDE"), strength="winning-votes"
            )
        except LotNeeded:
            continue
        assert tuple(found) == ours.winners
        compared += 1
    assert compared > 50


def test_equally_strong_victories_in_a_circle_need_a_lot() -> None:
    """A, B, C in a circle of equal margins: the lot orders the victories, and so decides."""
    papers = {tuple("ABC"): 1, tuple("BCA"): 1, tuple("CAB"): 1}
    with pytest.raises(LotNeeded) as tie:
        counted("ranked-pairs", papers, 1)
    assert tie.value.tied == ("A", "B", "C")
    for order in ("ABC", "BCA", "CAB"):
        count = counted("ranked-pairs", papers, 3, lots=tuple(order))
        assert "".join(count.winners) == order
        assert "circle" in count.stages[0].notes[0]


def test_equally_strong_victories_without_a_circle_need_none() -> None:
    """A over B and A over C by as much: either may be locked in first."""
    count = counted("ranked-pairs", {("A", "B", "C"): 2, ("A", "C", "B"): 1}, 2)
    assert count.winners == ("A", "B")
    assert not count.lots


def test_real_wards_have_the_same_first_as_under_votelib(shared) -> None:
    """Thirty Scottish wards: the first of the order for as many seats; no tie."""
    condorcet = pytest.importorskip("votelib.evaluate.condorcet")
    archive = shared("scottish_stv/ballots.zip")
    found = list(wards_and_votelib(archive, "ranked-pairs", condorcet.RankedPairs("margins"), 30))
    assert len(found) == 30
    assert [name for name, ours, theirs in found if ours != theirs] == []
