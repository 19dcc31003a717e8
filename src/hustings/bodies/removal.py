"""Who may remove whom, and who decides what, from clauses that have been read and dated.

A register that is marked complete says that every clause of a rule book was read for one power, so
that absence means something. Without one, absence means nothing, and no answer here is "nobody".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hustings.bodies.chronicle import named
from hustings.bodies.no_seat import holds_none
from hustings.bodies.offices import Office, holds, offices
from hustings.model.answers import Result, plain
from hustings.model.dates import may_hold
from hustings.model.digest import data_sha256
from hustings.model.offices import FREEING, Power, Register
from hustings.model.record import Record

ANYONE = "members"
DIRECT, INDIRECT, SUSPENDS, OTHER = "direct", "indirect", "suspends", "other"
FOUND, NOBODY, UNRECORDED = "found", "nobody", "no clause recorded"
NO_SEAT = "holds no seat"
TOUCHING = ("remove", "expel", "suspend")
"""Powers that bear on whether a member keeps the seat."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that covers what was asked, as it stood on the day.

    `way` is direct (it takes the seat), indirect (it puts the member into a state that frees the
    seat), suspends (the seat is held, without a vote) or other. `sure` is False where its dates
    leave open whether it was in force on the day.
    """

    id: str
    power: str
    holder: str
    over: str
    way: str
    effect: str
    statement: str
    clause: str
    valid_from: str
    valid_to: str
    sure: bool
    source: str
    confidence: str
    notes: str

    @property
    def derived(self) -> bool:
        """True where the row says that its effect was worked out, and stands in no source."""
        return self.confidence == "derived" or "our reading" in self.notes.casefold()


@dataclass(frozen=True, slots=True)
class BookRead:
    """How far a rule book that may have held on the day was read for one power.

    `closed` is True where it was read whole and its dates say that it held on the day.
    """

    topic: str
    rule_book: str
    complete: bool
    closed: bool
    clauses_read: int | None
    valid_from: str
    valid_to: str
    source: str
    notes: str


@dataclass(frozen=True, slots=True)
class Said:
    """What someone said in public about who may do it: a claim, never a rule."""

    on: str
    actor: str
    text: str
    clause: str
    grade: str
    source: str


@dataclass(frozen=True, slots=True)
class Removers(Result):
    """The answer to who may do something to a member of a body, or decide something, on a day.

    `answer` is found, nobody (only where `closed`), no clause recorded, or holds no seat, where a
    member is asked about whom the record shows without one. `clauses` hold what answers the
    question (for any member, where no seat is held), `others` what bears on the seat otherwise.
    `state` is the member's state on the day, empty where the record does not say. `unplaced` names
    clauses of which the record does not tell whether they cover the member; while there is one, no
    answer is nobody. `matters` and `holders` are those of all clauses of the body.
    """

    record: str
    organisation: str
    body_id: str
    body: str
    power: str
    matter: str
    member: str
    name: str
    section_id: str
    section: str
    state: str
    holder: str
    on: date
    as_of: date | None
    answer: str
    closed: bool
    clauses: tuple[Clause, ...]
    others: tuple[Clause, ...]
    books: tuple[BookRead, ...]
    said: tuple[Said, ...]
    matters: tuple[str, ...]
    holders: tuple[str, ...]
    unplaced: tuple[str, ...]
    data_sha256: str

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row a clause; one row that gives the answer alone where there is no clause."""
        head = {
            "body_id": self.body_id,
            "member": self.member,
            "on": self.on.isoformat(),
            "asked": self.matter or self.power,
            "answer": self.answer,
        }
        rows = [{**head, **plain(c)} for c in (*self.clauses, *self.others)]
        blank = dict.fromkeys(Clause.__dataclass_fields__, "")
        return [*rows] or [{**head, **blank}]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: who holds `power` over `member` (a candidate_id), or over a `matter`."""

    body_id: str
    on: date
    power: str = "remove"
    member: str = ""
    matter: str = ""
    holder: str = ""


def removers(record: Record, asked: Question, *, as_of: date | None = None) -> Removers:
    """Every clause that answers, in force on the day, as known on `as_of` (default: all).

    Nobody is answered only where every rule book on record for that power was read whole and held
    on the day for sure, and never for a matter, because matters are matched by their words.
    """
    known = record.as_of(as_of) if as_of else record
    office = office_on(known, asked.body_id, asked.member, asked.on)
    section = office.section_id if office else ""
    sections = _sections_of(known, asked, section)
    live = [p for p in known.powers if p.body_id == asked.body_id and may_hold(p, asked.on)]
    theirs = [p for p in live if not asked.holder or named(asked.holder, p.holder)]
    held = [_clause(p, asked.on) for p in theirs if _covers(p, asked, sections)]
    clauses = tuple(c for c in held if c.power == asked.power)
    touching = asked.power in TOUCHING and not asked.matter
    books = _books(known.registers, asked, TOUCHING if touching else (asked.power,))
    unplaced = _unplaced(known, theirs, asked, sections)
    closed = _whole(books, asked) and not unplaced
    seats = [b for b in known.bodies if b.id == asked.body_id]
    return Removers(
        record=known.name,
        organisation=known.organisation,
        body_id=asked.body_id,
        body=seats[0].body if seats else asked.body_id,
        power=asked.power,
        matter=asked.matter,
        member=asked.member,
        name=known.name_of(asked.member) if asked.member else "",
        section_id=section,
        section=next((b.section for b in seats if b.section_id == section), section),
        state=office.state if office else "",
        holder=asked.holder,
        on=asked.on,
        as_of=as_of,
        answer=_answer(known, asked, bool(clauses), closed),
        closed=closed,
        clauses=clauses,
        others=tuple(c for c in held if touching and c.power != asked.power and c.way != OTHER),
        books=books,
        said=_said(known, asked),
        matters=tuple(sorted({p.over for p in live if p.power == "decide"})),
        holders=tuple(sorted({p.holder for p in live})),
        unplaced=unplaced,
        data_sha256=data_sha256(known),
    )


def _answer(record: Record, asked: Question, found: bool, closed: bool) -> str:
    of_seat = asked.power == "remove" and bool(asked.member)
    if of_seat and holds_none(record, asked.body_id, asked.member, asked.on):
        return NO_SEAT
    return FOUND if found else NOBODY if closed else UNRECORDED


def office_on(record: Record, body_id: str, member: str, day: date) -> Office | None:
    """A person's office on a body on a day, a held one first; None where no act is recorded."""
    theirs = [o for o in offices(record, body_id, day) if o.candidate_id == member]
    return max(theirs, key=lambda o: (o.holds, o.since), default=None)


def _sections_of(record: Record, asked: Question, last: str) -> set[str]:
    """The sections in which the member holds a seat on the day, else the one last held."""
    held = holds(record, asked.body_id, asked.on)
    return {o.section_id for o in held if o.candidate_id == asked.member} or {last} - {""}


def _covers(power: Power, asked: Question, sections: set[str]) -> bool:
    if asked.matter:
        return power.power == asked.power and named(asked.matter, power.over)
    if not asked.member:
        return True
    return power.over in {ANYONE, asked.member, *sections}


def _unplaced(
    record: Record, live: Iterable[Power], asked: Question, own: set[str]
) -> tuple[str, ...]:
    """Clauses that may cover the member: over a section where theirs is not known, or misspelt."""
    if not asked.member or asked.matter:
        return ()
    sections = {b.section_id for b in record.bodies if b.id == asked.body_id}
    sections |= {s.section_id for s in record.members if s.body_id == asked.body_id}
    people = {p.id for p in record.persons} | {s.candidate_id for s in record.members}
    others = people | sections if own else people
    return tuple(
        p.id
        for p in live
        if p.power == asked.power and p.over not in {ANYONE, asked.member, *own, *others}
    )


def _whole(books: Iterable[BookRead], asked: Question) -> bool:
    """True where absence means something: every book for that power was read whole."""
    of_power = [b for b in books if b.topic == asked.power]
    return bool(of_power) and all(b.closed for b in of_power) and not asked.matter


def _surely(row: Power | Register, day: date) -> bool:
    """True where the row's dates say that it was in force on the day."""
    begun = row.valid_from is not None and row.valid_from.last <= day
    return begun and (row.valid_to is None or day <= row.valid_to.first)


def _clause(power: Power, day: date) -> Clause:
    return Clause(
        id=power.id,
        power=power.power,
        holder=power.holder,
        over=power.over,
        way=_way(power),
        effect=power.effect,
        statement=power.statement,
        clause=power.clause,
        valid_from=str(power.valid_from or ""),
        valid_to=str(power.valid_to or ""),
        sure=_surely(power, day),
        source=power.source,
        confidence=power.confidence,
        notes=power.notes,
    )


def _way(power: Power) -> str:
    if power.power == "suspend" or power.effect == "suspended":
        return SUSPENDS
    if power.power == "remove":
        return DIRECT
    return INDIRECT if power.effect in FREEING else OTHER


def _books(
    registers: Iterable[Register], asked: Question, topics: Sequence[str]
) -> tuple[BookRead, ...]:
    rows = [
        r
        for r in registers
        if r.body_id == asked.body_id and r.topic in topics and may_hold(r, asked.on)
    ]
    rows.sort(key=lambda r: (topics.index(r.topic), r.rule_book))
    return tuple(
        BookRead(
            topic=r.topic,
            rule_book=r.rule_book,
            complete=r.complete,
            closed=r.complete and _surely(r, asked.on),
            clauses_read=r.clauses_read,
            valid_from=str(r.valid_from or ""),
            valid_to=str(r.valid_to or ""),
            source=r.source,
            notes=r.notes,
        )
        for r in rows
    )


def _said(record: Record, asked: Question) -> tuple[Said, ...]:
    """Claims about this power over the member or over any member, said by the day asked about."""
    rows = [
        e
        for e in record.events
        if e.kind == "rule-claim"
        and e.body_id == asked.body_id
        and e.act == asked.power
        and e.candidate_id in ("", asked.member)
        and e.on.first <= asked.on
    ]
    rows.sort(key=lambda e: (e.on, e.actor))
    return tuple(Said(str(e.on), e.actor, e.text, e.clause, e.grade, e.source) for e in rows)
