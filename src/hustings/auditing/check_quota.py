"""The quota of a result, made again from the valid papers and the seats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from hustings.auditing.check_desk import Cell, Desk, Repair, number
from hustings.auditing.check_rounding import printed

Formed = Callable[[Fraction, int], Fraction]


@dataclass(frozen=True, slots=True)
class Formula:
    """One way to a quota: its name, how it is written, and the sum."""

    name: str
    written: str
    value: Formed

    def spelled(self, valid: str, seats: int, made: Fraction) -> str:
        """`valid 2,557 / 2 = 1,278.5`."""
        return f"{self.written.format(valid=valid, parts=seats + 1, seats=seats)} = {number(made)}"


DROOP = Formula(
    "Droop",
    "{valid} / {parts}, fractions ignored, + 1",
    lambda valid, seats: Fraction(valid // (seats + 1) + 1),
)
EXACT = Formula("exact Droop", "{valid} / {parts}", lambda valid, seats: valid / (seats + 1))
ERS97 = Formula(
    "ERS97",
    "{valid} / {parts}, rounded up to 0.01",
    lambda valid, seats: Fraction(-(-100 * valid // (seats + 1)), 100),
)
HARE = Formula("Hare", "{valid} / {seats}", lambda valid, seats: valid / seats)
EXACT_MORE = Formula(
    "exact Droop and one", "{valid} / {parts} + 1", lambda valid, seats: valid / (seats + 1) + 1
)
UP = Formula(
    "Droop rounded up",
    "{valid} / {parts}, rounded up",
    lambda valid, seats: Fraction(-(-valid // (seats + 1))),
)
MEEK = Formula(
    "Meek",
    "{valid} / {parts}, cut, + 0.000000001",
    lambda valid, seats: Fraction(10**9 * valid // (seats + 1) + 1, 10**9),
)
EVERY = (DROOP, EXACT, ERS97, HARE, EXACT_MORE, UP, MEEK)
BY_RULE: dict[str, tuple[Formula, ...]] = {
    **dict.fromkeys(("scottish-stv", "ni-assembly-stv", "minneapolis-stv", "irv"), (DROOP,)),
    **dict.fromkeys(("gregory-inclusive", "gregory-last-parcel"), (DROOP, EXACT, HARE)),
    **dict.fromkeys(("meek-prf", "meek-nz", "warren"), (MEEK, EXACT)),
    "ers97": (ERS97,),
}
FALLING = ("meek-prf", "meek-nz", "warren", "irv", "ers97")
"""Rules whose quota (or majority) can fall as papers run out: a later one may be printed."""


def check_quota(desk: Desk) -> None:
    """The quota stated is the one its rule gives, or that some known formula gives."""
    stated, seats = desk.cell("quota"), desk.seats
    if not stated:
        if desk.family.vote == "transferable":
            desk.ask("quota", "quota not stated: not checked")
        return
    valid, valid_said, cells = _valid(desk)
    if valid is None or not seats:
        lacks = "the seats are" if valid is not None else "valid papers are"
        desk.ask("quota", f"{lacks} not stated: quota {stated.stated.text} not checked")
        return
    rule = desk.family.rule.partition("@")[0].lower()
    tried = BY_RULE.get(rule, EVERY)
    for formula in tried:
        made = formula.value(valid, seats)
        if fits(stated, made):
            basis = _basis(formula, rule)
            shown = (stated.said, "=", formula.spelled(valid_said, seats, made))
            said = "The quota is what the valid papers and seats give"
            desk.state("quota", "ok", said, shown=shown, cells=[stated, *cells], basis=basis)
            return
    _misfit(desk, stated, valid, seats, (valid_said, cells, tried, rule))


def _valid(desk: Desk) -> tuple[Fraction | None, str, list[Cell]]:
    cell = desk.cell("valid")
    if cell:
        return cell.value, cell.said, [cell]
    if desk.votes and not desk.silent and desk.family.vote == "transferable":
        return desk.total, f"first preferences {number(desk.total)}", list(desk.votes)
    return None, "", []


def fits(stated: Cell, made: Fraction) -> bool:
    """True when a quota is the value, or the value cut or rounded to the decimals printed."""
    places = stated.stated.figure.places
    if stated.value == made:
        return True
    if not places:
        return False
    cut = Fraction(made * 10**places // 1, 10**places)
    return stated.value in (cut, printed(made, stated.stated.figure))


def _basis(formula: Formula, rule: str) -> str:
    if BY_RULE.get(rule) == (formula,):
        return f"the quota of {rule}"
    named = f", one that {rule} allows" if rule in BY_RULE else ""
    return f"{formula.name} quota (assumed{named}: the result does not say which)"


Tried = tuple[str, list[Cell], tuple[Formula, ...], str]


def _misfit(desk: Desk, stated: Cell, valid: Fraction, seats: int, tried: Tried) -> None:
    valid_said, cells, formulas, rule = tried
    usual = [f for f in formulas if f is not MEEK] or formulas
    near = min(usual, key=lambda f: abs(f.value(valid, seats) - stated.value))
    made = near.value(valid, seats)
    whole_of = [f.value(valid, seats) for f in (EXACT, HARE)]
    doubt = _doubt(desk, stated, made, whole_of)
    several = len(formulas) > 1
    which = f"No known formula gives this quota; nearest is the {near.name} quota"
    desk.state(
        "quota",
        "?" if doubt else "FAIL",
        doubt or (which if several else f"The quota of {rule} is another"),
        shown=(stated.said, "≠", near.spelled(valid_said, seats, made)),
        difference=stated.value - made,
        cells=[stated, *cells],
        basis=_tried(stated, valid / (seats + 1), formulas) if several else f"quota of {rule}",
        repairs=[] if doubt else list(_repairs(stated, cells, seats, (valid, made))),
    )


def _tried(stated: Cell, exact: Fraction, formulas: tuple[Formula, ...]) -> str:
    """The formulas tried, and one more that nobody states but that would give the figure."""
    said = f"tried: {', '.join(f.name for f in formulas)}"
    places = stated.stated.figure.places
    if not places or stated.value != Fraction(exact * 10**places // 1 + 1, 10**places):
        return said
    return f"{said}; it is the exact Droop quota with one more in the last decimal"


def _doubt(desk: Desk, stated: Cell, made: Fraction, exact: list[Fraction]) -> str:
    """Why a quota that does not fit may still be right."""
    rule = desk.family.rule.partition("@")[0].lower()
    spent = desk.declared.stated("non_transferable") or desk.declared.stages
    if stated.value < made and (rule in FALLING or (rule not in BY_RULE and spent)):
        return "the quota falls as papers run out, and a later one may be what is printed"
    if "guarded" in desk.declared.constraint:
        return "guarded seats are left out of the quota: not checked"
    whole = stated.stated.figure.places == 0 and rule not in BY_RULE
    if whole and any(abs(stated.value - one) < 1 for one in exact):
        return "this quota could only be one that was rounded to whole votes"
    return ""


def _repairs(
    stated: Cell,
    cells: list[Cell],
    seats: int,
    near: tuple[Fraction, Fraction],
) -> list[Repair]:
    """The nearest quota; and the valid papers that would give the one printed."""
    valid, made = near
    found = [Repair(stated.key, "the quota", made)]
    if len(cells) == 1:
        guesses = {(stated.value - 1) * (seats + 1), stated.value * (seats + 1)}
        guesses |= {stated.value * (seats + 1) - 1, stated.value * seats}
        found += [Repair(cells[0].key, "valid", g) for g in sorted(guesses) if g >= 0]
    elif valid:
        for cell in cells:
            found.append(Repair(cell.key, cell.name, cell.value + stated.value * (seats + 1)))
    return found
