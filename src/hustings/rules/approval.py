"""Approval voting: mark as many as one likes, one vote each, most votes win.

A method without a statute here: Brams and Fishburn, "Approval Voting", American Political Science
Review 72 (1978) 831-847; with several seats it is the multi-winner form that takes the top ones.
"""

from __future__ import annotations

from hustings.arithmetic import Fixed
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable
from hustings.rules.totals import by_votes, mark_votes


def count(table: CountingTable) -> None:
    """No paper can mark too many."""
    mark_votes(table, len(table.names), "approvals", "")
    table.elect_best(by_votes(table), "most approvals")


FACTS = (
    Fact("method", "as many marks as one likes; the most marks take the seats", "Brams & Fishburn"),
    Fact("seats", "with several seats, the candidates with the most approvals", assumed=True),
    Fact("papers", "invalid when blank", assumed=True),
    Fact("points", "on papers of points, one point or more is an approval", assumed=True),
    Fact("ranked papers", "the order is ignored: each name is an approval", assumed=True),
    Fact("ties", "by lot", assumed=True),
    Fact("withdrawal", "votes for who has withdrawn count for nobody", assumed=True),
    Fact("vacancy", "not part of the method: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="approval",
        title="Approval voting",
        source="Brams and Fishburn, Approval Voting, APSR 72 (1978)",
        arithmetic=Fixed(0),
        facts=FACTS,
        count=count,
        reading=Reading("equal", "pass", "pass"),
        kinds=("choices", "ranked", "scores"),
        page="docs/rules/approval.md",
        votes_word="approvals",
        unused_word="not given",
    ),
)
