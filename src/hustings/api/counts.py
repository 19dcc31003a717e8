"""Counts from plain values: ballots as a file, a dict or an array; rules by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from hustings.errors import InputError, Problem
from hustings.model.constraints import Constraint
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import BallotFile, Kind, Profile
from hustings.rules import find_rule
from hustings.rules.pack import Rule

if TYPE_CHECKING:
    from hustings.auditing.against import Comparison
    from hustings.auditing.margin import Margin

Ballots = Profile | BallotFile | str | Path | Mapping[Any, int]


class Asked(TypedDict, total=False):
    """What may be asked of a count besides its rule; see `terms_for`."""

    seats: int | None
    title: str
    withdrawn: Sequence[str]
    after_issue: Sequence[str]
    reopen: str
    constraints: Iterable[Constraint | str]
    options: Mapping[str, str] | None
    terms: str | Path | Terms | None


def count(
    ballots: Ballots,
    rule: str | Rule | None = None,
    *,
    candidates: Sequence[str] | None = None,
    contest: str | None = None,
    lots: Lots | Sequence[str] | str | Path | None = None,
    exact: bool = False,
    **asked: Unpack[Asked],
) -> Count:
    """Count ballots under a rule, exactly.

    `ballots` is a path, a `BallotFile`, a `Profile` or a plain `{ranking: papers}`. `rule` is a
    name (`scottish-stv`, `scottish-stv@2017-05-04`). Asked may be: `seats`; `title`; `withdrawn`
    (never stood on the paper); `after_issue` (withdrew or died after papers went out); `reopen`
    (who is Re-open Nominations); `constraints` (objects or text); `options` of the rule; `terms`
    (a file or Terms to start from). `lots` is a ledger's path, a
    `Lots`, or one drawn order of names, the most favoured first. `exact` asks for the plain
    reference instead of arrays; both give the same Count but for `engine`.

    Raises InputError (every problem at once), UnknownName or LotNeeded (a tie without a lot).
    """
    file = ballots_from(ballots, candidates, contest)
    found, terms, _ = terms_for(file, rule, **asked)
    return count_file(file, found, terms, lots=lots_from(lots, file), exact=exact)


def terms_for(
    file: BallotFile,
    rule: str | Rule | None = None,
    *,
    seats: int | None = None,
    title: str = "",
    withdrawn: Sequence[str] = (),
    after_issue: Sequence[str] = (),
    reopen: str = "",
    constraints: Iterable[Constraint | str] = (),
    options: Mapping[str, str] | None = None,
    terms: str | Path | Terms | None = None,
) -> tuple[Rule, Terms, tuple[str, ...]]:
    """The rule, the complete terms of a count and what must be said about where they come from.

    `terms` is a terms file (`docs/constraints.md`) or Terms to start from; what is named here comes
    on top. `seats` may be left out only where the terms or the ballot file state them: a file's
    header is a claim, and a note says when it is used or contradicted. `withdrawn` never stood on
    the paper, `after_issue` did. Raises InputError or UnknownName.
    """
    named, start = _start(terms)
    chosen = rule or named
    missing: list[Problem] = []
    if chosen is None:
        step = "Pass --rule R; see: hustings rules"
        missing += _missing(file, "no-rule", "no rule is named", step).problems
    try:
        filled, notes = seats_for(file, seats if seats is not None else start.seats or None)
    except InputError as fault:
        missing += fault.problems
    if chosen is None or missing:
        raise InputError("the count cannot begin", missing)
    late = _once(start.after_issue, after_issue)
    by_file = [n for n in file.withdrawn if n not in late]
    if by_file:
        said = "as if never on the paper; name them as withdrawn after issue if papers were out"
        notes += (f"the file withdraws {', '.join(by_file)}: counted {said}",)
    made = replace(
        start,
        seats=filled,
        title=title or start.title or file.title or file.name,
        withdrawn=_once(start.withdrawn, by_file, withdrawn),
        after_issue=late,
        reopen=reopen or start.reopen,
        constraints=(*start.constraints, *constraints_from(constraints)),
        options=tuple({**dict(start.options), **(options or {})}.items()),
    )
    return (find_rule(chosen) if isinstance(chosen, str) else chosen), made, notes


def _start(terms: str | Path | Terms | None) -> tuple[str | None, Terms]:
    if terms is None:
        return None, Terms(seats=0)
    if isinstance(terms, Terms):
        return None, terms
    from hustings.formats.terms_file import read_terms

    return read_terms(terms)


def _once(*names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for group in names for n in group))


def count_file(
    file: BallotFile, rule: Rule, terms: Terms, *, lots: Lots | None = None, exact: bool = False
) -> Count:
    """Count a file that has been read, under terms that are complete."""
    from hustings.counting.terms import count_under

    return count_under(rule, file.profile, terms, lots, exact=exact)


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


def seats_for(file: BallotFile, seats: int | None) -> tuple[int, tuple[str, ...]]:
    """The seats to fill, as asked or else as the file states, and what must be said of it."""
    stated, standing = file.seats, len(file.profile.candidates)
    if seats is not None:
        differs = stated is not None and stated != seats
        said = f"the file states {stated} seats; {seats} are counted, as asked"
        return seats, ((said,) if differs else ())
    step = "Pass the number of seats (--seats N, seats=N)."
    if stated is None:
        raise _missing(file, "no-seats", "the number of seats is not stated", step)
    if stated >= standing:
        said = f"the file states {stated} seats for {standing} candidates"
        raise _missing(file, "no-seats", said, step)
    return stated, (f"{stated} seats, as the file states",)


def _missing(file: BallotFile, code: str, said: str, step: str) -> InputError:
    return InputError("the count cannot begin", [Problem(file.name, 0, code, said, step)])


def lots_from(lots: Lots | Sequence[str] | str | Path | None, file: BallotFile) -> Lots:
    """A ledger from its path, from one order of names, or as the ballot file gives it."""
    if isinstance(lots, Lots):
        return lots
    if isinstance(lots, str | Path):
        from hustings.formats.lots_file import read_lots

        return read_lots(lots)
    return Lots(standing=tuple(lots if lots is not None else file.tie_order))


def constraints_from(given: Iterable[Constraint | str]) -> tuple[Constraint, ...]:
    """Constraints from objects or text; InputError with every one that cannot be read."""
    found: list[Constraint] = []
    problems: list[Problem] = []
    for one in given:
        try:
            found += _constraint(one)
        except InputError as fault:
            problems += fault.problems
    if problems:
        raise InputError("the constraints cannot be read", problems)
    return tuple(found)


def _constraint(given: Constraint | str) -> Iterable[Constraint]:
    if not isinstance(given, str):
        return (given,)
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
    counted: Count,
    official: str | Path,
    *,
    contest: str | None = None,
    ballots: str | None = None,
    known: str | Path | None = None,
) -> Comparison:
    """A count beside an official table, cell by cell.

    `contest` picks one contest of a table that holds several; `ballots` is the name of the ballot
    file without its ending, tried when `contest` is not given. `known` lists misprints of the
    table. Raises InputError for a table that cannot be read.
    """
    from hustings.auditing.against import compare
    from hustings.formats.official import read_known, read_official

    table = read_official(official, contest=contest, ballots_name=ballots)
    faults = read_known(known, contest=contest, ballots_name=ballots) if known else ()
    return compare(counted, table, faults)


def margin(
    ballots: Ballots,
    rule: str | Rule | None = None,
    *,
    candidates: Sequence[str] | None = None,
    contest: str | None = None,
    lots: Lots | Sequence[str] | str | Path | None = None,
    limit_seconds: float | None = None,
    **asked: Unpack[Asked],
) -> Margin:
    """How many changed papers would alter who is elected.

    Exact for a block vote; for a transferable vote an upper bound with a witness that a re-count
    confirms, and a lower bound (`docs/margin.md`). Ballots and terms as in `count`; `limit_seconds`
    ends the search. Raises as `count` does.
    """
    from hustings.auditing.margin import LIMIT_SECONDS
    from hustings.auditing.margin import margin as found_margin

    file = ballots_from(ballots, candidates, contest)
    found, terms, _ = terms_for(file, rule, **asked)
    seconds = LIMIT_SECONDS if limit_seconds is None else limit_seconds
    ledger = lots_from(lots, file)
    return found_margin(found, file.profile, terms, ledger, limit_seconds=seconds)
