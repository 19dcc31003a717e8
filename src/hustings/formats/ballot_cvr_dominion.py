"""Cast-vote records as Dominion exports them to CSV: heads of contests, choices, then 0/1 cells.

A contest says `(Vote For=2)`, or `(Number of positions=1, Number of ranks=5)` where it is ranked
and each choice stands once a rank, as `Name(3)`. Empty cells: the contest was not on that ballot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hustings.formats.ballot_cells import careful_cells
from hustings.formats.ballot_faults import quoted, whole
from hustings.formats.ballot_form import Form, Heap, Said, Wish, check_size, finish, too_many
from hustings.formats.ballot_source import Source, which_contest
from hustings.model.profile import BallotFile

LONGEST = 500
"""Characters of a name of a contest or choice; longer heads are passed over."""
_RANKED = re.compile(r"(.*?)\s*\(([0-9]{1,3})\)\Z")
_SIZE = re.compile(r"\s*\((Vote For\s*=\s*([0-9]{1,4})|Number of [^()]*)\)\s*\Z", re.I)


@dataclass
class _Contest:
    """Its columns as (column, candidate from 1, rank from 1 or 0)."""

    name: str
    allowed: int | None
    numbers: dict[str, int] = field(default_factory=dict)
    columns: list[tuple[int, int, int]] = field(default_factory=list)
    parties: dict[str, str] = field(default_factory=dict)

    @property
    def candidates(self) -> list[str]:
        """The candidates in order of column."""
        return list(self.numbers)

    @property
    def ranked(self) -> bool:
        """Whether every choice names a rank, and there is more than one rank or claim of ranks."""
        return all(rank for _, _, rank in self.columns)


def looks(source: Source) -> bool:
    """A head with CvrNumber in the first lines."""
    return any(line.lstrip('"').startswith("CvrNumber") for line in source.head.split("\n")[:6])


def read(source: Source, wish: Wish) -> BallotFile:
    """The papers of one contest, as rankings where the contest is ranked, else as choices."""
    faults = source.faults
    rows = list(careful_cells(source.text, ",", faults))
    faults.stop()
    at = next((k for k, (_, cells) in enumerate(rows[:8]) if cells[0] == "CvrNumber"), 0)
    if not at:
        step = "Keep the lines above CvrNumber: they name contests and choices."
        raise faults.fail(1, "bad-header", "no contests stand above CvrNumber", step)
    contest = _pick(_contests(rows, at), source, wish.contest)
    if too_many(len(contest.numbers), at, faults):
        faults.stop()
    check_size(len(rows), len(contest.columns), 2**26)
    heap = Heap.of(len(contest.candidates))
    for line, cells in rows[at + 1 :]:
        _paper(cells, line, contest, heap, source)
    faults.stop()
    said = Said(
        contest.candidates, contest.name, votes_allowed=contest.allowed, parties=contest.parties
    )
    profile = heap.profile(contest.candidates, "ranked" if contest.ranked else "choices")
    return finish(source, "cvr-dominion", said, profile)


def _contests(rows: Sequence[tuple[int, list[str]]], at: int) -> dict[str, _Contest]:
    """Contests by name; of two lines above, choices stand in the second, else beside CvrNumber."""
    header = rows[at][1]
    apart = at >= 2 and any(rows[at - 2][1][1:][6:])
    names = rows[at - 2][1] if apart else rows[at - 1][1]
    choices = rows[at - 1][1] if apart else header
    found: dict[str, _Contest] = {}
    for column, (name, choice) in enumerate(zip(names, choices)):
        if not name or not choice or len(name) > LONGEST or len(choice) > LONGEST:
            continue
        size = _SIZE.search(name)
        plain = _SIZE.sub("", name)
        allowed = whole(size[2]) if size and size[2] else None
        contest = found.setdefault(plain, _Contest(plain, allowed))
        rank = _RANKED.match(choice)
        who = rank[1] if rank else choice
        number = contest.numbers.setdefault(who, len(contest.numbers) + 1)
        contest.columns.append((column, number, int(rank[2]) if rank else 0))
        if apart and column < len(header) and header[column]:
            contest.parties[who] = header[column]
    return found


def _pick(contests: dict[str, _Contest], source: Source, wanted: str | None) -> _Contest:
    if wanted is None and len(contests) == 1:
        return next(iter(contests.values()))
    plain = _SIZE.sub("", wanted) if wanted is not None else None
    if plain not in contests:
        raise which_contest(source.faults, wanted, list(contests))
    return contests[plain]


def _paper(cells: Sequence[str], line: int, contest: _Contest, heap: Heap, source: Source) -> None:
    given = list(_given(cells, contest))
    if all(cell == "" for _, _, cell in given):
        return
    marks: list[tuple[int, int]] = []
    for number, rank, cell in given:
        if cell not in ("", "0", "1"):
            what = f"{quoted(cell)} is no mark"
            source.faults.add(line, "bad-mark", what, "A cell is 0, 1 or empty.")
            return
        if cell == "1":
            marks.append((rank, number))
    if contest.ranked:
        most = max((rank for rank, _ in marks), default=0)
        heap.add([{n for rank, n in marks if rank == at} for at in range(1, most + 1)])
    else:
        heap.rows.append(sorted(number for _, number in marks))
        heap.papers.append(1)


def _given(cells: Sequence[str], contest: _Contest) -> Iterator[tuple[int, int, str]]:
    for column, number, rank in contest.columns:
        yield number, rank, cells[column] if column < len(cells) else ""


FORM = Form(
    name="cvr-dominion",
    about="cast-vote records as Dominion's CSV",
    extensions=("csv",),
    looks=looks,
    read=read,
    order=21,
)
