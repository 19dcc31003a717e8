"""A box of points on arrays; every answer equals `rules.papers.ScoreBox` with `==`."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hustings.kernels import papers as kernel
from hustings.rules.papers import ScoreBox, by_points


class ArrayScoreBox(ScoreBox):
    """Distinct papers of points as rows; what only rankings can tell is asked of the plain twin."""

    def __init__(
        self, candidates: int, cells: NDArray[np.unsignedinteger], papers: NDArray[np.int64]
    ) -> None:
        """`cells` (paper, candidate) hold points plus one, 0 for no mark."""
        self.candidates = candidates
        self._cells, self._papers = cells, papers

    @cached_property
    def _scores(self) -> dict[tuple[int, ...], int]:  # type: ignore[override]
        return dict(zip(map(tuple, self._cells.tolist()), self._papers.tolist()))

    @cached_property
    def _rows(self) -> dict[tuple[int, ...], int]:  # type: ignore[override]
        found: dict[tuple[int, ...], int] = {}
        for row, papers in self._scores.items():
            ranking = by_points(row)
            found[ranking] = found.get(ranking, 0) + papers
        return found

    def marks(self, most: int | None = None) -> list[int]:
        """Papers that give each candidate at least one point."""
        given = self._cells > 1
        fits = slice(None) if most is None else np.count_nonzero(given, axis=1) <= most
        found: list[int] = (self._papers[fits] @ given[fits]).tolist()
        return found

    def lengths(self) -> dict[int, int]:
        """Papers by how many candidates they give at least one point."""
        many = np.count_nonzero(self._cells > 1, axis=1)
        found = kernel.totals(many, self._papers, self.candidates + 1).tolist()
        return {n: papers for n, papers in enumerate(found) if papers}

    def points(self, most: int | None = None, each: int | None = None) -> list[int]:
        """Points given to each candidate."""
        total, highest = kernel.points_on(self._cells)
        fits = np.ones(len(self._cells), bool)
        if most is not None:
            fits &= total <= most
        if each is not None:
            fits &= highest <= each
        found: list[int] = kernel.points(self._cells[fits], self._papers[fits]).tolist()
        return found

    def given(self) -> dict[tuple[int, int], int]:
        """Papers by how many points they give in all and the most they give to one candidate."""
        total, highest = kernel.points_on(self._cells)
        size = int(highest.max()) + 1
        keys, of = np.unique(total * size + highest, return_inverse=True)
        found = kernel.totals(of, self._papers, len(keys)).tolist()
        return {divmod(key, size): papers for key, papers in zip(keys.tolist(), found)}

    def pairwise(self) -> list[list[int]]:
        """Papers that give the row more points than the column."""
        table: list[list[int]] = kernel.pairwise_points(self._cells, self._papers).tolist()
        return table
