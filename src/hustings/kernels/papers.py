"""Papers as arrays: grouped once, laid out as a tree of what they begin with, sorted by lookup.

A cell is `k` for candidate k from 1 and 0 for "nothing more". Rows are sorted, so papers that begin
alike lie together: a node of the tree stands for all of them and is moved as one. Its slow twin is
`rules.papers.PlainBox`. Integers throughout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.unsignedinteger]
"""Shape (row, rank): a candidate from 1, or 0; one or two bytes."""
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

CHUNK = 16_384
"""Rows looked at together, so that they stay in the processor's cache."""
SPREAD = 3
"""The tree stops where it would have more nodes than a third of the rows."""


def cut_tail(cells: Cells) -> Cells:
    """Rows without what follows a first 0, and without columns nobody used."""
    if cells.all():
        return cells
    loose = [a for a in _chunks(len(cells)) if _loose(cells[a])]
    if loose:
        cells = cells.copy()
        for a in loose:
            ended = np.logical_or.accumulate(cells[a] == 0, axis=1)
            cells[a][ended] = 0
    width = cells.shape[1]
    while width > 1 and not cells[:, width - 1].any():
        width -= 1
    return cells[:, :width]


def _chunks(rows: int) -> Iterator[slice]:
    return (slice(a, a + CHUNK) for a in range(0, rows, CHUNK))


def _loose(cells: Cells) -> bool:
    marked = cells != 0
    return bool((marked[:, 1:] > marked[:, :-1]).any())


def group(cells: Cells, papers: Ints | None) -> tuple[Cells, Ints]:
    """Distinct rows in order, contiguous, and the papers of each (None: each row is one)."""
    order, new = _lexical(cells)
    starts = np.flatnonzero(new)
    rows = cells.take(order if len(starts) == len(cells) else order[starts], axis=0)
    if papers is None:
        return rows, np.diff(starts, append=len(cells))
    return rows, np.add.reduceat(papers.take(order), starts)


def _lexical(cells: Cells) -> tuple[Ints, Mask]:
    """The order of rows, and where in it a row differs from the one before.

    As many cells as fit are packed into one 64-bit key; rows still alike are sorted again by the
    next cells, behind their place so far.
    """
    n, width = cells.shape
    bits = max(1, int(cells.max()).bit_length())
    at = 64 // bits
    key = _packed(np.zeros(n, np.uint64), cells[:, :at], bits)
    order = np.argsort(key)
    new = _steps(key.take(order))
    while at < width and len(alike := np.flatnonzero(~new | ~np.append(new[1:], True))):
        place, rows = np.cumsum(new[alike]), order[alike]
        more = (64 - int(place[-1]).bit_length()) // bits
        key = _packed(place.astype(np.uint64), cells[rows, at : at + more], bits)
        inner = np.argsort(key)
        order[alike] = rows.take(inner)
        new[alike] |= _steps(key.take(inner))
        at += more
    return order, new


def _packed(key: NDArray[np.uint64], cells: Cells, bits: int) -> NDArray[np.uint64]:
    """Keys with the cells of each row behind them."""
    for column in cells.T:
        key <<= np.uint64(bits)
        key |= column
    return key


def _steps(key: NDArray[np.uint64]) -> Mask:
    """Where a sorted key differs from the one before."""
    return np.append(True, key[1:] != key[:-1])


def odd_rows(cells: Cells, candidates: int) -> Ints:
    """Rows that bear a code or name a candidate twice; all others say what they show."""
    if candidates >= 64:
        return _odd_wide(cells, candidates)
    kind: type[np.unsignedinteger] = np.uint32 if candidates < 32 else np.uint64
    full = bool(cells.min())
    found = []
    for a in _chunks(len(cells)):
        columns = cells[a].T
        seen: NDArray[np.unsignedinteger] = np.zeros(columns.shape[1], kind)
        for column in columns:
            seen |= np.left_shift(kind(1), column, dtype=kind)  # a code is shifted out: 0
        named = np.bitwise_count(seen >> kind(1))
        borne = len(columns) if full else np.count_nonzero(cells[a], axis=1)
        found.append(np.flatnonzero(named != borne) + a.start)
    return np.concatenate(found)


def _odd_wide(cells: Cells, candidates: int) -> Ints:
    found = []
    for a in _chunks(len(cells)):
        rows = np.sort(cells[a], axis=1)
        twice = (rows[:, 1:] == rows[:, :-1]) & (rows[:, 1:] != 0)
        found.append(np.flatnonzero(twice.any(axis=1) | (rows[:, -1] > candidates)) + a.start)
    return np.concatenate(found)


@dataclass(frozen=True, slots=True)
class Tree:
    """Sorted distinct rankings, and the nodes of what they begin with, level by level.

    Node 0 stands for all papers. `code` and `papers` are by node; the children of node i are
    `first[i]:first[i + 1]`. The nodes of the last level are leaves, numbered from `leaves` on;
    below the k-th of them lie the rows `low[k]:low[k + 1]`, which go on at rank `depth`. `flat`
    holds the rows with a 0 after each, `stride` cells a row; `row_papers` is None where each row is
    one paper.
    """

    flat: Cells
    stride: int
    row_papers: Ints | None
    code: Cells
    papers: Ints
    first: Ints
    low: Ints
    leaves: int
    depth: int


def tree(rows: Cells, papers: Ints) -> Tree:
    """The tree of sorted distinct rows; `papers` (row,) are those of each."""
    n, width = rows.shape
    flat = np.zeros((n, width + 1), rows.dtype)
    flat[:, :width] = rows
    levels = _levels(rows)
    ends = np.cumsum([len(level) for level in levels])
    leaves = int(ends[-1]) - len(levels[-1])
    inner = [end + np.searchsorted(b, a) for end, a, b in zip(ends, levels, levels[1:])]
    return Tree(
        flat=flat.ravel(),
        stride=width + 1,
        row_papers=None if int(papers.max()) == 1 else papers,
        code=np.concatenate([rows[s, max(rank, 0)] for rank, s in enumerate(levels, -1)]),
        papers=np.concatenate([np.add.reduceat(papers, starts) for starts in levels]),
        first=np.concatenate([*inner, [ends[-1]]]).astype(np.int64),
        low=np.append(levels[-1], n),
        leaves=leaves,
        depth=len(levels) - 1,
    )


def _levels(rows: Cells) -> list[Ints]:
    """Where the nodes of each level begin, the one node of all papers first."""
    n, width = rows.shape
    new = np.zeros(n, bool)
    new[0] = True
    levels = [np.zeros(1, np.int64)]
    for rank in range(width):
        column = rows[:, rank]
        new[1:] |= column[1:] != column[:-1]
        starts = np.flatnonzero(new)
        if len(starts) * SPREAD > n:
            break
        levels.append(starts)
    return levels


@dataclass(frozen=True, slots=True)
class Places:
    """Where papers stand in a tree, and the group of each place.

    `nodes` are numbers of nodes, `tails` are cells of `flat`.
    """

    nodes: Ints
    node_groups: Ints
    tails: Ints
    tail_groups: Ints


@dataclass(frozen=True, slots=True)
class Laid:
    """Places in order of key; `*_bounds` (key + 1,) say where each key ends."""

    nodes: Ints
    node_bounds: Ints
    tails: Ints
    tail_bounds: Ints
    papers: Ints


def sort(t: Tree, places: Places, groups: int, available: Mask) -> Laid:
    """Every place moved past the cell it stands on to the next available one.

    `available` (code,) is by cell and True for 0; key = group * codes + cell; `papers` is by key.
    """
    codes = len(available)
    nodes, node_groups, tails, tail_groups = _descend(t, places, available)
    tail_codes = _walk(t, tails, available)
    nodes, node_bounds = _by_key(node_groups * codes + t.code.take(nodes), nodes, groups * codes)
    tails, tail_bounds = _by_key(tail_groups * codes + tail_codes, tails, groups * codes)
    papers = _sums(t.papers.take(nodes), node_bounds)
    if t.row_papers is None:
        papers += np.diff(tail_bounds)
    else:
        papers += _sums(t.row_papers.take(tails // t.stride), tail_bounds)
    return Laid(nodes, node_bounds, tails, tail_bounds, papers)


def _descend(t: Tree, places: Places, available: Mask) -> tuple[Ints, Ints, Ints, Ints]:
    """Nodes to their first descendants on an available cell; below the leaves they become tails."""
    nodes, groups = places.nodes, places.node_groups
    found: list[Ints] = []
    found_groups: list[Ints] = []
    tails, tail_groups = [places.tails + 1], [places.tail_groups]
    while len(nodes):
        leaf = nodes >= t.leaves
        rows, source = _ranges(t.low, nodes[leaf] - t.leaves)
        tails.append(rows * t.stride + t.depth)
        tail_groups.append(groups[leaf].take(source))
        nodes, source = _ranges(t.first, nodes[~leaf])
        groups = groups[~leaf].take(source)
        stay = available.take(t.code.take(nodes))
        found.append(nodes[stay])
        found_groups.append(groups[stay])
        nodes, groups = nodes[~stay], groups[~stay]
    return _joined(found), _joined(found_groups), _joined(tails), _joined(tail_groups)


def _joined(parts: list[Ints]) -> Ints:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def _ranges(first: Ints, of: Ints) -> tuple[Ints, Ints]:
    """All of `first[i]:first[i + 1]` for each i of `of`, and which of them each came from."""
    low = first.take(of)
    lengths = first.take(of + 1) - low
    ends = np.cumsum(lengths)
    source = np.repeat(np.arange(len(of)), lengths)
    return np.arange(len(source)) + (low - ends + lengths).take(source), source


def _walk(t: Tree, tails: Ints, available: Mask) -> Cells:
    """Move tails on, in place, to the first available cell; the cells they stand on then."""
    codes = t.flat.take(tails)
    left = np.flatnonzero(~available.take(codes))
    at = tails.take(left)
    while len(left):
        at += 1
        there = t.flat.take(at)
        stay = ~available.take(there)
        tails[left], codes[left] = at, there
        left, at = left[stay], at[stay]
    return codes


def _by_key(key: Ints, places: Ints, size: int) -> tuple[Ints, Ints]:
    """Places in order of key, and where each key ends."""
    order = np.argsort(key.astype(np.uint16) if size <= 2**16 else key, kind="stable")
    return places.take(order), _bounds(key, size)


def _bounds(key: Ints | Cells, size: int) -> Ints:
    bounds = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(key, minlength=size), out=bounds[1:])
    return bounds


def _sums(papers: Ints, bounds: Ints) -> Ints:
    """Sums of consecutive runs."""
    total = np.zeros(len(papers) + 1, np.int64)
    np.cumsum(papers, out=total[1:])
    return np.diff(total.take(bounds))


def totals(keys: Ints | Cells, papers: Ints, size: int) -> Ints:
    """Papers by key from 0 to `size`, in whole numbers."""
    if int(papers.max(initial=1)) == 1:
        return np.bincount(keys, minlength=size)
    order = np.argsort(keys, kind="stable")
    return _sums(papers.take(order), _bounds(keys, size))


def ranks(rows: Cells, papers: Ints, candidates: int) -> Ints:
    """Papers that place each candidate at each rank, shape (candidate, rank)."""
    table = np.zeros((candidates, candidates), np.int64)
    for rank in range(min(rows.shape[1], candidates)):
        table[:, rank] = totals(rows[:, rank], papers, candidates + 1)[1:]
    return table


def pairwise(rows: Cells, papers: Ints, candidates: int) -> Ints:
    """Papers that prefer the row to the column; unranked below all ranked."""
    table = np.zeros((candidates, candidates), np.int64)
    for a in _chunks(len(rows)):
        table += _above(_places(rows[a], candidates), papers[a])
    return table


def pairwise_points(points: Cells, papers: Ints) -> Ints:
    """Papers that give the row more points than the column; `points` (paper, candidate)."""
    candidates = points.shape[1]
    table = np.zeros((candidates, candidates), np.int64)
    for a in _chunks(len(points)):
        table += _above(np.ascontiguousarray(points[a].T), papers[a]).T
    return table


def _above(place: NDArray[np.unsignedinteger], papers: Ints) -> Ints:
    """Papers on which the row's place is before (below) the column's; `place` (candidate, row)."""
    one = papers == 1
    single = place[:, one]
    table = np.array([[np.count_nonzero(a < b) for b in single] for a in single])
    if not one.all():
        several, weights = place[:, ~one], papers[~one]
        table += np.stack([(of < several) @ weights for of in several])
    return table


def _places(rows: Cells, candidates: int) -> Cells:
    """Rank by candidate, shape (candidate, row); the unranked share the last place."""
    place = np.full((candidates + 1, len(rows)), candidates, rows.dtype)
    which = np.arange(len(rows))
    for rank in range(min(rows.shape[1], candidates)):
        place[rows[:, rank], which] = rank
    return place[1:]


def points(cells: Cells, papers: Ints) -> Ints:
    """Points by candidate; `cells` (paper, candidate) hold points plus one, 0 for no mark."""
    found = np.zeros(cells.shape[1], np.int64)
    for a in _chunks(len(cells)):
        given = np.maximum(cells[a], 1).astype(np.int64) - 1
        found += papers[a] @ given
    return found


def points_on(cells: Cells) -> tuple[Ints, Ints]:
    """Points a paper gives in all, and the most it gives to one candidate."""
    given = np.maximum(cells, 1)
    return given.sum(axis=1, dtype=np.int64) - cells.shape[1], given.max(axis=1).astype(
        np.int64
    ) - 1


def lengths(rows: Cells, papers: Ints) -> Ints:
    """Papers by how many candidates they bear, from 0 to the width."""
    marked = np.count_nonzero(rows, axis=1)
    return totals(marked, papers, rows.shape[1] + 1)
