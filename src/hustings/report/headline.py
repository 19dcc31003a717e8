"""The sentences that lead a page, written from the numbers and true of any record."""

from __future__ import annotations

from hustings.report import words
from hustings.report.board import BoardRow, expected_seats
from hustings.scenario.results import Forecast, Headroom, Moved, Step

SHORT_CLAUSE = 60


def headline(f: Forecast, rows: tuple[BoardRow, ...]) -> str:
    """The answer in one sentence: the focus candidate's odds, or where the line falls."""
    focus = next((row for row in rows if row.focus), None)
    if focus is None:
        return line_falls(rows, f.seats)
    moved = focus_moves(f)
    return f"{holds(focus)}{since(moved[0], focus.p, focus.name, len(moved)) if moved else ''}."


def holds(row: BoardRow) -> str:
    """`Ada Quill holds a seat with 84 chances in 100`."""
    return f"{row.name} {'holds' if row.seated else 'gets'} a seat with {words.chances(row.p)}"


def since(first: tuple[Step, Moved], now: float, name: str, events: int = 1) -> str:
    """`, down from 97 before Momentum withdrew its endorsement on 1 August`."""
    step, moved = first
    before, after = words.hundredths(moved.before), words.hundredths(now)
    if before == after:
        how = f", as before {when(step, name)}"
    else:
        way = "down" if now < moved.before else "up"
        how = f", {way} from {before} before {when(step, name)}"
    return how if events == 1 else f"{how}, the first of {words.counted(events, 'event')}"


def when(step: Step, name: str) -> str:
    """What happened and on which day, without repeating the candidate's name."""
    what = words.past(words.clause(step.text))
    for link in (" of ", " from ", " for "):
        what = what.removesuffix(f"{link}{name}")
    on = words.short_day(step.on)
    return f"{what} on {on}" if len(what) <= SHORT_CLAUSE else f"{on}, when {what}"


def focus_moves(f: Forecast) -> list[tuple[Step, Moved]]:
    """The events that have a before and after for the focus candidate, in order."""
    steps = sorted(f.steps, key=lambda s: s.on)
    return [(step, moved) for step in steps for moved in step.moved if moved.id == f.focus]


def line_falls(rows: tuple[BoardRow, ...], seats: int) -> str:
    """Where the last seat lies when nobody is asked about in particular."""
    if len(rows) <= seats:
        return f"All {words.counted(len(rows), 'candidate')} take a seat: nobody is left over."
    last, out = rows[seats - 1], rows[seats]
    return (
        f"The last of the {words.counted(seats, 'seat')} lies between {last.name} "
        f"({words.chances(last.p)}) and {out.name} ({words.hundredths(out.p)})."
    )


def room(name: str, h: Headroom, after_event: bool) -> str:
    """What the candidate can lose before even odds, or what is missing to reach them."""
    count, own = words.about(abs(h.votes_lost_to_even)), words.share(abs(h.share_lost_to_even))
    if h.votes_lost_to_even < 0:
        return f"{name} needs about {count} more votes for even odds, or {own} more at any turnout."
    more = "more votes" if after_event else "votes"
    return (
        f"{name} can lose about {count} {more}, or {own} of them at any turnout, before the odds "
        f"are even: {of_later(h)}."
    )


def of_later(h: Headroom) -> str:
    """The loss as a fraction of the candidate's votes still to come."""
    if h.share_of_later is None or h.share_of_later > 1:
        return "more than all of those still to come"
    return f"about {words.one_in(h.share_of_later)} of those still to come"


def seats_of_slates(rows: tuple[BoardRow, ...], order: tuple[str, ...], seats: int) -> str:
    """Expected seats of each slate."""
    return f"Expected seats of {seats}: {expected_seats(rows, order)}."
