"""The counting table: papers are sorted, credited, transferred and excluded on it, stage by stage.

A rule calls these verbs in its own order. The table keeps every vote somewhere (a candidate, the
non-transferable, lost to rounding) and says so at the end of every stage; it never decides a tie by
itself (`LotNeeded`) and never looks at a paper (`papers.Box` does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, Protocol

from hustings.arithmetic import Arithmetic, Number
from hustings.errors import LotNeeded
from hustings.model.constraints import OrderEffect, reopen_chain
from hustings.model.count import Outcome, Stage, Terms, Tie, Transfer
from hustings.model.lots import Lot, Lots, Purpose
from hustings.model.profile import Kind
from hustings.rules.papers import NOBODY, Box, Bundle


class State(Enum):
    """Where a candidate stands."""

    CONTINUING = "continuing"
    ELECTED = "elected"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"
    DORMANT = "dormant"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Papers that came to a candidate together at `stage`, each worth `value`.

    `batch` counts the transfers of the whole count: a stage may have several (`next_batch`).
    """

    bundle: Bundle
    value: Number
    stage: int
    batch: int = 0

    @property
    def papers(self) -> int:
        """How many papers it holds."""
        return self.bundle.papers


@dataclass(frozen=True, slots=True)
class Sorted:
    """A parcel laid out by next available preference; `to` lacks those without one."""

    parcel: Parcel
    to: Mapping[int, Bundle]
    nobody: Bundle | None

    @property
    def transferable(self) -> int:
        """Papers with a next available preference."""
        return sum(bundle.papers for bundle in self.to.values())


class Watch(Protocol):
    """Who must and who cannot be elected, given a constraint on the whole committee."""

    def doomed(self, elected: Sequence[int], continuing: Sequence[int]) -> set[int]:
        """Continuing candidates who can no longer be elected."""
        ...

    def guarded(self, elected: Sequence[int], continuing: Sequence[int]) -> set[int]:
        """Continuing candidates without whom the committee cannot be completed."""
        ...

    def possible(self, elected: Sequence[int], continuing: Sequence[int]) -> bool:
        """True while the elected can be completed from the continuing."""
        ...

    def because(self, candidate: int, elected: Sequence[int], continuing: Sequence[int]) -> str:
        """The constraints, with clauses, that doom or guard a continuing candidate."""
        ...


@dataclass
class Draft:
    """A stage while it is being made."""

    act: str
    of: tuple[int, ...]
    clause: str
    transfers: dict[tuple[int | None, int | None, Number], list[Number]] = field(
        default_factory=dict
    )
    elected: list[Outcome] = field(default_factory=list)
    excluded: list[Outcome] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class CountingTable:
    """One count in progress; candidates are indices into `names`, the order of the paper."""

    def __init__(
        self,
        terms: Terms,
        names: Sequence[str],
        box: Box,
        arithmetic: Arithmetic,
        lots: Lots | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.terms, self.names, self.box, self.arithmetic = terms, tuple(names), box, arithmetic
        self.lots, self.watch = lots or Lots(), watch
        away = {*terms.withdrawn, *terms.after_issue}
        self.states = [State.WITHDRAWN if n in away else State.CONTINUING for n in names]
        chain = reopen_chain(terms.reopen, len(self.names))
        self.reopening = [self.names.index(n) for n in chain if n in self.names]
        for later in self.reopening[1:]:
            self.states[later] = State.DORMANT
        self.piles: list[list[Parcel]] = [[] for _ in names]
        self.votes: list[Number] = [arithmetic.whole(0) for _ in names]
        self.non_transferable: Number = arithmetic.whole(0)
        self.lost: Number = arithmetic.whole(0)
        self.valid = 0
        self.quota: Number | None = None
        self.elected: list[int] = []
        self.stages: list[Stage] = []
        self.points: list[tuple[Number, ...]] = []
        self.batch = 0
        self.kind: Kind = "ranked"
        self.total: Number | None = None
        self.marks: list[tuple[str, int, str]] = []
        self._draft: Draft | None = None

    # where things stand

    @property
    def continuing(self) -> list[int]:
        """Candidates neither elected nor out."""
        return [c for c, s in enumerate(self.states) if s is State.CONTINUING]

    @property
    def vacancies(self) -> int:
        """Seats still to be filled."""
        return self.terms.seats - len(self.elected)

    @property
    def stage_number(self) -> int:
        """The stage being made, or the last one made."""
        return len(self.stages) + (self._draft is not None)

    def surplus(self, candidate: int) -> Number:
        """Votes above the quota (below it, negative)."""
        assert self.quota is not None
        return self.votes[candidate] - self.quota

    def last_received(self, candidate: int) -> list[Parcel]:
        """The parcels that came to a candidate at the latest stage at which any came."""
        pile = self.piles[candidate]
        latest = max((p.stage for p in pile), default=0)
        return [p for p in pile if p.stage == latest]

    def last_batch(self, candidate: int) -> list[Parcel]:
        """The parcels of the latest batch from which a candidate received any."""
        pile = self.piles[candidate]
        latest = max((p.batch for p in pile), default=0)
        return [p for p in pile if p.batch == latest]

    def by_value(
        self, candidates: Iterable[int], *, first_apart: bool = False
    ) -> list[tuple[Number, dict[int, list[Parcel]]]]:
        """The candidates' parcels by value, the highest first: (value, parcels by candidate).

        With `first_apart` the first preferences stand before all transferred papers, even those
        of value one.
        """
        found: dict[tuple[bool, Number], dict[int, list[Parcel]]] = {}
        for c in candidates:
            for parcel in self.piles[c]:
                key = (first_apart and parcel.batch == 1, parcel.value)
                found.setdefault(key, {}).setdefault(c, []).append(parcel)
        return [(key[1], found[key]) for key in sorted(found, reverse=True)]

    def draft(self) -> Draft:
        """The stage being made."""
        assert self._draft is not None, "no stage has begun"
        return self._draft

    # stages

    def begin(self, act: str, of: Iterable[int] = (), clause: str = "") -> None:
        """Begin a stage; the one before it, if still open, ends here."""
        self.end()
        self._draft = Draft(act, tuple(of), clause)
        self.batch += 1

    def end(self) -> None:
        """End the stage: write down where every vote is, and that none was made or lost."""
        if self._draft is None:
            return
        made, self._draft = self._draft, None
        self.points.append(tuple(self.votes))
        assert sum(self.votes) + self.non_transferable + self.lost == self._whole(), (
            "a vote went astray"
        )
        self.stages.append(
            Stage(
                number=len(self.stages) + 1,
                act=made.act,
                of=made.of,
                clause=made.clause,
                votes=tuple(self.votes),
                non_transferable=self.non_transferable,
                lost=self.lost,
                quota=self.quota,
                transfers=tuple(
                    Transfer(source, to, int(papers), value, votes)
                    for (source, to, value), (papers, votes) in made.transfers.items()
                ),
                elected=tuple(made.elected),
                excluded=tuple(made.excluded),
                ties=tuple(made.ties),
                notes=tuple(made.notes),
            )
        )

    def next_batch(self) -> None:
        """Within a stage, go on to the next batch; what follows is received apart from it."""
        self.points.append(tuple(self.votes))
        self.batch += 1

    def _whole(self) -> Number:
        """What every stage adds up to: `total` where a rule set it, else one vote a valid paper."""
        return self.arithmetic.whole(self.valid) if self.total is None else self.total

    def set_aside(self, what: str, papers: int, clause: str) -> None:
        """Papers the rule found invalid (why, how many, by which clause), for the declaration."""
        if papers:
            self.marks.append((what, papers, clause))

    def note(self, said: str) -> None:
        """A sentence for the record of this stage."""
        self.draft().notes.append(said)

    # sorting and transferring

    def first_preferences(self, clause: str) -> None:
        """Sort all papers by first available preference and credit one vote a paper."""
        self.begin("first preferences", (), clause)
        whole = self.box.whole()
        self.valid = whole.papers
        laid = self.lay_out([Parcel(whole, self.arithmetic.one, 0)])
        self.move(None, laid, lambda s: s.parcel.value)

    def lay_out(self, parcels: Iterable[Parcel]) -> list[Sorted]:
        """Parcels by next available preference among the continuing candidates."""
        given = list(parcels)
        available = [s is State.CONTINUING for s in self.states]
        found = self.box.sort([p.bundle for p in given], available)
        return [
            Sorted(p, {to: b for to, b in by.items() if to != NOBODY}, by.get(NOBODY))
            for p, by in zip(given, found)
        ]

    def move(
        self,
        source: int | None,
        laid: Sequence[Sorted],
        value: Callable[[Sorted], Number],
        *,
        leaves: Number | None = None,
        strand: bool = True,
        rest: Literal["lost", "non-transferable"] = "lost",
    ) -> None:
        """Transfer sorted parcels from `source`, each paper at `value(sorted)`.

        `leaves` is what `source` keeps (default: its votes less the parcels' at their old value);
        what the cut values do not carry over is lost to rounding. With `strand`, papers nobody is
        next on take their value to the non-transferable; without, they stay where they are and
        carry nothing (Gregory's transferable papers only). `rest` says where votes go that were to
        leave `source` and were not carried: lost to rounding, or non-transferable.
        """
        moved: Number = self.arithmetic.whole(0)
        arrived: dict[tuple[int, Number], list[Bundle]] = {}
        for item in laid:
            each = value(item)
            for to, bundle in item.to.items():
                moved += self._credit(source, to, bundle, each)
                arrived.setdefault((to, each), []).append(bundle)
            if item.nobody is not None and strand:
                moved += self._strand(source, item.nobody, each)
        for (to, each), bundles in arrived.items():
            together = bundles[0] if len(bundles) == 1 else self.box.join(bundles)
            self.piles[to].append(Parcel(together, each, self.stage_number, self.batch))
        if source is None:
            return
        before = self.votes[source]
        gone = {id(item.parcel) for item in laid}
        self.piles[source] = [p for p in self.piles[source] if id(p) not in gone]
        if leaves is None:
            leaves = before - sum(i.parcel.value * i.parcel.papers for i in laid)
        self.votes[source] = leaves
        if rest == "lost":
            self.lost += before - leaves - moved
        else:
            self.non_transferable += before - leaves - moved

    def _credit(self, source: int | None, to: int, bundle: Bundle, each: Number) -> Number:
        votes = each * bundle.papers
        self.votes[to] += votes
        self._record(source, to, bundle.papers, each, votes)
        return votes

    def _strand(self, source: int | None, bundle: Bundle, each: Number) -> Number:
        votes = each * bundle.papers
        self.non_transferable += votes
        self._record(source, None, bundle.papers, each, votes)
        return votes

    def _record(
        self, source: int | None, to: int | None, papers: int, each: Number, votes: Number
    ) -> None:
        entry = self.draft().transfers.setdefault((source, to, each), [0, votes * 0])
        entry[0] += papers
        entry[1] += votes

    # electing and excluding

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

    def highest(self, among: Sequence[int]) -> list[int]:
        """Those with the most votes."""
        most = max(self.votes[c] for c in among)
        return [c for c in among if self.votes[c] == most]

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

    def _note_once(self, said: str) -> None:
        if said not in self.draft().notes:
            self.note(said)

    # order and ties

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

    def in_order(self, candidates: Iterable[int]) -> list[int]:
        """By votes now, then at the most recent stage that tells them apart, then by name."""
        history = [s.votes for s in reversed(self.stages)]
        return sorted(
            candidates,
            key=lambda c: (-self.votes[c], *(-v[c] for v in history), self.names[c]),
        )

    def back(self, tied: Sequence[int], purpose: Purpose, clause: str) -> int:
        """One of the tied by the most recent earlier stage at which they differ, else by lot.

        For `exclude` the one with the fewest votes there, for the others the one with the most;
        where several share that number the search goes on further back among them.
        """
        return self._by_stages(tied, purpose, clause, list(reversed(self._earlier())))

    def forward(self, tied: Sequence[int], purpose: Purpose, clause: str) -> int:
        """One of the tied by the first stage at which they differ, else by lot."""
        return self._by_stages(tied, purpose, clause, self._earlier())

    def forward_batches(self, tied: Sequence[int], purpose: Purpose, clause: str) -> int:
        """Like `forward`, looking also at the votes after each batch within a stage."""
        points = [(f"batch {n}", votes) for n, votes in enumerate(self.points, 1)]
        return self._by_points(tied, purpose, clause, points)

    def _earlier(self) -> list[Stage]:
        return list(self.stages)

    def _by_stages(
        self, tied: Sequence[int], purpose: Purpose, clause: str, stages: Sequence[Stage]
    ) -> int:
        points = [(f"stage {stage.number}", stage.votes) for stage in stages]
        return self._by_points(tied, purpose, clause, points)

    def _by_points(
        self,
        tied: Sequence[int],
        purpose: Purpose,
        clause: str,
        points: Iterable[tuple[str, Sequence[Number]]],
    ) -> int:
        left = list(tied)
        pick = min if purpose == "exclude" else max
        for name, votes in points:
            if len(left) == 1:
                break
            there = pick(votes[c] for c in left)
            narrowed = [c for c in left if votes[c] == there]
            if len(narrowed) == 1 and len(tied) > 1:
                self._tie(tied, purpose, narrowed[0], name, clause)
            left = narrowed
        if len(left) == 1:
            return left[0]
        return self.by_lot(left, purpose, clause)

    def by_lot(self, tied: Sequence[int], purpose: Purpose, clause: str, places: int = 1) -> int:
        """One of the tied as the lot fell; raises LotNeeded when the ledger has none for them."""
        names = sorted(self.names[c] for c in tied)
        stage = max(self.stage_number, 1)
        lot = self._drawn_here(names, purpose) or self.lots.draw(names, purpose, stage)
        if lot is None:
            raise LotNeeded(names, places, purpose=purpose, stage=stage, clause=clause)
        chosen = self.names.index(next(n for n in lot.order if n in names))
        self._tie(tied, purpose, chosen, "lot", clause, lot)
        return chosen

    def settle(
        self, tied: Sequence[int], purpose: Purpose, chosen: int, settled_by: str, clause: str
    ) -> None:
        """Write down a tie that the rule's own means settled (a formula in the law, not a lot)."""
        self._tie(tied, purpose, chosen, settled_by, clause)

    def _drawn_here(self, names: Sequence[str], purpose: Purpose) -> Lot | None:
        """The lot drawn at this stage whose later places settle a tie among those left."""
        for tie in self.draft().ties if self._draft else ():
            if tie.lot and tie.purpose == purpose and set(names) < set(tie.lot.order):
                return tie.lot
        return None

    def _tie(
        self,
        tied: Sequence[int],
        purpose: str,
        chosen: int,
        settled_by: str,
        clause: str,
        lot: object = None,
    ) -> None:
        made = Tie(tuple(tied), purpose, chosen, settled_by, clause, lot)  # type: ignore[arg-type]
        self.draft().ties.append(made)
