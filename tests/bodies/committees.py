"""Committees for the tests, and the slow way to decide: every way that everybody may act."""

from __future__ import annotations

import random
from fractions import Fraction as F
from itertools import product
from math import factorial

from hustings.model.voting import (
    HOLDS,
    NON_VOTING,
    RECUSED,
    VOTES,
    Assembly,
    Casting,
    Conduct,
    Majority,
    Member,
    Stance,
    chances,
)

SIDES = (Stance("A", "for"), Stance("B", "against"))
TOY = Conduct(attendance=F(85, 100), discipline=F(97, 100), free=F(1, 2))
OPEN = Conduct(attendance=F(85, 100), discipline=F(97, 100))
"""The same where nobody knows how free members lean."""


def committee(a: int, b: int, free: int = 0, conduct: Conduct = TOY, **more: object) -> Assembly:
    """Camps A (for) and B (against), and free seats."""
    members = [Member(name=f"a{i}", camp="A") for i in range(a)]
    members += [Member(name=f"b{i}", camp="B") for i in range(b)]
    members += [Member(name=f"c{i}") for i in range(free)]
    made = {"stances": SIDES, "conduct": conduct} | more
    return Assembly(name="committee", members=tuple(members), **made)  # type: ignore[arg-type]


def enumerated(assembly: Assembly) -> dict[str, F]:
    """What may become of the motion, by looking at every way all may act, in fractions.

    Written from the meaning of the words, with votes added up by hand: no score, no lattice. Votes
    of those whose lean is not known: y for and n against have the chance y! n! / (y + n + 1)!,
    which is the integral of p^y (1 − p)^n over p from 0 to 1.
    """
    members = assembly.deciding()
    may = [chances(assembly, m) for m in members]
    found = dict.fromkeys(("carry", "tie", "falls", "no_quorum"), F(0))
    ways = [
        [(act, p) for act, p in zip("ynsgYN", (c.yes, c.no, c.silent, c.away, c.open, c.open)) if p]
        for c in may
    ]
    for way in product(*ways):
        acts = [act for act, _ in way]
        yes, no = acts.count("Y"), acts.count("N")
        chance = F(factorial(yes) * factorial(no), factorial(yes + no + 1))
        for _, p in way:
            chance *= p
        said, tied = outcome(
            assembly, members, [act.lower() if act in "YN" else act for act in acts]
        )
        found[said] += chance
        found["tie"] += chance if tied else 0
    return found


def outcome(assembly: Assembly, members: tuple[Member, ...], acts: list[str]) -> tuple[str, bool]:
    """One way of acting: carries, falls or has no quorum; and whether it was even."""
    quorum = max((m.quorum or 0 for m in assembly.majorities), default=0)
    if sum(act != "g" for act in acts) < quorum:
        return "no_quorum", False
    casting = assembly.casting
    verdicts = []
    for rule in assembly.majorities:
        votes = dict.fromkeys("yns", F(0))
        everybody = F(0)
        for member, act in zip(members, acts):
            if rule.sections and member.section not in rule.sections:
                continue
            weight = F(1) if rule.by_heads else member.weight
            everybody += weight if member.state != NON_VOTING else 0
            if casting and not casting.votes_too and member.name == casting.who and act in "yn":
                votes["s"] += weight
            elif act != "g":
                votes[act] += weight
        base = {
            "voting": votes["y"] + votes["n"],
            "present": votes["y"] + votes["n"] + votes["s"],
            "members": everybody,
        }[rule.of]
        voted = votes["y"] + votes["n"] > 0
        exactly = votes["y"] == rule.share * base
        enough = exactly and rule.reaching and (voted or rule.of == "members")
        if votes["y"] > rule.share * base or enough:
            verdicts.append("met")
        elif exactly and rule.share == F(1, 2) and not rule.reaching:
            verdicts.append("even")
        else:
            verdicts.append("missed")
    if all(v == "met" for v in verdicts):
        return "carry", False
    if "missed" in verdicts:
        return "falls", False
    return ("carry" if _cast_for(casting, members, acts) else "falls"), True


def _cast_for(casting: Casting | None, members: tuple[Member, ...], acts: list[str]) -> bool:
    if casting is None:
        return False
    by_name = {m.name: act for m, act in zip(members, acts)}
    for who in (casting.who, casting.deputy):
        act = by_name.get(who, "g")
        if act != "g":
            return casting.ruling == "for" or (casting.ruling == "own" and act == "y")
    return False


def random_assembly(seed: int, n: int, three_way: bool) -> Assembly:
    """A small body with whatever may be odd about one."""
    rng = random.Random(seed)

    def chance() -> F:
        return F(rng.randint(1, 9), 10)

    weights = [F(1)] * 4 + [F(2), F(1, 2), F(3)]
    states = [VOTES] * 6 + [HOLDS, RECUSED, NON_VOTING]
    members = tuple(
        Member(
            name=f"m{i}",
            section=rng.choice(["north", "south"]),
            camp=rng.choice(["A", "B", "C", ""]),
            lean=rng.choice(["hard", "soft"]),
            weight=rng.choice(weights),
            attendance=chance() if three_way and rng.random() < 0.3 else None,
            state=rng.choice(states) if three_way else VOTES,
        )
        for i in range(n)
    )
    shares = [F(1, 2), F(1, 2), F(2, 3), F(3, 5)]
    rules = [
        Majority(
            of=rng.choice(["voting", "present", "members"]),
            share=rng.choice(shares),
            reaching=rng.random() < 0.3,
            by_heads=rng.random() < 0.2,
            quorum=rng.choice([None, None, n // 2]) if three_way else None,
        )
    ]
    if rng.random() < 0.3:
        rules.append(Majority(sections=("north",), of=rng.choice(["voting", "members"])))
    casting = None
    if rng.random() < 0.5:
        casting = Casting(
            who="m0",
            ruling=rng.choice(["own", "for", "against"]),
            votes_too=rng.random() < 0.7,
            deputy=rng.choice(["", "m1"]),
        )
    conduct = Conduct(
        attendance=chance() if three_way else F(1),
        discipline=chance(),
        soft=chance(),
        free=chance() if rng.random() < 0.5 else None,
        abstain=F(rng.randint(0, 2), 10) if three_way else F(0),
    )
    return Assembly(
        name="random",
        members=members,
        stances=(*SIDES, Stance("C", "free", chance() if rng.random() < 0.5 else None)),
        majorities=tuple(rules),
        casting=casting,
        conduct=conduct,
    )
