"""Slates as they stand on a day: who stands together, and who backs them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from hustings.model.record import ACTS_FOR, Endorsement, Record

INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True)
class SlateMap:
    """A contest's slates on a day.

    `slate` maps a candidate to the line (bloc) it stands with, INDEPENDENT for none. `backers`
    maps a candidate to the ids of the organisations that back it. `members` maps a line to its
    candidates, sorted.
    """

    slate: dict[str, str]
    backers: dict[str, tuple[str, ...]]
    members: dict[str, tuple[str, ...]]


def standing(acts: list[Endorsement]) -> dict[str, Endorsement]:
    """The last act of each organisation towards one candidate, by organisation id."""
    last: dict[str, Endorsement] = {}
    for act in sorted(acts, key=lambda a: (a.known_from or date.max, a.act in ACTS_FOR)):
        last[act.organisation_id] = act
    return last


def slates_of(record: Record, contest_id: str) -> SlateMap:
    """The slates of a contest in a record that has passed the gate.

    A candidate stands with the line that most of its backers belong to (ties by name). A line of
    one candidate is no slate: nobody stands together there, so its candidate is INDEPENDENT.
    """
    acts: dict[str, list[Endorsement]] = defaultdict(list)
    for act in record.endorsements:
        if act.contest_id == contest_id:
            acts[act.candidate_id].append(act)
    ids = sorted(c.candidate_id for c in record.candidates if c.contest_id == contest_id)
    backers: dict[str, tuple[str, ...]] = {}
    line: dict[str, str] = {}
    for candidate in ids:
        backing = [a for a in standing(acts[candidate]).values() if a.act in ACTS_FOR]
        backers[candidate] = tuple(sorted(a.organisation_id for a in backing))
        blocs = [a.bloc for a in backing if a.bloc != INDEPENDENT]
        line[candidate] = min(set(blocs), key=lambda b: (-blocs.count(b), b), default=INDEPENDENT)
    members = {
        bloc: tuple(c for c in ids if line[c] == bloc)
        for bloc in sorted(set(line.values()) - {INDEPENDENT})
    }
    members = {bloc: who for bloc, who in members.items() if len(who) > 1}
    slate = {c: line[c] if line[c] in members else INDEPENDENT for c in ids}
    return SlateMap(slate, backers, members)
