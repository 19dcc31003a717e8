"""Profiles as arrays and back without a copy, and what is quick to see in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from hustings.model.profile import Kind, Profile

_ONE = np.uint64(1)


def cells_of(profile: Profile) -> Any:
    """The cells as an array (row, width)."""
    kind = np.uint8 if profile.item == 1 else np.uint16
    return np.frombuffer(profile.cells, kind).reshape(len(profile), profile.width)


def papers_of_rows(profile: Profile) -> Any:
    """Papers by row, int64."""
    if profile.papers is None:
        return np.ones(len(profile), np.int64)
    return np.frombuffer(profile.papers, np.int64)


def profile_of(
    candidates: Sequence[str], cells: Any, papers: Any = None, kind: Kind = "ranked"
) -> Profile:
    """A profile that wraps `cells` (row, width; uint8 or uint16) and `papers` (row,; int64)."""
    held: Any = np.ascontiguousarray(cells)
    flat = memoryview(held).cast("B")
    counted = None
    if papers is not None and (papers != 1).any():
        whole: Any = np.ascontiguousarray(papers, np.int64)
        counted = memoryview(whole).cast("B").cast("q")
    packed = flat if cells.itemsize == 1 else flat.cast("H")
    return Profile(tuple(candidates), packed, cells.shape[1], counted, kind)


def repeats(profile: Profile) -> tuple[int, int]:
    """The first row (from 1) that bears a candidate twice, and the papers of all such rows."""
    cells = cells_of(profile)
    first, papers = 0, 0
    step = max(1, 2**20 // max(1, profile.width))
    for at in range(0, len(cells), step):
        twice = _twice(cells[at : at + step], len(profile.candidates))
        where = np.flatnonzero(twice)
        if len(where):
            first = first or at + int(where[0]) + 1
            papers += sum(papers_of_rows(profile)[at : at + step][where].tolist())
    return first, papers


def _twice(block: Any, candidates: int) -> Any:
    """Which rows bear a candidate twice; codes above the candidates do not count."""
    if candidates < 64:
        return _twice_few(block, candidates)
    shown = np.where(block <= candidates, block, 0)
    shown.sort(axis=1)
    return ((shown[:, 1:] == shown[:, :-1]) & (shown[:, 1:] != 0)).any(axis=1)


def _twice_few(block: Any, candidates: int) -> Any:
    """The same for fewer than 64 candidates: one bit each, and a count of the bits."""
    bits = np.zeros(256 if block.itemsize == 1 else 65_536, np.uint64)
    bits[1 : candidates + 1] = _ONE << np.arange(candidates, dtype=np.uint64)
    borne = np.zeros(len(block), np.uint64)
    marks = np.zeros(len(block), np.int64)
    for column in np.asfortranarray(block).T:
        bit = bits[column]
        borne |= bit
        marks += bit != 0
    return np.bitwise_count(borne) != marks


def grouped_arrays(profile: Profile) -> tuple[Any, Any]:
    """Distinct rows with their papers, in order of row: (row, width) and int64."""
    cells, papers = cells_of(profile), papers_of_rows(profile)
    wide = np.ascontiguousarray(cells.astype(cells.dtype.newbyteorder(">"), copy=False))
    keys = wide.view(np.dtype((np.void, wide.itemsize * wide.shape[1]))).reshape(-1)
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    new = np.ones(len(keys), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(new)
    return cells[order[starts]], np.add.reduceat(papers[order], starts)
