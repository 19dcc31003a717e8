"""Cumulative vote: as many points as seats, heaped or spread as one likes, most points win.

As at elections of school boards under the Elementary Education Act 1870 (33 & 34 Vict. c. 75),
section 29: as many votes as members, all to one candidate or spread among several.
"""

from __future__ import annotations

from hustings.arithmetic import Fixed
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable
from hustings.rules.totals import NUMBERS, asked_number, by_votes, refuse_nothing_valid, write


def count(table: CountingTable) -> None:
    """Section 29."""
    most = asked_number(table, "points", table.terms.seats)
    given = table.box.given()
    over = sum(papers for (total, _), papers in given.items() if total > most)
    table.valid = sum(given.values()) - over
    refuse_nothing_valid(table)
    table.set_aside(f"more than {most} points given: not valid", over, "")
    points = table.box.points(most)
    known = table.valid or not sum(points)
    write(table, points, table.valid * most if known else sum(points), "section 29")
    table.elect_best(by_votes(table), "section 29", "most points")


FACTS = (
    Fact("method", "as many points as seats, given to one or spread among several", "section 29"),
    Fact("points", "as many as seats unless said otherwise (points=K)", "section 29"),
    Fact("papers", "invalid with more points given than allowed; fewer may be used", assumed=True),
    Fact("choices", "on papers without points each mark is one point", assumed=True),
    Fact("ties", "by lot", assumed=True),
    Fact("withdrawal", "points for who has withdrawn count for nobody", assumed=True),
    Fact("vacancy", "filled by the board", "39 & 40 Vict. c. 79, Schedule 3"),
)

RULES = (
    Rule(
        name="cumulative",
        title="Cumulative vote",
        source="Elementary Education Act 1870 (33 & 34 Vict. c. 75), section 29",
        place="England and Wales (school boards, 1870 to 1904)",
        arithmetic=Fixed(0),
        facts=FACTS,
        count=count,
        reading=Reading("equal", "pass", "pass"),
        kinds=("scores", "choices"),
        options=(("points", ("seats", *NUMBERS)),),
        page="docs/rules/cumulative.md",
        votes_word="points",
        unused_word="unused",
    ),
)
