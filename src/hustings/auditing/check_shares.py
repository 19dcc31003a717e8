"""Shares in percent beside the votes: of all votes, of valid papers, or of anything at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hustings.auditing.check_desk import Cell, Desk, Repair, number
from hustings.auditing.check_rounding import Span, bases, common, per_cent, printed

FEW = 2
"""Shares off under rounding from which on one thinks of cutting off, not of a misprint."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate's votes and share."""

    votes: Cell
    share: Cell

    def fits(self, whole: Fraction, *, cut: bool = False) -> bool:
        """True when the share is of that whole."""
        span = bases(self.votes.value, self.share.stated.figure, cut=cut)
        return span is not None and span[0] <= whole <= span[1]


@dataclass(frozen=True, slots=True)
class Base:
    """What shares may be taken of."""

    name: str
    whole: Fraction


def check_shares(desk: Desk) -> None:
    """One whole must give every share as printed; a known one is named."""
    pairs = pairs_of(desk)
    if not pairs:
        return
    known = known_bases(desk)
    for cut in (False, True):
        for base in known:
            off = [p for p in pairs if not p.fits(base.whole, cut=cut)]
            if not off and (not cut or _rounding_fails(pairs, base) >= FEW):
                _fit(desk, pairs, base, cut)
                return
    span = common([bases(p.votes.value, p.share.stated.figure) for p in pairs])
    if span is not None:
        _other(desk, pairs, span, known)
    else:
        _misfit(desk, pairs, known)


def pairs_of(desk: Desk) -> list[Pair]:
    """Votes and share of everyone for whom both are stated."""
    votes = {c.key[1]: c for c in desk.votes}
    return [
        Pair(votes[i], Cell(("share", i), c.name, c.share))
        for i, c in enumerate(desk.declared.candidates)
        if c.share and i in votes
    ]


def known_bases(desk: Desk) -> list[Base]:
    """All votes (as stated, as added up), valid papers and papers returned."""
    found = []
    if desk.votes and not desk.silent and desk.total > 0:
        found.append(Base("all votes", desk.total))
    for name, said in (
        ("votes", "all votes as stated"),
        ("valid", "valid papers"),
        ("returned", "papers returned"),
    ):
        cell = desk.cell(name)
        if cell and cell.value > 0:
            found.append(Base(said, cell.value))
    return found


def _rounding_fails(pairs: Sequence[Pair], base: Base) -> int:
    return sum(not p.fits(base.whole) for p in pairs)


def _fit(desk: Desk, pairs: Sequence[Pair], base: Base, cut: bool) -> None:
    how = "cut off, not rounded (assumed)" if cut else "rounded as printed"
    desk.state(
        "shares",
        "ok",
        "Every share is what the votes give",
        shown=(f"{len(pairs)} shares", "of", f"{base.name} {number(base.whole)}"),
        cells=[p.share for p in pairs],
        basis=f"shares are of {base.name}, {how}",
    )


def _other(desk: Desk, pairs: Sequence[Pair], span: Span, known: Sequence[Base]) -> None:
    """The shares agree with each other; of what they are taken is not stated."""
    low, high = -(-span[0] // 1), span[1] // 1
    between = f"{number(Fraction(low))} to {number(Fraction(high))}"
    tried = ", ".join(f"{b.name} {number(b.whole)}" for b in known) or "nothing to take them of"
    desk.state(
        "shares",
        "?",
        f"shares agree with each other, of a whole of {between}, which is not stated ({tried})",
        cells=[p.share for p in pairs],
    )


def _misfit(desk: Desk, pairs: Sequence[Pair], known: Sequence[Base]) -> None:
    """No whole gives every share: name those that do not go with the most others."""
    whole, name = _best(pairs, known)
    for p in [p for p in pairs if not p.fits(whole)]:
        should = printed(per_cent(p.votes.value, whole), p.share.stated.figure)
        places = p.share.stated.figure.places
        desk.state(
            "shares",
            "FAIL",
            f"No one whole gives every share; {p.share.name}'s does not go with the others",
            shown=(
                f"{p.share.name} {number(p.share.value, places)} %",
                "≠",
                f"{number(p.votes.value)} / {name} {number(whole)} = {number(should, places)} %",
            ),
            difference=p.share.value - should,
            cells=[p.share, p.votes],
            basis=f"shares taken as of {name} {number(whole)} (assumed)",
            repairs=[
                Repair(p.share.key, f"{p.share.name}'s share", should),
                Repair(p.votes.key, p.votes.name, Fraction(round(p.share.value * whole / 100))),
                *_lone(pairs, p),
            ],
        )


def _lone(pairs: Sequence[Pair], odd: Pair) -> list[Repair]:
    """Votes that would fit the whole all other shares agree on."""
    rest = [bases(p.votes.value, p.share.stated.figure) for p in pairs if p is not odd]
    span = common(rest)
    if not span or span[1] >= 10**20:
        return []
    middle = (span[0] + span[1]) / 2
    return [Repair(odd.votes.key, odd.votes.name, Fraction(round(odd.share.value * middle / 100)))]


def _best(pairs: Sequence[Pair], known: Sequence[Base]) -> tuple[Fraction, str]:
    """The whole that most shares are of: a known one, unless another explains two or more."""
    ends = [bases(p.votes.value, p.share.stated.figure) for p in pairs]
    other = [(end[0], "some whole of") for end in ends if end is not None and end[0] > 0]
    fitting = {one: sum(p.fits(one[0]) for p in pairs) for one in other}
    best_other = max(other, key=fitting.__getitem__, default=(Fraction(1), "a whole of"))
    named = [(b.whole, b.name) for b in known]
    best = max(named, key=lambda one: sum(p.fits(one[0]) for p in pairs), default=best_other)
    explained = fitting.get(best_other, 0)
    better = explained > max(1, sum(p.fits(best[0]) for p in pairs))
    return best_other if better else best
