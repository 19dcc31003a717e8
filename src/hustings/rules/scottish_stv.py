"""Scottish STV: the Scottish Local Government Elections Orders of 2007 and 2011, Schedule 1.

Weighted inclusive Gregory in five decimal places. The 2011 Order (SSI 2011/399) replaced that of
2007 (SSI 2007/42) with the same count, one rule number on; the numbers are data (`Clauses`).
Rule numbers in the comments are those of 2007.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from hustings.arithmetic import Fixed
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.quotas import whole_droop
from hustings.rules.table import CountingTable, Sorted


@dataclass(frozen=True, slots=True)
class Clauses:
    """Where an Order says it: `base` is the number of its rule on the first stage."""

    base: int

    def rule(self, on: int, paragraph: str = "") -> str:
        """The rule so many after the first stage, with a paragraph."""
        return f"rule {self.base + on}{paragraph}"


def count(table: CountingTable, law: Clauses) -> None:
    """Rules 45 to 52 in their order."""
    # 45: sort the valid papers by first preference, credit one vote each
    table.first_preferences(law.rule(0))
    # 46: the valid papers over one more than the seats, decimals ignored, plus one
    table.set_quota(whole_droop(table))
    table.elect_at_quota(law.rule(2, "(1)"))
    # 52(1): as many continuing candidates as vacancies are elected; (2): then no further transfer
    while table.vacancies and not table.fill_last(law.rule(7, "(1)")):
        waiting = [c for c in table.elected if table.surplus(c) > 0]
        if waiting:
            transfer_surplus(table, waiting, law)
        else:
            exclude(table, law)
        table.elect_at_quota(law.rule(2, "(1)"))


def transfer_surplus(table: CountingTable, waiting: list[int], law: Clauses) -> None:
    """Rules 48 and 49: the highest surplus, all its papers, at value times surplus over votes."""
    table.begin("surplus", (), law.rule(3, "(1)"))
    # 49(2): equal surpluses by the most recent stage at which they differed; 49(3): else by lot
    c = table.back(table.highest(waiting), "surplus", law.rule(4, "(2)-(3)"))
    table.draft().of = (c,)
    surplus, votes = table.surplus(c), table.votes[c]

    def value(item: Sorted) -> int:
        # 48(3): multiplied first, then divided, to five places, the remainder ignored
        return int(table.arithmetic.share(item.parcel.value, surplus, votes))

    table.move(c, table.lay_out(table.piles[c]), value, leaves=table.quota)


def exclude(table: CountingTable, law: Clauses) -> None:
    """Rules 50 and 51: the lowest, all papers at the value at which they came."""
    table.begin("exclusion", (), law.rule(5, "(1)"))
    # 51(2): the fewest votes at the most recent stage at which they differed; else by lot
    c = table.back(table.lowest(), "exclude", law.rule(6, "(2)"))
    table.draft().of = (c,)
    table.exclude(c, law.rule(5, "(1)"), "fewest votes")
    # 50(4): first preferences at one, transferred papers at the value received
    table.move(c, table.lay_out(table.piles[c]), lambda item: item.parcel.value)


def facts(law: Clauses) -> tuple[Fact, ...]:
    """What both Orders say, by the rule numbers of one."""
    rule = law.rule
    ties = f"{rule(4, '(2)-(3)')}, {rule(6, '(2)')}"
    return (
        Fact("method", "single transferable vote, weighted inclusive Gregory", rule(3)),
        Fact("quota", "valid papers / (seats + 1), decimals ignored, plus one", rule(1)),
        Fact("election", "the quota equalled or exceeded, at any stage", rule(2, "(1)")),
        Fact("transfer", "all papers, each at its value x surplus / votes", rule(3, "(3)")),
        Fact("precision", "five decimal places, remainder ignored", rule(3, "(3)")),
        Fact("surplus order", "one a stage, the highest first", rule(4, "(1)")),
        Fact("exclusion", "one candidate a stage, the fewest votes", rule(5, "(1)")),
        Fact("ties", "most recent stage at which they differed, then lot", ties),
        Fact(
            "ties of three and more",
            "the fewest (or most) votes at that stage; if shared, the search goes on among them",
            assumed=True,
        ),
        Fact("last seats", "as many continuing as vacancies are elected", rule(7, "(1)")),
        Fact("papers", "void without a first preference for one candidate only", rule(-2, "(1)")),
        Fact("broken order", "only preferences in consecutive order are read", "article 2"),
        Fact("withdrawal", "by the deadline for nominations only", "rule 8"),
        Fact("vacancy", "a by-election", "Local Government (Scotland) Act 1973 s.37"),
    )


def order(year: int, instrument: str, base: int, begun: date, ended: date | None) -> Rule:
    """One of the two Orders."""
    law = Clauses(base)
    return Rule(
        name="scottish-stv",
        title="Scottish STV (local government elections)",
        source=f"Scottish Local Government Elections Order {year} ({instrument}), Schedule 1",
        place="Scotland",
        arithmetic=Fixed(5),
        facts=facts(law),
        count=partial(count, law=law),
        reading=Reading("stop", "stop", "stop", f"article 2, {law.rule(-2)}"),
        effective_from=begun,
        effective_to=ended,
        page="docs/rules/scottish-stv.md",
    )


RULES = (
    # article 1(2): in force on 17 February 2007, not for elections on or before 2 May 2007
    order(2007, "SSI 2007/42", 45, date(2007, 5, 3), date(2012, 5, 2)),
    # article 1(1): in force on 10 November 2011, not for elections on or before 2 May 2012
    order(2011, "SSI 2011/399", 46, date(2012, 5, 3), None),
)
