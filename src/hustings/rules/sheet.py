"""The sheet of a count: where every paper and vote lies, stage by stage.

Every vote is somewhere (a candidate, the non-transferable, lost to rounding), and the sheet says so
at the end of every stage. It never looks at a paper (`papers.Box` does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, Protocol

from hustings.arithmetic import Arithmetic, Number
from hustings.model.constraints import reopen_chain
from hustings.model.count import Outcome, Stage, Terms, Tie, Transfer
from hustings.model.lots import Lots
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


class Sheet:
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

    def _note_once(self, said: str) -> None:
        if said not in self.draft().notes:
            self.note(said)
