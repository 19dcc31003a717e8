"""Papers on a desk: the few things every rule does to them, and their plain twin.

A rule never looks at a paper. It asks a Box to sort bundles by the next available preference, or to
add up marks. `PlainBox` (rankings and choices) and `ScoreBox` (points) do so with dictionaries and
are the reference; an array-backed box (`hustings.counting`) must answer the same with `==`.

A ranking is candidates from 0, best first. Where a rule lets equal ranks stand (`Reading`), `~c`
is candidate c, level with the one before; rules that sort papers never ask for that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

NOBODY = -1
"""Where papers without a next available preference are put."""


class Bundle(Protocol):
    """Some papers that lie together."""

    @property
    def papers(self) -> int:
        """How many papers there are."""
        ...


class Box(Protocol):
    """All papers of a contest, rankings already read under the rule's clauses."""

    @property
    def candidates(self) -> int:
        """How many candidates there are."""
        ...

    def whole(self) -> Bundle:
        """Every paper."""
        ...

    def sort(
        self, bundles: Sequence[Any], available: Sequence[bool]
    ) -> Sequence[Mapping[int, Bundle]]:
        """Each bundle by its first available candidate, NOBODY where there is none.

        Who is not available never becomes so again, so a box may forget what was passed over.
        """
        ...

    def join(self, bundles: Sequence[Any]) -> Bundle:
        """Bundles of one candidate's papers as one: what came together at one value."""
        ...

    def marks(self, most: int | None = None) -> list[int]:
        """Papers that bear each candidate at any rank (block vote, approval).

        Papers that bear more than `most` candidates are left out.
        """
        ...

    def ranks(self) -> list[list[int]]:
        """Papers that place each candidate at each rank: [candidate][rank from 0] (Borda)."""
        ...

    def pairwise(self) -> list[list[int]]:
        """Papers that prefer the row to the column; unranked stand below all ranked (Condorcet)."""
        ...

    def lengths(self) -> dict[int, int]:
        """Papers by how many candidates they bear."""
        ...

    def points(self, most: int | None = None, each: int | None = None) -> list[int]:
        """Points given to each candidate (score, cumulative).

        Papers that give more than `most` in all, or more than `each` to one, are left out.
        """
        ...

    def given(self) -> dict[tuple[int, int], int]:
        """Papers by how many points they give in all and the most they give to one candidate."""
        ...

    def reached(self, keeps: Sequence[int]) -> Mapping[tuple[int, ...], int]:
        """Papers by the candidates among whom their vote is shared out, in order (Meek, Warren).

        `keeps` says of each candidate: 0 keeps nothing and is passed over, 1 keeps a part and the
        rest goes on, 2 keeps all that comes and ends the row. A paper that comes to nobody is `()`.
        """
        ...

    def rankings(self) -> Mapping[tuple[int, ...], int]:
        """Distinct rankings, candidates from 0, with their papers (Meek, Warren)."""
        ...


@dataclass(frozen=True, slots=True)
class PlainBundle:
    """Distinct rankings with their papers."""

    rows: Mapping[tuple[int, ...], int]
    papers: int


class PlainBox:
    """The reference box: dictionaries of distinct rankings."""

    def __init__(self, candidates: int, rankings: Mapping[tuple[int, ...], int]) -> None:
        """`rankings` are tuples of candidates from 0, best first, with their papers."""
        self.candidates = candidates
        self._rows = dict(rankings)

    def whole(self) -> PlainBundle:
        """Every paper."""
        return PlainBundle(self._rows, sum(self._rows.values()))

    def sort(
        self, bundles: Sequence[PlainBundle], available: Sequence[bool]
    ) -> list[dict[int, PlainBundle]]:
        """Each bundle by its first available candidate."""
        return [self._sort(bundle, available) for bundle in bundles]

    def _sort(self, bundle: PlainBundle, available: Sequence[bool]) -> dict[int, PlainBundle]:
        found: dict[int, dict[tuple[int, ...], int]] = {}
        for row, papers in bundle.rows.items():
            to = next((c for c in row if available[c]), NOBODY)
            found.setdefault(to, {})[row] = papers
        return {to: PlainBundle(rows, sum(rows.values())) for to, rows in sorted(found.items())}

    def join(self, bundles: Sequence[PlainBundle]) -> PlainBundle:
        """Bundles as one."""
        rows: dict[tuple[int, ...], int] = {}
        for bundle in bundles:
            for row, papers in bundle.rows.items():
                rows[row] = rows.get(row, 0) + papers
        return PlainBundle(rows, sum(rows.values()))

    def marks(self, most: int | None = None) -> list[int]:
        """Papers that bear each candidate."""
        found = [0] * self.candidates
        for row, papers in self._rows.items():
            if most is None or len(row) <= most:
                for c in row:
                    found[c if c >= 0 else ~c] += papers
        return found

    def ranks(self) -> list[list[int]]:
        """Papers that place each candidate at each rank."""
        table = [[0] * self.candidates for _ in range(self.candidates)]
        for row, papers in self._rows.items():
            for rank, level in enumerate(levels(row)):
                for c in level:
                    table[c][rank] += papers
        return table

    def pairwise(self) -> list[list[int]]:
        """Papers that prefer the row to the column."""
        table = [[0] * self.candidates for _ in range(self.candidates)]
        for row, papers in self._rows.items():
            below = set(range(self.candidates))
            for level in levels(row):
                below.difference_update(level)
                for c in level:
                    for other in below:
                        table[c][other] += papers
        return table

    def lengths(self) -> dict[int, int]:
        """Papers by how many candidates they bear."""
        found: dict[int, int] = {}
        for row, papers in self._rows.items():
            found[len(row)] = found.get(len(row), 0) + papers
        return found

    def points(self, most: int | None = None, each: int | None = None) -> list[int]:
        """A ranked or chosen paper gives one point to each it bears."""
        return self.marks(0 if each == 0 else most)

    def given(self) -> dict[tuple[int, int], int]:
        """A ranked or chosen paper gives one point to each it bears."""
        return {(n, min(n, 1)): papers for n, papers in self.lengths().items()}

    def reached(self, keeps: Sequence[int]) -> dict[tuple[int, ...], int]:
        """Papers by the candidates among whom their vote is shared out, in order."""
        found: dict[tuple[int, ...], int] = {}
        for row, papers in self._rows.items():
            there = []
            for c in row:
                if keeps[c]:
                    there.append(c)
                    if keeps[c] > 1:
                        break
            key = tuple(there)
            found[key] = found.get(key, 0) + papers
        return dict(sorted(found.items()))

    def rankings(self) -> Mapping[tuple[int, ...], int]:
        """Distinct rankings with their papers."""
        return self._rows


class ScoreBox(PlainBox):
    """The reference box for points: read as rankings, more points is higher, no mark is unranked.

    Zero points is a mark: it ranks above none given, and counts as no approval.
    """

    def __init__(self, candidates: int, rows: Mapping[tuple[int, ...], int]) -> None:
        """`rows` hold points plus one by candidate, 0 for no mark, with their papers."""
        self._scores = dict(rows)
        rankings: dict[tuple[int, ...], int] = {}
        for row, papers in self._scores.items():
            ranking = by_points(row)
            rankings[ranking] = rankings.get(ranking, 0) + papers
        super().__init__(candidates, rankings)

    def marks(self, most: int | None = None) -> list[int]:
        """Papers that give each candidate at least one point."""
        found = [0] * self.candidates
        for row, papers in self._scores.items():
            there = [c for c, cell in enumerate(row) if cell > 1]
            if most is None or len(there) <= most:
                for c in there:
                    found[c] += papers
        return found

    def lengths(self) -> dict[int, int]:
        """Papers by how many candidates they give at least one point."""
        found: dict[int, int] = {}
        for row, papers in self._scores.items():
            n = sum(cell > 1 for cell in row)
            found[n] = found.get(n, 0) + papers
        return found

    def points(self, most: int | None = None, each: int | None = None) -> list[int]:
        """Points given to each candidate."""
        found = [0] * self.candidates
        for row, papers in self._scores.items():
            scores = [max(cell - 1, 0) for cell in row]
            over = (most is not None and sum(scores) > most) or (
                each is not None and max(scores, default=0) > each
            )
            if not over:
                for c, score in enumerate(scores):
                    found[c] += score * papers
        return found

    def given(self) -> dict[tuple[int, int], int]:
        """Papers by how many points they give in all and the most they give to one candidate."""
        found: dict[tuple[int, int], int] = {}
        for row, papers in self._scores.items():
            scores = [max(cell - 1, 0) for cell in row]
            key = (sum(scores), max(scores, default=0))
            found[key] = found.get(key, 0) + papers
        return found


def levels(row: Sequence[int]) -> list[list[int]]:
    """A ranking as ranks: candidates from 0, several where they stand level."""
    found: list[list[int]] = []
    for c in row:
        if c < 0:
            found[-1].append(~c)
        else:
            found.append([c])
    return found


def by_points(row: Sequence[int]) -> tuple[int, ...]:
    """Points plus one by candidate as a ranking; equal points stand level, no mark is unranked."""
    ranking: list[int] = []
    for points in sorted({cell for cell in row if cell}, reverse=True):
        there = [c for c, cell in enumerate(row) if cell == points]
        ranking.extend(~c if place else c for place, c in enumerate(there))
    return tuple(ranking)
