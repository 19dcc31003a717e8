"""Who follows when a seat falls free, asked in plain values: a body's address, names, days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hustings.api.asked import Ledger, ledger, names_listed
from hustings.api.counts import Ballots, ballots_from, constraints_from, terms_for
from hustings.api.forecasts import day_from
from hustings.bodies.vacancy import Question, who_follows
from hustings.bodies.vacancy_asked import Papers
from hustings.bodies.vacancy_result import Vacancy
from hustings.bodies.vacancy_table import who_follows_in
from hustings.errors import InputError, Problem
from hustings.model import Record
from hustings.model.constraints import Constraint, SeatRange
from hustings.model.declared import Declared, Standing
from hustings.model.profile import BallotFile

if TYPE_CHECKING:
    from hustings.model.lots import Lots

PAPERS = frozenset({".blt", ".abif", ".soi", ".soc", ".toi", ".toc"})
"""Endings of files that hold ballots and never a result."""


def vacancy(
    body: str | Path | Record,
    person: str,
    *,
    on: date | str,
    state: str = "resigned",
    as_of: date | str | None = None,
    declined: str | Sequence[str] = (),
    ineligible: Mapping[str, str] | None = None,
    ballots: Mapping[str, Ballots] | None = None,
    rule: str | None = None,
    seats: int | None = None,
    method: str = "",
    contest: str = "",
    constraints: Constraint | str | Iterable[Constraint | str] = (),
    lots: Ledger = None,
    section: str = "",
    body_id: str = "",
) -> Vacancy:
    """Who follows when a person leaves a body, under the rule of that day; every legal reading.

    `body` is RECORD/BODY (`labour-nec/nec`), a folder's path, or a Record with `body_id`. `state`
    is resigned, expelled, suspended, incompatible, died or term ended. `declined` are passed over,
    `ineligible` maps a name to the reason. `ballots` maps a contest_id to its papers, counted
    under `rule` (a countback and a transferable vote's runner-up need them). `method` asks another
    method than the rule's, `contest` another contest; `section` says which of several seats.
    Raises InputError or UnknownName.
    """
    from hustings.store import body_of

    record, known_id = body_of(body, body_id)
    papers = {}
    for name, given in (ballots or {}).items():
        filled = seats or record.contest(name).seats
        papers[name] = _papers(given, rule, filled)
    question = Question(
        person=person,
        on=_day(on),
        state=state,
        as_of=day_from(as_of),
        declined=names_listed(declined, "declined"),
        ineligible=ineligible or {},
        papers=papers,
        lots=_drawn(lots, papers),
        method=method,
        contest=contest,
        section=section,
        ranges=_ranges(constraints),
    )
    return who_follows(record, known_id, question)


def vacancy_in(
    result: Any,
    person: str,
    *,
    on: date | str | None = None,
    state: str = "resigned",
    seats: int | None = None,
    rule: str | None = None,
    method: str = "",
    declined: str | Sequence[str] = (),
    ineligible: Mapping[str, str] | None = None,
    constraints: Constraint | str | Iterable[Constraint | str] = (),
    lots: Ledger = None,
) -> Vacancy:
    """The same from one contest alone: a table of totals, or its papers.

    `result` is a published table in any layout (`docs/results.md`), a Declared, a plain
    `{name: votes}`, or a file of ballots with `rule`. No rule book is read: `method` is assumed, as
    asked, or the runner-up by default. `on` (default today) only dates the answer.
    """
    question = Question(
        person=person,
        on=_day(on or date.today()),
        state=state,
        declined=names_listed(declined, "declined"),
        ineligible=ineligible or {},
        method=method,
        ranges=_ranges(constraints),
    )
    if rule and _is_ballots(result):
        return _from_papers(result, question, rule, seats, lots)
    declared = _declared(result)
    filled, assumed = _seats(declared, seats)
    chosen, said = _rule(declared, rule)
    drawn = ledger(lots, BallotFile(profile=_none(), form="table"))
    return who_follows_in(
        declared,
        replace(question, lots=drawn),
        rule=chosen,
        seats=filled,
        assumed=(*assumed, *said, *declared.assumed),
    )


def _from_papers(
    ballots: Any, question: Question, rule: str, seats: int | None, lots: Ledger
) -> Vacancy:
    file = ballots_from(ballots)
    papers = _papers(file, rule, seats)
    drawn = ledger(lots, file)
    return who_follows_in(
        _of_papers(papers, file, drawn),
        replace(question, lots=drawn),
        rule=papers.rule.name,
        seats=papers.terms.seats,
        papers=papers,
    )


def _day(on: date | str) -> date:
    day = day_from(on)
    assert day is not None
    return day


def _papers(given: Any, rule: str | None, seats: int | None) -> Papers:
    file = ballots_from(given)
    found, terms, _ = terms_for(file, rule, seats=seats)
    return Papers(found, file.profile, terms)


def _drawn(lots: Ledger, papers: Mapping[str, Papers]) -> Lots:
    profile = next((p.profile for p in papers.values()), _none())
    return ledger(lots, BallotFile(profile=profile, form="vacancy"))


def _none() -> Any:
    from hustings.model.profile import Profile

    return Profile.from_rows((), [])


def _ranges(given: Any) -> tuple[SeatRange, ...]:
    """Seat ranges only: a vacancy is not about papers or the order of election."""
    found = constraints_from(given)
    odd = [c for c in found if not isinstance(c, SeatRange)]
    if odd:
        step = 'Write a range of seats, as in "women >= 2: Ann, Bea".'
        problems = [
            Problem("constraint", 0, "not-a-seat-range", f"{c} is not about seats", step)
            for c in odd
        ]
        raise InputError("the constraints cannot be used", problems)
    return tuple(c for c in found if isinstance(c, SeatRange))


def _is_ballots(result: Any) -> bool:
    """True for papers and files of papers; a table of totals is none."""
    if isinstance(result, Declared):
        return False
    if isinstance(result, Mapping):
        return not all(isinstance(name, str) for name in result)
    if not isinstance(result, str | Path):
        return True
    try:
        file = ballots_from(result)
    except InputError:
        return False
    return file.form != "csv" or not _has_totals(result)


def _has_totals(result: str | Path) -> bool:
    """True for a table in which several candidates have votes: no paper says that."""
    from hustings.formats.results import read_results

    try:
        found = read_results(result)
    except InputError:
        return False
    return sum(one.votes is not None for declared in found for one in declared.candidates) > 1


def _declared(result: Any) -> Declared:
    if isinstance(result, Declared):
        return result
    if isinstance(result, Mapping):
        return _of_totals(result)
    from hustings.formats.results import read_results

    if Path(result).suffix.lower() in PAPERS:
        step = "Say how they are counted: --rule R --seats N (rule=, seats=)."
        problem = Problem(
            str(result), 0, "no-rule", "these are ballots, and no rule is named", step
        )
        raise InputError("who was elected is not known", [problem])
    found = read_results(result)
    if len(found) > 1:
        named = ", ".join(one.title for one in found[:6])
        step = f"Give a file of one of them: {named}."
        problem = Problem(str(result), 0, "many-contests", f"{len(found)} contests", step)
        raise InputError("which contest is meant is not said", [problem])
    return found[0]


def _of_totals(totals: Mapping[str, int]) -> Declared:
    from hustings.model.declared import Stated
    from hustings.model.official import figure

    standing = []
    for name, votes in totals.items():
        read = figure(str(votes))
        standing.append(Standing(name=str(name), votes=Stated(read) if read else None))
    return Declared(title="a table of totals", file="totals", candidates=tuple(standing))


def _of_papers(papers: Papers, file: BallotFile, lots: Lots) -> Declared:
    """What a count of the papers says, as a result with the elected marked."""
    from hustings.counting.terms import count_under

    count = count_under(papers.rule, papers.profile, papers.terms, lots)
    rows = tuple(Standing(name=name, elected=name in count.winners) for name in count.candidates)
    title = papers.terms.title or file.name
    source = f"count of {file.name or 'the papers'} under {papers.rule.name}"
    return Declared(title=title, file=file.name or "papers", candidates=rows, source=source)


def _seats(declared: Declared, seats: int | None) -> tuple[int, tuple[str, ...]]:
    stated = declared.stated("seats") or declared.seats
    if seats is not None:
        return seats, ()
    if stated is not None:
        return int(stated.figure.value), ()
    if declared.marked:
        n = len(declared.elected)
        return n, (f"{n} seats, as many as are marked elected",)
    step = "Pass the number of seats (--seats N, seats=N)."
    problem = Problem(declared.file, 0, "no-seats", "the number of seats is not stated", step)
    raise InputError("who was elected is not known", [problem])


def _rule(declared: Declared, rule: str | None) -> tuple[str, tuple[str, ...]]:
    if rule or declared.rule:
        return (rule or declared.rule).partition("@")[0], ()
    return "block-vote", ("those with most votes are elected (block vote): no rule is stated",)
