"""The R package pref's file: title, `seats candidates papers`, names, ballots, 0."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hustings.formats.ballot_faults import papers_of, quoted, whole
from hustings.formats.ballot_form import Form, Heap, Said, Wish, finish, too_many
from hustings.formats.ballot_source import Source
from hustings.model.profile import MOST_CANDIDATES, BallotFile

_LOOKS = re.compile(r"[^\n]*\n\s*[0-9]+[ \t]+[0-9]+[ \t]+[0-9]+\s*\n")
_TOKEN = re.compile(r"\([^()]*\)|[^\s()]+|[()]")
_STEP = "A ballot is: papers, preferences ((2 3) for equal ones), 0."


def looks(source: Source) -> bool:
    """A title, then seats, candidates and papers, and a first ballot after so many names."""
    if not _LOOKS.match(source.head):
        return False
    lines = source.text.split("\n", MOST_CANDIDATES + 3)
    counts = [whole(word) for word in lines[1].split()]
    title = [whole(word) for word in lines[0].split()]
    if len(counts) != 3 or None in counts or (len(title) == 2 and None not in title):
        return False
    first = lines[2 + (counts[1] or 0) :]
    return bool(first) and first[0].rstrip().endswith("0")


def read(source: Source, wish: Wish) -> BallotFile:
    """Read the file; the papers claimed by the header are compared with those found."""
    del wish
    faults = source.faults
    lines = source.text.split("\n")
    counts = [whole(word) for word in (lines[1].split() if len(lines) > 1 else [])]
    if len(counts) != 3 or None in counts:
        step = "Write: seats candidates papers."
        raise faults.fail(2, "bad-header", "line 2 is no header", step)
    seats, candidates, papers = (n or 0 for n in counts)
    if too_many(candidates, 2, faults):
        faults.stop()
    names = [line.strip().strip('"').strip() for line in lines[2 : 2 + candidates]]
    heap = Heap.of(candidates)
    ended = False
    for line, text in enumerate(lines[2 + candidates :], 3 + candidates):
        if text.strip() and ended:
            faults.add(line, "after-the-end", "a line after the 0 that ends the ballots", _STEP)
        elif text.strip() == "0":
            ended = True
        elif text.strip():
            _ballot(_TOKEN.findall(text), line, candidates, heap, source)
    if len(names) < candidates:
        step = "Name every candidate; the file may be cut short."
        faults.add(len(lines), "missing-names", f"{len(names)} for {candidates} candidates", step)
    faults.stop()
    if papers != sum(heap.papers):
        what = f"the header says {papers} papers, there are {sum(heap.papers)}"
        faults.note(2, "papers-differ", what, "The file may be cut short.")
    said = Said(names, lines[0].strip(), seats, at={k: k + 2 for k in range(1, candidates + 1)})
    return finish(source, "pref", said, heap.profile(names))


def _ballot(tokens: Sequence[str], line: int, count: int, heap: Heap, source: Source) -> None:
    faults = source.faults
    papers = papers_of(tokens[0], line, faults)
    if len(tokens) < 2 or tokens[-1] != "0":
        faults.add(line, "bad-ballot", "the ballot does not end in 0", _STEP)
        return
    ranks: list[list[int]] = []
    for token in tokens[1:-1]:
        numbers = [whole(part) for part in token.strip("()").split()]
        rank = [n for n in numbers if n is not None and 0 < n <= count]
        if len(set(rank)) < max(1, len(numbers)):
            step = f"Candidates are numbered 1 to {count}. {_STEP}"
            faults.add(line, "candidate-out-of-range", f"{quoted(token)} is no rank", step)
            return
        ranks.append(rank)
    if papers is not None:
        heap.add(ranks, papers)


FORM = Form(
    name="pref",
    about="title, then seats, candidates and papers, names first (R package pref)",
    extensions=("blt", "txt"),
    looks=looks,
    read=read,
    order=35,
)
