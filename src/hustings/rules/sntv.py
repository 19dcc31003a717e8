"""Single non-transferable vote: several seats, one vote each, most votes win.

As under Japan's Public Offices Election Act (Act No. 100 of 1950) at elections of members of local
assemblies, whose articles are given below.
"""

from __future__ import annotations

from datetime import date

from hustings.arithmetic import Fixed
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable
from hustings.rules.totals import by_votes, mark_votes, write


def count(table: CountingTable) -> None:
    """Articles 46, 68 and 95."""
    # 46(1): one name a ballot; 68(1): with two names or more it is invalid
    if table.kind == "ranked":
        first_ranks(table)
    else:
        mark_votes(table, 1, "article 46(1)", "article 68(1)")
    # 95(1): the most votes in order are elected; (2): equal votes by lot
    table.elect_best(by_votes(table), "article 95")


def first_ranks(table: CountingTable) -> None:
    """On papers that bear an order the first name has the vote."""
    table.valid = sum(table.box.lengths().values())
    votes = [ranks[0] if ranks else 0 for ranks in table.box.ranks()]
    write(table, votes, table.valid, "article 46(1)")
    table.note("papers bear an order of preference; the vote is the first preference")


FACTS = (
    Fact("method", "one vote, several seats: the most votes take them", "articles 46(1), 95(1)"),
    Fact("least votes", "the Act also asks for a minimum; none is asked for here", assumed=True),
    Fact("papers", "invalid with more than one candidate marked", "article 68(1)"),
    Fact("ranked papers", "the vote is the first preference", assumed=True),
    Fact("ties", "by lot", "article 95(2)"),
    Fact("withdrawal", "votes for who has withdrawn count for nobody", assumed=True),
    Fact("vacancy", "not decided here", assumed=True),
)

RULES = (
    Rule(
        name="sntv",
        title="Single non-transferable vote (SNTV)",
        source="Public Offices Election Act (Japan, Act No. 100 of 1950)",
        place="Japan (local assemblies)",
        arithmetic=Fixed(0),
        facts=FACTS,
        count=count,
        reading=Reading("stop", "pass", "pass"),
        kinds=("choices", "ranked"),
        effective_from=date(1950, 5, 1),
        page="docs/rules/sntv.md",
        unused_word="unused",
    ),
)
