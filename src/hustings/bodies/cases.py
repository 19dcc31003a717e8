"""Cases as far as they are known: whether a close is on record, at which stage, and by whom.

A case changes the state of a seat only where `members.csv` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hustings.bodies.chronicle import Entry, in_order

CLOSED, NO_CLOSE = "closed", "no close on record"
"""What is known of a case: a row closes it, or none does, which does not say that it is open."""


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One row of a case; `stage` is empty for its opening and its close."""

    on: str
    kind: str
    stage: str
    actor: str
    grade: str
    source: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case as far as it is known: its `state` (`CLOSED` or `NO_CLOSE`), stage, and who closed it.

    `opened` and `opened_by` are empty while the opening is not known, `closed`, `closed_by` and
    `outcome` while no close is on record.
    """

    case_id: str
    candidate_id: str
    name: str
    body_id: str
    state: str
    stage: str
    opened: str
    opened_by: str
    closed: str
    closed_by: str
    outcome: str
    steps: tuple[CaseStep, ...]


def cases(entries: Iterable[Entry]) -> tuple[Case, ...]:
    """Every case beside the others, in the order they were opened: a list, and no score."""
    rows: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=in_order):
        if entry.group == "case" and entry.case_id:
            rows.setdefault(entry.case_id, []).append(entry)
    return tuple(_case(case_id, found) for case_id, found in rows.items())


def _case(case_id: str, entries: Sequence[Entry]) -> Case:
    opened = next((e for e in entries if e.kind == "case-opened"), None)
    closed = next((e for e in entries if e.kind == "case-closed"), None)
    person = next((e for e in entries if e.candidate_id), None)
    stages = [e.stage for e in entries if e.kind == "case-stage"]
    return Case(
        case_id=case_id,
        candidate_id=person.candidate_id if person else "",
        name=person.name if person else next((e.of for e in entries if e.of), ""),
        body_id=next((e.body_id for e in entries if e.body_id), ""),
        state=CLOSED if closed else NO_CLOSE,
        stage=stages[-1] if stages else "",
        opened=opened.on if opened else "",
        opened_by=opened.actor if opened else "",
        closed=closed.on if closed else "",
        closed_by=closed.actor if closed else "",
        outcome=closed.outcome if closed else "",
        steps=tuple(CaseStep(e.on, e.kind, e.stage, e.actor, e.grade, e.source) for e in entries),
    )
