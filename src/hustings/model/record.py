"""A record: one organisation's elections as rows, each known from a date.

Every table of the folder format (`docs/records/README.md`) is one frozen dataclass here. Facts that
become known on different days stand in different tables (a candidacy and its votes, a contest and
its declaration, an endorsement and its withdrawal), so the gate `Record.as_of` works row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date

from hustings.errors import UnknownName
from hustings.model.dates import PartialDate
from hustings.model.offices import (
    Body,
    Camp,
    Division,
    Power,
    Procedure,
    Register,
    Sitting,
    VacancyRule,
)
from hustings.model.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest(Row):
    """An announced contest: `seats` to fill, by `rule`, with up to `max_votes` votes a ballot."""

    id: str
    label: str
    seats: int
    rule: str
    max_votes: int | None = None
    cause: str = ""
    constraint: str = ""
    nominations_opened: PartialDate | None = None
    nominations_closed: PartialDate | None = None
    ballots_opened: PartialDate | None = None
    ballots_closed: PartialDate | None = None
    close_time: str = ""
    channel: str = ""

    @property
    def is_block_vote(self) -> bool:
        """True for plurality at large: most votes win, up to `max_votes` a ballot."""
        return self.rule == "block-vote"

    def window(self) -> tuple[date, date] | None:
        """First and last day of voting, or None while either is unknown."""
        if self.ballots_opened is None or self.ballots_closed is None:
            return None
        return self.ballots_opened.first, self.ballots_closed.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Row):
    """What was declared of a contest as a whole; ballots are papers, not votes."""

    contest_id: str
    declared: PartialDate
    complete: bool = False
    electorate: int | None = None
    ballots_returned: int | None = None
    ballots_invalid: int | None = None
    ballots_valid: int | None = None
    turnout_pct: float | None = None
    total_votes: int | None = None
    quota: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Row):
    """Someone who stood; the one id joins every table."""

    id: str
    name: str
    other_names: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidacy(Row):
    """A person on the ballot paper of a contest; `incumbent` is None when unknown."""

    contest_id: str
    candidate_id: str
    incumbent: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Row):
    """A candidate's declared votes (not ballots) and whether they were elected."""

    contest_id: str
    candidate_id: str
    votes: int | None = None
    position: int | None = None
    elected: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement(Row):
    """One dated act of an organisation towards a candidate: `act` is a word of `ACTS`.

    `on` is the day of the act where a source gives it. The state on day D is the last act by D.
    `bloc` is the line of slates the organisation belongs to (left, right, ...).
    """

    contest_id: str
    candidate_id: str
    organisation_id: str
    organisation: str
    bloc: str
    act: str
    on: PartialDate | None = None


ACTS_FOR = frozenset({"endorsed", "own slate", "supported"})
ACTS_ENDING = frozenset({"withdrawn", "not renewed", "declined", "candidate withdrew", "replaced"})
ACTS_OTHER = frozenset({"associated", "disputed", "reported", "independent"})
ACTS = ACTS_FOR | ACTS_ENDING | ACTS_OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination(Row):
    """Nominations of a candidate by local parties at a date; `stage` is partial or final."""

    contest_id: str
    candidate_id: str
    nominations: int
    stage: str
    as_of: PartialDate | None = None
    bodies_nominating: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll(Row):
    """One figure from a poll of members or from an internal ballot."""

    poll_id: str
    contest_id: str
    question: str
    option: str
    value: float
    unit: str
    organiser: str = ""
    population: str = ""
    n: int | None = None
    ended: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Row):
    """Papers back by the end of a day, as the scrutineer counts them (papers, not votes)."""

    contest_id: str
    on: PartialDate
    returned: int
    issued: int | None = None
    expected: int | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Row):
    """A dated public act, neutrally worded; `kind` is one word of `model.events.KINDS`.

    `actor` acted, `of` is whom or what it was done to, `act` what was decided, overruled or
    dissented from, `outcome` how it ended. `authority` and `clause` are what the actor relied on.
    `case_id` joins the stages of one case. `grade` says what stands behind it: a named person, an
    unnamed one, a document.
    """

    on: PartialDate
    kind: str
    actor: str
    text: str
    contest_id: str = ""
    body_id: str = ""
    candidate_id: str = ""
    of: str = ""
    act: str = ""
    mover: str = ""
    outcome: str = ""
    authority: str = ""
    clause: str = ""
    case_id: str = ""
    stage: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Row):
    """A rule of the organisation and the period it held."""

    id: str
    topic: str
    statement: str
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Row):
    """A published expectation, and the figure it is read as when its world is drawn.

    `world` groups the claims that make one named world. `ratio_low` and `ratio_high` bound (5 % to
    95 %) the subject's votes over the mean votes of `reference` (candidate ids or a line); they are
    our reading of the words and are printed as assumed.
    """

    contest_id: str
    on: PartialDate
    claimant: str
    subject: str
    claim: str
    world: str = ""
    subject_ids: tuple[str, ...] = ()
    reference: str = ""
    ratio_low: float | None = None
    ratio_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analogue(Row):
    """A case elsewhere of an endorsement changed in mid-contest, with its measured effect.

    `grade` A to D is how close it is to a slate contest by members. `effect_pct` is
    100 x (affected / expected - 1); `elapsed` is the share of the voting period gone.
    """

    id: str
    grade: str
    year: str
    place: str
    contest: str
    change: str
    kind: str
    affected: float | None = None
    expected: float | None = None
    unit: str = ""
    comparator: str = ""
    effect_points: float | None = None
    effect_pct: float | None = None
    elapsed: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRow(Row):
    """One score of one method on one past contest, as `hustings backtest --save-track` wrote it."""

    contest_id: str
    as_of: PartialDate
    mode: str
    method: str
    brier: float
    log: float
    crps: float | None = None
    energy: float | None = None
    rps: float | None = None
    cover80: float | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One organisation's elections, every table sorted by its keys.

    `data_sha256` is the hash of what the tables say (not of the files), so it changes when, and
    only when, a row that is in the record changes.
    """

    name: str
    organisation: str
    licence: str
    notes: str = ""
    contests: tuple[Contest, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    persons: tuple[Person, ...] = ()
    candidates: tuple[Candidacy, ...] = ()
    results: tuple[Result, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    polls: tuple[Poll, ...] = ()
    returns: tuple[Return, ...] = ()
    events: tuple[Event, ...] = ()
    rules: tuple[Rule, ...] = ()
    claims: tuple[Claim, ...] = ()
    analogues: tuple[Analogue, ...] = ()
    bodies: tuple[Body, ...] = ()
    members: tuple[Sitting, ...] = ()
    camps: tuple[Camp, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    divisions: tuple[Division, ...] = ()
    powers: tuple[Power, ...] = ()
    registers: tuple[Register, ...] = ()
    vacancies: tuple[VacancyRule, ...] = ()
    track: tuple[TrackRow, ...] = ()
    settings: tuple[tuple[str, float], ...] = field(default=())

    def tables(self) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """Each table's name and rows, in one fixed order."""
        for spec in fields(self):
            value = getattr(self, spec.name)
            if isinstance(value, tuple) and spec.name != "settings":
                yield spec.name, value

    def as_of(self, day: date) -> Record:
        """The record as it was known on the evening of `day`: the gate before everything else."""
        kept = {name: tuple(r for r in rows if r.known_by(day)) for name, rows in self.tables()}
        return replace(self, **kept)  # type: ignore[arg-type]

    def contest(self, contest_id: str) -> Contest:
        """The contest of that id; UnknownName with the nearest ids when there is none."""
        for contest in self.contests:
            if contest.id == contest_id:
                return contest
        from difflib import get_close_matches

        ids = [c.id for c in self.contests]
        begun = [i for i in ids if i.startswith(contest_id)]
        near = begun or get_close_matches(contest_id, ids, n=3, cutoff=0.3) or ids
        raise UnknownName(
            f"no contest {contest_id!r} is known in record {self.name!r}; try {', '.join(near)}"
        )

    def declaration(self, contest_id: str) -> Declaration | None:
        """The contest's declaration, or None while it is not known."""
        return next((d for d in self.declarations if d.contest_id == contest_id), None)

    def name_of(self, candidate_id: str) -> str:
        """A person's name, or the id itself when the person table lacks it."""
        return next((p.name for p in self.persons if p.id == candidate_id), candidate_id)
