"""Papers on a desk: the few things every rule does to them, and their plain twin.

A rule never looks at a paper. It asks a Box to sort bundles by the next available preference, or to
add up marks. `PlainBox` does so with dictionaries and is the reference; an array-backed box
(`hustings.counting`) must answer the same with `==`.
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

    def marks(self) -> list[int]:
        """Papers that bear each candidate at any rank (block vote, approval)."""
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

    def points(self) -> list[int]:
        """Points given to each candidate (score, cumulative)."""
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

    def marks(self) -> list[int]:
        """Papers that bear each candidate."""
        return [sum(row) for row in self.ranks()]

    def ranks(self) -> list[list[int]]:
        """Papers that place each candidate at each rank."""
        table = [[0] * self.candidates for _ in range(self.candidates)]
        for row, papers in self._rows.items():
            for rank, c in enumerate(row):
                table[c][rank] += papers
        return table

    def pairwise(self) -> list[list[int]]:
        """Papers that prefer the row to the column."""
        table = [[0] * self.candidates for _ in range(self.candidates)]
        for row, papers in self._rows.items():
            below = set(range(self.candidates))
            for c in row:
                below.discard(c)
                for other in below:
                    table[c][other] += papers
        return table

    def lengths(self) -> dict[int, int]:
        """Papers by how many candidates they bear."""
        found: dict[int, int] = {}
        for row, papers in self._rows.items():
            found[len(row)] = found.get(len(row), 0) + papers
        return found

    def points(self) -> list[int]:
        """A ranked or chosen paper gives one point to each it bears."""
        return self.marks()

    def rankings(self) -> Mapping[tuple[int, ...], int]:
        """Distinct rankings with their papers."""
        return self._rows
