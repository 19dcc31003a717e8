"""Ranked pairs: victories are locked in from the strongest down, unless they would close a circle.

Tideman, "Independence of clones as a criterion for voting rules", Social Choice and Welfare 4
(1987) 185-206. With several seats the first of the order are elected: a ranking method for
comparison, not a proportional one.
"""

from __future__ import annotations

from collections.abc import Iterable

from hustings.arithmetic import Fixed
from hustings.model.count import Exhibit, Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.pairwise import (
    Matrix,
    condorcet_note,
    exhibit,
    layers,
    preferences,
    strength,
    write_wins,
)
from hustings.rules.table import CountingTable

Pair = tuple[int, int]
CLAUSE = "section 4"


def count(table: CountingTable) -> tuple[Exhibit, ...]:
    """Sort the pairs, lock them in, read off the order."""
    measure = table.terms.option("strength", "margins")
    papers = preferences(table)
    table.begin("pairwise", (), CLAUSE)
    locked, rows = lock_in(table, by_strength(table, papers, measure))
    exhibits = (
        exhibit(table, "Preferences", papers, "papers that prefer the row to the column"),
        Exhibit("Pairs", ("winner", "loser", "strength", ""), rows, f"by {measure}, in order"),
    )
    write_wins(table, locked.leads)
    condorcet_note(table, papers)
    table.elect_best(layers(table.continuing, locked.leads), CLAUSE, "ahead in the order")
    return exhibits


class Locked:
    """Pairs locked in: who leads whom, directly or through others (a bit for each candidate)."""

    def __init__(self, reach: Iterable[int]) -> None:
        self.reach = list(reach)

    def leads(self, a: int, b: int) -> bool:
        """True when a is locked in above b."""
        return bool(self.reach[a] >> b & 1)

    def add(self, a: int, b: int) -> None:
        """Lock a in above b."""
        gained = self.reach[b] | 1 << b
        for c, reach in enumerate(self.reach):
            if c == a or reach >> a & 1:
                self.reach[c] = reach | gained


def by_strength(table: CountingTable, papers: Matrix, measure: str) -> list[tuple[int, list[Pair]]]:
    """The victories, strongest first; equals together."""
    groups: dict[int, list[Pair]] = {}
    for a in table.continuing:
        for b in table.continuing:
            strong = strength(papers, measure, a, b)
            if strong:
                groups.setdefault(strong, []).append((a, b))
    return sorted(groups.items(), reverse=True)


def lock_in(
    table: CountingTable, groups: list[tuple[int, list[Pair]]]
) -> tuple[Locked, tuple[tuple[str, ...], ...]]:
    """Lock each pair in unless the loser is above the winner already; who was locked and who not.

    Pairs of one strength that would close a circle only with each other need a lot.
    """
    locked = Locked([0] * len(table.names))
    rows = []
    for strong, pairs in groups:
        for a, b in in_turn(table, locked, pairs):
            closes = locked.leads(b, a)
            if not closes:
                locked.add(a, b)
            said = "closes a circle: left out" if closes else "locked in"
            rows.append((table.names[a], table.names[b], str(strong), said))
    return locked, tuple(rows)


def in_turn(table: CountingTable, locked: Locked, pairs: list[Pair]) -> list[Pair]:
    """Equally strong pairs in turn: those in a circle of their own last, as a lot orders them."""
    together = Locked(locked.reach)
    free = [(a, b) for a, b in pairs if not locked.leads(b, a)]
    for a, b in free:
        together.add(a, b)
    circle = [(a, b) for a, b in free if together.leads(b, a)]
    if not circle:
        return pairs
    tied = sorted({c for pair in circle for c in pair})
    table.note(f"{len(circle)} pairs of one strength form a circle: a lot orders them")
    table.by_lot(tied, "elect", CLAUSE)
    lot = table.draft().ties[-1].lot
    assert lot is not None
    place = {table.names.index(name): k for k, name in enumerate(lot.order)}
    # the pair whose winner the lot puts first; of one winner's, that whose loser it puts last
    circle.sort(key=lambda pair: (place[pair[0]], -place[pair[1]]))
    return [pair for pair in pairs if pair not in circle] + circle


FACTS = (
    Fact("method", "victories locked in from the strongest, circles left out", CLAUSE),
    Fact("strength", "the margin, or papers for the winner (strength=winning-votes)", CLAUSE),
    Fact("equal ranks", "stand: a paper prefers neither of two it ranks level", assumed=True),
    Fact("unranked", "below all ranked, level with each other", assumed=True),
    Fact("a rank left blank", "is passed over; a repeat keeps its first place", assumed=True),
    Fact("equal pairs", "by lot where their order matters: by winner, then by loser", assumed=True),
    Fact("seats", "with several seats, the first of the order", assumed=True),
    Fact("ties", "by lot where the order leaves two level at the last seat", assumed=True),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
    Fact("vacancy", "not part of the method: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="ranked-pairs",
        title="Ranked pairs (Tideman)",
        source="Tideman, Social Choice and Welfare 4 (1987) 185-206",
        arithmetic=Fixed(0),
        facts=FACTS,
        count=count,
        reading=Reading("equal", "pass", "pass"),
        kinds=("ranked", "scores"),
        options=(("strength", ("margins", "winning-votes")),),
        page="docs/rules/ranked-pairs.md",
        votes_word="others behind",
        unused_word="pairs undecided",
    ),
)
