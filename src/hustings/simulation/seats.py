"""Draws of votes go in, counts of seats come out, and it says by which counter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.counting.draws import order_of_election

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SeatDraws:
    """Counted draws: whole `votes` (draw, candidate), `order` (draw, place) and `seats`."""

    votes: NDArray[np.int64]
    order: NDArray[np.intp]
    seats: int
    counter: str

    @property
    def elected(self) -> NDArray[np.bool_]:
        """Who is elected, shape (draw, candidate)."""
        won = np.zeros(self.order.shape, dtype=bool)
        np.put_along_axis(won, self.order[:, : self.seats], True, axis=1)
        return won

    @property
    def p_seat(self) -> Floats:
        """Share of draws in which each is elected, shape (candidate,); sums to `seats`."""
        return np.asarray(self.elected.mean(axis=0), dtype=np.float64)

    def at_place(self, place: int) -> Floats:
        """Share of draws in which each finishes at `place` (0 is first), shape (candidate,)."""
        return np.bincount(self.order[:, place], minlength=self.votes.shape[1]) / len(self.votes)

    def bar(self) -> Floats:
        """The votes each must beat: the last seat of a count without them, (draw, candidate)."""
        ranked = np.take_along_axis(self.votes, self.order, axis=1)
        last, first_out = ranked[:, self.seats - 1], ranked[:, self.seats]
        bars = np.where(self.elected, first_out[:, None], last[:, None])
        return np.maximum(bars, 0).astype(np.float64)


def lots_for(n: int, m: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """A drawn order for each simulated count, shape (draw, candidate): luck is an input."""
    return rng.permuted(np.tile(np.arange(m, dtype=np.int64), (n, 1)), axis=1)


def count_draws(rule: str, votes: Floats, seats: int, lots: NDArray[np.int64]) -> SeatDraws:
    """Count every draw under `rule`; votes are rounded to whole votes first.

    Raises NotSupported for a rule without a proven counter.
    """
    whole = np.rint(votes).astype(np.int64)
    order, counter = order_of_election(rule, whole, lots)
    return SeatDraws(whole, order, seats, counter)
