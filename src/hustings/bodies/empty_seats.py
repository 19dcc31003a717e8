"""Seats of a section without a member's name: vacant where the record says who left, else free."""

from __future__ import annotations

from datetime import date

from hustings.bodies.offices import Office, offices
from hustings.model.offices import FREEING, Body
from hustings.model.record import Record
from hustings.model.voting import VACANT, Member

EXPIRED = "term ended"
"""Who leaves with their term is followed by those elected next, not by a vacancy."""


def vacated(known: Record, section: Body, day: date) -> list[Office]:
    """Who left a seat of the section in mid-term that nobody is recorded to have taken since."""
    here = [o for o in offices(known, section.id, day) if o.section_id == section.section_id]
    followed = {o.followed for o in here}
    begun = max((o.seated.first for o in here if o.holds and not o.followed), default=date.min)
    return [
        o
        for o in here
        if o.state in FREEING - {EXPIRED}
        and o.candidate_id not in followed
        and o.since.last >= begun
    ]


def vacant_seat(name: str, office: Office) -> Member:
    """The empty seat that somebody left."""
    return Member(
        name=name,
        section=office.section_id,
        named=False,
        state=VACANT,
        source=office.source,
        on=office.since,
    )


def vacant_note(seat: str, who: str, office: Office) -> str:
    """That a seat is vacant, and why."""
    return (
        f"{seat} is vacant: {who} left it ({office.state}, {office.since}) and nobody is recorded "
        "as having followed. It has no vote and does not count among members."
    )


def unnamed_note(section: Body, named: int, rest: int) -> str:
    """That seats of a section whose other members are recorded are taken as filled."""
    seats = "a seat" if rest == 1 else f"{rest} seats"
    return (
        f"Nobody is recorded in {seats} of the {section.seats} of {section.section!r}: taken as "
        f"filled and free (assumed). If vacant, add --without '{section.section} seat {named + 1}'."
    )
