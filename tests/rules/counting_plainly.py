"""A count in one line, for small stories."""

from __future__ import annotations

from typing import Any

from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Kind, Profile
from hustings.rules import find_rule
from hustings.rules.play import count_exact


def counted(
    rule: str,
    ballots: Any,
    seats: int,
    *,
    candidates: Any = None,
    kind: Kind = "ranked",
    lots: tuple[str, ...] = (),
    withdrawn: tuple[str, ...] = (),
    **options: str,
) -> Count:
    """The exact count; `lots` is one order drawn beforehand, `options` are the rule's."""
    made = ballots if isinstance(ballots, Profile) else Profile.of(ballots, candidates, kind)
    terms = Terms(seats=seats, after_issue=withdrawn, options=tuple(options.items()))
    return count_exact(find_rule(rule), made, terms, Lots(standing=lots))


def totals(count: Count, stage: int = 1) -> dict[str, str]:
    """Votes by name at a stage, as text."""
    votes = count.stages[stage - 1].votes
    return {name: count.text(v) for name, v in zip(count.candidates, votes)}


def adds_up(count: Count) -> bool:
    """True when every stage holds the same whole."""
    return len({sum(s.votes) + s.non_transferable + s.lost for s in count.stages}) == 1
