"""The sentences of an answer about a vacancy: the verdict, the seat, what is assumed, sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hustings.bodies.offices import Office
from hustings.bodies.vacancy_result import Reading, RuleHeld
from hustings.bodies.vacancy_rules import cited_rule, in_words
from hustings.model import Record
from hustings.model.dates import PartialDate, may_hold
from hustings.model.wording import listed

AGREED = {2: "Both", 3: "All three", 4: "All four"}
BY_DEFAULT = "If your rules take the runner-up"


def verdict(name: str, state: str, readings: Sequence[Reading]) -> str:
    """The answer in a sentence."""
    if not readings:
        return f"No seat falls free: {name}, {state}, still holds it but cannot vote."
    first = readings[0]
    agreed = len({(r.outcome, r.follows_id or r.tied) for r in readings}) == 1
    if len(readings) > 1 and not agreed:
        said = "; ".join(f"{r.letter}, {r.short}" for r in readings)
        return f"The readings differ: {said}."
    if len(readings) > 1:
        count = AGREED.get(len(readings), "All")
        return f"{count} readings agree: {first.short}."
    if first.late and first.outcome == "follows":
        return f"On the places that were reported afterwards: {first.follows}."
    said = _outcome(first)
    if first.rule and first.rule.by_default:
        whole = first.outcome == "follows"
        return f"{BY_DEFAULT}: {said if whole else said[:1].lower() + said[1:]}"
    return said


def _outcome(first: Reading) -> str:
    """What a single reading comes to, in a sentence."""
    return {
        "follows": f"{first.follows} follows.",
        "tie": f"A lot must be drawn between {listed(first.tied)}.",
        "nobody": "Nobody is left in line; see what the rule says then.",
        "order unknown": "A runner-up follows, but the order of those not elected is not known.",
        "papers needed": "A countback fills the seat, and needs the papers.",
        "by-election": "Nobody follows from a past contest: a by-election fills the seat.",
        "co-option": "Nobody follows from a past contest: the seat is filled by co-option.",
        "hold": "Nobody follows: the seat stays empty.",
        "no rule": "No rule for filling this seat on that day is recorded.",
    }[first.outcome]


def label(record: Record, body_id: str, what: str, section_id: str = "") -> str:
    """The name of a body (`what` is "body") or of a section for people; its id where unnamed."""
    for row in record.bodies:
        if row.id == body_id and (not section_id or row.section_id == section_id):
            return row.body if what == "body" else row.section
    return section_id or body_id


def seat_said(record: Record, office: Office, section: str) -> str:
    """Since when somebody held a seat, by which contest and in whose place."""
    name = record.name_of(office.candidate_id)
    labels = {c.id: c.label for c in record.contests}
    contest = labels.get(office.contest_id) or office.contest_id
    by = f" (contest: {contest})" if contest else ""
    after = f", in place of {record.name_of(office.followed)}" if office.followed else ""
    how = ", suspended, held" if office.state == "suspended" else " held"
    return f"{name}{how} a seat of {section} since {office.seated.said}{after}{by}"


def later_said(rule: RuleHeld) -> str:
    """A rule that came after the day."""
    clause = f"clause {rule.clause}" if rule.clause else "no clause recorded"
    said = f"{in_words(rule.method)} (rule {rule.id}, {clause})"
    begins = PartialDate.parse(rule.valid_from).said
    return f"from {begins} the record says: {said}"


def assumptions(office: Office, rules: Sequence[RuleHeld]) -> tuple[str, ...]:
    """What no row of the record says: the seat itself, a method, a clause."""
    found = []
    if office.assumed:
        found.append(f"elected in {office.contest_id}, so sitting: no row of members.csv says so")
    for rule in rules:
        if rule.assumed:
            found.append(f"the seat is filled by {in_words(rule.method)}, as asked")
        elif not rule.clause:
            found.append(f"rule {rule.id} is as reported: no clause is recorded")
    return tuple(found)


def notes_on(record: Record, state: str, day: date, rules: Sequence[RuleHeld]) -> tuple[str, ...]:
    """What `rules` would do if the seat fell free, and rules in words that speak of the state."""
    words = {"suspended": "suspen", "expelled": "expul", "term ended": "term"}.get(state, state)
    found = [
        f"if the seat fell free that day: {in_words(r.method)}, {cited_rule(r)}" for r in rules
    ]
    for rule in record.rules:
        if words in rule.topic and may_hold(rule, day):
            dates = f"from {rule.valid_from.said}" if rule.valid_from else "start not recorded"
            found.append(f"rule {rule.id} ({rule.topic}, {dates}): {rule.statement}")
    return tuple(found)


def sources_of(office: Office, readings: Sequence[Reading]) -> tuple[str, ...]:
    """Every source behind an answer, each once."""
    cells = [office.source]
    for reading in readings:
        cells += [reading.rule.source if reading.rule else "", reading.source]
        cells += [one.source for one in reading.line]
    parts = [p.strip() for cell in cells for p in cell.split(" | ")]
    return tuple(dict.fromkeys(p for p in parts if p and p != "as given" and p != "as asked"))
