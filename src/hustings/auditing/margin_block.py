"""Block vote, SNTV, limited and approval voting: the fewest changed papers for every seat.

Only sums matter to these rules, so taking k papers out and putting k valid papers in reaches
exactly the totals f = v - marks taken + g with 0 <= g_c <= k and between fewest*k and most*k marks
in all (`docs/margin.md`, lemma 1). Each seat is then a small integer programme, solved to the end;
its answer is checked again in whole numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

SOLVED, INFEASIBLE = 0, 2
"""What `scipy.optimize.milp` says of a programme."""

Goal = Literal["lose", "win"]
Marks = tuple[int, ...]
"""What a paper bears: candidates from 0, in order of number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A contest of marks: totals by candidate, papers (None: only totals known), and the limits.

    `totals` are votes, `valid` papers (None: not known); a valid paper bears `fewest` to `most`
    marks. Only `standing` can be elected or marked.
    """

    totals: tuple[int, ...]
    seats: int
    most: int
    fewest: int = 1
    valid: int | None = None
    papers: Mapping[Marks, int] | None = None

    @property
    def candidates(self) -> range:
        """Candidates, from 0."""
        return range(len(self.totals))

    def ranked(self, without: int | None = None) -> list[int]:
        """Candidates by votes, most first, then by number."""
        there = [c for c in self.candidates if c != without]
        return sorted(there, key=lambda c: (-self.totals[c], c))


def poll_of(papers: Mapping[Marks, int], candidates: int, seats: int, most: int) -> Poll:
    """A poll from papers; those that bear more than `most` marks are not valid."""
    kept = {marks: n for marks, n in papers.items() if len(marks) <= most and n}
    totals = [0] * candidates
    for marks, n in kept.items():
        for c in marks:
            totals[c] += n
    return Poll(
        totals=tuple(totals),
        seats=seats,
        most=min(most, candidates),
        valid=sum(kept.values()),
        papers=kept,
    )


def elected_for_sure(totals: Sequence[int], seats: int, c: int) -> bool:
    """True when at most seats - 1 others have as many votes: no lot can take the seat away."""
    return sum(v >= totals[c] for d, v in enumerate(totals) if d != c) < seats


def out_for_sure(totals: Sequence[int], seats: int, c: int) -> bool:
    """True when at least `seats` others have more votes: no lot can give a seat."""
    return sum(v > totals[c] for d, v in enumerate(totals) if d != c) >= seats


def reached(totals: Sequence[int], seats: int, c: int, goal: Goal, sure: bool) -> bool:
    """True when the totals fulfil the goal, for sure or at least by lot."""
    if goal == "lose":
        return out_for_sure(totals, seats, c) if sure else not elected_for_sure(totals, seats, c)
    return elected_for_sure(totals, seats, c) if sure else not out_for_sure(totals, seats, c)


def last_seat(poll: Poll) -> int | None:
    """Fewest changed papers that surely alter who is elected; None with nobody left out.

    Half the gap between the last elected and the first not, plus one: a changed paper moves the
    difference of two totals by at most two, and enough papers bear the one and not the other.
    """
    order = poll.ranked()
    if len(order) <= poll.seats:
        return None
    gap = poll.totals[order[poll.seats - 1]] - poll.totals[order[poll.seats]]
    return gap // 2 + 1


def swap(poll: Poll, elected: Collection[int]) -> list[tuple[Marks, Marks, int]]:
    """The fewest changed papers, with what they become: (marks, marks after, papers).

    Papers that bear the last elected and not the first out, the one mark turned to the other. With
    equal votes, where a lot decided, one paper does it: the first that can be bent to.
    """
    order = sorted(poll.candidates, key=lambda c: (c not in elected, -poll.totals[c], c))
    last, first_out = order[poll.seats - 1], order[poll.seats]
    papers = poll.papers or {}
    left = (poll.totals[last] - poll.totals[first_out]) // 2 + 1
    moves = []
    for marks, n in sorted(papers.items()):
        if left and last in marks and first_out not in marks:
            after = tuple(sorted({*marks, first_out} - {last}))
            moves.append((marks, after, min(n, left)))
            left -= min(n, left)
    return moves if not left else _bend(poll, last, first_out)


def _bend(poll: Poll, last: int, first_out: int) -> list[tuple[Marks, Marks, int]]:
    """One paper that breaks a tie for the first out: dropping the one, or taking up the other."""
    for marks in sorted(poll.papers or {}):
        rest = set(marks) - {last}
        taken = sorted(rest | {first_out})
        if last in marks and rest:
            return [(marks, tuple(sorted(rest)), 1)]
        if first_out not in marks:
            spare = [c for c in taken if c != first_out][: poll.most - 1]
            return [(marks, tuple(sorted({*spare, first_out})), 1)]
    return []


@dataclass(frozen=True, slots=True)
class Answer:
    """The fewest papers for a goal: `lower` proven, `upper` reached, None when impossible."""

    lower: int
    upper: int | None
    never: bool = False


def fewest_papers(poll: Poll, c: int, goal: Goal, *, sure: bool = True) -> Answer:
    """The fewest changed papers after which `c` has lost or won the seat.

    From papers both bounds are equal. From totals the lower bound is the exact answer for the most
    helpful papers those totals allow, the upper one suffices whatever the papers are.
    """
    if reached(poll.totals, poll.seats, c, goal, sure):
        return Answer(0, 0)
    if goal == "lose" and len(poll.totals) <= poll.seats:
        return Answer(0, None, never=True)
    enough = _enough(poll, c, goal, sure)
    found = _solve(poll, c, goal, sure, enough)
    if poll.papers is None:
        lower = found.lower if found else 1
        return Answer(lower, max(enough, lower) if enough is not None else None)
    if found is None:
        return Answer(0, None, never=True)
    return found


def _enough(poll: Poll, c: int, goal: Goal, sure: bool) -> int | None:
    """Changed papers that suffice whatever the papers are (`docs/margin.md`, lemma 3)."""
    v, s, more = poll.totals, poll.seats, int(sure)
    others = poll.ranked(without=c)
    if poll.fewest > 1:
        return None
    if goal == "win":
        # the s-th other must be passed: mark turned from it to c; those after it as they are
        passed = others[s - 1 :]
        gap = v[passed[0]] - v[c] + more
        need = max(-(-gap // 2), *(v[d] - v[c] + more for d in passed[1:]), 0)
        room = v[passed[0]] - v[c]
    else:
        # the s-th other must overtake c: mark turned from c to it; those before it as they are
        ahead = others[:s]
        gap = v[c] - v[ahead[-1]] + more
        need = max(-(-gap // 2), *(v[c] - v[d] + more for d in ahead[:-1]), 0)
        room = v[c] - v[ahead[-1]]
    return need if need <= room else None


def _solve(poll: Poll, c: int, goal: Goal, sure: bool, enough: int | None) -> Answer | None:
    """The integer programme; None when no number of changed papers does it."""
    made = _Programme(poll, c, goal, sure, enough)
    return made.answer()


class _Programme:
    """Rows and columns of one integer programme; columns are x (papers taken), g, b and k.

    `near` are candidates whose place against `c` can change within the most papers needed; the
    others are surely above or below. Papers that bear the same of `near` and `c` are one column.
    """

    def __init__(self, poll: Poll, c: int, goal: Goal, sure: bool, enough: int | None) -> None:
        self.poll, self.c, self.goal, self.sure = poll, c, goal, sure
        v = poll.totals
        self.sufficient = enough is not None
        self.limit = enough if enough is not None else (poll.valid or sum(v))
        reach = 2 * self.limit
        others = [d for d in poll.candidates if d != c]
        self.near = [d for d in others if abs(v[d] - v[c]) <= reach]
        self.above = sum(v[d] > v[c] + reach for d in others)
        self.far = len(others) - len(self.near)
        self.kept = [c, *self.near]
        self.taken = self._taken()
        self.rows: list[tuple[dict[int, int], float, float]] = []
        n = len(self.taken)
        self.g = {d: n + i for i, d in enumerate(self.kept)}
        self.b = {d: n + len(self.kept) + i for i, d in enumerate(self.near)}
        self.k = n + len(self.kept) + len(self.near)

    def _taken(self) -> list[tuple[tuple[int, ...], int]]:
        """Columns of what is taken away: (marks among the kept, most of it)."""
        if self.poll.papers is None:
            return [((d,), self.poll.totals[d]) for d in self.kept]
        found: dict[tuple[int, ...], int] = {}
        kept = set(self.kept)
        for marks, n in self.poll.papers.items():
            key = tuple(d for d in marks if d in kept)
            found[key] = found.get(key, 0) + n
        return sorted(found.items())

    def answer(self) -> Answer | None:
        """Solve to the end and check the answer in whole numbers."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array

        self._build()
        width = self.k + 1
        cost = np.zeros(width)
        cost[self.k] = 1
        top = np.full(width, float(self.limit))
        top[: len(self.taken)] = [min(n, self.limit) for _, n in self.taken]
        for column in self.b.values():
            top[column] = 1
        entries = [(i, j, a) for i, (row, _, _) in enumerate(self.rows) for j, a in row.items()]
        at, col, value = zip(*entries)
        matrix = coo_array((value, (at, col)), shape=(len(self.rows), width)).tocsr()
        low, high = (np.array([row[i] for row in self.rows], float) for i in (1, 2))
        done = milp(
            cost,
            integrality=np.ones(width, np.int64),
            bounds=Bounds(np.zeros(width), top),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0.0},
        )
        if done.status == INFEASIBLE:
            return None
        x = [] if done.x is None else [round(value) for value in done.x]
        if done.status == SOLVED and self._holds(x):
            return Answer(x[self.k], x[self.k])
        return Answer(1, self.limit if self.sufficient else None)

    def _build(self) -> None:
        v, poll, k = self.poll.totals, self.poll, self.k
        for d in self.kept:  # a new paper bears a candidate once
            self._row({self.g[d]: 1, k: -1}, -np.inf, 0)
        marks = dict.fromkeys(self.g.values(), 1)
        self._row({**marks, k: -poll.most}, -np.inf, 0)
        self._row({**marks, k: self.far - poll.fewest}, 0, np.inf)
        if poll.papers is None:
            self._most_helpful()
        else:
            self._row({**dict.fromkeys(range(len(self.taken)), 1), k: -1}, 0, 0)
        for d in self.near:
            self._order(d, v[d] - v[self.c])
        seats = poll.seats - self.above
        chosen = dict.fromkeys(self.b.values(), 1)
        if self.goal == "lose":
            self._row(chosen, seats, np.inf)
        else:
            self._row(chosen, -np.inf, seats - 1)

    def _most_helpful(self) -> None:
        """Some papers with these totals must exist before and after (`docs/margin.md`, lemma 2)."""
        poll, k = self.poll, self.k
        for i, (_, n) in enumerate(self.taken):
            self._row({i: 1, k: -1}, -np.inf, 0)
            if poll.valid is not None:
                self._row({i: -1, k: 1}, -np.inf, poll.valid - n)
        total = dict.fromkeys(range(len(self.taken)), 1)
        self._row({**total, k: -poll.most}, -np.inf, 0)

    def _order(self, d: int, ahead: int) -> None:
        """Where the choice b[d] asks for it, f[d] stands on the right side of f[c]."""
        row: dict[int, int] = {}
        for i, (marks, _) in enumerate(self.taken):
            change = (self.c in marks) - (d in marks)
            if change:
                row[i] = change
        row[self.g[d]], row[self.g[self.c]] = 1, -1
        big = abs(ahead) + 2 * self.limit + 1
        if self.goal == "lose":  # b = 1: f[d] - f[c] >= sure
            self._row({**row, self.b[d]: -big}, self.sure - ahead - big, np.inf)
        else:  # b = 0: f[d] - f[c] <= -sure
            self._row({**row, self.b[d]: -big}, -np.inf, -self.sure - ahead)

    def _row(self, row: dict[int, int], low: float, high: float) -> None:
        self.rows.append((row, low, high))

    def _holds(self, x: Sequence[int]) -> bool:
        """True when the change can be made and fulfils the goal, in whole numbers."""
        after, papers = list(self.poll.totals), x[self.k]
        given = [x[column] for column in self.g.values()]
        taken = x[: len(self.taken)]
        for (marks, _), n in zip(self.taken, taken):
            for d in marks:
                after[d] -= n
        for d, n in zip(self.kept, given):
            after[d] += n
        return (
            all(0 <= n <= most for (_, most), n in zip(self.taken, taken))
            and all(0 <= n <= papers for n in given)
            and (self.poll.papers is None or sum(taken) == papers)
            and sum(given) <= self.poll.most * papers
            and reached(after, self.poll.seats, self.c, self.goal, self.sure)
        )
