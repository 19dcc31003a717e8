"""The paper account of a result: issued, returned, invalid and valid papers, and the turnout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from hustings.auditing.check_desk import Cell, Desk, Repair, number
from hustings.auditing.check_rounding import half_unit, per_cent, printed

PAPERS = ("issued", "returned", "invalid", "valid")
IN_PART = re.compile(r"\b(in part|partial|partly)\b", re.I)
"""Reasons of papers that are valid for the rest and no invalid papers."""
APART = re.compile(r"\b(?:late|duplicates?|reissued|unopened)\b", re.I)
"""Reasons that are often counted beside the invalid papers, not among them."""
TURNOUT = "turnout is papers returned, or valid, over papers issued; both are tried"


def check_papers(desk: Desk) -> None:
    """Whole numbers, returned ≤ issued, valid = returned − invalid, reasons, turnout."""
    for name in (*PAPERS, "votes"):
        if (cell := desk.cell(name)) is not None:
            whole_number(desk, cell)
    account(desk)
    reasons(desk)
    turnout(desk)


def whole_number(desk: Desk, cell: Cell) -> None:
    """Papers and votes are whole and not below zero; said only where they are not."""
    if cell.value < 0:
        desk.state(
            "whole",
            "FAIL",
            f"{cell.name}: a number of papers or votes cannot be below zero",
            shown=(cell.said, "<", "0"),
            difference=cell.value,
            cells=[cell],
        )
    elif cell.value.denominator != 1:
        passed_on = cell.key[0] == "votes" and not desk.family.sure
        desk.state(
            "whole",
            "?" if passed_on else "FAIL",
            f"{cell.name}: papers and votes are whole numbers"
            + (", but for a transferable vote" if passed_on else ""),
            shown=(cell.said, "is not", "a whole number"),
            cells=[cell],
            repairs=[Repair(cell.key, cell.name, Fraction(n)) for n in _nearest(cell.value)],
        )


def _nearest(value: Fraction) -> tuple[int, int]:
    return int(value // 1), int(value // 1) + 1


def account(desk: Desk) -> None:
    """No more came back than went out, and valid and invalid papers make up what came back."""
    issued, returned, invalid, valid = (desk.cell(name) for name in PAPERS)
    if returned and issued:
        said = "No more papers come back than were issued"
        desk.hold("returned-issued", returned, "≤", [(1, issued)], said)
    elif issued and valid:
        said = "No more papers come back than were issued"
        less = [(-1, invalid)] if invalid else []
        desk.hold("returned-issued", valid, "≤", [(1, issued), *less], said)
    elif issued and invalid:
        said = "No more papers are invalid than were issued"
        desk.hold("returned-issued", invalid, "≤", [(1, issued)], said)
    elif returned:
        desk.ask("returned-issued", "papers issued (or electors) not stated: not compared")
    if returned and invalid and valid:
        said = "Valid papers are those returned less the invalid ones"
        desk.hold("valid", valid, "=", [(1, returned), (-1, invalid)], said)
    elif valid and returned:
        desk.hold("valid", valid, "≤", [(1, returned)], "No more papers are valid than returned")
        desk.ask("valid", "invalid papers not stated: valid = returned − invalid not checked")
    elif invalid and returned:
        said = "No more papers are invalid than returned"
        desk.hold("valid", invalid, "≤", [(1, returned)], said)
        desk.ask("valid", "valid papers not stated: valid = returned − invalid not checked")
    else:
        there = valid or returned or invalid or issued
        lacks = [n for n in PAPERS[1:] if desk.cell(n) is None]
        if there or not desk.votes:
            desk.ask(
                "valid", f"{_and(lacks)} papers not stated: valid = returned − invalid not checked"
            )


def _and(names: list[str]) -> str:
    return " and ".join(p for p in (", ".join(names[:-1]), *names[-1:]) if p)


def reasons(desk: Desk) -> None:
    """Papers rejected by reason make up the invalid ones."""
    cells = [
        Cell(("rejected", i), reason, stated)
        for i, (reason, stated) in enumerate(desk.declared.rejected)
        if not IN_PART.search(reason)
    ]
    for cell in cells:
        whole_number(desk, cell)
    if not cells:
        return
    cells = [c for c in cells if c.value] or cells
    invalid = desk.cell("invalid")
    said = "Papers rejected by reason make up the invalid ones"
    returned, valid = desk.cell("returned"), desk.cell("valid")
    if (
        invalid
        and returned
        and valid
        and _apart(cells, returned.value - invalid.value - valid.value)
    ):
        right = [(1, returned), (-1, invalid), *((-1, c) for c in cells)]
        said = "Papers rejected by reason and invalid ones are those not valid"
        desk.hold("rejected", valid, "=", right, said, basis="reasons apart from invalid (assumed)")
        return
    if invalid:
        desk.hold("rejected", invalid, "=", [(1, c) for c in cells], said)
        return
    if returned and valid:
        right = [(1, valid), *((1, c) for c in cells)]
        desk.hold("rejected", returned, "=", right, "Valid and rejected papers are those returned")
    else:
        desk.ask("rejected", "all invalid papers together not stated: reasons not added up")


def _apart(cells: list[Cell], over: Fraction) -> bool:
    """True where the reasons (late, duplicate) are of papers not counted among the invalid."""
    named = all(APART.search(c.name) for c in cells)
    return named and over > 0 and sum(c.value for c in cells) == over


def turnout(desk: Desk) -> None:
    """The turnout is one of its two usual definitions, to the places printed."""
    stated, issued = desk.cell("turnout"), desk.cell("issued")
    if not stated:
        return
    if not issued or issued.value <= 0:
        desk.ask("turnout", "papers issued (or electors) not stated: turnout not checked")
        return
    ways = list(_ways(desk, issued))
    half = half_unit(stated.stated.figure)
    near = [way for way in ways if abs(stated.value - way[2]) <= half]
    if near:
        cell, said, share = near[0]
        basis = f"turnout taken as {cell.name} over issued"
        desk.state(
            "turnout",
            "ok",
            "The turnout is as printed",
            shown=(f"{stated.said} %", "=", f"{said} = {_cent(share, stated)}"),
            cells=[stated, cell, issued],
            basis=basis if len(near) > 1 or len(ways) > 1 else f"{basis} (assumed)",
        )
    else:
        _no_turnout(desk, stated, issued, ways)


Way = tuple[Cell, str, Fraction]


def _ways(desk: Desk, issued: Cell) -> Iterator[Way]:
    returned, invalid, valid = (desk.cell(name) for name in PAPERS[1:])
    if returned:
        yield returned, f"{returned.said} / {issued.said}", per_cent(returned.value, issued.value)
    elif valid and invalid:
        back = valid.value + invalid.value
        said = f"({valid.said} + {invalid.said}) / {issued.said}"
        yield replace(valid, name="returned"), said, per_cent(back, issued.value)
    if valid:
        yield valid, f"{valid.said} / {issued.said}", per_cent(valid.value, issued.value)


def _no_turnout(desk: Desk, stated: Cell, issued: Cell, ways: list[Way]) -> None:
    """Neither definition fits: a failure only where both could be tried, or none can be meant."""
    if not ways:
        desk.ask("turnout", "neither returned nor valid papers stated: turnout not checked")
        return
    cell, said, share = min(ways, key=lambda way: abs(way[2] - stated.value))
    # valid papers are never more than those returned: the missing one can lie on one side only
    beyond = stated.value < share if cell.name == "valid" else stated.value > share
    sure = len(ways) == 2 or beyond
    lacks = "valid" if cell.name == "returned" else "returned"
    desk.state(
        "turnout",
        "FAIL" if sure else "?",
        "The turnout is not what the papers give"
        if sure
        else f"turnout could be of {lacks} papers, which are not stated",
        shown=(f"{stated.said} %", "≠", f"{said} = {_cent(share, stated)}"),
        difference=stated.value - printed(share, stated.stated.figure),
        cells=[stated, cell, issued],
        basis=TURNOUT,
        repairs=_turnout_repairs(stated, issued, ways) if sure else (),
    )


def _turnout_repairs(stated: Cell, issued: Cell, ways: list[Way]) -> Iterator[Repair]:
    for cell, _, share in ways:
        yield Repair(stated.key, "turnout", printed(share, stated.stated.figure))
        if cell.key[1] == cell.name:
            yield Repair(cell.key, cell.name, Fraction(round(stated.value * issued.value / 100)))
        if stated.value > 0:
            whole = Fraction(round(100 * cell.value / stated.value))
            yield Repair(issued.key, "issued", whole)


def _cent(share: Fraction, stated: Cell) -> str:
    places = (stated.stated.figure.places or 0) + 1
    return f"{number(printed(share, stated.stated.figure, places), places)} %"
