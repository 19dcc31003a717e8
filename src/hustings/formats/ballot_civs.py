"""CIVS: ranks by candidate, `-` or `No opinion` for none; names in line 1 as downloaded.

A file made for upload has no names and may say `5X` before a ballot cast five times; commas or
spaces part the ranks. Ranks are levels: only their order counts.
"""

from __future__ import annotations

import csv
import re

from hustings.formats.ballot_faults import papers_of, quoted, whole
from hustings.formats.ballot_form import Form, Heap, Said, Wish, finish, ranks_of_levels, too_many
from hustings.formats.ballot_source import Source
from hustings.model.profile import BallotFile

_RANKS = re.compile(
    r"\s*([0-9]+\s*[xX])?\s*(-|[0-9]+|No opinion)(\s*[,\s]\s*(-|[0-9]+|No opinion))*\s*\Z"
)
_STEP = "A ballot is one rank a candidate, or - for no opinion."


def looks(source: Source) -> bool:
    """Every line after the first is ranks, and some line could not be a plain table."""
    lines = [t for t in source.head.split("\n")[:200] if t.strip() and not t.startswith("#")]
    body = lines[1:-1] if len(source.head) >= 8000 else lines[1:]
    marked = any(re.search(r"(^|,)\s*(-|No opinion)\s*(,|$)|[0-9]\s*[xX]", text) for text in lines)
    return bool(body) and marked and all(_RANKS.match(text) for text in body)


def read(source: Source, wish: Wish) -> BallotFile:
    """Read the ranks; without a line of names candidates are numbered."""
    del wish
    faults = source.faults
    lines = [
        (line, text.strip())
        for line, text in enumerate(source.text.split("\n"), 1)
        if text.strip() and not text.startswith("#")
    ]
    if not lines:
        raise faults.fail(1, "no-ballots", "the file is empty", "Check the file.")
    names = _names(lines[0][1])
    if names:
        lines = lines[1:]
    else:
        count = len(_cells(lines[0][1])[1])
        names = [f"Candidate {k}" for k in range(1, count + 1)]
        faults.note(
            1, "no-names", "line 1 does not name the candidates", "Write their names there."
        )
    if too_many(len(names), 1, faults):
        faults.stop()
    heap = Heap.of(len(names))
    for line, text in lines:
        _ballot(text, line, len(names), heap, source)
    faults.stop()
    return finish(source, "civs", Said(names), heap.profile(names))


def _names(text: str) -> list[str]:
    """The names in line 1, or none where it is a ballot already."""
    if _RANKS.match(text):
        return []
    try:
        return [name.strip() for name in next(csv.reader([text], strict=True), [])]
    except csv.Error:
        return [name.strip() for name in text.split(",")]


def _cells(text: str) -> tuple[str, list[str]]:
    times = re.match(r"([0-9]+)\s*[xX]\s*", text)
    rest = text[times.end() :] if times else text
    cells = rest.split(",") if "," in rest else rest.replace("No opinion", "-").split()
    return (times[1] if times else "1"), [cell.strip() for cell in cells]


def _ballot(text: str, line: int, count: int, heap: Heap, source: Source) -> None:
    faults = source.faults
    times, cells = _cells(text)
    papers = papers_of(times, line, faults)
    levels: list[int | None] = []
    for cell in cells:
        level = whole(cell)
        if level is None and cell.lower() not in ("-", "no opinion", ""):
            faults.add(line, "bad-rank", f"{quoted(cell)} is no rank", _STEP)
            return
        levels.append(level or None)
    if len(levels) != count:
        faults.add(line, "bad-ballot", f"{len(levels)} ranks for {count} candidates", _STEP)
    elif papers is not None:
        heap.add(ranks_of_levels(levels, blanks=False), papers)


FORM = Form(
    name="civs",
    about="Condorcet Internet Voting Service: ranks by candidate, - for no opinion",
    extensions=("csv", "txt"),
    looks=looks,
    read=read,
    order=60,
)
