"""Supplementary vote: the two leaders of the first preferences, then second preferences for them.

Greater London Authority Act 1999 Schedule 2 Part I (the Mayor of London); Local Government Act 2000
Schedule 2 said the same of elected mayors. Repealed by the Elections Act 2022.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hustings.arithmetic import Exact
from hustings.model.count import Fact
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.papers import NOBODY, Bundle
from hustings.rules.table import CountingTable, Parcel, Sorted


def count(table: CountingTable) -> None:
    """Paragraphs 3 and 4."""
    table.first_preferences("para. 2")
    # 3: more than half of all first preference votes
    table.set_quota(table.arithmetic.over(table.arithmetic.whole(table.valid), 2))
    table.elect_at_quota("para. 3", strictly=True)
    if not table.vacancies or table.fill_last("section 4"):
        return
    if len(table.continuing) > 2:
        second_preferences(table)
    # 4(7): the greatest total; 4(8): a tie is decided by lots
    best = table.highest(table.continuing)
    winner = best[0] if len(best) == 1 else table.by_lot(best, "elect", "para. 4(8)")
    table.elect(winner, "para. 4(7)", "the greatest number of votes")


def second_preferences(table: CountingTable) -> None:
    """4(2)-(6): those behind the two leaders go out; only second preferences for leaders count."""
    standing = table.continuing
    remain = leaders(table)
    table.begin("second preferences", (), "para. 4")
    table.draft().of = tuple(c for c in standing if c not in remain)
    for c in table.draft().of:
        table.exclude(c, "para. 4(4)", "not one of the two leaders")
    for c in table.draft().of:
        # 4(5)-(6): added where the first preference was for none of those who remain
        laid = [item for p in table.piles[c] for item in second(table, p, c, standing, remain)]
        table.move(c, laid, lambda item: item.parcel.value, leaves=table.arithmetic.whole(0))


def leaders(table: CountingTable) -> list[int]:
    """4(2)-(3): the two with most first preferences, and whoever equals the second."""
    doomed = table.doomed()
    can_win = [c for c in table.continuing if c not in doomed]
    line = sorted((table.votes[c] for c in can_win), reverse=True)[:2][-1]
    return [c for c in can_win if table.votes[c] >= line]


def second(
    table: CountingTable, parcel: Parcel, first: int, standing: Sequence[int], remain: Sequence[int]
) -> list[Sorted]:
    """A parcel by second preference: to those who remain, and one lot for each who does not."""
    available = [c in standing and c != first for c in range(len(table.states))]
    by = table.box.sort([parcel.bundle], available)[0]
    to: dict[int, Bundle] = {c: bundle for c, bundle in by.items() if c in remain}
    lost = [by.get(NOBODY), *(b for c, b in by.items() if c not in remain and c != NOBODY)]
    return [Sorted(parcel, to, None), *(Sorted(parcel, {}, b) for b in lost if b is not None)]


FACTS = (
    Fact("method", "supplementary vote, one seat, two preferences", "paras. 2-4"),
    Fact("quota", "more than half of all first preferences", "para. 3"),
    Fact("exclusion", "all but the two leaders at once", "para. 4(2), (4)"),
    Fact("ties for second place", "all of the tied remain", "para. 4(3)"),
    Fact("transfer", "second preferences for those who remain only", "para. 4(5)-(6)"),
    Fact("ties", "lots, drawn by the returning officer", "para. 4(8)"),
    Fact("one or two candidates", "simple majority", "section 4"),
    Fact("papers", "no valid first preference: not counted", assumed=True),
    Fact("later preferences", "third and later marks are never read", "para. 2"),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
    Fact("vacancy", "not part of the count: the body's own rules decide", assumed=True),
)

RULES = (
    Rule(
        name="supplementary-vote",
        title="Supplementary vote (English and London mayors to 2022)",
        source="Greater London Authority Act 1999, Schedule 2 Part I",
        place="London",
        arithmetic=Exact(),
        facts=FACTS,
        count=count,
        reading=Reading("stop", "stop", "stop", ""),
        most_seats=1,
        effective_from=date(2000, 5, 4),
        effective_to=date(2022, 10, 25),
        page="docs/rules/supplementary-vote.md",
        unused_word="not added",
    ),
)
