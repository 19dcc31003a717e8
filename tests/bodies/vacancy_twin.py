"""A countback written again, plainly: papers one by one, fractions, no part of the library.

Weighted inclusive Gregory as Scottish law has it (values cut to five places), then the papers that
elected one member counted again until one candidate has more than half of those still in.
"""

from __future__ import annotations

from fractions import Fraction

PLACES = 10**5


def cut(value: Fraction) -> Fraction:
    """A value cut to five places."""
    return Fraction(value.numerator * PLACES // value.denominator, PLACES)


def elect(papers, seats, candidates):
    """The winners in order, and for each paper who holds which share of it at the end.

    `papers` is a list of rankings. Ties raise: choose contests without any.
    """
    total = len(papers)
    quota = total // (seats + 1) + 1
    value = [Fraction(1)] * total
    kept = {}  # (paper, member) -> value that stayed
    holder = [None] * total
    standing, won, waiting = set(candidates), [], []

    def lay(which):
        for n in which:
            holder[n] = next((c for c in papers[n] if c in standing), None)

    def tally(c):
        return sum((value[n] for n in range(total) if holder[n] == c), Fraction(0))

    def reached():
        there = [c for c in standing if tally(c) >= quota]
        for c in sorted(there, key=tally, reverse=True)[: seats - len(won)]:
            won.append(c)
            waiting.append(c)
            standing.discard(c)

    lay(range(total))
    reached()
    while len(won) < seats:
        if len(standing) <= seats - len(won):
            won.extend(sorted(standing, key=tally, reverse=True))
            break
        over = [c for c in waiting if tally(c) > quota]
        if over:
            c = only(over, tally, max)
            votes = tally(c)
            mine = [n for n in range(total) if holder[n] == c]
            for n in mine:
                moved = cut(value[n] * (votes - quota) / votes)
                kept[n, c] = value[n] - moved
                value[n] = moved
            waiting.remove(c)
            lay(mine)
        else:
            c = only(standing, tally, min)
            standing.discard(c)
            lay([n for n in range(total) if holder[n] == c])
        reached()
    for n in range(total):
        if holder[n] is not None:
            kept[n, holder[n]] = kept.get((n, holder[n]), Fraction(0)) + value[n]
    return won, kept


def only(among, tally, best):
    """The one best; a tie is refused."""
    edge = best(tally(c) for c in among)
    found = [c for c in among if tally(c) == edge]
    assert len(found) == 1, f"tied: {found}"
    return found[0]


def count_back(papers, kept, member, standing):
    """Who takes the member's seat, and every candidate's first votes."""
    left = set(standing)
    mine = {n: worth for (n, c), worth in kept.items() if c == member and worth}
    first = None
    while True:
        votes = dict.fromkeys(left, Fraction(0))
        for n, worth in mine.items():
            to = next((c for c in papers[n] if c in left), None)
            if to is not None:
                votes[to] += worth
        first = first or dict(votes)
        best = max(votes.values())
        if 2 * best > sum(votes.values()) or len(left) == 1:
            return next(c for c in left if votes[c] == best), first
        left.discard(only(left, votes.__getitem__, min))
