"""Maxima applied after a count: the lowest of a category above its maximum are removed.

Kubernetes (steering elections, "Maximal representation") and OpenTelemetry remove the lowest vote
getters of an employer and do not say who follows; Crossplane ("Maximum Representation") replaces
them by the next highest. Both are here, by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hustings.counting.asked import count_asked, ranges_of, titles
from hustings.counting.size_shift import exchange
from hustings.errors import LotNeeded, NotSupported
from hustings.model.constraints import SeatRange, cited
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule


def remove_lowest(
    rule: Rule, profile: Profile, terms: Terms, lots: Lots | None = None, **kw: Any
) -> Count:
    """Count plainly, then remove the lowest of every category above its maximum."""
    refuse_minima(terms)
    plain = count_asked(rule, profile, terms, lots, watched=False, **kw)
    stays, notes = kept(plain, plain.winners, ranges_of(terms), lots)
    return _settled(plain, terms, stays, notes, "remove lowest")


def replace_lowest(
    rule: Rule, profile: Profile, terms: Terms, lots: Lots | None = None, **kw: Any
) -> Count:
    """The same, and each seat goes to the next highest who keeps every maximum."""
    refuse_minima(terms)
    plain = count_asked(rule, profile, terms, lots, watched=False, **kw)
    ranges = ranges_of(terms)
    stays, notes = kept(plain, plain.winners, ranges, lots)
    seats = terms.seats
    away = len({*terms.withdrawn, *terms.after_issue})
    seen = set(plain.winners)
    while len(stays) < len(plain.elected) and seats < len(plain.candidates) - away:
        seats += 1
        asked = replace(terms, seats=seats)
        larger = count_asked(
            rule, profile, asked, lots, watched=False, paper_seats=terms.seats, **kw
        )
        for name in larger.winners:
            if name not in seen and len(stays) < len(plain.elected):
                seen.add(name)
                broken = [one for one in ranges if one.met(stays) and not one.met([*stays, name])]
                if broken:
                    notes.append(f"{name} is passed over: {', '.join(map(cited, broken))}")
                else:
                    stays.append(name)
    return _settled(plain, terms, stays, notes, "replace lowest")


def refuse_minima(terms: Terms) -> None:
    """NotSupported for what these texts do not speak of."""
    wrong = [cited(one) for one in ranges_of(terms) if one.at_least]
    if wrong or terms.reopen:
        what = ", ".join(wrong) or "re-open nominations"
        raise NotSupported(f"removing the lowest works on maxima only, not {what}; use guard-doom")


def kept(
    plain: Count, winners: Sequence[str], ranges: Sequence[SeatRange], lots: Lots | None
) -> tuple[list[str], list[str]]:
    """Who stays when the lowest above each maximum is gone, and a note for each who is not."""
    stays, notes = list(winners), []
    for one in ranges:
        while not one.met(stays):
            inside = [n for n in stays if n in one.members]
            if not inside:
                raise NotSupported(f"{cited(one)}: the continuing members alone are above it")
            gone = _lowest(plain, inside, lots)
            stays.remove(gone)
            notes.append(f"{gone} is removed, the lowest of {cited(one)}")
    return stays, notes


def _lowest(plain: Count, inside: Sequence[str], lots: Lots | None) -> str:
    """The last elected; where one stage orders them by votes and the last are equal, by lot."""
    votes = [plain.stages[-1].votes[c] for c in plain.elected]
    last = inside[-1]
    if len(plain.stages) > 1 or votes != sorted(votes, reverse=True):
        return last
    worth = {plain.candidates[c]: v for c, v in zip(plain.elected, votes)}
    tied = [n for n in inside if worth[n] == worth[last]]
    if len(tied) == 1:
        return last
    stage = len(plain.stages) + 1
    lot = lots.draw(sorted(tied), "exclude", stage) if lots else None
    if lot is None:
        raise LotNeeded(tied, 1, purpose="exclude", stage=stage, clause="remove lowest")
    return lot.order[0]


def _settled(
    plain: Count, terms: Terms, stays: Sequence[str], notes: Sequence[str], clause: str
) -> Count:
    if not notes:
        return plain
    index = plain.candidates.index
    came = [index(n) for n in stays if n not in plain.winners]
    went = [index(n) for n in plain.winners if n not in stays]
    empty = terms.seats - len(stays)
    said = [*notes, *([f"{empty} seat(s) left vacant"] if empty else [])]
    stage = replace(exchange(plain, came, went, clause, ""), notes=tuple(said))
    elected = tuple(index(n) for n in stays)
    made = replace(plain, elected=elected, terms=terms, stages=(*plain.stages, stage))
    return replace(made, titles=titles(made))
