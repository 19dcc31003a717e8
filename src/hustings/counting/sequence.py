"""Contests counted in a fixed order: who is elected in one is withdrawn from the next.

UCU rule 20.5: offices taken up on the same day are counted in a set order; once a member is elected
to one, votes for that member are disregarded in later contests and pass to the next preference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hustings.counting.terms import count_under
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule

Contest = tuple[Rule, Profile, Terms]


def count_sequence(
    contests: Sequence[Contest],
    lots: Lots | Sequence[Lots | None] | None = None,
    *,
    clause: str = "",
    **kw: Any,
) -> tuple[Count, ...]:
    """Count contests in order; persons are matched by name.

    `lots` is one ledger for all or one a contest; `clause` is cited where it acts. Each later
    count's first stage says why someone is withdrawn.
    """
    ledgers = lots if isinstance(lots, Sequence) else [lots] * len(contests)
    counts: list[Count] = []
    elsewhere: dict[str, str] = {}
    for number, ((rule, profile, terms), ledger) in enumerate(
        zip(contests, ledgers, strict=True), 1
    ):
        asked, notes = leaving(terms, profile.candidates, elsewhere, clause)
        counted = count_under(rule, profile, asked, ledger, **kw)
        counts.append(_said(counted, notes))
        for name in counted.winners:
            elsewhere.setdefault(name, terms.title or f"contest {number}")
    return tuple(counts)


def leaving(
    terms: Terms, candidates: Sequence[str], elsewhere: Mapping[str, str], clause: str = ""
) -> tuple[Terms, tuple[str, ...]]:
    """The terms with who sits `elsewhere` (name to office) withdrawn after issue, and why."""
    away = [n for n in candidates if n in elsewhere and n not in terms.withdrawn]
    cited = f" ({clause})" if clause else ""
    notes = tuple(f"{n} is elected to {elsewhere[n]}, counted earlier{cited}" for n in away)
    return replace(terms, after_issue=tuple(dict.fromkeys((*terms.after_issue, *away)))), notes


def _said(count: Count, notes: tuple[str, ...]) -> Count:
    first, *rest = count.stages
    return replace(count, stages=(replace(first, notes=(*notes, *first.notes)), *rest))
