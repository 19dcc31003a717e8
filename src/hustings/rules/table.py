"""The counting table: the verbs of a count, called by each rule in its own order.

Papers are sorted and moved on the sheet (`sheet`), ties are settled by stages and lots (`ties`);
candidates are elected and excluded here, under the constraints a `Watch` keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hustings.arithmetic import Number
from hustings.model.constraints import OrderEffect
from hustings.model.count import Outcome
from hustings.rules.sheet import Draft, Parcel, Sorted, State, Watch
from hustings.rules.ties import Ties

__all__ = ["CountingTable", "Draft", "Parcel", "Sorted", "State", "Watch"]


class CountingTable(Ties):
    """One count in progress; candidates are indices into `names`, the order of the paper."""

    def set_quota(self, quota: Number) -> None:
        """The number of votes that elects."""
        self.quota = quota

    def elect(self, candidate: int, clause: str, why: str = "") -> None:
        """Deem a candidate elected at the stage being made.

        When it is Re-open Nominations, a further one stands from now on.
        """
        self.states[candidate] = State.ELECTED
        if candidate in self.reopening[:-1]:
            further = self.reopening[self.reopening.index(candidate) + 1]
            self.states[further] = State.CONTINUING
        self.elected.append(candidate)
        self.draft().elected.append(Outcome(candidate, clause, why))

    def exclude(self, candidate: int, clause: str, why: str = "") -> None:
        """Take a candidate out at the stage being made, under the constraint where one acted."""
        shut_out = self._constrained(candidate)
        if shut_out:
            clause, why = shut_out, "can no longer be elected"
        self.states[candidate] = State.EXCLUDED
        self.draft().excluded.append(Outcome(candidate, clause, why))

    def elect_at_quota(self, clause: str, *, strictly: bool = False) -> None:
        """Deem elected every continuing candidate who has the quota, most votes first.

        `strictly` asks for more than the quota (exact Droop, which one too many may reach).
        Each election is followed by a new look at the constraints: whom one dooms is passed over,
        and left for the next exclusion. Equal votes need a lot only where their order matters.
        """
        assert self.quota is not None
        while self.vacancies > 0:
            there = [
                c
                for c in self.continuing
                if self.votes[c] > self.quota or (self.votes[c] == self.quota and not strictly)
            ]
            there = self._not_doomed(there)
            if not there:
                return
            self.elect(self._next_elected(there, clause), clause, "reached the quota")

    def elect_best(
        self, order: Iterable[int | Sequence[int]], clause: str, why: str = "most votes"
    ) -> None:
        """Elect down an order until the seats are filled; equals stand together in a sequence.

        Whom a constraint dooms is passed over, and a note says why. Equals need a lot only where
        their order matters: at the last seat, for a title, or because one would shut out another.
        """
        for place in order:
            left = [place] if isinstance(place, int) else list(place)
            while self.vacancies > 0 and left:
                standing = [c for c in left if self.states[c] is State.CONTINUING]
                left = self._not_doomed(standing)
                if left:
                    chosen = self._equal(left, clause)
                    self.elect(chosen, clause, why)
                    left.remove(chosen)

    def fill_last(self, clause: str) -> bool:
        """Deem all continuing candidates elected when no more stand than seats are vacant.

        Re-open Nominations stands for as many as it may still leave empty.
        """
        standing = self._may_fill()
        further = sum(self.states[c] is State.DORMANT for c in self.reopening)
        waking = any(c in self.reopening for c in standing)
        if self.watch is not None and self.guarded().issuperset(standing):
            waking = False
        reopen = min(1 + further, self.vacancies) - 1 if waking else 0
        if self.vacancies <= 0 or len(standing) + reopen > self.vacancies:
            return False
        self._not_doomed(self.continuing)
        while standing:
            c = self._next_elected(standing, clause)
            self.elect(c, clause, "as many continuing candidates as vacancies")
            standing = self._may_fill() if self.vacancies > 0 else []
        return True

    def _may_fill(self) -> list[int]:
        doomed = self.doomed()
        return [c for c in self.continuing if c not in doomed]

    def safe_to_exclude(self, candidates: Iterable[int]) -> bool:
        """True when a constraint lets all of them go out together (for bulk exclusions)."""
        if self.watch is None:
            return True
        gone = set(candidates)
        return self.watch.possible(self.elected, [c for c in self.continuing if c not in gone])

    def safe_to_elect(self, candidates: Iterable[int]) -> bool:
        """True when a constraint lets all of them be elected together."""
        if self.watch is None:
            return True
        chosen = list(candidates)
        rest = [c for c in self.continuing if c not in chosen]
        return self.watch.possible([*self.elected, *chosen], rest)

    def can_be_excluded(self) -> list[int]:
        """Whom the next exclusion may take: the doomed if any, else all but the guarded."""
        doomed = self.doomed()
        if doomed:
            return sorted(doomed)
        guarded = self.guarded()
        return [c for c in self.continuing if c not in guarded]

    def lowest(self, among: Sequence[int] | None = None) -> list[int]:
        """Those with the fewest votes among `among` (default: all who can be excluded)."""
        choice = self.can_be_excluded() if among is None else among
        least = min(self.votes[c] for c in choice)
        return [c for c in choice if self.votes[c] == least]

    def doomed(self) -> set[int]:
        """Continuing candidates a constraint shuts out."""
        return set() if self.watch is None else self.watch.doomed(self.elected, self.continuing)

    def guarded(self) -> set[int]:
        """Continuing candidates a constraint needs."""
        return set() if self.watch is None else self.watch.guarded(self.elected, self.continuing)

    def _not_doomed(self, candidates: Sequence[int]) -> list[int]:
        """Those no constraint dooms; a note names the others, once a stage."""
        doomed = self.doomed()
        for c in candidates:
            if c in doomed and self.watch is not None:
                why = self.watch.because(c, self.elected, self.continuing)
                self._note_once(f"{self.names[c]} is passed over and cannot be elected: {why}")
        return [c for c in candidates if c not in doomed]

    def _constrained(self, candidate: int) -> str:
        """The constraint an exclusion is the doing of, "" when it is not; notes whom it spared."""
        if self.watch is None or self.states[candidate] is not State.CONTINUING:
            return ""
        elected, continuing = self.elected, self.continuing
        if candidate in self.doomed():
            return self.watch.because(candidate, elected, continuing)
        for c in sorted(self.guarded()):
            if self.votes[c] <= self.votes[candidate]:
                why = self.watch.because(c, elected, continuing)
                self._note_once(f"{self.names[c]} is guarded from exclusion: {why}")
        return ""

    def _next_elected(self, candidates: Sequence[int], clause: str) -> int:
        """The first of them to be deemed elected: by votes, then by stages, by lot if it matters.

        Where the order gives nothing, those no stage tells apart are taken in order of name.
        """
        tied = self.highest(candidates)
        if len(tied) == 1 or not self._order_matters(tied):
            return self.in_order(tied)[0]
        return self.back(tied, "elect", clause)

    def _equal(self, tied: Sequence[int], clause: str) -> int:
        """One of equals no stage can tell apart: by name, or by lot where their order matters."""
        if len(tied) == 1 or not self._order_matters(tied):
            return min(tied, key=lambda c: self.names[c])
        return self.by_lot(tied, "elect", clause, min(self.vacancies, len(tied)))

    def _order_matters(self, tied: Sequence[int]) -> bool:
        """True when seats, titles or a constraint make a difference between the tied."""
        if len(tied) > self.vacancies:
            return True
        persons = sum(c not in self.reopening for c in self.elected)
        effects = [e for e in self.terms.constraints if isinstance(e, OrderEffect)]
        if any(effect.tells_apart(persons, len(tied)) for effect in effects):
            return True
        return not self.safe_to_elect(tied)
