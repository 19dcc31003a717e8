"""What may be asked of a body, and a seating with what was asked in place of what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypedDict

from hustings.bodies.answering import largest, refuse_strangers, stances
from hustings.errors import InputError, Problem
from hustings.model.voting import (
    BASES,
    EVERY_LEAN,
    UNKNOWN,
    Assembly,
    Casting,
    Contested,
    Known,
    Majority,
    Seating,
    fraction,
    lean_words,
    out_of_range,
    percent,
)

if TYPE_CHECKING:
    from hustings.scenario.situation import Situation

Chance = float | str | Fraction


class Asked(TypedDict, total=False):
    """What may be asked of a body besides who sits on it; see `body`."""

    for_: str | Sequence[str]
    against: str | Sequence[str]
    attendance: Chance | None
    discipline: Chance | None
    soft: Chance | None
    free: Chance | None
    abstain: Chance | None
    majority: str | None
    share: Chance | None
    reaching: bool | None
    quorum: int | None
    casting: str | None
    decided_by: str | Sequence[str]
    without: str | Sequence[str]
    seats_won: Sequence[int]


MOST_CAMPS = 8
"""So many camps are all named where one is not known; of more, only those of a like name."""
MEANINGS = {
    "attendance": "a member is there and votes",
    "discipline": "a member hard in a camp votes as it does, else the other way",
    "soft": "a member who leans to a camp votes as it does, else the other way",
    "free": "a free member votes for the motion",
    "abstain": "a member who is there does not vote",
}


def checked(asked: Asked) -> dict[str, Any]:
    """What is asked, with chances read and lists made; InputError with everything wrong."""
    unknown = {*asked} - {*Asked.__annotations__}
    if unknown:
        raise TypeError(f"body() knows nothing of {', '.join(sorted(unknown))}")
    read: dict[str, Any] = {}
    problems: list[Problem] = []
    for name in (*MEANINGS, "share"):
        read[name], wrong = _chance(name, asked.get(name))
        problems += wrong
    for name in ("for_", "against", "decided_by", "without"):
        given = asked.get(name) or ()
        read[name] = (given,) if isinstance(given, str) else tuple(given)  # type: ignore[arg-type]
    both = sorted({*read["for_"]} & {*read["against"]})
    if both:
        said, step = f"{', '.join(both)} cannot be both", "Name a camp once."
        problems.append(Problem("--for, --against", 0, "both-sides", said, step))
    majority = asked.get("majority")
    if majority is not None and majority not in BASES:
        step = f"Use one of {', '.join(BASES)}."
        problems.append(Problem("--majority", 0, "unknown-word", repr(majority), step))
    if problems:
        raise InputError("the question cannot be answered", problems)
    for name in ("majority", "reaching", "quorum", "casting"):
        read[name] = asked.get(name)
    return read | {"seats_won": tuple(asked.get("seats_won") or ())}


def _chance(name: str, given: Any) -> tuple[Fraction | str | None, list[Problem]]:
    if given is None or (name == "free" and given == UNKNOWN):
        return given, []
    try:
        value = fraction(given)
    except ValueError:
        value = Fraction(-1)
    if 0 <= value <= 1:
        return value, []
    said = f"{given!r} is no chance from 0 to 1"
    return None, [Problem(f"--{name}", 0, "out-of-range", said, out_of_range(given))]


def placed(
    seated: Seating, situation: Situation | None, body_id: str, section: str, options: Any
) -> Seating:
    """The seating with camps on their sides, options applied and the contested section marked."""
    lines = [] if situation is None else sorted({*situation.field.slates.slate.values()})
    camps = [*{m.camp for m in seated.assembly.members}, *lines]
    for_, against = options["for_"], options["against"]
    known = {*camps} - {""}
    _refuse_camps(known, (*for_, *against), body_id)
    facts: list[Known] = []
    if not for_ and not against:
        first = largest(seated.assembly.members) or _longest(situation)
        for_ = (first,) if first else ()
        if first:
            facts.append(
                Known("for the motion", "no camp was named", first, "assumed", "the largest camp")
            )
    stated = stances(seated.assembly.members, lines, for_, against)
    facts += _sides(stated, for_, against)
    found = replace(
        seated,
        assembly=replace(seated.assembly, stances=stated),
        known=(*facts, *seated.known, *_defaults(seated, options)),
    )
    if situation is not None:
        from hustings.api.body_draws import with_contest

        found = with_contest(found, situation, section, for_)
    return wished(found, options)


def _longest(situation: Situation | None) -> str:
    """The line with the most candidates of a contest."""
    members = {} if situation is None else situation.field.slates.members
    return max(sorted(members), key=lambda line: len(members[line]), default="")


def _sides(stated: Iterable[Any], for_: Sequence[str], against: Sequence[str]) -> list[Known]:
    """Where camps were put that nobody named."""
    return [
        Known(f"camp {s.camp}", "how it stands on the motion", s.side, "assumed", "not named")
        for s in stated
        if s.camp not in for_ and s.camp not in against
    ]


def _refuse_camps(known: set[str], named: Sequence[str], body_id: str) -> None:
    from difflib import get_close_matches

    problems = []
    for camp in named:
        if camp not in known:
            near = sorted(known)
            if len(near) > MOST_CAMPS:
                near = get_close_matches(camp, near, n=3, cutoff=0.3) or near
            step = f"Try {', '.join(near)}." if near else "Record them in camps.csv."
            said = f"no camp {camp!r} on {body_id}"
            problems.append(Problem("--for, --against", 0, "unknown-camp", said, step))
    if problems:
        raise InputError("the question cannot be answered", problems)


def _defaults(seated: Seating, options: Any) -> list[Known]:
    """What stands in where nothing is known, as far as no option replaces it."""
    conduct = seated.assembly.conduct
    there = {k.name for k in seated.known}
    figures = [
        Known(name, MEANINGS[name], percent(getattr(conduct, name)), "assumed", "a round figure")
        for name in ("discipline", "soft")
    ]
    lean = Known("free", MEANINGS["free"], lean_words(conduct.free), "assumed", EVERY_LEAN)
    return [k for k in (*figures, lean) if k.name not in there and options[k.name] is None]


def wished(seated: Seating, options: Any, stated: bool = False) -> Seating:
    """The seating with what was asked for in place of what was found."""
    made, facts = seated.assembly, {k.name: k for k in seated.known}
    for name, meaning in MEANINGS.items():
        if options[name] is not None:
            value = None if options[name] == UNKNOWN else options[name]
            there: dict[str, Any] = {name: value}
            made = replace(made, conduct=replace(made.conduct, **there))
            basis, source = ("assumed", EVERY_LEAN) if value is None else ("set", f"--{name}")
            facts[name] = Known(name, meaning, lean_words(value), basis, source)
    rule = _rule(made.majorities[0], options)
    if rule != made.majorities[0]:
        made = replace(made, majorities=(rule, *made.majorities[1:]))
        said = "--majority, --share, --quorum"
        facts["majority"] = Known("majority", "what a motion needs", rule.words(), "set", said)
    if stated and (options["for_"] or options["against"]):
        camps = [s.camp for s in made.stances]
        _refuse_camps({*camps}, (*options["for_"], *options["against"]), made.name)
        sides = stances(made.members, camps, options["for_"], options["against"])
        made = replace(made, stances=sides)
    if options["casting"]:
        refuse_strangers(made, (options["casting"],), "--casting")
        made = replace(made, casting=Casting(who=options["casting"]))
        said = "on a tie, as they vote; where they are away the motion falls"
        facts["casting vote"] = Known("casting vote", said, options["casting"], "set", "--casting")
    if options["decided_by"]:
        _refuse_sub_body(made, options["decided_by"], seated.contested)
        made = replace(made, decided_by=options["decided_by"])
        value = ", ".join(options["decided_by"])
        said = "those who decide for the whole"
        facts["decided by"] = Known("decided by", said, value, "set", "--decided-by")
    refuse_strangers(made, options["without"], "--without")
    _refuse_rule(made, seated.contested)
    contested = _numbers(seated.contested, options["seats_won"])
    return replace(seated, assembly=made, known=tuple(facts.values()), contested=contested)


def _rule(rule: Majority, options: Any) -> Majority:
    given = {
        "of": options["majority"],
        "share": options["share"],
        "reaching": options["reaching"],
        "quorum": options["quorum"],
    }
    return replace(rule, **{k: v for k, v in given.items() if v is not None})


def _refuse_rule(made: Assembly, contested: Contested | None) -> None:
    """InputError for a quorum or a share that can never be met."""
    problems, rule = [], made.majorities[0]
    at_stake = (contested.section, contested.seats) if contested else ("", 0)
    seats = sum(m.section != at_stake[0] or not contested for m in made.deciding()) + at_stake[1]
    if (rule.quorum or 0) > seats:
        said = f"a quorum of {rule.quorum} among {seats} seats"
        problems.append(Problem("--quorum", 0, "out-of-reach", said, "Mend one of them."))
    if rule.share == 1 and not rule.reaching:
        step = "Add --reaching: more than all cannot be."
        problems.append(Problem("--share", 0, "never", "more than all is asked", step))
    if problems:
        raise InputError("the question cannot be answered", problems)


def _refuse_sub_body(made: Assembly, words: Sequence[str], contested: Contested | None) -> None:
    """InputError for a word that is no section, role or member."""
    problems = []
    at_stake = contested.section if contested else None
    for word in words:
        if word != at_stake and not any(
            replace(made, decided_by=(word,)).decides(m) for m in made.members
        ):
            roles = sorted({m.role for m in made.members} | {m.section for m in made.members})
            step = f"Name a section, a role or a member: {', '.join(filter(None, roles))}."
            problems.append(Problem("--decided-by", 0, "nobody", f"nobody is {word!r}", step))
    if problems:
        raise InputError("the question cannot be answered", problems)


def _numbers(contested: Contested | None, won: Sequence[int]) -> Contested | None:
    """The contested seats with the numbers asked for."""
    if not won:
        return contested
    if contested is None:
        step = "Name a contest (--contest), or use a file with [contested]."
        problem = Problem("--seats-won", 0, "not-contested", "no seats are contested", step)
        raise InputError("the question cannot be answered", [problem])
    if max(won) > contested.seats or min(won) < 0:
        step = f"Ask for 0 to {contested.seats}."
        said = f"{contested.seats} seats are contested"
        problem = Problem("--seats-won", 0, "out-of-range", said, step)
        raise InputError("the question cannot be answered", [problem])
    return replace(contested, won=tuple(dict.fromkeys(won)), chances=())
