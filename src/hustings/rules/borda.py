"""Borda count: points by place on the paper, most points win.

De Borda, "Mémoire sur les élections au scrutin" (1781): the last of n candidates has no points, the
next one, the first n - 1. He took every paper to rank all; what others say of short papers is an
option. With several seats those with the most points are elected.
"""

from __future__ import annotations

from hustings.arithmetic import Fixed
from hustings.model.count import Exhibit, Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.pairwise import Matrix, exhibit, preferences
from hustings.rules.table import CountingTable
from hustings.rules.totals import by_votes, refuse_nothing_valid, write


def count(table: CountingTable) -> tuple[Exhibit, ...]:
    """A point for each candidate a paper places below."""
    papers = preferences(table)
    refuse_nothing_valid(table)
    halves = table.terms.option("scheme", "standard") == "averaged"
    points = [points_of(table, papers, c, halves) for c in range(len(papers))]
    standing = len(table.continuing)
    most = table.arithmetic.whole(table.valid * standing * (standing - 1) // 2)
    shown = exhibit(table, "Preferences", papers, "papers that prefer the row to the column")
    write(table, points, most, "Borda 1781")
    table.elect_best(by_votes(table), "Borda 1781", "most points")
    return (shown,)


def points_of(table: CountingTable, papers: Matrix, c: int, halves: bool) -> int:
    """Papers that place c above each other candidate, in tenths of a point.

    With `halves` also half a point for each paper and other candidate it leaves c level with.
    """
    others = [d for d in table.continuing if d != c]
    above = sum(papers[c][d] for d in others)
    level = sum(table.valid - papers[c][d] - papers[d][c] for d in others) if halves else 0
    return int(table.arithmetic.whole(2 * above + level)) // 2


FACTS = (
    Fact("method", "n - 1 points for the first of n, one fewer for each place", "Borda 1781"),
    Fact("short papers", "the unranked have no points (scheme=standard)", assumed=True),
    Fact("scheme=averaged", "the unranked share the points that are left", assumed=True),
    Fact(
        "equal ranks",
        "a point for each candidate below; averaged: half for each level",
        assumed=True,
    ),
    Fact("withdrawal", "who has withdrawn is passed over: places close up", assumed=True),
    Fact("seats", "with several seats, the candidates with the most points", assumed=True),
    Fact("ties", "by lot", assumed=True),
    Fact("vacancy", "not part of the method: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="borda",
        title="Borda count",
        source="de Borda, Mémoire sur les élections au scrutin (1781)",
        arithmetic=Fixed(1),
        facts=FACTS,
        count=count,
        reading=Reading("equal", "pass", "pass"),
        kinds=("ranked", "scores"),
        options=(("scheme", ("standard", "averaged")),),
        page="docs/rules/borda.md",
        votes_word="points",
        unused_word="not given",
    ),
)
