"""ERS97: the Electoral Reform Society's rules for counting STV by hand, third edition, 1997.

Numbers in the comments are the paragraphs of Newland and Britton, "How to conduct an election by
the Single Transferable Vote", 3rd edition: two decimal places, surpluses by the last batch and
deferred while they can change nothing, a vote required for election that falls as papers run out.
"""

from __future__ import annotations

from collections.abc import Sequence

from hustings.arithmetic import Fixed, Number
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable


def count(table: CountingTable) -> None:
    """Sections 5.1 to 5.5 in their order."""
    # 5.1.2-5.1.5: sort the valid papers by first preference
    table.first_preferences("5.1.2")
    set_quota(table)
    elect(table, "5.1.7")
    # 4.3: until the seats are full, or no more candidates are left than seats
    while table.vacancies and not table.fill_last("4.3"):
        say_required(table)
        waiting = [c for c in table.elected if table.surplus(c) > 0]
        group = together(table, waiting)
        if waiting and not group:
            transfer_surplus(table, waiting)
        elif not leaves_enough(table, group):
            exclude(table, group)
    # 5.5.2: the remaining continuing candidates are formally excluded
    for c in table.continuing:
        table.exclude(c, "5.5.2", "all places are filled")


def set_quota(table: CountingTable) -> None:
    """5.1.6: votes not yet non-transferable over one more than the seats, rounded up to 0.01."""
    votes = whole(table) - table.non_transferable
    table.set_quota(-(-votes // (table.terms.seats + 1)))


def whole(table: CountingTable) -> Number:
    """The total valid vote."""
    return table.arithmetic.whole(table.valid)


def active_vote(table: CountingTable) -> Number:
    """6.20, 5.6.1: the valid vote less what is non-transferable and what the elected keep."""
    assert table.quota is not None
    kept = sum(min(table.votes[c], table.quota) for c in table.elected)
    return whole(table) - table.non_transferable - table.lost - kept


def required(table: CountingTable) -> Number:
    """5.1.7: the vote that elects: the quota, or the active vote over the vacancies plus one."""
    assert table.quota is not None
    return min(table.quota, -(-active_vote(table) // (table.vacancies + 1)))


def elect(table: CountingTable, clause: str) -> None:
    """5.1.7, 5.3.13, 5.4.9: each in turn who has the vote required, which falls as places fill."""
    while table.vacancies:
        need, doomed = required(table), table.doomed()
        there = [c for c in table.continuing if table.votes[c] >= need and c not in doomed]
        if not there:
            return
        tied = table.highest(there)
        chosen = first_of(table, tied, clause)
        if chosen is None:
            # 5.6.2: equal at every point, none of them is elected at this stage
            return
        table.elect(chosen, clause, f"the vote required, {table.arithmetic.text(need)}")


def first_of(table: CountingTable, tied: Sequence[int], clause: str) -> int | None:
    """Who of equals is elected first, None where 5.6.2 elects none of them.

    Their order matters only beyond the last place, or where a constraint shuts out all but some.
    """
    if len(tied) > table.vacancies:
        return ahead(table, tied)
    if not table.safe_to_elect(tied):
        return table.forward_batches(tied, "elect", clause)
    return table.in_order(tied)[0]


def ahead(table: CountingTable, tied: Sequence[int]) -> int | None:
    """5.6.2: the one with most votes at the earliest point at which they differed, if any."""
    left = list(tied)
    for votes in table.points:
        most = max(votes[c] for c in left)
        left = [c for c in left if votes[c] == most]
    return left[0] if len(left) == 1 else None


def together(table: CountingTable, waiting: Sequence[int]) -> list[int]:
    """5.2.5: the most who can go out together; with surpluses, empty unless these are deferred.

    5.2.2: surpluses wait when they do not exceed the difference between the lowest and the next,
    or between a group of lowest and the next above: that is, when such a group can be excluded.
    """
    surplus = sum(table.surplus(c) for c in waiting)
    order = sorted(table.can_be_excluded(), key=lambda c: table.votes[c])
    votes = [table.votes[c] for c in order]
    spare = min(len(order) - 1, len(table.continuing) - table.vacancies)
    for n in range(spare, 1 - bool(waiting), -1):
        # (b) no more than the next above; equals are not parted (assumed)
        below = sum(votes[:n]) + surplus <= votes[n] and votes[n - 1] < votes[n]
        if below and table.safe_to_exclude(order[:n]):
            return order[:n]
    return []


def lowest(table: CountingTable) -> list[int]:
    """5.2.5: the lowest; equals by the earliest point at which they differed, else by lot."""
    return [table.forward_batches(table.lowest(), "exclude", "5.2.5")]


def leaves_enough(table: CountingTable, group: Sequence[int]) -> bool:
    """5.5.1: an exclusion that would leave only as many as there are places elects them instead."""
    if len(table.continuing) - max(len(group), 1) != table.vacancies or table.reopening:
        return False
    out = group or lowest(table)
    for c in table.in_order(c for c in table.continuing if c not in out):
        table.elect(c, "5.5.1", "a further exclusion would leave only as many as places")
    return True


def transfer_surplus(table: CountingTable, waiting: Sequence[int]) -> None:
    """5.2.3, 5.3: the largest surplus, by the transferable papers of the last batch."""
    table.begin("surplus", (), "5.3")
    c = table.forward_batches(table.highest(waiting), "surplus", "5.2.3")
    table.draft().of = (c,)
    laid = table.lay_out(table.last_batch(c))
    papers, present = sum(item.transferable for item in laid), laid[0].parcel.value
    surplus = table.surplus(c)
    # 5.3.7: the surplus over the papers, cut; or their present value where that is not more
    shared = present * papers > surplus
    each = table.arithmetic.over(surplus, papers) if shared else present
    # 5.3.9: the neglected remainder is the non-transferable difference
    table.move(
        c,
        laid,
        lambda _: each,
        leaves=table.quota,
        strand=False,
        rest="lost" if shared else "non-transferable",
    )
    elect(table, "5.3.13")


def exclude(table: CountingTable, group: Sequence[int]) -> None:
    """5.4: their papers in batches of one value, the highest first, electing after each."""
    table.begin("exclusion", (), "5.4")
    group = group or lowest(table)
    table.draft().of = tuple(group)
    for c in group:
        table.exclude(c, "5.2.5", "fewest votes")
    for _, parcels in table.by_value(group):
        table.next_batch()
        for c, theirs in parcels.items():
            table.move(c, table.lay_out(theirs), lambda item: item.parcel.value)
        if not table.elected:
            # 5.4.8: the quota falls with the non-transferable vote until somebody is elected
            set_quota(table)
        elect(table, "5.4.9")
        if not table.vacancies:
            # 5.5.2: no further transfers
            return


def say_required(table: CountingTable) -> None:
    """5.6.1: what the count control form shows at the end of a stage."""
    text = table.arithmetic.text
    said = f"total active vote {text(active_vote(table))}, required {text(required(table))}"
    table.note(said)


FACTS = (
    Fact("method", "single transferable vote, Gregory on the last batch", "5.3.1-5.3.2"),
    Fact("quota", "valid vote / (seats + 1), rounded up to 0.01", "5.1.6"),
    Fact("quota", "falls with non-transferable papers until somebody is elected", "5.4.8"),
    Fact("election", "the quota, or the active vote / (vacancies + 1)", "5.1.7, 5.3.13, 5.4.9"),
    Fact("transfer", "transferable papers at surplus / papers, none above its value", "5.3.7"),
    Fact("precision", "two decimal places, remainder non-transferable", "5.3.7, 5.3.9"),
    Fact("surplus order", "the largest first, deferred while it can change nothing", "5.2.2-5.2.3"),
    Fact("exclusion", "as many together as cannot overtake the next above", "5.2.5"),
    Fact("exclusion", "in batches of one value, the highest first", "5.4.1-5.4.11"),
    Fact("exclusion", "a group never parts equal candidates", assumed=True),
    Fact("ties", "the earliest point at which they differed, then lot", "5.2.3, 5.2.5"),
    Fact("ties for the last places", "none is elected at that stage", "5.6.2"),
    Fact("last seats", "filled when an exclusion would leave only as many", "5.5.1"),
    Fact("papers", "invalid without a first preference for one candidate only", "6.8-6.9"),
    Fact("broken order", "reading stops where the next preference is uncertain", "6.10"),
    Fact("vacancy", "recount passing over who left, co-option, or leave it", "7.1-7.3"),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
)

RULES = (
    Rule(
        name="ers97",
        title="ERS97 (Electoral Reform Society rules, 1997)",
        source="Newland and Britton, How to conduct an election by the STV, 3rd ed., ERS 1997",
        arithmetic=Fixed(2),
        facts=FACTS,
        count=count,
        reading=Reading("stop", "stop", "stop", "6.8-6.10"),
        page="docs/rules/ers97.md",
    ),
)
