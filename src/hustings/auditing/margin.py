"""How close it was: the fewest changed papers that alter who is elected, for any rule.

Exact where votes are only added up; for a transferable vote an upper bound with a witness that a
re-count confirms, beside a lower bound that is proven. Definitions and proofs: `docs/margin.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic

from hustings.auditing import margin_block as block
from hustings.auditing import margin_marks as marks
from hustings.auditing.margin_ranked import Clock, RankedSearch
from hustings.auditing.margin_result import Margin, Move, SeatMargin
from hustings.counting.terms import count_under
from hustings.errors import InputError, NotSupported, Problem
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule

__all__ = ["Margin", "Move", "SeatMargin", "margin", "margin_totals"]

Progress = Callable[[str], object]

LIMIT_SECONDS = 60.0
"""Searches end by themselves long before; this is for the contest nobody thought of."""

TOTALS_BASIS = "half the gap at the last seat, plus one, whatever the papers were"


def margin(
    rule: Rule,
    profile: Profile,
    terms: Terms,
    lots: Lots | None = None,
    *,
    progress: Progress | None = None,
    limit_seconds: float = LIMIT_SECONDS,
) -> Margin:
    """The fewest papers of this profile that must be changed to alter who is elected.

    A changed paper is replaced by any other valid one. `progress` is told in words what is being
    done; the search stops after `limit_seconds`, and what is proven by then is given. Nothing is
    drawn at random. Raises LotNeeded or InputError as the count does, NotSupported for points and
    for constraints on rules of marks.
    """
    begun, tell = monotonic(), progress or _silent
    tell("counting")
    base = count_under(rule, profile, terms, lots)
    if len(base.candidates) - len(marks.away(terms)) <= terms.seats and not terms.constraints:
        return _never(base)
    late = Clock(begun + limit_seconds)
    if rule.name in marks.RULES:
        return marks.marks_margin(rule, profile, terms, lots, base, tell, late)
    if "ranked" not in rule.kinds or profile.kind == "scores":
        raise NotSupported(
            f"how close a count was is not covered under {rule.name}; it is under "
            "block-vote, limited-vote, sntv, approval and the rules for ranked papers"
        )
    return RankedSearch(rule, profile, terms, lots, base, tell, late).margin()


def margin_totals(
    totals: Mapping[str, int], seats: int, *, max_votes: int, valid: int | None = None
) -> Margin:
    """The same from a table of totals alone, for a vote where marks are added up.

    `max_votes` is how many a paper may bear, `valid` how many valid papers there were (None: not
    known). The number for the last seat is exact whatever the papers were; each other seat has
    bounds that hold whatever they were. Raises InputError for totals that cannot be.
    """
    names = tuple(totals)
    _refuse_totals(totals, seats, max_votes, valid)
    most = min(max_votes, len(names))
    poll = block.Poll(totals=tuple(totals.values()), seats=seats, most=most, valid=valid)
    order = [names[c] for c in poll.ranked()]
    least = block.last_seat(poll)
    sure = all(
        block.elected_for_sure(poll.totals, seats, names.index(name)) for name in order[:seats]
    )
    elected = tuple(order[:seats])
    entries = (
        () if least is None else marks.entries_of(poll, names, frozenset(elected), lambda: False)
    )
    return Margin(
        rule="totals",
        title="",
        seats=seats,
        candidates=names,
        elected=elected,
        valid=valid or 0,
        lower=least or 0,
        upper=least,
        never=least is None,
        entries=entries,
        basis=TOTALS_BASIS,
        notes=() if sure else ("the last seat is tied; the order of the table stands for the lot",),
    )


def _never(base: Count) -> Margin:
    return Margin(
        rule=base.rule,
        title=base.title,
        seats=base.terms.seats,
        candidates=base.candidates,
        elected=base.winners,
        valid=base.valid,
        lower=0,
        upper=None,
        never=True,
        data_sha256=base.data_sha256,
    )


def _silent(_: str) -> None:
    """Nobody is told."""


def _refuse_totals(
    totals: Mapping[str, int], seats: int, max_votes: int, valid: int | None
) -> None:
    problems = [
        Problem("totals", 0, "bad-votes", f"{n!r} votes for {name!r}", "Give a whole number.")
        for name, n in totals.items()
        if not isinstance(n, int) or isinstance(n, bool) or n < 0
    ]
    if seats < 1 or max_votes < 1:
        said = f"{seats} seats and {max_votes} votes a paper"
        problems.append(Problem("totals", 0, "bad-seats", said, "Pass at least one of each."))
    if not problems and valid is not None:
        most = max(totals.values(), default=0)
        if most > valid or sum(totals.values()) > valid * max_votes:
            said = f"{valid} valid papers cannot bear these votes"
            step = "Check the totals, the papers and the votes a paper."
            problems.append(Problem("totals", 0, "too-many-votes", said, step))
    if problems:
        raise InputError("the totals cannot be", problems)
