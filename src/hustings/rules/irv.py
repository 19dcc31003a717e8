"""Instant runoff: one seat, the lowest defeated one at a time until somebody has a majority.

Preferential voting of Massachusetts General Laws chapter 54A section 14, without its rule (c) on
nomination signatures.
"""

from __future__ import annotations

from hustings.arithmetic import Exact
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable


def count(table: CountingTable) -> None:
    """Section 14, rules (a), (b) and (e) to (g)."""
    # (a): sort by first choice
    table.first_preferences("s.14(a)")
    while not elected(table):
        # (f)-(g): the lowest is defeated and all the ballots transferred
        table.begin("exclusion", (), "s.14(f)-(g)")
        # (h), s.9(k): equals by the standing before the last transfer, and so on back; else by lot
        c = table.back(table.lowest(), "exclude", "s.9(k)")
        table.draft().of = (c,)
        table.exclude(c, "s.14(f)-(g)", "fewest votes")
        table.move(c, table.lay_out(table.piles[c]), lambda item: item.parcel.value)


def elected(table: CountingTable) -> bool:
    """Rules (b) and (e): more than half of the ballots that have not become exhausted."""
    active = table.arithmetic.whole(table.valid) - table.non_transferable
    table.set_quota(table.arithmetic.over(active, 2))
    clause = "s.14(b)" if len(table.stages) == 0 else "s.14(e)"
    table.elect_at_quota(clause, strictly=True)
    return not table.vacancies or table.fill_last(clause)


FACTS = (
    Fact("method", "instant runoff (alternative vote), one seat", "M.G.L. c.54A s.14"),
    Fact("quota", "more than half of the ballots not exhausted", "s.14(b), (e)"),
    Fact("exclusion", "one candidate a stage, the fewest votes", "s.14(f)-(g)"),
    Fact("ties", "the standing before the last transfer, and so on back; then lot", "s.9(k)"),
    Fact("gaps", "passed over: the next number marked counts", "s.9(a)"),
    Fact("doubled numbers", "reading stops: no clear choice", "s.9(a), s.14(d)"),
    Fact("last candidate", "elected without a majority when no other is left", assumed=True),
    Fact("nomination signatures", "section 14(c) is left out", assumed=True),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
    Fact("vacancy", "not part of the count: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="irv",
        title="Instant runoff (alternative vote)",
        source="Massachusetts General Laws chapter 54A section 14",
        arithmetic=Exact(),
        facts=FACTS,
        count=count,
        reading=Reading("stop", "pass", "pass", "s.9(a)"),
        most_seats=1,
        page="docs/rules/irv.md",
        unused_word="exhausted",
    ),
)
