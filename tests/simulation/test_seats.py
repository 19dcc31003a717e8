"""The one door between nouns and arrays: the fast count is the law, draw by draw."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from hustings.errors import NotSupported
from hustings.kernels import block_vote as kernel
from hustings.rules.block_vote import elect
from hustings.simulation.seats import count_draws, lots_for

LEVEL = st.integers(2, 8).flatmap(
    lambda m: hnp.arrays(
        np.int64, st.tuples(st.integers(1, 6), st.just(m)), elements=st.integers(0, 4)
    )
)
"""Small votes for up to eight candidates, so that most draws have a tie somewhere."""
HUGE = hnp.arrays(np.int64, (3, 5), elements=st.integers(2**52 - 4, 2**52 - 1))
"""Votes at the top of the kernel's promise."""


def by_the_law(votes: np.ndarray, lots: np.ndarray, seats: int) -> list[tuple[int, ...]]:
    """Each draw counted by the exact rule with the same lot, as columns."""
    names = [f"{i:02d}" for i in range(votes.shape[1])]
    out = []
    for row, lot in zip(votes, lots, strict=True):
        drawn = [names[i] for i in np.argsort(lot)]
        won = elect(dict(zip(names, map(int, row), strict=True)), seats, drawn)
        out.append(tuple(int(name) for name in won))
    return out


@given(LEVEL | HUGE, st.integers(1, 7), st.integers(0, 9))
def test_the_kernel_is_the_law(votes, seats, seed) -> None:
    """Generated contests full of ties: the same winners in the same order, with ==."""
    lots = lots_for(*votes.shape, np.random.default_rng(seed))
    seats = min(seats, votes.shape[1])
    order = kernel.order(votes, lots)
    assert [tuple(map(int, row[:seats])) for row in order] == by_the_law(votes, lots, seats)


@given(LEVEL, st.integers(1, 7), st.integers(0, 9))
def test_every_seat_is_somebodys(votes, seats, seed) -> None:
    """In every draw as many are elected as there are seats, and the odds add up to them."""
    n, m = votes.shape
    seats = min(seats, m - 1)
    counted = count_draws("block-vote", votes, seats, lots_for(n, m, np.random.default_rng(seed)))
    assert (counted.elected.sum(axis=1) == seats).all()
    assert counted.p_seat.sum() == pytest.approx(seats, abs=1e-9)
    assert sum(counted.at_place(k) for k in range(m)) == pytest.approx(np.ones(m))
    assert counted.elected.mean(axis=0) == pytest.approx(
        sum(counted.at_place(k) for k in range(seats))
    )


@given(LEVEL, st.integers(1, 7))
def test_the_bar_is_the_last_seat_of_a_count_without_you(votes, seats) -> None:
    """Who beats the bar is in, who is below it is out; the others alone set it."""
    n, m = votes.shape
    seats = min(seats, m - 1)
    counted = count_draws("block-vote", votes, seats, lots_for(n, m, np.random.default_rng(0)))
    for draw in range(n):
        for c in range(m):
            others = np.sort(np.delete(votes[draw], c))[::-1]
            assert counted.bar()[draw, c] == others[seats - 1]
    assert (counted.elected | (votes <= counted.bar())).all()
    assert (~counted.elected | (votes >= counted.bar())).all()


def test_two_in_a_dead_heat_share_the_seat() -> None:
    """One plot, Ann and Bob level in 10,000 draws, Cyd behind: even odds by lot alone."""
    votes = np.tile([50.0, 50.0, 10.0], (10_000, 1))
    lots = lots_for(10_000, 3, np.random.default_rng(4))
    p = count_draws("block-vote", votes, 1, lots).p_seat
    assert p[2] == 0
    assert abs(p[0] - 0.5) < 4 * 0.005


def test_who_is_gone_is_never_elected() -> None:
    """Ann has died: her votes stand at -1, and even a candidate without a vote is ahead of her."""
    votes = np.array([[-1.0, 0.0, 3.0], [-1.0, 0.0, 0.0]])
    lots = np.array([[0, 1, 2], [0, 1, 2]])
    assert not count_draws("block-vote", votes, 2, lots).elected[:, 0].any()


def test_lots_are_whole_orders_drawn_from_the_luck_given() -> None:
    """Each draw's lot is a permutation, every place equally likely, the same from the same luck."""
    lots = lots_for(6000, 4, np.random.default_rng(1))
    assert (np.sort(lots, axis=1) == np.arange(4)).all()
    share = np.stack([(lots == k).mean(axis=0) for k in range(4)])
    assert np.abs(share - 0.25).max() < 5 * np.sqrt(0.25 * 0.75 / 6000)
    assert (lots == lots_for(6000, 4, np.random.default_rng(1))).all()


def test_a_rule_without_a_proven_counter_is_refused() -> None:
    """STV cannot be counted from totals."""
    with pytest.raises(NotSupported, match=r"stv.*use block-vote"):
        count_draws("stv", np.ones((2, 3)), 1, np.zeros((2, 3), dtype=np.int64))


def test_the_counter_used_is_named() -> None:
    """A result says by which counter it was counted."""
    counted = count_draws("block-vote", np.ones((2, 3)), 1, np.zeros((2, 3), dtype=np.int64))
    assert "block-vote" in counted.counter
