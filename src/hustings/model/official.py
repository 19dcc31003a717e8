"""A count as an authority published it: every figure with the places it was printed to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

Status = Literal["elected", "excluded", "not elected", ""]

LONGEST = 60
"""More characters than this are no number of votes."""
_PRINTED = re.compile(r"(-?)(\d*)(?:\.(\d*))?(?:/(\d+))?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed: its value, and to how many decimal places (None: an exact fraction)."""

    text: str
    value: Fraction
    places: int | None

    @property
    def digits(self) -> int:
        """Significant digits printed."""
        return len(re.sub(r"\D", "", self.text).lstrip("0"))

    def __str__(self) -> str:
        return self.text


def figure(text: str) -> Figure | None:
    """The number in a cell (`1,408.35`, `+12`, `37/3`), or None when it is not one."""
    said = _THOUSANDS.sub("", text.strip().replace("\u2212", "-")).removeprefix("+").strip()
    found = _PRINTED.fullmatch(said) if len(said) <= LONGEST else None
    if not found or not (found[2] or found[3]):
        return None
    sign, whole, part, below = found.groups()
    if below is not None:
        exact = None if part is not None or not int(below) else Fraction(int(whole), int(below))
        return None if exact is None else Figure(said, -exact if sign else exact, None)
    places = len(part or "")
    value = Fraction(int(f"{whole}{part or ''}"), 10**places)
    return Figure(said, -value if sign else value, places)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialRow:
    """What a table prints of one candidate, or of votes nobody holds; index 0 is stage 1.

    `number` is the place on the ballot paper, from 1, where the table says it. `stage` is when the
    candidate was elected or excluded, as the table counts it, and `also` what other rows of the
    same candidate say of that. A cell left blank is None.
    """

    name: str
    line: int
    totals: tuple[Figure | None, ...]
    transfers: tuple[Figure | None, ...]
    number: int | None = None
    party: str = ""
    status: Status = ""
    stage: int | None = None
    also: tuple[str, ...] = ()

    def total(self, stage: int) -> Figure | None:
        """Votes at the end of a stage, counted from 1."""
        return self.totals[stage - 1] if stage <= len(self.totals) else None

    def transfer(self, stage: int) -> Figure | None:
        """Votes gained (or, below zero, lost) at a stage, counted from 1."""
        return self.transfers[stage - 1] if stage <= len(self.transfers) else None

    def leaves(self) -> int | None:
        """The first stage at which votes leave the candidate, where the table shows it."""
        for stage in range(2, len(self.totals) + 1):
            before, now, moved = self.total(stage - 1), self.total(stage), self.transfer(stage)
            if moved is not None and moved.value < 0:
                return stage
            if before and now and now.value < before.value:
                return stage
        return None


@dataclass(frozen=True, kw_only=True)
class OfficialTable:
    """A published table of a count, stage by stage; what it does not say is None."""

    name: str
    file: str
    shape: str
    rows: tuple[OfficialRow, ...]
    non_transferable: OfficialRow | None = None
    lost: OfficialRow | None = None
    seats: int | None = None
    quota: Figure | None = None
    valid: Figure | None = None
    rejected: Figure | None = None
    total_poll: Figure | None = None
    electorate: Figure | None = None
    notes: tuple[str, ...] = ()
    lag: int | None = None

    @cached_property
    def stages(self) -> int:
        """How many stages the table has."""
        return max((len(row.totals) for row in self.rows), default=0)

    @cached_property
    def exclusion_lag(self) -> int:
        """Stages between the printed stage of an exclusion and the one at which the papers move.

        1 where the table names the stage at whose end the candidate went out (most councils), 0
        where it names the stage of the transfer; read from the table itself, unless `lag` says it.
        """
        if self.lag is not None:
            return self.lag
        lags = [
            left - row.stage
            for row in self.rows
            if row.status == "excluded" and row.stage and (left := row.leaves())
        ]
        return 0 if lags.count(0) > lags.count(1) else 1

    @cached_property
    def places(self) -> int:
        """The most decimal places any figure of the table has."""
        cells = (c for row in self.every_row for c in (*row.totals, *row.transfers) if c)
        return max((c.places or 0 for c in cells), default=0)

    @property
    def every_row(self) -> tuple[OfficialRow, ...]:
        """Candidates, then the votes nobody holds."""
        return (*self.rows, *(r for r in (self.non_transferable, self.lost) if r))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFault:
    """A figure known to be wrong in a published table, and what it should be."""

    stage: int
    candidate: str
    published: Figure
    recount: Figure | None
    column: str = "total"
    contest: str = ""
    why: str = ""
    line: int = 0


__all__ = ["Figure", "KnownFault", "OfficialRow", "OfficialTable", "Status", "figure"]
