"""The steps of `counting.prepare` on arrays, for very many papers; rows with ties go the plain way.

Each function gives the same papers as its plain twin there, in rows as they lay.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.model.profile import Profile, codes

Cells = NDArray[np.unsignedinteger[Any]]
Change = Callable[[Profile], Profile]


def cells_of(profile: Profile) -> Cells:
    """The cells of a profile, (row, rank), without a copy."""
    letter: type[np.unsignedinteger[Any]] = np.uint8 if profile.item == 1 else np.uint16
    flat = np.frombuffer(profile.cells, dtype=letter)
    return flat.reshape(len(profile), profile.width)


def with_rows(profile: Profile, cells: Cells, rows: NDArray[np.bool_] | None = None) -> Profile:
    """Other cells for the same papers, or for the rows picked."""
    papers = None if profile.papers is None else np.frombuffer(profile.papers, dtype=np.int64)
    if papers is not None and rows is not None:
        papers = papers[rows]
    flat = np.ascontiguousarray(cells)
    counted = None if papers is None else np.ascontiguousarray(papers).data
    width, kind = flat.shape[1], profile.kind
    return Profile(profile.candidates, flat.reshape(-1).data, width, counted, kind)


def kept(profile: Profile, inside: Collection[int], least: int, most: int | None) -> Profile:
    """Rows that bear from `least` to `most` of the candidates `inside` (from 1), or nobody."""
    cells = cells_of(profile)
    if profile.kind == "scores":
        marked = cells > 0
        many = marked[:, [k - 1 for k in inside]].sum(axis=1)
    else:
        marked = (cells > 0) & (cells < profile.skipped)
        many = sum((np.any(cells == k, axis=1).astype(np.int64) for k in inside), np.int64(0))
    fits = (many >= least) & (most is None or many <= most)
    stay = fits | ~marked.any(axis=1)
    return with_rows(profile, cells[stay], stay)


def blank(profile: Profile) -> int:
    """Papers that bear nobody."""
    cells = cells_of(profile)
    marked = cells > 0 if profile.kind == "scores" else (cells > 0) & (cells < profile.skipped)
    return int(_papers(profile)[~marked.any(axis=1)].sum())


def struck(profile: Profile, away: Collection[int], slow: Change) -> Profile:
    """Candidates (from 1) taken off every row; what follows moves up."""
    if profile.kind == "scores":
        made = cells_of(profile).copy()
        made[:, [k - 1 for k in away]] = 0
        return with_rows(profile, made)

    def fast(part: Profile) -> Profile:
        cells = cells_of(part)
        gone = np.isin(cells, list(away))
        order = np.argsort(gone, axis=1, kind="stable")
        moved = np.take_along_axis(np.where(gone, cells.dtype.type(0), cells), order, axis=1)
        return with_rows(part, moved)

    tied = (cells_of(profile) == profile.tied).any(axis=1)
    return _in_parts(profile, tied, fast, slow)


def followed(
    profile: Profile, names: Sequence[str], first: int, further: Sequence[int], slow: Change
) -> Profile:
    """Further candidates after `first` (from 1) on every row that bears it once and alone."""

    def fast(part: Profile) -> Profile:
        cells = _widened(part, len(names))
        at = np.where((cells == first).any(axis=1), (cells == first).argmax(axis=1), part.width)
        made = np.zeros((len(cells), part.width + len(further)), cells.dtype)
        rank = np.arange(part.width)
        before = rank[None, :] <= at[:, None]
        made[:, : part.width][before] = cells[before]
        made[:, len(further) :][~before] = cells[~before]
        for k, candidate in enumerate(further, 1):
            rows = np.flatnonzero(at < part.width)
            made[rows, at[rows] + k] = candidate
        named = Profile(tuple(names), part.cells, part.width, part.papers, part.kind)
        return with_rows(named, made)

    cells = cells_of(profile)
    odd = (cells == profile.tied).any(axis=1) | ((cells == first).sum(axis=1) > 1)
    return _in_parts(profile, odd, fast, slow)


def _widened(profile: Profile, candidates: int) -> Cells:
    """Cells of two bytes once there are more than 250 candidates, their codes moved."""
    cells = cells_of(profile)
    if profile.item == 2 or candidates <= 250:
        return cells
    wide = cells.astype(np.uint16)
    for old, new in zip(codes(1), codes(2)):
        wide[cells == old] = new
    return wide


def _in_parts(profile: Profile, odd: NDArray[np.bool_], fast: Change, slow: Change) -> Profile:
    """The plain rows by arrays, the odd ones the plain way, and both together."""
    if not odd.any():
        return fast(profile)
    cells = cells_of(profile)
    rest = slow(with_rows(profile, cells[odd], odd))
    quick = fast(with_rows(profile, cells[~odd], ~odd))
    width = max(rest.width, quick.width)
    both = np.vstack([_padded(quick, width), _padded(rest, width)])
    papers = np.concatenate([_papers(quick), _papers(rest)])
    return Profile(quick.candidates, both.reshape(-1).data, width, papers.data, quick.kind)


def _padded(profile: Profile, width: int) -> Cells:
    cells = cells_of(profile)
    return np.pad(cells, ((0, 0), (0, width - profile.width)))


def _papers(profile: Profile) -> NDArray[np.int64]:
    if profile.papers is None:
        return np.ones(len(profile), np.int64)
    return np.frombuffer(profile.papers, dtype=np.int64)
