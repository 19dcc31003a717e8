"""What two people keyed, side by side, as a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from hustings.model.answers import Result, plain
from hustings.model.entries import BLANK, KeyedPaper, Ruling
from hustings.model.profile import BallotFile


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the two files do not both say.

    `kind` is `cell`, `one file only`, `keyed twice` or, where papers have no number, `papers` (how
    many bear this ranking). Lines are in the keyed files. `settled` is what the paper says by the
    ruling, "" while it is open.
    """

    kind: str
    paper: str
    column: str
    first: str
    second: str
    first_lines: tuple[int, ...] = ()
    second_lines: tuple[int, ...] = ()
    hint: str = ""
    ruling: Ruling | None = None
    settled: str = ""

    @property
    def where(self) -> str:
        """The difference as one clause."""
        lines = [
            f"{said or BLANK} (line {', '.join(map(str, at))})" if at else said or BLANK
            for said, at in ((self.first, self.first_lines), (self.second, self.second_lines))
        ]
        of = f"paper {self.paper}, {self.column}" if self.kind != "papers" else self.paper
        return f"{of}: first {lines[0]}, second {lines[1]}" + (f"; {self.hint}" * bool(self.hint))


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the two files: `against` counts the differences ruled against it."""

    name: str
    sha256: str
    papers: int
    keyed_by: str = ""
    against: int = 0


@dataclass(frozen=True, slots=True)
class EntriesCompared(Result):
    """Two keyed files beside each other.

    `basis` says how papers were told apart. `cells` were compared on `papers` papers that are in
    both files once; `rate` is differing cells in 1,000, an exact fraction. `agreed` is true when
    nothing is open: then `counted` papers are to be counted, and `rejected` are not. What they say
    is in `settled`, in an order that tells nothing of the keying (in `ballots` for papers without
    numbers); neither is part of the JSON.
    """

    first: Entry
    second: Entry
    basis: str
    columns: tuple[str, ...]
    papers: int
    cells: int
    differences: tuple[Difference, ...]
    rate: Fraction
    open: int
    agreed: bool
    rejected: tuple[tuple[str, str], ...]
    counted: int
    aside: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rulings: str = ""
    settled: tuple[KeyedPaper, ...] = field(default=(), repr=False)
    ballots: BallotFile | None = field(default=None, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON keys."""
        told: dict[str, Any] = plain(replace(self, settled=(), ballots=None))
        del told["settled"], told["ballots"]
        told["rejected"] = [{"paper": p, "reason": why} for p, why in self.rejected]
        return told

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row a difference."""
        return [_row(d) for d in self.differences]


def _row(d: Difference) -> dict[str, Any]:
    ruling = d.ruling
    return {
        "paper": d.paper,
        "column": d.column,
        "kind": d.kind,
        "first": d.first,
        "first_lines": ";".join(map(str, d.first_lines)),
        "second": d.second,
        "second_lines": ";".join(map(str, d.second_lines)),
        "ruling": ruling.ruling if ruling else "",
        "settled": d.settled,
        "by": "; ".join(ruling.by) if ruling else "",
        "on": ruling.on if ruling else "",
        "why": ruling.why if ruling else "",
        "hint": d.hint,
    }
