"""Every legal reading of a rule: from which contest, down which line, to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hustings.bodies.offices import Office
from hustings.bodies.vacancy_asked import Asked
from hustings.bodies.vacancy_chain import ranges_about, walk
from hustings.bodies.vacancy_field import Field, contests_of, field_of
from hustings.bodies.vacancy_person import ended_on
from hustings.bodies.vacancy_recount import counted_back, counted_field
from hustings.bodies.vacancy_result import Reading, RuleHeld
from hustings.errors import InputError, UnknownName
from hustings.formats.constraint_text import parse_constraint
from hustings.model import Contest, Record
from hustings.model.constraints import SeatRange
from hustings.model.offices import CHOICES

FROM_A_CONTEST = frozenset({"runner-up", "countback", "countback-never-held"})


def readings_of(
    record: Record, body_id: str, office: Office, rules: Sequence[RuleHeld], day: date, asked: Asked
) -> tuple[Reading, ...]:
    """Every reading of every rule that may have held, lettered A, B, ..."""
    found: list[Reading] = []
    for rule in rules:
        doubt = f"if rule {rule.id} held on that day (its dates leave it open)"
        unless = "" if rule.certain else doubt
        if rule.method not in FROM_A_CONTEST:
            found.append(_without_contest(record, body_id, office, rule, unless, day))
            continue
        for contest_id, why in _choices(record, body_id, office, rule, day, asked.name):
            stood = _field(record, contest_id, asked, rule.method)
            begun = _begun(record.contest(contest_id))
            here = replace(asked, bars=asked.bars.in_contest(contest_id, begun))
            made = from_contest(stood, rule, here)
            why = "; ".join(w for w in (unless, why) if w)
            late = _late(record, made, day)
            circle = _circular(record, body_id, made, day) if late else ""
            notes = (*made.notes, *(said for said in (late, circle) if said))
            found.append(replace(made, why=why, notes=notes, late=bool(late)))
    rules_late = _rules_late(record, body_id, day)
    found = [_with_note(made, rules_late) for made in found]
    return lettered(found)


def lettered(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings as A, B, ..."""
    return tuple(replace(r, letter=_letter(n)) for n, r in enumerate(readings))


def _begun(contest: Contest) -> date | None:
    """The first day of voting, else the last of nominations, else the last of voting."""
    day = contest.ballots_opened or contest.nominations_closed or contest.ballots_closed
    return day.first if day else None


def _late(record: Record, made: Reading, day: date) -> str:
    """Whose places in the line became public only after the day, "" when none did."""
    late = {
        r.candidate_id: r.known_from
        for r in record.results
        if r.contest_id == made.contest_id and r.known_from and r.known_from > day
    }
    names = [one.name for one in made.line if one.candidate_id in late]
    if not names or not made.rule or made.rule.method != "runner-up":
        return ""
    return f"the places of {', '.join(names)} became public after the day, by {max(late.values())}"


def _circular(record: Record, body_id: str, made: Reading, day: date) -> str:
    """Said where a place in the line was read off the report of who took the seats."""
    places = {r.candidate_id: r.source for r in record.results if r.contest_id == made.contest_id}
    in_line = {one.candidate_id: one.name for one in made.line}
    names = [
        in_line[act.candidate_id]
        for act in record.members
        if (act.body_id, act.contest_id) == (body_id, made.contest_id)
        and act.candidate_id in in_line
        and act.on.last >= day
        and {*act.source.split(" | ")} & {*places.get(act.candidate_id, "").split(" | ")} - {""}
    ]
    if not names:
        return ""
    return (
        f"the places of {', '.join(dict.fromkeys(names))} were read off the report of who "
        "followed, so this is no independent check of that report"
    )


def _rules_late(record: Record, body_id: str, day: date) -> Mapping[str, str]:
    """Which rules became public only after the day, in a sentence each, by id."""
    return {
        rule.id: f"rule {rule.id} became public after the day, by {rule.known_from}"
        for rule in record.vacancies
        if rule.body_id == body_id and rule.known_from and rule.known_from > day
    }


def _with_note(made: Reading, notes: Mapping[str, str]) -> Reading:
    said = notes.get(made.rule.id) if made.rule else None
    return replace(made, notes=(*made.notes, said)) if said else made


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else str(number + 1)


def _choices(
    record: Record, body_id: str, office: Office, rule: RuleHeld, day: date, name: str
) -> Iterator[tuple[str, str]]:
    """The contests a rule may mean, each with what makes it a reading."""
    recent = _most_recent(record, contests_of(record, body_id, office.section_id), day)
    theirs = office.contest_id
    open_dates = "" if len(recent) < 2 else " (the dates leave open which contest that is)"
    if rule.contest not in ("", *CHOICES):
        yield rule.contest, "the rule names the contest"
    elif rule.contest == "that elected them":
        yield theirs, f"the rule says from which contest: {_in_words(rule.contest, name)}"
    elif rule.contest:
        for one in recent or ("",):
            said = f"the rule says from which contest: {_in_words(rule.contest, name)}"
            yield one, f"{said}{open_dates}"
    elif len(recent) < 2 and (not theirs or recent in ((), (theirs,))):
        both = "the most recent contest is also the one that elected"
        only = "the only contest known"
        yield theirs or "".join(recent), f"{both} {name}" if recent == (theirs,) else only
    else:
        silent = "the rule does not say from which contest; read as"
        for one in recent:
            yield one, f"{silent} {_in_words('most recent', name)}{open_dates}"
        if theirs and theirs not in recent:
            yield theirs, f"{silent} {_in_words('that elected them', name)}"


def _most_recent(record: Record, contests: Iterable[Contest], day: date) -> tuple[str, ...]:
    """The last contest over by a day; more than one where their dates do not tell which."""
    ended = {c.id: end for c in contests if (end := ended_on(record, c)) and end.first <= day}
    sure = [end for end in ended.values() if end.last <= day]
    return tuple(c for c, end in ended.items() if not any(o.first > end.last for o in sure))


def _in_words(choice: str, name: str) -> str:
    return "the most recent one" if choice == "most recent" else f"the one that elected {name}"


def _field(record: Record, contest_id: str, asked: Asked, method: str) -> Field:
    """The contest's candidates, in the order of its own count where its papers are at hand."""
    if not contest_id:
        step = "Name it: give `contest` in vacancies.csv or contest_id in members.csv."
        raise UnknownName(f"which contest is meant is not recorded. {step}")
    stated = field_of(record, contest_id)
    papers = asked.papers.get(contest_id)
    if papers is None or method != "runner-up":
        return stated
    return counted_field(papers, stated, asked.id_of, asked.lots)


def from_contest(stood: Field, rule: RuleHeld, asked: Asked) -> Reading:
    """One reading: down one contest's line, or by a countback of its papers."""
    ranges, words = _ranges(stood, rule, asked)
    notes = [*(stood.notes if rule.method == "runner-up" else ()), *words]
    stages: tuple[tuple[str, Mapping[str, str]], ...] = ()
    order = stood.order
    if rule.method == "runner-up":
        walked = walk(stood, asked.bars, ranges, asked.lots)
    else:
        walked, stages, order = counted_back(stood, rule.method, ranges, asked)
    if rule.excludes:
        notes.append(f"the rule also says who may not follow: {rule.excludes} (check the names)")
    if rule.temporary:
        notes.append("temporary: until the next regular contest")
    taken = walked.follows
    return Reading(
        letter="",
        rule=rule,
        outcome=walked.outcome,
        why="",
        contest_id=stood.contest_id,
        contest=stood.contest,
        declared=stood.declared,
        source=stood.source,
        follows_id=taken.candidate_id if taken else "",
        follows=taken.name if taken else "",
        order=order,
        line=walked.line,
        tied=walked.tied,
        stages=stages,
        notes=(*notes, *walked.notes),
    )


def _ranges(stood: Field, rule: RuleHeld, asked: Asked) -> tuple[tuple[SeatRange, ...], list[str]]:
    """The seat ranges to keep, about ids, and what must be said of constraints only in words."""
    found = list(asked.ranges)
    words = []
    for said in dict.fromkeys((rule.constraint, "" if found else stood.constraint)):
        if not said:
            continue
        try:
            found += [c for c in parse_constraint(said) if isinstance(c, SeatRange)]
        except InputError:
            words.append(f"not checked, as it does not say who is counted: {said}")
    made = ranges_about(found, asked.id_of, asked.staying)
    for one in made:
        words.append(f"{one}: counted among those who stay, {one.continuing}")
    return made, words


def _without_contest(
    record: Record, body_id: str, office: Office, rule: RuleHeld, why: str, day: date
) -> Reading:
    """A by-election, a co-option or an empty seat: no name follows from a past contest."""
    notes = []
    if rule.method in ("by-election", "co-option"):
        acts = {"by-election": "a by-election is called", "co-option": "a member is co-opted"}
        calls = {"by-election": "who calls a by-election", "co-option": "who co-opts a member"}
        callers = [
            p
            for p in record.powers
            if p.body_id == body_id
            and p.power == "fill"
            and p.over in (office.section_id, "members", "vacancy")
            and (p.valid_from is None or p.valid_from.first <= day)
            and (p.valid_to is None or p.valid_to.last >= day)
        ]
        said = [f"{p.holder} ({p.clause or p.id})" for p in callers]
        by = f"{acts[rule.method]} by {', '.join(said)}"
        who = by if said else f"{calls[rule.method]} is not recorded"
        notes.append(f"{who}; the seat is free from {day}")
    if rule.temporary:
        notes.append("temporary: until the next regular contest")
    if rule.excludes:
        notes.append(f"the rule also says who may not follow: {rule.excludes}")
    return Reading(
        letter="", rule=rule, outcome=rule.method, why=why, source=rule.source, notes=tuple(notes)
    )
