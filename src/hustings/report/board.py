"""The seat board: everyone in order of their odds, with a line under the last seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hustings.report import words
from hustings.report.blocks import Table, table
from hustings.scenario.results import CandidateOdds

INDEPENDENT = "independent"
FOLD_BELOW = 0.01
ALWAYS_BELOW_LINE = 2
NOTE = (
    "The line is under the last seat. Medians, with the interval that should hold the count eight "
    "times in ten. Ballots: share of valid ballots, the sharper figure while turnout is not known."
)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One candidate's place; `low`, `mid`, `high` are shares of ballots (p10, median, p90)."""

    rank: int
    id: str
    name: str
    slate: str
    p: float
    before: float | None
    low: float
    mid: float
    high: float
    votes: tuple[float, float, float]
    seated: bool
    focus: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The rows to show, those folded away, and both as a table; `slates` orders the colours."""

    rows: tuple[BoardRow, ...]
    folded: tuple[BoardRow, ...]
    slates: tuple[str, ...]
    seats: int
    fold: str
    table: Table

    @property
    def everyone(self) -> tuple[BoardRow, ...]:
        """Shown and folded rows."""
        return self.rows + self.folded


def ranked(candidates: Sequence[CandidateOdds]) -> list[CandidateOdds]:
    """Candidates by odds, then by expected votes, then by name."""
    return sorted(candidates, key=lambda c: (-c.p_seat, -c.votes.median, c.name))


def board(
    candidates: Sequence[CandidateOdds],
    seats: int,
    *,
    focus: str = "",
    before: Mapping[str, float] | None = None,
) -> Board:
    """The board of a contest; `before` are odds to compare with, where there are any."""
    was = before or {}
    rows = [
        _row(rank, c, seats, focus, was.get(c.id)) for rank, c in enumerate(ranked(candidates), 1)
    ]
    keep = seats + ALWAYS_BELOW_LINE
    shown = tuple(r for r in rows if r.rank <= keep or r.p >= FOLD_BELOW or r.focus)
    folded = tuple(r for r in rows if r not in shown)
    return Board(shown, folded, slates(rows), seats, fold(folded), _table(rows, seats, bool(was)))


def slates(rows: Sequence[BoardRow]) -> tuple[str, ...]:
    """Slates by expected seats, those of no slate last."""
    total: dict[str, float] = {}
    for row in rows:
        total[row.slate] = total.get(row.slate, 0.0) + row.p
    return tuple(sorted(total, key=lambda s: (s == INDEPENDENT, -total[s], s)))


def expected_seats(rows: Sequence[BoardRow], order: Sequence[str]) -> str:
    """`left 8.7, independent 0.3`: the sums of the odds."""
    sums = {slate: sum(r.p for r in rows if r.slate == slate) for slate in order}
    return ", ".join(f"{slate} {sums[slate]:.1f}" for slate in order)


def fold(folded: Sequence[BoardRow]) -> str:
    """The one line for those not shown."""
    if not folded:
        return ""
    others = words.counted(len(folded), "other", "others")
    return f"and {others} below 1 %"


def _row(rank: int, c: CandidateOdds, seats: int, focus: str, before: float | None) -> BoardRow:
    return BoardRow(
        rank=rank,
        id=c.id,
        name=c.name,
        slate=c.slate,
        p=c.p_seat,
        before=before,
        low=c.share.p10,
        mid=c.share.median,
        high=c.share.p90,
        votes=(c.votes.p10, c.votes.median, c.votes.p90),
        seated=rank <= seats,
        focus=c.id == focus,
    )


def _table(rows: Sequence[BoardRow], seats: int, moved: bool) -> Table:
    heads = [">", "Candidate", "Slate", ">Seat", *([">Before"] if moved else [])]
    return table(
        "board",
        "Odds of a seat and expected votes",
        [*heads, ">Votes", ">80 % interval", ">Ballots", ">80 %"],
        [_cells(row, moved) for row in rows],
        note=NOTE,
        line_after=seats if seats < len(rows) else 0,
        strong=[i for i, row in enumerate(rows) if row.focus],
    )


def _cells(row: BoardRow, moved: bool) -> list[str]:
    before = [words.odds(row.before) if row.before is not None else ""] if moved else []
    few, mid, many = (words.votes(v) for v in row.votes)
    head = [str(row.rank), row.name, row.slate, words.odds(row.p)]
    share = [words.share(row.mid), words.shares(row.low, row.high)]
    return [*head, *before, mid, f"{few}–{many}", *share]
