"""Weighted inclusive Gregory with exact fractions: every paper of a surplus moves, none is cut.

The method of the Scottish Orders without their rounding; a method, not a statute.
"""

from __future__ import annotations

from hustings.arithmetic import Exact
from hustings.model.count import Fact
from hustings.rules.pack import Rule
from hustings.rules.quotas import QUOTAS, quota_option
from hustings.rules.table import CountingTable


def count(table: CountingTable) -> None:
    """Surpluses first, the highest first; then the lowest is excluded; until the seats are full."""
    table.first_preferences("first preferences")
    strictly = quota_option(table)
    table.elect_at_quota("quota", strictly=strictly)
    while table.vacancies and not table.fill_last("last seats"):
        waiting = [c for c in table.elected if table.surplus(c) > 0]
        if waiting:
            transfer_surplus(table, waiting)
        else:
            exclude(table)
        table.elect_at_quota("quota", strictly=strictly)


def transfer_surplus(table: CountingTable, waiting: list[int]) -> None:
    """All papers of the highest surplus, each at its value times surplus over votes."""
    table.begin("surplus", (), "surplus")
    c = table.back(table.highest(waiting), "surplus", "ties")
    table.draft().of = (c,)
    surplus, votes = table.surplus(c), table.votes[c]
    table.move(
        c,
        table.lay_out(table.piles[c]),
        lambda item: table.arithmetic.share(item.parcel.value, surplus, votes),
        leaves=table.quota,
    )


def exclude(table: CountingTable) -> None:
    """The lowest, all papers at the value at which they came."""
    table.begin("exclusion", (), "exclusion")
    c = table.back(table.lowest(), "exclude", "ties")
    table.draft().of = (c,)
    table.exclude(c, "exclusion", "fewest votes")
    table.move(c, table.lay_out(table.piles[c]), lambda item: item.parcel.value)


FACTS = (
    Fact("method", "single transferable vote, weighted inclusive Gregory", "as in SSI 2007/42"),
    Fact(
        "quota",
        "option: droop (default), a whole number plus one; droop-exact, to be exceeded; hare",
        "Droop 1868; Newland and Britton 1997; Hare 1859",
    ),
    Fact("transfer", "all papers, each at its value x surplus / votes", "as rule 48(3) there"),
    Fact("precision", "exact fractions, nothing is lost", assumed=True),
    Fact("surplus order", "one a stage, the highest first", "as rule 49(1) there"),
    Fact("exclusion", "one candidate a stage, the fewest votes", "as rule 50(1) there"),
    Fact("ties", "most recent stage at which they differed, then lot", "as rule 51(2) there"),
    Fact("last seats", "as many continuing candidates as vacancies are elected", assumed=True),
    Fact("broken order", "reading stops at the first gap or doubled number", assumed=True),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
    Fact("vacancy", "not part of the count: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="gregory-inclusive",
        title="Weighted inclusive Gregory, exact",
        source="A method: the count of SSI 2007/42 in exact fractions",
        arithmetic=Exact(),
        facts=FACTS,
        count=count,
        options=(("quota", QUOTAS),),
        page="docs/rules/gregory-inclusive.md",
    ),
)
