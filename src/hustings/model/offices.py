"""Bodies and who sits on them: rows of who holds what, who may do what, and who follows.

Each is one dated, sourced row of a record (`docs/records/README.md`). A person's office is a row of
acts: the state on a day is the last one by that day, and only some states free a seat.
"""

from __future__ import annotations

from dataclasses import dataclass

from hustings.model.dates import PartialDate
from hustings.model.row import Row

STATES = (
    "elected",
    "seated",
    "suspended",
    "reinstated",
    "resigned",
    "incompatible",
    "expelled",
    "died",
    "term ended",
)
"""What can become of a person's office; `incompatible`: took another that may not be held too."""
FREEING = frozenset({"resigned", "incompatible", "expelled", "died", "term ended"})
"""States after which the seat is free; the others hold it."""
VOTING = frozenset({"seated", "reinstated"})
"""States in which the holder can attend and vote; who is suspended holds the seat but cannot."""
METHODS = (
    "runner-up",
    "countback",
    "countback-never-held",
    "by-election",
    "co-option",
    "hold",
)
"""How a seat is filled again; `docs/guides/who-follows.md` describes each."""
CHOICES = ("most recent", "that elected them")
"""Which contest a runner-up or countback is taken from."""
LEANS = ("hard", "soft")
POWERS = ("remove", "suspend", "expel", "decide", "fill", "overrule", "endorse")
MAJORITIES = ("voting", "present", "members")
GRADES = ("named", "unnamed", "document")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Row):
    """A section of a body that is filled: so many seats, chosen so."""

    id: str
    body: str
    section_id: str
    section: str
    seats: int
    chosen_by: str
    as_of: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting(Row):
    """One dated change of one person's office: `state` is a word of `STATES`.

    `contest_id` is the contest that gave them the seat, `in_place_of` the person they followed.
    """

    body_id: str
    section_id: str
    candidate_id: str
    state: str
    on: PartialDate
    contest_id: str = ""
    in_place_of: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Camp(Row):
    """How a member, or so many seats of a section, stand on one issue.

    `lean` is hard (they vote so) or soft (they lean so). A row with `candidate_id` is about that
    member, one without about `seats` unnamed seats of the section.
    """

    body_id: str
    issue: str
    section_id: str
    camp: str
    lean: str
    on: PartialDate
    candidate_id: str = ""
    seats: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Row):
    """How a body decides: which majority, of whom, with which quorum.

    `majority_of` is a word of `MAJORITIES`; `share` is a fraction as text, and more than it is
    needed unless `reaching` is True. `quorum` counts members present. `decided_by` names sections
    that decide for the whole.
    """

    body_id: str
    majority_of: str
    share: str = "1/2"
    reaching: bool = False
    quorum: int | None = None
    casting: bool | None = None
    decided_by: str = ""
    clause: str = ""
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Division(Row):
    """A reported vote of a body: how many voted for and against, of how many members."""

    body_id: str
    on: PartialDate
    question: str
    votes_for: int
    votes_against: int
    abstained: int | None = None
    members: int | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Power(Row):
    """A clause by which `holder` may do something (a word of `POWERS`) to or about `over`.

    `over` is a section id, a candidate id, `members` (any member of the body) or a matter in words.
    `effect` is the state (a word of `STATES`) a member is in afterwards, where it is about one.
    """

    id: str
    body_id: str
    power: str
    holder: str
    over: str
    statement: str
    effect: str = ""
    clause: str = ""
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Row):
    """How much of a rule book has been read for `topic` (a word of `POWERS`): all of it, or some.

    Only a register marked complete can answer "nobody".
    """

    body_id: str
    topic: str
    complete: bool
    rule_book: str
    clauses_read: int | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyRule(Row):
    """How a seat of a section is filled when it falls free: `method` is a word of `METHODS`.

    `contest` says from which contest a runner-up or countback is taken (a word of `CHOICES`, or a
    contest's id); empty where the rule does not say, which is what makes it ambiguous. `excludes`
    says who may not follow, in words.
    """

    id: str
    body_id: str
    section_id: str
    method: str
    contest: str = ""
    temporary: bool | None = None
    constraint: str = ""
    excludes: str = ""
    statement: str = ""
    clause: str = ""
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
