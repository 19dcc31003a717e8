"""Lines of plain numbers to arrays, a block at a time; anything odd is left to a careful reader.

Every reader of numbers has two ways: this one, which knows only clean lines, and a careful one that
names each fault with its line. They must give the same profile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from hustings.formats.ballot_arrays import profile_of
from hustings.formats.ballot_form import MOST_CELLS
from hustings.model.profile import MOST_PAPERS, Profile, cell_bytes

BLOCK = 2**20
DIGIT, LINE, ODD = 1, 2, 3
LONGEST = 16
"""Digits a number may have here; longer ones go to the careful reader."""


class OddLines(Exception):
    """Something the quick reader does not know: the careful one takes over. Never escapes."""


@dataclass(frozen=True, slots=True)
class Block:
    """The numbers of some whole lines: line k holds numbers `first[k]` up to `past[k]`."""

    bytes: Any
    numbers: Any
    starts: Any
    ends: Any
    first: Any
    past: Any


def table(between: bytes) -> Any:
    """What each byte is: a digit, a line's end, one of `between`, or odd."""
    kinds = np.full(256, ODD, np.uint8)
    kinds[ord("0") : ord("9") + 1] = DIGIT
    kinds[list(between)] = 0
    kinds[ord("\n")] = LINE
    return kinds


def blocks(data: bytes, start: int, stop: int, kinds: Any) -> Iterator[Block]:
    """The lines of data[start:stop], which must end in a line's end; no line may be empty."""
    while start < stop:
        cut = stop if stop - start <= BLOCK else data.rfind(b"\n", start, start + BLOCK) + 1
        if cut <= start:
            raise OddLines
        yield _block(np.frombuffer(data, np.uint8, cut - start, start), kinds)
        start = cut


def _block(raw: Any, kinds: Any) -> Block:
    kind = kinds[raw]
    if kind.max() == ODD or kind[-1] != LINE:
        raise OddLines
    digit = kind == DIGIT
    change = np.flatnonzero(digit[1:] != digit[:-1]) + 1
    if digit[0]:
        change = np.concatenate((np.zeros(1, change.dtype), change))
    starts, ends = change[::2], change[1::2] - 1
    lines = np.flatnonzero(kind == LINE)
    past = np.searchsorted(starts, lines)
    first = np.concatenate((np.zeros(1, past.dtype), past[:-1]))
    if not len(starts) or (past == first).any():
        raise OddLines
    return Block(raw, _numbers(raw, starts, ends), starts, ends, first, past)


def _numbers(raw: Any, starts: Any, ends: Any) -> Any:
    length = ends - starts
    longest = int(length.max())
    if longest >= LONGEST:
        raise OddLines
    numbers = (raw[ends] - 48).astype(np.int64 if longest > 8 else np.int32)
    if longest:
        tens = (raw[ends - 1] - 48).astype(np.uint8) * np.uint8(10)
        numbers += np.where(length > 0, tens, np.uint8(0))
    for place in range(2, longest + 1):
        some = np.flatnonzero(length >= place)
        digits = (raw[ends[some] - place] - 48).astype(numbers.dtype)
        numbers[some] += digits * numbers.dtype.type(10**place)
    return numbers


@dataclass
class Sheaf:
    """Rows of candidates gathered block by block, kept without their empty cells."""

    candidates: int
    flat: list[Any] = field(default_factory=list)
    lengths: list[Any] = field(default_factory=list)
    papers: list[Any] = field(default_factory=list)

    def add(self, block: Block, *, tail: int) -> None:
        """Each line is papers, then candidates, then `tail` numbers that are dropped."""
        papers = block.numbers[block.first]
        lengths = block.past - block.first - 1 - tail
        if lengths.min() < 0 or papers.min() < 1:
            raise OddLines
        keep = np.ones(len(block.numbers), bool)
        keep[block.first] = False
        for back in range(1, tail + 1):
            keep[block.past - back] = False
        flat = block.numbers[keep]
        if len(flat) and (flat.min() < 1 or flat.max() > self.candidates):
            raise OddLines
        self.flat.append(flat.astype(self.cell))
        self.lengths.append(lengths.astype(np.int32))
        self.papers.append(papers.astype(np.int64))

    @property
    def cell(self) -> Any:
        """The type of a cell."""
        return np.uint8 if cell_bytes(self.candidates, "ranked") == 1 else np.uint16

    def profile(self, candidates: tuple[str, ...]) -> Profile:
        """The rows as one profile."""
        rows = sum(map(len, self.lengths))
        width = max(1, max((int(some.max()) for some in self.lengths), default=1))
        if not rows or rows * width > MOST_CELLS:
            raise OddLines
        cells = np.zeros((rows, width), self.cell)
        at, columns = 0, np.arange(width)
        for flat, lengths in zip(self.flat, self.lengths):
            part = cells[at : at + len(lengths)]
            part[columns < lengths[:, None]] = flat
            at += len(lengths)
        papers = np.concatenate(self.papers)
        if float(papers.sum(dtype=float)) >= MOST_PAPERS:
            raise OddLines
        return profile_of(candidates, cells, papers)
