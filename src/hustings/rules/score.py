"""Score voting: points for each candidate on a scale, most points in all win.

A method without a statute here: Smith, "Range voting" (2000). No mark is no points.
"""

from __future__ import annotations

from hustings.arithmetic import Fixed
from hustings.model.count import Fact
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable
from hustings.rules.totals import NUMBERS, asked_number, by_votes, refuse_nothing_valid, write


def count(table: CountingTable) -> None:
    """Totals of points; a paper with points above the scale is invalid."""
    given = table.box.given()
    scale = asked_number(table, "scale", max((top for _, top in given), default=0))
    over = sum(papers for (_, top), papers in given.items() if top > scale)
    table.valid = sum(given.values()) - over
    refuse_nothing_valid(table)
    table.set_aside(f"points above {scale} given: not valid", over, "")
    points = table.box.points(None, scale) if given else table.box.points()
    known = table.valid or not sum(points)
    most = table.valid * scale * len(table.continuing)
    write(table, points, most if known else sum(points), "sum of points")
    table.elect_best(by_votes(table), "most points", "most points")


FACTS = (
    Fact("method", "points on a scale; the most points in all take the seats", "Smith (2000)"),
    Fact("scale", "up to the highest points on any paper, unless said (scale=K)", assumed=True),
    Fact("no mark", "no points", assumed=True),
    Fact("papers", "invalid when blank, or with points above the scale", assumed=True),
    Fact("seats", "with several seats, the candidates with the most points", assumed=True),
    Fact("ties", "by lot", assumed=True),
    Fact("withdrawal", "points for who has withdrawn count for nobody", assumed=True),
    Fact("vacancy", "not part of the method: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="score",
        title="Score voting",
        source="Smith, Range voting (2000)",
        arithmetic=Fixed(0),
        facts=FACTS,
        count=count,
        kinds=("scores", "choices"),
        options=(("scale", ("highest", *NUMBERS)),),
        page="docs/rules/score.md",
        votes_word="points",
        unused_word="not given",
    ),
)
