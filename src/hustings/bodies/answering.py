"""What a seat changes: everything a body's answer says, worked out from its seating."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from hustings import __version__
from hustings.bodies import influence
from hustings.bodies.answer import (
    BodyAnswer,
    CampShown,
    Lost,
    MarginChance,
    MotionOdds,
    ReportedVote,
    RuleOdds,
)
from hustings.bodies.contested import (
    Question,
    by_seats_won,
    filled,
    free_leans,
    mean_won,
    shown_makeup,
)
from hustings.bodies.division import decide, margins
from hustings.bodies.mixture import Worth, mean
from hustings.bodies.power import CampPower, camp_power
from hustings.errors import InputError, Problem
from hustings.model.offices import Division
from hustings.model.slates import INDEPENDENT
from hustings.model.voting import (
    HALF,
    SIDES,
    VOTES,
    WHOLE,
    Assembly,
    Contested,
    Majority,
    Member,
    Stance,
    chances,
)

DISCIPLINE = tuple(Fraction(n, 100) for n in (80, 85, 90, 95, 100))
ATTENDANCE = tuple(Fraction(n, 100) for n in (70, 80, 85, 90, 100))
MOST_MARGINS = 2001
"""Where weights make more margins than this they are not listed."""


def _reported(vote: Division) -> ReportedVote:
    return ReportedVote(
        str(vote.on),
        vote.question,
        vote.votes_for,
        vote.votes_against,
        vote.abstained,
        vote.members,
        vote.outcome,
        vote.source,
    )


def stances(
    members: Sequence[Member], lines: Iterable[str], for_: Sequence[str], against: Sequence[str]
) -> tuple[Stance, ...]:
    """Where every camp stands when some are named; `lines` are camps that may win seats.

    When only those for the motion are named, every other camp is against it, but for independents
    and camps whose members only lean to it (soft): they are free. When those against are named
    too, camps in neither list are free.
    """
    camps = {m.camp for m in members} | {*lines, *for_, *against}
    hard = {m.camp for m in members if m.lean != "soft"} | {*lines}
    made = []
    for camp in sorted(camps - {""}):
        side = "for" if camp in for_ else "against" if camp in against else "free"
        if side == "free" and for_ and not against and camp in hard - {INDEPENDENT}:
            side = "against"
        made.append(Stance(camp, side))
    return tuple(made)


def largest(members: Sequence[Member]) -> str:
    """The camp with the most seats, by name where two are level; "" where there is none."""
    camps = sorted({m.camp for m in members} - {""})
    return max(camps, key=lambda c: sum(m.camp == c for m in members), default="")


def answered(question: Question) -> BodyAnswer:
    """The answer to a question: exact but for the forecast's draws."""
    seating = question.seating
    won, shown = by_seats_won(question)
    assembly = shown
    odds = question.worth.mean if question.worth else mean_won(decide(assembly), seating)
    members = assembly.deciding()
    found = margins(assembly)
    return BodyAnswer(
        body=question.body,
        name=assembly.name,
        issue=assembly.issue,
        as_of=question.as_of,
        focus=question.focus,
        seats=len(assembly.members),
        deciding=len(members),
        decided_by=assembly.decided_by,
        majority=tuple(m.words() for m in assembly.majorities),
        casting=assembly.casting,
        free=None if assembly.conduct.free is None else float(assembly.conduct.free),
        unknown=sum(chances(assembly, m).open > 0 for m in members),
        odds=odds,
        expected_margin=float(sum(m * Fraction(p) for m, p in found.items())),
        margins=tuple(MarginChance(m, p) for m, p in found.items() if len(found) <= MOST_MARGINS),
        makeup=shown_makeup(question, assembly),
        needs=influence.needs(assembly),
        camps=_camps(members, assembly),
        won=won,
        contested=seating.contested.section if seating.contested else "",
        drawn=question.drawn,
        motions=_motions(assembly, question.worth, seating.contested),
        nights=influence.nights(assembly),
        grid=_grid(assembly),
        free_leans=free_leans(assembly, question, won),
        even_lean=influence.even_lean(assembly),
        rules=_rules(assembly),
        pivots=influence.pivots(assembly),
        lost=_lost(assembly, question.without),
        power=_power(assembly),
        members=assembly.members,
        divisions=tuple(_reported(vote) for vote in seating.divisions),
        known=seating.known,
        notes=(*seating.notes, *_notes(assembly)),
        version=__version__,
        data_sha256=question.data_sha256,
    )


def _camps(members: Sequence[Member], assembly: Assembly) -> tuple[CampShown, ...]:
    shown = []
    voters = [m for m in members if m.state == VOTES]
    own = {s.camp: s.yes for s in assembly.stances if s.side == "free"}
    for camp in {m.camp for m in voters}:
        mine = [m for m in voters if m.camp == camp]
        soft = sum(m.lean == "soft" for m in mine) if camp else 0
        weight = sum((m.weight for m in mine), Fraction(0))
        shown.append(CampShown(camp, assembly.side(camp), len(mine), soft, weight, own.get(camp)))
    return tuple(sorted(shown, key=lambda c: (SIDES.index(c.side), not c.camp, -c.seats, c.camp)))


def _notes(assembly: Assembly) -> Iterable[str]:
    """What must be said of members: who has no vote, whose camp has no source."""
    mute = [f"{m.name} ({m.state})" for m in assembly.members if m.state != VOTES]
    if mute:
        yield f"Without a vote: {', '.join(mute)}."
    bare = [m.name for m in assembly.members if m.named and m.camp and not m.source]
    if bare:
        yield f"No source is given for the camp of {', '.join(bare)}."
    if assembly.casting and all(m.share != HALF or m.reaching for m in assembly.majorities):
        yield "The casting vote settles an even vote only, which decides nothing under this rule."


def _motions(
    assembly: Assembly, worth: Worth | None, asked: Contested | None
) -> tuple[MotionOdds, ...]:
    """A motion of each camp that takes a side: it is for, the others that take one are against."""
    sided = [s.camp for s in assembly.stances if s.side != "free"]
    seats = {m.camp for m in assembly.deciding()}
    found = []
    for camp in sorted(seats & {*sided}):
        made = tuple(
            s if s.side == "free" else replace(s, side="for" if s.camp == camp else "against")
            for s in assembly.stances
        )
        moved = replace(assembly, stances=made)
        odds = decide(moved)
        if worth and asked:
            odds = mean(
                [(share, decide(filled(moved, asked, part))) for part, share, _ in worth.parts]
            )
        found.append(MotionOdds(camp, odds.carry, odds.tie, odds.cast))
    return tuple(found)


def _grid(assembly: Assembly) -> influence.DisciplineGrid:
    """Discipline by attendance, with the body's own figures among them."""
    own = assembly.conduct
    discipline = tuple(sorted({*DISCIPLINE, own.discipline}))
    attendance = tuple(sorted({*ATTENDANCE, own.attendance}))
    return influence.grid(assembly, discipline, attendance)


def _rules(assembly: Assembly) -> tuple[RuleOdds, ...]:
    used = assembly.majorities[0].of
    return tuple(
        RuleOdds(
            rule.of,
            rule.words(),
            rule.of == used,
            odds.carry,
            odds.tie,
            odds.cast,
            odds.no_quorum,
        )
        for rule, odds in influence.under_rules(assembly)
    )


def _lost(assembly: Assembly, names: Sequence[str]) -> tuple[Lost, ...]:
    """Each of those named, and all of them together."""
    now = decide(assembly).carry
    groups = [(name,) for name in names] + ([tuple(names)] if len(names) > 1 else [])
    found = []
    for group in groups:
        carry = decide(influence.without(assembly, group)).carry
        found.append(Lost(group, carry, carry - now))
    return tuple(found)


def refuse_strangers(assembly: Assembly, names: Sequence[str], option: str) -> None:
    """InputError for names that nobody on the body bears."""
    from difflib import get_close_matches

    there = [m.name for m in assembly.members]
    problems = []
    for name in names:
        if name not in there:
            near = get_close_matches(name, there, n=3, cutoff=0.4) or there[:3]
            step = f"Try {', '.join(near)}."
            said = f"{name!r} does not sit on the body"
            problems.append(Problem(option, 0, "unknown-member", said, step))
    if problems:
        raise InputError("the question cannot be answered", problems)


def _power(assembly: Assembly) -> CampPower | None:
    """Camps as players, free members one each; None but for equal seats and one plain majority."""
    voters = [m for m in assembly.deciding() if m.state == VOTES and not assembly.casts_only(m)]
    if len(assembly.majorities) > 1 or any(m.weight != WHOLE for m in voters) or not voters:
        return None
    sided = sorted({m.camp for m in voters if assembly.side(m.camp) != "free"})
    players = {c: sum(m.camp == c for m in voters) for c in sided}
    free = len(voters) - sum(players.values())
    players |= {f"free seat {i + 1}": 1 for i in range(free)}
    return camp_power(players, quota(assembly.majorities[0], len(voters)))


def quota(majority: Majority, votes: int) -> int:
    """The least whole votes that carry when all of `votes` are cast."""
    needed = majority.share * votes
    least = -(-needed.numerator // needed.denominator)
    return least if majority.reaching or least > needed else least + 1
