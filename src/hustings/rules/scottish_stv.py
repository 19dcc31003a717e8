"""Scottish STV: the Scottish Local Government Elections Order 2007 (SSI 2007/42), Schedule 1.

Weighted inclusive Gregory in five decimal places. Rule numbers in the comments are those of
Schedule 1, Part III. The 2011 Order (SSI 2011/399) replaced it with the same count.
"""

from __future__ import annotations

from datetime import date

from hustings.arithmetic import Fixed
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable, Sorted


def count(table: CountingTable) -> None:
    """Rules 45 to 52 in their order."""
    # 45: sort the valid papers by first preference, credit one vote each
    table.first_preferences("rule 45")
    # 46: the valid papers over one more than the seats, decimals ignored, plus one
    table.set_quota(table.arithmetic.whole(table.valid // (table.terms.seats + 1) + 1))
    table.elect_at_quota("rule 47(1)")
    # 52(1): as many continuing candidates as vacancies are elected; (2): then no further transfer
    while table.vacancies and not table.fill_last("rule 52(1)"):
        waiting = [c for c in table.elected if table.surplus(c) > 0]
        if waiting:
            transfer_surplus(table, waiting)
        else:
            exclude(table)
        table.elect_at_quota("rule 47(1)")


def transfer_surplus(table: CountingTable, waiting: list[int]) -> None:
    """Rules 48 and 49: the highest surplus, all its papers, at value times surplus over votes."""
    table.begin("surplus", (), "rule 48(1)")
    # 49(2): equal surpluses by the most recent stage at which they differed; 49(3): else by lot
    c = table.back(table.highest(waiting), "surplus", "rule 49(2)-(3)")
    table.draft().of = (c,)
    surplus, votes = table.surplus(c), table.votes[c]

    def value(item: Sorted) -> int:
        # 48(3): multiplied first, then divided, to five places, the remainder ignored
        return int(table.arithmetic.share(item.parcel.value, surplus, votes))

    table.move(c, table.lay_out(table.piles[c]), value, leaves=table.quota)


def exclude(table: CountingTable) -> None:
    """Rules 50 and 51: the lowest, all papers at the value at which they came."""
    table.begin("exclusion", (), "rule 50(1)")
    # 51(2): the fewest votes at the most recent stage at which they differed; else by lot
    c = table.back(table.lowest(), "exclude", "rule 51(2)")
    table.draft().of = (c,)
    table.exclude(c, "rule 50(1)", "fewest votes")
    # 50(4): first preferences at one, transferred papers at the value received
    table.move(c, table.lay_out(table.piles[c]), lambda item: item.parcel.value)


FACTS = (
    Fact("method", "single transferable vote, weighted inclusive Gregory", "rules 45-52"),
    Fact("quota", "valid papers / (seats + 1), decimals ignored, plus one", "rule 46"),
    Fact("transfer", "all papers, each at its value x surplus / votes", "rule 48(3)"),
    Fact("precision", "five decimal places, remainder ignored", "rule 48(3)"),
    Fact("surplus order", "one a stage, the highest first", "rule 49(1)"),
    Fact("ties", "most recent stage at which they differed, then lot", "rules 49(2)-(3), 51(2)"),
    Fact("last seats", "as many continuing candidates as vacancies are elected", "rule 52(1)"),
    Fact("papers", "void without a first preference for one candidate only", "rule 43(1)"),
    Fact("broken order", "reading stops at the first gap or doubled number", "rule 2, consecutive"),
    Fact("withdrawal", "before papers are issued only", "rule 8"),
    Fact("vacancy", "a by-election under section 37 of the 1973 Act", "rule 1(2)"),
)

RULES = (
    Rule(
        name="scottish-stv",
        title="Scottish STV (local government elections)",
        source="Scottish Local Government Elections Order 2007 (SSI 2007/42), Schedule 1",
        place="Scotland",
        arithmetic=Fixed(5),
        facts=FACTS,
        count=count,
        reading=Reading("stop", "stop", "stop", "rules 2, 43"),
        effective_from=date(2007, 2, 17),
        page="docs/rules/scottish-stv.md",
    ),
)
