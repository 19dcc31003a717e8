"""Plain Python values to a profile, with every fault named at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import index
from typing import Any

from hustings.errors import InputError, Problem
from hustings.model.profile import MOST_PAPERS, Kind, Profile, codes


def read_plain(
    made: type[Profile],
    ballots: Mapping[Any, int] | Iterable[Any],
    candidates: Sequence[str] | None,
    kind: Kind,
) -> Profile:
    """See `Profile.of`."""
    if isinstance(ballots, str | bytes) or not isinstance(ballots, Iterable):
        step = "Pass {ranking: papers} or a list of rankings."
        found = _problem("bad-ballots", f"{ballots!r} is no ballots", step)
        raise InputError("the ballots cannot be read", [found])
    pairs = [(ballot, _whole(n)) for ballot, n in _pairs(ballots, kind)]
    if odd := [*(_bad_points(pairs) if kind == "scores" else _bad_ballots(pairs))]:
        raise InputError("the ballots cannot be read", odd)
    names = tuple(candidates) if candidates is not None else tuple(sorted(_named(pairs)))
    problems = [*_bad_candidates(names), *_bad_papers(pairs), *_unknown(pairs, names)]
    if problems:
        raise InputError("the ballots cannot be read", problems)
    number = {name: k for k, name in enumerate(names, 1)}
    tied, skipped = codes(1 if len(names) <= 250 else 2)
    if kind == "scores":
        rows = [[int(ballot.get(n, -1)) + 1 for n in names] for ballot, _ in pairs]
    else:
        rows = [_row(ballot, number, tied, skipped) for ballot, _ in pairs]
    return made.from_rows(names, rows, [n for _, n in pairs], kind)


def _pairs(ballots: Mapping[Any, int] | Iterable[Any], kind: Kind) -> Iterable[tuple[Any, int]]:
    if isinstance(ballots, Mapping):
        yield from ((_ranks(b), n) for b, n in ballots.items())
        return
    for ballot in ballots:
        if kind == "scores":
            given = isinstance(ballot, tuple) and len(ballot) == 2
            yield ballot if given else (ballot, 1)
        else:
            yield _ranks(ballot), 1


def _ranks(ballot: Any) -> Any:
    """A lone name is a ranking of one; a set of choices is taken in order of name."""
    if isinstance(ballot, str):
        return (ballot,)
    if isinstance(ballot, set | frozenset):
        return tuple(sorted(ballot))
    return ballot


def _whole(papers: Any) -> Any:
    """Papers as a plain integer where they are one of any type; else as they are."""
    try:
        return papers if isinstance(papers, bool) else index(papers)
    except TypeError:
        return papers


def _bad_ballots(pairs: Iterable[tuple[Any, int]]) -> Iterable[Problem]:
    """Ballots that are no list of ranks, and ranks that are no names: the first of each kind."""
    step = 'Give each ballot as names, as in ("Ann", "Bea").'
    said: dict[str, str] = {}
    for ballot, _ in pairs:
        if isinstance(ballot, bytes) or not isinstance(ballot, Iterable):
            said.setdefault("bad-ballot", f"{ballot!r} is no ranking")
            continue
        for rank in ballot:
            names = rank if isinstance(rank, set | frozenset) else () if rank is None else (rank,)
            for name in names:
                if not isinstance(name, str):
                    said.setdefault("bad-name", f"{name!r} on a ballot is no name")
    more = "Arrays of numbers go through hustings.profile(array, candidates)."
    for code, what in said.items():
        yield _problem(code, what, f"{step} {more}")


def _bad_points(pairs: Iterable[tuple[Any, int]]) -> Iterable[Problem]:
    """Ballots that are no points by name, and points that are no whole numbers from 0."""
    for ballot, _ in pairs:
        if not isinstance(ballot, Mapping):
            step = 'Give each ballot as points by name, as in {"Ann": 5, "Bea": 0}.'
            yield _problem("bad-ballot", f"{ballot!r} is no points by name", step)
            continue
        for name, points in ballot.items():
            number = _whole(points)
            if isinstance(number, bool) or not isinstance(number, int) or number < 0:
                said = f"{points!r} points for {name!r}"
                yield _problem("bad-points", said, "Give whole numbers from 0.")


def _rank_names(rank: Any) -> list[str]:
    if rank is None:
        return []
    return sorted(rank) if isinstance(rank, set | frozenset) else [rank]


def _named(pairs: Iterable[tuple[Any, int]]) -> set[str]:
    return {name for ballot, _ in pairs for rank in ballot for name in _rank_names(rank)}


def _row(ballot: Any, number: Mapping[str, int], tied: int, skipped: int) -> list[int]:
    row: list[int] = []
    for rank in ballot:
        numbers = sorted(number[name] for name in _rank_names(rank))
        if not numbers:
            row.append(skipped)
        for place, one in enumerate(numbers):
            row.extend([tied, one] if place else [one])
    return row


def _bad_candidates(names: Sequence[str]) -> Iterable[Problem]:
    for name in sorted({n for n in names if list(names).count(n) > 1}, key=str):
        yield _problem("duplicate-candidate", f"{name!r} stands twice", "Give each its own name.")
    if not names:
        yield _problem("no-candidates", "nobody stands", "Pass candidates=[...].")


def _bad_papers(pairs: Iterable[tuple[Any, int]]) -> Iterable[Problem]:
    for ballot, n in pairs:
        if not isinstance(n, int) or isinstance(n, bool) or not 0 < n < MOST_PAPERS:
            step = "Give a whole number above zero."
            yield _problem("bad-papers", f"{n!r} papers for {ballot!r}", step)


def _unknown(pairs: Iterable[tuple[Any, int]], names: Sequence[str]) -> Iterable[Problem]:
    for name in sorted(_named(pairs) - set(names), key=str):
        yield _problem(
            "unknown-candidate",
            f"{name!r} is on a ballot but does not stand",
            "Add the name to candidates, or mend the ballot.",
        )


def _problem(code: str, message: str, step: str) -> Problem:
    return Problem("ballots", 0, code, message, step)
