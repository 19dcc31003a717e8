"""Gregory on the last parcel with exact fractions: a surplus is moved by the papers that made it.

Surpluses of first preferences take all transferable papers, later ones those last received, as in
the hand-counted rules of Northern Ireland and the Electoral Reform Society; not a statute.
"""

from __future__ import annotations

from hustings.arithmetic import Exact, Number
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
            table.elect_at_quota("quota", strictly=strictly)
        else:
            exclude(table, strictly)


def transfer_surplus(table: CountingTable, waiting: list[int]) -> None:
    """The last batch's transferable papers share the highest surplus, none above its value."""
    table.begin("surplus", (), "surplus")
    c = table.back(table.highest(waiting), "surplus", "ties")
    table.draft().of = (c,)
    each = transfer_value(table, c)
    laid = table.lay_out(table.last_batch(c))
    table.move(
        c,
        laid,
        lambda item: min(item.parcel.value, each),
        leaves=table.quota,
        strand=False,
        rest="non-transferable",
    )


def transfer_value(table: CountingTable, candidate: int) -> Number:
    """The surplus over the transferable papers of the last batch (0 when there are none)."""
    papers = sum(item.transferable for item in table.lay_out(table.last_batch(candidate)))
    return table.arithmetic.over(table.surplus(candidate), papers) if papers else 0


def exclude(table: CountingTable, strictly: bool) -> None:
    """The lowest, in batches of papers of one value, the highest value first."""
    table.begin("exclusion", (), "exclusion")
    c = table.back(table.lowest(), "exclude", "ties")
    table.draft().of = (c,)
    table.exclude(c, "exclusion", "fewest votes")
    for _, parcels in table.by_value([c]):
        table.next_batch()
        table.move(c, table.lay_out(parcels[c]), lambda item: item.parcel.value)
        table.elect_at_quota("quota", strictly=strictly)
        if not table.vacancies:
            return


FACTS = (
    Fact("method", "single transferable vote, Gregory on the last parcel", "Gregory 1880"),
    Fact(
        "quota",
        "option: droop (default), a whole number plus one; droop-exact, to be exceeded; hare",
        "Droop 1868; Newland and Britton 1997; Hare 1859",
    ),
    Fact(
        "transfer",
        "transferable papers last received, at surplus / papers, none above its value",
        "as ERS97 5.3.2, 5.3.7",
    ),
    Fact("precision", "exact fractions, nothing is lost", assumed=True),
    Fact("surplus order", "one a stage, the highest first", "as ERS97 5.2.3"),
    Fact(
        "exclusion",
        "one candidate a stage, in batches of one value, the highest first",
        "as ERS97 5.4.1-5.4.11",
    ),
    Fact("ties", "most recent stage at which they differed, then lot", assumed=True),
    Fact("last seats", "as many continuing candidates as vacancies are elected", "as ERS97 4.3"),
    Fact("broken order", "reading stops at the first gap or doubled number", assumed=True),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
    Fact("vacancy", "not part of the count: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="gregory-last-parcel",
        title="Gregory on the last parcel, exact",
        source="A method: the Gregory count of hand-counted STV in exact fractions",
        arithmetic=Exact(),
        facts=FACTS,
        count=count,
        options=(("quota", QUOTAS),),
        page="docs/rules/gregory-last-parcel.md",
    ),
)
