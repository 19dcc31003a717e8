"""What a seat changes in a body, as a page: seats won, votes short, whose vote counts, why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hustings.bodies.answer import BodyAnswer, Drawn, SeatsWon
from hustings.report import body_bare as bare
from hustings.report import body_basis as basis
from hustings.report import body_figures as figures
from hustings.report import body_lean as lean
from hustings.report import body_parts as parts
from hustings.report import words
from hustings.report.blocks import KeyNumber, Provenance, sources, table
from hustings.report.body_room import room
from hustings.report.plain_page import PlainPage, Section

MOST_MAKEUPS = 4
SMALL = 0.005
"""Make-ups and numbers of seats less likely than this are left to JSON."""


def body_page(answer: BodyAnswer, *, command: str = "") -> PlainPage:
    """The page of a body; `command` is what makes the same one again."""
    empty = bare.is_bare(answer)
    sections = _bare(answer) if empty else _full(answer)
    return PlainPage(
        name=words.slug(f"body-{answer.body}"),
        kicker="A body",
        title=f"{'A body' if empty else 'What a seat changes'}: {answer.name}",
        dek=_dek(answer),
        headline=headline(answer),
        lead=tuple(bare.lead(answer) if empty else _lead(answer)),
        numbers=tuple(bare.numbers(answer) if empty else _numbers(answer)),
        sections=tuple(s for s in sections if s is not None),
        notes=answer.notes if empty else (*answer.notes, _independent(answer)),
        provenance=_provenance(answer, command),
    )


def _bare(answer: BodyAnswer) -> tuple[Section | None, ...]:
    """The page of a body of which no camp is recorded."""
    return (
        bare.to_add(answer),
        basis.reported(answer),
        basis.known(answer, bare.facts(answer)),
    )


def _full(answer: BodyAnswer) -> tuple[Section | None, ...]:
    return (
        _won(answer),
        _event(answer.drawn),
        lean.free(answer),
        parts.short(answer),
        basis.margin(answer),
        parts.motions(answer),
        parts.pivots(answer),
        parts.lost(answer),
        *room(answer),
        parts.rules(answer),
        basis.camps(answer),
        basis.known(answer),
        basis.power(answer),
    )


def _independent(answer: BodyAnswer) -> str:
    """Who votes on their own, and who does not."""
    if lean.is_guess(answer):
        return "Given their camp, and one lean for all who are free, members vote independently."
    if answer.unknown:
        return (
            "Free members lean together: one chance for all, every chance from 0 to 1 equally "
            "likely (assumed). Given that and their camp, members vote independently."
        )
    said = "Members vote independently of each other, given their camp."
    if lean.seats(answer):
        said += " Where free members move together, odds far from even come nearer to it."
    return said


def headline(answer: BodyAnswer) -> str:
    """The one sentence: what the last seat is worth, or whether the motion carries."""
    if bare.is_bare(answer):
        return bare.headline(answer)
    return worth_sentence(answer) or _plain(answer)


def _plain(answer: BodyAnswer) -> str:
    """Whether the motion carries, where no seats are compared."""
    motion = f"A motion {_motion(answer)}"
    if lean.is_guess(answer):
        return f"{motion}: {lean.even_if(answer)}."
    odds = answer.odds
    said = f"{motion} carries with {words.chances(odds.carry)}"
    if answer.casting and odds.cast >= SMALL:
        said += f", {words.hundredths(odds.cast)} of them by {answer.casting.who}'s casting vote"
    elif not answer.casting and odds.tie >= SMALL:
        said += f" and ties, so falls, in {words.hundredths(odds.tie)}"
    return f"{said}{lean.condition(answer)}."


def worth_sentence(answer: BodyAnswer) -> str:
    """`The ninth seat is worth +11 points: ...`; "" where no seats are compared."""
    rows = [row for row in _rows(answer) if row.worth is not None]
    if not rows:
        return ""
    top = rows[0]
    below = next(row for row in answer.won if row.seats == top.seats - 1)
    change = parts.points(below.carry, top.carry)
    ninth = f"The {words.ordinal(top.seats)} seat is worth {change}"
    if lean.is_guess(answer):
        return f"{ninth} to a motion {_motion(answer)}; {lean.even_if(answer)}."
    return (
        f"{ninth}: a motion "
        f"{_motion(answer)} carries with {words.chances(top.carry)} instead of "
        f"{words.hundredths(below.carry)}{lean.condition(answer)}."
    )


def _motion(answer: BodyAnswer) -> str:
    """Whose motion it is: `backed by left`, or only `opposed by right`."""
    sides = [c.camp for c in answer.camps if c.side == "for" and c.camp]
    against = [c.camp for c in answer.camps if c.side == "against" and c.camp]
    backed = words.listed(sides) or answer.focus
    return f"backed by {backed}" if backed else f"opposed by {words.listed(against)}"


def _dek(answer: BodyAnswer) -> str:
    day = f" As known on {words.day(answer.as_of)}." if answer.as_of else ""
    issue = f", issue “{answer.issue}”" if answer.issue else ""
    seats = f"{answer.seats} seats"
    if answer.decided_by:
        seats = f"{answer.deciding} of {answer.seats} seats decide ({', '.join(answer.decided_by)})"
    seats += bare.vacant(answer)
    shown = (k for k in answer.known if k.name == "attendance" and not bare.is_bare(answer))
    there = next(shown, None)
    attendance = f"; attendance {there.value} ({there.basis})" if there else ""
    return f"{seats}{issue}; {' and '.join(answer.majority)}{attendance}.{day}"


def _lead(answer: BodyAnswer) -> Iterable[str]:
    yield from lean.lead(answer)
    drawn, split = answer.drawn, parts.settled(answer)
    if split:
        yield split
    if drawn and not lean.is_guess(answer):
        yield (
            f"Over the forecast of {drawn.contest} it carries with "
            f"{words.chances(answer.odds.carry)}."
        )
    if drawn and drawn.before is not None and drawn.after is not None and drawn.on:
        change = parts.points(drawn.before.carry, drawn.after.carry)
        yield f"{words.day(drawn.on)}, {words.clause(drawn.event)}: {change} over the forecast."


def _numbers(answer: BodyAnswer) -> Iterable[KeyNumber]:
    if lean.is_guess(answer):
        yield from _guessed(answer)
    else:
        yield KeyNumber(words.odds(answer.odds.carry), "carries", lean.over(answer))
        yield _tied(answer)
    needs = answer.needs
    yield KeyNumber(
        parts.votes(needs.sure), "votes of the side for it", f"of {answer.deciding} seats"
    )
    if needs.spare is not None:
        yield KeyNumber(f"{needs.spare:,}", "can change sides", "before it falls, all there")
    else:
        yield KeyNumber(f"{needs.short:,}", "votes short", "when all are there")


def _guessed(answer: BodyAnswer) -> Iterable[KeyNumber]:
    """The seat's worth and the even point first: the level of the odds is mostly an assumption."""
    rows = [row for row in _rows(answer) if row.worth is not None]
    if rows:
        below = next(row for row in answer.won if row.seats == rows[0].seats - 1)
        worth = parts.points(below.carry, rows[0].carry)
        nth = words.ordinal(rows[0].seats)
        yield KeyNumber(worth, f"the {nth} seat", "averaged over every lean")
    won = f"with {lean.seats_shown(answer)} won" if answer.won else ""
    even = words.share(answer.even_lean or 0.0)
    yield KeyNumber(even, "of free votes for even odds", won)
    over = "over the forecast and every lean" if answer.drawn else "averaged over every lean"
    yield KeyNumber(words.odds(answer.odds.carry), "carries", f"{over} (assumed)")


def _tied(answer: BodyAnswer) -> KeyNumber:
    """The part of ties: of what carries where somebody has a casting vote, else of what falls."""
    if answer.casting:
        said = "of it by the casting vote"
        return KeyNumber(parts.some(answer.odds.cast), said, f"of {answer.casting.who}")
    return KeyNumber(parts.some(answer.odds.tie), "ties", "and so falls")


def _rows(answer: BodyAnswer) -> list[SeatsWon]:
    """Numbers of seats worth showing."""
    return [r for r in answer.won if r.chance is None or r.chance >= SMALL]


def _won(answer: BodyAnswer) -> Section | None:
    rows = _rows(answer)
    if not rows:
        return None
    chances = any(row.chance is not None for row in rows)
    heads = [
        f"{words.capital(answer.focus)} wins",
        ">Seats",
        *parts.outcome_heads(answer),
        ">Worth",
    ]
    said = " Chance: of that number." if chances else ""
    shown = table(
        "seats-won",
        "Seats won",
        [*heads, *([">Chance"] if chances else [])],
        [_won_row(answer, row, chances) for row in rows],
        note=f"Seats: of the side for it, in all. Worth: against one seat fewer.{said}",
    )
    place = f" of {answer.contested!r}" if answer.drawn else ""
    stands = f"All below stands on the likeliest make-up{place}: {answer.makeup}."
    drawn = (_makeups(answer.drawn),) if answer.drawn else ()
    drawing = (figures.won(rows),) if len(rows) > 1 else ()
    return Section("Seats won", (*drawn, stands), (shown,), drawing)


def _won_row(answer: BodyAnswer, row: SeatsWon, chances: bool) -> list[str]:
    worth = "–" if row.worth is None else parts.points(row.carry - row.worth, row.carry)
    shown = [str(row.seats), f"{parts.votes(row.side)}/{answer.deciding}"]
    shown += [*parts.outcome(answer, row), worth]
    return [*shown, words.odds(row.chance or 0.0)] if chances else shown


def _makeups(drawn: Drawn) -> str:
    """The likeliest make-ups and the mean, in a sentence."""
    rows = [m for m in drawn.makeups if m[1] >= SMALL][:MOST_MAKEUPS]
    listed = "; ".join(f"{said} ({words.odds(p)})" for said, p, _ in rows)
    return f"In {drawn.draws:,} draws: {listed}. Expected: {_expected(drawn)}."


def _expected(drawn: Drawn) -> str:
    return ", ".join(f"{camp or 'free'} {seats:.1f}" for camp, seats in drawn.expected.items())


def _event(drawn: Drawn | None) -> Section | None:
    if drawn is None or drawn.before is None or drawn.after is None or drawn.on is None:
        return None
    assert drawn.changes is not None
    before, after = drawn.before.carry, drawn.after.carry
    return Section(
        f"What {words.day(drawn.on)} changed",
        (
            words.sentence(drawn.event),
            f"It changes who takes the seats of {drawn.section!r} by camp in "
            f"{words.hundredths(drawn.changes)} draws in 100.",
            f"It carries with {parts.percent(before)} before and {parts.percent(after)} after: "
            f"{parts.points(before, after)}, over the same draws, so not by luck.",
        ),
        sources=sources(drawn.source),
    )


def _provenance(answer: BodyAnswer, command: str) -> Provenance:
    facts: Sequence[tuple[str, str]] = ()
    cite = f"hustings {answer.version}, body {answer.body}"
    if answer.issue:
        cite += f", issue {answer.issue}"
    if answer.as_of:
        cite += f", as known on {words.day(answer.as_of)}"
    if answer.drawn:
        cite += f", {answer.drawn.draws:,} draws, seed {answer.drawn.seed}"
    if answer.data_sha256:
        cite += f", data {answer.data_sha256[:12]}"
        facts = (("data", answer.data_sha256),)
    return Provenance(f"{cite}.", tuple(facts), command)
