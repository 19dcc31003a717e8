"""The office that somebody held on the morning of the day asked about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hustings.bodies.offices import Office, offices
from hustings.bodies.vacancy_field import contests_of
from hustings.errors import InputError, Problem
from hustings.model import Contest, Record
from hustings.model.dates import PartialDate


def office_before(
    record: Record, body_id: str, who: str, day: date, section_id: str = ""
) -> Office:
    """The office somebody held on the evening before a day, of `section_id` where it is given.

    Where no act of theirs is recorded, a contest they won is read as their seat (assumed).
    InputError when they held none, naming those who did, or several and no section is given.
    """
    sat = offices(record, body_id, day, before=True)
    mine = [o for o in sat if o.candidate_id == who and section_id in ("", o.section_id)]
    held = [o for o in mine if o.holds]
    if len(held) > 1:
        said = f"{record.name_of(who)} holds seats of {', '.join(o.section_id for o in held)}"
        problem = Problem("members.csv", 0, "which-seat", said, "Say which (--section SECTION).")
        raise InputError("which seat falls free is not said", [problem])
    if held:
        return held[0]
    if not mine and (assumed := _from_results(record, body_id, who, day)):
        return assumed
    raise InputError("no seat can fall free", [_no_seat(record, body_id, who, day, sat, mine)])


def _no_seat(
    record: Record, body_id: str, who: str, day: date, sat: Iterable[Office], mine: list[Office]
) -> Problem:
    name = record.name_of(who)
    body = next((b.body for b in record.bodies if b.id == body_id), body_id)
    said = f"{name} holds no seat on the {body} on record before {day}"
    if mine:
        said += f": {mine[-1].state} {mine[-1].since}"
    there = [record.name_of(o.candidate_id) for o in sat if o.holds]
    step = "Add a row to members.csv (docs/records/README.md)."
    left = mine[-1].since if mine else None
    if left and left.exact:
        step = f"Ask for that day (--on {left})."
    elif there:
        step = f"Then sat: {', '.join(there[:12])}. Else add a row to members.csv."
    return Problem("members.csv", 0, "no-seat", said, step)


def _from_results(record: Record, body_id: str, who: str, day: date) -> Office | None:
    sections = {b.section_id for b in record.bodies if b.id == body_id}
    won = {r.contest_id: r for r in record.results if r.candidate_id == who and r.elected}
    found: list[tuple[date, str, Contest]] = []
    for section in sections or {""}:
        for contest in contests_of(record, body_id, section):
            over = over_by(record, contest, day)
            if contest.id in won and over:
                found.append((over, section, contest))
    if not found:
        return None
    when, section, contest = max(found, key=lambda f: f[0])
    return Office(
        candidate_id=who,
        section_id=section,
        state="elected",
        since=PartialDate.on(when),
        seated=PartialDate.on(when),
        contest_id=contest.id,
        source=won[contest.id].source,
        assumed=True,
    )


def over_by(record: Record, contest: Contest, day: date) -> date | None:
    """The last day of a contest's declaration (or else of its voting) if that is over by `day`."""
    end = ended_on(record, contest)
    return end.last if end and end.last <= day else None


def ended_on(record: Record, contest: Contest) -> PartialDate | None:
    """When a contest was declared, or else when voting closed; None where neither is recorded."""
    declared = record.declaration(contest.id)
    return declared.declared if declared else contest.ballots_closed
