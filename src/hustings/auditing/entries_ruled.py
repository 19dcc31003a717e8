"""Rulings held against the differences they are of, and what papers say by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from hustings.auditing.entries_result import Difference
from hustings.errors import InputError, Problem
from hustings.model.entries import (
    BLANK,
    NO_PAPER,
    REJECT,
    WHOLE,
    KeyedFile,
    KeyedPaper,
    Ruling,
    Rulings,
)


def refuse_rulings(
    found: Sequence[Difference], first: KeyedFile, second: KeyedFile, rulings: Rulings
) -> None:
    """InputError for rulings that fit no difference, or that the files have left behind."""
    there = {paper.paper for file in (first, second) for paper in file.papers}
    problems = [
        Problem(rulings.name, ruling.at, code, said, step)
        for ruling in rulings.rulings
        for code, said, step in _faults(ruling, found, there, first, second)
    ]
    if problems:
        raise InputError("the rulings do not fit the two files", problems)


def _faults(
    ruling: Ruling,
    found: Sequence[Difference],
    there: Collection[str],
    first: KeyedFile,
    second: KeyedFile,
) -> Iterator[tuple[str, str, str]]:
    of = f"paper {ruling.paper!r}"
    mine = [d for d in found if d.paper == ruling.paper]
    if ruling.paper not in there:
        near = get_close_matches(ruling.paper, {d.paper for d in found}, n=1)
        step = f"Did you mean {near[0]!r}?" if near else "Check the number."
        yield "unknown-paper", f"{of} is in neither file", step
    elif ruling.column not in (*first.heads, WHOLE):
        near = get_close_matches(ruling.column, [*first.heads, WHOLE], n=1)
        step = f"Did you mean {near[0]!r}?" if near else f"Columns: {', '.join(first.heads)}."
        yield "unknown-column", f"no column {ruling.column!r}", step
    elif not mine or (ruling.column != WHOLE and ruling.column not in {d.column for d in mine}):
        if any(d.column == WHOLE for d in mine):
            step = f'Rule on column = "{WHOLE}".'
            yield "whole-paper", f"{of} is open as a whole", step
        else:
            step = "Take the ruling out, or check its number and column."
            yield "nothing-to-rule", f"the files agree on {of}, {ruling.column}", step
    else:
        yield from _faults_of_value(ruling, mine, first, second)


def _faults_of_value(
    ruling: Ruling, mine: Sequence[Difference], first: KeyedFile, second: KeyedFile
) -> Iterator[tuple[str, str, str]]:
    of = f"paper {ruling.paper!r}, {ruling.column}"
    for which, noted in (("first", ruling.first_says), ("second", ruling.second_says)):
        for d in mine:
            said = d.first if which == "first" else d.second
            if ruling.column != WHOLE and d.column == ruling.column and noted not in (None, said):
                step = "Look at the paper again and rule on what the files say now."
                yield "ruled-on-other", f"{of}: {which} says {said!r}, not {noted!r}", step
    if ruling.column == WHOLE and ruling.side in ("first", "second"):
        file = first if ruling.side == "first" else second
        entries = _picked(ruling, file)
        if len({p.cells for p in entries}) != 1:
            what = "does not hold it" if not entries else "holds it twice, differently"
            step = f'Rule for the other file, write line = the right one, or rule "{NO_PAPER}".'
            yield "no-such-entry", f"{of}: {file.name} {what}", step
    if ruling.side == "value":
        known = {c for file in (first, second) for p in file.papers for c in p.cells}
        if ruling.ruling not in known and not (ruling.ruling.isdigit() and not first.ranked):
            near = get_close_matches(ruling.ruling, known, n=1)
            step = f"Did you mean {near[0]!r}?" if near else "Write it as in the other cells."
            yield "unknown-value", f"{of}: no paper says {ruling.ruling!r} anywhere", step


def _picked(ruling: Ruling, file: KeyedFile) -> list[KeyedPaper]:
    """The entries of a file that a ruling on a whole paper can mean."""
    return [p for p in file.papers if p.paper == ruling.paper and ruling.line in (None, p.line)]


def ruled(d: Difference, rulings: Rulings, first: KeyedFile, second: KeyedFile) -> Difference:
    """The difference with its ruling, if there is one, and what the paper says by it."""
    about = [r for r in rulings.rulings if r.paper == d.paper and r.column in (d.column, WHOLE)]
    if not about:
        return d
    (ruling,) = about
    if ruling.side == REJECT:
        said = f"rejected: {ruling.reason}"
    elif ruling.side == NO_PAPER:
        said = NO_PAPER
    elif d.column == WHOLE:
        file = first if ruling.side == "first" else second
        said = f"as in {ruling.side}, line {_picked(ruling, file)[0].line}"
    else:
        said = _value(d, ruling) or BLANK
    return replace(d, ruling=ruling, settled=said)


def _value(d: Difference, ruling: Ruling) -> str:
    """What stands in a cell by a ruling."""
    by_side = {"first": d.first, "second": d.second, BLANK: ""}
    return by_side.get(ruling.side, ruling.ruling)


def settled_papers(
    found: Sequence[Difference],
    mine: Mapping[str, Sequence[KeyedPaper]],
    theirs: Mapping[str, Sequence[KeyedPaper]],
    heads: Sequence[str],
) -> Iterator[KeyedPaper]:
    """What every paper says when all is ruled; rejected ones left out."""
    about: dict[str, list[Difference]] = defaultdict(list)
    for d in found:
        about[d.paper].append(d)
    for paper in dict.fromkeys((*mine, *theirs)):
        rulings = {d.column: (d, d.ruling) for d in about[paper] if d.ruling is not None}
        whole = next((r for _, r in rulings.values() if r.column == WHOLE), None)
        if whole is None:
            (base, *_) = mine.get(paper) or theirs[paper]
            cells = dict(zip(heads, base.cells))
            cells |= {column: _value(*of) for column, of in rulings.items()}
            yield KeyedPaper(paper, base.line, tuple(cells.values()))
        elif whole.side in ("first", "second"):
            entries = (mine if whole.side == "first" else theirs)[paper]
            yield next(p for p in entries if whole.line in (None, p.line))


def rejected(found: Sequence[Difference]) -> tuple[tuple[str, str], ...]:
    """Papers ruled out, with the reason, each once."""
    held = {d.paper: d.ruling.reason for d in found if d.ruling and d.ruling.side == REJECT}
    return tuple(held.items())
