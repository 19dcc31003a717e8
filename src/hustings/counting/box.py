"""A box of papers on arrays; every answer equals `rules.papers.PlainBox` with `==`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.kernels import papers as kernel
from hustings.rules.papers import NOBODY, PlainBox

EMPTY = np.zeros(0, np.int64)
TOGETHER = 1 << 15
"""Bundles sorted in one call at most, so that a table of them by candidate stays small."""


@dataclass(frozen=True, slots=True, eq=False)
class ArrayBundle:
    """Papers that lie together on one candidate: nodes of the tree, and rows below its leaves."""

    nodes: NDArray[np.int64]
    tails: NDArray[np.int64]
    papers: int
    on: int | None


class ArrayBox:
    """Distinct rankings as sorted rows, and a tree of what they begin with.

    Rankings with candidates level stay in a plain box beside, for the rules that add up marks.
    """

    def __init__(
        self,
        candidates: int,
        rows: NDArray[np.unsignedinteger],
        papers: NDArray[np.int64],
        level: PlainBox | None = None,
    ) -> None:
        """`rows` (row, rank) are distinct and sorted, candidates from 1, 0 after the last."""
        self.candidates = candidates
        self._rows, self._papers, self._level = rows, papers, level
        self._tree = kernel.tree(rows, papers)

    # sorting

    def whole(self) -> ArrayBundle:
        """Every paper."""
        papers = int(self._papers.sum()) + (self._level.whole().papers if self._level else 0)
        return ArrayBundle(np.zeros(1, np.int64), EMPTY, papers, None)

    def sort(
        self, bundles: Sequence[ArrayBundle], available: Sequence[bool]
    ) -> list[dict[int, ArrayBundle]]:
        """Each bundle by its first available candidate."""
        assert self._level is None, "papers with candidates level cannot be sorted"
        found = [self._staying(bundle, available) for bundle in bundles]
        moving = [i for i, by in enumerate(found) if by is None]
        moved = iter(self._moved([bundles[i] for i in moving], available))
        return [next(moved) if by is None else by for by in found]

    @staticmethod
    def _staying(bundle: ArrayBundle, available: Sequence[bool]) -> dict[int, ArrayBundle] | None:
        """A bundle that lies where it must already; None when it has to move."""
        if not bundle.papers:
            return {}
        if bundle.on is not None and (bundle.on == NOBODY or available[bundle.on]):
            return {bundle.on: bundle}
        return None

    def _moved(
        self, bundles: Sequence[ArrayBundle], available: Sequence[bool]
    ) -> list[dict[int, ArrayBundle]]:
        """Each bundle past the candidate it lies on, by the next available."""
        there = np.array([True, *available], bool)
        found: list[dict[int, ArrayBundle]] = []
        for first in range(0, len(bundles), TOGETHER):
            part = bundles[first : first + TOGETHER]
            laid = kernel.sort(self._tree, _places(part), len(part), there)
            found += _bundles(laid, len(part), len(there))
        return found

    def join(self, bundles: Sequence[ArrayBundle]) -> ArrayBundle:
        """Bundles of one candidate's papers as one."""
        return ArrayBundle(
            np.concatenate([b.nodes for b in bundles]),
            np.concatenate([b.tails for b in bundles]),
            sum(b.papers for b in bundles),
            bundles[0].on,
        )

    def reached(self, keeps: Sequence[int]) -> dict[tuple[int, ...], int]:
        """Papers by the candidates among whom their vote is shared out, in order."""
        found = dict(self._level.reached(keeps)) if self._level else {}
        available = [bool(keep) for keep in keeps]
        paths: dict[tuple[int, ...], ArrayBundle] = {(): self._only_rows()}
        while paths:
            onward: dict[tuple[int, ...], ArrayBundle] = {}
            for path, by in zip(paths, self._moved(list(paths.values()), available)):
                for to, bundle in by.items():
                    key = path if to == NOBODY else (*path, to)
                    if to == NOBODY or keeps[to] > 1:
                        found[key] = found.get(key, 0) + bundle.papers
                    else:
                        onward[key] = bundle
            paths = onward
        return dict(sorted(found.items()))

    def _only_rows(self) -> ArrayBundle:
        return ArrayBundle(np.zeros(1, np.int64), EMPTY, int(self._papers.sum()), None)

    # adding up

    def marks(self, most: int | None = None) -> list[int]:
        """Papers that bear each candidate, at most `most` of them."""
        rows, papers = self._rows, self._papers
        if most is not None:
            fits = np.count_nonzero(rows, axis=1) <= most
            rows, papers = rows[fits], papers[fits]
        found = kernel.ranks(rows, papers, self.candidates).sum(axis=1).tolist()
        return _added(found, self._level.marks(most) if self._level else None)

    def ranks(self) -> list[list[int]]:
        """Papers that place each candidate at each rank."""
        found = kernel.ranks(self._rows, self._papers, self.candidates).tolist()
        beside = self._level.ranks() if self._level else [None] * self.candidates
        return [_added(row, other) for row, other in zip(found, beside)]

    def pairwise(self) -> list[list[int]]:
        """Papers that prefer the row to the column."""
        found = kernel.pairwise(self._rows, self._papers, self.candidates).tolist()
        beside = self._level.pairwise() if self._level else [None] * self.candidates
        return [_added(row, other) for row, other in zip(found, beside)]

    def lengths(self) -> dict[int, int]:
        """Papers by how many candidates they bear."""
        found = self._level.lengths() if self._level else {}
        for length, n in enumerate(kernel.lengths(self._rows, self._papers).tolist()):
            if n:
                found[length] = found.get(length, 0) + n
        return found

    def points(self, most: int | None = None, each: int | None = None) -> list[int]:
        """A ranked or chosen paper gives one point to each it bears."""
        return self.marks(0 if each == 0 else most)

    def given(self) -> dict[tuple[int, int], int]:
        """A ranked or chosen paper gives one point to each it bears."""
        return {(n, min(n, 1)): papers for n, papers in self.lengths().items()}

    def rankings(self) -> Mapping[tuple[int, ...], int]:
        """Distinct rankings as tuples: an object each, for rules nothing above serves."""
        made = (self._rows.astype(np.int64) - 1).tolist()
        lengths = np.count_nonzero(self._rows, axis=1).tolist()
        found = {tuple(row[:k]): n for row, k, n in zip(made, lengths, self._papers.tolist())}
        return found | dict(self._level.rankings()) if self._level else found


def _added(row: list[int], other: list[int] | None) -> list[int]:
    return row if other is None else [a + b for a, b in zip(row, other)]


def _places(bundles: Sequence[ArrayBundle]) -> kernel.Places:
    nodes, tails = [b.nodes for b in bundles], [b.tails for b in bundles]
    groups = np.arange(len(bundles))
    return kernel.Places(
        np.concatenate(nodes),
        np.repeat(groups, [len(part) for part in nodes]),
        np.concatenate(tails),
        np.repeat(groups, [len(part) for part in tails]),
    )


def _bundles(laid: kernel.Laid, groups: int, codes: int) -> list[dict[int, ArrayBundle]]:
    found: list[dict[int, ArrayBundle]] = [{} for _ in range(groups)]
    node, tail, papers = laid.node_bounds.tolist(), laid.tail_bounds.tolist(), laid.papers.tolist()
    for key in np.flatnonzero(laid.papers).tolist():
        group, code = divmod(key, codes)
        found[group][code - 1] = ArrayBundle(
            laid.nodes[node[key] : node[key + 1]],
            laid.tails[tail[key] : tail[key + 1]],
            papers[key],
            code - 1,
        )
    return found
