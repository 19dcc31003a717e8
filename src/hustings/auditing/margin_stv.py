"""Ranked rules: an upper bound on the margin, found by trying changed papers and re-counting.

A plan moves papers that lie with one candidate at some stage to another: each becomes the same
paper up to that preference, which now names the other candidate, and nothing after. Plans are
tried in order of half the gap between the two; a re-count under the rule itself says what each
number of papers does. Nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hustings.arithmetic import Number
from hustings.counting.terms import count_under
from hustings.errors import InputError, LotNeeded
from hustings.model.count import Count, Stage, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile, codes
from hustings.rules.marks import Read
from hustings.rules.pack import Rule
from hustings.rules.papers import PlainBox
from hustings.rules.play import EXACT, Desk, play

Ranking = tuple[int, ...]
Rankings = Mapping[Ranking, int]
Goal = Callable[[frozenset[int]], bool]
"""True for an elected set that is what we look for."""
NOBODY, ANYBODY = -1, -2
"""Sources of a plan that are no candidates: papers no longer transferable, and all papers."""


@dataclass(frozen=True, slots=True)
class Change:
    """`papers` that say `row`; what matters of them is `row[:kept]`; they become `after`."""

    row: Ranking
    kept: int
    after: Ranking
    papers: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Papers with `source` at a stage go to `to`; `least` is where trying begins."""

    least: int
    stage: int
    source: int
    to: int
    late: bool

    @property
    def order(self) -> tuple[int, int, int, int, bool]:
        """Plans are tried in this order."""
        return (self.least, self.stage, self.source, self.to, self.late)


@dataclass(frozen=True, slots=True)
class Found:
    """A number of papers and the changes that reach a goal with it."""

    papers: int
    changes: tuple[Change, ...]
    elected: frozenset[int]


class Recounts:
    """Re-counts of changed papers under one rule, terms and ledger of lots.

    `best` holds, for every candidate, the fewest papers seen so far after which the seat is another
    one's, or his own.
    """

    def __init__(
        self, rule: Rule, terms: Terms, lots: Lots | None, base: Count, rankings: Rankings
    ) -> None:
        self.rule, self.terms, self.lots, self.base = rule, terms, lots, base
        self.rankings, self.winners = dict(rankings), frozenset(base.elected)
        self.best: dict[int, Found] = {}
        self.made = 0
        self._known: dict[tuple[Change, ...], frozenset[int] | None] = {}

    def elected(self, changes: Sequence[Change]) -> frozenset[int] | None:
        """Who is elected after the changes; None where a lot would have to be drawn."""
        key = tuple(changes)
        if key not in self._known:
            self._known[key] = self.count(changed(self.rankings, changes))
            self._remember(key, self._known[key])
        return self._known[key]

    def _remember(self, changes: tuple[Change, ...], elected: frozenset[int] | None) -> None:
        papers = sum(change.papers for change in changes)
        for c in self.winners ^ elected if elected is not None else ():
            if c not in self.best or papers < self.best[c].papers:
                self.best[c] = Found(papers, changes, elected or frozenset())

    def count(self, rankings: Rankings) -> frozenset[int] | None:
        """The rule's own count of these papers; None for a tie, or papers no longer valid."""
        self.made += 1
        try:
            counted = self._counted(rankings)
        except (LotNeeded, InputError):
            return None
        return frozenset(counted.elected) if counted.valid == self.base.valid else None

    def _counted(self, rankings: Rankings) -> Count:
        names = self.base.candidates
        if self.terms.constraints or self.terms.reopen:
            return self.full(rankings)
        read = Read(rankings, 0, 0, 0, 0)
        desk = Desk(PlainBox(len(names), rankings), read, sum(rankings.values()), EXACT, "")
        return play(self.rule, desk, names, self.terms, self.lots)

    def full(self, rankings: Rankings) -> Count:
        """The count anybody would make of these papers, through the front door."""
        profile = profile_of(rankings, self.base.candidates)
        return count_under(self.rule, profile, self.terms, self.lots)


def profile_of(rankings: Rankings, names: tuple[str, ...]) -> Profile:
    """Rankings of candidates from 0 as a profile; `~c` is level with the one before."""
    tied = codes(1 if len(names) <= 250 else 2)[0]
    rows = [[x for c in row for x in ([c + 1] if c >= 0 else [tied, ~c + 1])] for row in rankings]
    return Profile.from_rows(names, rows, rankings.values())


def grouped(changes: Iterable[Change], further: int = 0) -> list[tuple[Ranking, Ranking, int]]:
    """Changes by what matters of the papers: (begins, becomes, papers), in order of making.

    `further` shows so many preferences more, where the papers have them.
    """
    found: dict[tuple[Ranking, Ranking], int] = {}
    for change in changes:
        key = (change.row[: change.kept + further], change.after)
        found[key] = found.get(key, 0) + change.papers
    return [(before, after, n) for (before, after), n in found.items()]


def replay(
    rankings: Rankings, moves: Iterable[tuple[Ranking, Ranking, int]]
) -> dict[Ranking, int] | None:
    """The papers after the moves; of those that begin so, the first in order are taken each time.

    None when there are too few such papers left.
    """
    left, made = dict(sorted(rankings.items())), dict[Ranking, int]()
    for before, after, papers in moves:
        for row in left:
            if papers and row[: len(before)] == before:
                n = min(papers, left[row])
                left[row] -= n
                papers -= n
                made[after] = made.get(after, 0) + n
        if papers:
            return None
    for row, n in made.items():
        left[row] = left.get(row, 0) + n
    return {row: n for row, n in sorted(left.items()) if n}


def changed(rankings: Rankings, changes: Sequence[Change]) -> dict[Ranking, int]:
    """The papers after the changes, in the order of what they say."""
    after = dict(rankings)
    for change in changes:
        after[change.row] -= change.papers
        after[change.after] = after.get(change.after, 0) + change.papers
    return {row: n for row, n in sorted(after.items()) if n}


class Search:
    """Plans of one count, and the fewest papers any of them needs for a goal."""

    def __init__(self, count: Count, recounts: Recounts, late: Callable[[], bool]) -> None:
        self.count, self.recounts, self.late = count, recounts, late
        self.one = count.arithmetic.one
        self.sets = list(_available(count))
        self._piles: dict[tuple[int, int, bool], list[Change]] = {}

    def plans(self, about: int | None = None) -> list[Plan]:
        """Every pair of candidates at every stage, those that need least first.

        `about` keeps the pairs with that candidate, and the early papers only.
        """
        made = []
        for number, (there, votes) in enumerate(self.sets):
            for to in there:
                for source in [*there, NOBODY]:
                    if source == to:
                        continue
                    least = 1 if source == NOBODY else self._least(votes[source] - votes[to])
                    made += [Plan(least, number, source, to, late) for late in (False, True)]
        if about is not None:
            made = [p for p in made if about in (p.source, p.to) and not p.late]
            made.append(Plan(0, 0, ANYBODY, about, False))
        return sorted(made, key=lambda plan: plan.order)

    def _least(self, gap: Number) -> int:
        """Papers that turn the order of two tallies."""
        return max(int(gap // (2 * self.one)) + 1, 1)

    def pile(self, plan: Plan) -> list[Change]:
        """All changes a plan can make, in the order it makes them; `after` lacks the new name."""
        key = (plan.stage, plan.source, plan.late)
        if key not in self._piles:
            there = set(self.sets[plan.stage][0])
            elected = set(self.count.elected)
            if plan.source == ANYBODY:
                self._piles[key] = self._everything()
            else:
                self._piles[key] = _pile(self.recounts.rankings, there, plan, elected)
        return self._piles[key]

    def _everything(self) -> list[Change]:
        """All papers by their first preference, those of the strongest first."""
        votes = self.sets[0][1]
        rows = sorted(self.recounts.rankings, key=lambda row: (-votes[row[0]], row))
        return [Change(row, 1, (), self.recounts.rankings[row]) for row in rows]

    def take(self, plan: Plan, papers: int) -> tuple[Change, ...]:
        """The first so many papers of a plan, changed."""
        taken: list[Change] = []
        for change in self.pile(plan):
            if papers <= 0:
                break
            if plan.to not in change.row[: change.kept]:
                n = min(papers, change.papers)
                taken.append(Change(change.row, change.kept, (*change.after, plan.to), n))
                papers -= n
        return tuple(taken)

    def fewest(
        self,
        goal: Goal,
        plans: Sequence[Plan],
        floor: int,
        below: int,
    ) -> Found | None:
        """The fewest papers, from a proven floor to below a number, by which one plan does it."""
        best: Found | None = None
        for plan in plans:
            if self.late() or below <= floor:
                break
            found = self._by(plan, goal, floor, min(below - 1, self.size(plan)))
            if found is not None:
                best, below = found, found.papers
        return best

    def size(self, plan: Plan) -> int:
        """How many papers a plan has."""
        return sum(change.papers for change in self.pile(plan))

    def _by(self, plan: Plan, goal: Goal, floor: int, most: int) -> Found | None:
        """Halve between the floor and the most papers of one plan."""
        if floor > most:
            return None
        found = self._try(plan, goal, most)
        if found is None and floor < plan.least < most:
            found = self._try(plan, goal, plan.least)
        low, high = floor, found.papers if found else 0
        while found is not None and low < high:
            middle = (low + high) // 2
            better = self._try(plan, goal, middle)
            if better is None:
                low = middle + 1
            else:
                found, high = better, middle
        return found

    def _try(self, plan: Plan, goal: Goal, papers: int) -> Found | None:
        if self.late():
            return None
        changes = self.take(plan, papers)
        elected = self.recounts.elected(changes)
        if elected is None or not goal(elected):
            return None
        return Found(papers, changes, elected)


def _available(count: Count) -> Iterator[tuple[list[int], tuple[Number, ...]]]:
    """Candidates whose papers a stage left in reach, and the tallies it left."""
    away = {*count.terms.withdrawn, *count.terms.after_issue}
    there = {c for c, name in enumerate(count.candidates) if name not in away}
    for stage in count.stages:
        yield sorted(there), stage.votes
        there -= _gone(stage)


def _gone(stage: Stage) -> set[int]:
    return {o.candidate for o in (*stage.elected, *stage.excluded)}


def _pile(rankings: Rankings, there: set[int], plan: Plan, elected: set[int]) -> list[Change]:
    """Papers with the plan's source: those of full value first, then by when they came to it."""
    found = []
    for row, papers in sorted(rankings.items()):
        place = next((i for i, c in enumerate(row) if c in there), None)
        if plan.source == NOBODY:
            if place is None:
                found.append(Change(row, len(row), row, papers))
        elif place is not None and row[place] == plan.source:
            found.append(Change(row, place + 1, row[:place], papers))
    sign = -1 if plan.late else 1

    def order(change: Change) -> tuple[bool, int, Ranking]:
        return (any(c in elected for c in change.after), sign * len(change.after), change.row)

    return sorted(found, key=order)
