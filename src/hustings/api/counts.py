"""Counts from plain values: ballots as a file, a dict or an array; rules by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from hustings.api.asked import (
    Ledger,
    known_words,
    ledger,
    listed,
    names_listed,
    plain_ballots,
    rule_like,
    whole_seats,
    why_no_lot,
)
from hustings.errors import InputError, LotNeeded, Problem
from hustings.model.constraints import Constraint
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots, ledger_warnings
from hustings.model.official import OfficialTable
from hustings.model.profile import BallotFile, Kind, Profile
from hustings.rules import find_rule
from hustings.rules.pack import Rule

if TYPE_CHECKING:
    from hustings.auditing.against import Comparison
    from hustings.auditing.margin import Margin

Ballots = Profile | BallotFile | str | Path | bytes | Mapping[Any, int] | Sequence[Any]


class Asked(TypedDict, total=False):
    """What may be asked of a count besides its rule; see `terms_for`."""

    seats: int | None
    title: str
    withdrawn: str | Sequence[str]
    after_issue: str | Sequence[str]
    reopen: str
    constraints: Constraint | str | Iterable[Constraint | str]
    options: Mapping[str, str] | None
    terms: str | Path | Terms | None


def count(
    ballots: Ballots,
    rule: str | Rule | None = None,
    *,
    candidates: Sequence[str] | None = None,
    contest: str | None = None,
    lots: Ledger = None,
    exact: bool = False,
    **asked: Unpack[Asked],
) -> Count:
    """Count ballots under a rule, exactly.

    `ballots` is a path, a `BallotFile`, a `Profile`, a plain `{ranking: papers}` or a list of
    rankings. `rule` is a name (`scottish-stv`, `scottish-stv@2017-05-04`). Asked may be: `seats`;
    `title`; `withdrawn` (never stood on the paper); `after_issue` (withdrew or died after papers
    went out); `reopen` (who is Re-open Nominations); `constraints` (objects or text); `options` of
    the rule; `terms` (a file or Terms to start from). `lots` is a ledger's path, a `Lots`, one
    `Lot` or several, one drawn order of names, the most favoured first, or "from-ballots" for the
    order that the file of ballots gives. `exact` asks for the plain reference instead of arrays;
    both give the same Count but for `engine`.

    Raises InputError (every problem at once), UnknownName or LotNeeded (a tie without a lot).
    """
    known_words(asked, Asked.__annotations__)
    file = ballots_from(ballots, candidates, contest)
    found, terms, _ = terms_for(file, rule, **asked)
    drawn = lots_from(lots, file)
    try:
        return count_file(file, found, terms, lots=drawn, exact=exact)
    except LotNeeded as tie:
        raise with_reasons(tie, (str(p) for p in ledger_warnings(drawn, needed=tie))) from None


def terms_for(
    file: BallotFile,
    rule: str | Rule | None = None,
    *,
    seats: int | None = None,
    title: str = "",
    withdrawn: str | Sequence[str] = (),
    after_issue: str | Sequence[str] = (),
    reopen: str = "",
    constraints: Constraint | str | Iterable[Constraint | str] = (),
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
    rule_like(chosen)
    missing: list[Problem] = []
    if chosen is None:
        step = "Pass --rule R; see: hustings rules"
        missing += _missing(file, "no-rule", "no rule is named", step).problems
    try:
        stated = whole_seats(seats)
        filled, notes = seats_for(file, stated if stated is not None else start.seats or None)
    except InputError as fault:
        missing += fault.problems
    if chosen is None or missing:
        raise InputError("the count cannot begin", missing)
    late = _once(start.after_issue, names_listed(after_issue, "after_issue"))
    by_file = [n for n in file.withdrawn if n not in late]
    if by_file and all(note.code != "withdrawn" for note in file.notes):
        said = "as if never on the paper; name them as withdrawn after issue if papers were out"
        notes += (f"the file withdraws {', '.join(by_file)}: counted {said}",)
    made = replace(
        start,
        seats=filled,
        title=title or start.title or file.title or file.name,
        withdrawn=_once(start.withdrawn, by_file, names_listed(withdrawn, "withdrawn")),
        after_issue=late,
        reopen=reopen or start.reopen,
        constraints=(*start.constraints, *constraints_from(constraints)),
        options=tuple({**dict(start.options), **(options or {})}.items()),
    )
    away = {*made.withdrawn, made.reopen}
    standing = [name for name in file.profile.candidates if name not in away]
    notes += rowless(standing, constraints, terms)
    return (find_rule(chosen) if isinstance(chosen, str) else chosen), made, notes


def rowless(
    standing: Sequence[str], constraints: object, terms: str | Path | Terms | None
) -> tuple[str, ...]:
    """What must be said of candidates whom a table of people, named by a constraint, lacks."""
    from hustings.formats.categories import people
    from hustings.formats.constraint_text import table_of
    from hustings.formats.terms_file import tables_of

    tables = [] if terms is None or isinstance(terms, Terms) else [*tables_of(terms)]
    tables += [table for one in listed(constraints) if (table := table_of(one))]
    notes = []
    for table in dict.fromkeys(tables):
        known = people(table)
        lacks = [name for name in standing if name not in known]
        if lacks:
            said = f"{table.name} has no row for {', '.join(lacks)}: in none of its categories"
            notes.append(said)
    return tuple(notes)


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

    try:
        return count_under(rule, file.profile, terms, lots, exact=exact)
    except LotNeeded as tie:
        raise with_reasons(tie, why_no_lot(tie, lots, file)) from None


def with_reasons(tie: LotNeeded, reasons: Iterable[str]) -> LotNeeded:
    """The tie, with what comes near the lot it needs, a line each."""
    tie.args = ("".join([tie.message, *(f"\n  {reason}" for reason in reasons)]),)
    return tie


def ballots_from(
    ballots: Ballots, candidates: Sequence[str] | None = None, contest: str | None = None
) -> BallotFile:
    """Ballots in any form as a BallotFile."""
    if isinstance(ballots, BallotFile):
        return ballots
    if isinstance(ballots, Profile):
        return BallotFile(profile=ballots, form="profile")
    if not isinstance(ballots, str | Path | bytes):
        return plain_ballots(ballots, candidates)
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
    return stated, (f"{stated} seat{'' if stated == 1 else 's'}, as the file states",)


def _missing(file: BallotFile, code: str, said: str, step: str) -> InputError:
    return InputError("the count cannot begin", [Problem(file.name, 0, code, said, step)])


def lots_from(lots: Ledger, file: BallotFile) -> Lots:
    """A ledger from its path, from lots, from one order of names; none when there are none.

    The order that the ballot file itself gives is used when `lots` is "from-ballots".
    """
    return ledger(lots, file)


def constraints_from(
    given: Constraint | str | Iterable[Constraint | str],
) -> tuple[Constraint, ...]:
    """Constraints from objects or text; InputError with every one that cannot be read."""
    found: list[Constraint] = []
    problems: list[Problem] = []
    for one in listed(given):
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
    official: str | Path | OfficialTable,
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

    table = official
    if not isinstance(table, OfficialTable):
        table = read_official(table, contest=contest, ballots_name=ballots)
    faults = read_known(known, contest=contest, ballots_name=ballots) if known else ()
    return compare(counted, table, faults)


def margin(
    ballots: Ballots,
    rule: str | Rule | None = None,
    *,
    candidates: Sequence[str] | None = None,
    contest: str | None = None,
    lots: Ledger = None,
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

    known_words(asked, Asked.__annotations__)
    file = ballots_from(ballots, candidates, contest)
    found, terms, _ = terms_for(file, rule, **asked)
    seconds = LIMIT_SECONDS if limit_seconds is None else limit_seconds
    drawn = lots_from(lots, file)
    try:
        return found_margin(found, file.profile, terms, drawn, limit_seconds=seconds)
    except LotNeeded as tie:
        raise with_reasons(tie, why_no_lot(tie, drawn, file)) from None
