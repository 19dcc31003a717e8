"""What rounding a printed percentage allows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hustings.arithmetic import decimal
from hustings.model.official import Figure

Span = tuple[Fraction, Fraction]
ANY: Span = (Fraction(0), Fraction(10**30))
"""Every whole will do."""


def per_cent(part: Fraction, whole: Fraction) -> Fraction:
    """A share in percent, exact."""
    return 100 * part / whole


def half_unit(figure: Figure) -> Fraction:
    """Half a unit of the last place printed; nothing for an exact fraction."""
    return Fraction(0) if figure.places is None else Fraction(1, 2 * 10**figure.places)


def printed(value: Fraction, figure: Figure, places: int | None = None) -> Fraction:
    """The value to as many places as a figure has, or to `places`."""
    kept = figure.places if places is None else places
    return value if kept is None else Fraction(decimal(value, kept))


def bases(part: Fraction, share: Figure, *, cut: bool = False) -> Span | None:
    """The wholes of which `part` is the share as printed, from and to; None where none is.

    `cut`: the share was cut off, not rounded.
    """
    half = half_unit(share)
    low, high = share.value - half, share.value + half
    if cut:
        low, high = share.value, share.value + 2 * half
    if part == 0:
        return ANY if low <= 0 <= high else None
    if high <= 0 or part < 0:
        return None
    return 100 * part / high, 100 * part / low if low > 0 else ANY[1]


def common(spans: Sequence[Span | None]) -> Span | None:
    """The wholes that are in every span; None where there are none."""
    low, high = ANY
    for span in spans:
        if span is None:
            return None
        low, high = max(low, span[0]), min(high, span[1])
    return (low, high) if low <= high else None
