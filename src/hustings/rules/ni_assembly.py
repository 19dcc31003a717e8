"""Northern Ireland STV: the Local Elections Rules, also used for the Assembly.

Electoral Law Act (Northern Ireland) 1962, Schedule 5, as substituted by SI 1985/454, Part IV.
Numbers in the comments are its rules: transfer values in two decimal places, a surplus moved by the
papers last received, several candidates excluded at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hustings.arithmetic import Fixed
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.quotas import whole_droop
from hustings.rules.table import CountingTable


def count(table: CountingTable) -> None:
    """Rules 47 to 52 in their order."""
    # 47: sort the valid papers by first preference
    table.first_preferences("rule 47")
    # 48(1)-(2): the valid papers over one more than the seats, any fraction disregarded, plus one
    table.set_quota(whole_droop(table))
    if table.terms.seats > 1:
        # 48(3): with one vacancy nobody is deemed elected before a first exclusion
        table.elect_at_quota("rule 48(3)")
    while not filled(table):
        waiting = surpluses(table)
        group = together(table, waiting)
        # 49(9)-(10): a surplus is transferred unless it can change nothing
        if waiting and not (group or below_the_next(table, waiting)):
            transfer_surplus(table, waiting)
        elif not leaves_enough(table, group):
            exclude(table, group)


def surpluses(table: CountingTable) -> list[int]:
    """49(9), (11): the elected with a surplus; none where there is only one vacancy."""
    return [c for c in table.elected if table.surplus(c) > 0 and table.terms.seats > 1]


def filled(table: CountingTable) -> bool:
    """52: the last vacancies, when nothing more needs to be transferred."""
    # 52(1): as many continuing candidates as vacancies
    if not table.vacancies or table.fill_last("rule 52(1)"):
        return True
    # 52(2): one vacancy, and one has at least as many as all others with the surpluses
    if table.vacancies > 1 or table.doomed():
        return False
    best = table.highest(table.continuing)[0]
    others = sum(table.votes[c] for c in table.continuing if c != best)
    waiting = sum(table.surplus(c) for c in surpluses(table))
    if len(table.highest(table.continuing)) > 1 or table.votes[best] < others + waiting:
        return False
    table.elect(best, "rule 52(2)", "at least as many as all others and the surpluses")
    return True


def below_the_next(table: CountingTable, waiting: Sequence[int]) -> bool:
    """49(10)(a): the surpluses are less than the difference between the lowest and the next."""
    votes = sorted(table.votes[c] for c in table.can_be_excluded())
    return len(votes) > 1 and sum(table.surplus(c) for c in waiting) < votes[1] - votes[0]


def together(table: CountingTable, waiting: Sequence[int]) -> list[int]:
    """51(12), 49(10)(b): the two or more lowest who with all surpluses have less than the next."""
    surplus = sum(table.surplus(c) for c in waiting)
    order = sorted(table.can_be_excluded(), key=lambda c: table.votes[c])
    votes = [table.votes[c] for c in order]
    # enough must stay for the vacancies (assumed: the rules do not say so)
    spare = min(len(order) - 1, len(table.continuing) - table.vacancies)
    for n in range(spare, 1, -1):
        if sum(votes[:n]) + surplus < votes[n] and table.safe_to_exclude(order[:n]):
            return order[:n]
    return []


def leaves_enough(table: CountingTable, group: Sequence[int]) -> bool:
    """52(1), (3): an exclusion after which as many continue as vacancies moves no paper.

    The official tables show no stage for it, so it is written down with the stage before.
    """
    if len(table.continuing) - max(len(group), 1) != table.vacancies or table.reopening:
        return False
    for c in group or lowest(table):
        table.exclude(c, "rule 51(1)", "fewest votes")
    return table.fill_last("rule 52(1)")


def lowest(table: CountingTable) -> list[int]:
    """51(13): the lowest at the earliest stage at which they differed; else by lot."""
    return [table.forward(table.lowest(), "exclude", "rule 51(13)")]


def transfer_surplus(table: CountingTable, waiting: Sequence[int]) -> None:
    """49, 50(1): the largest surplus, by the transferable papers last received."""
    table.begin("surplus", (), "rule 49")
    # 50(1)(a): equal surpluses by the earliest stage at which they differed; (b): else by lot
    c = table.forward(table.highest(waiting), "surplus", "rule 50(1)")
    table.draft().of = (c,)
    laid = table.lay_out(table.last_batch(c))
    papers, received = sum(item.transferable for item in laid), laid[0].parcel.value
    # 49(4)(b): the surplus over the papers transferred, to two places, remainder ignored
    shared = table.arithmetic.over(table.surplus(c), papers) if papers else received
    # 49(7): that, or the value at which the papers were received, whichever is the less
    each = min(shared, received)
    # 50(2)(c): the difference is recorded as non-transferable
    table.move(
        c,
        laid,
        lambda _: each,
        leaves=table.quota,
        strand=False,
        rest="lost" if each < received else "non-transferable",
    )
    table.elect_at_quota("rule 48(3)")


def exclude(table: CountingTable, group: Sequence[int]) -> None:
    """51: first preferences, then transferred papers by value, electing after each."""
    table.begin("exclusion", (), "rule 51")
    group = group or lowest(table)
    table.draft().of = tuple(group)
    for c in group:
        table.exclude(c, "rule 51(12)" if len(group) > 1 else "rule 51(1)", "fewest votes")
    for _, parcels in table.by_value(group, first_apart=True):
        table.next_batch()
        for c, theirs in parcels.items():
            # 51(2)-(3) first preferences at one; 51(5)-(9) others at the value received
            table.move(c, table.lay_out(theirs), lambda item: item.parcel.value)
        table.elect_at_quota("rule 48(3)")
        # 51(5), 52(3): no further transfer when the last vacancies can be filled
        if not table.vacancies or table.fill_last("rule 52(1)"):
            return


FACTS = (
    Fact("method", "single transferable vote, Gregory on the last sub-parcel", "rule 49(1), (5)"),
    Fact("quota", "valid papers / (seats + 1), any fraction disregarded, plus one", "rule 48"),
    Fact("election", "the quota equalled or exceeded, at any stage", "rule 48(3)"),
    Fact("transfer", "transferable papers at surplus / papers, none above its value", "rule 49(7)"),
    Fact("precision", "two decimal places, remainder ignored", "rule 49(4)(b)"),
    Fact("remainder", "recorded as non-transferable", "rule 50(2)(c)"),
    Fact("surplus order", "the largest first; not while it can change nothing", "rules 49(10), 50"),
    Fact("exclusion", "two or more together when less than the next", "rule 51(12)"),
    Fact("exclusion", "never so many that vacancies stay open", assumed=True),
    Fact("exclusion", "first preferences, then by value, the highest first", "rule 51(2)-(9)"),
    Fact("ties", "the earliest stage at which they differed, then lot", "rules 50(1), 51(13)"),
    Fact("last seats", "as many continuing as vacancies are elected", "rule 52(1)"),
    Fact("last seat", "a majority over all others and the surpluses", "rule 52(2)"),
    Fact("papers", "void without a figure 1 for one candidate only", "rule 46(1)"),
    Fact("broken order", "non-transferable where the sequence breaks", "rule 50(4)"),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
    Fact("vacancy", "not part of the count: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="ni-assembly-stv",
        title="Northern Ireland STV (Assembly and local elections)",
        source="Electoral Law Act (NI) 1962 Schedule 5 (SI 1985/454), Part IV; SI 2001/2599",
        place="Northern Ireland",
        arithmetic=Fixed(2),
        facts=FACTS,
        count=count,
        reading=Reading("stop", "stop", "stop", "rules 46, 50(4)"),
        effective_from=date(1985, 5, 15),
        page="docs/rules/ni-assembly-stv.md",
    ),
)
