"""Schulze: the published example, every path written out, and votelib."""

from __future__ import annotations

from itertools import permutations

import pytest
from condorcet import SCHULZE_2011, TENNESSEE, contests, preferred, wards_and_votelib
from counting_plainly import adds_up, counted, totals

from hustings.errors import LotNeeded


def test_the_published_example() -> None:
    """Order E, A, C, B, D, and the strengths of the strongest paths."""
    count = counted("schulze", SCHULZE_2011, 5)
    assert "".join(count.winners) == "EACBD"
    paths = {row[0]: row[1:] for row in count.exhibits[1].rows}
    assert paths["A"] == ("", "28", "28", "30", "24")
    assert paths["B"] == ("25", "", "28", "33", "24")
    assert paths["C"] == ("25", "29", "", "29", "24")
    assert paths["D"] == ("25", "28", "28", "", "24")
    assert paths["E"] == ("25", "28", "28", "31", "")
    assert totals(count) == {"A": "3", "B": "1", "C": "2", "D": "0", "E": "4"}
    assert adds_up(count)


def test_who_is_preferred_to_each_other_is_first_and_named() -> None:
    """Nashville; the preferences stand in an exhibit."""
    count = counted("schulze", TENNESSEE, 2)
    assert count.winners == ("Nashville", "Chattanooga")
    assert count.stages[0].notes == ("Nashville is preferred to each other candidate",)
    shown = count.exhibits[0]
    assert dict(zip(shown.columns, shown.rows[2]))["Nashville"] == "42"


def strongest(strength: dict[tuple[str, str], int], a: str, b: str, names: str) -> int:
    """The strongest of all paths from a to b, each written out."""
    between = [n for n in names if n not in (a, b)]
    return max(
        min(strength[x, y] for x, y in zip((a, *way), (*way, b)))
        for k in range(len(between) + 1)
        for way in permutations(between, k)
    )


@pytest.mark.parametrize("measure", ["winning-votes", "margins"])
def test_the_order_is_that_of_all_paths_written_out(measure) -> None:
    """Sixty contests of five with short papers and equal ranks."""
    names = "ABCDE"
    for papers in contests(1, 60):
        pairs = preferred(papers, names)
        strength = {
            (a, b): (n - pairs[b, a] * (measure == "margins")) if n > pairs[b, a] else 0
            for (a, b), n in pairs.items()
        }
        path = {(a, b): strongest(strength, a, b, names) for a, b in pairs}
        ahead = {n: sum(path[n, o] > path[o, n] for o in names if o != n) for n in names}
        first = {n for n in names if not any(path[o, n] > path[n, o] for o in names if o != n)}
        # with one order drawn beforehand every contest has a result
        count = counted(
            "schulze", papers, 1, candidates=tuple(names), lots=tuple(names), strength=measure
        )
        assert {n: int(v) for n, v in totals(count).items()} == ahead
        assert count.winners[0] == min(first)
        assert bool(count.lots) == (len(first) > 1)


def test_votelib_elects_the_same() -> None:
    """Its own Schulze on its own pairwise counts, where neither finds a tie."""
    convert = pytest.importorskip("votelib.convert")
    condorcet = pytest.importorskip("votelib.evaluate.condorcet")
    compared = 0
    for papers in contests(2, 60):
        theirs = condorcet.Schulze().evaluate(convert.RankedToCondorcetVotes().convert(papers), 1)
        try:
            ours = counted("schulze", papers, 1, candidates=tuple("ABCDE"))
        except LotNeeded:
            continue
        assert tuple(theirs) == ours.winners
        compared += 1
    assert compared > 50


def test_a_circle_of_three_equals_needs_a_lot() -> None:
    """Each beats the next by two papers to one."""
    papers = {tuple("ABC"): 1, tuple("BCA"): 1, tuple("CAB"): 1}
    with pytest.raises(LotNeeded) as tie:
        counted("schulze", papers, 1)
    assert tie.value.tied == ("A", "B", "C")
    assert counted("schulze", papers, 2, lots=tuple("BCA")).winners == ("B", "C")


def test_points_are_read_as_an_order() -> None:
    """More points is higher; equal points are level; no mark is below all."""
    papers = [({"A": 5, "B": 5, "C": 1}, 3), ({"B": 2}, 2), ({"C": 9, "A": 0}, 1)]
    count = counted("schulze", papers, 1, kind="scores")
    assert count.winners == ("B",)
    shown = {row[0]: row[1:] for row in count.exhibits[0].rows}
    assert shown == {"A": ("", "1", "3"), "B": ("2", "", "5"), "C": ("1", "1", "")}


def test_who_has_withdrawn_is_in_no_pair() -> None:
    """Without E the order is that of the four who are left."""
    count = counted("schulze", SCHULZE_2011, 4, withdrawn=("E",))
    assert "E" not in count.winners
    assert count.exhibits[0].columns == ("", "A", "B", "C", "D")


def test_real_wards_have_the_same_first_as_under_votelib(shared) -> None:
    """Thirty Scottish wards: the first of the order for as many seats; no tie."""
    condorcet = pytest.importorskip("votelib.evaluate.condorcet")
    archive = shared("scottish_stv/ballots.zip")
    found = list(wards_and_votelib(archive, "schulze", condorcet.Schulze(), 30))
    assert len(found) == 30
    assert [name for name, ours, theirs in found if ours != theirs] == []
