"""A count: what was asked, every stage of it, and who is elected; exact numbers throughout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from hustings.arithmetic import Arithmetic, Number
from hustings.model.constraints import Constraint
from hustings.model.lots import Lot


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a count is asked besides the papers.

    `withdrawn` are passed over on every paper: those `after_issue` stood on papers already out
    (their papers stay valid), the others never did. `reopen` is who stands for Re-open
    Nominations. `options` are the rule's own choices, as in `quota=hare`.
    """

    seats: int
    title: str = ""
    withdrawn: tuple[str, ...] = ()
    after_issue: tuple[str, ...] = ()
    reopen: str = ""
    constraints: tuple[Constraint, ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str, otherwise: str) -> str:
        """The value chosen for an option of the rule."""
        return dict(self.options).get(name, otherwise)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Papers of one value that went from `source` to `to`; indices of candidates, None = nobody.

    `source` is None when papers are first sorted; `to` is None when they are non-transferable.
    `value` is each paper's, `votes` what they are worth together.
    """

    source: int | None
    to: int | None
    papers: int
    value: Number
    votes: Number


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie and how it was settled: by an earlier stage, or by a lot."""

    tied: tuple[int, ...]
    purpose: str
    chosen: int
    settled_by: str
    clause: str
    lot: Lot | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A candidate elected or excluded at a stage, by which clause, and why in a few words."""

    candidate: int
    clause: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage: the act, and where every vote is when it ends.

    `votes` is by candidate, in the arithmetic's unit; `votes + non_transferable + lost` is the same
    at every stage. `quota` is the quota in force at its end (None where the rule has none).
    """

    number: int
    act: str
    of: tuple[int, ...]
    clause: str
    votes: tuple[Number, ...]
    non_transferable: Number
    lost: Number
    quota: Number | None
    transfers: tuple[Transfer, ...] = ()
    elected: tuple[Outcome, ...] = ()
    excluded: tuple[Outcome, ...] = ()
    ties: tuple[Tie, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A table a rule shows besides its stages, such as pairwise preferences."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a rule: what it is, and the clause it stands in, or that it is assumed."""

    topic: str
    value: str
    clause: str = ""
    assumed: bool = False


@dataclass(frozen=True, kw_only=True)
class Count:
    """A finished count. Numbers are exact, in `arithmetic`; `text` prints them.

    `papers` were in the box and `valid` were counted; `marks` says why the others were not and how
    many papers bore marks that were passed over (mark, papers, clause). `engine` says how papers
    were sorted.
    """

    title: str
    rule: str
    rule_title: str
    rule_source: str
    facts: tuple[Fact, ...]
    arithmetic: Arithmetic
    candidates: tuple[str, ...]
    terms: Terms
    papers: int
    valid: int
    quota: Number | None
    elected: tuple[int, ...]
    stages: tuple[Stage, ...]
    marks: tuple[tuple[str, int, str], ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    titles: tuple[tuple[int, str], ...] = ()
    engine: str = ""
    data_sha256: str = ""
    votes_word: str = "votes"
    unused_word: str = "non-transferable"

    @property
    def winners(self) -> tuple[str, ...]:
        """The names of the elected, in order of election."""
        return tuple(self.candidates[c] for c in self.elected)

    @property
    def lots(self) -> tuple[Lot, ...]:
        """Every lot that was used, in order."""
        return tuple(t.lot for s in self.stages for t in s.ties if t.lot)

    @property
    def vacant(self) -> int:
        """Seats nobody was elected to."""
        return self.terms.seats - len(self.elected)

    def fate(self, candidate: int) -> tuple[str, int, Outcome | None]:
        """What became of a candidate, at which stage (0: none) and by what.

        elected, vacant seat (re-open nominations were), removed (after the count), excluded,
        withdrawn or not elected.
        """
        seated = _found(self.stages, "elected", candidate)
        if candidate in self.elected:
            return "elected", *(seated or (0, None))
        out = _found(self.stages, "excluded", candidate)
        if seated:
            return ("vacant seat" if self._reopens(candidate) else "removed"), *(out or seated)
        if out:
            return "excluded", *out
        away = {*self.terms.withdrawn, *self.terms.after_issue}
        return ("withdrawn" if self.candidates[candidate] in away else "not elected"), 0, None

    def _reopens(self, candidate: int) -> bool:
        return bool(self.terms.reopen) and self.candidates[candidate].startswith(self.terms.reopen)

    def text(self, votes: Number) -> str:
        """A number of votes, exactly, as text."""
        return self.arithmetic.text(votes)

    @property
    def void(self) -> str:
        """How many papers are not valid and why, as a sentence; "" when all are."""
        gone = self.papers - self.valid
        why = [
            (what.removesuffix(": not valid"), n)
            for what, n, _ in self.marks
            if n and what.endswith(": not valid")
        ]
        said = ", ".join(f"{what} ({n:,})" if len(why) > 1 else what for what, n in why)
        noun, verb = "paper" if self.papers == 1 else "papers", "is" if gone == 1 else "are"
        because = f": {said}" if said else ""
        return f"{gone:,} of {self.papers:,} {noun} {verb} not valid{because}." if gone else ""

    def __str__(self) -> str:
        names = ", ".join(self.winners)
        void = f" ({self.void.removesuffix('.')})" if self.void else ""
        who = f"{len(self.elected)} elected under {self.rule}: {names}"
        return f"{self.title or 'count'}: {who}{void}"

    def __repr__(self) -> str:
        names, title = ", ".join(self.winners) or "nobody", self.title or "no title"
        return f"<Count {title!r}, {self.rule}, {self.terms.seats} seats, elected: {names}>"

    def _repr_html_(self) -> str:
        from hustings.model.count_table import html

        return html(self)

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row a candidate, ready for any data frame: votes after each stage, as exact text."""
        from hustings.model.count_table import rows

        return rows(self)

    def to_dict(self) -> dict[str, Any]:
        """The keys of `docs/json.md`; every number of votes is an exact string."""
        from hustings.model.count_dict import count_dict

        return count_dict(self)


def _found(
    stages: tuple[Stage, ...], which: Literal["elected", "excluded"], candidate: int
) -> tuple[int, Outcome] | None:
    """The first stage at which a candidate was elected or excluded, and the outcome."""
    for stage in stages:
        for outcome in stage.elected if which == "elected" else stage.excluded:
            if outcome.candidate == candidate:
                return stage.number, outcome
    return None
