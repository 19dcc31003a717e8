"""Who cannot follow, and why: each reason with its date and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hustings.bodies.offices import Office, offices
from hustings.model import Event, Record

BARRING = {
    "declined": "declined",
    "death": "died",
    "disqualification": "disqualified",
    "incompatible": "holds an office that may not be held too",
    "candidate-withdrawn": "withdrew",
}
"""Kinds of events that end someone's place in line. A case is none of them: it bars nobody."""

LEFT = {"expelled": "was expelled", "died": "died"}
"""States on the body itself after which nobody follows anybody."""

Reason = tuple[str, str]
"""Why somebody cannot follow, and where that comes from."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Why people cannot follow, by candidate_id; `events` bar them in the contests they concern."""

    why: Mapping[str, Reason] = field(default_factory=dict)
    events: tuple[Event, ...] = ()

    def of(self, candidate_id: str) -> Reason | None:
        """The reason somebody cannot follow, None where nothing bars them."""
        return self.why.get(candidate_id)

    def in_contest(self, contest_id: str, begun: date | None) -> Bars:
        """The bars in one contest, whose voting began on a day where that is known.

        An event about another contest is no bar, nor one that names no contest and is from before
        they stood, death apart.
        """
        found = dict(self.why)
        for event in self.events:
            over = begun and event.on.last < begun and event.kind != "death"
            here = event.contest_id == contest_id
            if here or (not event.contest_id and not over):
                clause = f", {event.clause}" if event.clause else ""
                said = f"{BARRING[event.kind]} ({event.on.said}{clause}): {event.text}"
                found.setdefault(event.candidate_id, (said, event.source))
        return Bars(found)


def bars(
    record: Record,
    body_id: str,
    day: date,
    *,
    vacating: str,
    declined: Sequence[str] = (),
    ineligible: Mapping[str, str] | None = None,
) -> Bars:
    """Everybody whom the record or the caller rules out on a day, by candidate_id.

    What was given by the caller comes first, then who sits already, then dated events by that day.
    """
    found: dict[str, Reason] = {vacating: ("the seat is theirs", "")}
    for who in declined:
        found.setdefault(who, ("declined", "as given"))
    for who, why in (ineligible or {}).items():
        found.setdefault(who, (why, "as given"))
    for office in offices(record, body_id, day, before=True):
        if office.holds:
            found.setdefault(office.candidate_id, (_sits(record, body_id, office), office.source))
        elif office.state in LEFT:
            said = f"{LEFT[office.state]} ({office.since.said})"
            found.setdefault(office.candidate_id, (said, office.source))
    return Bars(found, tuple(_events(record, body_id, day)))


def _events(record: Record, body_id: str, day: date) -> list[Event]:
    """Events by a day that bar somebody."""
    return [
        e
        for e in record.events
        if e.kind in BARRING and e.candidate_id and e.on.last <= day and e.body_id in ("", body_id)
    ]


def _sits(record: Record, body_id: str, office: Office) -> str:
    sections = {b.section_id: b.section for b in record.bodies if b.id == body_id}
    section = sections.get(office.section_id) or office.section_id
    followed = f", in place of {record.name_of(office.followed)}" if office.followed else ""
    return f"already sits ({section}, since {office.seated.said}{followed})"
