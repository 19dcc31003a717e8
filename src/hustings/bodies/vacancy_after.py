"""What a free or idle seat changes meanwhile, and what the record says happened afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hustings.bodies.offices import Office, offices
from hustings.bodies.vacancy_field import contests_of
from hustings.bodies.vacancy_result import Effect, Happened
from hustings.model import Body, Event, Procedure, Record, Sitting
from hustings.model.dates import PartialDate

NEAR = 400
"""Days within which a later event still speaks of this vacancy."""
SOON = 120
"""Days within which somebody seated from an earlier contest is taken to fill a free seat."""
YEAR = 366
"""Days after which a recorded number of seats must be looked up again."""
ACTS = {
    "elected": "was elected",
    "seated": "was seated",
    "suspended": "was suspended",
    "reinstated": "was reinstated",
    "incompatible": "took an office that may not be held too",
    "expelled": "was expelled",
}
"""States of an office as what somebody did, where the word alone does not say it."""


def effect_of(record: Record, body_id: str, office: Office, day: date) -> Effect | None:
    """Seats, votes and a majority before and after; None where the body's seats are not recorded.

    A majority is the fewest votes that carry a question on which everybody who can vote does.
    """
    rows = [b for b in record.bodies if b.id == body_id]
    if not rows:
        return None
    seats = sum(b.seats for b in rows)
    idle = [
        o
        for o in offices(record, body_id, day, before=True)
        if o.state == "suspended" and o.candidate_id != office.candidate_id
    ]
    before = seats - len(idle) - (office.state == "suspended")
    after = seats - len(idle) - 1
    law = _procedure(record, body_id, day)
    share = Fraction(law.share) if law else Fraction(1, 2)
    reaching = bool(law and law.reaching)
    assumed = ["every other seat is filled, and everybody who can vote does"]
    if not law:
        assumed.append("more than half of those voting carry a question: no procedure is recorded")
    whole = law is not None and law.majority_of == "members"
    assumed += _described(rows, day)
    return Effect(
        seats=seats,
        voting_before=before,
        voting_after=after,
        majority_before=needed(seats if whole else before, share, reaching),
        majority_after=needed(seats if whole else after, share, reaching),
        quorum=law.quorum if law else None,
        clause=law.clause if law else "",
        assumed=tuple(assumed),
    )


def _described(rows: Iterable[Body], day: date) -> Iterator[str]:
    """For which days the seats are recorded, where that is another than the day asked about."""
    other = {b.as_of for b in rows if b.as_of and not b.as_of.first <= day <= b.as_of.last}
    if not other:
        return
    said = f"seats as recorded for {', '.join(d.said for d in sorted(other))}"
    old = (day - min(d.last for d in other)).days > YEAR
    yield f"{said}: more than a year before, so CHECK that they were still as many" if old else said


def needed(of: int, share: Fraction, reaching: bool) -> int:
    """The fewest votes above a share of `of`, or at it where reaching is enough."""
    exact = share * of
    return -(-exact.numerator // exact.denominator) if reaching else exact.__floor__() + 1


def _procedure(record: Record, body_id: str, day: date) -> Procedure | None:
    mine = [
        p
        for p in record.procedures
        if p.body_id == body_id
        and (p.valid_from is None or p.valid_from.last <= day)
        and (p.valid_to is None or p.valid_to.first >= day)
    ]
    return max(mine, key=lambda p: p.valid_from.last if p.valid_from else date.min, default=None)


def afterwards(
    record: Record, body_id: str, section_id: str, who: str, day: date
) -> tuple[Happened, ...]:
    """What is recorded from `day` on: who was seated in their place, events, contests held."""
    found = [*_seated(record, body_id, who, day)]
    if not any(f.names for f in found):
        found += _seated_soon(record, body_id, section_id, day)
    found += _contests(record, body_id, section_id, who, day)
    for event in record.events:
        near = event.on.last >= day and (event.on.first - day).days < NEAR
        if near and event.kind == "vacancy" and event.actor == record.name_of(who):
            found = _with_event(record, found, event)
    return tuple(found)


def _with_event(record: Record, found: list[Happened], event: Event) -> list[Happened]:
    """An event that tells what acts of that date say already only adds its sources to theirs."""
    name = record.name_of(event.candidate_id) if event.candidate_id else ""
    told = [f for f in found if _together(f.on, event.on)]
    names = {n for f in told for n in f.names}
    if told and (not name or name in names):
        last = told[-1]
        cited = dict.fromkeys(
            s for s in (*last.source.split(" | "), *event.source.split(" | ")) if s
        )
        return [replace(f, source=" | ".join(cited)) if f is last else f for f in found]
    known = (name,) if name and name not in {n for f in found for n in f.names} else ()
    return [*found, Happened(on=str(event.on), said=event.text, source=event.source, names=known)]


def _together(on: str, when: PartialDate) -> bool:
    """True when two dates may be one day."""
    act = PartialDate.parse(on)
    return act.first <= when.last and when.first <= act.last


def _seated(record: Record, body_id: str, who: str, day: date) -> list[Happened]:
    found = []
    for act in record.members:
        if act.body_id != body_id or act.on.last < day:
            continue
        name = record.name_of(act.candidate_id)
        if act.in_place_of == who:
            place = f" in place of {record.name_of(who)}"
            said = f"{name} {_did(act)}{place}{_of_contest(record, act)}"
            found.append(Happened(on=str(act.on), said=said, source=act.source, names=(name,)))
        elif act.candidate_id == who:
            found.append(Happened(on=str(act.on), said=_said(name, act), source=act.source))
    return sorted(found, key=lambda f: f.on)


def _said(name: str, act: Sitting) -> str:
    """What became of an office: `Ann Lee's term ended`, `Ann Lee resigned`."""
    return f"{name}'s term ended" if act.state == "term ended" else f"{name} {_did(act)}"


def _did(act: Sitting) -> str:
    return ACTS.get(act.state, act.state)


def _of_contest(record: Record, act: Sitting) -> str:
    labels = {c.id: c.label for c in record.contests}
    return f" (contest: {labels.get(act.contest_id) or act.contest_id})" if act.contest_id else ""


def _seated_soon(record: Record, body_id: str, section_id: str, day: date) -> list[Happened]:
    """Who was seated soon after, from a contest already held: in whose place is not recorded."""
    held = {d.contest_id for d in record.declarations if d.declared.last <= day}
    found = []
    for act in record.members:
        here = (act.body_id, act.section_id, act.state) == (body_id, section_id, "seated")
        soon = day <= act.on.last and (act.on.first - day).days <= SOON
        if here and soon and act.contest_id in held and not act.in_place_of:
            name = record.name_of(act.candidate_id)
            contest = _of_contest(record, act)
            said = f"{name} was seated{contest}; in whose place is not recorded"
            found.append(Happened(on=str(act.on), said=said, source=act.source, names=(name,)))
    return found


def _contests(record: Record, body_id: str, section_id: str, who: str, day: date) -> list[Happened]:
    """Contests declared later whose cause names the person."""
    surname = record.name_of(who).split()[-1]
    found = []
    for contest in contests_of(record, body_id, section_id):
        declared = record.declaration(contest.id)
        if declared is None or declared.declared.last < day or surname not in contest.cause:
            continue
        rows = [r for r in record.results if r.contest_id == contest.id and r.elected]
        names = tuple(record.name_of(r.candidate_id) for r in rows)
        said = f"{contest.label} ({contest.cause}): elected {', '.join(names)}"
        found.append(
            Happened(on=str(declared.declared), said=said, source=declared.source, names=names)
        )
    return found
