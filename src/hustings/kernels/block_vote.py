"""Many block-vote counts at once; its slow twin is `rules.block_vote.elect`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def order(votes: NDArray[np.int64], lots: NDArray[np.int64]) -> NDArray[np.intp]:
    """Candidates by votes, ties by the lot drawn first; shape (draw, candidate).

    `votes` are whole votes (draw, candidate) below 2**52, negative for who cannot be elected;
    `lots` are places in a drawn order, 0 first, one order for each draw, below 2**10.
    """
    key = votes * 1024 + (1023 - lots)
    return np.argsort(-key, axis=1)  # keys differ: lots are places in an order
