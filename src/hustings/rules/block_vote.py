"""Block vote (plurality at large): each voter marks up to so many names, most votes win.

Labour NEC members' section to April 2020 (record `labour-nec`, rule r01): each member has as many
votes as there are seats, may use fewer, one a candidate; the highest totals are elected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hustings.errors import LotNeeded


def elect(votes: Mapping[str, int], seats: int, lots: Sequence[str] = ()) -> tuple[str, ...]:
    """The elected, most votes first.

    `lots` lists candidates in the order drawn and settles ties in that order. Raises LotNeeded
    when equal votes straddle the last seat and `lots` does not order all of the tied.
    """
    drawn = {name: place for place, name in enumerate(lots)}
    order = sorted(votes, key=lambda name: (-votes[name], drawn.get(name, len(drawn)), name))
    if len(order) <= seats:
        return tuple(order)
    line = votes[order[seats - 1]]
    if votes[order[seats]] == line:
        tied = [name for name in order if votes[name] == line]
        if not all(name in drawn for name in tied):
            raise LotNeeded(tied, seats - sum(1 for name in order if votes[name] > line))
    return tuple(order[:seats])
