"""A meeting about to vote: what each of its members may do, and who gives the casting vote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from hustings.bodies.lattice import Seen, succession
from hustings.model.voting import Assembly, Casting, Chances, Majority, Member, chances

YES, NO, SILENT, GONE = range(4)
"""What a member does: votes for, votes against, is there without voting, is away."""
DOINGS = (YES, NO, SILENT, GONE)


@dataclass(frozen=True, slots=True)
class Meeting:
    """An assembly with what every deciding member may do, ready for arithmetic.

    `seen` are votes for and against known of those who lean together: they tell of the others.
    """

    members: tuple[Member, ...]
    chances: tuple[Chances, ...]
    majorities: tuple[Majority, ...]
    casting: Casting | None
    seen: Seen = (0, 0)

    def forced(self, who: int, made: Chances) -> Meeting:
        """The same meeting with one member's conduct fixed."""
        changed = (*self.chances[:who], made, *self.chances[who + 1 :])
        return replace(self, chances=changed)


def meeting(assembly: Assembly) -> Meeting:
    """Those who decide, each with what they may do."""
    members = assembly.deciding()
    known: dict[object, Chances] = {}
    may = []
    for m in members:
        kind = (m.camp, m.lean, m.attendance, m.discipline, m.state)
        if kind not in known:
            known[kind] = chances(assembly, m)
        may.append(known[kind])
    return Meeting(members, tuple(may), assembly.majorities, assembly.casting)


def casters(held: Meeting) -> tuple[int | None, int | None]:
    """The places of who has the casting vote and of the deputy; None where they do not decide."""
    if held.casting is None:
        return None, None
    names = [m.name for m in held.members]
    chair, deputy = held.casting.who, held.casting.deputy
    return (
        names.index(chair) if chair in names else None,
        names.index(deputy) if deputy and deputy in names and deputy != chair else None,
    )


def acts_of(
    held: Meeting, chair: int | None, deputy: int | None, exact: bool
) -> list[tuple[list[tuple[int, int, bool]], bool, Any, Seen]]:
    """What chair and deputy may do: their acts, whether a tie is then carried, the chance, and the
    votes then seen of those who lean together."""
    rulers = [i for i in (chair, deputy) if i is not None]
    ways = []
    for way in product(*(_doings(held.chances[who]) for who in rulers)):
        more = (sum(s[0] for _, _, s in way), sum(s[1] for _, _, s in way))
        chance = prod((p for _, p, _ in way), start=succession(held.seen, more))
        doings = [d for d, _, _ in way]
        chairs = [w == chair and is_mute(held, held.members[w]) for w in rulers]
        acts = list(zip(rulers, doings, chairs))
        ruler = next((d for d in doings if d != GONE), None)
        seen = (held.seen[0] + more[0], held.seen[1] + more[1])
        said = _rules_for(held.casting, ruler)
        ways.append((acts, said, chance if exact else float(chance), seen))
    return ways


def _doings(may: Chances) -> list[tuple[int, Fraction, Seen]]:
    """What a member may do, its chance, and the vote it shows of those who lean together."""
    none: Seen = (0, 0)
    known = zip(DOINGS, (may.yes, may.no, may.silent, may.away))
    ways = [*((d, p, none) for d, p in known), (YES, may.open, (1, 0)), (NO, may.open, (0, 1))]
    return [way for way in ways if way[1]]


def _rules_for(casting: Casting | None, doing: int | None) -> bool:
    """True when whoever gives the casting vote gives it for the motion."""
    if casting is None or doing is None:
        return False
    return casting.ruling == "for" or (casting.ruling == "own" and doing == YES)


def is_mute(held: Meeting, member: Member) -> bool:
    """True for a chair whose only vote is the casting vote."""
    casting = held.casting
    return casting is not None and not casting.votes_too and casting.who == member.name
