"""Cast-vote records with one column a vote: `Contest | vote 1 of 3` holds a name.

`undervote` is a vote not used, `overvote` voids the votes of the contest, and empty cells
throughout mean that the contest was not on that ballot. The columns' order is not preference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hustings.formats.ballot_cells import careful_cells
from hustings.formats.ballot_columns import WRITE_IN
from hustings.formats.ballot_form import Form, Heap, Said, Wish, check_size, finish
from hustings.formats.ballot_source import Source, which_contest
from hustings.formats.cell_words import BLANK, OVERVOTE
from hustings.model.profile import BallotFile

_COLUMN = re.compile(r"(.*?)\s*\|\s*vote ([0-9]{1,3}) of ([0-9]{1,3})\Z", re.I)


def looks(source: Source) -> bool:
    """A head like `Council | vote 1 of 3`."""
    return "| vote 1 of " in source.head.split("\n", 1)[0]


def read(source: Source, wish: Wish) -> BallotFile:
    """The votes of one contest, as choices; ballots without the contest are left out."""
    faults = source.faults
    rows = careful_cells(source.text, ",", faults)
    _, header = next(rows, (1, []))
    contests: dict[str, list[int]] = {}
    for column, head in enumerate(header):
        if len(head) < 500 and (match := _COLUMN.match(head)):
            contests.setdefault(match[1], []).append(column)
    contest = wish.contest
    if contest is None and len(contests) == 1:
        contest = next(iter(contests))
    if contest not in contests:
        raise which_contest(faults, contest, list(contests))
    check_size(source.utf8.count(b"\n") + 1, len(contests[contest]), 2**26)
    papers = [[cells[k] if k < len(cells) else "" for k in contests[contest]] for _, cells in rows]
    faults.stop()
    return _choices([row for row in papers if any(row)], contest, len(contests[contest]), source)


def _choices(
    papers: Sequence[Sequence[str]], contest: str, allowed: int, source: Source
) -> BallotFile:
    spare = BLANK | OVERVOTE
    names = sorted({cell for row in papers for cell in row if cell.lower() not in spare})
    number = {name: k for k, name in enumerate(names, 1)}
    heap, over = Heap.of(len(names)), 0
    for row in papers:
        void = any(cell.lower() in OVERVOTE for cell in row)
        over += void
        heap.rows.append([] if void else sorted(number[c] for c in row if c in number))
        heap.papers.append(1)
    if over:
        what = f"{over} papers bear an overvote; none of their votes is counted"
        source.faults.note(0, "overvotes", what, "Check what the rule says of overvotes.")
    if written := [name for name in names if WRITE_IN.match(name)]:
        what = f"write-ins stand as candidates: {', '.join(written[:5])}"
        source.faults.note(0, "write-ins", what, "Withdraw them if the rule does not count them.")
    said = Said(names, contest, votes_allowed=allowed)
    return finish(source, "cvr-votes", said, heap.profile(names, "choices"))


FORM = Form(
    name="cvr-votes",
    about="cast-vote records with a column a vote (`Contest | vote 1 of 3`)",
    extensions=("csv",),
    looks=looks,
    read=read,
    order=22,
)
