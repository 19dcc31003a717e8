"""Who follows, as an answer: what becomes of the seat, every legal reading, and each one's line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hustings.model.answers import Result, plain

FATES = ("follows", "skipped", "next", "tied", "unplaced")
"""What a reading makes of somebody: `unplaced` stood, but the order is not known."""
OUTCOMES = (
    "follows",
    "tie",
    "nobody",
    "order unknown",
    "papers needed",
    "by-election",
    "co-option",
    "hold",
    "no rule",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InLine:
    """Somebody in line for the seat: `votes` as exact text, `why` and `source` of their fate."""

    candidate_id: str
    name: str
    fate: str
    place: int | None = None
    votes: str = ""
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHeld:
    """A rule as it was in force; `certain` is False where its dates leave it open.

    `assumed` says that no rule book was read: the method was asked for or, with `by_default`, taken
    because none was.
    """

    id: str
    method: str
    contest: str = ""
    temporary: bool | None = None
    constraint: str = ""
    excludes: str = ""
    statement: str = ""
    clause: str = ""
    valid_from: str = ""
    valid_to: str = ""
    source: str = ""
    certain: bool = True
    assumed: bool = False
    by_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One legal reading: under which rule, from which contest, and whom that seats.

    `outcome` is a word of `OUTCOMES`. `why` says what makes this a reading of its own, `order` by
    what the line is ordered, `late` that its places became public after the day. `tied` are those
    between whom a lot must be drawn. `stages` are a countback's stages: what was done, and each
    candidate's votes as exact text.
    """

    letter: str
    rule: RuleHeld | None
    outcome: str
    why: str
    contest_id: str = ""
    contest: str = ""
    declared: str = ""
    source: str = ""
    follows_id: str = ""
    follows: str = ""
    order: str = ""
    late: bool = False
    line: tuple[InLine, ...] = ()
    tied: tuple[str, ...] = ()
    stages: tuple[tuple[str, Mapping[str, str]], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The outcome in a few words."""
        if self.outcome == "follows":
            return self.follows
        if self.outcome == "tie":
            return f"a lot between {' and '.join(self.tied)}"
        return {
            "nobody": "nobody is left in line",
            "order unknown": "the order is not known",
            "papers needed": "the papers are needed",
            "by-election": "a by-election",
            "co-option": "co-option",
            "hold": "the seat stays empty",
            "no rule": "no rule is recorded",
        }[self.outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What the body loses meanwhile: its seats, those who can vote, and votes that make a majority.

    A majority is of those voting when everybody else votes; `quorum` and `clause` where recorded.
    """

    seats: int
    voting_before: int
    voting_after: int
    majority_before: int
    majority_after: int
    quorum: int | None = None
    clause: str = ""
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What the record says happened afterwards; never used for the answer."""

    on: str
    said: str
    source: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy(Result):
    """Who follows when a seat falls free: `frees` False says that it does not.

    `later` says which rules came after the day. `afterwards` is what happened, kept apart.
    """

    record: str
    body_id: str
    body: str
    section_id: str
    section: str
    candidate_id: str
    person: str
    state: str
    on: date
    as_of: date | None
    frees: bool
    verdict: str
    seat: str = ""
    readings: tuple[Reading, ...] = ()
    effect: Effect | None = None
    later: tuple[str, ...] = ()
    afterwards: tuple[Happened, ...] = ()
    assumptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def follows(self) -> tuple[str, ...]:
        """Whom the readings seat, each once."""
        return tuple(dict.fromkeys(r.follows for r in self.readings if r.follows))

    @property
    def agreed(self) -> bool:
        """True when every reading comes to the same outcome."""
        return len({(r.outcome, r.follows_id or r.tied) for r in self.readings}) < 2

    @property
    def needs_a_lot(self) -> bool:
        """True when a reading stops at a tie."""
        return any(r.outcome == "tie" for r in self.readings)

    def __str__(self) -> str:
        return self.verdict

    def to_dict(self) -> dict[str, Any]:
        """The keys of `docs/json-bodies.md`."""
        values: dict[str, Any] = plain(self)
        return {**values, "follows": list(self.follows), "agreed": self.agreed}

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row for everybody in every reading's line, and one for a reading without a line.

        `outcome` is the row's own, a word of `FATES`; that of its reading where there is no line.
        """
        rows: list[Mapping[str, Any]] = []
        for reading in self.readings:
            for one in reading.line or (InLine(candidate_id="", name="", fate=""),):
                rows.append(_row(self, reading, one))
        return rows or [_row(self, None, InLine(candidate_id="", name="", fate=""))]


def _row(vacancy: Vacancy, reading: Reading | None, one: InLine) -> Mapping[str, Any]:
    rule = reading.rule if reading else None
    return {
        "body_id": vacancy.body_id,
        "section_id": vacancy.section_id,
        "person": vacancy.person,
        "state": vacancy.state,
        "on": vacancy.on.isoformat(),
        "frees": "yes" if vacancy.frees else "no",
        "reading": reading.letter if reading else "",
        "rule_id": rule.id if rule else "",
        "method": rule.method if rule else "",
        "contest_id": reading.contest_id if reading else "",
        "reading_outcome": reading.outcome if reading else "",
        "outcome": one.fate or (reading.outcome if reading else ""),
        "candidate_id": one.candidate_id,
        "name": one.name,
        "place": "" if one.place is None else one.place,
        "votes": one.votes,
        "why": one.why,
        "source": one.source or (reading.source if reading else ""),
    }
