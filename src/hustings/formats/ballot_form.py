"""What a form of ballot file is: its name, how it is told, read and written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from hustings.errors import InputError, Problem
from hustings.formats.ballot_faults import Faults
from hustings.formats.ballot_source import Source
from hustings.model.profile import (
    MOST_CANDIDATES,
    MOST_PAPERS,
    BallotFile,
    Kind,
    Profile,
    cell_bytes,
    codes,
)

if TYPE_CHECKING:
    from pathlib import Path

MOST_SIMILAR = 10
"""Groups of nearly equal names that are spelt out."""
MOST_CELLS = 2 * 2**30
"""Rows times the longest row that a profile may hold (its size in bytes, or half of it)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller asked for: a contest, and a variant of the form ("ranks" in csv:ranks)."""

    contest: str | None = None
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of ballot file; `looks` tells it by content, `order` says who is asked first."""

    name: str
    about: str
    extensions: tuple[str, ...]
    looks: Callable[[Source], bool]
    read: Callable[[Source, Wish], BallotFile] | None = None
    write: Callable[[BallotFile], str | bytes] | None = None
    variants: tuple[str, ...] = ()
    no_ties: bool = False
    no_skips: bool = False
    """What it cannot write: equal ranks, ranks left blank."""
    order: int = 50
    binary: bool = False
    magic: bytes = b""
    """The first four bytes, where `open` is given."""
    open: Callable[[Path, str], BallotFile] | None = None
    """A reader of (path, variant), for files that are not to be read whole."""

    @property
    def can_read(self) -> bool:
        """Whether files of this form can be read."""
        return self.read is not None

    @property
    def can_write(self) -> bool:
        """Whether files of this form can be written."""
        return self.write is not None


@dataclass
class Said:
    """What a file says besides its papers, gathered while it is read."""

    candidates: Sequence[str] = ()
    title: str = ""
    seats: int | None = None
    votes_allowed: int | None = None
    withdrawn: Sequence[int] = ()
    tie_order: Sequence[int] = ()
    parties: Mapping[str, str] = field(default_factory=dict)
    at: Mapping[int, int] = field(default_factory=dict)
    """The line each candidate (from 1) is named on, for messages."""


@dataclass
class Heap:
    """Papers read one by one: ranks are lists of candidates from 1, empty for one left blank."""

    item: int
    rows: list[list[int]] = field(default_factory=list)
    papers: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, candidates: int) -> Heap:
        """An empty heap for so many candidates."""
        return cls(cell_bytes(candidates, "ranked"))

    def add(self, ranks: Iterable[Iterable[int]], papers: int = 1) -> None:
        """One row of a ranking."""
        self.rows.append(row_of(ranks, self.item))
        self.papers.append(papers)

    def profile(self, candidates: Sequence[str], kind: Kind = "ranked") -> Profile:
        """The papers so far; `papers` is left out when every row is one paper."""
        counted = None if all(n == 1 for n in self.papers) else self.papers
        check_size(len(self.rows), max(map(len, self.rows), default=0))
        return Profile.from_rows(candidates, self.rows, counted, kind)


def check_size(rows: int, width: int, most: int = MOST_CELLS) -> None:
    """InputError when rows times the longest of them is more than can be held."""
    if rows * width > most:
        what = f"{rows:,} rows, the longest of {width:,} cells, are too many"
        problem = Problem("ballots", 0, "too-large", what, "Split the file, or mend its long rows.")
        raise InputError(f"the ballots cannot be read: {what}", [problem])


def row_of(ranks: Iterable[Iterable[int]], item: int) -> list[int]:
    """Ranks to codes: who is tied in order of number, nothing after the last preference."""
    tied, skipped = codes(item)
    row: list[int] = []
    last = 0
    for rank in ranks:
        names = sorted(rank)
        if not names:
            row.append(skipped)
            continue
        row.append(names[0])
        for name in names[1:]:
            row += (tied, name)
        last = len(row)
    return row[:last]


def ranks_of_levels(levels: Sequence[int | None], *, blanks: bool) -> list[list[int]]:
    """The rank given to each candidate (None: unranked) to ranks; gaps are blanks or nothing."""
    by_rank: dict[int, list[int]] = {}
    for number, level in enumerate(levels, 1):
        if level is not None:
            by_rank.setdefault(level, []).append(number)
    if not blanks:
        return [by_rank[level] for level in sorted(by_rank)]
    return [by_rank.get(level, []) for level in range(1, max(by_rank, default=0) + 1)]


def finish(source: Source, form: str, said: Said, profile: Profile) -> BallotFile:
    """Check what every form must keep to, then give the BallotFile or raise all faults."""
    faults, names = source.faults, tuple(said.candidates)
    check_names(names, faults, said.at)
    for claim in (said.seats, said.votes_allowed):
        if claim is not None and not 0 <= claim <= MOST_CANDIDATES:
            what = f"{claim} seats or votes are claimed"
            faults.add(0, "absurd-claim", what, "Check the header.")
    if not len(profile):
        faults.add(0, "no-ballots", "there is not one ballot", "Check that the file is whole.")
    elif profile.total >= MOST_PAPERS:
        faults.add(0, "bad-papers", f"{profile.total} papers in all", "Check the numbers.")
    faults.stop()
    gone = tuple(names[k - 1] for k in said.withdrawn)
    if gone:
        step = "They count as never on the paper; if papers were out, name them as after issue."
        faults.note(0, "withdrawn", f"the file withdraws {', '.join(gone)}", step)
    note_similar(names, faults)
    _note_seats(said, faults)
    _note_repeats(profile, faults)
    return BallotFile(
        profile=profile,
        form=form,
        name=source.name,
        title=said.title,
        seats=said.seats,
        votes_allowed=said.votes_allowed,
        withdrawn=gone,
        tie_order=tuple(names[k - 1] for k in said.tie_order),
        parties=dict(said.parties),
        sha256=source.sha256,
        notes=tuple(faults.notes),
    )


def check_names(names: Sequence[str], faults: Faults, at: Mapping[int, int]) -> None:
    """Candidates need names of their own, printable, and not absurdly many."""
    if not names:
        faults.add(0, "no-candidates", "no candidate is named", "Check that the file is whole.")
    too_many(len(names), 0, faults)
    seen: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        if name in seen:
            what = f"{quoted_name(name)} is candidate {seen[name]} and candidate {number}"
            faults.add(at.get(number, 0), "duplicate-candidate", what, "Give each its own name.")
        seen.setdefault(name, number)
        if not name.strip():
            what = f"candidate {number} has no name"
            faults.add(at.get(number, 0), "no-name", what, "Name every candidate.")
        elif not name.isprintable():
            what = f"candidate {number}, {quoted_name(name)}, has unprintable characters"
            faults.add(at.get(number, 0), "bad-name", what, "Write the name in plain text.")


def note_similar(names: Sequence[str], faults: Faults) -> None:
    """Names that differ only by case, spaces, accents or punctuation are noted, never merged."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(plain_name(name), []).append(name)
    groups = [group for group in alike.values() if len(group) > 1]
    for group in groups[:MOST_SIMILAR]:
        what = f"{', '.join(map(quoted_name, group[:6]))} are counted as {len(group)} candidates"
        step = "If they are one person, write the name alike on every paper."
        faults.note(0, "similar-names", what, step)
    if len(groups) > MOST_SIMILAR:
        what = f"{len(groups) - MOST_SIMILAR} more groups of names are nearly alike"
        faults.note(0, "similar-names", what, "Look through the candidates.")


def plain_name(name: str) -> str:
    """A name without case, spaces, accents and punctuation; itself when nothing is left."""
    parts = normalize("NFKD", name.casefold())
    return "".join(c for c in parts if c.isalnum()) or name


def too_many(candidates: int, line: int, faults: Faults) -> bool:
    """Whether there are more candidates than can be; a Problem says so."""
    if candidates <= MOST_CANDIDATES:
        return False
    what = f"{candidates:,} candidates are claimed, and {MOST_CANDIDATES:,} is the most"
    faults.add(line, "too-many-candidates", what, "Check the header.")
    return True


def quoted_name(name: str) -> str:
    """A name in a message, cut when absurdly long."""
    return repr(name if len(name) <= 80 else name[:77] + "...")


def _note_seats(said: Said, faults: Faults) -> None:
    count, seats = len(said.candidates), said.seats
    if seats is None:
        return
    if seats == count:
        what = f"the header says {seats} seats for {count} candidates"
        step = "Some tools write the number of candidates there: say how many seats there are."
        faults.note(0, "seats-equal-candidates", what, step)
    elif seats > count - len(said.withdrawn):
        what = f"the header says {seats} seats, but {count - len(said.withdrawn)} candidates stand"
        faults.note(0, "fewer-candidates-than-seats", what, "Check the header.")


def _note_repeats(profile: Profile, faults: Faults) -> None:
    """Papers that bear a candidate twice are kept as they are; the rule says what they mean."""
    if profile.kind == "scores":
        return
    from hustings.formats.ballot_arrays import repeats

    rows, papers = repeats(profile)
    if papers:
        what = f"{papers} papers bear a candidate more than once (first in row {rows} of ballots)"
        faults.note(0, "repeated-candidate", what, "The rule of the count says what they mean.")


def cannot_say(form: str, what: str, step: str, papers: str = "") -> InputError:
    """The refusal of a writer: the form has no way to say this, on so many papers."""
    on = f" ({papers})" if papers else ""
    problem = Problem(form, 0, "cannot-say", f"{form} cannot say {what}{on}", step)
    said = f"the ballots cannot be written as {form}: it cannot say {what}{on}"
    return InputError(said, [problem])


def refuse_rows(
    form: str, what: str, profile: Profile, unsayable: Callable[[Sequence[int]], bool], step: str
) -> None:
    """Refuse to write when any row is unsayable, with the number of papers that are."""
    rows = profile.grouped()
    papers = sum(n for row, n in rows.items() if unsayable(row))
    if papers:
        raise cannot_say(form, what, step, f"{papers:,} of {profile.total:,} papers")


def refuse_twice(form: str, profile: Profile, step: str) -> None:
    """Refuse to write papers that bear a candidate twice."""
    count = len(profile.candidates)

    def twice(row: Sequence[int]) -> bool:
        borne = [cell for cell in row if cell <= count]
        return len(set(borne)) < len(borne)

    refuse_rows(form, "a candidate twice on a paper", profile, twice, step)
