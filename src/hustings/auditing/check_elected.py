"""Who is elected, held against votes, seats, places and what a constraint asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from hustings.auditing.check_desk import Cell, Desk, number
from hustings.model.declared import Standing

LOTS = ("lot", "drawn", "coin", "toss", "cut of cards")
OUT = re.compile(r"\b(?:withdr[ae]w|disqualif|ineligible|died|declined|deceased)", re.IGNORECASE)
MOST_NAMED = 6
REOPEN = ("re-open nominations", "reopen nominations", "ron", "none of the above")


def check_elected(desk: Desk) -> None:
    """As many as seats, the most votes, ties, places."""
    if not desk.declared.marked:
        if desk.declared.candidates:
            desk.ask("elected", "nobody is marked as elected: not compared with the votes")
    else:
        seats(desk)
        if desk.declared.constraint and desk.family.vote != "transferable":
            from hustings.auditing.check_constraint import check_constraint

            check_constraint(desk)
        elif desk.family.vote == "transferable":
            had_quota(desk)
        else:
            most_votes(desk)
    places(desk)


def seats(desk: Desk) -> None:
    """As many are elected as there are seats."""
    elected = len(desk.declared.elected)
    if desk.declared.seats is None or desk.seats is None:
        desk.ask("seats", f"the number of seats is not stated; marked as elected: {elected}")
        return
    cell = Cell(("seats", 0), "seats", desk.declared.seats)
    met = elected == desk.seats
    standing = len(desk.declared.candidates)
    doubt = ""
    unsaid = sum(c.elected is None for c in desk.declared.candidates)
    if elected < desk.seats and unsaid:
        doubt = f"of {unsaid} it is not stated whether they are elected"
    elif elected < desk.seats and standing < desk.seats:
        doubt = f"only {standing} candidates are listed for {desk.seats} seats"
    elif elected < desk.seats and desk.declared.unread:
        doubt = f"{elected} are marked as elected, but lines were not understood"
    elif elected < desk.seats and any(_reopens(c) for c in desk.declared.candidates):
        doubt = "re-open nominations may have left seats empty"
    said = "As many are elected as there are seats"
    desk.state(
        "seats",
        "ok" if met else ("?" if doubt else "FAIL"),
        doubt or (said if met else f"{said}; {elected} are marked as elected"),
        shown=(f"{elected} elected", "=" if met else "≠", cell.said),
        difference=None if met else Fraction(elected - desk.seats),
        cells=[cell],
    )


def _reopens(candidate: Standing) -> bool:
    return candidate.name.strip().lower() in REOPEN


def voted(desk: Desk) -> tuple[list[Cell], list[Cell]]:
    """The elected and those who are not, of those whose votes are stated.

    A note that somebody withdrew or could not be elected takes them out of the comparison.
    """
    fate = [None if OUT.search(c.note) else c.elected for c in desk.declared.candidates]
    inside = [c for c in desk.votes if fate[int(c.key[1])] is True]
    return inside, [c for c in desk.votes if fate[int(c.key[1])] is False]


def most_votes(desk: Desk) -> None:
    """Nobody who is not elected has more votes than somebody who is."""
    inside, outside = voted(desk)
    if not inside or not outside:
        missing = "the elected" if not inside else "anybody else"
        if desk.votes or inside:
            desk.ask("elected", f"no votes of {missing} are stated: not compared")
        return
    least, most = _least(inside), _most(outside)
    passed = [c for c in outside if c.value > least.value]
    if passed:
        _passed_over(desk, least, passed)
    else:
        _in_order(desk, least, most, inside)
    if not passed and least.value == most.value:
        tie(desk, least, [c for c in outside if c.value == most.value])


def _least(cells: Sequence[Cell]) -> Cell:
    return min(cells, key=lambda c: c.value)


def _most(cells: Sequence[Cell]) -> Cell:
    return max(cells, key=lambda c: c.value)


def _in_order(desk: Desk, least: Cell, most: Cell, inside: Sequence[Cell]) -> None:
    basis = "most votes win" if desk.family.sure else "most votes win (assumed)"
    more = f"; votes of {len(desk.silent)} not stated" if desk.silent else ""
    desk.state(
        "elected",
        "ok",
        "The elected have the most votes",
        shown=(f"{len(inside)} elected, the last with {least.said}", "≥", most.said),
        cells=[least, most],
        basis=basis + more,
    )


def _passed_over(desk: Desk, least: Cell, passed: Sequence[Cell]) -> None:
    """Somebody with more votes is not elected: wrong where most votes win."""
    names = ", ".join(c.said for c in passed[:MOST_NAMED])
    sure = desk.family.sure
    said = "The elected do not have the most votes"
    doubt = "wrong if most votes win; the rule is not known (--rule)"
    desk.state(
        "elected",
        "FAIL" if sure else "?",
        said if sure else doubt,
        shown=(f"elected {least.said}", "<", f"not elected {names}"),
        difference=least.value - _most(passed).value,
        cells=[least, *passed],
        basis="most votes win; no constraint is stated (--constraint)",
    )


def tie(desk: Desk, least: Cell, level: Sequence[Cell]) -> None:
    """A tie at the last seat: somebody must have drawn a lot."""
    names = ", ".join(c.name for c in level)
    open_said = f"{least.name} and {names} tie at the last seat; no lot is told of"
    notes = " ".join(
        [c.note for c in desk.declared.candidates] + [text for _, text in desk.declared.unread]
    ).lower()
    told = any(word in notes for word in LOTS)
    desk.state(
        "tie",
        "ok" if told else "?",
        "a tie at the last seat, decided by lot as stated" if told else open_said,
        shown=(f"elected {least.said}", "=", f"not elected {names} {number(level[0].value)}")
        if told
        else ("", "", ""),
        cells=[least, *level],
    )


def had_quota(desk: Desk) -> None:
    """Whoever has more first preferences than can be beaten for the seats is elected."""
    valid, seats = desk.cell("valid"), desk.seats
    _, outside = voted(desk)
    if not outside or not valid or not seats or desk.declared.constraint:
        return
    if len(desk.declared.elected) != seats:
        return
    need = Fraction(valid.value // (seats + 1) + 1)
    for cell in outside:
        if cell.value >= need:
            desk.state(
                "elected",
                "FAIL",
                f"{cell.name} is not elected with a quota of first preferences",
                shown=(f"not elected {cell.said}", "≥", f"a quota of {number(need)}"),
                difference=cell.value - need,
                cells=[cell, valid],
                basis="who has the Droop quota at the first stage is elected",
            )


def places(desk: Desk) -> None:
    """Places are in order of the votes."""
    votes = {c.key[1]: c for c in desk.votes}
    placed = [
        (c.place, votes[i])
        for i, c in enumerate(desk.declared.candidates)
        if c.place is not None and i in votes
    ]
    if len(placed) < 2 or desk.family.vote == "transferable":
        return
    placed.sort(key=lambda pair: (pair[0], -pair[1].value))
    wrong = [(a, b) for a, b in pairwise(placed) if b[1].value > a[1].value and b[0] != a[0]]
    wrong += [(a, b) for a, b in pairwise(placed) if a[0] == b[0] and a[1].value != b[1].value]
    sure = desk.family.sure and not desk.declared.constraint
    for (p, a), (q, b) in wrong:
        desk.state(
            "places",
            "FAIL" if sure else "?",
            "Places are not in the order of the votes",
            shown=(f"place {p} {a.said}", "against", f"place {q} {b.said}"),
            difference=a.value - b.value,
            cells=[a, b],
            basis="place 1 is most votes",
        )
    if not wrong:
        desk.state(
            "places",
            "ok",
            "Places are in the order of the votes",
            shown=(f"{len(placed)} places", "=", "the order of the votes"),
        )
