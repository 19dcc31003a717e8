"""What a decision changes: before, after, the tipping point, with the same luck on both sides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from difflib import get_close_matches

from hustings import __version__
from hustings.errors import InputError, Problem, UnknownName
from hustings.forecasting.evidence import Floats
from hustings.model.record import Contest, Record
from hustings.model.slates import slates_of
from hustings.scenario.changes import (
    Change,
    Field,
    checked,
    from_record,
    gone_by,
    refuse,
    repeated,
)
from hustings.scenario.factors import draw_factors, parse_settings, setting_problems
from hustings.scenario.forecast import assumptions, bodies_of, health, names_of
from hustings.scenario.odds import board, odds, outlook_ladder, spread, tipping_point
from hustings.scenario.results import Grid, Outlook, Tipping, WhatIf
from hustings.scenario.situation import (
    DRAWS,
    SEED,
    Situation,
    default_day,
    prepare,
    refuse_early,
)
from hustings.scenario.worlds import PUBLISHED, World
from hustings.simulation.seats import SeatDraws


def whatif(
    record: Record,
    contest: str,
    changes: Sequence[Change] = (),
    *,
    as_of: date | None = None,
    seats: int | None = None,
    world: str = PUBLISHED,
    seed: int = SEED,
    draws: int = DRAWS,
    settings: Mapping[str, float] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> WhatIf:
    """What `changes` (or another number of `seats`) would do to `contest`.

    `as_of` defaults to the evening before the first change, so that what the record says of that
    day is not counted twice; but not before papers went out, when candidates are known.
    Raises UnknownName, NotSupported, InputError or UnhealthyFit.
    """
    if as_of is None and changes:
        as_of = min(c.on for c in changes) - timedelta(days=1)
        opened = record.contest(contest).ballots_opened
        as_of = max(as_of, opened.last) if opened else as_of
    as_of = as_of or default_day(record, contest)
    refuse_request(record, contest, as_of, changes, seats, world, settings or {})
    situation = prepare(
        record, contest, as_of=as_of, seed=seed, draws=draws, settings=settings, progress=progress
    )
    progress("counting")
    return compare(situation, changes, seats=seats, world=world)


def compare(
    situation: Situation,
    changes: Sequence[Change] = (),
    *,
    seats: int | None = None,
    world: str = PUBLISHED,
    settings: Mapping[str, float] | None = None,
) -> WhatIf:
    """A what-if on a prepared situation; nothing is fitted again.

    `settings` replace the situation's. Raises InputError for changes that cannot be applied.
    """
    if settings is not None:
        situation = with_settings(situation, settings)
    drawn = world_named(situation, world)
    recorded = situation.changes
    refuse(request_problems(situation.contest, situation.field, recorded, changes, seats))
    base = situation.changes
    share = situation.play(drawn, base)
    before = situation.count(drawn, share, base)
    after_share = share
    for change in changes:
        after_share = situation.after(after_share, change)
    everything = (*base, *changes)
    after = situation.count(drawn, after_share, everything, seats)
    ids = situation.field.ids
    delta = dict(zip(ids, map(float, odds(after) - odds(before))))
    tipping, heat = _tipping(situation, drawn, share, changes, seats)
    only = changes[0] if len(changes) == 1 else None
    cast = situation.cast(changes[-1].on) if changes else None
    return WhatIf(
        record=situation.record.name,
        contest=situation.contest.id,
        label=situation.contest.label,
        as_of=situation.as_of,
        world=world,
        changes=_words(situation, changes, seats),
        seed=situation.seed,
        draws=situation.n,
        data_sha256=situation.data_sha256,
        version=__version__,
        before=outlook(situation, drawn, share, before),
        after=outlook(situation, drawn, after_share, after),
        delta=delta,
        focus=_focus(changes, delta),
        cast=spread(cast) if cast is not None else None,
        loss=spread(situation.effect(only, share)) if only else None,
        tipping=tipping,
        grid=heat,
        assumptions=assumptions(situation),
        health=health(situation, odds(before)),
    )


def _focus(changes: Sequence[Change], delta: Mapping[str, float]) -> str:
    """Whom the question is about: the first change's candidate, else who moves most."""
    if changes:
        return changes[0].candidate
    return max(sorted(delta), key=lambda c: abs(delta[c]))


def with_settings(situation: Situation, settings: Mapping[str, float]) -> Situation:
    """The same fit and luck under other settings."""
    parse_settings(settings, situation.field.ids)
    drawn = draw_factors(situation.record, situation.seed, situation.n, settings, situation.as_of)
    return replace(situation, settings=dict(settings), factors=drawn)


def world_named(situation: Situation, name: str) -> World:
    """The world of that name; UnknownName lists those there are."""
    if name not in situation.worlds:
        there = ", ".join(situation.worlds)
        raise UnknownName(
            f"no world {name!r} for this contest as known on {situation.as_of}; try {there}. "
            "A claim makes a world from the day it was published."
        )
    return situation.worlds[name]


def outlook(situation: Situation, world: World, share: Floats, counted: SeatDraws) -> Outlook:
    """One side: board and ladder."""
    last_seat, first_out = outlook_ladder(situation.field, counted)
    return Outlook(counted.seats, board(situation, world, share, counted), last_seat, first_out)


def refuse_request(
    record: Record,
    contest_id: str,
    day: date,
    changes: Sequence[Change],
    seats: int | None,
    world: str,
    settings: Mapping[str, float],
) -> None:
    """Raise InputError with everything that is wrong with a request, before anything is fitted."""
    refuse_early(record, contest_id, day)
    known = record.as_of(day)
    contest = known.contest(contest_id)
    slates = slates_of(known, contest_id)
    field = Field(tuple(sorted(slates.slate)), slates, slates)
    problems = setting_problems(settings, field.ids)
    claims = {c.world for c in known.claims if c.contest_id == contest_id and c.world}
    there = {PUBLISHED, "model", "last-result", *claims}
    if world not in there:
        said = f"no world {world!r} as known on {day}"
        step = f"Try {', '.join(sorted(there))}; a claim makes a world from its day of publication."
        problems.append(Problem("--world", 0, "unknown-name", said, step))
    recorded = from_record(known, contest_id)
    problems += unknown_bodies(known, changes)
    refuse([*problems, *request_problems(contest, field, recorded, changes, seats)])


def unknown_bodies(known: Record, changes: Sequence[Change]) -> list[Problem]:
    """Endorsements by bodies the record has never heard of: most likely mistyped."""
    bodies = sorted({e.organisation_id for e in known.endorsements})
    problems = []
    for change in changes:
        if change.kind == "endorse" and change.body not in bodies:
            near = get_close_matches(change.body, bodies, n=3, cutoff=0.4) or bodies[:5]
            step = f"Try {', '.join(near)}; a new body belongs in endorsements.csv first."
            said = f"{change.body!r} endorses nobody in the record"
            problems.append(Problem("--endorse", 0, "unknown-body", said, step))
    return problems


def request_problems(
    contest: Contest,
    field: Field,
    recorded: Sequence[Change],
    changes: Sequence[Change],
    seats: int | None,
) -> list[Problem]:
    """What is wrong with the changes and seats asked about."""
    window = contest.window()
    problems: list[Problem] = []
    if not changes and seats in (None, contest.seats):
        step = "Name one: --withdraw BODY:CANDIDATE, --endorse, --replace, --gone or --seats N."
        problems.append(Problem("whatif", 0, "nothing-changes", "no change was named", step))
    able = len(field.ids) - len(gone_by((*recorded, *changes)))
    if not 1 <= (contest.seats if seats is None else seats) < able:
        step = f"Give 1 to {able - 1}: {able} candidates can be elected."
        said = f"{contest.seats if seats is None else seats} seats"
        problems.append(Problem("--seats", 0, "out-of-range", said, step))
    problems += repeated(changes)
    for change in changes:
        problems += checked(change, field, window[1] if window else change.on)
    return problems


def _words(situation: Situation, changes: Sequence[Change], seats: int | None) -> tuple[str, ...]:
    names, bodies = names_of(situation), bodies_of(situation.record)
    said = [f"{c.words(names, bodies)} on {c.on}" for c in changes]
    if seats is not None:
        said.append(f"{seats} seats instead of {situation.contest.seats}")
    return tuple(said)


def _tipping(
    situation: Situation,
    world: World,
    share: Floats,
    changes: Sequence[Change],
    seats: int | None,
) -> tuple[Tipping | None, Grid | None]:
    """Where desertion turns the odds of the one candidate who loses support, the rest played."""
    losers = [c for c in changes if c.kind in ("withdraw", "replace")]
    if len(losers) != 1:
        return None, None
    for change in changes:
        if change is not losers[0]:
            share = situation.after(share, change)
    gone = gone_by((*situation.changes, *changes))
    if losers[0].candidate in gone:
        return None, None
    return tipping_point(situation, world, share, losers[0], seats=seats, gone=gone)


def read_changes(words: Mapping[str, Sequence[str]], on: date) -> tuple[Change, ...]:
    """Changes from the words of each kind; InputError lists every one that cannot be read."""
    changes: list[Change] = []
    problems: list[Problem] = []
    for kind, texts in words.items():
        for text in texts:
            try:
                changes.append(read_change(kind, text, on))
            except InputError as fault:
                problems += fault.problems
    refuse(problems)
    return tuple(changes)


def read_change(kind: str, text: str, on: date) -> Change:
    """A change from the command line's words.

    withdraw and endorse take BODY:CANDIDATE, replace takes CANDIDATE:SUCCESSOR, gone CANDIDATE.
    Raises InputError for another shape.
    """
    left, _, right = text.partition(":")
    if kind == "gone" and left and not right:
        return Change(kind, left, on)
    if kind in ("withdraw", "endorse") and left and right:
        return Change(kind, right, on, body=left)
    if kind == "replace" and left and right:
        return Change(kind, left, on, successor=right)
    shape = {"gone": "CANDIDATE", "replace": "CANDIDATE:SUCCESSOR"}.get(kind, "BODY:CANDIDATE")
    step = f"Write --{kind} {shape}, with ids as `hustings show` prints them."
    raise InputError(
        "the change cannot be read",
        [Problem(f"--{kind}", 0, "wrong-shape", f"{text!r} is not {shape}", step)],
    )
