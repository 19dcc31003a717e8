"""Who stood in a contest without being elected, in the order in which they would follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hustings.model import Contest, Record
from hustings.model.count import Count
from hustings.model.declared import Declared

ONE_STAGE = frozenset({"block-vote", "sntv", "limited-vote", "cumulative", "approval", "score"})
"""Rules under which more votes mean a better place; under a transferable vote they do not."""

BY_VOTES = "by votes, most first"
BY_PLACE = "by the places recorded"
BY_EXCLUSION = "last excluded first (order of exclusion in the count)"
UNKNOWN = "not known: first preferences do not say who comes next under a transferable vote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """A candidate of a contest: votes and place where known, `elected` None where not said."""

    candidate_id: str
    name: str
    votes: int | None = None
    shown: str = ""
    place: int | None = None
    elected: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A contest's candidates: the elected, and the others in groups of equals, next first.

    `unplaced` stood and were not elected, but nothing says where.
    """

    contest_id: str
    contest: str
    seats: int
    elected: tuple[Runner, ...]
    groups: tuple[tuple[Runner, ...], ...]
    unplaced: tuple[Runner, ...] = ()
    order: str = BY_VOTES
    declared: str = ""
    source: str = ""
    constraint: str = ""
    notes: tuple[str, ...] = ()

    @property
    def everyone(self) -> tuple[Runner, ...]:
        """All candidates."""
        return (*self.elected, *(r for g in self.groups for r in g), *self.unplaced)


def field_of(record: Record, contest_id: str) -> Field:
    """A contest of a record; UnknownName when there is none."""
    contest = record.contest(contest_id)
    stated = {r.candidate_id: r for r in record.results if r.contest_id == contest_id}
    stood = [c.candidate_id for c in record.candidates if c.contest_id == contest_id]
    runners = []
    for who in dict.fromkeys([*stood, *stated]):
        row = stated.get(who)
        runners.append(
            Runner(
                candidate_id=who,
                name=record.name_of(who),
                votes=row.votes if row else None,
                shown=str(row.votes) if row and row.votes is not None else "",
                place=row.position if row else None,
                elected=row.elected if row else None,
            )
        )
    declared = record.declaration(contest_id)
    made = _field(contest_id, contest.label, contest.seats, contest.rule, runners)
    return replace(
        made,
        declared=str(declared.declared) if declared else "",
        source=_sources([*(r.source for r in stated.values())]) or contest.source,
        constraint=contest.constraint,
    )


def _sources(cells: Iterable[str]) -> str:
    """The sources that most rows name, each once."""
    parts = [part.strip() for cell in cells for part in cell.split(" | ") if part.strip()]
    first = sorted(set(parts), key=lambda p: (-parts.count(p), parts.index(p)))[:3]
    return " | ".join(first)


def field_of_declared(declared: Declared, rule: str, seats: int) -> Field:
    """A result as stated; who is marked or, where nobody is, whoever has most votes is elected."""
    runners = []
    for one in declared.candidates:
        votes = _whole(one.votes.figure.value) if one.votes else None
        runners.append(
            Runner(
                candidate_id=one.name,
                name=one.name,
                votes=votes,
                shown=one.votes.text.replace(",", "") if one.votes else "",
                place=one.place,
                elected=bool(one.elected) if declared.marked else None,
            )
        )
    made = _field(declared.file, declared.title or declared.file, seats, rule, runners)
    return replace(made, source=declared.source or declared.file, constraint=declared.constraint)


def _whole(value: object) -> int | None:
    number = int(value) if value is not None else None  # type: ignore[call-overload]
    return number if number == value else None


def field_of_count(count: Count, contest: str, contest_id: str = "") -> Field:
    """A finished count: the never excluded come next, by votes, then the last excluded first."""
    runners = {c: _counted(count, c) for c in range(len(count.candidates))}
    away = {*count.terms.withdrawn, *count.terms.after_issue}
    out: dict[int, int] = {}
    for stage in count.stages:
        for outcome in stage.excluded:
            out[outcome.candidate] = stage.number
    last = count.stages[-1].votes
    left = [c for c in runners if c not in count.elected and count.candidates[c] not in away]

    def key(c: int) -> tuple[object, ...]:
        if c not in out:
            return (0, -last[c])
        stage = out[c]
        before = count.stages[max(stage - 2, 0)].votes[c]
        return (1, -stage, -before)

    groups: dict[tuple[object, ...], list[Runner]] = {}
    for c in sorted(left, key=key):
        groups.setdefault(key(c), []).append(runners[c])
    many = len(count.stages) > 1
    return Field(
        contest_id=contest_id,
        contest=contest or count.title,
        seats=count.terms.seats,
        elected=tuple(replace(runners[c], elected=True) for c in count.elected),
        groups=tuple(tuple(g) for g in groups.values()),
        order=BY_EXCLUSION if many else BY_VOTES,
        source=f"count under {count.rule}, data {count.data_sha256[:12]}",
    )


def _counted(count: Count, c: int) -> Runner:
    what, stage, _ = count.fate(c)
    at = count.stages[max(stage - 2, 0) if what == "excluded" else -1]
    shown = count.text(at.votes[c])
    name = count.candidates[c]
    return Runner(candidate_id=name, name=name, shown=shown, elected=what == "elected")


def _field(contest_id: str, label: str, seats: int, rule: str, runners: list[Runner]) -> Field:
    one_stage = rule in ONE_STAGE
    runners, notes = _decided(runners, seats) if one_stage else (runners, [])
    unsaid = [r.name for r in runners if r.elected is None]
    if unsaid:
        notes.append(f"it is not said whether {', '.join(unsaid)} took a seat: taken not to have")
    elected = tuple(r for r in runners if r.elected)
    left = [r for r in runners if not r.elected]
    voted = one_stage and any(r.votes is not None for r in left)
    known = [r for r in left if (r.votes if voted else r.place) is not None]
    groups: dict[int, list[Runner]] = {}
    for runner in sorted(known, key=lambda r: -(r.votes or 0) if voted else (r.place or 0)):
        mark = runner.votes if voted else runner.place
        groups.setdefault(mark or 0, []).append(runner)
    unplaced = tuple(r for r in left if r not in known)
    if unplaced and known:
        names = ", ".join(r.name for r in unplaced)
        notes.append(f"nothing says where {names} finished: they may stand higher")
    order = BY_VOTES if voted else BY_PLACE if known else UNKNOWN
    if not known and one_stage:
        order = "not known: no votes or places are recorded"
    return Field(
        contest_id=contest_id,
        contest=label,
        seats=seats,
        elected=elected,
        groups=_numbered(groups.values(), len(elected)),
        unplaced=unplaced,
        order=order,
        notes=tuple(notes),
    )


def _numbered(groups: Iterable[list[Runner]], before: int) -> tuple[tuple[Runner, ...], ...]:
    """Groups with the places that follow from their order, where none is published."""
    found, place = [], before
    for group in groups:
        found.append(tuple(replace(r, place=r.place or place + 1) for r in group))
        place += len(group)
    return tuple(found)


def _decided(runners: list[Runner], seats: int) -> tuple[list[Runner], list[str]]:
    """Who was elected, where it is not said: from the votes, when most votes win."""
    if all(r.elected is not None for r in runners):
        return runners, []
    return _bounded(runners) if any(r.elected for r in runners) else _topmost(runners, seats)


def _topmost(runners: list[Runner], seats: int) -> tuple[list[Runner], list[str]]:
    """Nobody is marked: those with most votes, as many as there are seats."""
    ranked = sorted((r for r in runners if r.votes is not None), key=lambda r: -(r.votes or 0))
    cut = ranked[:seats]
    note = "nobody is marked as elected: those with most votes are taken to be (assumed)"
    if len(ranked) > seats and ranked[seats].votes == ranked[seats - 1].votes:
        note += "; the last seat was tied, and who took it is not said"
    return [replace(r, elected=r in cut) for r in runners], [note]


def _bounded(runners: list[Runner]) -> tuple[list[Runner], list[str]]:
    """Some are marked: who has more votes than one of them was elected, who has fewer than one
    marked as not elected was not."""
    won = [r.votes for r in runners if r.elected and r.votes is not None]
    lost = [r.votes for r in runners if r.elected is False and r.votes is not None]
    made, names = [], []
    for r in runners:
        if r.elected is None and r.votes is not None:
            above = any(r.votes >= votes for votes in won)
            below = any(r.votes < votes for votes in lost)
            if above != below:
                r = replace(r, elected=above)
                names.append(f"{r.name} ({'elected' if above else 'not elected'})")
        made.append(r)
    said = f"read from the votes, as the most win (assumed): {', '.join(names)}"
    return made, [said] if names else []


def contests_of(record: Record, body_id: str, section_id: str) -> tuple[Contest, ...]:
    """The contests for a section: named by a member's row, or with an id `BODY-SECTION-...`.

    Where the record has one section in all, every contest is for it.
    """
    named = {
        s.contest_id
        for s in record.members
        if (s.body_id, s.section_id) == (body_id, section_id) and s.contest_id
    }
    begin = f"{body_id}-{section_id}"
    sections = {(b.id, b.section_id) for b in record.bodies}
    only = sections == {(body_id, section_id)}
    return tuple(
        c
        for c in record.contests
        if only or c.id in named or c.id == begin or c.id.startswith(f"{begin}-")
    )
