"""Schulze: the order in which each stands ahead of all to whom its strongest path is the stronger.

Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method", Social Choice and Welfare 36 (2011) 267-303. With several seats the
first of the order are elected: a ranking method for comparison, not a proportional one.
"""

from __future__ import annotations

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


def count(table: CountingTable) -> tuple[Exhibit, ...]:
    """Sections 2.2 and 2.3: strongest paths, and the order they make."""
    measure = table.terms.option("strength", "winning-votes")
    papers = preferences(table)
    paths = strongest_paths(table.continuing, papers, measure)

    def beats(a: int, b: int) -> bool:
        return paths[a][b] > paths[b][a]

    exhibits = (
        exhibit(table, "Preferences", papers, "papers that prefer the row to the column"),
        exhibit(table, "Strongest paths", paths, f"from row to column, by {measure}"),
    )
    order = layers(table.continuing, beats)
    table.begin("pairwise", (), "section 2.3")
    write_wins(table, beats)
    condorcet_note(table, papers)
    table.elect_best(order, "section 2.3", "ahead in the order")
    return exhibits


def strongest_paths(standing: list[int], papers: Matrix, measure: str) -> Matrix:
    """The strength of the strongest path between each pair: its weakest victory (section 2.2)."""
    best = [[0] * len(papers) for _ in papers]
    for a in standing:
        for b in standing:
            best[a][b] = strength(papers, measure, a, b)
    for via in standing:
        for a in standing:
            for b in standing:
                if a != b:
                    best[a][b] = max(best[a][b], min(best[a][via], best[via][b]))
    return best


FACTS = (
    Fact("method", "strongest paths of pairwise victories (beatpath)", "sections 2.2-2.3"),
    Fact("strength", "papers for the winner of a pair, or margins (strength=margins)", "2.1"),
    Fact("equal ranks", "stand: a paper prefers neither of two it ranks level", "section 2.1"),
    Fact("unranked", "below all ranked, level with each other", "section 2.1"),
    Fact("a rank left blank", "is passed over; a repeat keeps its first place", assumed=True),
    Fact("seats", "with several seats, the first of the order", assumed=True),
    Fact("ties", "by lot where the order leaves two level at the last seat", assumed=True),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
    Fact("vacancy", "not part of the method: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="schulze",
        title="Schulze (beatpath)",
        source="Schulze, Social Choice and Welfare 36 (2011) 267-303",
        arithmetic=Fixed(0),
        facts=FACTS,
        count=count,
        reading=Reading("equal", "pass", "pass"),
        kinds=("ranked", "scores"),
        options=(("strength", ("winning-votes", "margins")),),
        page="docs/rules/schulze.md",
        votes_word="others behind",
        unused_word="pairs undecided",
    ),
)
