"""Meek's verbs: every paper is shared out afresh among those it reaches, again and again.

An elected candidate keeps a part of what comes (the keep value) and passes the rest on; the parts
are worked out by iteration until nobody keeps more than the quota. All numbers are integers in
units of a rule's last decimal place; with nine places every product stays below 2**63 for up to
nine thousand million papers, so that integer arrays can equal it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hustings.model.count import Exhibit
from hustings.rules.table import CountingTable

Share = Callable[[Sequence[int], Sequence[int], int], tuple[list[int], int]]
"""`(who is reached, keep values, one) -> (what each gets of one paper, what is left of it)`."""


def over(a: int, b: int) -> int:
    """`a / b` rounded up."""
    return -(-a // b)


def keep_part(reached: Sequence[int], keep: Sequence[int], one: int) -> tuple[list[int], int]:
    """Meek: each keeps weight times keep value, rounded up; the weight falls by as much."""
    weight, given = one, []
    for c in reached:
        part = over(weight * keep[c], one)
        given.append(part)
        weight -= part
    return given, weight


class Shares:
    """Keep values in the course of a count, and how often papers were shared out."""

    def __init__(self, table: CountingTable, share: Share) -> None:
        self.table, self.share = table, share
        self.one = int(table.arithmetic.one)
        self.keep = [0] * len(table.names)
        self.iterations = 0
        self.history: list[tuple[int, ...]] = []
        self._seen: set[tuple[int, ...]] = set()
        self._reached: Mapping[tuple[int, ...], int] = {}
        self._keeps: list[int] = []
        self._rows: list[tuple[str, ...]] = []
        table.valid = table.box.whole().papers

    @property
    def votes(self) -> list[int]:
        """Votes by candidate, in units of the last place."""
        return [int(v) for v in self.table.votes]

    @property
    def surplus(self) -> int:
        """What the elected have above the quota, in all; not below zero."""
        quota = int(self.table.quota or 0)
        holding = [c for c in self.table.elected if self.keep[c]]
        return max(sum(self.votes[c] - quota for c in holding), 0)

    def begin(self, act: str, of: Sequence[int], clause: str) -> None:
        """Begin a stage; what was iterated in the one before is noted in it."""
        self.close()
        self.table.begin(act, of, clause)
        self.iterations = 0
        self._seen = set()

    def close(self) -> None:
        """Note how often papers were shared out in the stage that ends, and the keep values."""
        if not self.iterations:
            return
        times = f"{self.iterations} iteration" + "s" * (self.iterations > 1)
        text = self.table.arithmetic.text
        self.table.note(f"{times}; total surplus {text(self.surplus)}")
        stage = str(self.table.stage_number)
        self._rows.append((stage, str(self.iterations), *(text(k) for k in self.keep)))

    def share_out(self) -> None:
        """Share every paper out under the keep values; each vote is with somebody, left or lost."""
        table = self.table
        for c in table.continuing:
            self.keep[c] = self.one
        rows = self._reach()
        votes, left = [0] * len(table.names), 0
        for reached, papers in rows.items():
            given, rest = self.share(reached, self.keep, self.one)
            for c, part in zip(reached, given):
                votes[c] += part * papers
            left += rest * papers
        table.votes = list(votes)
        table.non_transferable = left
        table.lost = table.valid * self.one - sum(votes) - left
        self.iterations += 1
        self.history.append(tuple(votes))

    def _reach(self) -> Mapping[tuple[int, ...], int]:
        """Papers by whom they reach; asked of the box anew only when that can have changed."""
        keeps = [2 if k >= self.one else int(k > 0) for k in self.keep]
        if keeps != self._keeps:
            self._keeps, self._reached = keeps, self.table.box.reached(keeps)
        return self._reached

    def update(self) -> None:
        """Keep value times quota, over votes, both rounded up, for each of the elected."""
        quota = int(self.table.quota or 0)
        for c in self.table.elected:
            if self.votes[c]:
                part = over(self.keep[c] * quota, self.one)
                self.keep[c] = min(over(part * self.one, self.votes[c]), self.one)

    def come_round(self) -> bool:
        """True when the keep values are as they were at an earlier iteration of the stage."""
        now = tuple(self.keep)
        again = now in self._seen
        self._seen.add(now)
        return again

    def quota(self) -> None:
        """All votes over one more than the seats, cut, plus one in the last place."""
        self.table.set_quota(sum(self.votes) // (self.table.terms.seats + 1) + 1)

    def elect(self, clause: str) -> list[int]:
        """Deem elected all who have the quota; the newly elected."""
        before = len(self.table.elected)
        self.table.elect_at_quota(clause)
        return self.table.elected[before:]

    def drop(self, candidate: int) -> None:
        """An excluded candidate keeps nothing from now on."""
        self.keep[candidate] = 0

    def strand(self, candidate: int) -> None:
        """The count is complete: the votes of the last excluded are not shared out again."""
        table = self.table
        table.non_transferable += table.votes[candidate]
        table.votes[candidate] = 0
        name = table.names[candidate]
        table.note(f"the count is complete: the votes of {name} are not shared out again")

    def exhibit(self, title: str = "Keep values") -> Exhibit:
        """Keep values at the end of each stage."""
        self.close()
        columns = ("stage", "iterations", *self.table.names)
        return Exhibit(title, columns, tuple(self._rows), "at the end of the stage")


Stands = Callable[[Shares, int | None], bool]
"""`(shares, surplus at the iteration before) -> True when it is no use to go on`."""


def complete(table: CountingTable, clause: str) -> bool:
    """True when the seats are filled; no more continuing candidates than seats fill them."""
    return table.vacancies <= 0 or table.fill_last(clause)


def no_smaller(shares: Shares, before: int | None) -> bool:
    """B.2.e: the surplus is no smaller than in the iteration before."""
    return before is not None and shares.surplus >= before


def reference_count(
    table: CountingTable, share: Share, title: str, stands: Stands = no_smaller
) -> tuple[Exhibit, ...]:
    """The Reference Meek Rule's steps A to C with a way of sharing a paper out.

    `stands` says when iterating further is no use although a surplus is left.
    """
    # A: keep factors are one, nought for the withdrawn
    shares = Shares(table, share)
    shares.begin("first preferences", (), "B.2.a")
    while True:
        elected = iterate(shares, stands)
        # B.1: complete when the seats are filled, or the elected and hopeful are no more than them;
        # C.1: the remaining hopeful are elected where a seat is unfilled
        if complete(table, "C.1"):
            break
        if elected:
            shares.begin("surplus", elected, "B.2")
            continue
        out = defeat(shares)
        if complete(table, "C.1"):
            shares.strand(out)
            break
    return (shares.exhibit(title),)


OMEGA = 1_000
"""0.000001 in units of the ninth place (step A)."""


def iterate(shares: Shares, stands: Stands) -> list[int]:
    """B.2: share out, elect, mend the keep factors, until someone is elected or it stands still."""
    before: int | None = None
    while True:
        shares.share_out()
        shares.quota()
        # B.2.c: every hopeful candidate with the quota; B.2.e: an election ends the round
        elected = shares.elect("B.2.c")
        if elected:
            return elected
        # B.2.e: surplus below omega, or no smaller than in the iteration before
        if shares.surplus < OMEGA or stands(shares, before):
            return []
        before = shares.surplus
        shares.update()


def defeat(shares: Shares) -> int:
    """B.3: the lowest; whoever is within the total surplus of the lowest is tied with it (T)."""
    table, surplus = shares.table, shares.surplus
    shares.begin("exclusion", (), "B.3")
    choice = table.can_be_excluded()
    least = min(shares.votes[c] for c in choice)
    tied = [c for c in choice if shares.votes[c] <= least + surplus]
    out = tied[0] if len(tied) == 1 else table.by_lot(tied, "exclude", "T")
    table.draft().of = (out,)
    table.exclude(out, "B.3", "fewest votes")
    shares.drop(out)
    return out
