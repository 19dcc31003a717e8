"""How a body votes: members in camps, where camps stand, what carries a motion.

Chances and weights are fractions, so that a rational question has a rational answer. Members vote
independently of each other, given their camp and how free members lean.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from hustings.model.dates import PartialDate
from hustings.model.offices import LEANS, MAJORITIES, Division

VOTES, HOLDS, RECUSED, NON_VOTING = "votes", "holds without vote", "recused", "non-voting"
VACANT = "vacant"
MEMBER_STATES = (VOTES, HOLDS, RECUSED, NON_VOTING, VACANT)
"""`holds without vote`: the seat is filled and the vote lost, as when suspended. The first three
count among the members of the body; `non-voting` (ex officio without a vote) and `vacant` (nobody
holds the seat) do not."""
UNCOUNTED = (NON_VOTING, VACANT)
SIDES = ("for", "against", "free")
RULINGS = ("own", "for", "against")
"""How a casting vote goes: as its holder votes, or always for or against the motion."""
BASES = MAJORITIES
"""Whose majority: of those voting, of those present, or of all members."""
HALF, WHOLE, NONE = Fraction(1, 2), Fraction(1), Fraction(0)


def fraction(text: str | float | Decimal | Fraction) -> Fraction:
    """A number as it is written: 0.85 is 17/20, `2/3` two thirds, `85 %` 17/20; else ValueError."""
    said = str(text).strip()
    try:
        if said.endswith("%"):
            return Fraction(said.removesuffix("%").strip()) / 100
        return Fraction(said)
    except ZeroDivisionError:
        raise ValueError(f"{said!r} divides by zero") from None


def out_of_range(given: object, quote: str = "") -> str:
    """What to write instead of a number that is no chance: `95` was meant as `0.95, or 95 %`."""
    try:
        value = fraction(str(given))
    except ValueError:
        value = NONE
    if 1 < value <= 100 and not str(given).strip().endswith("%"):
        return f"From 0 to 1: write {float(value / 100):g}, or {quote}{float(value):g} %{quote}."
    return f"Write a number from 0 to 1, as 0.85, {quote}85 %{quote} or {quote}2/3{quote}."


def percent(value: Fraction) -> str:
    """A chance as `85 %`, to a tenth of a percent where it needs one."""
    tenths = round(1000 * value)
    return f"{tenths // 10} %" if tenths % 10 == 0 else f"{tenths / 10:.1f} %"


@dataclass(frozen=True, slots=True)
class Conduct:
    """What is expected of a member of whom nothing else is known; each a chance from 0 to 1.

    `attendance`: is there. `discipline`: votes as the camp does, if in it hard; else the other way.
    `soft`: the same for a member who only leans to it. `free`: a free member votes for the motion,
    each for themselves; None where nobody knows: then they lean together, with one chance for all,
    and every chance from 0 to 1 is equally likely. `abstain`: is there and does not vote.
    """

    attendance: Fraction = WHOLE
    discipline: Fraction = WHOLE
    soft: Fraction = Fraction(3, 4)
    free: Fraction | None = None
    abstain: Fraction = NONE


EXPECTED = Conduct(attendance=Fraction(17, 20), discipline=Fraction(97, 100))
"""What is assumed where nothing is measured or stated: round figures, printed as assumed."""
UNKNOWN = "unknown"
"""What is written for a lean that nobody knows."""
EVERY_LEAN = "averaged over every lean"
"""Why free seats are averaged over; the source of an assumed lean."""


def lean_words(free: Fraction | None) -> str:
    """The chance of a free vote for the motion: `50 %`, or `not known`."""
    return "not known" if free is None else percent(free)


@dataclass(frozen=True, slots=True)
class Stance:
    """How a camp stands on the motion: `side` is a word of SIDES.

    `yes` is the chance that a member of a free camp votes for it, each for themselves; None takes
    that of the Conduct.
    """

    camp: str
    side: str
    yes: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A seat of a body and who is known of it: a name, or the label of the seat.

    `camp` is empty for a free seat: nothing published says how it stands. `source` and `on` say who
    put it in its camp, and when. None for a chance takes that of the Conduct.
    """

    name: str
    section: str = ""
    camp: str = ""
    lean: str = LEANS[0]
    weight: Fraction = WHOLE
    attendance: Fraction | None = None
    discipline: Fraction | None = None
    state: str = VOTES
    role: str = ""
    named: bool = True
    source: str = ""
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """A casting vote, given on a tie only: by `who`, and by `deputy` when `who` is away.

    `ruling` is a word of RULINGS. Where `votes_too` is False the holder has no other vote. Without
    either of them there the motion falls.
    """

    who: str
    ruling: str = "own"
    votes_too: bool = True
    deputy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Majority:
    """What a motion needs: more than `share` of the votes of a base (a word of BASES).

    `reaching`: the share itself is enough. `by_heads` counts members, not their weights. `sections`
    counts in these sections only. `quorum` is in members present, of the whole deciding body.
    """

    of: str = "voting"
    share: Fraction = HALF
    reaching: bool = False
    quorum: int | None = None
    by_heads: bool = False
    sections: tuple[str, ...] = ()
    clause: str = ""

    def words(self) -> str:
        """`more than 1/2 of those voting`."""
        base = {
            "voting": "those voting",
            "present": "those present",
            "members": "all members",
        }[self.of]
        much = "at least" if self.reaching else "more than"
        where = f" in {', '.join(self.sections)}" if self.sections else ""
        heads = ", a head each" if self.by_heads else ""
        quorum = f", {self.quorum} present" if self.quorum else ""
        return f"{much} {self.share} of {base}{where}{heads}{quorum}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """A body that is about to decide: who sits, how camps stand, what carries.

    Every Majority of `majorities` must be met (two for a double majority). `decided_by` names the
    sections, roles or members who decide for the whole; empty for everybody.
    """

    name: str
    members: tuple[Member, ...]
    issue: str = ""
    stances: tuple[Stance, ...] = ()
    majorities: tuple[Majority, ...] = (Majority(),)
    casting: Casting | None = None
    conduct: Conduct = Conduct()
    decided_by: tuple[str, ...] = ()

    def deciding(self) -> tuple[Member, ...]:
        """Those who decide: everybody, or the sub-body that decides for the whole."""
        if not self.decided_by:
            return self.members
        return tuple(m for m in self.members if self.decides(m))

    def decides(self, member: Member) -> bool:
        """True for a member of the sub-body that decides (by section, role or name)."""
        roles = {word.strip() for word in member.role.replace(",", ";").split(";")}
        return bool({member.section, member.name, *roles} & {*self.decided_by})

    def side(self, camp: str) -> str:
        """Where a camp stands; free when nothing is said of it."""
        return next((s.side for s in self.stances if s.camp == camp), "free")

    def casts_only(self, member: Member) -> bool:
        """True for a chair whose only vote is the casting vote."""
        casting = self.casting
        return casting is not None and not casting.votes_too and casting.who == member.name

    def with_members(self, members: tuple[Member, ...]) -> Assembly:
        """The same body with other members."""
        return replace(self, members=members)


@dataclass(frozen=True, slots=True)
class Chances:
    """What a member may do: vote yes, vote no, be there without voting, be away, or vote as those
    lean of whom nobody knows how (`open`). They add to 1."""

    yes: Fraction
    no: Fraction
    silent: Fraction
    away: Fraction
    open: Fraction = NONE


AWAY = Chances(NONE, NONE, NONE, WHOLE)
SILENT = Chances(NONE, NONE, WHOLE, NONE)
YES = Chances(WHOLE, NONE, NONE, NONE)
NO = Chances(NONE, WHOLE, NONE, NONE)


def chances(assembly: Assembly, member: Member) -> Chances:
    """What `member` may do when the assembly votes."""
    if member.state != VOTES:
        return AWAY
    conduct = assembly.conduct
    there = _given(member.attendance, conduct.attendance)
    voting = there * (1 - conduct.abstain)
    silent, yes = there * conduct.abstain, _yes(assembly, member)
    if yes is None:
        return Chances(NONE, NONE, silent, 1 - there, voting)
    return Chances(voting * yes, voting * (1 - yes), silent, 1 - there)


def _yes(assembly: Assembly, member: Member) -> Fraction | None:
    """The chance that a member who votes does so for the motion; None where nobody knows."""
    conduct = assembly.conduct
    stance = next((s for s in assembly.stances if s.camp == member.camp), None)
    if stance is None or stance.side == "free":
        return conduct.free if stance is None or stance.yes is None else stance.yes
    loyal = conduct.discipline if member.lean == LEANS[0] else conduct.soft
    follows = _given(member.discipline, loyal)
    return follows if stance.side == "for" else 1 - follows


def _given(own: Fraction | None, general: Fraction) -> Fraction:
    return general if own is None else own


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """Seats of a section that are still to be won: `camp` wins some, `otherwise` has the rest.

    `won` lists the numbers of seats to look at, `chances` what each is taken to be worth in odds
    (empty where nobody says).
    """

    section: str
    seats: int
    camp: str
    otherwise: str = ""
    won: tuple[int, ...] = ()
    chances: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A value that an answer rests on: `basis` is stated, measured, set or assumed.

    Stated: a source says so. Measured: worked out from the rows named. Set: as asked. Assumed:
    nothing is known, and a round figure or the usual rule stands in.
    """

    name: str
    meaning: str
    value: str
    basis: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """An assembly with where everything said of it comes from, and its reported votes."""

    assembly: Assembly
    known: tuple[Known, ...] = ()
    notes: tuple[str, ...] = ()
    contested: Contested | None = None
    divisions: tuple[Division, ...] = ()
