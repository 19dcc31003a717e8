"""Papers of one contest from several files, put together as one profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import partial

from hustings.errors import InputError, Problem
from hustings.model.profile import (
    BallotFile,
    PapersFrom,
    Profile,
    cell_bytes,
    codes,
    ranks_of,
)

STATED = {
    "title": "titles",
    "seats": "seats",
    "votes_allowed": "votes allowed",
    "withdrawn": "withdrawn candidates",
    "tie_order": "orders for ties",
}
"""What a file may state besides its papers, and what it is called where two files differ."""
Row = tuple[int, ...]


def profiles_together(profiles: Sequence[Profile], names: Sequence[str]) -> Profile:
    """See `Profile.with_papers`; `names` are what the profiles are called in Problems."""
    first = profiles[0]
    problems = [p for one, name in zip(profiles[1:], names[1:]) for p in _strange(first, one, name)]
    if problems:
        raise InputError("these papers are not of one contest", problems)
    found: Counter[Row] = Counter()
    for one in profiles:
        found.update(_rows_as(one, first.candidates))
    rows = sorted(found.items())
    return Profile.from_rows(
        first.candidates, [row for row, _ in rows], [n for _, n in rows], first.kind
    )


def files_together(files: Sequence[BallotFile]) -> BallotFile:
    """See `BallotFile.with_papers`."""
    problems = [*_twice(files)]
    try:
        profile = profiles_together([f.profile for f in files], [f.name for f in files])
    except InputError as fault:
        problems += fault.problems
    if problems:
        raise InputError("these papers are not of one contest", problems)
    first = files[0]
    return replace(
        first,
        profile=profile,
        name=" + ".join(f.name for f in files),
        sha256="",
        parties={name: party for f in reversed(files) for name, party in f.parties.items()},
        notes=(*(note for f in files for note in f.notes), *_odd(files)),
        files=tuple(part for f in files for part in _parts(f)),
        seats=next((f.seats for f in files if f.seats), None),
        votes_allowed=next((f.votes_allowed for f in files if f.votes_allowed), None),
    )


def _parts(file: BallotFile) -> tuple[PapersFrom, ...]:
    return file.files or (PapersFrom(file.name, file.profile.total, file.sha256),)


def _strange(first: Profile, other: Profile, name: str) -> Iterator[Problem]:
    """Why papers cannot be added to the first."""
    if other.kind != first.kind:
        variant = {"ranked": "csv:ranks", "choices": "csv:marks", "scores": "csv:scores"}
        step = (
            "Where a table was taken for the wrong kind, write it anew and add that: hustings "
            f"convert FILE --from {variant[first.kind]} --to packed -o FILE.packed"
        )
        said = f"its papers are {other.kind}, those of the first file {first.kind}"
        yield Problem(name, 0, "other-kind", said, step)
    for candidate in other.candidates:
        if candidate not in first.candidates:
            near = get_close_matches(candidate, first.candidates, n=3, cutoff=0.5)
            step = f"Nearest there: {', '.join(near)}. " if near else ""
            step += "Write each name as in the first file, or name first the file with them all."
            said = f"no candidate {candidate!r} in the first file"
            yield Problem(name, 0, "unknown-candidate", said, step)


def _twice(files: Sequence[BallotFile]) -> Iterator[Problem]:
    """The very same file again: its papers would count twice."""
    seen: dict[str, str] = {}
    for part in (part for file in files for part in _parts(file)):
        if part.sha256 and part.sha256 in seen:
            said = f"this is {seen[part.sha256]} again, byte for byte"
            step = "Name each file once: every paper would count twice."
            yield Problem(part.file, 0, "file-twice", said, step)
        seen.setdefault(part.sha256, part.file)


def _odd(files: Sequence[BallotFile]) -> Iterator[Problem]:
    """What is odd of files that can be put together."""
    first = files[0]
    for file in files[1:]:
        lacks = [c for c in first.profile.candidates if c not in file.profile.candidates]
        if lacks:
            said = f"it does not name {', '.join(lacks)}: on none of its papers"
            yield _warning(file, "candidate-lacking", said, "Check that nobody is misspelt.")
        if _same(first.profile, file.profile):
            said = f"its papers say what those of {first.name} say, one for one"
            yield _warning(file, "same-papers", said, "Check that it is not one box twice.")
        for what, called in STATED.items():
            here, there = getattr(first, what), getattr(file, what)
            if here and there and here != there:
                said = f"other {called} than in {first.name}: {_listed(there)}, not {_listed(here)}"
                yield _warning(file, "files-differ", said, "The first file holds.")
            elif what == "withdrawn" and there:
                said = f"it withdraws {_listed(there)}, {first.name} nobody"
                yield _warning(file, "files-differ", said, "The first file holds.")


def _same(first: Profile, other: Profile) -> bool:
    """True when the papers of two profiles say the same, one for one."""
    names = first.candidates
    return first.total == other.total and _rows_as(first, names) == _rows_as(other, names)


def _listed(stated: object) -> str:
    return ", ".join(stated) if isinstance(stated, tuple) else str(stated)


def _warning(file: BallotFile, code: str, said: str, step: str) -> Problem:
    return Problem(file.name, 0, code, said, step, "warning")


def _rows_as(profile: Profile, candidates: Sequence[str]) -> dict[Row, int]:
    """The distinct rows with candidates numbered as here, and the papers of each."""
    number = {name: k for k, name in enumerate(candidates, 1)}
    if profile.kind == "scores":
        place = {number[name]: k for k, name in enumerate(profile.candidates)}
        order = [place.get(k) for k in range(1, len(candidates) + 1)]
        turn = partial(_points, order)
    else:
        codes_here = codes(cell_bytes(len(candidates), profile.kind))
        numbers = [0, *(number[name] for name in profile.candidates)]
        turn = partial(_ranking, profile, numbers, codes_here)
    found: Counter[Row] = Counter()
    for row, n in profile.grouped().items():
        found[turn(row)] += n
    return dict(found)


def _points(order: list[int | None], row: Row) -> Row:
    return tuple(0 if k is None else row[k] for k in order)


def _ranking(profile: Profile, numbers: list[int], codes_here: tuple[int, int], row: Row) -> Row:
    """A ranking or a set of choices in other numbers; who is tied in order of number."""
    if profile.kind == "choices":
        return tuple(sorted(numbers[k] for k in row))
    there = codes(profile.item)
    if there[0] not in row and there[1] not in row:
        return tuple([numbers[k] for k in row])
    tied, skipped = codes_here
    made: list[int] = []
    for rank in ranks_of(row, *there):
        first, *others = sorted(numbers[k] for k in rank) or [skipped]
        made += [first, *(code for other in others for code in (tied, other))]
    return tuple(made)
