"""Events and acts of endorsement as one dated list, and what can be asked of it.

Nothing here is read by a forecast or by a body's odds: a case changes the state of a seat, and only
where `members.csv` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from hustings.model.dates import PartialDate
from hustings.model.events import ACT_KINDS, group_of
from hustings.model.record import Endorsement, Event, Record

WITHIN_DAY = {"case-opened": 0, "case-stage": 1, "case-closed": 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated act: the columns of an event, and the person's name.

    `on` is ISO and may stop at month or year. `table` says where the row stands: `events`,
    `endorsements`, or `both` where an event and an act of endorsement tell the same.
    """

    on: str
    kind: str
    group: str
    actor: str
    text: str
    contest_id: str
    body_id: str
    candidate_id: str
    name: str
    of: str
    act: str
    mover: str
    outcome: str
    authority: str
    clause: str
    case_id: str
    stage: str
    grade: str
    source: str
    confidence: str
    notes: str
    known_from: date | None
    table: str = "events"

    @property
    def when(self) -> PartialDate:
        """The day, month or year of the act."""
        return PartialDate.parse(self.on)


_SAME = tuple(f.name for f in fields(Event) if f.name not in ("on", "derived"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a chronicle; an empty field asks nothing.

    `kinds` are kinds or groups of kinds; `by` and `of` are names as in the record; `person` is a
    candidate_id, with `name` to find them as actor too; `since` and `until` keep what may have
    happened then.
    """

    kinds: tuple[str, ...] = ()
    by: str = ""
    of: str = ""
    person: str = ""
    name: str = ""
    case: str = ""
    body: str = ""
    contest: str = ""
    grade: str = ""
    since: date | None = None
    until: date | None = None

    def wants(self, entry: Entry) -> bool:
        """True when the entry is among what is asked."""
        return (
            (not self.kinds or entry.kind in self.kinds or entry.group in self.kinds)
            and (not self.by or named(self.by, entry.actor))
            and (not self.of or named(self.of, entry.of) or named(self.of, entry.name))
            and (not self.person or self._concerns(entry))
            and self.case in ("", entry.case_id)
            and self.body in ("", entry.body_id)
            and self.contest in ("", entry.contest_id)
            and self.grade in ("", entry.grade)
            and (self.since is None or entry.when.last >= self.since)
            and (self.until is None or entry.when.first <= self.until)
        )

    def _concerns(self, entry: Entry) -> bool:
        mentioned = self.name and any(named(self.name, cell) for cell in (entry.actor, entry.of))
        return bool(mentioned) or self.person == entry.candidate_id


def named(asked: str, cell: str) -> bool:
    """True when a cell names `asked`: all of it, or one of several that it lists."""
    wanted = asked.casefold().strip()
    several = cell.casefold()
    for mark in (" and ", " / ", " & ", ", ", "; "):
        several = several.replace(mark, "|")
    return wanted in {cell.casefold().strip(), *(part.strip() for part in several.split("|"))}


def chronicle(record: Record) -> tuple[tuple[Entry, ...], int]:
    """Every dated act of a record that has passed the gate, oldest first, and how many lack a day.

    An event that tells of an act of endorsement stands for both, with the sources of both.
    """
    dated = [a for a in record.endorsements if a.on is not None]
    entries = [_from_event(record, e) for e in record.events]
    told = {_told(e): i for i, e in enumerate(entries)}
    for act in dated:
        entry = _from_act(record, act)
        twin = told.get(_told(entry), told.get(_told(replace(entry, actor=act.organisation_id))))
        if twin is None:
            entries.append(entry)
        else:
            entries[twin] = _both(entries[twin], entry)
    return tuple(sorted(entries, key=in_order)), len(record.endorsements) - len(dated)


def _told(entry: Entry) -> tuple[str, ...]:
    """What an event and an act of endorsement share when they tell of the same."""
    same = (entry.kind, entry.candidate_id, entry.contest_id, entry.on)
    return *same, entry.actor.casefold()


def in_order(entry: Entry) -> tuple[PartialDate, int, str, str, str]:
    """The key by which entries are sorted: the day, then the steps of a case."""
    return entry.when, WITHIN_DAY.get(entry.kind, 1), entry.kind, entry.actor, entry.text


def _from_event(record: Record, event: Event) -> Entry:
    cells = {name: getattr(event, name) for name in _SAME}
    name = record.name_of(event.candidate_id) if event.candidate_id else ""
    return Entry(on=str(event.on), group=group_of(event.kind), name=name, **cells)


def _from_act(record: Record, act: Endorsement) -> Entry:
    name = record.name_of(act.candidate_id)
    kind = ACT_KINDS[act.act]
    said = f"{act.organisation}: {act.act}, {name} ({act.contest_id})"
    return Entry(
        on=str(act.on),
        kind=kind,
        group=group_of(kind),
        actor=act.organisation,
        text=said,
        contest_id=act.contest_id,
        body_id="",
        candidate_id=act.candidate_id,
        name=name,
        of="",
        act=act.act,
        mover="",
        outcome="",
        authority="",
        clause="",
        case_id="",
        stage="",
        grade="",
        source=act.source,
        confidence=act.confidence,
        notes=act.notes,
        known_from=act.known_from,
        table="endorsements",
    )


def _both(entry: Entry, act: Entry) -> Entry:
    joined = dict.fromkeys([*entry.source.split(" | "), *act.source.split(" | ")])
    cited = " | ".join(source for source in joined if source)
    return replace(entry, act=entry.act or act.act, source=cited, table="both")


@dataclass(frozen=True, slots=True)
class Pair:
    """How often one overruled another: `by` overruled `of` so many times, and when."""

    by: str
    of: str
    count: int
    days: tuple[str, ...]


def pairs(entries: Iterable[Entry]) -> tuple[Pair, ...]:
    """Who acted towards whom, most often first; several named in one cell stay one actor."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        found.setdefault((entry.actor, entry.of or entry.name), []).append(entry.on)
    made = (Pair(by, of, len(days), tuple(days)) for (by, of), days in found.items())
    return tuple(sorted(made, key=lambda p: (-p.count, p.by, p.of)))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain: `actor` decided, or overruled `of`, on what it relied on."""

    on: str
    kind: str
    actor: str
    of: str
    outcome: str
    authority: str
    clause: str
    grade: str
    source: str


@dataclass(frozen=True, slots=True)
class Chain:
    """What was decided about one act, oldest first.

    `stands` is whose decision stands after the last step and `outcome` what it said; both empty
    where the dates do not tell which step was last. `cycle` is True when those who overruled one
    another form a ring, which is legal: the last step stands all the same.
    """

    act: str
    steps: tuple[Step, ...]
    stands: str
    outcome: str
    cycle: bool


def chains(entries: Iterable[Entry]) -> tuple[Chain, ...]:
    """The chain of every act that was overruled, in the order of the first step."""
    by_act: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind in ("decision", "overruled") and entry.act:
            by_act.setdefault(entry.act.casefold(), []).append(entry)
    overruled = [steps for steps in by_act.values() if any(e.kind == "overruled" for e in steps)]
    return tuple(_chain(sorted(steps, key=in_order)) for steps in overruled)


def _chain(entries: Sequence[Entry]) -> Chain:
    last = [e for e in entries if not any(_follows(other, e) for other in entries)]
    agreed = len({(e.actor, e.outcome) for e in last}) == 1
    stands = last[0] if agreed else None
    return Chain(
        act=entries[0].act,
        steps=tuple(_step(e) for e in entries),
        stands=stands.actor if stands else "",
        outcome=stands.outcome if stands else "",
        cycle=_ring({(e.actor, e.of) for e in entries if e.kind == "overruled"}),
    )


def _follows(later: Entry, sooner: Entry) -> bool:
    """True when `later` came after: by its date, or because it overruled `sooner` that day."""
    if later.when.first > sooner.when.last:
        return True
    if sooner.when.first > later.when.last:
        return False
    return _overrules(later, sooner) and not _overrules(sooner, later)


def _overrules(one: Entry, other: Entry) -> bool:
    return one.kind == "overruled" and one.of.casefold() == other.actor.casefold()


def _step(entry: Entry) -> Step:
    of = entry.of if entry.kind == "overruled" else ""
    said = (entry.outcome, entry.authority, entry.clause, entry.grade, entry.source)
    return Step(entry.on, entry.kind, entry.actor, of, *said)


def _ring(edges: set[tuple[str, str]]) -> bool:
    """True when someone is reached again along the edges: leaves are taken off until none is."""
    left = {(by.casefold(), of.casefold()) for by, of in edges}
    while left:
        targets = {of for _, of in left}
        kept = {(by, of) for by, of in left if by in targets}
        if kept == left:
            return True
        left = kept
    return False
