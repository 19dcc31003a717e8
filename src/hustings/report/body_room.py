"""How loyal and how full a room a motion needs: discipline by attendance, and who turns up."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hustings.bodies.answer import BodyAnswer
from hustings.model.voting import percent as share
from hustings.report import body_figures as figures
from hustings.report import words
from hustings.report.blocks import table
from hustings.report.body_parts import LITTLE, filled, outcome, outcome_heads, some
from hustings.report.plain_page import Section

TITLE, TURN_UP = "Discipline and attendance", "Who turns up"


def room(answer: BodyAnswer) -> Iterable[Section]:
    """Both parts; one where both fit a sentence."""
    loyal, turn_up = loyalty(answer), nights(answer)
    if loyal.tables or turn_up.tables:
        yield from (loyal, turn_up)
    else:
        both = (*loyal.sentences, *turn_up.sentences)
        yield Section(TITLE, both, (), loyal.figures)


def loyalty(answer: BodyAnswer) -> Section:
    """Odds by discipline and attendance; rows that are sure to carry are told in the note."""
    made = answer.grid
    rows = [
        [share(d), *(words.odds(p) for p in row)] for d, row in zip(made.discipline, made.carry)
    ]
    same = {cell for row in rows for cell in row[1:]}
    if len(same) > 1 and all(max(row) - min(row) < 0.01 * LITTLE for row in made.carry):
        return Section(TITLE, (_by_discipline(answer),), (), (figures.heat_map(answer),))
    said = "if hard members vote with their camp so often and members attend so often."
    if len(same) == 1:
        low, high = share(made.discipline[0]), share(made.attendance[0])
        held = f"It carries with {same.pop()} from a discipline of {low} and {high} there upwards."
        return Section(TITLE, (held,), (), (figures.heat_map(answer),))
    kept = _to_the_first_sure(rows)
    more = f" From {kept[-1][0]} on it is >99 % in every column." if len(kept) < len(rows) else ""
    shown = table(
        "discipline",
        TITLE,
        ["Discipline", *(f">{share(a)} there" for a in made.attendance)],
        kept,
        note=f"Chance that the motion carries, {said}{more}",
    )
    return Section(TITLE, (), (shown,), (figures.heat_map(answer),))


def _by_discipline(answer: BodyAnswer) -> str:
    """The odds by discipline alone, at the attendance in use, where attendance hardly matters."""
    made = answer.grid
    place = max(range(len(made.attendance)), key=lambda i: _is_used(answer, made.attendance[i]))
    found = [
        f"{words.odds(row[place])} at {share(d)}" for d, row in zip(made.discipline, made.carry)
    ]
    return (
        "Attendance hardly matters. By discipline, the chance that a hard member votes with "
        f"their camp: {', '.join(found)}."
    )


def _is_used(answer: BodyAnswer, attendance: Fraction) -> bool:
    return any(k.name == "attendance" and k.value == share(attendance) for k in answer.known)


def _to_the_first_sure(rows: list[list[str]]) -> list[list[str]]:
    """Rows up to the first from which every one is above 99 % throughout."""
    sure = [set(row[1:]) == {">99 %"} for row in rows]
    first = next((i for i in range(len(rows)) if all(sure[i:])), len(rows))
    return rows[: first + 1]


def nights(answer: BodyAnswer) -> Section:
    """Odds by who turns up, where that changes them."""
    heads, rows = filled(
        ["Night", *outcome_heads(answer), ">No quorum"],
        [
            [words.capital(n.name), *outcome(answer, n.odds), some(n.odds.no_quorum)]
            for n in answer.nights
        ],
    )
    best = max(answer.nights, key=lambda n: n.odds.carry)
    worst = min(answer.nights, key=lambda n: n.odds.carry)
    if len({row[1] for row in rows}) == 1:
        even = f"It carries with {rows[0][1]}, whichever side is there in full, or everybody."
        return Section(TURN_UP, (even,))
    if words.whole(best.odds.carry) - words.whole(worst.odds.carry) <= LITTLE:
        little = (
            f"Who turns up hardly matters: from {words.odds(worst.odds.carry)} {_on(worst.name)} "
            f"to {words.odds(best.odds.carry)} {_on(best.name)}."
        )
        return Section(TURN_UP, (little,))
    said = f"The motion's best night: {best.name} ({words.odds(best.odds.carry)})."
    return Section(TURN_UP, (said,), (table("nights", TURN_UP, heads, rows),))


def _on(night: str) -> str:
    return night if night.startswith("as ") else f"if {night}"
