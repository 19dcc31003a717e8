"""Two keyed files of the same papers, paper by paper: what differs, and what was ruled of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from hustings.auditing.entries_found import by_paper, differences, matched, rows_too_many
from hustings.auditing.entries_result import Difference, EntriesCompared, Entry
from hustings.auditing.entries_ruled import refuse_rulings, rejected, ruled, settled_papers
from hustings.errors import InputError, Problem
from hustings.model.entries import BLANK, WHOLE, KeyedFile, Rulings
from hustings.model.profile import BallotFile


def compare_tables(first: KeyedFile, second: KeyedFile, rulings: Rulings) -> EntriesCompared:
    """Two keyed tables, paper by paper and column by column.

    Raises InputError for columns or ways of numbering that do not match, for rows without numbers
    that are not as many in both files, and for rulings that fit no difference.
    """
    second = matched(first, second)
    found = list(differences(first, second))
    refuse_rulings(found, first, second, rulings)
    held = tuple(ruled(d, rulings, first, second) for d in found)
    mine, theirs = by_paper(first), by_paper(second)
    papers = sum(len(entries) == len(theirs.get(p, ())) == 1 for p, entries in mine.items())
    cells, still = papers * len(first.heads), sum(d.ruling is None for d in held)
    wrong = sum(d.kind == "cell" for d in held)
    settled = () if still else settled_papers(held, mine, theirs, first.heads)
    kept = tuple(sorted(settled, key=lambda paper: (paper.cells, paper.paper)))
    return EntriesCompared(
        first=_entry(first, rulings.first, "second", held),
        second=_entry(second, rulings.second, "first", held),
        basis=f"the numbers under {first.id_head!r}" if first.id_head else "the order of the rows",
        columns=first.heads,
        papers=papers,
        cells=cells,
        differences=held,
        rate=Fraction(1000 * wrong, cells) if cells else Fraction(0),
        open=still,
        agreed=not still,
        rejected=rejected(held),
        counted=len(kept),
        aside=tuple(dict.fromkeys((*first.aside, *second.aside))),
        notes=tuple(_notes(first, second, found)),
        rulings=rulings.name,
        settled=kept,
    )


def compare_rankings(
    first: BallotFile, second: BallotFile, names: tuple[str, str], rulings: Rulings
) -> EntriesCompared:
    """Two files whose papers have no number: how many papers bear each ranking.

    Raises InputError for different candidates or kinds of paper, and for any ruling: nobody could
    tell which paper it is of.
    """
    _refuse_other_kinds(first, second, names, rulings)
    mine, theirs = (Counter(dict(_said(file))) for file in (first, second))
    found = tuple(
        Difference("papers", ranking, WHOLE, _papers(mine[ranking]), _papers(theirs[ranking]))
        for ranking in sorted({*mine, *theirs})
        if mine[ranking] != theirs[ranking]
    )
    alike = (mine & theirs).total()
    most = max(mine.total(), theirs.total())
    notes = ["The papers have no numbers: rankings are counted, and a paper cannot be ruled on."]
    notes += _same_bytes(first.sha256, second.sha256)
    return EntriesCompared(
        first=Entry(names[0], first.sha256, mine.total(), rulings.first),
        second=Entry(names[1], second.sha256, theirs.total(), rulings.second),
        basis="rankings, whatever their order",
        columns=("ranking",),
        papers=most,
        cells=most,
        differences=found,
        rate=Fraction(1000 * (most - alike), most) if most else Fraction(0),
        open=len(found),
        agreed=not found,
        rejected=(),
        counted=mine.total() if not found else 0,
        notes=tuple(notes),
        rulings=rulings.name,
        ballots=None if found else first,
    )


def _entry(file: KeyedFile, keyer: str, other: str, held: Sequence[Difference]) -> Entry:
    """A file with its keyer; a ruling for the other file, or for a third value, is against it."""
    against = sum(d.ruling is not None and d.ruling.side in (other, "value", BLANK) for d in held)
    return Entry(file.name, file.sha256, len(file.papers), keyer, against)


def _notes(first: KeyedFile, second: KeyedFile, found: Sequence[Difference]) -> Iterator[str]:
    if not first.id_head:
        yield "Assumed: the papers lie in the same order in both files, for they have no numbers."
        rows = {d.paper for d in found}
        if len(rows) > 3 and (extra := next(rows_too_many(first, second), "")):
            yield f"The rows may have drifted apart{extra}."
    yield from _same_bytes(first.sha256, second.sha256)
    for file in (first, second):
        yield from (f"{file.name}: {note.message}. {note.next_step}" for note in file.notes)


def _same_bytes(first: str, second: str) -> Iterator[str]:
    if first == second:
        yield "The two files are the same byte for byte: a copy is no second entry."


def _refuse_other_kinds(
    first: BallotFile, second: BallotFile, names: tuple[str, str], rulings: Rulings
) -> None:
    problems = []
    kinds = [(set(f.profile.candidates), f.profile.kind) for f in (first, second)]
    if kinds[0] != kinds[1]:
        odd = sorted(kinds[0][0] ^ kinds[1][0]) or [kind for _, kind in kinds]
        said = f"the two files differ in: {', '.join(odd[:8])}"
        step = "Give both files the same candidates."
        problems.append(Problem(names[1], 0, "different-candidates", said, step))
    if rulings.rulings:
        step = "Key the papers as a table with a column called paper."
        said = "papers without numbers cannot be ruled on"
        problems.append(Problem(rulings.name, rulings.rulings[0].at, "no-numbers", said, step))
    if problems:
        raise InputError("the two files cannot be compared", problems)


def _said(file: BallotFile) -> Iterator[tuple[str, int]]:
    """Each ranking in words with its papers."""
    for ranks, papers in file.profile.rankings():
        yield " > ".join(_rank(rank) for rank in ranks) or "(blank)", papers


def _rank(rank: Any) -> str:
    if isinstance(rank, frozenset):
        return " = ".join(sorted(rank))
    return "–" if rank is None else str(rank)


def _papers(many: int) -> str:
    return f"{many} paper{'s' * (many != 1)}"
