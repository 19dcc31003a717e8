"""Counts from plain values: ballots as a file, a dict or an array; rules by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hustings.errors import InputError, Problem
from hustings.model.constraints import Constraint
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import BallotFile, Kind, Profile
from hustings.rules import find_rule
from hustings.rules.pack import Rule

Ballots = Profile | BallotFile | str | Path | Mapping[Any, int]
Progress = Callable[[str], None]


def count(
    ballots: Ballots,
    rule: str | Rule,
    *,
    seats: int | None = None,
    candidates: Sequence[str] | None = None,
    title: str = "",
    withdrawn: Sequence[str] = (),
    after_issue: Sequence[str] = (),
    reopen: str = "",
    constraints: Iterable[Constraint | str] = (),
    options: Mapping[str, str] | None = None,
    lots: Lots | Sequence[str] | str | Path | None = None,
    contest: str | None = None,
    exact: bool = False,
) -> Count:
    """Count ballots under a rule, exactly.

    `ballots` is a path, a `BallotFile`, a `Profile` or a plain `{ranking: papers}`. `rule` is
    a name (`scottish-stv`, `scottish-stv@2017-05-04`). `seats` may be left out only where the file
    states them. `withdrawn` never stood on the paper, `after_issue` did. `lots` is a ledger's path,
    a `Lots`, or one drawn order of names, the most favoured first. `exact` asks for the plain
    reference instead of arrays; both give the same Count but for `engine`.

    Raises InputError (every problem at once), UnknownName or LotNeeded (a tie without a lot).
    """
    file = ballots_from(ballots, candidates, contest)
    terms = Terms(
        seats=seats_for(file, seats),
        title=title or file.title or file.name,
        withdrawn=(*file.withdrawn, *withdrawn),
        after_issue=tuple(after_issue),
        reopen=reopen,
        constraints=tuple(_constraint(c) for c in constraints),
        options=tuple((options or {}).items()),
    )
    return count_file(file, rule, terms, lots=lots_from(lots, file), exact=exact)


def count_file(
    file: BallotFile,
    rule: str | Rule,
    terms: Terms,
    *,
    lots: Lots | None = None,
    exact: bool = False,
) -> Count:
    """Count a file that has been read, under terms that are complete."""
    from hustings.counting.terms import count_under

    found = find_rule(rule) if isinstance(rule, str) else rule
    return count_under(found, file.profile, terms, lots, exact=exact, data_sha256=file.sha256)


def ballots_from(
    ballots: Ballots, candidates: Sequence[str] | None = None, contest: str | None = None
) -> BallotFile:
    """Ballots in any form as a BallotFile."""
    if isinstance(ballots, BallotFile):
        return ballots
    if isinstance(ballots, Profile):
        return BallotFile(profile=ballots, form="profile")
    if isinstance(ballots, Mapping):
        return BallotFile(profile=Profile.of(ballots, candidates), form="mapping")
    from hustings.formats.ballots import read_ballots

    return read_ballots(ballots, contest=contest)


def seats_for(file: BallotFile, seats: int | None) -> int:
    """The seats to fill: as asked, else as the file states; InputError where neither will do."""
    if seats is not None:
        return seats
    if file.seats is None:
        raise _no_seats(file, "the number of seats is not stated")
    if file.seats >= len(file.profile.candidates):
        said = f"the file says {file.seats} seats for {len(file.profile.candidates)} candidates"
        raise _no_seats(file, said)
    return file.seats


def _no_seats(file: BallotFile, said: str) -> InputError:
    step = "Pass the number of seats (--seats N, seats=N)."
    return InputError("the count cannot begin", [Problem(file.name, 0, "no-seats", said, step)])


def lots_from(lots: Lots | Sequence[str] | str | Path | None, file: BallotFile) -> Lots:
    """A ledger from its path, from one order of names, or as the ballot file gives it."""
    if isinstance(lots, Lots):
        return lots
    if isinstance(lots, str | Path):
        from hustings.formats.lots_file import read_lots

        return read_lots(lots)
    return Lots(standing=tuple(lots if lots is not None else file.tie_order))


def _constraint(given: Constraint | str) -> Constraint:
    if not isinstance(given, str):
        return given
    from hustings.formats.terms_file import parse_constraint

    return parse_constraint(given)


def profile(
    ballots: Any,
    candidates: Sequence[str] | None = None,
    *,
    papers: Any = None,
    kind: Kind = "ranked",
) -> Profile:
    """A profile from plain values or from an array, without an object for every paper.

    An array has shape (paper, rank): candidates numbered from 1 in the order of `candidates`, 0
    where nothing more is marked; for `scores` (paper, candidate) holds points + 1, 0 for no mark.
    `papers` says how many papers each row stands for (default one each). Raises InputError.
    """
    if not hasattr(ballots, "__array__") and not hasattr(ballots, "__array_interface__"):
        return Profile.of(ballots, candidates, kind)
    from hustings.counting.arrays import from_array

    if candidates is None:
        raise InputError(
            "an array needs the candidates' names",
            [Problem("ballots", 0, "no-candidates", "names unknown", "Pass candidates=[...].")],
        )
    return from_array(ballots, candidates, papers, kind)


def against(
    counted: Count, official: str | Path, *, contest: str | None = None, ballots: str | None = None
) -> Any:
    """A count beside an official table, cell by cell: an `auditing.against.Comparison`.

    `contest` picks one contest of a table that holds several; `ballots` is the name of the ballot
    file, tried when `contest` is not given. Raises InputError for a table that cannot be read.
    """
    from hustings.auditing.against import compare
    from hustings.formats.official import read_official

    table = read_official(official, contest=contest, ballots_name=ballots)
    return compare(counted, table)
