"""Limited vote: fewer votes than seats, one a candidate, most votes win.

As at elections to the Spanish Senate: Organic Law 5/1985 (LOREG), article 166, by which voters of a
province with four seats have three votes.
"""

from __future__ import annotations

from datetime import date

from hustings.arithmetic import Fixed
from hustings.errors import InputError, Problem
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable
from hustings.rules.totals import NUMBERS, asked_number, by_votes, mark_votes


def count(table: CountingTable) -> None:
    """Article 166(1)."""
    # 166(1)(a): at most three candidates where four are elected: one vote fewer than seats
    votes = asked_number(table, "votes", table.terms.seats - 1)
    refuse_votes(votes, table.terms.seats)
    mark_votes(table, votes, "article 166(1)(a)", "article 96")
    # 166(1)(b): the most votes until the seats are filled
    table.elect_best(by_votes(table), "article 166(1)(b)")


def refuse_votes(votes: int, seats: int) -> None:
    """InputError unless there is a vote, and fewer votes than seats."""
    if not 0 < votes < seats:
        step = "Pass votes=K with K below the seats, or count under block-vote."
        said = f"{votes} votes for {seats} seats is no limited vote"
        problem = Problem("terms", 0, "bad-option", said, step)
        raise InputError("the count cannot begin", [problem])


FACTS = (
    Fact("method", "fewer votes than seats; the most votes take the seats", "article 166(1)"),
    Fact("votes", "one fewer than seats unless said otherwise (votes=K)", "article 166(1)(a)"),
    Fact("papers", "invalid with more candidates marked than votes allowed", "article 96"),
    Fact("ranked papers", "the order is ignored: each name is one vote", assumed=True),
    Fact("ties", "by lot", assumed=True),
    Fact("withdrawal", "votes for who has withdrawn count for nobody", assumed=True),
    Fact("vacancy", "the substitute elected with the member", "article 166(2)"),
)

RULES = (
    Rule(
        name="limited-vote",
        title="Limited vote",
        source="Organic Law 5/1985 on the general electoral system (LOREG, Spain)",
        place="Spain (Senate)",
        arithmetic=Fixed(0),
        facts=FACTS,
        count=count,
        reading=Reading("equal", "pass", "pass"),
        kinds=("choices", "ranked"),
        options=(("votes", ("seats-1", *NUMBERS)),),
        effective_from=date(1985, 6, 21),
        page="docs/rules/limited-vote.md",
        unused_word="unused",
    ),
)
