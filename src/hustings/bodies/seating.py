"""Who sits on a body of a record on a day, and in which camp a published source puts them.

Nobody is put in a camp without a row that says so. Seats of which nothing is known are free seats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from fractions import Fraction

from hustings.bodies.empty_seats import unnamed_note, vacant_note, vacant_seat, vacated
from hustings.bodies.offices import Office, holds
from hustings.errors import UnknownName
from hustings.model.dates import may_hold
from hustings.model.offices import Body, Camp, Procedure
from hustings.model.record import Record
from hustings.model.voting import (
    EXPECTED,
    HOLDS,
    VOTES,
    Assembly,
    Casting,
    Known,
    Majority,
    Member,
    Seating,
    fraction,
    percent,
)

UNSEATED = "elected"
"""Elected and not yet seated: the seat is still its last holder's."""

NEEDS = "what a motion needs"
MOST = 3
"""Where three times as many seats have a member recorded, the rest might be vacant."""
STALE = 365
"""Days after which camps are called old."""


def seating(
    known: Record,
    body_id: str,
    day: date,
    issue: str = "",
    decided_by: Sequence[str] = (),
    apart: Sequence[str] = (),
) -> Seating:
    """The body as it sits on `day`, with camps on `issue`; `known` has passed the gate of that day.

    The majority is that of the procedure in force, else of those voting (assumed). Attendance is
    measured on the reported votes, else assumed. `decided_by` names sections, roles or members who
    decide for all; else the procedure may. `apart` names members to be told apart even where only
    numbers of seats by camp are published. Raises UnknownName for a body or an issue of which the
    record says nothing.
    """
    sections = sorted((b for b in known.bodies if b.id == body_id), key=_section_order)
    if not sections:
        raise UnknownName(
            f"record {known.name!r} says nothing of a body {body_id!r} by {day}; its rows in "
            "bodies.csv may be known from a later day"
        )
    issue = issue_of(known, body_id, issue)
    camps = [c for c in known.camps if c.body_id == body_id and c.issue == issue and issue]
    row = procedure(known, body_id, day)
    few = tuple(decided_by) or ((row.decided_by,) if row and row.decided_by else ())
    notes: list[str] = []
    members = tuple(
        m
        for s in sections
        for m in _Section(known, s, day, (*few, *apart), apart, notes).seats(camps)
    )
    attendance, measured = _attendance(known, body_id)
    assembly = Assembly(
        name=sections[0].body,
        members=members,
        issue=issue,
        majorities=(_majority(row),),
        casting=_casting(row, members),
        conduct=replace(EXPECTED, attendance=attendance),
        decided_by=few,
    )
    facts = (*_stated(row, assembly), measured)
    votes = sorted((d for d in known.divisions if d.body_id == body_id), key=lambda d: d.on.first)
    said = (*_notes(members, day), *notes)
    return Seating(assembly=assembly, known=facts, notes=said, divisions=tuple(votes))


def issue_of(known: Record, body_id: str, issue: str) -> str:
    """The issue asked for; the only one when none is; "" where no camp is recorded at all."""
    issues = sorted({c.issue for c in known.camps if c.body_id == body_id})
    if issue in issues or not issues:
        return issue
    if not issue and len(issues) == 1:
        return issues[0]
    said = f"no camps of {body_id} are known on issue {issue!r}" if issue else "name an issue"
    near = get_close_matches(issue, issues, n=3, cutoff=0.3) or issues
    raise UnknownName(f"{said}; try --issue {' or '.join(near)}")


def _section_order(body: Body) -> tuple[int, str]:
    return -body.seats, body.section_id


@dataclass(frozen=True, slots=True)
class _Section:
    """A section on a day; what must be said of it goes to `notes`."""

    known: Record
    section: Body
    day: date
    few: Sequence[str]
    named: Sequence[str]
    notes: list[str]

    def seats(self, camps: Sequence[Camp]) -> Iterable[Member]:
        """Members whose camp is published, then seats by camp, then free ones.

        Where a source only counts a section's seats by camp no name is put to them. Members who
        are told apart (suspended, or among the few who decide) then stand in a camp only if it has
        the whole section; of the others so many do as must, whoever those told apart are.
        """
        sitting = self.sitting()
        own = {c.candidate_id: c for c in _latest(camps) if c.candidate_id}
        counts = self.counts(camps)
        for one in sitting:
            if one.candidate_id in own:
                yield _in_camp(self.member(one), own[one.candidate_id])
        others = [o for o in sitting if o.candidate_id not in own]
        left = max(self.section.seats - len(sitting) + len(others), len(others))
        if not counts:
            yield from (replace(self.member(o), source=o.source, on=o.since) for o in others)
            yield from self.empty_and_free(left - len(others), len(sitting))
            return
        apart = [self.member(o) for o in others if not o.votes or self.among_few(o)]
        only = len(counts) == 1 and counts[0].seats >= left
        for k, member in enumerate(apart):
            label = f"{self.section.section}, {member.role or member.state} {k + 1}"
            asked = member.name in self.named
            seat = member if asked else replace(member, name=label, named=False)
            yield _in_camp(seat, counts[0]) if only else seat
        if apart and not only:
            who = f"{len(apart)} told apart in {self.section.section!r}"
            self.notes.append(
                f"{who}: free, and so are others whose camp is then not certain, since only "
                "numbers of seats by camp are published there."
            )
        sure = [replace(row, seats=max(row.seats - len(apart), 0)) for row in counts]
        yield from self.unnamed(sure, left - len(apart), len(apart))

    def empty_and_free(self, left: int, named: int) -> Iterable[Member]:
        """Seats without a name where nothing counts them by camp: vacant ones, then free ones."""
        gone = vacated(self.known, self.section, self.day)
        gone = gone[:left] if named + len(gone) >= self.section.seats else []
        for k, office in enumerate(gone):
            name = f"{self.section.section} seat {named + k + 1}"
            who = self.known.name_of(office.candidate_id)
            self.notes.append(vacant_note(name, who, office))
            yield vacant_seat(name, office)
        rest = left - len(gone)
        if rest and not gone and MOST * rest <= named:
            self.notes.append(unnamed_note(self.section, named, rest))
        yield from self.unnamed((), rest, named + len(gone))

    def sitting(self) -> list[Office]:
        """Who holds a seat; who is elected and not yet seated does not."""
        held = [
            o
            for o in holds(self.known, self.section.id, self.day)
            if o.section_id == self.section.section_id and o.state != UNSEATED
        ]
        return sorted(held, key=lambda o: self.known.name_of(o.candidate_id))

    def counts(self, camps: Sequence[Camp]) -> list[Camp]:
        """Seats of the section by camp, unless it has been elected anew since."""
        rows = [
            c
            for c in _latest(camps)
            if not c.candidate_id and c.section_id == self.section.section_id
        ]
        since = [
            s.on.first
            for s in self.known.members
            if (s.body_id, s.section_id) == (self.section.id, self.section.section_id)
            and s.contest_id
            and not s.in_place_of
            and s.on.last <= self.day
        ]
        fresh = [c for c in rows if not since or c.on.last >= max(since)]
        if len(fresh) < len(rows):
            said = f"Camps of {self.section.section!r} date from before its last election"
            self.notes.append(f"{said} ({max(since)}) and are left out.")
        return fresh

    def member(self, office: Office) -> Member:
        """A member of whose camp nothing is said yet."""
        return Member(
            name=self.known.name_of(office.candidate_id),
            section=self.section.section_id,
            role=office.role,
            state=VOTES if office.votes else HOLDS,
        )

    def among_few(self, office: Office) -> bool:
        """True for one of the sub-body, told apart by role or name rather than by section."""
        roles = {word.strip() for word in office.role.replace(",", ";").split(";")}
        return bool({self.known.name_of(office.candidate_id), *roles} & {*self.few})

    def unnamed(self, counts: Sequence[Camp], left: int, before: int) -> Iterable[Member]:
        """The other seats, numbered: as many of a camp as a source counts, then free ones."""
        plain = Member(name="", section=self.section.section_id, named=False)
        camps = [row for row in counts for _ in range(row.seats)][:left]
        for k in range(left):
            seat = replace(plain, name=f"{self.section.section} seat {before + k + 1}")
            yield (
                _in_camp(seat, camps[k])
                if k < len(camps)
                else replace(seat, source=self.section.source)
            )


def _in_camp(member: Member, row: Camp) -> Member:
    return replace(member, camp=row.camp, lean=row.lean, source=row.source, on=row.on)


def _latest(camps: Sequence[Camp]) -> list[Camp]:
    """The last row about each member, and about each camp of a section's unnamed seats."""
    last: dict[tuple[str, str, str], Camp] = {}
    for row in sorted(camps, key=lambda c: c.on.last):
        unnamed = "" if row.candidate_id else row.camp
        last[(row.section_id, row.candidate_id, unnamed)] = row
    return list(last.values())


def procedure(known: Record, body_id: str, day: date) -> Procedure | None:
    """How the body decides on the day: the latest row in force; None when none is recorded."""
    rows = [p for p in known.procedures if p.body_id == body_id and may_hold(p, day)]
    return max(rows, key=lambda p: p.valid_from.first if p.valid_from else date.min, default=None)


def _majority(row: Procedure | None) -> Majority:
    if row is None:
        return Majority()
    return Majority(
        of=row.majority_of,
        share=fraction(row.share),
        reaching=row.reaching,
        quorum=row.quorum or None,
        clause=row.clause,
    )


def _casting(row: Procedure | None, members: Sequence[Member]) -> Casting | None:
    chair = next((m.name for m in members if _is_chair(m.role)), "")
    return Casting(who=chair) if row and row.casting and chair else None


def _stated(row: Procedure | None, made: Assembly) -> Iterable[Known]:
    """What is stated or assumed of how the body decides."""
    words = made.majorities[0].words()
    if row is None:
        yield Known("majority", NEEDS, words, "assumed", "no procedure is recorded")
        return
    basis = "stated" if row.clause else "assumed"
    clause = f"{row.clause} | {row.source}" if row.clause else row.source
    yield Known("majority", NEEDS, words, basis, clause)
    if row.casting:
        who = made.casting.who if made.casting else "nobody is recorded as chair: a tie falls"
        yield Known("casting vote", "settles a tie", who, basis, clause)
    if row.decided_by:
        yield Known("decided by", "decide for the whole", row.decided_by, basis, clause)


def _is_chair(role: str) -> bool:
    words = [word.strip().lower() for word in role.replace(",", ";").split(";")]
    return any(word == "chair" or word.startswith("chair of") for word in words)


def _attendance(known: Record, body_id: str) -> tuple[Fraction, Known]:
    """The share of members who voted in the reported divisions; else a round figure, assumed."""
    rows = [d for d in known.divisions if d.body_id == body_id and d.members]
    meaning = "a member is there and votes"
    if not rows:
        value = EXPECTED.attendance
        said = "no reported vote says how many took part"
        return value, Known("attendance", meaning, percent(value), "assumed", said)
    voted = sum(d.votes_for + d.votes_against for d in rows)
    value = Fraction(voted, sum(d.members or 0 for d in rows))
    source = " | ".join(dict.fromkeys(s for d in rows for s in d.source.split(" | ")))
    return value, Known("attendance", meaning, percent(value), "measured", source)


def _notes(members: Sequence[Member], day: date) -> Iterable[str]:
    dated = [m.on for m in members if m.camp and m.on]
    if dated and (day - max(dated).last).days > STALE:
        yield f"The latest word on a camp is of {max(dated)}: much may have changed by {day}."
    free = sum(not m.camp and m.state == VOTES for m in members)
    if free:
        yield (
            f"{free} of {len(members)} seats are free seats: no published source in the record "
            "says how they stand."
        )
