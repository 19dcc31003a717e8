"""The chance that a motion carries, exactly: no draw is made.

A majority of a share n/d is one whole number: d − n for every yes and −n for every other vote of
its base; the motion has more than the share when their sum is above zero. So a division is a sum of
independent steps (`bodies.lattice`), with a coordinate for each majority, and one for members
present where there is a quorum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.bodies.lattice import (
    Point,
    Reached,
    Seen,
    Steps,
    reference,
    together,
    walked,
)
from hustings.bodies.meeting import (
    DOINGS,
    GONE,
    NO,
    SILENT,
    YES,
    Meeting,
    acts_of,
    casters,
    is_mute,
    meeting,
)
from hustings.model.voting import (
    HALF,
    UNCOUNTED,
    Assembly,
    Majority,
    Member,
)


@dataclass(frozen=True, slots=True)
class Odds:
    """What may become of a motion.

    `carry` + `falls` + `no_quorum` is 1. `tie` is the chance that the votes are exactly even (it is
    part of carry where a casting vote settles it so, else of falls); `cast` is the part of `carry`
    that the casting vote brings.
    """

    carry: Any
    tie: Any
    cast: Any
    falls: Any
    no_quorum: Any


def decide(asked: Assembly | Meeting, *, exact: bool = False) -> Odds:
    """What may become of the motion; in fractions when `exact`, else in floats (to about 1e-13).

    Both are exact sums over everything the members may do, voting independently given the lean of
    those who lean together.
    """
    held = asked if isinstance(asked, Meeting) else meeting(asked)
    chair, deputy = casters(held)
    plain = [i for i in range(len(held.members)) if i not in (chair, deputy)]
    steps = _Steps(held)
    sums: dict[str, Any] = dict.fromkeys(("carry", "tie", "cast", "falls", "no_quorum"), 0)
    reached: dict[Seen, Reached] = {}
    for acts, ruling, chance, seen in acts_of(held, chair, deputy, exact):
        if seen not in reached:
            reached[seen] = steps.summed(plain, exact, seen)
        points, p = reached[seen]
        carry, tie, no_quorum = steps.verdicts(points + np.array(steps.shift(acts)))
        parts = {"carry": carry, "tie": tie, "cast": tie & ruling, "no_quorum": no_quorum}
        for name, part in parts.items():
            sums[name] += chance * p[part].sum()
        sums["falls"] += chance * p[~(carry | no_quorum | (tie & ruling))].sum()
    sums["carry"] += sums["cast"]
    return Odds(**(sums if exact else {name: float(value) for name, value in sums.items()}))


def margins(asked: Assembly | Meeting, *, exact: bool = False) -> dict[Fraction, Any]:
    """The distribution of yes less no, in votes: margin to chance, in order."""
    held = asked if isinstance(asked, Meeting) else meeting(asked)
    scale = _scale(held.members)
    walkers, leaning = [], []
    for member, may in zip(held.members, held.chances):
        w = 0 if is_mute(held, member) else int(member.weight * scale)
        steps = [((w,), may.yes), ((-w,), may.no), ((0,), may.silent + may.away)]
        if may.open:
            leaning.append(_swayed(steps, ((w,), (-w,)), may.open, exact))
        else:
            walkers.append(_numbers(steps, exact))
    points, p = _summed((0,), walkers, leaning, held.seen, exact)
    found = dict(zip(points[:, 0].tolist(), p.tolist()))
    return {Fraction(point, scale): found[point] for point in sorted(found)}


class _Steps:
    """The coordinates of one meeting: a majority each, then heads present, then heads voting.

    A majority of all members counts the yes votes, any other its score.
    """

    def __init__(self, held: Meeting) -> None:
        self.held = held
        self.scale = _scale(held.members)
        self.quorum = max((m.quorum or 0 for m in held.majorities), default=0)
        self.counts_voters = any(m.reaching and m.of != "members" for m in held.majorities)

    @property
    def rules(self) -> tuple[Majority, ...]:
        return self.held.majorities

    def summed(self, who: Sequence[int], exact: bool, seen: Seen) -> Reached:
        """The distribution of the sum over these members."""
        known: dict[object, Steps] = {}
        walkers: tuple[list[Steps], list[Steps]] = ([], [])
        for i in who:
            member, may = self.held.members[i], self.held.chances[i]
            kind = (member.weight, member.section, id(may))
            if kind not in known:
                known[kind] = self._walker(i, exact)
            walkers[bool(may.open)].append(known[kind])
        start = (0,) * (len(self.rules) + self._extra())
        return _summed(start, *walkers, seen, exact)

    def shift(self, acts: Sequence[tuple[int, int, bool]]) -> Point:
        """What (member, doing, mute) add to the sum."""
        total = [0] * (len(self.rules) + self._extra())
        for who, doing, mute in acts:
            step = self.step(who, SILENT if mute and doing != GONE else doing)
            total = [a + b for a, b in zip(total, step)]
        return tuple(total)

    def step(self, who: int, doing: int) -> Point:
        """What one member's doing adds to the sum."""
        member = self.held.members[who]
        made = [self._score(rule, member, doing) for rule in self.rules]
        if self.quorum:
            made.append(int(doing != GONE))
        if self.counts_voters:
            made.append(int(doing in (YES, NO)))
        return tuple(made)

    def verdicts(self, points: NDArray[Any]) -> tuple[NDArray[np.bool_], ...]:
        """Which points carry, are exactly even (and nothing else amiss), or lack the quorum."""
        everything = np.ones(len(points), dtype=bool)
        quorate = points[:, len(self.rules)] >= self.quorum if self.quorum else everything
        voted = points[:, -1] > 0 if self.counts_voters else everything
        carry, least = quorate.astype(bool), quorate.astype(bool)
        for rule, column in zip(self.rules, points.T):
            score = self._scored(rule, column)
            level = (score == 0).astype(bool)
            met = (score > 0).astype(bool) | (level & voted.astype(bool) & rule.reaching)
            carry = carry & met
            least = least & (met | (level & (rule.share == HALF and not rule.reaching)))
        return carry, least & ~carry, ~quorate.astype(bool)

    def _scored(self, rule: Majority, column: NDArray[Any]) -> NDArray[Any]:
        """A majority's score, above zero when it has more than its share."""
        if rule.of != "members":
            return column
        return column * rule.share.denominator - rule.share.numerator * self._base(rule)

    def _walker(self, who: int, exact: bool) -> Steps:
        may = self.held.chances[who]
        doings = zip(DOINGS, (may.yes, may.no, may.silent, may.away))
        steps = [(self.step(who, d), p) for d, p in doings]
        if may.open:
            return _swayed(steps, (self.step(who, YES), self.step(who, NO)), may.open, exact)
        return _numbers(steps, exact)

    def _score(self, rule: Majority, member: Member, doing: int) -> int:
        if rule.sections and member.section not in rule.sections:
            return 0
        weight = self._weight(rule, member)
        top, bottom = rule.share.numerator, rule.share.denominator
        if doing == YES:
            return weight * (1 if rule.of == "members" else bottom - top)
        counted = doing == NO or (doing == SILENT and rule.of == "present")
        return -weight * top if counted and rule.of != "members" else 0

    def _weight(self, rule: Majority, member: Member) -> int:
        return 1 if rule.by_heads else int(member.weight * self.scale)

    def _base(self, rule: Majority) -> int:
        """All votes of a majority of members: who is suspended or recused is still a member."""
        return sum(
            self._weight(rule, m)
            for m in self.held.members
            if m.state not in UNCOUNTED and (not rule.sections or m.section in rule.sections)
        )

    def _extra(self) -> int:
        return bool(self.quorum) + self.counts_voters


def _scale(members: Sequence[Member]) -> int:
    """What makes every weight whole."""
    return lcm(*(m.weight.denominator for m in members)) if members else 1


def _numbers(steps: Sequence[tuple[Point, Any]], exact: bool) -> Steps:
    return tuple(steps) if exact else tuple((point, float(p)) for point, p in steps)


def _swayed(
    steps: Sequence[tuple[Point, Any]], both: tuple[Point, Point], chance: Fraction, exact: bool
) -> Steps:
    """The steps of a member who votes as all of them lean, as `together` reads them."""
    sure = [((*point, 0, 0), p) for point, p in steps if p]
    yes, no = both
    return _numbers([*sure, ((*yes, 1, 0), chance), ((*no, 0, 1), chance)], exact)


def _summed(
    start: Point, walkers: Sequence[Steps], leaning: Sequence[Steps], seen: Seen, exact: bool
) -> Reached:
    """The sum of walkers, of whom those leaning move as one."""
    joint = [together(tuple(leaning), seen, exact)] if leaning else []
    return (reference if exact else walked)(start, [*joint, *walkers])
