"""Block vote: the fewest changed papers, beside trying every change there is."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.auditing import margin_block as block
from hustings.auditing.margin_block import Poll, fewest_papers, last_seat, poll_of, reached, swap


def every_paper(candidates: int, most: int) -> list[tuple[int, ...]]:
    """All valid papers."""
    return [p for n in range(1, most + 1) for p in combinations(range(candidates), n)]


def by_trying(poll: Poll, c: int, goal: block.Goal, sure: bool) -> int | None:
    """Every set of papers taken, every set of papers put in their place."""
    assert poll.papers is not None
    box = [p for p, n in sorted(poll.papers.items()) for _ in range(n)]
    new = every_paper(len(poll.totals), poll.most)
    for k in range(len(box) + 1):
        gains = {totals(g, len(poll.totals)) for g in combinations_with_replacement(new, k)}
        for taken in set(combinations(box, k)):
            lost = totals(taken, len(poll.totals))
            for gain in gains:
                after = [v - a + b for v, a, b in zip(poll.totals, lost, gain)]
                if reached(after, poll.seats, c, goal, sure):
                    return k
    return None


def totals(papers: tuple[tuple[int, ...], ...], candidates: int) -> tuple[int, ...]:
    seen = Counter(c for p in papers for c in p)
    return tuple(seen[c] for c in range(candidates))


@st.composite
def polls(draw: st.DrawFn) -> Poll:
    candidates = draw(st.integers(2, 4))
    most = draw(st.integers(1, candidates))
    seats = draw(st.integers(1, 3))
    paper = st.sampled_from(every_paper(candidates, most))
    papers = Counter(draw(st.lists(paper, min_size=1, max_size=5)))
    return poll_of(papers, candidates, seats, most)


@settings(max_examples=60, deadline=None)
@given(poll=polls(), data=st.data())
def test_every_seat_costs_what_trying_everything_says(poll: Poll, data: st.DataObject) -> None:
    """Any tiny contest, any candidate, to win or to lose, for sure or by lot."""
    c = data.draw(st.sampled_from(list(poll.candidates)))
    goal = data.draw(st.sampled_from(["lose", "win"]))
    sure = data.draw(st.booleans())
    truth = by_trying(poll, c, goal, sure)
    found = fewest_papers(poll, c, goal, sure=sure)
    assert found.upper == truth
    assert found.never == (truth is None)
    if truth is not None:
        assert found.lower == truth


@settings(max_examples=60, deadline=None)
@given(poll=polls(), data=st.data())
def test_totals_alone_give_bounds_on_both_sides(poll: Poll, data: st.DataObject) -> None:
    """The same contest with its papers hidden: the truth lies between the bounds."""
    hidden = Poll(totals=poll.totals, seats=poll.seats, most=poll.most, valid=poll.valid)
    c = data.draw(st.sampled_from(list(poll.candidates)))
    goal = data.draw(st.sampled_from(["lose", "win"]))
    sure = data.draw(st.booleans())
    truth = by_trying(poll, c, goal, sure)
    found = fewest_papers(hidden, c, goal, sure=sure)
    if truth is None:
        assert found.upper is None
    else:
        assert found.lower <= truth
        assert found.upper is None or truth <= found.upper


@settings(max_examples=40, deadline=None)
@given(poll=polls())
def test_the_last_seat_is_half_the_gap_plus_one(poll: Poll) -> None:
    """The closed form is the smallest of all seats, unless a lot decided the last one."""
    everyone = list(poll.candidates)
    sure = {c: block.elected_for_sure(poll.totals, poll.seats, c) for c in everyone}
    if len(everyone) <= poll.seats or any(
        not sure[c] and not block.out_for_sure(poll.totals, poll.seats, c) for c in everyone
    ):
        return
    each = [fewest_papers(poll, c, "lose" if sure[c] else "win").upper for c in everyone]
    assert last_seat(poll) == min(k for k in each if k is not None)
    moves = swap(poll, set(poll.ranked()[: poll.seats]))
    assert sum(n for _, _, n in moves) == last_seat(poll)
    after = list(poll.totals)
    for before, then, n in moves:
        for c in before:
            after[c] -= n
        for c in then:
            after[c] += n
    order = poll.ranked()
    assert block.elected_for_sure(after, poll.seats, order[poll.seats])


@pytest.mark.parametrize(("gap", "papers"), [(1, 1), (2, 2), (3, 2), (4, 3), (41, 21)])
def test_a_paper_takes_from_one_and_gives_to_another(gap: int, papers: int) -> None:
    """Ann leads Bob by the gap for one seat; every changed paper closes it by two."""
    poll = poll_of({(0,): 50 + gap, (1,): 50}, 2, 1, 1)
    assert last_seat(poll) == papers
    assert fewest_papers(poll, 0, "lose").upper == papers
    assert fewest_papers(poll, 1, "win").upper == papers


def test_papers_can_be_too_few_to_help() -> None:
    """Two seats, everyone who marks Ann marks Bob too: both fall together, Cyd needs no help."""
    poll = poll_of({(0, 1): 10, (2,): 6}, 3, 2, 2)
    assert fewest_papers(poll, 0, "lose").upper == 3
    assert fewest_papers(poll, 2, "win").upper == 3
    assert last_seat(poll) == 3
