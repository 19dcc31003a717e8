"""New Zealand STV: the Local Electoral Regulations 2001 (SR 2001/145), Schedule 1A.

Meek's method in nine decimal places. Clause numbers are those of the Schedule, Part 1. The
certified STV Calculator that counts real elections departs from the text in two places; which of
the two is followed is an option, and `docs/rules/meek-nz.md` gives the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hustings.arithmetic import Fixed
from hustings.model.count import Exhibit, Fact
from hustings.rules.marks import Reading
from hustings.rules.meek import Shares, complete, keep_part, over
from hustings.rules.pack import Rule
from hustings.rules.table import CountingTable

SMALL = 100_000
"""0.0001 in units of the ninth place (clause 13)."""


def count(table: CountingTable) -> tuple[Exhibit, ...]:
    """Clauses 5 to 18."""
    calculator = table.terms.option("follow", "calculator") == "calculator"
    shares = Shares(table, keep_part if calculator else all_rounded_up)
    shares.begin("first preferences", (), "clauses 5-6")
    fresh = step(shares, "clause 6")
    # the text excludes nobody before votes were shared out by keep values; the Calculator does
    may_exclude = calculator
    # 3: complete when as many are successful, or successful and hopeful, as there are vacancies
    while not complete(table, "clause 3"):
        out = to_exclude(shares) if may_exclude else []
        if out:
            last = exclude(shares, out)
            if complete(table, "clause 3"):
                shares.strand(last)
                break
        elif fresh:
            shares.begin("surplus", fresh, "clause 7")
        # 7, 17: keep values; 10: votes; 11: quota; 12: who has it is successful
        shares.update()
        fresh = step(shares, "clause 12")
        may_exclude = True
    return (shares.exhibit(),)


def step(shares: Shares, clause: str) -> list[int]:
    """Clauses 10 to 12: votes, quota, and who has it; the newly successful."""
    shares.share_out()
    # 5, 11: (papers - non-transferable) / (vacancies + 1), cut, plus 0.000000001; what rounding up
    # makes is counted in, so that no more can have the quota than there are vacancies
    shares.quota()
    return shares.elect(clause)


def all_rounded_up(reached: Sequence[int], keep: Sequence[int], one: int) -> tuple[list[int], int]:
    """Clause 10 to the letter: every product is rounded up, so a paper may give more than one."""
    weight, given = one, []
    for c in reached:
        given.append(over(weight * keep[c], one))
        weight = over(weight * (one - keep[c]), one)
    return given, weight


def to_exclude(shares: Shares) -> list[int]:
    """Clause 13: the lowest, who cannot catch up, or whoever is lowest once no surplus is left.

    So too when the keep values come round again without an end (clause 23).
    """
    choice = shares.table.can_be_excluded()
    votes, surplus = shares.votes, shares.surplus
    least = min(votes[c] for c in choice)
    lowest = [c for c in choice if votes[c] == least]
    others = [votes[c] for c in choice if votes[c] > least]
    if surplus < SMALL or shares.come_round():
        return lowest
    behind = all(least + surplus < other for other in others)
    return lowest if len(lowest) == 1 and others and behind else []


def exclude(shares: Shares, lowest: Sequence[int]) -> int:
    """Clauses 13 and 19: one of the lowest."""
    table = shares.table
    made = len(shares.history)
    shares.begin("exclusion", (), "clause 13")
    out = lowest[0] if len(lowest) == 1 else behind_at_first_difference(shares, lowest, made)
    table.draft().of = (out,)
    table.exclude(out, "clause 13", "fewest votes")
    shares.drop(out)
    return out


def behind_at_first_difference(shares: Shares, tied: Sequence[int], made: int) -> int:
    """Clauses 19 and 40: behind at the first iteration that parts them; else the lowest PRN."""
    table, left = shares.table, list(tied)
    for iteration, votes in enumerate(shares.history, 1):
        least = min(votes[c] for c in left)
        if any(votes[c] > least for c in left):
            left = [c for c in left if votes[c] == least]
            if len(left) == 1:
                table.settle(tied, "exclude", left[0], f"iteration {iteration}", "clause 40")
                return left[0]
            break
    numbers = pseudo_random(len(table.names), table.terms.seats, table.valid)
    # 48: the order of the numbers is turned round at each iteration
    said = {c: numbers[c] if made % 2 else 10_000 - numbers[c] for c in left}
    out = min(left, key=said.__getitem__)
    table.settle(tied, "exclude", out, f"pseudo-random number {said[out]}", "clauses 41-48")
    return out


def pseudo_random(candidates: int, vacancies: int, papers: int) -> list[int]:
    """Clauses 41 to 48: a number each, in the order of the paper, at an odd iteration.

    The last remainder and the first turning round are not in the text, but in every number the
    Calculator has published (`docs/rules/meek-nz.md`).
    """
    # 42: the seeds
    x, y, z = candidates + 5, vacancies, (papers + 1_000 * (papers % 10)) % 30_323
    found: list[int] = []
    drawn = 0
    while len(found) < candidates:
        # 43: Wichmann and Hill's generator
        x, y, z = 171 * x % 30_269, 172 * y % 30_307, 170 * z % 30_323
        number = (10_000 * x // 30_269 + 10_000 * y // 30_307 + 10_000 * z // 30_323) % 10_000
        drawn += 1
        # 44: the first four are thrown away; 46: no two candidates have the same
        if drawn > 4 and 10_000 - number not in found:
            found.append(10_000 - number)
    return found


FACTS = (
    Fact("method", "single transferable vote, Meek", "clauses 3-18"),
    Fact("quota", "(papers - non-transferable) / (vacancies + 1) + 0.000000001, cut", "5, 11"),
    Fact("keep value", "times quota, over votes, each rounded up to nine places", "clauses 7, 17"),
    Fact("transfer", "every product to nine places, rounded up", "clause 10"),
    Fact("in practice", "the Calculator rounds up the last product only", "follow=calculator"),
    Fact("exclusion", "the lowest, if it cannot catch up or the surplus is below 0.0001", "13"),
    Fact("in practice", "the Calculator excludes at iteration 1 too", "follow=calculator"),
    Fact("quota under rounding", "what rounding up makes counts as votes", assumed=True),
    Fact("standstill", "keep values that come round again: the lowest goes out", "clause 23"),
    Fact("ties", "behind at first difference, then the lowest pseudo-random number", "19, 40-48"),
    Fact("ties of several", "the number decides among those the difference leaves", assumed=True),
    Fact("last seats", "as many hopeful as vacancies become successful", "clause 3"),
    Fact("papers", "reading stops at a gap or a number given twice", "Part 3"),
    Fact("withdrawal", "who has withdrawn is passed over on every paper", assumed=True),
    Fact("vacancy", "a by-election or an appointment", "Local Electoral Act 2001, section 117"),
)

RULES = (
    Rule(
        name="meek-nz",
        title="New Zealand STV (Meek)",
        source="Local Electoral Regulations 2001 (SR 2001/145), Schedule 1A",
        place="New Zealand",
        arithmetic=Fixed(9),
        facts=FACTS,
        count=count,
        reading=Reading("stop", "stop", "stop", "Part 3"),
        options=(("follow", ("calculator", "schedule")),),
        effective_from=date(2004, 1, 1),
        page="docs/rules/meek-nz.md",
    ),
)
