"""Whether somebody surely held no seat on a body on a day, as far as its record goes."""

from __future__ import annotations

from datetime import date

from hustings.bodies.offices import offices
from hustings.bodies.vacancy_field import contests_of
from hustings.bodies.vacancy_person import over_by
from hustings.model import Record


def holds_none(record: Record, body_id: str, who: str, day: date) -> bool:
    """True for somebody whose seat has fallen free, or who lost the last contest they stood in.

    Where neither is recorded the answer is False: nothing says who held the seats.
    """
    there = offices(record, body_id, day)
    mine = [o for o in there if o.candidate_id == who]
    if mine:
        return not any(o.holds for o in mine)
    known = {o.section_id for o in there if o.holds}
    return bool(known) and _lost_last(record, body_id, who, day, known)


def _lost_last(record: Record, body_id: str, who: str, day: date, sections: set[str]) -> bool:
    """True where the last contests somebody stood in, for sections whose holders are on record,
    did not elect them."""
    contests = {c.id: c for s in sections for c in contests_of(record, body_id, s)}
    stood = [
        (over, row.elected)
        for row in record.results
        if row.candidate_id == who and row.contest_id in contests
        if (over := over_by(record, contests[row.contest_id], day))
    ]
    last = max((over for over, _ in stood), default=None)
    return last is not None and all(won is False for over, won in stood if over == last)
