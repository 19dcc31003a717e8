"""Dates as sources give them: to the day, the month or the year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Protocol

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month or year; ordered by its last day, the first on which all of it is past."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2018-08-01`, `2018-08` or `2018`; ValueError for anything else."""
        match = _SHAPE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a date (write 2018-08-01, 2018-08 or 2018)")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return cls(date(year, month, day), date(year, month, day))

    @classmethod
    def on(cls, day: date) -> PartialDate:
        """The one day `day`."""
        return cls(day, day)

    @property
    def exact(self) -> bool:
        """True when the source gives the day."""
        return self.first == self.last

    @property
    def said(self) -> str:
        """In words: `1 August 2018`, `August 2018` or `2018`."""
        month, year = MONTHS[self.first.month - 1], self.first.year
        if self.exact:
            return f"{self.first.day} {month} {year}"
        return f"{month} {year}" if self.first.month == self.last.month else str(year)

    def __lt__(self, other: PartialDate) -> bool:
        return (self.last, self.first) < (other.last, other.first)

    def __str__(self) -> str:
        if self.exact:
            return self.first.isoformat()
        if self.first.month == self.last.month:
            return f"{self.first:%Y-%m}"
        return f"{self.first:%Y}"


class Dated(Protocol):
    """A rule with the dates between which it holds, as far as they are known."""

    @property
    def valid_from(self) -> PartialDate | None: ...  # noqa: D102

    @property
    def valid_to(self) -> PartialDate | None: ...  # noqa: D102


def may_hold(rule: Dated, day: date) -> bool:
    """True where a rule's dates allow that it was in force on the day."""
    begun = rule.valid_from is None or rule.valid_from.first <= day
    return begun and (rule.valid_to is None or day <= rule.valid_to.last)
