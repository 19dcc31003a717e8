"""The counting table: papers are sorted, credited, transferred and excluded on it, stage by stage.

A rule calls these verbs in its own order. The table keeps every vote somewhere (a candidate, the
non-transferable, lost to rounding) and says so at the end of every stage; it never decides a tie by
itself (`LotNeeded`) and never looks at a paper (`papers.Box` does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from hustings.arithmetic import Arithmetic, Number
from hustings.errors import LotNeeded
from hustings.model.count import Outcome, Stage, Terms, Tie, Transfer
from hustings.model.lots import Lots, Purpose
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
    """Papers that came to a candidate together at `stage`, each worth `value`."""

    bundle: Bundle
    value: Number
    stage: int

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
        self.piles: list[list[Parcel]] = [[] for _ in names]
        self.votes: list[Number] = [arithmetic.whole(0) for _ in names]
        self.non_transferable: Number = arithmetic.whole(0)
        self.lost: Number = arithmetic.whole(0)
        self.valid = 0
        self.quota: Number | None = None
        self.elected: list[int] = []
        self.stages: list[Stage] = []
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

    def draft(self) -> Draft:
        """The stage being made."""
        assert self._draft is not None, "no stage has begun"
        return self._draft

    # stages

    def begin(self, act: str, of: Iterable[int] = (), clause: str = "") -> None:
        """Begin a stage; the one before it, if still open, ends here."""
        self.end()
        self._draft = Draft(act, tuple(of), clause)

    def end(self) -> None:
        """End the stage: write down where every vote is, and that none was made or lost."""
        if self._draft is None:
            return
        made, self._draft = self._draft, None
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

    def _whole(self) -> Number:
        return self.arithmetic.whole(self.valid)

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
    ) -> None:
        """Transfer sorted parcels from `source`, each paper at `value(sorted)`.

        `leaves` is what `source` keeps (default: its votes less the parcels' at their old value);
        what the cut values do not carry over is lost to rounding. With `strand`, papers nobody is
        next on take their value to the non-transferable; without, they stay where they are and
        carry nothing (Gregory's transferable papers only).
        """
        moved: Number = self.arithmetic.whole(0)
        for item in laid:
            each = value(item)
            for to, bundle in item.to.items():
                moved += self._credit(source, to, bundle, each)
            if item.nobody is not None and strand:
                moved += self._strand(source, item.nobody, each)
        if source is None:
            return
        before = self.votes[source]
        gone = {id(item.parcel) for item in laid}
        self.piles[source] = [p for p in self.piles[source] if id(p) not in gone]
        if leaves is None:
            leaves = before - sum(i.parcel.value * i.parcel.papers for i in laid)
        self.votes[source] = leaves
        self.lost += before - leaves - moved

    def _credit(self, source: int | None, to: int, bundle: Bundle, each: Number) -> Number:
        votes = each * bundle.papers
        self.piles[to].append(Parcel(bundle, each, self.stage_number))
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
        """Deem a candidate elected at the stage being made."""
        self.states[candidate] = State.ELECTED
        self.elected.append(candidate)
        self.draft().elected.append(Outcome(candidate, clause, why))

    def exclude(self, candidate: int, clause: str, why: str = "") -> None:
        """Take a candidate out at the stage being made."""
        self.states[candidate] = State.EXCLUDED
        self.draft().excluded.append(Outcome(candidate, clause, why))

    def elect_at_quota(self, clause: str) -> None:
        """Deem elected every continuing candidate who has the quota, most votes first.

        A candidate whom a constraint dooms is passed over, and left for the next exclusion.
        """
        assert self.quota is not None
        while self.vacancies > 0:
            doomed = self.doomed()
            there = [c for c in self.continuing if self.votes[c] >= self.quota and c not in doomed]
            if not there:
                return
            self.elect(self.in_order(there)[0], clause, "reached the quota")

    def fill_last(self, clause: str) -> bool:
        """Deem all continuing candidates elected when no more stand than seats are vacant."""
        standing = [c for c in self.continuing if c not in self.doomed()]
        if self.vacancies <= 0 or len(standing) > self.vacancies:
            return False
        for c in self.in_order(standing):
            self.elect(c, clause, "as many continuing candidates as vacancies")
        return True

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

    # order and ties

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

    def _earlier(self) -> list[Stage]:
        return list(self.stages)

    def _by_stages(
        self, tied: Sequence[int], purpose: Purpose, clause: str, stages: Sequence[Stage]
    ) -> int:
        left = list(tied)
        pick = min if purpose == "exclude" else max
        for stage in stages:
            if len(left) == 1:
                break
            there = pick(stage.votes[c] for c in left)
            narrowed = [c for c in left if stage.votes[c] == there]
            if len(narrowed) == 1 and len(tied) > 1:
                self._tie(tied, purpose, narrowed[0], f"stage {stage.number}", clause)
            left = narrowed
        if len(left) == 1:
            return left[0]
        return self.by_lot(left, purpose, clause)

    def by_lot(self, tied: Sequence[int], purpose: Purpose, clause: str, places: int = 1) -> int:
        """One of the tied as the lot fell; raises LotNeeded when the ledger has none for them."""
        names = sorted(self.names[c] for c in tied)
        stage = max(self.stage_number, 1)
        lot = self.lots.draw(names, purpose, stage)
        if lot is None:
            raise LotNeeded(names, places, purpose=purpose, stage=stage, clause=clause)
        chosen = self.names.index(lot.order[0])
        self._tie(tied, purpose, chosen, "lot", clause, lot)
        return chosen

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
