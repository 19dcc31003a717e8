"""Who sits on a body on a day, in which state, and which recorded acts cannot follow each other.

A person's office is a row of dated acts (`members.csv`); the state is the last act by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hustings.model import Record, Sitting
from hustings.model.acts import in_order, surely_by
from hustings.model.dates import PartialDate
from hustings.model.offices import FREEING, VOTING

SEATING = frozenset({"elected", "seated"})
"""Acts that give a seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One person's office on a day: its state, since when, and what gave them the seat.

    `contest_id` is the contest of the latest act that names one; `followed` is whom they followed.
    `assumed` is True where no act is recorded and the seat is read from a result.
    """

    candidate_id: str
    section_id: str
    state: str
    since: PartialDate
    seated: PartialDate
    contest_id: str = ""
    followed: str = ""
    role: str = ""
    source: str = ""
    assumed: bool = False

    @property
    def holds(self) -> bool:
        """True while the seat is theirs: suspended members hold it."""
        return self.state not in FREEING

    @property
    def votes(self) -> bool:
        """True while they may attend and vote."""
        return self.state in VOTING


def acts_of(record: Record, body_id: str) -> dict[tuple[str, str], list[Sitting]]:
    """The acts on a body by person and section, in the order in which they can have happened."""
    found: dict[tuple[str, str], list[Sitting]] = {}
    for act in record.members:
        if act.body_id == body_id:
            found.setdefault((act.candidate_id, act.section_id), []).append(act)
    return {key: in_order(acts, lambda a: (a.on, a.state)) for key, acts in found.items()}


def offices(record: Record, body_id: str, day: date, *, before: bool = False) -> tuple[Office, ...]:
    """Everybody's office on the evening of `day`, or with `before` on the evening before it.

    Acts dated to a month or year count from its last day, or from the day before a later act.
    """
    found = []
    for acts in acts_of(record, body_id).values():
        days = zip(acts, surely_by(a.on for a in acts))
        past = [a for a, by in days if by < day or (by == day and not before)]
        if past:
            found.append(_office(past))
    return tuple(sorted(found, key=lambda o: (o.section_id, o.candidate_id)))


def holds(record: Record, body_id: str, day: date, *, before: bool = False) -> tuple[Office, ...]:
    """Those who hold a seat on the body on a day."""
    return tuple(o for o in offices(record, body_id, day, before=before) if o.holds)


def votes(record: Record, body_id: str, day: date, *, before: bool = False) -> tuple[Office, ...]:
    """Those who hold a seat and may vote on a day."""
    return tuple(o for o in offices(record, body_id, day, before=before) if o.votes)


def _office(acts: list[Sitting]) -> Office:
    last = acts[-1]
    gave = next((a for a in reversed(acts) if a.state in SEATING), acts[0])
    contest = next((a.contest_id for a in reversed(acts) if a.contest_id), "")
    return Office(
        candidate_id=last.candidate_id,
        section_id=last.section_id,
        state=last.state,
        since=last.on,
        seated=gave.on,
        contest_id=contest,
        followed=gave.in_place_of,
        role=next((a.role for a in reversed(acts) if a.role), ""),
        source=last.source,
    )
