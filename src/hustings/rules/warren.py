"""Warren STV: as Meek, but each paper pays the same price for an elected candidate.

Hill and Warren, "Meek versus Warren", Voting matters 20 (2005) 1-5. Under Meek a paper gives an
elected candidate a share of what it has left; under Warren it gives the candidate's price, or all
it has left where that is less. The steps and the rounding are those of the Reference Meek Rule
(`meek_prf.py`), as the paper lays down neither.
"""

from __future__ import annotations

from collections.abc import Sequence

from hustings.arithmetic import Fixed
from hustings.model.count import Exhibit, Fact
from hustings.rules.marks import Reading
from hustings.rules.meek import Shares, reference_count
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable


def pay_price(reached: Sequence[int], price: Sequence[int], one: int) -> tuple[list[int], int]:
    """Each gets the price, or all that is left of the paper where that is less."""
    weight, given = one, []
    for c in reached:
        part = min(weight, price[c])
        given.append(part)
        weight -= part
    return given, weight


def count(table: CountingTable) -> tuple[Exhibit, ...]:
    """The Reference Meek Rule's steps, a price in place of the keep factor."""
    return reference_count(table, pay_price, "Prices", prices_stand)


def prices_stand(shares: Shares, before: int | None) -> bool:
    """In place of B.2.e: prices can fall for many iterations while the surplus in all does not."""
    del before
    return shares.come_round()


FACTS = (
    Fact("method", "single transferable vote, Warren", "Hill & Warren 2005"),
    Fact("transfer", "a paper gives an elected candidate the price, or all it has left", "ibid."),
    Fact("price", "times quota, over votes, until nobody has too much", "ibid."),
    Fact("rounding", "each of the two rounded up", assumed=True),
    Fact("quota", "all candidates' votes / (seats + 1), cut, plus 0.000000001", assumed=True),
    Fact("precision", "nine decimal places; omega 0.000001", assumed=True),
    Fact("standstill", "prices that come round again end a round, not a surplus", assumed=True),
    Fact("exclusion", "one a round", assumed=True),
    Fact("ties", "all within the surplus of the lowest, by lot", assumed=True),
    Fact("last seats", "as many hopeful as unfilled seats are elected", assumed=True),
    Fact("papers", "reading stops at equal ranks or a gap; repeats are passed over", assumed=True),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
    Fact("vacancy", "not part of the method: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="warren",
        title="Warren STV",
        source="Hill and Warren, Meek versus Warren, Voting matters 20 (2005)",
        arithmetic=Fixed(9),
        facts=FACTS,
        count=count,
        reading=Reading("stop", "stop", "pass"),
        page="docs/rules/warren.md",
    ),
)
