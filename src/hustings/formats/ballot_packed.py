"""Packed: the cells themselves after a line of JSON, for opening again at once and without loss."""

from __future__ import annotations

import json
import sys
from array import array
from typing import Any

from hustings.formats.ballot_form import Form, Wish, finish
from hustings.formats.ballot_head import check_head, head_of, said_of, sound
from hustings.formats.ballot_source import Source
from hustings.model.profile import BallotFile, Profile

MAGIC = b"hustings packed ballots 1\n"
_STEP = "Write the file again from its source."


def looks(source: Source) -> bool:
    """The first line."""
    return source.data.startswith(MAGIC)


def read(source: Source, wish: Wish) -> BallotFile:
    """Wrap the bytes as a profile, once every cell is known to be sound."""
    del wish
    data, faults = source.data, source.faults
    end = data.find(b"\n", len(MAGIC)) + 1
    head = check_head(data[len(MAGIC) : end])
    if head is None:
        raise faults.fail(2, "bad-header", "line 2 is not the head of packed ballots", _STEP)
    item, rows, width = head["item"], head["rows"], head["width"]
    start = -(-end // 8) * 8
    size = item * rows * width
    counted = -(-(start + size) // 8) * 8
    if len(data) != (counted + 8 * rows if head["papers"] else start + size):
        raise faults.fail(0, "cut-short", "the file is not as long as its head says", _STEP)
    view = memoryview(data)
    cells = view[start : start + size]
    papers = view[counted:].cast("q") if head["papers"] else None
    if sys.byteorder == "big":
        cells, papers = _swapped(cells, item, papers)
    kept = cells.cast("H") if item == 2 else cells
    profile = Profile(tuple(head["candidates"]), kept, width, papers, head["kind"])
    if not sound(profile):
        raise faults.fail(0, "candidate-out-of-range", "cells hold what cannot be", _STEP)
    return finish(source, "packed", said_of(head), profile)


def _swapped(cells: memoryview, item: int, papers: Any) -> tuple[memoryview, Any]:
    """The same on a machine that writes numbers the other way round."""
    wide = array("H", cells.tobytes()) if item == 2 else array("B", cells.tobytes())
    wide.byteswap()
    counted = None
    if papers is not None:
        counted = array("q", papers.tobytes())
        counted.byteswap()
    return memoryview(wide).cast("B"), None if counted is None else memoryview(counted)


def write(ballots: BallotFile) -> bytes:
    """Everything, in order, without loss."""
    profile = ballots.profile
    head = head_of(ballots, len(profile), profile.papers is not None)
    cells = profile.cells
    papers = profile.papers
    if sys.byteorder == "big":
        cells, papers = _swapped(memoryview(cells.tobytes()), profile.item, papers)
    out = MAGIC + json.dumps(head).encode() + b"\n"
    out += bytes(-len(out) % 8) + cells.tobytes()
    if papers is not None:
        out += bytes(-len(out) % 8) + papers.tobytes()
    return out


FORM = Form(
    name="packed",
    about="the cells themselves: quickest to open again, nothing lost",
    extensions=("packed",),
    looks=looks,
    read=read,
    write=write,
    order=1,
    binary=True,
)
