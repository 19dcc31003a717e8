"""Seats still to be won: a body by how many of them its camp wins, and by how free seats lean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from hustings.bodies import influence
from hustings.bodies.answer import Drawn, SeatsWon
from hustings.bodies.division import Odds, decide
from hustings.bodies.mixture import Composition, Worth, mean, seated
from hustings.model.voting import VOTES, Assembly, Contested, Member, Seating, chances

RARE = 0.01
"""A number of seats less likely than this over a forecast rests on too few draws to be compared."""
FREE = tuple(Fraction(n, 20) for n in range(21))
"""Leans that are looked at, from nobody for to everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A seating with all that is asked of it.

    `worth` is the body averaged over a forecast of the contested seats, `drawn` says of which.
    """

    body: str
    seating: Seating
    as_of: date | None = None
    focus: str = ""
    without: tuple[str, ...] = ()
    worth: Worth | None = None
    drawn: Drawn | None = None
    data_sha256: str = ""


def by_seats_won(question: Question) -> tuple[tuple[SeatsWon, ...], Assembly]:
    """A row a number of seats won, highest first; and the body with its most likely make-up."""
    asked, assembly = question.seating.contested, question.seating.assembly
    if asked is None:
        return (), assembly
    chances: Mapping[int, float]
    if question.worth:
        found = question.worth.by_seats(asked.camp)
        chances = {n: share for n, (share, _) in found.items()}
        likely = max(question.worth.parts, key=lambda part: part[1])[0]
    else:
        found = {}
        chances = dict(zip(asked.won, map(float, asked.chances)))
        best = max(asked.won, key=lambda n: (chances.get(n, 0.0), n))
        likely = makeup(asked, best)
    wanted = asked.won or tuple(found)
    odds = {n: found[n][1] if n in found else _if_won(assembly, asked, n) for n in wanted}
    rows = tuple(
        SeatsWon(
            seats=n,
            side=_side(filled(assembly, asked, makeup(asked, n))),
            carry=odds[n].carry,
            tie=odds[n].tie,
            cast=odds[n].cast,
            worth=_worth(odds, n, chances if question.worth else {}),
            chance=chances.get(n) if chances else None,
        )
        for n in sorted(wanted, reverse=True)
    )
    return rows, filled(assembly, asked, likely)


def _worth(odds: Mapping[int, Odds], won: int, drawn: Mapping[int, float]) -> float | None:
    """What a seat adds to P(carry); None without odds of one fewer, or where either is rare."""
    if won - 1 not in odds or any(drawn.get(n, 1.0) < RARE for n in (won, won - 1)):
        return None
    return float(odds[won].carry - odds[won - 1].carry)


def makeup(asked: Contested, won: int) -> Composition:
    """The contested section when its camp wins so many seats and one other has the rest."""
    both = ((asked.camp, won), (asked.otherwise, asked.seats - won))
    return tuple((camp, seats) for camp, seats in sorted(both) if seats)


def filled(assembly: Assembly, asked: Contested, composition: Composition) -> Assembly:
    """The assembly with the contested seats so filled."""
    like = Member(name="", section=asked.section, named=False)
    return seated(assembly, asked.section, composition, like)


def _if_won(assembly: Assembly, asked: Contested, won: int) -> Odds:
    return decide(filled(assembly, asked, makeup(asked, won)))


def mean_won(base: Odds, seating: Seating) -> Odds:
    """The odds of the body as shown, or their mean where a file gives chances of each number."""
    asked = seating.contested
    if asked is None or not asked.chances:
        return base
    chances = dict(zip(asked.won, map(float, asked.chances)))
    return mean([(chances[n], _if_won(seating.assembly, asked, n)) for n in asked.won])


def _side(assembly: Assembly) -> Fraction:
    """The votes of the camps for the motion, of those who can vote."""
    return sum(
        (
            m.weight
            for m in assembly.deciding()
            if m.state == VOTES and assembly.side(m.camp) == "for" and not assembly.casts_only(m)
        ),
        Fraction(0),
    )


def shown_makeup(question: Question, assembly: Assembly) -> str:
    """The make-up of the contested seats that the tables below the first stand on."""
    asked = question.seating.contested
    if asked is None:
        return ""
    seats = [m.camp for m in assembly.members if m.section == asked.section]
    return ", ".join(f"{seats.count(c)} {c or 'free'}" for c in sorted({*seats}))


def free_leans(
    assembly: Assembly, question: Question, won: Sequence[SeatsWon]
) -> tuple[influence.FreeLean, ...]:
    """From all against to all for; nothing where nobody's lean is open to question."""
    unknown = influence.leaning(assembly, None)
    if not any(chances(unknown, m).open for m in assembly.deciding()):
        return ()
    own = assembly.conduct.free
    leans = (*FREE, None) if own is None else sorted({*FREE, own})
    found = influence.free_leans(assembly, leans)
    asked = question.seating.contested
    top = next((row.seats for row in won if row.worth is not None), None)
    if asked is None or top is None:
        return found
    high, low = (_makeups(question, asked, n) for n in (top, top - 1))
    made = []
    for lean in found:
        moved = influence.leaning(assembly, lean.yes)
        both = [
            mean([(share, decide(filled(moved, asked, part))) for part, share in parts]).carry
            for parts in (high, low)
        ]
        made.append(replace(lean, worth=both[0] - both[1]))
    return tuple(made)


def _makeups(question: Question, asked: Contested, won: int) -> list[tuple[Composition, float]]:
    """Make-ups with so many seats of the camp, by their share of the draws; else the plain one."""
    parts = question.worth.parts if question.worth else ()
    drawn = [(part, share) for part, share, _ in parts if dict(part).get(asked.camp, 0) == won]
    return drawn or [(makeup(asked, won), 1.0)]
