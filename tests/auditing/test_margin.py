"""How close it was: bounds beside trying every change there is, and beside real elections."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, combinations_with_replacement, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.auditing.margin import margin, margin_totals
from hustings.auditing.margin_floor import Gregory, Walk, fewest_units
from hustings.auditing.margin_stv import changed, grouped, replay
from hustings.counting.terms import count_under
from hustings.errors import InputError, LotNeeded, NotSupported
from hustings.model.count import Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules import find_rule
from hustings.rules.marks import Read
from hustings.rules.papers import PlainBox
from hustings.rules.play import Desk, play

Papers = Mapping[tuple[int, ...], int]


def every_ranking(candidates: int) -> list[tuple[int, ...]]:
    return [r for n in range(1, candidates + 1) for r in permutations(range(candidates), n)]


def others(papers: Papers, candidates: int, k: int) -> Iterator[Counter[tuple[int, ...]]]:
    """The papers after every change of k of them (so also of fewer: a paper may stay)."""
    box = [row for row, n in papers.items() for _ in range(n)]
    for taken in sorted(set(combinations(box, k))):
        left = Counter(papers)
        left.subtract(taken)
        for put in combinations_with_replacement(every_ranking(candidates), k):
            yield +(left + Counter(put))


class Counting:
    """Who is elected under a rule, all ties settled by one order drawn beforehand."""

    def __init__(self, rule: str, names: str, seats: int, order: str) -> None:
        self.rule, self.names, self.terms = find_rule(rule), tuple(names), Terms(seats=seats)
        self.lots = Lots(standing=tuple(order))

    def __call__(self, papers: Papers) -> frozenset[int]:
        box = PlainBox(len(self.names), papers)
        desk = Desk(box, Read(papers, 0, 0, 0, 0), sum(papers.values()), "", "")
        return frozenset(play(self.rule, desk, self.names, self.terms, self.lots).elected)

    def profile(self, papers: Papers) -> Profile:
        rows = [[c + 1 for c in row] for row in papers]
        return Profile.from_rows(self.names, rows, papers.values())


@st.composite
def contests(draw: st.DrawFn, most: int = 7) -> tuple[str, int, str, Papers]:
    """Names, seats, a drawn order, and a few papers of a few kinds."""
    names = "ABCD"[: draw(st.integers(3, 4))]
    seats = draw(st.integers(1, 2))
    kinds = draw(st.lists(st.sampled_from(every_ranking(len(names))), min_size=2, max_size=4))
    papers = draw(st.lists(st.sampled_from(kinds), min_size=3, max_size=most))
    order = draw(st.permutations(names))
    return names, seats, "".join(order), dict(sorted(Counter(papers).items()))


@settings(max_examples=40, deadline=None)
@given(contest=contests(), rule=st.sampled_from(["scottish-stv", "gregory-inclusive", "irv"]))
def test_the_truth_lies_between_the_bounds(
    contest: tuple[str, int, str, Papers], rule: str
) -> None:
    """Any tiny contest: nothing below the lower bound, and the witness does what it says."""
    names, seats, order, papers = contest
    count = Counting(rule, names, 1 if rule == "irv" else seats, order)
    elected = count(papers)
    found = margin(count.rule, count.profile(papers), count.terms, count.lots)
    assert found.lower >= 1
    if found.lower <= (3 if len(names) == 3 else 2):
        for after in others(papers, len(names), found.lower - 1):
            assert count(after) == elected
    assert found.confirmed
    assert found.upper is not None
    assert found.lower <= found.upper == sum(move.papers for move in found.witness)
    number = {name: c for c, name in enumerate(names)}
    moves = [
        (tuple(number[n] for n in m.before), tuple(number[n] for n in m.after), m.papers)
        for m in found.witness
    ]
    after_moves = replay(papers, moves)
    assert after_moves is not None
    assert count(after_moves) != elected


@settings(max_examples=30, deadline=None)
@given(contest=contests(), data=st.data())
def test_no_fewer_papers_reach_a_single_seat(
    contest: tuple[str, int, str, Papers], data: st.DataObject
) -> None:
    """The walk for one candidate: fewer changed papers leave that candidate's seat as it is."""
    names, seats, order, papers = contest
    count = Counting("scottish-stv", names, seats, order)
    elected = count(papers)
    c = data.draw(st.integers(0, len(names) - 1))
    table = Gregory(papers, len(names), seats, 10**5)
    other = Walk(table, elected, table.total + 1, c).next(lambda: False)
    need = max(other.papers if other else table.total + 1, 1)
    if need <= (3 if len(names) == 3 else 2):
        for after in others(papers, len(names), need - 1):
            assert (c in count(after)) == (c in elected)


@settings(max_examples=60, deadline=None)
@given(contest=contests(40), data=st.data())
def test_tallies_move_no_further_than_the_theorem_says(
    contest: tuple[str, int, str, Papers], data: st.DataObject
) -> None:
    """Change k papers, take the same decisions: no tally is more than k votes and rounding away."""
    names, seats, _, papers = contest
    before = Gregory(papers, len(names), seats, 10**5)
    box = [row for row, n in papers.items() for _ in range(n)]
    k = data.draw(st.integers(0, len(box)))
    taken = data.draw(st.permutations(box))[:k]
    put = data.draw(st.lists(st.sampled_from(every_ranking(len(names))), min_size=k, max_size=k))
    left = Counter(box)
    left.subtract(taken)
    after = Gregory(+(left + Counter(put)), len(names), seats, 10**5)
    here, there = before.start(), after.start()
    while before.continuing(here):
        one, two = before.tallies(here), after.tallies(there)
        reached = frozenset(c for c in before.continuing(here) if two[c] >= after.quota)
        for c in before.continuing(here):
            assert abs(one[c] - two[c]) <= k * 10**5 + here.slack
        here, there = before.elect(here, reached), after.elect(there, reached)
        if here.waiting:
            c = data.draw(st.sampled_from(sorted(here.waiting)))
            here, there = before.surplus(here, c), after.surplus(there, c)
        elif before.continuing(here):
            c = data.draw(st.sampled_from(before.continuing(here)))
            here, there = before.exclude(here, c), after.exclude(there, c)


@pytest.mark.parametrize(("gaps", "units"), [([], 0), ([-3], 0), ([4], 2), ([5], 3), ([4, 4], 3)])
def test_one_falls_while_the_others_rise(gaps: list[int], units: int) -> None:
    """Four ahead of one other: two each way; four ahead of two: three down, one up for each."""
    assert fewest_units(gaps) == units


def test_a_plain_runoff() -> None:
    """Ann 6, Bob 4: one paper makes a tie, two elect Bob."""
    profile = Profile.of({("Ann",): 6, ("Bob",): 4})
    found = margin(
        find_rule("scottish-stv"), profile, Terms(seats=1), Lots(standing=("Ann", "Bob"))
    )
    assert (found.lower, found.upper, found.recount) == (1, 2, ("Bob",))
    assert str(found) == (
        "Who is elected turns on 2 changed papers at most (witness confirmed by re-count) "
        "and at least 1."
    )
    assert [str(move) for move in found.witness] == ["2 papers from [Ann] to [Bob]"]


def test_a_hidden_order_of_exclusion() -> None:
    """Cyd goes out one vote behind Bob and would have beaten Ann: two papers turn it."""
    papers = {("Ann",): 40, ("Bob", "Ann"): 31, ("Cyd", "Bob"): 29, ("Bob", "Cyd"): 0}
    profile = Profile.of({b: n for b, n in papers.items() if n} | {("Cyd",): 1})
    rule = find_rule("irv")
    assert count_under(rule, profile, Terms(seats=1)).winners == ("Bob",)
    found = margin(rule, profile, Terms(seats=1))
    assert found.upper is not None
    assert found.upper <= 2
    assert found.confirmed


def test_a_rule_without_a_proof_says_so() -> None:
    """Meek's method: a witness by re-count, and no lower bound but one."""
    profile = Profile.of({("Ann",): 60, ("Bob", "Cyd"): 30, ("Cyd", "Bob"): 20})
    found = margin(find_rule("meek-nz"), profile, Terms(seats=2))
    assert found.lower == 1
    assert found.confirmed
    assert "no more is proven" in found.basis


def test_a_seat_for_everyone() -> None:
    """Two stand for two seats."""
    found = margin(find_rule("scottish-stv"), Profile.of({("Ann", "Bob"): 3}), Terms(seats=2))
    assert found.never
    assert found.upper is None
    assert "a seat for everyone" in str(found)


def test_no_time_is_said_and_bounds_still_hold() -> None:
    """Without a second to search, the lower bound is what is proven so far."""
    profile = Profile.of({("Ann", "Cyd"): 40, ("Bob", "Cyd"): 30, ("Cyd", "Ann"): 20})
    found = margin(find_rule("scottish-stv"), profile, Terms(seats=2), limit_seconds=0)
    assert not found.complete
    assert found.lower == 1
    assert found.upper is None or found.confirmed


def test_a_tie_needs_its_lot_first() -> None:
    """Nobody can say how close a count was that is not finished."""
    profile = Profile.of({("Ann",): 3, ("Bob",): 3})
    with pytest.raises(LotNeeded):
        margin(find_rule("scottish-stv"), profile, Terms(seats=1))


def test_a_lot_is_worth_one_paper() -> None:
    """Block vote, Ann and Bob equal: the lot elected Ann, one changed paper elects Bob."""
    profile = Profile.of([{"Ann", "Cyd"}, {"Bob", "Cyd"}, {"Ann", "Bob"}], kind="choices")
    lots = Lots(standing=("Ann", "Bob", "Cyd"))
    found = margin(find_rule("block-vote"), profile, Terms(seats=2), lots)
    assert (found.lower, found.upper, found.confirmed) == (1, 1, True)


def test_points_are_not_covered() -> None:
    """Points are another matter, and the message says what is covered."""
    profile = Profile.of([({"Ann": 3, "Bob": 1}, 4), ({"Bob": 2}, 1)], kind="scores")
    with pytest.raises(NotSupported, match="block-vote"):
        margin(find_rule("score"), profile, Terms(seats=1))


def test_a_published_table_is_enough_for_the_last_seat() -> None:
    """Three seats, five stand: 12 votes between third and fourth are seven papers."""
    totals = {"Ann": 120, "Bob": 110, "Cyd": 90, "Dan": 78, "Eve": 30}
    found = margin_totals(totals, 3, max_votes=3, valid=150)
    assert (found.lower, found.upper) == (7, 7)
    by_name = {entry.candidate: entry for entry in found.entries}
    assert by_name["Dan"].kind == by_name["Cyd"].kind == "exact"
    assert by_name["Ann"].lower < (by_name["Ann"].upper or 0)
    with pytest.raises(InputError, match="cannot be"):
        margin_totals(totals, 3, max_votes=3, valid=100)


def test_moves_as_printed_are_the_changes_made() -> None:
    """Papers that begin alike are taken in order, and a replay of the printed moves is the same."""
    papers = {(0,): 2, (0, 1): 3, (1, 0): 4}
    moves = [((0,), (2,), 3)]
    assert replay(papers, moves) == {(0, 1): 2, (1, 0): 4, (2,): 3}
    assert replay(papers, [((2,), (1,), 1)]) is None
    assert grouped([]) == []
    assert changed(papers, []) == papers


def ward(path: Path, name: str) -> tuple[Profile, int]:
    """A Scottish ward as published: papers by ranking, then the candidates."""
    with zipfile.ZipFile(path) as box, box.open(f"{name}.csv") as raw:
        rows = list(csv.reader(io.TextIOWrapper(raw, "utf-8")))
    names = [row[1] for row in rows[1:] if row[0].startswith("Candidate")]
    found = [row for row in rows[1:] if row[0].isdigit()]
    rankings = [[int(cell) for cell in row[1:] if cell] for row in found]
    return Profile.from_rows(names, rankings, [int(row[0]) for row in found]), int(rows[0][1])


@pytest.mark.parametrize(("name", "papers"), [("orkney_2017_ward5", 19), ("dundee_2012_ward8", 32)])
def test_real_wards_are_settled_exactly(
    shared: Callable[[str], Path], name: str, papers: int
) -> None:
    """Two wards whose bounds meet; the witness is counted again through the front door."""
    profile, seats = ward(shared("scottish_stv/ballots.zip"), name)
    found = margin(find_rule("scottish-stv"), profile, Terms(seats=seats))
    assert (found.lower, found.upper, found.confirmed) == (papers, papers, True)
    assert found == margin(find_rule("scottish-stv"), profile, Terms(seats=seats))
