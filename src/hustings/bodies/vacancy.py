"""Who follows when a seat falls free: the state, the rule of that day, every legal reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hustings.bodies.offices import Office, holds
from hustings.bodies.people import person_id
from hustings.bodies.vacancy_after import afterwards, effect_of
from hustings.bodies.vacancy_asked import Asked, Papers
from hustings.bodies.vacancy_bars import bars
from hustings.bodies.vacancy_person import office_before
from hustings.bodies.vacancy_readings import lettered, readings_of
from hustings.bodies.vacancy_result import Reading, RuleHeld, Vacancy
from hustings.bodies.vacancy_rules import asked_rule, rules_in_force
from hustings.bodies.vacancy_said import (
    assumptions,
    label,
    later_said,
    notes_on,
    seat_said,
    sources_of,
    verdict,
)
from hustings.errors import InputError, Problem, UnknownName
from hustings.model import Record
from hustings.model.constraints import SeatRange
from hustings.model.lots import Lots
from hustings.model.offices import FREEING, METHODS, STATES

ASKABLE = tuple(s for s in STATES if s in FREEING or s == "suspended")
"""What may be asked to become of a seat."""
UNKNOWN = "unknown-person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whose seat, what becomes of it (`state`, a word of `ASKABLE`) and on which day.

    `as_of` keeps to what was known on that evening. `declined` and `ineligible` (name to reason)
    are passed over. `papers` are contests' papers by contest_id. `method` and `contest` ask
    another rule than the recorded one; `section` says which of several seats; `ranges` are seats
    kept for a category.
    """

    person: str
    on: date
    state: str = "resigned"
    as_of: date | None = None
    declined: Sequence[str] = ()
    ineligible: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, Papers] = field(default_factory=dict)
    lots: Lots | None = None
    method: str = ""
    contest: str = ""
    section: str = ""
    ranges: Sequence[SeatRange] = ()

    @property
    def frees(self) -> bool:
        """True when the state frees the seat."""
        return self.state in FREEING


def who_follows(record: Record, body_id: str, question: Question) -> Vacancy:
    """Who follows on a body of a record.

    Only rules in force on the day, contests declared and acts done by then are used; what came
    later is told apart. Raises UnknownName or InputError; a tie is an outcome of a reading.
    """
    known = record.as_of(question.as_of) if question.as_of else record
    people = unknown_people(question, _ids(known))
    refuse(question, [*people, *_section(record, body_id, question.section)])
    who, day = person_id(known, question.person), question.on
    office = office_before(known, body_id, who, day, question.section)
    held, later = rules_in_force(known, body_id, office.section_id, day)
    rules = _asked_rules(held, question.method, question.contest)
    readings: tuple[Reading, ...] = ()
    if question.frees:
        asked = _asked(known, body_id, office, question)
        readings = readings_of(known, body_id, office, rules, day, asked)
        if not any(rule.certain for rule in rules) and len(rules) < 2:
            readings = lettered((*readings, _no_rule()))
    name, section = known.name_of(who), label(record, body_id, "section", office.section_id)
    return Vacancy(
        record=record.name,
        body_id=body_id,
        body=label(record, body_id, "body"),
        section_id=office.section_id,
        section=section,
        candidate_id=who,
        person=name,
        state=question.state,
        on=day,
        as_of=question.as_of,
        frees=question.frees,
        verdict=verdict(name, question.state, readings),
        seat=seat_said(known, office, section),
        readings=readings,
        effect=effect_of(known, body_id, office, day),
        later=tuple(later_said(rule) for rule in later),
        afterwards=afterwards(known, body_id, office.section_id, who, day),
        assumptions=assumptions(office, rules),
        notes=notes_on(known, question.state, day, () if question.frees else rules),
        sources=sources_of(office, readings),
    )


def refuse(question: Question, more: Sequence[Problem] = ()) -> None:
    """InputError for a state or a method that is none, and for `more` problems.

    UnknownName where all that is wrong are names.
    """
    found = [*more]
    if question.state not in ASKABLE:
        step = f"Use one of: {', '.join(ASKABLE)}."
        said = f"no state {question.state!r}"
        found.append(Problem("arguments", 0, "unknown-state", said, step))
    if question.method and question.method not in METHODS:
        step = f"Use one of: {', '.join(METHODS)}."
        said = f"no method {question.method!r}"
        found.append(Problem("arguments", 0, "unknown-method", said, step))
    if len(found) == 1 and found[0].code == UNKNOWN:
        raise UnknownName(found[0].message)
    if found:
        kind = UnknownName if {p.code for p in found} == {UNKNOWN} else InputError
        raise kind("the question cannot be answered", found)


def unknown_people(question: Question, id_of: Callable[[str], str]) -> list[Problem]:
    """Every name of the question that is nobody's."""
    found = []
    held = [name for one in question.ranges for name in sorted(one.members)]
    named = (question.person, *question.declined, *question.ineligible, *held)
    for name in dict.fromkeys(named):
        try:
            id_of(name)
        except UnknownName as fault:
            step = "Write the name as it stands there."
            found.append(Problem("arguments", 0, UNKNOWN, fault.message, step))
    return found


def _section(record: Record, body_id: str, section: str) -> Iterator[Problem]:
    known = {b.section_id for b in record.bodies if b.id == body_id}
    known |= {s.section_id for s in record.members if s.body_id == body_id}
    if section and section not in known:
        step = f"Use one of: {', '.join(sorted(known))}."
        yield Problem("arguments", 0, "unknown-section", f"no section {section!r}", step)


def _asked_rules(rules: tuple[RuleHeld, ...], method: str, contest: str) -> tuple[RuleHeld, ...]:
    """The recorded rules, with another contest, or a method that no rule book was read for."""
    if method:
        return (asked_rule(method, contest),)
    if contest:
        return tuple(replace(r, contest=contest, assumed=True) for r in rules)
    return rules


def _asked(record: Record, body_id: str, office: Office, question: Question) -> Asked:
    ids = _ids(record)
    barred = bars(
        record,
        body_id,
        question.on,
        vacating=office.candidate_id,
        declined=[ids(n) for n in question.declined],
        ineligible={ids(n): why for n, why in question.ineligible.items()},
    )
    return Asked(
        person=office.candidate_id,
        name=record.name_of(office.candidate_id),
        bars=barred,
        staying=_staying(record, body_id, office, question.on),
        ranges=tuple(question.ranges),
        papers=question.papers,
        lots=question.lots,
        id_of=ids,
    )


def _ids(record: Record) -> Callable[[str], str]:
    return lambda name: person_id(record, name)


def _no_rule() -> Reading:
    said = "add one to vacancies.csv, or ask a method (--method)"
    return Reading(letter="", rule=None, outcome="no rule", why="", notes=(said,))


def _staying(record: Record, body_id: str, office: Office, day: date) -> tuple[str, ...]:
    return tuple(
        o.candidate_id
        for o in holds(record, body_id, day, before=True)
        if o.section_id == office.section_id and o.candidate_id != office.candidate_id
    )
