"""A proven lower bound for weighted inclusive Gregory: other courses of the count, cheapest first.

After k changed papers no tally is further than k votes (plus what rounding can do) from the tally
of the unchanged papers, as long as both counts took the same decisions (`docs/margin.md`, theorem).
So a course of decisions needs, at each of them, so many papers that the tallies could have asked
for it. The search walks courses in order of that need and stops at the first that elects a
different set: nothing cheaper can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Step = tuple[str, frozenset[int]]
"""A decision: "elect" a set at the quota, the "surplus" of one, "exclude" one, or "end"."""


class Course(NamedTuple):
    """A count under given decisions: where each distinct paper lies (`at`, a column) and its value.

    `path` holds the decisions in order, `past` the same with exclusions between two others as one
    set, because their order does not matter to the papers. `slack` is what rounding can have moved,
    in the arithmetic's units, like `value` and votes.
    """

    path: tuple[Step, ...]
    past: tuple[Step, ...]
    elected: frozenset[int]
    waiting: frozenset[int]
    out: frozenset[int]
    at: Ints
    value: Ints
    slack: int


class Gregory:
    """All papers of a contest, counted as Scottish STV does, under decisions given from outside."""

    def __init__(
        self,
        rankings: Mapping[tuple[int, ...], int],
        candidates: int,
        seats: int,
        one: int,
        away: frozenset[int] = frozenset(),
    ) -> None:
        """`one` is a vote in the arithmetic's units; `away` are the withdrawn."""
        width = max(map(len, rankings), default=0) + 1
        self.rows = np.full((len(rankings), width), -1, np.int64)
        for i, ranking in enumerate(rankings):
            self.rows[i, : len(ranking)] = ranking
        self.papers = np.array(list(rankings.values()), np.int64)
        self.candidates, self.seats, self.one, self.away = candidates, seats, one, away
        self.total = int(self.papers.sum())
        self.quota = (self.total // (seats + 1) + 1) * one
        assert self.total * one < 2**52, "more votes than the sums hold exactly"

    def start(self) -> Course:
        """First preferences sorted, nobody elected yet."""
        at = np.zeros(len(self.papers), np.int64)
        value = np.full(len(self.papers), self.one, np.int64)
        none: frozenset[int] = frozenset()
        fresh = Course((), (), none, none, self.away, at, value, 1)
        return fresh._replace(at=self._next(fresh, np.arange(len(at))))

    def continuing(self, course: Course) -> list[int]:
        """Candidates neither elected nor out."""
        gone = course.elected | course.out
        return [c for c in range(self.candidates) if c not in gone]

    def holder(self, course: Course) -> Ints:
        """Whom each distinct paper lies with; -1 for nobody."""
        return self.rows[np.arange(len(course.at)), course.at]

    def tallies(self, course: Course) -> list[int]:
        """Votes by candidate, but for those whose surplus was transferred."""
        votes = np.bincount(
            self.holder(course) + 1, course.value * self.papers, self.candidates + 1
        )
        return [int(v) for v in votes[1:]]

    def elect(self, course: Course, chosen: frozenset[int]) -> Course:
        """Deem these elected; their papers wait with them."""
        if not chosen:
            return course
        return course._replace(
            path=(*course.path, ("elect", chosen)),
            past=(*course.past, ("elect", chosen)),
            elected=course.elected | chosen,
            waiting=course.waiting | chosen,
        )

    def surplus(self, course: Course, c: int) -> Course:
        """All papers on, at value x surplus / votes, cut; at nothing when there is no surplus."""
        mine = np.flatnonzero(self.holder(course) == c)
        votes = int((course.value[mine] * self.papers[mine]).sum())
        over, value = max(votes - self.quota, 0), course.value.copy()
        value[mine] = value[mine] * over // max(votes, 1)
        step = ("surplus", frozenset([c]))
        moved = course._replace(
            path=(*course.path, step),
            past=(*course.past, step),
            waiting=course.waiting - {c},
            value=value,
            slack=course.slack + self.total,
        )
        return moved._replace(at=self._next(moved, mine))

    def exclude(self, course: Course, c: int) -> Course:
        """All papers on, at the value at which they came."""
        mine = np.flatnonzero(self.holder(course) == c)
        past = course.past
        if past and past[-1][0] == "exclude":
            past = (*past[:-1], ("exclude", past[-1][1] | {c}))
        else:
            past = (*past, ("exclude", frozenset([c])))
        path = (*course.path, ("exclude", frozenset([c])))
        moved = course._replace(path=path, past=past, out=course.out | {c})
        return moved._replace(at=self._next(moved, mine))

    def _next(self, course: Course, mine: Ints) -> Ints:
        """Columns after the papers `mine` went to their next continuing candidate."""
        passed = np.zeros(self.candidates + 1, bool)  # the last place is -1, nobody
        passed[list(course.elected | course.out)] = True
        at = course.at.copy()
        while len(mine):
            mine = mine[passed[self.rows[mine, at[mine]]]]
            at[mine] += 1
        return at


@dataclass(frozen=True, slots=True)
class Other:
    """A course with another outcome, and the changed papers without which nobody can take it."""

    papers: int
    path: tuple[Step, ...]


class Walk:
    """Other courses of a count, by need, then in order of finding; `below` may be lowered."""

    def __init__(
        self, table: Gregory, winners: Iterable[int], below: int, target: int | None = None
    ) -> None:
        """Courses that need `below` papers or more are left aside.

        With a `target` only courses count in which that candidate's seat is lost or won.
        """
        self.table, self.below, self.states = table, below, 0
        watched = set(range(table.candidates)) if target is None else {target}
        self.safe = watched.intersection(winners)
        self.hopeless = watched.difference(winners)
        self.heap: list[tuple[int, int, Course, str, frozenset[int]]] = []
        self.order = count()
        self.seen: set[tuple[Step, ...]] = set()
        self._expand(0, table.start())

    @property
    def bound(self) -> int:
        """No course not yet given needs fewer changed papers than this."""
        return min(self.heap[0][0], self.below) if self.heap else self.below

    def next(self, stop: Callable[[], bool]) -> Other | None:
        """The next course with another outcome; None when there is none below, or at `stop`."""
        while self.heap and self.heap[0][0] < self.below:
            if self.states % 64 == 0 and stop():
                return None
            need, _, course, act, chosen = heappop(self.heap)
            if act.startswith("to "):
                return Other(need, (*course.path, (act[3:], chosen)))
            (c,) = chosen
            after = getattr(self.table, act)(course, c)
            if after.past not in self.seen:
                self.seen.add(after.past)
                self._expand(need, after)
        return None

    def _expand(self, need: int, course: Course) -> None:
        """All decisions that may follow, each with the papers it needs."""
        self.states += 1
        votes = self.table.tallies(course)
        there = self.table.continuing(course)
        for c in self.hopeless.intersection(there):
            self._add(need, course, "to elect", c, max(self.table.quota - votes[c], 0))
        for chosen, units in self._elections(course, votes, there):
            reached = max(need, self._papers(course, units))
            if reached < self.below:
                self._follow(reached, self.table.elect(course, chosen), votes)

    def _follow(self, need: int, course: Course, votes: Sequence[int]) -> None:
        there = self.table.continuing(course)
        vacant = self.table.seats - len(course.elected)
        if len(there) <= vacant or not vacant:
            final = course.elected.union(there if vacant else ())
            if self.hopeless & final or self.safe - final:
                self._add(need, course, "to end", final, 0)
            return
        if course.waiting:
            for c in sorted(course.waiting):
                gaps = [votes[d] - votes[c] for d in course.waiting]
                self._add(need, course, "surplus", c, fewest_units(gaps))
            return
        for c in there:
            units = fewest_units([votes[c] - votes[d] for d in there])
            self._add(need, course, "to exclude" if c in self.safe else "exclude", c, units)

    def _elections(
        self, course: Course, votes: Sequence[int], there: Sequence[int]
    ) -> Iterator[tuple[frozenset[int], int]]:
        """Every set that may reach the quota now without being a goal, and the units it takes."""
        quota = self.table.quota
        most = (self.below - 1) * self.table.one + course.slack
        down = sum(max(votes[c] - quota + 1, 0) for c in self.hopeless.intersection(there))
        can = [c for c in there if c not in self.hopeless]
        open_: list[tuple[frozenset[int], int, int]] = [(frozenset(), 0, down)]
        for c in can:
            over = votes[c] - quota
            open_ = [
                made
                for chosen, up, down in open_
                for made in (
                    (chosen | {c}, up + max(-over, 0), down),
                    (chosen, up, down + max(over + 1, 0)),
                )
                if max(made[1], made[2]) <= most
            ]
        vacant = self.table.seats - len(course.elected)
        for chosen, up, down in open_:
            if len(chosen) <= vacant:
                yield chosen, max(up, down)

    def _papers(self, course: Course, units: int) -> int:
        """Changed papers without which no tally can have moved by so much."""
        return max(-(-(units - course.slack) // self.table.one), 0)

    def _add(
        self, need: int, course: Course, act: str, chosen: int | frozenset[int], units: int
    ) -> None:
        reached = max(need, self._papers(course, units))
        if reached < self.below:
            them = chosen if isinstance(chosen, frozenset) else frozenset([chosen])
            heappush(self.heap, (reached, next(self.order), course, act, them))


def fewest_units(gaps: Iterable[int]) -> int:
    """The least u with sum(max(gap - u, 0)) <= u: one tally moves by u, the others by u in all.

    The sum is the largest of S(m) - m u over the m widest gaps, S(m) together; so u is the largest
    of S(m) / (m + 1), rounded up.
    """
    units = so_far = 0
    for m, gap in enumerate(sorted((g for g in gaps if g > 0), reverse=True), 2):
        so_far += gap
        units = max(units, -(-so_far // m))
    return units
