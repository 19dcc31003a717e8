"""Who and what decides: votes short, members whose vote counts, attendance, rules of decision."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from hustings.bodies.division import Odds, decide
from hustings.bodies.meeting import Meeting, meeting
from hustings.model.voting import (
    AWAY,
    BASES,
    HOLDS,
    NO,
    SIDES,
    SILENT,
    VOTES,
    WHOLE,
    YES,
    Assembly,
    Chances,
    Majority,
    Member,
)


@dataclass(frozen=True, slots=True)
class Needs:
    """The votes on a night when everyone is there and with their camp; free members are counted
    apart.

    `short` is what the side for the motion lacks of a majority, were every free member against.
    `spare` is how many of its members may change sides before it falls even so; None where it does
    not carry. `free_needed` is how many free members it needs, None where all are too few. `cast`:
    it carries even so, but only on the casting vote. A chair without another vote is not counted.
    """

    sure: Fraction
    against: Fraction
    free: Fraction
    short: int
    spare: int | None
    free_needed: int | None
    cast: bool = False


@dataclass(frozen=True, slots=True)
class Pivot:
    """Members alike in everything that matters here, and what one of their votes does.

    `swing` is P(carry) if one of them votes for, less P(carry) if against: the chance that the
    others leave the outcome to that vote. Where all are free it is the Banzhaf index at a lean of a
    half, and the Shapley-Shubik index where the lean is not known (Straffin 1977). `decides` is the
    chance that the vote, as they may give it, changes the outcome from what it would be without
    them there. `without` is P(carry) when one of them holds the seat but cannot vote.
    """

    label: str
    section: str
    camp: str
    lean: str
    weight: Fraction
    members: int
    swing: float
    decides: float
    without: float


@dataclass(frozen=True, slots=True)
class Night:
    """Odds under a named attendance."""

    name: str
    odds: Odds


@dataclass(frozen=True, slots=True)
class FreeLean:
    """Odds when every free member of whom nothing else is said votes for it with chance `yes`; None
    for the average over every lean.

    `worth` is what the highest number of contested seats is then worth over one fewer, in P(carry).
    """

    yes: Fraction | None
    odds: Odds
    worth: float | None = None


@dataclass(frozen=True, slots=True)
class DisciplineGrid:
    """Chances that the motion carries and ties, by discipline (rows) and attendance (columns)."""

    discipline: tuple[Fraction, ...]
    attendance: tuple[Fraction, ...]
    carry: tuple[tuple[float, ...], ...]
    tie: tuple[tuple[float, ...], ...]


def needs(assembly: Assembly) -> Needs:
    """How many votes the side for the motion lacks, or can lose, on a full and loyal night."""
    voters = [m for m in assembly.deciding() if m.state == VOTES]
    chair = [m for m in voters if assembly.casts_only(m) and assembly.side(m.camp) == "for"]
    voters = [m for m in voters if not assembly.casts_only(m)]
    sides = {side: [m for m in voters if assembly.side(m.camp) == side] for side in SIDES}
    ours, free = sides["for"], sides["free"]

    def carries(yes: Sequence[Member]) -> bool:
        return bool(_if_for(assembly, [*chair, *yes]).carry > 0.5)

    heavy = sorted(ours, key=lambda m: -m.weight)
    spare = _least(len(ours), lambda k: not carries(heavy[k:]))
    won = sorted(free, key=lambda m: -m.weight)
    lacking = _least(len(free), lambda k: carries([*ours, *won[:k]]))
    every = sorted((m for m in voters if m not in ours), key=lambda m: -m.weight)
    short = _least(len(every), lambda k: carries([*ours, *every[:k]]))
    return Needs(
        sure=_weight(ours),
        against=_weight(sides["against"]),
        free=_weight(free),
        short=len(every) + 1 if short is None else short,
        spare=None if not spare else spare - 1,
        free_needed=lacking,
        cast=_if_for(assembly, [*chair, *ours]).cast > 0.5,
    )


def _weight(members: Sequence[Member]) -> Fraction:
    return sum((m.weight for m in members), Fraction(0))


def _least(most: int, passes: Callable[[int], bool]) -> int | None:
    """The least number up to `most` that passes, where every higher one does too; None for none."""
    found = bisect_left(range(most + 1), True, key=passes)
    return found if found <= most else None


def _if_for(assembly: Assembly, yes: Sequence[Member]) -> Odds:
    """What becomes of the motion with exactly these for it, all others there and against."""
    names = {id(m) for m in yes}
    held = meeting(assembly)
    made = tuple(
        (YES if id(m) in names else NO) if m.state == VOTES else AWAY for m in held.members
    )
    return decide(replace(held, chances=made))


def pivots(assembly: Assembly) -> tuple[Pivot, ...]:
    """Every kind of member who can vote, the one whose vote counts most first."""
    held = meeting(assembly)
    kinds: dict[tuple[object, ...], list[int]] = {}
    for i, (member, may) in enumerate(zip(held.members, held.chances)):
        if member.state == VOTES:
            kinds.setdefault(_kind(assembly, member, may), []).append(i)
    found = [_pivot(held, alike) for alike in kinds.values()]
    return tuple(sorted(found, key=lambda p: (-p.swing, -p.decides, p.label)))


def _kind(assembly: Assembly, member: Member, may: Chances) -> tuple[object, ...]:
    """What makes two members alike: all that the arithmetic sees, and the camp they are shown in.

    Sections tell members apart only where a majority is counted by section.
    """
    casting = assembly.casting
    rules = casting is not None and member.name in (casting.who, casting.deputy)
    by_section = any(m.sections for m in assembly.majorities)
    section = member.section if by_section else ""
    own = member.name if rules else ""
    return (member.camp, member.lean if member.camp else "", member.weight, may, section, own)


def _pivot(held: Meeting, alike: Sequence[int]) -> Pivot:
    who = alike[0]
    member = held.members[who]
    yes, no, away = (decide(held.forced(who, c)).carry for c in (YES, NO, AWAY))
    sections = {held.members[i].section for i in alike}
    return Pivot(
        label=member.name if len(alike) == 1 else "",
        section=sections.pop() if len(sections) == 1 else "",
        camp=member.camp,
        lean=member.lean,
        weight=member.weight,
        members=len(alike),
        swing=yes - no,
        decides=_decides(held, who),
        without=away,
    )


def _decides(held: Meeting, who: int) -> float:
    """The chance that a vote changes the outcome; one that hangs on the lean tells of the lean."""
    may = held.chances[who]
    found = 0.0
    for made, chance, seen in (
        (YES, may.yes, held.seen),
        (NO, may.no, held.seen),
        (SILENT, may.silent, held.seen),
        (YES, may.open / 2, (1, 0)),
        (NO, may.open / 2, (0, 1)),
    ):
        if chance:
            given = replace(held, seen=seen)
            here, away = (decide(given.forced(who, c)).carry for c in (made, AWAY))
            found += float(chance) * abs(here - away)
    return found


def nights(assembly: Assembly) -> tuple[Night, ...]:
    """Odds as expected, with everybody there, and with one side all there (if anybody is of it)."""
    asked = [("as expected", assembly), ("everybody is there", _all_there(assembly, SIDES))]
    sides = {assembly.side(m.camp) for m in assembly.deciding()}
    asked += [
        (f"everybody {side} is there", _all_there(assembly, (side,)))
        for side in ("for", "against")
        if side in sides
    ]
    return tuple(Night(name, decide(made)) for name, made in asked)


def _all_there(assembly: Assembly, sides: Sequence[str]) -> Assembly:
    members = tuple(
        replace(m, attendance=WHOLE) if assembly.side(m.camp) in sides else m
        for m in assembly.members
    )
    return assembly.with_members(members)


def grid(
    assembly: Assembly, discipline: Sequence[Fraction], attendance: Sequence[Fraction]
) -> DisciplineGrid:
    """Odds at each discipline and attendance, which replace members' own."""
    plain = assembly.with_members(
        tuple(replace(m, attendance=None, discipline=None) for m in assembly.members)
    )
    rows = [
        [
            decide(replace(plain, conduct=replace(plain.conduct, discipline=d, attendance=a)))
            for a in attendance
        ]
        for d in discipline
    ]
    return DisciplineGrid(
        tuple(discipline),
        tuple(attendance),
        tuple(tuple(o.carry for o in row) for row in rows),
        tuple(tuple(o.tie for o in row) for row in rows),
    )


def free_leans(assembly: Assembly, chances: Sequence[Fraction | None]) -> tuple[FreeLean, ...]:
    """What the motion's odds are when free members lean one way or the other."""
    return tuple(FreeLean(yes, decide(leaning(assembly, yes))) for yes in chances)


def leaning(assembly: Assembly, yes: Fraction | None) -> Assembly:
    """The assembly with free members for the motion with chance `yes`, but camps with their own."""
    return replace(assembly, conduct=replace(assembly.conduct, free=yes))


def even_lean(assembly: Assembly) -> float | None:
    """The chance of a free vote for the motion at which it carries with even odds; None for none.

    The odds rise with that chance, so it is found by halving, to a thousandth.
    """
    low, high = Fraction(0), Fraction(1)
    ends = [decide(leaning(assembly, end)).carry for end in (low, high)]
    if not ends[0] < 0.5 < ends[1]:
        return None
    while high - low > Fraction(1, 1000):
        middle = (low + high) / 2
        if decide(leaning(assembly, middle)).carry < 0.5:
            low = middle
        else:
            high = middle
    return float((low + high) / 2)


def under_rules(assembly: Assembly) -> tuple[tuple[Majority, Odds], ...]:
    """The same body under a majority of those voting, of those present and of all members."""
    first = assembly.majorities[0]
    made = [replace(first, of=base) for base in BASES]
    return tuple(
        (rule, decide(replace(assembly, majorities=(rule, *assembly.majorities[1:]))))
        for rule in made
    )


def without(assembly: Assembly, names: Sequence[str]) -> Assembly:
    """The assembly with these members holding their seats but unable to vote."""
    return assembly.with_members(
        tuple(replace(m, state=HOLDS) if m.name in names else m for m in assembly.members)
    )
