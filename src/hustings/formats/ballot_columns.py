"""Columns of words to papers: names by rank, or ranks, marks or points by candidate."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from hustings.formats.ballot_arrays import profile_of
from hustings.formats.ballot_faults import Faults, papers_of, quoted
from hustings.formats.ballot_form import MOST_CELLS, Heap, ranks_of_levels
from hustings.formats.cell_words import BLANK, OVERVOTE, level_of, mark_of, several
from hustings.model.profile import MOST_CANDIDATES, Kind, Profile, cell_bytes, codes

WRITE_IN = re.compile(r"(uwi|(undeclared )?write[- ]?ins?( .*)?)\Z", re.I)
UNMARKED = -1
MOST_ALIKE = 3
"""Faults of one kind that are spelt out; the others are counted."""


@dataclass(frozen=True)
class Grid:
    """Cells as codes of words (row, column), the line of a row, and its number of papers."""

    codes: Any
    words: Sequence[str]
    line: Callable[[int], int]
    papers: Any = None


def papers_column(codes: Any, words: Sequence[str], line: Any, faults: Faults) -> Any:
    """The column that says how many papers a row is."""
    values = np.zeros(len(words), np.int64)
    for code in np.unique(codes).tolist():
        at = int(np.argmax(codes == code))
        values[code] = papers_of(words[code], line(at), faults) or 0
    return values[codes]


def by_rank(grid: Grid, faults: Faults, kind: Kind) -> tuple[list[str], Profile | None]:
    """One column a rank, holding names; candidates are taken in order of name."""
    used = sorted({grid.words[code] for code in np.unique(grid.codes).tolist()})
    words = [word for word in used if word.lower() not in BLANK | OVERVOTE]
    joined, doubt = several(words)
    names = [word for word in words if word not in joined]
    if not names or len(names) > MOST_CANDIDATES:
        return names, None
    item = cell_bytes(len(names), "ranked")
    number = {name: k for k, name in enumerate(names, 1)}
    skip = 0 if kind == "choices" else codes(item)[1]
    look = np.array([number.get(w, skip) for w in grid.words], np.uint8 if item == 1 else np.uint16)
    cells = look[grid.codes]
    _note_words(grid, names, faults)
    _note_several(grid, joined, doubt, faults)
    cells = _sorted_choices(cells) if kind == "choices" else trimmed(cells, cells != skip)
    if joined:
        cells = _with_several(cells, grid, joined, number, kind)
    return names, profile_of(names, cells, grid.papers, kind)


def trimmed(cells: Any, preferences: Any) -> Any:
    """Nothing after the last preference of a row, and no column that no row needs."""
    backwards = preferences[:, ::-1]
    until = np.maximum.accumulate(backwards, axis=1)[:, ::-1]
    width = max(1, int(np.flatnonzero(until.any(axis=0)).max(initial=-1)) + 1)
    return (cells * until)[:, :width]


def _sorted_choices(cells: Any) -> Any:
    """Chosen candidates in order of number, empty cells last."""
    top = np.iinfo(cells.dtype).max
    ordered = np.sort(np.where(cells == 0, top, cells), axis=1)
    ordered[ordered == top] = 0
    return trimmed(ordered, ordered != 0)


def _note_words(grid: Grid, names: Sequence[str], faults: Faults) -> None:
    over = [k for k, word in enumerate(grid.words) if word.lower() in OVERVOTE]
    there = np.isin(grid.codes, over).any(axis=1)
    if there.any():
        papers = int(there.sum() if grid.papers is None else grid.papers[there].sum())
        what = f"{papers} papers bear an overvote, and the file does not say of whom"
        step = "It is read as a rank left blank; check what the rule says of overvotes."
        faults.note(grid.line(int(np.argmax(there))), "overvote-as-blank", what, step)
    if written := [name for name in names if WRITE_IN.match(name)]:
        what = f"write-ins stand as candidates: {', '.join(written[:5])}"
        faults.note(0, "write-ins", what, "Withdraw them if the rule does not count them.")


def _note_several(
    grid: Grid, joined: Mapping[str, tuple[str, ...]], doubt: Sequence[str], faults: Faults
) -> None:
    if joined:
        there = _holding(grid, joined)
        papers = int(there.sum() if grid.papers is None else grid.papers[there].sum())
        what = f"{papers} paper{'s' * (papers != 1)} with several candidates in one rank"
        step = "They are read as equal ranks (an overvote); check what the rule says of them."
        faults.note(grid.line(int(np.argmax(there))), "overvote", what, step)
    if doubt:
        what = f"candidates' names with a separator: {', '.join(map(quoted, doubt[:5]))}"
        step = "If these are several candidates, write one name a cell."
        faults.note(0, "separator-in-name", what, step)


def _holding(grid: Grid, words: Container[str]) -> Any:
    """The rows that hold one of the words."""
    wanted = [k for k, word in enumerate(grid.words) if word in words]
    return np.isin(grid.codes, wanted).any(axis=1)


def _with_several(
    cells: Any,
    grid: Grid,
    joined: Mapping[str, tuple[str, ...]],
    number: Mapping[str, int],
    kind: Kind,
) -> Any:
    """Rows in which a cell holds several names, one by one."""
    heap, rows = Heap.of(len(number)), np.flatnonzero(_holding(grid, joined))
    for row in rows.tolist():
        parts = [joined.get(w, (w,)) for w in (grid.words[c] for c in grid.codes[row].tolist())]
        ranks = [[number[name] for name in names if name in number] for names in parts]
        if kind == "choices":
            heap.rows.append(sorted(chain.from_iterable(ranks)))
        else:
            heap.add(ranks)
    return _in_place(cells, rows, heap)


def by_candidate(grid: Grid, names: Sequence[str], faults: Faults, variant: str) -> Profile | None:
    """One column a candidate, holding ranks, marks or points (`variant`; "" tells by content)."""
    levels, crosses = _levels(grid, names, faults, variant)
    if levels is None:
        return None
    marks = variant == "marks" or (not variant and (crosses or _are_marks(levels, faults)))
    if variant == "scores":
        most = int(levels.max()) + 1
        cells = (levels.astype(np.int32) + 1).astype(np.uint8 if most <= 250 else np.uint16)
        return profile_of(names, cells, grid.papers, "scores")
    if marks:
        return _marked(levels, names, grid, faults)
    levels[levels < 0] = 0
    return by_level(levels, names, grid.papers, grid.line, faults)


def _levels(grid: Grid, names: Sequence[str], faults: Faults, variant: str) -> tuple[Any, bool]:
    """Words to whole numbers, UNMARKED where blank, and whether crosses or ticks stand there.

    Other words are Problems with their line (then None); a cross beside ranks is one of them.
    """
    values = np.full(len(grid.words), UNMARKED, np.int32)
    crosses, bad = {}, []
    for code in np.unique(grid.codes).tolist():
        word = grid.words[code]
        if (number := level_of(word)) is not None:
            values[code] = number
        elif (mark := mark_of(word)) is not None:
            crosses[code] = mark
        elif word.lower() not in BLANK:
            bad.append(code)
    if values.max(initial=0) > 1 or variant in ("ranks", "scores"):
        bad += crosses
    if bad:
        _bad_cells(grid, names, bad, faults)
        return None, False
    for code, mark in crosses.items():
        values[code] = mark
    small = values.astype(np.int16) if values.max(initial=0) < 30_000 else values
    return small[grid.codes], bool(crosses)


def _bad_cells(grid: Grid, names: Sequence[str], bad: Sequence[int], faults: Faults) -> None:
    """The first cells of each column that say neither rank nor mark, and how many more."""
    wrong = np.isin(grid.codes, list(bad))
    step = "Write whole numbers; put other columns under names like precinct or id."
    shown = [
        (row, column)
        for column in np.flatnonzero(wrong.any(axis=0)).tolist()
        for row in np.flatnonzero(wrong[:, column])[:MOST_ALIKE].tolist()
    ]
    for row, column in sorted(shown):
        word = grid.words[int(grid.codes[row, column])]
        said = "an address" if "@" in word else quoted(word)
        what = f"{said} under {quoted(names[column])} is not a rank or mark"
        faults.add(grid.line(row), "bad-cell", what, step)
    if (beyond := int(wrong.sum()) - len(shown)) > 0:
        faults.add(0, "bad-cell", f"and {beyond:,} more cells like these", step)


def _fold(rows: Any, faults: Faults, code: str, step: str) -> None:
    """One Problem for the rows that are like those spelt out."""
    if len(rows) > MOST_ALIKE:
        faults.add(0, code, f"and {len(rows) - MOST_ALIKE:,} more rows like it", step)


def _are_marks(levels: Any, faults: Faults) -> bool:
    """Only 0 and 1, and 0 is written: marks. Only 1 and blanks could be either: ranks."""
    if levels.max(initial=0) > 1:
        return False
    marks = bool((levels == 0).any())
    what = "read as marks (0/1)" if marks else "read as ranks, though 1 is the only number"
    faults.note(0, "marks-or-ranks", what, "Pass form csv:ranks or csv:marks to say which.")
    return marks


def _marked(levels: Any, names: Sequence[str], grid: Grid, faults: Faults) -> Profile | None:
    rows = np.flatnonzero((levels > 1).any(axis=1))
    for row in rows[:MOST_ALIKE].tolist():
        faults.add(grid.line(row), "bad-mark", f"{levels[row].max()} is no mark", "Write 0 or 1.")
    _fold(rows, faults, "bad-mark", "Write 0 or 1.")
    if len(rows):
        return None
    marks = levels == 1
    dtype = np.uint8 if cell_bytes(len(names), "choices") == 1 else np.uint16
    cells = np.zeros((len(levels), max(1, int(marks.sum(axis=1).max(initial=0)))), dtype)
    row, column = np.nonzero(marks)
    place = (np.cumsum(marks, axis=1) - 1)[row, column]
    cells[row, place] = column + 1
    return profile_of(names, cells, grid.papers, "choices")


def by_level(
    levels: Any, names: Sequence[str], papers: Any, line: Any, faults: Faults
) -> Profile | None:
    """The rank given to each candidate (0: none), shape (row, candidate), to rankings."""
    most = max(2 * len(names), 100)
    rows = np.flatnonzero((levels > most).any(axis=1))
    step = f"Ranks go from 1; at most {most} is read. Points are read with csv:scores."
    for row in rows[:MOST_ALIKE].tolist():
        faults.add(line(row), "bad-rank", f"rank {levels[row].max()} is absurd", step)
    _fold(rows, faults, "bad-rank", step)
    width = max(1, int(levels.max(initial=0)))
    if len(rows) or len(levels) * width > MOST_CELLS:
        return None
    item = cell_bytes(len(names), "ranked")
    cells = np.zeros((len(levels), width), np.uint8 if item == 1 else np.uint16)
    for number, column in enumerate(np.asfortranarray(levels).T, 1):
        there = np.flatnonzero(column)
        cells[there, column[there] - 1] = number
    tied = np.flatnonzero((cells != 0).sum(axis=1) != (levels != 0).sum(axis=1))
    given = cells != 0
    cells[~given] = codes(item)[1]
    cells = trimmed(cells, given)
    if len(tied):
        cells = _with_ties(cells, levels, tied, len(names))
    return profile_of(names, cells, papers, "ranked")


def _with_ties(cells: Any, levels: Any, tied: Any, count: int) -> Any:
    """Rows in which candidates share a rank, one by one."""
    heap = Heap.of(count)
    for row in tied.tolist():
        given = [level or None for level in levels[row].tolist()]
        heap.add(ranks_of_levels(given, blanks=True))
    return _in_place(cells, tied, heap)


def _in_place(cells: Any, rows: Any, heap: Heap) -> Any:
    """The cells with some rows put anew, as wide as need be."""
    width = max(cells.shape[1], max(map(len, heap.rows)))
    wide = np.zeros((len(cells), width), cells.dtype)
    wide[:, : cells.shape[1]] = cells
    wide[rows] = 0
    for row, filled in zip(rows.tolist(), heap.rows):
        wide[row, : len(filled)] = filled
    longest = max(1, int(np.flatnonzero(wide.any(axis=0)).max(initial=0)) + 1)
    return np.ascontiguousarray(wide[:, :longest])
