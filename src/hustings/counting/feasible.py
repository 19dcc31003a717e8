"""Who must and who cannot be elected, given seat ranges: integer programming with exact witnesses.

Guard and doom follow I D Hill, "STV with constraints", Voting matters 9 (1998) pp 2-4: whom no
committee that keeps the constraints can hold is doomed, whom every such committee holds is guarded.
Hill lists all committees; J Otten, Voting matters 13 (2001), shows why that cannot be done for
thirty groups. Candidates who fall in the same categories are one group here, and a small integer
programme asks for the committee with the most, or the fewest, of a group. Every committee found is
checked in whole numbers and kept: most questions are answered by one found before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from hustings.errors import InputError, NotSupported, Problem
from hustings.model.constraints import SeatRange, cited

Committee = tuple[int, ...]
"""Members by group."""

Fates = tuple[set[int], set[int]]
"""Groups that are doomed, groups that are guarded."""


@dataclass(frozen=True, slots=True)
class Row:
    """One constraint over groups: at least `low`, at most `high` seats from the groups marked."""

    marks: tuple[int, ...]
    low: int
    high: int

    def holds(self, committee: Committee) -> bool:
        """Checked in whole numbers."""
        return self.low <= sum(m * n for m, n in zip(self.marks, committee)) <= self.high


class Committees:
    """The committees of `seats` members that keep every row; asked again and again in a count."""

    def __init__(self, groups: int, seats: int, rows: Iterable[Row]) -> None:
        self.groups, self.seats = groups, seats
        self.rows = (*rows, Row((1,) * groups, seats, seats))
        self._known: list[Committee] = []
        self._solved: dict[tuple[Any, ...], Committee | None] = {}
        self.solved = 0

    def find(
        self, least: Committee, most: Committee, groups: Iterable[int] = (), sign: int = 0
    ) -> Committee | None:
        """A committee between `least` and `most`, with the most (+1) or fewest (-1) of some groups.

        None when there is none; every committee given back has been checked exactly.
        """
        key = (least, most, tuple(sorted(groups)), sign)
        if key not in self._solved:
            self._solved[key] = self._solve(*key)
        return self._solved[key]

    def known(self, least: Committee, most: Committee) -> list[Committee]:
        """Committees found before that lie between `least` and `most`."""
        return [w for w in self._known if _between(least, w, most)]

    def _solve(
        self, least: Committee, most: Committee, groups: tuple[int, ...], sign: int
    ) -> Committee | None:
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        if not self.groups:
            return () if not self.seats else None
        self.solved += 1
        aim = np.zeros(self.groups)
        aim[list(groups)] = -sign
        done = milp(
            aim,
            integrality=np.ones(self.groups, dtype=np.int8),
            bounds=Bounds(np.array(least), np.array(most)),
            constraints=LinearConstraint(
                np.array([row.marks for row in self.rows]),
                np.array([row.low for row in self.rows]),
                np.array([row.high for row in self.rows]),
            ),
        )
        if done.status == 2:
            return None
        if done.status or done.x is None:
            raise NotSupported(f"the solver gave up on the constraints: {done.message}")
        found = tuple(round(float(x)) for x in done.x)
        if not self.keeps(least, found, most):
            raise NotSupported("the solver's committee does not keep the constraints")
        if found not in self._known:
            self._known.append(found)
        return found

    def keeps(self, least: Committee, found: Committee, most: Committee) -> bool:
        """The witness checked in whole numbers."""
        return _between(least, found, most) and all(row.holds(found) for row in self.rows)


def _between(least: Committee, found: Committee, most: Committee) -> bool:
    return all(a <= n <= b for a, n, b in zip(least, found, most))


class SeatWatch:
    """The guard and doom of a count (`rules.table.Watch`), by groups of alike candidates.

    `names` are all candidates of the table, `ranges` the seat ranges, `seats` those to be filled by
    the count, `held` the members each range has already (continuing and guarded), `reopening` the
    indices of Re-open Nominations, which fill a seat of no category.
    """

    def __init__(
        self,
        names: Sequence[str],
        ranges: Sequence[SeatRange],
        seats: int,
        held: Sequence[int],
        reopening: Sequence[int] = (),
    ) -> None:
        self.names, self.ranges, self.seats = tuple(names), tuple(ranges), seats
        self.held, self.reopening = tuple(held), tuple(reopening)
        kinds = [self._kind(c) for c in range(len(names))]
        self.kinds = sorted(set(kinds))
        self.group = [self.kinds.index(kind) for kind in kinds]
        self._states: dict[tuple[Committee, Committee], Fates] = {}
        self._reasons: dict[tuple[Any, ...], str] = {}

    def _kind(self, candidate: int) -> tuple[int, ...]:
        return tuple(int(self.names[candidate] in one.members) for one in self.ranges)

    def without(self, dropped: Iterable[int]) -> Committees:
        """The committees when the ranges `dropped` (by index) are not asked for."""
        gone = set(dropped)
        return Committees(
            len(self.kinds),
            self.seats,
            (self._row(i) for i in range(len(self.ranges)) if i not in gone),
        )

    def _row(self, i: int) -> Row:
        one, held = self.ranges[i], self.held[i]
        high = self.seats if one.at_most is None else one.at_most - held
        return Row(tuple(kind[i] for kind in self.kinds), one.at_least - held, high)

    @cached_property
    def committees(self) -> Committees:
        """Those that keep every range."""
        return self.without(())

    def bounds(
        self, elected: Sequence[int], continuing: Sequence[int]
    ) -> tuple[Committee, Committee]:
        """Members elected, and members elected or still to be had, by group."""
        least = [0] * len(self.kinds)
        for c in elected:
            least[self.group[c]] += 1
        most = list(least)
        for c in continuing:
            further = len(self.reopening) - self.reopening.index(c) if c in self.reopening else 1
            most[self.group[c]] += further
        return tuple(least), tuple(most)

    def possible(self, elected: Sequence[int], continuing: Sequence[int]) -> bool:
        """True while the elected can be completed from the continuing."""
        least, most = self.bounds(elected, continuing)
        if self.committees.known(least, most):
            return True
        return self.committees.find(least, most) is not None

    def doomed(self, elected: Sequence[int], continuing: Sequence[int]) -> set[int]:
        """Continuing candidates who can no longer be elected."""
        groups = self._fates(elected, continuing)[0]
        return {c for c in continuing if self.group[c] in groups}

    def guarded(self, elected: Sequence[int], continuing: Sequence[int]) -> set[int]:
        """Continuing candidates without whom the committee cannot be completed."""
        groups = self._fates(elected, continuing)[1]
        found = {c for c in continuing if self.group[c] in groups and c not in self.reopening}
        for c in set(continuing).intersection(self.reopening):
            # its exclusion ends the further ones too
            if not self.possible(elected, [other for other in continuing if other != c]):
                found.add(c)
        return found

    def _fates(self, elected: Sequence[int], continuing: Sequence[int]) -> Fates:
        """The groups of which no more, and the groups of which all, must be elected."""
        state = self.bounds(elected, continuing)
        if state not in self._states:
            self._states[state] = fates(self.committees, *state, self._inherited(*state))
        return self._states[state]

    def _inherited(self, least: Committee, most: Committee) -> Fates:
        """Fates of the latest state this one lies within: they can only become more."""
        for (low, high), known in reversed(self._states.items()):
            if all(a <= b for a, b in zip(low, least)) and _between(least, most, high):
                return known
        return set(), set()

    def because(self, candidate: int, elected: Sequence[int], continuing: Sequence[int]) -> str:
        """The fewest constraints that doom or guard a candidate, each with its clause."""
        state = self.bounds(elected, continuing)
        sign = 1 if self.group[candidate] in self._fates(elected, continuing)[0] else -1
        key = (state, self.group[candidate], sign)
        if key not in self._reasons:
            self._reasons[key] = self._reason(state, self.group[candidate], sign)
        return self._reasons[key]

    def _reason(self, state: tuple[Committee, Committee], group: int, sign: int) -> str:
        def fated(kept: tuple[int, ...]) -> bool:
            others = self.without(set(range(len(self.ranges))) - set(kept))
            found = others.find(*state, (group,), sign)
            edge = state[0][group] if sign > 0 else state[1][group]
            return found is None or found[group] == edge

        return ", ".join(cited(self.ranges[i]) for i in smallest(len(self.ranges), fated))


def fates(
    committees: Committees, least: Committee, most: Committee, known: Fates = (set(), set())
) -> Fates:
    """Groups with members left of which no further one, and of which every one, must be elected.

    `known` are fates already certain.
    """
    left = [g for g in range(len(least)) if least[g] < most[g]]
    sure = [set(left) & fate for fate in known]
    doomed, guarded = set(left) - sure[0], set(left) - sure[1]

    def learn(found: Committee) -> None:
        doomed.difference_update([g for g in left if found[g] > least[g]])
        guarded.difference_update([g for g in left if found[g] < most[g]])

    for found in committees.known(least, most):
        learn(found)
    for sign, undecided, edge in ((1, doomed, least), (-1, guarded, most)):
        while undecided:
            committee = committees.find(least, most, undecided, sign)
            if committee is None or all(committee[g] == edge[g] for g in undecided):
                break  # not even one of them can be above (below) the edge
            learn(committee)
    return doomed | sure[0], guarded | sure[1]


def smallest(count: int, holds: Callable[[tuple[int, ...]], bool]) -> tuple[int, ...]:
    """A set of constraints for which `holds` and none of which can be left out.

    Among few constraints the smallest there is; among many one found by dropping.
    """
    for size in range(1, (count if count <= 6 else 1) + 1):
        for few in combinations(range(count), size):
            if holds(few):
                return few
    kept = list(range(count))
    for i in range(count):
        fewer = [k for k in kept if k != i]
        if holds(tuple(fewer)):
            kept = fewer
    return tuple(kept)


def refuse_impossible(watch: SeatWatch, standing: Sequence[int]) -> None:
    """InputError when no committee keeps the constraints, naming a smallest conflicting set."""
    if watch.possible((), standing):
        return
    least, most = watch.bounds((), standing)

    def conflict(kept: tuple[int, ...]) -> bool:
        others = watch.without(set(range(len(watch.ranges))) - set(kept))
        return others.find(least, most) is None

    few = smallest(len(watch.ranges), conflict)
    said = " and ".join(cited(watch.ranges[i]) for i in few)
    problem = Problem(
        "constraints",
        0,
        "impossible",
        f"no committee of {watch.seats} from {len(standing)} candidates keeps {said}",
        "Change one of them, the seats, or who stands.",
    )
    raise InputError("the constraints cannot be met together", [problem])
