"""The events of a record that were asked for, with what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from hustings.bodies.cases import Case, cases
from hustings.bodies.chronicle import (
    Asked,
    Chain,
    Entry,
    Pair,
    chains,
    chronicle,
    named,
    pairs,
)
from hustings.bodies.people import person_id
from hustings.errors import UnknownName
from hustings.model.answers import Result, plain
from hustings.model.digest import data_sha256
from hustings.model.events import GROUPS, KINDS
from hustings.model.record import Record

COLUMNS = (
    "contest_id on kind actor text candidate_id body_id of act mover outcome authority clause "
    "case_id stage grade source confidence notes known_from"
).split()
"""The headings of events.csv, which the CSV form has too."""
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class EventList(Result):
    """Events and acts of endorsement that were asked for, oldest first.

    `part` names the body and the contest that were asked for. `known` is how many there are in all,
    `undated` how many acts of endorsement have no day and so no place in the list. `overrulings`
    counts those in the list by pair; `chains` and `cases` are told whole as soon as one of their
    steps is in the list.
    """

    record: str
    organisation: str
    as_of: date | None
    asked: Asked
    part: str
    known: int
    undated: int
    events: tuple[Entry, ...]
    overrulings: tuple[Pair, ...]
    chains: tuple[Chain, ...]
    cases: tuple[Case, ...]
    data_sha256: str

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row an event, under the headings of events.csv."""
        return [{name: plain(getattr(e, name)) for name in COLUMNS} for e in self.events]


@dataclass(frozen=True, slots=True)
class PairCount(Result):
    """How often who did it to whom: `kinds` are what was counted, `part` where."""

    record: str
    organisation: str
    as_of: date | None
    asked: Asked
    part: str
    kinds: tuple[str, ...]
    total: int
    pairs: tuple[Pair, ...]
    data_sha256: str

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row a pair; the days separated by spaces."""
        return [{**plain(p), "days": " ".join(p.days)} for p in self.pairs]


def event_list(record: Record, asked: Asked, *, as_of: date | None = None) -> EventList:
    """The events asked for, as known on the evening of `as_of` (default: all).

    Raises UnknownName with what there is when a kind or person is unknown or nothing matches.
    """
    known = record.as_of(as_of) if as_of else record
    entries, undated = chronicle(known)
    asked = _sound(known, entries, asked)
    found = tuple(e for e in entries if asked.wants(e))
    if not found:
        raise UnknownName(_nothing(known, entries, asked, as_of))
    acts = {e.act.casefold() for e in found if e.kind in ("decision", "overruled")}
    ids = {e.case_id for e in found if e.case_id}
    return EventList(
        record=known.name,
        organisation=known.organisation,
        as_of=as_of,
        asked=asked,
        part=_part(known, asked),
        known=len(entries),
        undated=undated,
        events=found,
        overrulings=pairs(e for e in found if e.kind == "overruled"),
        chains=tuple(c for c in chains(entries) if c.act.casefold() in acts),
        cases=tuple(c for c in cases(entries) if c.case_id in ids),
        data_sha256=data_sha256(known),
    )


def pair_count(record: Record, asked: Asked, *, as_of: date | None = None) -> PairCount:
    """How often each actor acted towards each other one; overrulings where no kind is asked for.

    A pair that was asked for by both names and is not recorded is counted as 0. Raises UnknownName
    for a kind or person that is unknown.
    """
    known = record.as_of(as_of) if as_of else record
    entries, _ = chronicle(known)
    asked = _sound(known, entries, replace(asked, kinds=asked.kinds or ("overruled",)))
    found = pairs(e for e in entries if asked.wants(e))
    if not found and asked.by and asked.of:
        found = (Pair(asked.by, asked.of, 0, ()),)
    return PairCount(
        record=known.name,
        organisation=known.organisation,
        as_of=as_of,
        asked=asked,
        part=_part(known, asked),
        kinds=asked.kinds,
        total=sum(p.count for p in found),
        pairs=found,
        data_sha256=data_sha256(known),
    )


def _part(record: Record, asked: Asked) -> str:
    """The names of the body and the contest asked for; their ids where they have none."""
    body = next((b.body for b in record.bodies if b.id == asked.body), asked.body)
    contest = next((c.label for c in record.contests if c.id == asked.contest), asked.contest)
    return ", ".join(name for name in (body, contest) if name)


def _sound(record: Record, entries: Sequence[Entry], asked: Asked) -> Asked:
    """The question with its person found; UnknownName for a kind or person that is not there."""
    words = {*KINDS, *GROUPS, *(e.kind for e in entries)}
    for kind in asked.kinds:
        if kind not in words:
            near = get_close_matches(kind, sorted(words), n=3, cutoff=0.4) or sorted(GROUPS)
            raise UnknownName(
                f"{kind!r} is no kind of event; try {', '.join(near)} (docs/records/events.md)"
            )
    if not asked.person:
        return asked
    person = person_id(record, asked.person)
    return replace(asked, person=person, name=record.name_of(person))


def _nothing(record: Record, entries: Sequence[Entry], asked: Asked, as_of: date | None) -> str:
    until = f" by {as_of}" if as_of else ""
    if not entries:
        return f"record {record.name!r} has no events known{until}"
    scope = replace(Asked(), body=asked.body, contest=asked.contest)
    within = [e for e in entries if scope.wants(e)] or entries
    lines = [f"no event of {record.name!r} known{until} is {_described(asked)}"]
    lines.append(f"kinds there are: {_some(e.kind for e in within)}")
    if asked.by:
        lines.append(f"who acted: {_nearest(asked.by, (e.actor for e in within))}")
    if asked.of:
        done_to = (cell for e in within for cell in (e.of, e.name) if cell)
        lines.append(f"to whom: {_nearest(asked.of, done_to) or 'nobody is named'}")
    if asked.case:
        lines.append(f"cases: {_some(e.case_id for e in within if e.case_id) or 'none'}")
    days = sorted(e.on for e in within)
    return "\n  ".join([*lines, f"days: from {days[0]} to {days[-1]}"])


def _described(asked: Asked) -> str:
    said = {
        "of kind": " or ".join(asked.kinds),
        "by": asked.by,
        "to": asked.of,
        "about": asked.name or asked.person,
        "of case": asked.case,
        "of body": asked.body,
        "of contest": asked.contest,
        "graded": asked.grade,
        "from": str(asked.since or ""),
        "until": str(asked.until or ""),
    }
    return ", ".join(f"{word} {value}" for word, value in said.items() if value) or "there"


def _some(words: Iterable[str]) -> str:
    found = sorted(set(words))
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return ", ".join(found[:MOST_NAMED]) + more


def _nearest(asked: str, names: Iterable[str]) -> str:
    there = sorted(set(names))
    within = [n for n in there if asked.casefold() in n.casefold() or named(n, asked)]
    return _some(within or get_close_matches(asked, there, n=5, cutoff=0.4) or there)
