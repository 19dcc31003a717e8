"""Two keyed tables made comparable, and everything they do not both say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches
from operator import eq

from hustings.auditing.entries_result import Difference
from hustings.errors import InputError, Problem
from hustings.model.entries import WHOLE, KeyedFile, KeyedPaper

ALIGNED = 1_000
"""Rows aligned at a time to find where two files drift apart."""
NOT_KEYED = "not keyed"


def matched(first: KeyedFile, second: KeyedFile) -> KeyedFile:
    """The second file with its columns in the order of the first; InputError when that fails."""
    problems = [*_heads_missing(first, second), *_heads_missing(second, first)]
    if bool(first.id_head) != bool(second.id_head):
        lacking, there = (second, first) if first.id_head else (first, second)
        said = f"{there.name} numbers its papers under {there.id_head!r}, {lacking.name} does not"
        step = "Key the numbers in both files, or name the column with --id."
        problems.append(Problem(lacking.name, 1, "no-paper-numbers", said, step))
    if not problems and not first.id_head and len(first.papers) != len(second.papers):
        problems.append(_drifted(first, second))
    if problems:
        raise InputError("the two files cannot be compared paper by paper", problems)
    order = [second.heads.index(head) for head in first.heads]
    papers = tuple(
        KeyedPaper(p.paper, p.line, tuple(p.cells[k] for k in order)) for p in second.papers
    )
    return replace(second, heads=first.heads, papers=papers)


def _heads_missing(here: KeyedFile, there: KeyedFile) -> Iterator[Problem]:
    for head in here.heads:
        if head not in there.heads:
            near = get_close_matches(head, [h for h in there.heads if h not in here.heads], n=1)
            step = f"Is it {near[0]!r} there? " if near else ""
            said = f"{there.name} has no column {head!r}, which {here.name} has"
            yield Problem(
                there.name, 1, "different-heads", said, f"{step}Give both files the same heads."
            )


def _drifted(first: KeyedFile, second: KeyedFile) -> Problem:
    """Where one file has a row more, by aligning the rows."""
    many = (len(first.papers), len(second.papers))
    said = f"{many[0]} papers in {first.name}, {many[1]} in {second.name}, and no numbers"
    extra = next(rows_too_many(first, second), "")
    step = "Number the papers and key the number in a column called paper."
    return Problem(second.name, 0, "different-lengths", f"{said}{extra}", step)


def rows_too_many(first: KeyedFile, second: KeyedFile) -> Iterator[str]:
    """In words, rows without a counterpart, where to suppose so explains most of what differs."""
    for at in range(0, max(len(first.papers), len(second.papers)), ALIGNED):
        mine, theirs = (file.papers[at : at + ALIGNED] for file in (first, second))
        one, two = ([paper.cells for paper in papers] for papers in (mine, theirs))
        aligned = SequenceMatcher(a=one, b=two, autojunk=False)
        in_place = sum(map(eq, one, two))
        alike = sum(block.size for block in aligned.get_matching_blocks())
        shorter = min(len(one), len(two))
        if 2 * (shorter - alike) > shorter - in_place:
            continue
        for _, a, b, c, d in aligned.get_opcodes():
            if b - a != d - c:
                more, file = (mine[a:b], first) if b - a > d - c else (theirs[c:d], second)
                lines = f"lines {more[0].line} to {more[-1].line}"
                shown = f"line {more[0].line}" if len(more) == 1 else lines
                yield f"; {file.name} seems to have one too many at {shown}"


def by_paper(file: KeyedFile) -> dict[str, list[KeyedPaper]]:
    """The entries of every paper, in the order of the file."""
    found: dict[str, list[KeyedPaper]] = defaultdict(list)
    for paper in file.papers:
        found[paper.paper].append(paper)
    return dict(found)


def differences(first: KeyedFile, second: KeyedFile) -> Iterator[Difference]:
    """In the order of the first file; papers of the second only come last."""
    mine, theirs = by_paper(first), by_paper(second)
    alone = {
        side: {p[0].cells: p[0].paper for n, p in held.items() if n not in other and len(p) == 1}
        for side, held, other in (("first", mine, theirs), ("second", theirs, mine))
    }
    for paper in dict.fromkeys((*mine, *theirs)):
        here, there = mine.get(paper, []), theirs.get(paper, [])
        lines = (tuple(p.line for p in here), tuple(p.line for p in there))
        if len(here) > 1 or len(there) > 1:
            yield Difference("keyed twice", paper, WHOLE, _times(here), _times(there), *lines)
        elif not (here and there):
            (only,), other = here or there, alone["second" if here else "first"]
            twin = other.get(only.cells)
            hint = f"the other file has paper {twin}, which says the same" if twin else ""
            said = ("keyed", NOT_KEYED) if here else (NOT_KEYED, "keyed")
            yield Difference("one file only", paper, WHOLE, *said, *lines, hint)
        else:
            for head, one, two in zip(first.heads, here[0].cells, there[0].cells):
                if one != two:
                    yield Difference("cell", paper, head, one, two, *lines)


def _times(papers: Sequence[KeyedPaper]) -> str:
    """How often a paper was keyed in a file."""
    if len(papers) < 2:
        return "keyed" if papers else NOT_KEYED
    alike = "alike" if len({p.cells for p in papers}) == 1 else "differently"
    return f"keyed {'twice' if len(papers) == 2 else f'{len(papers)} times'}, {alike}"
