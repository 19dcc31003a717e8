"""Tables of papers as two people keyed them, with the line of every paper."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from hustings.errors import InputError, Problem
from hustings.formats.ballot_cells import careful_cells
from hustings.formats.ballot_faults import Faults, quoted
from hustings.formats.ballot_source import Source, open_source
from hustings.formats.ballot_table import Layout, survey_layout
from hustings.formats.ballots import tell
from hustings.model.entries import KeyedFile, KeyedPaper

IDS = (
    "paper;paper id;paper_id;paperid;paper no;paper no.;paper number;serial;serial no;serial no.;"
    "serial number;ballot id;ballot_id;ballotid;ballot number;ballot no;ballot;id;number;no;no."
).split(";")
"""Heads that are taken for the paper's number, the likeliest first."""
KEYING = frozenset(
    "keyer;keyed by;keyed_by;keyed at;typed by;typed_by;entered by;entered_by;initials;line;row;"
    "comment;comments;remark;remarks".split(";")
)
"""Heads of columns about the keying, not the paper."""


def read_pair(
    first: str | Path | bytes, second: str | Path | bytes, id_column: str | None = None
) -> tuple[KeyedFile, KeyedFile]:
    """Two keyed tables; InputError with every problem of both."""
    found: list[KeyedFile] = []
    problems: list[Problem] = []
    for which, where in (("first", first), ("second", second)):
        try:
            found.append(read_keyed(where, id_column, which))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError("the keyed papers cannot be read", problems)
    return found[0], found[1]


def is_table(where: str | Path | bytes) -> bool:
    """Whether a file is a table of papers, and not another form of ballots."""
    return tell(open_source(where)[0]).name == "csv"


def read_keyed(
    where: str | Path | bytes, id_column: str | None = None, which: str = "ballots"
) -> KeyedFile:
    """A table of one paper a row, its heads in line 1.

    The paper's number stands in `id_column`, or in a column called `paper`, `serial`, `id` or the
    like; without one papers are told by their row, from 1. Columns are those `read_ballots` knows:
    one a rank or one a candidate. Raises InputError with every problem: no heads, heads twice,
    papers without a number, rows with too many cells, an unknown `id_column`.
    """
    source, _ = open_source(where)
    if isinstance(where, bytes):
        source.faults.file = which
    rows = list(_rows(source))
    source.faults.stop()
    heads = [tidy(head) for head in rows[0][1]] if rows else []
    at = _id_at(heads, id_column, source.faults)
    plan = _plan(heads, at, source.faults)
    source.faults.stop()
    papers = list(_papers(rows[1:], plan, at, len(heads), source.faults))
    if not papers:
        source.faults.add(0, "no-papers", "there is not one paper", "Check the file.")
    source.faults.stop()
    compared = _compared(plan)
    return KeyedFile(
        name=which if isinstance(where, bytes) else Path(where).name,
        sha256=source.sha256,
        heads=tuple(plan.header[k] for k in compared),
        papers=tuple(papers),
        id_head=heads[at] if at is not None else "",
        ranked=plan.ranked,
        aside=tuple(h for k, h in enumerate(plan.header) if k not in compared and k != at and h),
        notes=tuple(source.faults.notes),
    )


def tidy(text: str) -> str:
    """A cell as it is compared: one form of accents, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _rows(source: Source) -> Iterable[tuple[int, list[str]]]:
    first = re.sub(r'"[^"]*"', "", source.text.split("\n", 1)[0])
    marks = {mark: first.count(mark) for mark in ",\t;|"}
    separator = max(marks, key=lambda mark: marks[mark])
    return careful_cells(source.text, separator, source.faults)


def _id_at(heads: Sequence[str], asked: str | None, faults: Faults) -> int | None:
    """Where the paper's number stands; None for nowhere."""
    low = [head.lower() for head in heads]
    if asked is not None:
        if tidy(asked).lower() in low:
            return low.index(tidy(asked).lower())
        near = get_close_matches(asked, heads, n=2) or heads[:6]
        step = f"Columns here: {', '.join(map(quoted, near))}."
        faults.add(1, "no-id-column", f"there is no column {quoted(asked)}", step)
        return None
    return next((low.index(name) for name in IDS if name in low), None)


def _plan(heads: Sequence[str], at: int | None, faults: Faults) -> Layout:
    """Which columns say what stands on the paper."""
    named = ["" if k == at or h.lower() in KEYING else h for k, h in enumerate(heads)]
    for head in sorted({h for h in heads if h and list(heads).count(h) > 1}):
        step = "Give every column a name of its own."
        faults.add(1, "duplicate-column", f"the column {quoted(head)} is there twice", step)
    made = survey_layout(named, ",", "")
    if not made.columns or (not made.ranked and all(h.isdigit() for h in made.names)):
        step = "Write heads in line 1: choice1, choice2, ..., or one column a candidate."
        faults.add(1, "bad-header", "no column of choices or candidates", step)
    return Layout(",", tuple(heads), made.columns, made.papers, made.ranked, made.aside)


def _compared(plan: Layout) -> list[int]:
    """The compared columns, the number of papers last."""
    return [*plan.columns, *([plan.papers] if plan.papers is not None else [])]


def _papers(
    rows: Sequence[tuple[int, list[str]]],
    plan: Layout,
    at: int | None,
    width: int,
    faults: Faults,
) -> Iterable[KeyedPaper]:
    compared = _compared(plan)
    for number, (line, cells) in enumerate(rows, 1):
        if any(cells[width:]):
            said = f"{len(cells)} cells under {width} heads"
            faults.add(line, "too-many-cells", said, "Quote cells that hold separators.")
        full = [tidy(cell) for cell in cells] + [""] * (width - len(cells))
        paper = str(number) if at is None else full[at]
        if not paper:
            step = "Write the number that stands on the paper."
            faults.add(line, "no-paper-number", f"no {quoted(plan.header[at or 0])} here", step)
        yield KeyedPaper(paper, line, tuple(full[k] for k in compared))


def write_agreed(
    heads: Sequence[str], papers: Sequence[KeyedPaper], *, keep_ids: bool = False
) -> str:
    """Agreed papers as a table that `read_ballots` reads, sorted by what they say.

    So the order tells nothing of who voted or keyed when. With `keep_ids` the papers' numbers stand
    in a column `id`, and the rows in their order.
    """
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    alone = len(heads) == 1 and not keep_ids  # a table of one column is not known for a table
    sheet.writerow([*(["id"] if keep_ids else []), *heads, *(["ballots"] if alone else [])])
    order = (lambda p: _natural(p.paper)) if keep_ids else (lambda p: p.cells)
    for paper in sorted(papers, key=order):
        sheet.writerow(
            [*([paper.paper] if keep_ids else []), *paper.cells, *([1] if alone else [])]
        )
    return out.getvalue()


def _natural(text: str) -> tuple[Any, ...]:
    """Paper 9 before paper 10."""
    parts = re.split(r"([0-9]+)", text)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
