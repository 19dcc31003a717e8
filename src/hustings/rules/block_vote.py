"""Block vote (plurality at large): each voter marks up to so many names, most votes win.

As at elections of councillors in England: the Local Elections (Principal Areas) (England and Wales)
Rules 2006 (SI 2006/3304), Schedule 2, whose rule numbers are given below. Labour's NEC members'
section to April 2020 (record `labour-nec`, rule r01) is counted the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hustings.arithmetic import Fixed
from hustings.errors import LotNeeded
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable
from hustings.rules.totals import NUMBERS, asked_number, by_votes, mark_votes


def count(table: CountingTable) -> None:
    """Rules 15, 47 and 49."""
    # 47(1)(b): a paper with votes for more candidates than the voter may vote for is void
    most = asked_number(table, "max_votes", table.terms.seats)
    mark_votes(table, most, "rule 15", "rule 47(1)(b)")
    # 15: those with more votes than the others, up to the number to be elected; 49: else by lot
    table.elect_best(by_votes(table), "rules 15, 49")


def elect(votes: Mapping[str, int], seats: int, lots: Sequence[str] = ()) -> tuple[str, ...]:
    """The elected, most votes first.

    `lots` lists candidates in the order drawn and settles ties in that order. Raises LotNeeded
    when equal votes straddle the last seat and `lots` does not order all of the tied.
    """
    drawn = {name: place for place, name in enumerate(lots)}
    order = sorted(votes, key=lambda name: (-votes[name], drawn.get(name, len(drawn)), name))
    if len(order) <= seats:
        return tuple(order)
    line = votes[order[seats - 1]]
    if votes[order[seats]] == line:
        tied = [name for name in order if votes[name] == line]
        if not all(name in drawn for name in tied):
            raise LotNeeded(tied, seats - sum(1 for name in order if votes[name] > line))
    return tuple(order[:seats])


FACTS = (
    Fact("method", "plurality at large: the most votes take the seats, in one stage", "rule 15"),
    Fact(
        "votes", "one a candidate, up to as many as seats; fewer may be used", "rules 15, 47(1)(b)"
    ),
    Fact("max_votes", "as many as seats unless the contest says otherwise", assumed=True),
    Fact("papers", "void with votes for more candidates than allowed", "rule 47(1)(b)"),
    Fact("repeats", "a name marked twice is one vote", assumed=True),
    Fact("ranked papers", "the order is ignored: each name is one vote", assumed=True),
    Fact("ties", "by lot, where one more vote would elect any of the tied", "rule 49"),
    Fact(
        "withdrawal", "before papers are printed only; later, votes count for nobody", assumed=True
    ),
    Fact("vacancy", "a by-election", "Local Government Act 1972, section 89"),
)

RULES = (
    Rule(
        name="block-vote",
        title="Block vote (plurality at large)",
        source="Local Elections (Principal Areas) (England and Wales) Rules 2006 (SI 2006/3304)"
        ", Schedule 2",
        place="England and Wales; many societies",
        arithmetic=Fixed(0),
        facts=FACTS,
        count=count,
        reading=Reading("equal", "pass", "pass"),
        kinds=("choices", "ranked"),
        options=(("max_votes", ("seats", *NUMBERS)),),
        page="docs/rules/block-vote.md",
        unused_word="unused",
    ),
)
