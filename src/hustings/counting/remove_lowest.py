"""Maxima applied after a count: the lowest of a category above its maximum are removed.

Kubernetes (steering elections, "Maximal representation") and OpenTelemetry remove the lowest vote
getters of an employer and do not say who follows; Crossplane ("Maximum Representation") replaces
them by the next highest. Both are here, by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hustings.arithmetic import Number
from hustings.counting.asked import count_asked, guarded_names, ranges_of, seats_said, titles
from hustings.counting.size_shift import exchange, other_ties
from hustings.errors import LotNeeded, NotSupported
from hustings.model.constraints import SeatRange, cited
from hustings.model.count import Count, Terms, Tie
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule


def remove_lowest(
    rule: Rule, profile: Profile, terms: Terms, lots: Lots | None = None, **kw: Any
) -> Count:
    """Count plainly, then remove the lowest of every category above its maximum."""
    refuse_minima(terms)
    plain = count_asked(rule, profile, terms, lots, watched=False, **kw)
    stays, notes, ties = kept(plain, ranges_of(terms), lots)
    return _settled(plain, terms, stays, notes, ties, "remove lowest")


def replace_lowest(
    rule: Rule, profile: Profile, terms: Terms, lots: Lots | None = None, **kw: Any
) -> Count:
    """The same, and each seat goes to the next highest who keeps every maximum."""
    refuse_minima(terms)
    plain = count_asked(rule, profile, terms, lots, watched=False, **kw)
    ranges = ranges_of(terms)
    stays, notes, ties = kept(plain, ranges, lots)
    if notes and rule.most_seats is not None:
        said = f"{rule.name} fills {rule.most_seats} seat(s), and who follows is not known"
        raise NotSupported(f"{said}; use guard-doom")
    counts: dict[int, Count] = {}
    seats = terms.seats
    away = len({*terms.withdrawn, *terms.after_issue})
    seen = set(plain.winners)
    while len(stays) < len(plain.elected) and seats < len(plain.candidates) - away:
        seats += 1
        asked = replace(terms, seats=seats)
        counts[seats] = count_asked(
            rule, profile, asked, lots, watched=False, paper_seats=terms.seats, **kw
        )
        for name in counts[seats].winners:
            if name not in seen and len(stays) < len(plain.elected):
                seen.add(name)
                broken = [one for one in ranges if one.met(stays) and not one.met([*stays, name])]
                if broken:
                    notes.append(f"{name} is passed over: {', '.join(map(cited, broken))}")
                else:
                    stays.append(name)
    ties = [*ties, *other_ties(plain, counts)]
    return _settled(plain, terms, stays, notes, ties, "replace lowest")


def refuse_minima(terms: Terms) -> None:
    """NotSupported for what these texts do not speak of."""
    wrong = [cited(one) for one in ranges_of(terms) if one.at_least]
    if wrong or terms.reopen:
        what = ", ".join(wrong) or "re-open nominations"
        raise NotSupported(f"removing the lowest works on maxima only, not {what}; use guard-doom")


def kept(
    plain: Count, ranges: Sequence[SeatRange], lots: Lots | None
) -> tuple[list[str], list[str], list[Tie]]:
    """Who stays when the lowest above each maximum is gone, a note for each who is not, and ties.

    Guarded seats are no part of it: who holds one is not removed.
    """
    stays, notes = list(plain.winners), []
    ties: list[Tie] = []
    guarded = guarded_names(plain.terms)
    for one in ranges:
        while not one.met(stays):
            inside = [n for n in stays if n in one.members and n not in guarded]
            if not inside:
                held = "the continuing members and guarded seats alone are above it"
                raise NotSupported(f"{cited(one)}: {held}")
            gone = _lowest(plain, inside, lots, ties)
            stays.remove(gone)
            notes.append(f"{gone} is removed, the lowest of {cited(one)}")
    return stays, notes, ties


def _lowest(plain: Count, inside: Sequence[str], lots: Lots | None, ties: list[Tie]) -> str:
    """The last elected; those whom no stage told apart from the last, by lot."""
    index = plain.candidates.index
    stage, votes = _standing(plain, index(inside[-1]))
    tied = [n for n in inside if _standing(plain, index(n)) == (stage, votes)]
    settled = any(
        tie.lot and {index(n) for n in tied} <= set(tie.tied)
        for tie in plain.stages[stage - 1].ties
    )
    if len(tied) == 1 or settled:
        return inside[-1]
    number = len(plain.stages) + 1
    drawn = next((t.lot for t in ties if t.lot and set(tied) < set(t.lot.order)), None)
    lot = drawn or (lots.draw(sorted(tied), "exclude", number) if lots else None)
    if lot is None:
        raise LotNeeded(sorted(tied), 1, purpose="exclude", stage=number, clause="remove lowest")
    gone = next(n for n in lot.order if n in tied)
    numbers = tuple(index(n) for n in tied)
    ties.append(Tie(numbers, "exclude", index(gone), "lot", "remove lowest", lot))
    return gone


def _standing(plain: Count, candidate: int) -> tuple[int, tuple[Number, ...]]:
    """The stage at which someone was elected, and the votes at every stage to then."""
    stage = plain.fate(candidate)[1]
    return stage, tuple(s.votes[candidate] for s in plain.stages[:stage])


def _settled(
    plain: Count,
    terms: Terms,
    stays: Sequence[str],
    notes: Sequence[str],
    ties: Sequence[Tie],
    act: str,
) -> Count:
    if not notes:
        return plain
    index = plain.candidates.index
    came = [index(n) for n in stays if n not in plain.winners]
    went = [index(n) for n in plain.winners if n not in stays]
    empty = terms.seats - len(stays)
    said = [*notes, *([f"{seats_said(empty)} left vacant"] if empty else [])]
    law = ", ".join(map(cited, ranges_of(terms)))
    stage = exchange(plain, came, went, act, law, "")
    stage = replace(stage, notes=tuple(said), ties=tuple(ties))
    elected = tuple(index(n) for n in stays)
    made = replace(plain, elected=elected, terms=terms, stages=(*plain.stages, stage))
    return replace(made, titles=titles(made))
