"""What a body's page says of free seats: how they lean, or that nobody knows, and what it does."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import gcd

from hustings.bodies.answer import BodyAnswer
from hustings.bodies.influence import FreeLean
from hustings.model.voting import percent as share
from hustings.report import body_figures as figures
from hustings.report import words
from hustings.report.blocks import table
from hustings.report.body_parts import LITTLE, outcome, outcome_heads, points
from hustings.report.plain_page import Section

SHOWN = tuple(Fraction(n, 100) for n in (20, 35, 50, 65, 80))
"""Leans in the table; the chart and JSON have more."""
ROUND = tuple((k, n) for n in range(2, 6) for k in range(1, n) if gcd(k, n) == 1)
TITLE = "How free seats lean"


def condition(answer: BodyAnswer) -> str:
    """What the odds of a headline rest on, where a quarter of the votes or more are free."""
    if not weighs(answer):
        return ""
    free = sum(c.seats for c in answer.camps if c.side == "free" and c.yes is None)
    if answer.unknown:
        return (
            f". How the {_they_lean(answer.unknown)} is not known: these odds are averaged over "
            "every lean"
        )
    return f", if the {_so_many(free)} are for it by a chance of {_held(answer)}"


def weighs(answer: BodyAnswer) -> bool:
    """True where a quarter of the votes or more are free, and much hangs on how they lean."""
    free = sum(c.seats for c in answer.camps if c.side == "free" and c.yes is None)
    return 4 * free >= answer.deciding and matters(answer)


def is_guess(answer: BodyAnswer) -> bool:
    """True where the level of the odds is mostly the assumption that every lean is as likely."""
    return answer.unknown > 0 and answer.even_lean is not None and weighs(answer)


def even_if(answer: BodyAnswer) -> str:
    """`the odds are even if one free member in four backs it`, at the make-up shown."""
    assert answer.even_lean is not None
    won = f"with {seats_shown(answer)} won " if answer.won else ""
    return f"{won}the odds are even if {_of_free(answer.even_lean)} it"


def seats_shown(answer: BodyAnswer) -> str:
    """How many contested seats the camp has in the make-up shown: `nine`."""
    return words.number(
        sum(m.section == answer.contested and m.camp == answer.focus for m in answer.members)
    )


def _of_free(lean: float) -> str:
    """`one free member in four backs`; `37 % of the free members back`."""
    for many, of in ROUND:
        if abs(lean - many / of) < 0.015:
            verb = "backs" if many == 1 else "back"
            members = "member" if many == 1 else "members"
            return f"{words.number(many)} free {members} in {words.number(of)} {verb}"
    return f"{words.share(lean)} of the free members back"


def levels(answer: BodyAnswer) -> str:
    """The odds averaged over every lean, each with what it is about."""
    rows = [r for r in answer.won if r.worth is not None]
    found = []
    if rows:
        below = next(r for r in answer.won if r.seats == rows[0].seats - 1)
        found.append(f"{words.hundredths(rows[0].carry)} if {words.number(rows[0].seats)} are won")
        found.append(f"{words.hundredths(below.carry)} if {words.number(below.seats)}")
    if answer.drawn:
        found.append(f"{words.hundredths(answer.odds.carry)} over the forecast")
    if not found:
        found = [words.hundredths(answer.odds.carry)]
    return (
        f"How the {_they_lean(answer.unknown)} is not known. Averaged over every lean, each taken "
        f"to be as likely (assumed), it carries in 100 votes: {', '.join(found)}."
    )


def _by_lean(answer: BodyAnswer) -> str:
    """`With nine won: 29 in 100 if one free member in five is for it, ...`."""
    found = {f.yes: words.hundredths(f.odds.carry) for f in answer.free_leans}
    low, half, high = (found[Fraction(n, 10)] for n in (2, 5, 8))
    rest = (
        f"{half} if half are or more"
        if half == high
        else f"{half} if half are, {high} if four in five are"
    )
    said = f"{low} in 100 if one free member in five is for it, {rest}"
    return f"With {seats_shown(answer)} won: {said}." if answer.won else f"{words.capital(said)}."


def lead(answer: BodyAnswer) -> Iterable[str]:
    """What is known of how free seats lean, and how much hangs on it."""
    if is_guess(answer):
        yield levels(answer)
        yield _by_lean(answer)
        return
    own = sum(c.seats for c in answer.camps if c.yes is not None)
    general = seats(answer) - own
    if own:
        yield f"{_free_of(own, answer)}, each with a chance of its camp's own to vote for it."
    if general and not answer.unknown:
        yield f"{_free_of(general, answer)}, each with a chance of {_held(answer)} to vote for it."
    if answer.free_leans and not matters(answer):
        yield _either_way(answer)
    elif answer.free_leans:
        if answer.unknown:
            yield _assumed(answer)
        yield f"{_hangs(answer)}{_even(answer)}"


def _free_of(free: int, answer: BodyAnswer) -> str:
    """`Five of 39 seats are free`."""
    be = "is" if free == 1 else "are"
    return f"{words.capital(words.number(free))} of {answer.deciding} seats {be} free"


def _either_way(answer: BodyAnswer) -> str:
    """That it changes little or nothing how free seats lean."""
    found = [f.odds.carry for f in answer.free_leans]
    low, high = words.hundredths(min(found)), words.chances(max(found))
    odds = high if high.startswith(f"{low} ") else f"{low} to {high}"
    whose = _they_lean(answer.unknown or seats(answer))
    return f"However the {whose}, it carries with {odds}."


def _assumed(answer: BodyAnswer) -> str:
    """How an unknown lean is dealt with, once the headline has said that it is."""
    if condition(answer):
        return "Assumed: free seats lean together, every lean equally likely."
    return (
        f"How the {_they_lean(answer.unknown)} is not known: averaged over every lean, together "
        "(assumed)."
    )


def _hangs(answer: BodyAnswer) -> str:
    """The odds at a low lean, a half and a high one, as far as they differ."""
    found = {f.yes: words.hundredths(f.odds.carry) for f in answer.free_leans}
    half, high = (found[Fraction(n, 10)] for n in (5, 8))
    low = words.chances(next(f.odds.carry for f in answer.free_leans if f.yes == Fraction(1, 5)))
    said = f"If one in five of them is for it, it carries with {low}"
    if half == high:
        return f"{said}; if half are or more, {half}."
    return f"{said}; if half are, {half}; if four in five are, {high}."


def _even(answer: BodyAnswer) -> str:
    return (
        ""
        if answer.even_lean is None
        else f" The odds are even at {words.share(answer.even_lean)}."
    )


def over(answer: BodyAnswer) -> str:
    """What the odds in all are averaged over."""
    found = ["the forecast"] if answer.drawn else []
    if answer.unknown and matters(answer):
        found.append(f"every lean of {_so_many(answer.unknown)}")
    return f"averaged over {words.listed(found)}" if found else ""


def seats(answer: BodyAnswer) -> int:
    """Free members who can vote."""
    return sum(c.seats for c in answer.camps if c.side == "free")


def matters(answer: BodyAnswer) -> bool:
    """True where the odds differ by more than a little by how free seats lean."""
    found = [f.odds.carry for f in answer.free_leans]
    return bool(found) and words.whole(max(found)) - words.whole(min(found)) > LITTLE


def _they_lean(free: int) -> str:
    """`three free seats lean`."""
    return f"{_so_many(free)} {'leans' if free == 1 else 'lean'}"


def _so_many(free: int) -> str:
    return f"{words.number(free)} free {'seat' if free == 1 else 'seats'}"


def _held(answer: BodyAnswer) -> str:
    """`50 % (set)`."""
    known = next((k for k in answer.known if k.name == "free"), None)
    basis = f" ({known.basis})" if known else ""
    return f"{words.share(answer.free or 0.0)}{basis}"


def table_rows(answer: BodyAnswer) -> list[FreeLean]:
    """The leans of the table: round ones, the one in use, and the average over all."""
    own = {*SHOWN} | (
        {Fraction(answer.free).limit_denominator(10**6)} if answer.free is not None else set()
    )
    found = [f for f in answer.free_leans if f.yes is None or f.yes in own]
    return [f for k, f in enumerate(found) if not _repeats(found, k)]


def _repeats(found: list[FreeLean], k: int) -> bool:
    """True for a row that is all but certain after one that is."""
    sure = [f.yes is not None and f.odds.carry > 0.999 for f in found]
    return k > 0 and sure[k] and sure[k - 1]


def _note(answer: BodyAnswer, nth: str) -> str:
    """What stands in the table, and at which make-up."""
    if not nth:
        return ""
    said = f"With {seats_shown(answer)} won. {nth} seat: what it is worth at that lean."
    last = [f.yes for f in table_rows(answer) if f.yes is not None]
    more = f" Above {share(last[-1])}: as good as sure." if last and last[-1] < SHOWN[-1] else ""
    return f"{said}{more}"


def free(answer: BodyAnswer) -> Section | None:
    """Odds by how free members lean; None where that changes nothing, or nobody is free."""
    if not answer.free_leans or not matters(answer):
        return None
    top = next((r.seats for r in answer.won if r.worth is not None), None)
    nth = (
        words.capital(words.ordinal(top)) if top and answer.free_leans[0].worth is not None else ""
    )
    shown = table(
        "free",
        TITLE,
        [
            "Chance of a free vote for it",
            *outcome_heads(answer),
            *([f">{nth} seat"] if nth else []),
        ],
        [
            [
                "not known: the average" if f.yes is None else share(f.yes),
                *outcome(answer, f.odds),
                *([points(0.0, f.worth)] if nth and f.worth is not None else []),
            ]
            for f in table_rows(answer)
        ],
        note=_note(answer, nth),
    )
    return Section(TITLE, (), (shown,), (figures.by_lean(answer),))
