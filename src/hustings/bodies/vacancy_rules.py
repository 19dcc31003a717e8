"""Which rule for filling a seat was in force on a day; more than one where dates leave it open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hustings.bodies.vacancy_result import RuleHeld
from hustings.model import Record
from hustings.model.dates import PartialDate
from hustings.model.offices import VacancyRule

IN_WORDS = {
    "countback": "countback of the member's papers",
    "countback-never-held": "countback as if the member had never stood",
    "hold": "the seat stays empty",
}
NEVER, PERHAPS, SURELY = 0, 1, 2


def rules_in_force(
    record: Record, body_id: str, section_id: str, day: date
) -> tuple[tuple[RuleHeld, ...], tuple[RuleHeld, ...]]:
    """The rules for a section on a day, and those that came later.

    A rule without an end holds until one that begins later surely has begun; where that one has
    ended since, the older may hold again. Where a date stops at a month or year that the day lies
    in, the older and the newer rule may both have held.
    """
    mine = [r for r in record.vacancies if (r.body_id, r.section_id) == (body_id, section_id)]
    surely = [r for r in mine if _standing(r, day) == SURELY]
    newest = max((_begun(r) for r in surely), default=date.min)
    held = [r for r in surely if _begun(r) == newest]
    perhaps = [r for r in mine if _standing(r, day) == PERHAPS and _begun(r) >= newest]
    if any(_replaced(r, mine, day) for r in held):
        held, perhaps = [], [*held, *perhaps]
    open_ended = not perhaps
    later = [r for r in mine if r.valid_from and r.valid_from.first > day]
    return (
        (*(_held(r, open_ended) for r in held), *(_held(r, False) for r in perhaps)),
        tuple(_held(r, True) for r in sorted(later, key=_begun)),
    )


def asked_rule(
    method: str, contest: str = "", constraint: str = "", *, by_default: bool = False
) -> RuleHeld:
    """A rule that no rule book was read for: the method was asked, or taken by default."""
    return RuleHeld(
        id="",
        method=method,
        contest=contest,
        constraint=constraint,
        source="as asked",
        assumed=True,
        by_default=by_default,
    )


def cited_rule(rule: RuleHeld) -> str:
    """A rule with its clause and dates: `rule v1998 (clause 4.III, from 1998)`."""
    if rule.assumed:
        asked = "by default, not asked" if rule.by_default else "as asked"
        return f"{in_words(rule.method)}, {asked} (assumed: no rule book was read)"
    dates = [f"from {_said(rule.valid_from)}" if rule.valid_from else "start not recorded"]
    dates += [f"until {_said(rule.valid_to)}"] if rule.valid_to else []
    clause = f"clause {rule.clause}, " if rule.clause else "no clause recorded, "
    return f"rule {rule.id} ({clause}{', '.join(dates)})"


def _said(day: str) -> str:
    return PartialDate.parse(day).said


def in_words(method: str) -> str:
    """A method as a sentence has it."""
    return IN_WORDS.get(method, method)


def _replaced(rule: VacancyRule, rules: Iterable[VacancyRule], day: date) -> bool:
    """True for a rule without an end that gave way to a later one, which has ended since."""
    newer = (r for r in rules if _begun(r) > _begun(rule) and _begun(r) <= day)
    return rule.valid_to is None and any(_standing(r, day) == NEVER for r in newer)


def _begun(rule: VacancyRule) -> date:
    return rule.valid_from.last if rule.valid_from else date.min


def _standing(rule: VacancyRule, day: date) -> int:
    return min(_after(rule.valid_from, day), _until(rule.valid_to, day))


def _after(begin: PartialDate | None, day: date) -> int:
    if begin is None or begin.last <= day:
        return SURELY
    return PERHAPS if begin.first <= day else NEVER


def _until(end: PartialDate | None, day: date) -> int:
    """Whether a rule with this last day still holds; a month or year may end it on any day."""
    if end is None or day < end.first or (end.exact and day == end.first):
        return SURELY
    return PERHAPS if day <= end.last else NEVER


def _held(rule: VacancyRule, certain: bool) -> RuleHeld:
    return RuleHeld(
        id=rule.id,
        method=rule.method,
        contest=rule.contest,
        temporary=rule.temporary,
        constraint=rule.constraint,
        excludes=rule.excludes,
        statement=rule.statement,
        clause=rule.clause,
        valid_from=str(rule.valid_from or ""),
        valid_to=str(rule.valid_to or ""),
        source=rule.source,
        certain=certain,
    )
