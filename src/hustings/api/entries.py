"""Double entry from plain values: two keyed files and the rulings in, the comparison out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hustings.model.entries import Rulings

if TYPE_CHECKING:
    from hustings.auditing.entries_result import EntriesCompared


def compare_entries(
    first: str | Path | bytes,
    second: str | Path | bytes,
    rulings: str | Path | Rulings | None = None,
    *,
    id_column: str | None = None,
) -> EntriesCompared:
    """Two files of the same papers, keyed by different people, paper by paper.

    Tables have one paper a row and its number in `id_column`, or in a column called `paper`,
    `serial`, `id` or the like; without one they are compared row by row, which is noted. Any other
    form of ballots is compared by how many papers bear each ranking. `rulings` is the log of what
    was decided (docs/double-entry.md). Raises InputError with every problem of both files, and of
    rulings that fit no difference.
    """
    from hustings.auditing.entries import compare_rankings, compare_tables
    from hustings.errors import InputError, Problem
    from hustings.formats.ballots import read_ballots
    from hustings.formats.entries import is_table, read_pair
    from hustings.formats.rulings_file import read_rulings

    held = rulings if isinstance(rulings, Rulings) else Rulings()
    problems: list[Problem] = []
    tables: list[bool] = []
    if isinstance(rulings, str | Path):
        try:
            held = read_rulings(rulings)
        except InputError as error:
            problems += error.problems
    for where in (first, second):
        try:
            tables.append(is_table(where))
        except InputError as error:
            problems += error.problems
    names = tuple("ballots" if isinstance(w, bytes) else Path(w).name for w in (first, second))
    if len(set(tables)) > 1:
        step = "Give both in one form."
        said = "one file is a table of papers, the other is not"
        problems.append(Problem(names[1], 0, "different-forms", said, step))
    if problems:
        raise InputError("the entries cannot be compared", problems)
    if all(tables):
        return compare_tables(*read_pair(first, second, id_column), held)
    files = (read_ballots(first), read_ballots(second))
    return compare_rankings(*files, (names[0], names[1]), held)


def agreed_papers(compared: EntriesCompared, *, keep_ids: bool = False) -> str:
    """The agreed papers as a file that `count` reads, in an order that tells nothing of the keying.

    A table for tables, BLT for the rest. With `keep_ids` the papers' numbers are kept. Raises
    InputError while a difference is open.
    """
    from hustings.errors import InputError, Problem
    from hustings.formats.ballots import write_ballots
    from hustings.formats.entries import write_agreed

    if not compared.agreed:
        said = f"{compared.open} differences are open"
        problem = Problem(compared.first.name, 0, "open", said, "Rule on each, and compare again.")
        raise InputError("nothing is agreed yet", [problem])
    if compared.ballots is not None:
        return str(write_ballots(compared.ballots, "blt"))
    return write_agreed(compared.columns, compared.settled, keep_ids=keep_ids)


def rulings_to_fill(compared: EntriesCompared, rulings: str | Path | Rulings | None = None) -> str:
    """A log of rulings with an entry to fill in for every open difference, those made kept."""
    from hustings.formats.rulings_file import read_rulings, rulings_text

    held = read_rulings(rulings) if isinstance(rulings, str | Path) else rulings or Rulings()
    wanted = [
        (d.paper, d.column, d.first, d.second, d.where)
        for d in compared.differences
        if d.ruling is None and d.kind != "papers"
    ]
    return rulings_text(held, wanted)
