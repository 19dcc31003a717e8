"""Meek STV as the Proportional Representation Foundation's reference rule has it.

"Reference Rule: Meek's Method" (prfound.org, Reference Meek Rule). Letters and numbers in the
comments, here and in `meek.reference_count`, are its steps. Nine decimal places.
"""

from __future__ import annotations

from hustings.arithmetic import Fixed
from hustings.model.count import Exhibit, Fact
from hustings.rules.marks import Reading
from hustings.rules.meek import keep_part, reference_count
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable


def count(table: CountingTable) -> tuple[Exhibit, ...]:
    """Steps A to C; B.2.a: weight times keep factor, nine places, rounded up."""
    return reference_count(table, keep_part, "Keep factors")


FACTS = (
    Fact("method", "single transferable vote, Meek", "B"),
    Fact("quota", "all candidates' votes / (seats + 1), cut, plus 0.000000001, each time", "B.2.b"),
    Fact("transfer", "weight times keep factor, rounded up, stays; the rest goes on", "B.2.a"),
    Fact("keep factor", "times quota, over votes, each rounded up", "B.2.f"),
    Fact("precision", "nine decimal places", "B.2"),
    Fact("omega", "a round ends with a surplus below 0.000001, or one that does not fall", "B.2.e"),
    Fact("exclusion", "one a round; nobody is defeated together with another", "B.3"),
    Fact("ties", "all within the surplus of the lowest, by the procedure laid down", "B.3, T"),
    Fact("tie procedure", "by lot; pass one order drawn beforehand to settle all", assumed=True),
    Fact("last seats", "as many hopeful as unfilled seats are elected", "C.1"),
    Fact("papers", "reading stops at equal ranks or a gap; repeats are passed over", assumed=True),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
    Fact("vacancy", "not part of the method: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="meek-prf",
        title="Meek STV (PR Foundation reference rule)",
        source="Proportional Representation Foundation, Reference Meek Rule",
        arithmetic=Fixed(9),
        facts=FACTS,
        count=count,
        reading=Reading("stop", "stop", "pass"),
        page="docs/rules/meek-prf.md",
    ),
)
