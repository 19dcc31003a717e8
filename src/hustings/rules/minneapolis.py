"""Minneapolis STV: Code of Ordinances, Title 8.5, Chapter 167, multiple-seat elections.

As amended on 24 May 2013 (2013-Or-055); letters are those of section 167.70 (c)(1). The text of
2008 and 2009 read papers otherwise (an overvote or a repeat ended them) and is not counted here.

Weighted inclusive Gregory in four decimal places. A candidate at the threshold stays in the count
until declared elected with the surplus; all who cannot be elected any more are defeated together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hustings.arithmetic import Fixed, Number
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.quotas import whole_droop
from hustings.rules.table import CountingTable, Sorted


def count(table: CountingTable) -> None:
    """167.70, clauses a to f, round by round."""
    # a: count the votes; 167.20 Threshold: votes over one more than the seats, plus one
    table.first_preferences("167.70 a")
    table.set_quota(whole_droop(table))
    while not complete(table):
        # b: surpluses are calculated; c: the impossible are defeated before any is transferred
        doomed = table.doomed()
        over = [c for c in table.continuing if table.surplus(c) > 0 and c not in doomed]
        losers = impossible(table, sum(table.surplus(c) for c in over))
        if losers:
            defeat(table, losers, "167.70 c")
        elif over:
            transfer_surplus(table, over)
        else:
            defeat(table, (), "167.70 e")


def complete(table: CountingTable) -> bool:
    """167.70 a and f: as many at the threshold, or as many continuing, as seats."""
    at = [c for c in table.continuing if table.surplus(c) >= 0 and c not in table.doomed()]
    first = table.in_order(at)[: table.vacancies]
    if len(at) >= table.vacancies and table.safe_to_elect(first):
        for c in first:
            table.elect(c, "167.70 a", "at the threshold")
        return True
    return table.fill_last("167.70 f")


def impossible(table: CountingTable, surplus: Number) -> list[int]:
    """167.20: those who with all votes from below and all surpluses stay below the next."""
    order = sorted(table.can_be_excluded(), key=lambda c: table.votes[c])
    votes = [table.votes[c] for c in order]
    # enough must stay for the offices (assumed: 167.70 f presumes it)
    spare = min(len(order) - 1, len(table.continuing) - table.vacancies)
    for n in range(spare, 0, -1):
        if sum(votes[:n]) + surplus < votes[n] and table.safe_to_exclude(order[:n]):
            return order[:n]
    return []


def transfer_surplus(table: CountingTable, over: Sequence[int]) -> None:
    """167.70 d: the largest surplus: declared elected, and every ballot passes on a fraction."""
    table.begin("surplus", (), "167.70 d")
    tied = table.highest(over)
    c = tied[0] if len(tied) == 1 else table.by_lot(tied, "surplus", "167.70 d")
    table.draft().of = (c,)
    table.elect(c, "167.70 d", "at the threshold, the largest surplus")
    # 167.20 Surplus fraction: surplus over votes, to four places, any remainder ignored
    fraction = table.arithmetic.ratio(table.surplus(c), table.votes[c])

    def value(item: Sorted) -> int:
        # 167.20 Transfer value: the fraction times the value the ballot had, four places
        return int(table.arithmetic.product(item.parcel.value, fraction))

    laid = table.lay_out(table.piles[c])
    # what the cut fractions do not carry stays with the elected candidate
    gone = sum(value(item) * item.parcel.papers for item in laid)
    table.move(c, laid, value, leaves=table.votes[c] - gone)


def defeat(table: CountingTable, losers: Sequence[int], clause: str) -> None:
    """167.70 c, e: those who cannot be elected, or else the lowest, with all their ballots."""
    table.begin("exclusion", (), clause)
    losers = losers or [lowest(table)]
    table.draft().of = tuple(losers)
    for c in losers:
        why = "mathematically impossible to be elected" if clause.endswith("c") else "fewest votes"
        table.exclude(c, clause, why)
    if len(table.continuing) == table.vacancies:
        # f: as many continuing as offices: declared elected, nothing more is transferred
        return
    for c in losers:
        table.move(c, table.lay_out(table.piles[c]), lambda item: item.parcel.value)


def lowest(table: CountingTable) -> int:
    """167.70 e: the fewest votes; a tie is decided by lot."""
    tied = table.lowest()
    return tied[0] if len(tied) == 1 else table.by_lot(tied, "exclude", "167.70 e")


FACTS = (
    Fact("method", "single transferable vote, weighted inclusive Gregory", "167.70 d"),
    Fact("quota", "threshold: votes / (seats + 1), fractions disregarded, plus one", "167.20"),
    Fact("election", "at the threshold; in the count until declared elected", "167.70 a, d"),
    Fact("transfer", "every ballot, at its value x surplus fraction", "167.20"),
    Fact("precision", "four decimal places, any remainder ignored", "167.20"),
    Fact("remainder", "stays with the elected candidate", "2013 tabulation, round 4"),
    Fact("surplus order", "one a round, the largest first", "167.70 d"),
    Fact("exclusion", "together all who cannot reach the next any more", "167.20, 167.70 c"),
    Fact("exclusion", "never so many that offices stay open", assumed=True),
    Fact("exclusion", "else the fewest votes", "167.70 e"),
    Fact("ties", "by lot at once", "167.70 d, e"),
    Fact("last seats", "as many continuing as offices are elected", "167.70 f"),
    Fact("papers", "blank, overvoted, repeated ranks are passed over", "167.70 (c)(2)"),
    Fact("write-ins", "undeclared write-ins are one candidate like any other", assumed=True),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
    Fact("vacancy", "not part of the count: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="minneapolis-stv",
        title="Minneapolis STV (multiple-seat elections)",
        source="Minneapolis Code of Ordinances, Title 8.5, Chapter 167",
        place="Minneapolis",
        arithmetic=Fixed(4),
        facts=FACTS,
        count=count,
        reading=Reading("pass", "pass", "pass", "167.70 (c)(2)"),
        effective_from=date(2013, 5, 24),
        page="docs/rules/minneapolis-stv.md",
        unused_word="exhausted",
    ),
)
