"""Arrays of rankings to a profile, checked whole and without a copy where it can be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from hustings.errors import InputError, Problem
from hustings.model.profile import MOST_PAPERS, Kind, Profile


def from_array(cells: Any, candidates: Sequence[str], papers: Any, kind: Kind) -> Profile:
    """See `hustings.profile`."""
    rows, names = np.asarray(cells), tuple(candidates)
    weights = None if papers is None else np.asarray(papers)
    problems = [*_bad_cells(rows, names, kind), *_bad_papers(rows, weights)]
    problems += [
        _problem("duplicate-candidate", f"{name!r} stands twice", "Give each its own name.")
        for name in sorted({n for n in names if names.count(n) > 1})
    ]
    if problems:
        raise InputError("the arrays cannot be read", problems)
    largest = rows.max(initial=0) if kind == "scores" else len(names)
    packed = np.ascontiguousarray(rows, dtype=np.uint8 if largest <= 250 else np.uint16)
    counted = None if weights is None else np.ascontiguousarray(weights, np.int64).data
    return Profile(names, packed.reshape(-1).data, packed.shape[1], counted, kind)


def _bad_cells(rows: Any, names: tuple[str, ...], kind: Kind) -> list[Problem]:
    if rows.ndim != 2 or rows.dtype.kind not in "iu" or not rows.shape[1]:
        said = f"an array of shape {rows.shape} and type {rows.dtype}"
        return [_problem("bad-array", said, "Pass whole numbers of shape (paper, rank).")]
    most = 65_000 if kind == "scores" else len(names)
    if rows.min(initial=0) < 0 or rows.max(initial=0) > most:
        wrong = np.flatnonzero(((rows < 0) | (rows > most)).any(axis=1))
        said = f"{len(wrong)} rows hold a number outside 0 to {most}, first row {wrong[0]}"
        return [_problem("candidate-out-of-range", said, "Number candidates from 1; 0 is empty.")]
    if kind != "scores" and not rows.all():
        after = np.flatnonzero(((rows[:, :-1] == 0) & (rows[:, 1:] != 0)).any(axis=1))
        if len(after):
            said = f"{len(after)} rows go on after an empty rank, first row {after[0]}"
            step = "Close the gaps, or give a rank left blank its code (Profile.skipped)."
            return [_problem("gap", said, step)]
    return []


def _bad_papers(rows: Any, weights: Any) -> list[Problem]:
    if weights is None:
        return []
    step = "Give one whole number above zero a row."
    if weights.shape != rows.shape[:1] or weights.dtype.kind not in "iu":
        said = f"papers of shape {weights.shape} and type {weights.dtype}"
        return [_problem("bad-papers", said, step)]
    wrong = np.flatnonzero((weights <= 0) | (weights >= MOST_PAPERS))
    if len(wrong):
        said = f"{len(wrong)} rows with no or absurdly many papers, first row {wrong[0]}"
        return [_problem("bad-papers", said, step)]
    return []


def _problem(code: str, message: str, step: str) -> Problem:
    return Problem("ballots", 0, code, message, step)
