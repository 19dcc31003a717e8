"""Papers keyed twice: what each file says, and the rulings on what differs."""

from __future__ import annotations

from dataclasses import dataclass, field

from hustings.errors import Problem

WHOLE = "whole paper"
"""The column of a ruling, or of a difference, that is about all a paper says."""
BLANK = "blank"
"""The ruling that a cell is empty on the paper."""
REJECT = "reject"
NO_PAPER = "no such paper"
"""The ruling that a number was misread or made up: there is no paper to count or to reject."""


@dataclass(frozen=True, slots=True)
class KeyedPaper:
    """One row: `paper` is its number as keyed, `cells` what stands under the compared heads."""

    paper: str
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyedFile:
    """A file of papers as one person keyed it.

    `id_head` is the column of paper numbers, "" where papers are told by their row. `heads` are the
    compared columns; `ranked` says that they are ranks that hold names, not candidates. `aside` are
    columns that say nothing of the paper. `sha256` is of the bytes as given.
    """

    name: str
    sha256: str
    heads: tuple[str, ...]
    papers: tuple[KeyedPaper, ...]
    id_head: str = ""
    ranked: bool = False
    aside: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided of one difference, by whom, when and why.

    `ruling` is `first` or `second`; of a cell also `blank` or the value that stands on the paper;
    of a whole paper also `reject: reason` or `no such paper`. `first_says` and `second_says`
    are what the files said when it was made, None where not noted. `line` picks one of several
    entries of a paper in a file. `at` is the line of the ruling in its own file.
    """

    paper: str
    column: str
    ruling: str
    by: tuple[str, ...]
    on: str
    why: str
    first_says: str | None = None
    second_says: str | None = None
    line: int | None = None
    at: int = 0

    @property
    def side(self) -> str:
        """`first`, `second`, `blank`, `value`, `reject` or `no such paper`."""
        word = self.ruling.partition(":")[0].strip().lower()
        if word == REJECT and ":" in self.ruling:
            return REJECT
        known = ("first", "second", BLANK, NO_PAPER)
        return word if self.ruling.lower() in known else "value"

    @property
    def reason(self) -> str:
        """Why a paper is rejected."""
        return self.ruling.partition(":")[2].strip() if self.side == REJECT else ""


@dataclass(frozen=True, slots=True)
class Rulings:
    """The log of rulings on two keyed files, and who keyed them.

    `people` is how many must have made each ruling; none of them may have keyed either file.
    """

    name: str = ""
    rulings: tuple[Ruling, ...] = ()
    first: str = ""
    second: str = ""
    people: int = 1
    open: int = field(default=0)
