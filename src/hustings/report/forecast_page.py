"""A forecast as a page: every sentence and number that text, HTML and web show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hustings.report import headline as lead_in
from hustings.report import parts, words
from hustings.report.blocks import KeyNumber, Provenance, Source, Stated, Table, Term, table
from hustings.report.blocks import sources as read_sources
from hustings.report.board import Board, BoardRow, board
from hustings.report.parts import CurveBlock, GridBlock, Ladder
from hustings.report.track import Track, track
from hustings.scenario.results import Forecast, Moved, Spread, Step, WorldOdds

NEAR = 6
"""Worlds and events show the candidates whose seat is most in doubt, at most so many."""

PUBLISHED = "published"
WORLDS_NOTE = (
    "Expert expectations are shown as worlds of their own; they are never averaged into the "
    "published odds."
)


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A candidate's odds before and after."""

    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class EventBlock:
    """One event in mid-ballot and what it moved."""

    title: str
    on: date
    text: str
    sentence: str
    rows: tuple[MovedRow, ...]
    sources: tuple[Source, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class WorldRow:
    """One world's odds for the candidates of the block, in their order."""

    title: str
    meaning: str
    sources: tuple[Source, ...]
    assumed: bool
    odds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WorldsBlock:
    """Worlds side by side; the first row is what is published."""

    sentence: str
    note: str
    candidates: tuple[str, ...]
    rows: tuple[WorldRow, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class ForecastPage:
    """Everything a forecast has to say, ready to print."""

    name: str
    title: str
    organisation: str
    dek: str
    headline: str
    lead: tuple[str, ...]
    numbers: tuple[KeyNumber, ...]
    doubts: tuple[str, ...]
    board: Board
    ladder: Ladder
    headroom: Table
    events: tuple[EventBlock, ...]
    curve: CurveBlock | None
    grid: GridBlock | None
    worlds: WorldsBlock | None
    track: Track | None
    assumptions: tuple[Stated, ...]
    health: tuple[tuple[str, str], ...]
    provenance: Provenance
    glossary: tuple[Term, ...]


def forecast_page(f: Forecast, *, command: str = "") -> ForecastPage:
    """The page of a forecast; `command` is what makes the same forecast again."""
    made = board(f.candidates, f.seats, focus=f.focus, before=_before(f))
    ladder = parts.ladder(f.last_seat, f.first_out, f.names(), f.seats)
    worlds = _worlds(f, made.everyone)
    record = track(f.track)
    return ForecastPage(
        name=words.slug(f"{f.contest}-{f.as_of}"),
        title=f.label,
        organisation=f.organisation,
        dek=_dek(f),
        headline=lead_in.headline(f, made.everyone),
        lead=_lead(f, made, ladder),
        numbers=_numbers(f, made.everyone, ladder),
        doubts=_doubts(f, worlds, record),
        board=made,
        ladder=ladder,
        headroom=_headroom(f, made.everyone),
        events=tuple(_event(f, step, made.everyone) for step in by_day(f.steps)),
        curve=parts.curve_block(f.curve, f.as_of, [(s.on, s.cast) for s in by_day(f.steps)]),
        grid=parts.grid_block(f.grid, f.names()),
        worlds=worlds,
        track=record,
        assumptions=parts.stated(f.assumptions),
        health=tuple((k.replace("_", " "), words.figure(v)) for k, v in f.health.items()),
        provenance=_provenance(f, command),
        glossary=parts.GLOSSARY,
    )


def _before(f: Forecast) -> dict[str, float]:
    """Everyone's odds before the first event; empty when there was none."""
    known = {m.id: m.before for step in reversed(by_day(f.steps)) for m in step.moved}
    own = next((w for w in f.worlds if w.name == PUBLISHED), None)
    return {**own.p_seat_before, **known} if own and known else known


def by_day(steps: Sequence[Step]) -> list[Step]:
    """Events in the order they happened."""
    return sorted(steps, key=lambda s: s.on)


def provenance_facts(
    record: str, contest: str, as_of: date, seed: int, draws: int, sha: str, version: str
) -> tuple[tuple[str, str], ...]:
    """What to cite: record, day, luck, data and version."""
    return (
        ("Record", f"{record}, contest {contest}" if contest else record),
        ("As known on", words.day(as_of)),
        ("Seed and draws", f"{seed} and {draws:,}"),
        ("Data (SHA-256)", sha),
        ("Version", f"hustings {version}"),
    )


def interval(s: Spread) -> str:
    """`34 % (80 % interval 20–50 %)`."""
    return f"{words.share(s.median)} (80 % interval {words.shares(s.p10, s.p90)})"


def in_doubt(rows: Sequence[BoardRow], extra: Sequence[Sequence[float]]) -> list[int]:
    """Which rows are nearest the line in any of the columns; the focus is always among them."""
    open_ = [
        (not row.focus, -max(p * (1 - p) for p in (row.p, *others)), i)
        for i, (row, others) in enumerate(zip(rows, extra, strict=True))
    ]
    return sorted(i for _, _, i in sorted(open_)[:NEAR])


def _dek(f: Forecast) -> str:
    phrase = f", {parts.window_phrase(f.curve.opened, f.curve.closed, f.as_of)}" if f.curve else ""
    return (
        f"As known on {words.day(f.as_of)}{phrase}. {words.capital(words.counted(f.seats, 'seat'))}"
        f", {words.counted(len(f.candidates), 'candidate')}, {f.rule.replace('-', ' ')}, up to "
        f"{words.counted(f.max_votes, 'vote')} each."
    )


def _lead(f: Forecast, made: Board, ladder: Ladder) -> tuple[str, ...]:
    room = f.headroom.get(f.focus)
    sentences = [
        lead_in.room(f.names().get(f.focus, f.focus), room, bool(f.steps)) if room else "",
        _turning(f),
        ladder.sentence,
        lead_in.seats_of_slates(made.everyone, made.slates, f.seats),
    ]
    return tuple(s for s in sentences if s)


def _turning(f: Forecast) -> str:
    """The tipping point, which counts from before the last event, unlike the headroom."""
    if f.tipping is None or not f.tipping.text:
        return ""
    if not f.steps:
        return words.sentence(f.tipping.text)
    said = words.sentence(f.tipping.text)
    return f"Counted from before the event: {words.clause(said)}."


def _numbers(f: Forecast, rows: Sequence[BoardRow], ladder: Ladder) -> tuple[KeyNumber, ...]:
    numbers = []
    focus = next((row for row in rows if row.focus), None)
    if focus:
        moves = lead_in.focus_moves(f)
        was = f"{words.odds(moves[0][1].before)} before" if moves else f"ranked {focus.rank}"
        numbers.append(KeyNumber(words.odds(focus.p), f"{focus.name}: odds of a seat", was))
    room = f.headroom.get(f.focus)
    if room:
        label = "votes to lose before even odds"
        if room.votes_lost_to_even < 0:
            label = "votes missing for even odds"
        detail = f"{words.share(abs(room.share_lost_to_even))} of them, at any turnout"
        numbers.append(KeyNumber(words.about(abs(room.votes_lost_to_even)), label, detail))
    if ladder.out:
        first = ladder.out[0]
        nth = words.ordinal(f.seats + 1)
        numbers.append(KeyNumber(words.odds(first.p), f"{first.name} finishes {nth}", "first out"))
    return tuple(numbers)


def _doubts(f: Forecast, worlds: WorldsBlock | None, record: Track | None) -> tuple[str, ...]:
    doubts = [worlds.sentence] if worlds else []
    for step in by_day(f.steps)[-1:]:
        doubts.append(
            f"How much was already in on {words.short_day(step.on)} is itself an estimate: "
            f"{interval(step.cast)}."
        )
    if record:
        doubts.append(record.caution)
    return tuple(doubts)


def _headroom(f: Forecast, rows: Sequence[BoardRow]) -> Table:
    known = [row for row in rows if row.id in f.headroom]
    near = sorted(known, key=lambda r: (not r.focus, abs(f.headroom[r.id].share_lost_to_even)))
    shown = sorted(near[:4], key=lambda r: r.rank)
    return table(
        "headroom",
        "Headroom: votes to lose, or missing (−), for even odds",
        ["Candidate", ">Seat", ">Votes", ">Of own votes", ">Of those still to come"],
        [_headroom_cells(f, row) for row in shown],
        strong=[i for i, row in enumerate(shown) if row.focus],
    )


def _headroom_cells(f: Forecast, row: BoardRow) -> list[str]:
    h = f.headroom[row.id]
    later = "–" if h.votes_lost_to_even < 0 else "more than all"
    if h.share_of_later is not None and 0 <= h.share_of_later <= 1:
        later = words.share(h.share_of_later)
    return [
        row.name,
        words.odds(row.p),
        f"{round(words.rounded(h.votes_lost_to_even, 2)):,}".replace("-", "−"),
        words.share(h.share_lost_to_even),
        later,
    ]


def _event(f: Forecast, step: Step, rows: Sequence[BoardRow]) -> EventBlock:
    names = f.names()
    focus = {f.focus, step.candidate_id}

    def weight(m: Moved) -> tuple[bool, float]:
        return (m.id not in focus, -abs(m.after - m.before))

    rank = {row.id: row.rank for row in rows}
    seen = [m for m in step.moved if m.id in focus or words.whole(m.after) != words.whole(m.before)]
    kept = sorted(sorted(seen, key=weight)[:NEAR], key=lambda m: rank.get(m.id, 0))
    shown = tuple(MovedRow(names.get(m.id, m.id), m.before, m.after) for m in kept)
    made = table(
        f"event-{step.on}",
        f"Odds of a seat before and after {words.day(step.on)}",
        ["Candidate", ">Before", ">After", ">Points"],
        [
            [r.name, words.odds(r.before), words.odds(r.after), words.points(r.before, r.after)]
            for r in shown
        ],
        strong=[i for i, m in enumerate(kept) if m.id in focus],
    )
    return EventBlock(
        title=f"{words.day(step.on)}, day {step.day}",
        on=step.on,
        text=words.sentence(step.text),
        sentence=_event_sentence(step, names),
        rows=shown,
        sources=read_sources(step.source),
        table=made,
    )


def _event_sentence(step: Step, names: dict[str, str]) -> str:
    name = names.get(step.candidate_id, step.candidate_id) or "those concerned"
    gains = step.loss.median < 0
    return (
        f"By then about {interval(step.cast)} of the ballots were in. It is expected to "
        f"{'bring' if gains else 'cost'} {name} {interval(turned(step.loss))} of all votes "
        "otherwise won."
    )


def turned(s: Spread) -> Spread:
    """A loss or a gain by its size."""
    return Spread(*sorted(abs(x) for x in (s.p05, s.p10, s.median, s.p90, s.p95)))


def _worlds(f: Forecast, rows: Sequence[BoardRow]) -> WorldsBlock | None:
    if not any(w.name != PUBLISHED for w in f.worlds):
        return None
    picked = [rows[i] for i in in_doubt(rows, [_in_worlds(f.worlds, row) for row in rows])]
    published = WorldRow("Published", _title_of(f), (), False, tuple(row.p for row in picked))
    others = [
        WorldRow(
            words.human(w.name),
            _meaning(w),
            read_sources(w.source),
            w.assumed,
            tuple(w.p_seat.get(row.id, 0.0) for row in picked),
        )
        for w in f.worlds
        if w.name != PUBLISHED
    ]
    shown = (published, *others)
    made = table(
        "worlds",
        "Odds of a seat in each world",
        ["World", *(f">{row.name}" for row in picked)],
        [[_world_title(r), *(words.odds(p) for p in r.odds)] for r in shown],
        note=_world_notes(shown),
        strong=[0],
    )
    names = tuple(row.name for row in picked)
    return WorldsBlock(_worlds_sentence(picked, others), WORLDS_NOTE, names, shown, made)


def _in_worlds(worlds: Sequence[WorldOdds], row: BoardRow) -> list[float]:
    return [world.p_seat.get(row.id, 0.0) for world in worlds]


def _world_title(row: WorldRow) -> str:
    return f"{row.title} *" if row.assumed else row.title


def _title_of(f: Forecast) -> str:
    return next((_meaning(w) for w in f.worlds if w.name == PUBLISHED), "")


def _meaning(w: WorldOdds) -> str:
    """The world's title without its own name in front."""
    title = words.tidy(w.title)
    own = w.name.replace("-", " ")
    for start in (f"the {own}:", f"{own}:"):
        if title.lower().startswith(start):
            return title[len(start) :].strip()
    return title


def _world_notes(rows: Sequence[WorldRow]) -> str:
    """What each world is, then what the star means."""
    said = [f"{row.title}: {row.meaning}" for row in rows if row.meaning]
    star = "* its figures are our reading of words, or assumed"
    return ". ".join([*said, *([star] if any(row.assumed for row in rows) else [])]) + "."


def _worlds_sentence(picked: Sequence[BoardRow], rows: Sequence[WorldRow]) -> str:
    at = next((i for i, row in enumerate(picked) if row.focus), None)
    if at is None:
        at = min(range(len(picked)), key=lambda i: abs(picked[i].p - 0.5))
    low = min(rows, key=lambda r: r.odds[at])
    high = max(rows, key=lambda r: r.odds[at])
    name = picked[at].name
    if words.odds(low.odds[at]) == words.odds(high.odds[at]):
        return f"In every world {name} has odds of {words.odds(low.odds[at])}."
    return (
        f"Across {words.counted(len(rows), 'world')} the odds of {name} run from "
        f"{words.odds(low.odds[at])} (“{low.title}”) to {words.odds(high.odds[at])} "
        f"(“{high.title}”)."
    )


def _provenance(f: Forecast, command: str) -> Provenance:
    cite = (
        f"hustings {f.version}, forecast of {f.label} as known on {words.day(f.as_of)}, record "
        f"{f.record}, data {f.data_sha256[:12]}, seed {f.seed}, {f.draws:,} draws."
    )
    facts = provenance_facts(
        f.record, f.contest, f.as_of, f.seed, f.draws, f.data_sha256, f.version
    )
    return Provenance(cite, facts, command)
