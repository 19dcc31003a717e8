"""Reading a million papers under a rule: rows that say what they show go through as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.kernels import papers as kernel
from hustings.rules.marks import Read, Reading, read_row

Ranking = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Distinct rankings in order, candidates from 1, and the papers of each.

    `level` are the rankings in which candidates stand level, from 0 as `rules.marks` writes them.
    """

    cells: NDArray[np.unsignedinteger]
    papers: NDArray[np.int64]
    level: dict[Ranking, int]


def read_rows(
    cells: NDArray[np.unsignedinteger],
    papers: NDArray[np.int64],
    candidates: int,
    codes: tuple[int, int],
    reading: Reading,
) -> tuple[Rows, Read]:
    """Distinct sorted rows (row, rank) to rankings; only odd rows are read one by one.

    `codes` are those for a tie and for a rank left blank. Blank papers are set aside. What was read
    is told as `rules.marks.read_papers` tells it.
    """
    odd = kernel.odd_rows(cells, candidates)
    seen = {"blank": 0, "overvote": 0, "skipped": 0, "repeat": 0}
    plain = np.ones(len(cells), bool)
    plain[odd] = False
    if not cells[0].any():
        seen["blank"] += int(papers[0])
        plain[0] = False
    kept, counted = (cells, papers) if plain.all() else (cells[plain], papers[plain])
    made, level = _read_odd(cells[odd].tolist(), papers[odd].tolist(), codes, reading, seen)
    if made:
        kept, counted = _with(kept, counted, made)
    read = Read({}, seen["blank"], seen["overvote"], seen["skipped"], seen["repeat"])
    return Rows(kept, counted, level), read


def _read_odd(
    rows: Sequence[list[int]],
    papers: Sequence[int],
    codes: tuple[int, int],
    reading: Reading,
    seen: dict[str, int],
) -> tuple[dict[Ranking, int], dict[Ranking, int]]:
    """Odd rows to rankings, those with candidates level apart; `seen` is added to."""
    made: dict[Ranking, int] = {}
    level: dict[Ranking, int] = {}
    for row, n in zip(rows, papers):
        written = row[: row.index(0)] if 0 in row else row
        ranking, marks = read_row(written, *codes, reading)
        for mark in marks:
            seen[mark] += n
        if not ranking:
            seen["blank"] += n
        else:
            into = level if min(ranking) < 0 else made
            into[ranking] = into.get(ranking, 0) + n
    return made, level


def _with(
    cells: NDArray[np.unsignedinteger], papers: NDArray[np.int64], made: dict[Ranking, int]
) -> tuple[NDArray[np.unsignedinteger], NDArray[np.int64]]:
    """Rows with the rankings that were read one by one, grouped again."""
    width = max(cells.shape[1], *(len(ranking) for ranking in made))
    joined = np.zeros((len(cells) + len(made), width), cells.dtype)
    joined[: len(cells), : cells.shape[1]] = cells
    for at, ranking in enumerate(made, len(cells)):
        joined[at, : len(ranking)] = [c + 1 for c in ranking]
    counted = np.concatenate([papers, np.fromiter(made.values(), np.int64, len(made))])
    return kernel.group(joined, counted)
