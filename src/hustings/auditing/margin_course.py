"""Changed papers that make a count take a given course, moved where it would leave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hustings.auditing.margin_floor import Course, Gregory, Step
from hustings.auditing.margin_stv import Change, Rankings, changed

MOST_REPAIRS = 40
"""A course that leaves its way more often than this is given up."""


@dataclass(frozen=True, slots=True)
class Need:
    """So many whole votes must go from one candidate to another here."""

    source: int
    to: int
    papers: int


class Follower:
    """Makes changes until the count of the changed papers follows a path."""

    def __init__(self, table: Gregory, rankings: Rankings, path: Sequence[Step]) -> None:
        self.base, self.rankings, self.path = table, dict(rankings), tuple(path)
        self.changes: list[Change] = []
        act, last = self.path[-1]
        self.victim = min(last) if act == "exclude" else -1
        self.ally = min(last) if act == "elect" else -1

    def follow(self, most: int) -> tuple[Change, ...] | None:
        """The changes, or None when they come to more than `most` papers or lead nowhere."""
        for _ in range(MOST_REPAIRS):
            needs, table, course = self._first_departure()
            if not needs:
                return tuple(self.changes)
            for need in needs:
                if not self._apply(need, table, course):
                    return None
            if sum(change.papers for change in self.changes) > most:
                return None
        return None

    def _first_departure(self) -> tuple[list[Need], Gregory, Course]:
        base = self.base
        papers = changed(self.rankings, self.changes)
        table = Gregory(papers, base.candidates, base.seats, base.one, base.away)
        course = table.start()
        for chosen, act, whom in _stages(self.path):
            votes, there = table.tallies(course), table.continuing(course)
            needs = self._to_elect(table, votes, there, chosen)
            course_now = course
            course = table.elect(course, chosen)
            there = table.continuing(course)
            if not needs and act == "surplus":
                needs = _to_lead(table, votes, sorted(course.waiting), whom)
            if not needs and act == "exclude":
                needs = _to_trail(table, votes, there, whom)
            if needs:
                return needs, table, course_now
            if act in ("surplus", "exclude"):
                course = getattr(table, act)(course, whom)
        return [], table, course

    def _to_elect(
        self, table: Gregory, votes: Sequence[int], there: Sequence[int], chosen: frozenset[int]
    ) -> list[Need]:
        """Votes that bring the chosen to the quota and keep the others below it."""
        needs = []
        over = [c for c in there if c not in chosen and votes[c] >= table.quota]
        under = [c for c in there if c in chosen and votes[c] < table.quota]
        rest = [c for c in there if c not in chosen]
        for c in over:
            to = under[0] if under else self._other(rest, votes, c, self.ally, most=False)
            if to >= 0:
                needs.append(Need(c, to, (votes[c] - table.quota) // table.one + 1))
        for c in under if not over else ():
            source = self._other(rest, votes, c, self.victim, most=True)
            if source >= 0:
                needs.append(Need(source, c, -(-(table.quota - votes[c]) // table.one)))
        return needs

    def _other(
        self, rest: Sequence[int], votes: Sequence[int], c: int, wanted: int, *, most: bool
    ) -> int:
        """The wanted candidate where there, else the highest or lowest of the rest."""
        if wanted in rest and wanted != c:
            return wanted
        order = sorted((d for d in rest if d != c), key=lambda d: (votes[d], d))
        return (order[-1] if most else order[0]) if order else -1

    def _apply(self, need: Need, table: Gregory, course: Course) -> bool:
        """Change full papers that lie with the source, first those on which the victim is next."""
        left = need.papers
        holder = table.holder(course)
        mine = np.flatnonzero((holder == need.source) & (course.value == table.one))
        gone = course.elected | course.out | {need.source}
        piles = []
        for i in mine:
            row = tuple(int(c) for c in table.rows[i] if c >= 0)
            free = self.rankings.get(row, 0) - sum(x.papers for x in self.changes if x.row == row)
            if free > 0:
                place = int(course.at[i])
                ahead = next((i for i in range(place + 1, len(row)) if row[i] not in gone), -1)
                then = row[ahead] if ahead >= 0 else -1
                liking = 0 if then == self.victim >= 0 else 2 if then == self.ally >= 0 else 1
                piles.append((liking, place, row, free, ahead + 1 or len(row)))
        tail = (self.ally,) if self.ally not in (-1, need.to, need.source) else ()
        for _, place, row, free, kept in sorted(piles):
            n = min(left, free)
            if n:
                after = (*row[:place], need.to, *(c for c in tail if c not in row[:place]))
                self.changes.append(Change(row, kept, after, n))
                left -= n
        return left <= 0


def _stages(path: Sequence[Step]) -> Iterator[tuple[frozenset[int], str, int]]:
    """Who reaches the quota, then what follows: ("surplus", whom), ("exclude", whom) or an end."""
    chosen: frozenset[int] = frozenset()
    for act, them in path:
        if act == "elect":
            chosen = them
        elif act == "end":
            yield chosen, "end", -1
            return
        else:
            yield chosen, act, min(them)
            chosen = frozenset()
    if chosen:
        yield chosen, "end", -1


def _to_lead(
    table: Gregory, votes: Sequence[int], waiting: Sequence[int], first: int
) -> list[Need]:
    """Votes that give one of the waiting the highest surplus."""
    rival = max((c for c in waiting if c != first), key=lambda c: votes[c], default=first)
    gap = votes[rival] - votes[first]
    return [Need(rival, first, gap // (2 * table.one) + 1)] if gap >= 0 and rival != first else []


def _to_trail(table: Gregory, votes: Sequence[int], there: Sequence[int], last: int) -> list[Need]:
    """Votes that leave one candidate with the fewest."""
    now, given = {c: votes[c] for c in there}, dict.fromkeys(there, 0)
    while True:
        lowest = min((c for c in there if c != last), key=lambda c: (now[c], c))
        if now[lowest] > now[last]:
            return [Need(last, c, n) for c, n in given.items() if n]
        now[lowest] += table.one
        now[last] -= table.one
        given[lowest] += 1
