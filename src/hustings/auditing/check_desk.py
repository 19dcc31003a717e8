"""The desk of a check: every figure with its name and line, and the statements made so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from hustings.arithmetic import decimal
from hustings.auditing.check_family import Family, family_of
from hustings.auditing.check_result import Level, Verdict
from hustings.model.declared import Declared, Standing, Stated
from hustings.model.official import Figure

Key = tuple[str, str | int]
"""Which figure: ("figure", "valid"), ("votes", 3), ("share", 3), ("rejected", 0), ("slates", 1)."""

FAILING = {"=": "≠", "≤": ">", "≥": "<"}
NAMES = {"votes": "all votes", "max_votes": "votes a paper", "non_transferable": "non-transferable"}
MOST_TERMS, FEW_TERMS = 8, 4
"""A sum of more figures than this is said by how many they are: where it fails, where it holds."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a result."""

    key: Key
    name: str
    stated: Stated

    @property
    def value(self) -> Fraction:
        """The number."""
        return self.stated.figure.value

    @property
    def said(self) -> str:
        """`valid 10,367`."""
        return f"{self.name} {shown(self.stated.figure)}"


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure changed, such that a statement that fails would hold."""

    key: Key
    name: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Statement:
    """A verdict, and single figures that would turn it."""

    verdict: Verdict
    repairs: tuple[Repair, ...] = ()


@dataclass
class Desk:
    """A result under check and what has been said of it."""

    declared: Declared
    statements: list[Statement] = field(default_factory=list)

    @cached_property
    def family(self) -> Family:
        """The kind of vote."""
        return family_of(self.declared)

    @cached_property
    def seats(self) -> int | None:
        """Seats, where a whole number of them is stated."""
        stated = self.declared.seats
        whole = stated is not None and stated.figure.value.denominator == 1
        return int(stated.figure.value) if stated and whole and stated.figure.value > 0 else None

    def cell(self, name: str) -> Cell | None:
        """A figure of the contest as a whole."""
        stated = self.declared.stated(name)
        return Cell(("figure", name), NAMES.get(name, name), stated) if stated else None

    @cached_property
    def votes(self) -> tuple[Cell, ...]:
        """The votes of every candidate for whom they are stated."""
        return tuple(
            Cell(("votes", i), c.name, c.votes)
            for i, c in enumerate(self.declared.candidates)
            if c.votes
        )

    @property
    def silent(self) -> tuple[Standing, ...]:
        """Candidates whose votes are not stated."""
        return tuple(c for c in self.declared.candidates if not c.votes)

    @cached_property
    def total(self) -> Fraction:
        """All votes that are stated by candidate."""
        return sum((c.value for c in self.votes), Fraction(0))

    def state(
        self,
        code: str,
        level: Level,
        said: str,
        *,
        shown: tuple[str, str, str] = ("", "", ""),
        difference: Fraction | None = None,
        cells: Sequence[Cell] = (),
        basis: str = "",
        repairs: Iterable[Repair] = (),
    ) -> None:
        """Write a statement down; `shown` is left, sign and right."""
        places = [c.stated for c in cells if c.stated.line or c.stated.said]
        places.sort(key=lambda s: s.line)
        told = places if len(places) <= MOST_TERMS else []
        made = Verdict(
            code=code,
            level=level,
            said=said,
            left=shown[0],
            sign=shown[1],
            right=shown[2],
            difference=signed(difference) if difference else "",
            lines=tuple(sorted({s.line for s in places if s.line})),
            words=tuple(dict.fromkeys(_words(s) for s in told if s.said)),
            basis=basis,
        )
        self.statements.append(Statement(made, tuple(repairs)))

    def hold(
        self,
        code: str,
        left: Cell,
        sign: str,
        right: Sequence[tuple[int, Cell]],
        said: str,
        *,
        unless: str = "",
        basis: str = "",
    ) -> bool:
        """State that a figure is (=, ≤, ≥) a sum of others with their factors; True when it is.

        With `unless` a failure is no certain one: `?`, with those words after it.
        """
        whole = sum((n * cell.value for n, cell in right), Fraction(0))
        off = left.value - whole
        met = {"=": off == 0, "≤": off <= 0, "≥": off >= 0}[sign]
        cells = (left, *(cell for _, cell in right))
        if met:
            brief = spell(right, whole, brief=sign == "=")
            self.state(code, "ok", said, shown=(left.said, sign, brief), cells=cells, basis=basis)
            return True
        spelled = spell(right, whole)
        self.state(
            code,
            "?" if unless else "FAIL",
            f"cannot be {unless}" if unless else f"{said}; {stated_off(off)}",
            shown=(left.said, FAILING[sign], spelled),
            difference=off,
            cells=cells,
            basis=basis,
            repairs=() if unless else _solved(left, right, off),
        )
        return False

    def ask(self, code: str, said: str) -> None:
        """State that something cannot be tested, and what is needed."""
        self.state(code, "?", said)


def with_value(declared: Declared, key: Key, value: Fraction) -> Declared:
    """The result with one figure changed."""
    kind, at = key
    if kind == "figure":
        old = declared.figures[str(at)]
        return replace(declared, figures={**declared.figures, str(at): _put(old, value)})
    if kind in ("votes", "share"):
        people = list(declared.candidates)
        old_one = people[int(at)]
        stated = old_one.votes if kind == "votes" else old_one.share
        assert stated is not None
        put = _put(stated, value)
        people[int(at)] = (
            replace(old_one, votes=put) if kind == "votes" else replace(old_one, share=put)
        )
        return replace(declared, candidates=tuple(people))
    rows: tuple[tuple[str, Stated], ...] = getattr(declared, kind)
    made = list(rows)
    made[int(at)] = (made[int(at)][0], _put(made[int(at)][1], value))
    return replace(declared, **{kind: tuple(made)})  # type: ignore[arg-type]


def _put(stated: Stated, value: Fraction) -> Stated:
    places = stated.figure.places or 0
    while places < 6 and (value * 10**places).denominator != 1:
        places += 1
    return replace(stated, figure=Figure(decimal(value, places), value, places))


def _solved(left: Cell, right: Sequence[tuple[int, Cell]], off: Fraction) -> list[Repair]:
    """For each figure the value with which both sides would agree."""
    found = [Repair(left.key, left.name, left.value - off)]
    found += [Repair(cell.key, cell.name, cell.value + off / n) for n, cell in right]
    return [one for one in found if one.value >= 0]


def _words(stated: Stated) -> str:
    said = " ".join(stated.said.split())
    if stated.text not in said:
        said = f"{said} {shown(stated.figure)}"
    return f"line {stated.line}: {said}" if stated.line else said


def stated_off(off: Fraction) -> str:
    """`734 more are stated`."""
    return f"{number(abs(off))} {'more' if off > 0 else 'fewer'} are stated"


def spell(right: Sequence[tuple[int, Cell]], whole: Fraction, *, brief: bool = False) -> str:
    """`returned 10,877 − invalid 1,244 = 9,633`; `brief` leaves the sum out."""
    if len(right) == 1 and right[0][0] == 1:
        return right[0][1].said
    if len(right) > (FEW_TERMS if brief else MOST_TERMS):
        return f"{_together(right)} {number(whole)}"
    parts = []
    for n, cell in right:
        times = f"{abs(n)} × " if abs(n) != 1 else ""
        parts += ["−" if n < 0 else "+", f"{times}{cell.said}"]
    said = " ".join(parts[1:])
    return said if brief else f"{said} = {number(whole)}"


def _together(right: Sequence[tuple[int, Cell]]) -> str:
    votes = all(cell.key[0] == "votes" for _, cell in right)
    return f"{len(right)} candidates' votes" if votes else f"{len(right)} figures together"


def shown(figure: Figure) -> str:
    """A figure as printed, with thousands separators."""
    return number(figure.value, figure.places)


def number(value: Fraction, places: int | None = None) -> str:
    """`10,877`, `1,278.5`, `333.33…`: exact, or cut with a sign that it goes on."""
    if places is None:
        places = next((p for p in range(7) if (value * 10**p).denominator == 1), None)
    more = "" if places is not None else "…"
    kept = 2 if places is None else places
    cut = abs(value) if not more else Fraction(abs(value) * 10**kept // 1, 10**kept)
    whole, dot, part = decimal(cut, kept).partition(".")
    return f"{'−' if value < 0 else ''}{int(whole):,}{dot}{part}{more}"


def signed(value: Fraction) -> str:
    """`+734`, `−0.1`; a fraction where decimals do not end."""
    exact = any((value * 10**p).denominator == 1 for p in range(7))
    said = number(abs(value)) if exact else f"{abs(value)}"
    return f"{'−' if value < 0 else '+'}{said}"
