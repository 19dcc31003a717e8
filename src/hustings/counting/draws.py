"""Many counts at once: draws of whole votes through the kernel that equals the exact rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hustings.errors import NotSupported
from hustings.kernels import block_vote

MOST_CANDIDATES, MOST_VOTES = 1024, 2**52
"""What the kernel's keys hold."""

COUNTERS = {"block-vote": "kernel block-vote, equal to the exact rule"}


def order_of_election(
    rule: str, votes: NDArray[np.int64], lots: NDArray[np.int64]
) -> tuple[NDArray[np.intp], str]:
    """Candidates by place, shape (draw, candidate), and which counter was used.

    `votes` are whole votes (draw, candidate), `lots` places in a drawn order of the same shape.
    Raises NotSupported for a rule without a proven counter, or more than the counter holds.
    """
    if rule not in COUNTERS:
        raise NotSupported(f"simulated counts under {rule} are not covered yet; use block-vote")
    if votes.shape[1] > MOST_CANDIDATES or np.abs(votes).max() >= MOST_VOTES:
        raise NotSupported(
            f"simulated counts hold at most {MOST_CANDIDATES} candidates and {MOST_VOTES:,} votes"
        )
    return block_vote.order(votes, lots), COUNTERS[rule]
