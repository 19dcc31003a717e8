"""Ranked papers: the search for the committee and for every candidate, put together as a Margin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from time import monotonic

from hustings.auditing.margin_course import Follower
from hustings.auditing.margin_floor import Gregory, Walk
from hustings.auditing.margin_marks import away, move, rankings_of
from hustings.auditing.margin_result import Margin, SeatMargin
from hustings.auditing.margin_stv import Found, Ranking, Recounts, Search, grouped, replay
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule

PROVEN = ("scottish-stv", "gregory-inclusive", "irv")
"""Rules whose course of decisions the lower bound's theorem covers."""

STEP = 10**5
"""Units a vote in the walk of courses: five decimal places."""

COURSE_BASIS = (
    "every course of the count that fewer changed papers could bring about elects the same"
)
ONE_BASIS = "one: without a changed paper a re-count gives the same; no more is proven for {}"


@dataclass(frozen=True, slots=True)
class Clock:
    """True when called once the time is up; seconds as `time.monotonic` has them."""

    end: float

    def __call__(self) -> bool:
        """Whether it is later."""
        return monotonic() > self.end

    def share(self, part: float) -> Clock:
        """A clock that ends when this part of what is left is gone."""
        now = monotonic()
        return Clock(now + max(self.end - now, 0.0) * part)


@dataclass(frozen=True, slots=True)
class Effort:
    """How far one search goes: courses played, courses followed, plans tried; all counted."""

    states: int
    courses: int
    plans: int | None


WHOLE = Effort(states=20_000, courses=40, plans=None)
EACH = Effort(states=1_500, courses=8, plans=24)


class RankedSearch:
    """The search under one rule for ranked papers."""

    def __init__(
        self,
        rule: Rule,
        profile: Profile,
        terms: Terms,
        lots: Lots | None,
        base: Count,
        tell: Callable[[str], object],
        late: Clock,
    ) -> None:
        self.base, self.terms, self.tell, self.late = base, terms, tell, late
        self.begun, self.states, self.complete = monotonic(), 0, True
        self.winners = frozenset(base.elected)
        self.rankings = rankings_of(rule, profile, terms)
        self.recounts = Recounts(rule, terms, lots, base, self.rankings)
        self.search = Search(base, self.recounts, late)
        gone = frozenset(c for c, n in enumerate(base.candidates) if n in away(terms))
        self.standing = [c for c in range(len(base.candidates)) if c not in gone]
        plain = not (terms.constraints or terms.reopen)
        self.proven = plain and rule.name in PROVEN and terms.option("quota", "droop") == "droop"
        self.table: Gregory | None = None
        if plain and min((min(row) for row in self.rankings), default=0) >= 0:
            self.table = Gregory(self.rankings, len(base.candidates), terms.seats, STEP, gone)

    def margin(self) -> Margin:
        """The whole committee first, then every candidate."""
        self.tell("searching: who is elected")
        lower, found = self.hunt(None, WHOLE, self.late.share(0.5))
        order = self._in_order()
        entries = tuple(
            self.entry(c, lower, self.late.share(1 / (len(order) - i))) for i, c in enumerate(order)
        )
        sure = [e.upper for e in entries if e.upper is not None]
        if sure and (found is None or min(sure) < found.papers):
            found = min(self.recounts.best.values(), key=lambda f: f.papers)
        moves, recount = self.witness(found)
        names, base = self.base.candidates, self.base
        return Margin(
            rule=base.rule,
            title=base.title,
            seats=self.terms.seats,
            candidates=names,
            elected=base.winners,
            valid=base.valid,
            lower=lower,
            upper=found.papers if found else None,
            entries=entries,
            witness=tuple(move(before, after, n, names) for before, after, n in moves),
            recount=tuple(names[c] for c in recount),
            confirmed=bool(recount) and set(recount) != self.winners,
            basis=COURSE_BASIS if self.proven else ONE_BASIS.format(base.rule),
            counts=self.recounts.made,
            states=self.states,
            complete=self.complete,
            data_sha256=base.data_sha256,
            seconds=monotonic() - self.begun,
        )

    def _in_order(self) -> list[int]:
        last = self.base.stages[-1].votes
        out = [c for c in self.standing if c not in self.winners]
        return [*self.base.elected, *sorted(out, key=lambda c: (-last[c], c))]

    def entry(self, c: int, lower: int, late: Clock) -> SeatMargin:
        """What one candidate's seat turns on."""
        name = self.base.candidates[c]
        self.tell(f"searching: {name}")
        own, found = self.hunt(c, EACH, late)
        return SeatMargin(
            candidate=name,
            elected=c in self.winners,
            lower=max(own, lower),
            upper=found.papers if found else None,
        )

    def hunt(self, target: int | None, effort: Effort, late: Clock) -> tuple[int, Found | None]:
        """Lower bound and best witness for the whole committee, or for one candidate."""
        self.search.late = late

        def goal(elected: frozenset[int]) -> bool:
            changed = elected ^ self.winners
            return bool(changed) if target is None else target in changed

        best = self.recounts.best.get(target) if target is not None else None
        lower, followed = self._courses(target, effort, best, goal, late.share(0.5))
        best = followed or best
        if best is None or best.papers > lower:
            plans = list(islice(self.search.plans(target), effort.plans))
            below = best.papers if best else self.base.valid + 1
            best = self.search.fewest(goal, plans, lower, below) or best
            self.complete = self.complete and not late()
        return lower, best

    def _courses(
        self,
        target: int | None,
        effort: Effort,
        best: Found | None,
        goal: Callable[[frozenset[int]], bool],
        late: Clock,
    ) -> tuple[int, Found | None]:
        """Walk other courses, cheapest first; the first gives the bound, all may give witnesses."""
        if self.table is None:
            return 1, None
        found: Found | None = None
        lower: int | None = None
        most = self.base.valid + 1
        walk = Walk(self.table, self.winners, best.papers if best else most, target)
        for _ in range(effort.courses):
            other = walk.next(lambda: walk.states > effort.states or late())
            if lower is None:
                lower = walk.bound if other is None else other.papers
            if other is None or late():
                break
            changes = Follower(self.table, self.rankings, other.path).follow(walk.below - 1)
            elected = self.recounts.elected(changes) if changes is not None else None
            if changes is not None and elected is not None and goal(elected):
                papers = sum(change.papers for change in changes)
                if papers < walk.below:
                    found, walk.below = Found(papers, changes, elected), papers
            if walk.below <= max(lower, 1):
                break
        self.states += walk.states
        self.complete = self.complete and not late()
        return (max(lower or 1, 1) if self.proven else 1), found

    def witness(
        self, found: Found | None
    ) -> tuple[list[tuple[Ranking, Ranking, int]], tuple[int, ...]]:
        """The moves as printed, as short as will do, and whom a re-count of just these elects."""
        if found is None:
            return [], ()
        for further in range(max(map(len, self.rankings)) + 1):
            moves = grouped(found.changes, further)
            papers = replay(self.rankings, moves)
            if papers is not None and self.recounts.count(papers) not in (None, self.winners):
                return moves, self.recounts.full(papers).elected
        return grouped(found.changes), ()
