"""Number systems as frozen values: exact fractions, or a fixed number of places on plain integers.

A rule names its arithmetic and counts in it. Under `Fixed(5)` a vote is the integer 100,000 and
every division is cut (the remainder ignored); under `Exact()` a vote is `Fraction(1)` and nothing
is ever lost. No float enters a count.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Number = int | Fraction
"""A number of votes in some arithmetic's own unit."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Votes in units of 10**-places; divisions are cut, never rounded."""

    places: int

    def __str__(self) -> str:
        return "whole numbers" if not self.places else f"{self.places} decimal places, cut"

    @property
    def one(self) -> int:
        """One vote."""
        return int(10**self.places)

    def whole(self, votes: int) -> int:
        """A whole number of votes."""
        return votes * self.one

    def ratio(self, part: Number, whole: Number) -> int:
        """`part / whole` as a value, cut; both in this unit."""
        return int(part * self.one // whole)

    def share(self, value: Number, part: Number, whole: Number) -> int:
        """`value * part / whole`, cut once, after multiplying (SSI 2007/42 rule 48(3))."""
        return int(value * part // whole)

    def product(self, a: Number, b: Number) -> int:
        """`a * b` of two values, cut."""
        return int(a * b // self.one)

    def over(self, votes: Number, n: int) -> int:
        """`votes / n` for a whole number `n`, cut."""
        return int(votes // n)

    def text(self, votes: Number) -> str:
        """Exact, with all places: `1408.35000`."""
        if not self.places:
            return str(votes)
        sign, units = ("-", -votes) if votes < 0 else ("", votes)
        return f"{sign}{units // self.one}.{int(units % self.one):0{self.places}d}"

    def fraction(self, votes: Number) -> Fraction:
        """The same number of votes as a fraction."""
        return Fraction(votes, self.one)


@dataclass(frozen=True, slots=True)
class Exact:
    """Votes as exact fractions."""

    def __str__(self) -> str:
        return "exact fractions"

    @property
    def one(self) -> Fraction:
        """One vote."""
        return Fraction(1)

    def whole(self, votes: int) -> Fraction:
        """A whole number of votes."""
        return Fraction(votes)

    def ratio(self, part: Number, whole: Number) -> Fraction:
        """`part / whole`."""
        return Fraction(part) / whole

    def share(self, value: Number, part: Number, whole: Number) -> Fraction:
        """`value * part / whole`."""
        return Fraction(value) * part / whole

    def product(self, a: Number, b: Number) -> Fraction:
        """`a * b`."""
        return Fraction(a) * b

    def over(self, votes: Number, n: int) -> Fraction:
        """`votes / n`."""
        return Fraction(votes) / n

    def text(self, votes: Number) -> str:
        """Exact: `37/3`, or `12` when whole."""
        return str(Fraction(votes))

    def fraction(self, votes: Number) -> Fraction:
        """The same number of votes as a fraction."""
        return Fraction(votes)


Arithmetic = Fixed | Exact


def decimal(value: Fraction, places: int) -> str:
    """A fraction for people: rounded half up to `places` decimals."""
    scaled = (abs(value) * 10**places * 2 + 1) // 2
    sign = "-" if value < 0 and scaled else ""
    if not places:
        return f"{sign}{scaled}"
    return f"{sign}{scaled // 10**places}.{scaled % 10**places:0{places}d}"
