"""A profile: what all papers of a contest say, as rows of small integers."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from struct import pack
from typing import Any, Literal

from hustings.errors import InputError, Problem

Kind = Literal["ranked", "choices", "scores"]
"""What a paper bears: an order of candidates, a set of them, or points for them."""

MOST_CANDIDATES = 65_000
MOST_PAPERS = 2**53
"""More papers than this is a fault in the file, not an election."""


@dataclass(frozen=True, eq=False)
class Profile:
    """All papers of a contest: `cells` is (row, width), `papers` says how many papers a row is.

    A cell is an unsigned integer of one or two bytes. In `ranked` and `choices` rows `k` is the
    k-th candidate (from 1) and 0 stands after the last; two codes say what else a paper may bear:
    `skipped` for a rank left blank and `tied` for "the next candidate has the same rank as the one
    before". In `scores` rows column k holds the points of candidate k plus one, 0 for no mark.
    `papers` is None when each row is one paper. Both are flat, contiguous buffers, so an array can
    be wrapped without a copy; nothing here makes an object of a paper.
    """

    candidates: tuple[str, ...]
    cells: memoryview
    width: int
    papers: memoryview | None = None
    kind: Kind = "ranked"

    @property
    def item(self) -> int:
        """Bytes a cell: 1 for up to 250 candidates, else 2."""
        return self.cells.itemsize

    @property
    def tied(self) -> int:
        """The code that ties the next candidate to the one before."""
        return codes(self.item)[0]

    @property
    def skipped(self) -> int:
        """The code of a rank left blank."""
        return codes(self.item)[1]

    def __repr__(self) -> str:
        return f"<Profile {self.kind}, {len(self.candidates)} candidates, {self.total:,} papers>"

    def __len__(self) -> int:
        return len(self.cells) // self.width if self.width else 0

    @cached_property
    def total(self) -> int:
        """How many papers there are."""
        return len(self) if self.papers is None else sum(self.papers)

    def grouped(self) -> dict[tuple[int, ...], int]:
        """Equal rows once, with their papers; rows as written, without the trailing zeros."""
        found: Counter[tuple[int, ...]] = Counter()
        flat, width = self.cells.tolist(), self.width
        papers = [1] * len(self) if self.papers is None else self.papers.tolist()
        ranked = self.kind != "scores"
        for at, n in zip(range(0, len(flat), width), papers):
            row = flat[at : at + width]
            if ranked and 0 in row:
                row = row[: row.index(0)]
            found[tuple(row)] += n
        return dict(found)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what the papers say: the same for any order of papers, grouped or not.

        Hashed are the kind and the candidates; every distinct row in order, filled with 0 to the
        longest, a cell big-endian; then the papers of each, in eight bytes.
        """
        rows = sorted(self.grouped().items())
        width = max((len(row) for row, _ in rows), default=0) or 1
        said, letter = sha256(self.digest_head), "BH"[self.item - 1]
        for row, _ in rows:
            said.update(pack(f">{len(row)}{letter}", *row).ljust(width * self.item, b"\0"))
        for _, n in rows:
            said.update(n.to_bytes(8, "big"))
        return said.hexdigest()

    @property
    def digest_head(self) -> bytes:
        """What is hashed before the rows."""
        return repr((self.kind, self.candidates)).encode()

    def rankings(self) -> Iterator[tuple[tuple[Any, ...], int]]:
        """Each distinct paper in names, and how many: a rank is a name, a set of names or None."""
        for row, n in sorted(self.grouped().items()):
            yield self._named(row), n

    def _named(self, row: tuple[int, ...]) -> tuple[Any, ...]:
        if self.kind == "scores":
            return tuple(None if not cell else cell - 1 for cell in row)
        ranks: list[Any] = []
        joined = False
        for cell in row:
            if cell == self.tied:
                joined = True
            elif cell == self.skipped:
                ranks.append(None)
            elif joined:
                last = ranks.pop()
                ranks.append(
                    (last if isinstance(last, frozenset) else frozenset([last]))
                    | {self.candidates[cell - 1]}
                )
                joined = False
            else:
                ranks.append(self.candidates[cell - 1])
        return tuple(ranks)

    @classmethod
    def from_rows(
        cls,
        candidates: Sequence[str],
        rows: Iterable[Sequence[int]],
        papers: Iterable[int] | None = None,
        kind: Kind = "ranked",
    ) -> Profile:
        """A profile from rows of codes (see the class); short rows are filled with 0."""
        made = [list(row) for row in rows]
        width = len(candidates) if kind == "scores" else max((len(r) for r in made), default=1) or 1
        letter = "B" if cell_bytes(len(candidates), kind, made) == 1 else "H"
        flat = array(letter)
        for row in made:
            flat.extend(row)
            flat.extend([0] * (width - len(row)))
        weights = None if papers is None else memoryview(array("q", papers))
        return cls(tuple(candidates), memoryview(flat), width, weights, kind)

    @classmethod
    def of(
        cls,
        ballots: Mapping[Any, int] | Iterable[Any],
        candidates: Sequence[str] | None = None,
        kind: Kind = "ranked",
    ) -> Profile:
        """A profile from plain values: `{("A", "B"): 12, ("C",): 7}` or a list of rankings.

        A rank is a name, a set of names (equal ranks) or None (left blank). For `scores` a paper is
        a mapping of name to points, given in a list of `(mapping, papers)` pairs. Candidates are
        taken in order of name when not given. Raises InputError naming every unknown candidate and
        every number of papers that is not a whole number above zero.
        """
        from hustings.model.plain import read_plain

        return read_plain(cls, ballots, candidates, kind)

    def with_papers(self, *others: Profile) -> Profile:
        """These papers and those of other profiles of the same contest, equal papers as one row.

        Candidates are matched by name, exactly; they keep the order of this profile. One whom the
        other does not name is on none of its papers. Raises InputError naming every candidate who
        is not in this profile, with those nearest, and every profile of another kind.
        """
        from hustings.model.together import profiles_together

        names = [f"papers {k}" for k in range(1, len(others) + 2)]
        return profiles_together((self, *others), names)


def codes(item: int) -> tuple[int, int]:
    """The codes for a tie and for a rank left blank, in cells of `item` bytes."""
    top = 256**item - 1
    return top, top - 1


def ranks_of(row: Sequence[int], tied: int, skipped: int) -> list[list[int]]:
    """The ranks of a row: candidates from 1, several where they are tied, none where left blank."""
    ranks: list[list[int]] = []
    join = False
    for code in row:
        if code == tied:
            join = True
        elif code == skipped:
            ranks.append([])
        elif join and ranks:
            ranks[-1].append(code)
            join = False
        else:
            ranks.append([code])
    return ranks


def cell_bytes(candidates: int, kind: Kind, rows: Iterable[Sequence[int]] = ()) -> int:
    """One byte a cell while every candidate, or every number of points, fits beside the codes."""
    largest = max((max(r, default=0) for r in rows), default=0) if kind == "scores" else candidates
    return 1 if largest <= 250 else 2


@dataclass(frozen=True, slots=True)
class PapersFrom:
    """One of several files whose papers were put together; `sha256` is of its bytes."""

    file: str
    papers: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class BallotFile:
    """A file of ballots as read: the profile, what the file says besides, and what was odd in it.

    `seats` is what the file's header states (None where it states none): a claim to be compared
    with the contest, never taken silently. So is `votes_allowed`, the marks a paper may bear.
    `notes` are Problems of level "warning". `files` are those put together by `with_papers`.
    """

    profile: Profile
    form: str
    name: str = ""
    title: str = ""
    seats: int | None = None
    withdrawn: tuple[str, ...] = ()
    tie_order: tuple[str, ...] = ()
    parties: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
    notes: tuple[Problem, ...] = ()
    votes_allowed: int | None = None
    files: tuple[PapersFrom, ...] = ()

    def with_papers(self, *others: BallotFile) -> BallotFile:
        """The papers of this file and of others of the same contest, as one file.

            online = hustings.read_ballots("online.blt")
            hustings.count(online.with_papers(hustings.read_ballots("agreed.csv")), "scottish-stv")

        Profiles as in `Profile.with_papers`. What this file states of title, seats and withdrawals
        holds; a note says where another states otherwise, names fewer candidates or says the same,
        paper for paper. `files` keeps the name, papers and hash of each. Raises InputError with
        every problem at once, also for the very same file twice.
        """
        from hustings.model.together import files_together

        return files_together((self, *others)) if others else self

    def __repr__(self) -> str:
        what = f"{len(self.profile.candidates)} candidates, {self.profile.total:,} papers"
        return f"<BallotFile {self.name or self.title!r}, {self.form}, {what}>"


__all__ = ["BallotFile", "InputError", "Kind", "PapersFrom", "Profile", "cell_bytes", "codes"]
