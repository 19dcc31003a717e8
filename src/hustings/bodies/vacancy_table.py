"""Who follows from one contest alone: a table of totals or its papers, without a rule book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from hustings.bodies.vacancy import Question, refuse, unknown_people
from hustings.bodies.vacancy_asked import Asked, Papers
from hustings.bodies.vacancy_bars import Bars
from hustings.bodies.vacancy_field import Field, field_of_declared
from hustings.bodies.vacancy_readings import FROM_A_CONTEST, from_contest
from hustings.bodies.vacancy_recount import counted_field
from hustings.bodies.vacancy_result import Reading, RuleHeld, Vacancy
from hustings.bodies.vacancy_rules import asked_rule, in_words
from hustings.bodies.vacancy_said import verdict
from hustings.errors import InputError, Problem, UnknownName
from hustings.model.declared import Declared
from hustings.model.offices import METHODS

WHY = "the method and the contest that were given"
DEFAULT = "runner-up"
"""The method taken where none is asked."""


def who_follows_in(
    declared: Declared,
    question: Question,
    *,
    rule: str,
    seats: int,
    papers: Papers | None = None,
    assumed: Sequence[str] = (),
) -> Vacancy:
    """Who follows in a contest as declared, by the method that is asked (else `DEFAULT`): assumed.

    `rule` is a rule's name, `papers` the contest's papers where they are at hand. Raises
    UnknownName or InputError; a tie is an outcome of the reading.
    """
    stood = field_of_declared(declared, rule, seats)
    id_of = _named([c.name for c in declared.candidates], stood.contest)
    refuse(question, unknown_people(question, id_of))
    who = id_of(question.person)
    asked = _asked(question, stood, who, id_of, papers)
    held = asked_rule(question.method or DEFAULT, by_default=not question.method)
    if papers and held.method == "runner-up":
        stood = counted_field(papers, stood, id_of, question.lots)
    readings = (_only(stood, held, asked),) if question.frees else ()
    return Vacancy(
        record="",
        body_id="",
        body=stood.contest,
        section_id="",
        section="",
        candidate_id=who,
        person=who,
        state=question.state,
        on=question.on,
        as_of=None,
        frees=question.frees,
        verdict=verdict(who, question.state, readings),
        seat=f"{who} was elected in {stood.contest}",
        readings=readings,
        assumptions=(*_method(held), *assumed) if question.frees else tuple(assumed),
        sources=(stood.source,) if stood.source else (),
    )


def _method(rule: RuleHeld) -> Iterator[str]:
    default = ", by default, not asked" if rule.by_default else ""
    yield f"the seat is filled by {in_words(rule.method)}{default}: no rule book was read"
    if rule.by_default:
        others = ", ".join(m for m in METHODS if m != rule.method)
        yield f"if your rules take another way, ask for it with --method: {others}"


def _asked(
    question: Question,
    stood: Field,
    who: str,
    id_of: Callable[[str], str],
    papers: Papers | None,
) -> Asked:
    won = [r.candidate_id for r in stood.elected]
    if who not in won:
        said = f"{who} was not elected in {stood.contest}, so no seat falls free"
        problem = Problem(stood.contest_id, 0, "no-seat", said, f"Elected: {', '.join(won)}.")
        raise InputError("no seat can fall free", [problem])
    barred = {who: ("the seat is theirs", "")}
    barred |= {id_of(n): (why, "as given") for n, why in question.ineligible.items()}
    barred |= {id_of(n): ("declined", "as given") for n in question.declined}
    return Asked(
        person=who,
        name=who,
        bars=Bars(barred),
        staying=tuple(w for w in won if w != who),
        ranges=tuple(question.ranges),
        papers={stood.contest_id: papers} if papers else {},
        lots=question.lots,
        id_of=id_of,
    )


def _only(stood: Field, rule: RuleHeld, asked: Asked) -> Reading:
    if rule.method not in FROM_A_CONTEST:
        why = "the method that was asked"
        return Reading(letter="A", rule=rule, outcome=rule.method, why=why)
    why = "the contest that was given" if rule.by_default else WHY
    return replace(from_contest(stood, rule, asked), letter="A", why=why)


def _named(names: Sequence[str], where: str) -> Callable[[str], str]:
    """Finds a name of a table: whole, or by its only bearer's last name; else UnknownName."""
    folded = {n.casefold(): n for n in names}

    def find(text: str) -> str:
        said = text.strip().casefold()
        last = [n for n in names if said in n.casefold().split()]
        if said in folded or len(last) == 1:
            return folded.get(said) or last[0]
        near = last or [folded[n] for n in get_close_matches(said, folded, n=3, cutoff=0.5)]
        raise UnknownName(f"no {text!r} in {where}; try {', '.join(near or names[:12])}")

    return find
