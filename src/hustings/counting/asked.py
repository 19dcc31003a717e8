"""One count with everything its terms ask: made ready, counted, and completed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hustings.counting import door
from hustings.counting.election_order import settle_order
from hustings.counting.feasible import SeatWatch, refuse_impossible
from hustings.counting.prepare import prepare
from hustings.model.constraints import Guarded, OrderEffect, SeatRange, cited, reopen_chain
from hustings.model.count import Count, Outcome, Stage, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule

ENGINE = "constraints"
"""The option of the terms that names the engine for seat ranges; no rule sees it."""

BY_SEATS = {"max_votes": 0, "votes": -1, "points": 0}
"""Options whose default is the number of seats, and by how much they differ from it."""


def count_asked(
    rule: Rule,
    profile: Profile,
    terms: Terms,
    lots: Lots | None = None,
    *,
    watched: bool = True,
    paper_seats: int = 0,
    data_sha256: str = "",
    **kw: Any,
) -> Count:
    """A count under terms already found sound; `watched` False leaves seat ranges aside.

    `paper_seats` is for how many seats papers were marked, where that is not `terms.seats`;
    `data_sha256` names the data (default: the digest of the profile as it was given). Raises
    LotNeeded, or InputError when no committee keeps the seat ranges.
    """
    ready = prepare(profile, terms, exact=bool(kw.get("exact")))
    inner = inner_terms(rule, terms, paper_seats or terms.seats)
    watch = watch_for(ready.profile.candidates, terms) if watched else None
    named = data_sha256 or ("" if ready.profile is profile else door.digest(profile))
    counted = door.count(rule, ready.profile, inner, lots, watch=watch, data_sha256=named, **kw)
    counted = replace(counted, papers=profile.total, marks=(*counted.marks, *ready.marks))
    return complete(counted, terms, lots)


def guarded_names(terms: Terms) -> tuple[str, ...]:
    """Who holds a guarded seat, in the order given."""
    found = [n for g in terms.constraints if isinstance(g, Guarded) for n in g.members]
    return tuple(dict.fromkeys(found))


def ranges_of(terms: Terms) -> tuple[SeatRange, ...]:
    """The seat ranges among the constraints."""
    return tuple(c for c in terms.constraints if isinstance(c, SeatRange))


def inner_terms(rule: Rule, terms: Terms, paper_seats: int) -> Terms:
    """What the rule itself is asked: the seats left, and papers that pass over guarded seats.

    A paper that may bear as many marks as seats still may when the count is for more or fewer.
    """
    guarded = guarded_names(terms)
    options = [(k, v) for k, v in terms.options if k != ENGINE]
    if terms.seats - len(guarded) != paper_seats:
        free = [k for k, _ in rule.options if k not in dict(terms.options)]
        options += [(k, str(paper_seats + BY_SEATS[k])) for k in free if k in BY_SEATS]
    effects = (e for e in terms.constraints if isinstance(e, OrderEffect))
    return replace(
        terms,
        seats=terms.seats - len(guarded),
        after_issue=(*terms.after_issue, *guarded),
        constraints=tuple(replace(e, titles=e.titles[len(guarded) :]) for e in effects),
        options=tuple(options),
    )


def watch_for(names: Sequence[str], terms: Terms) -> SeatWatch | None:
    """The guard and doom of a count, None without seat ranges; refuses what cannot be met."""
    ranges = ranges_of(terms)
    if not ranges:
        return None
    guarded = guarded_names(terms)
    away = {*terms.withdrawn, *terms.after_issue, *guarded}
    chain = [names.index(n) for n in reopen_chain(terms.reopen, len(names)) if n in names]
    standing = [c for c, n in enumerate(names) if n not in away and c not in chain[1:]]
    seats = min(terms.seats - len(guarded), len(standing) + max(len(chain) - 1, 0))
    held = [one.continuing + len(one.members.intersection(guarded)) for one in ranges]
    watch = SeatWatch(names, ranges, seats, held, chain)
    refuse_impossible(watch, standing)
    return watch


def complete(counted: Count, terms: Terms, lots: Lots | None = None) -> Count:
    """The count with guarded seats, vacancies, titles and notes; seats to nobody are no persons."""
    chain = set(reopen_chain(terms.reopen, len(counted.candidates)))
    counted = settle_order(counted, lots or Lots(), chain)
    guarded = tuple(counted.candidates.index(n) for n in guarded_names(terms))
    reopened = sum(counted.candidates[c] in chain for c in counted.elected)
    persons = tuple(c for c in counted.elected if counted.candidates[c] not in chain)
    made = replace(counted, terms=terms, elected=(*guarded, *persons))
    made = replace(made, titles=titles(made), stages=_first_stage(made, terms))
    return replace(made, stages=_last_stage(made, reopened))


def seats_said(seats: int) -> str:
    """`1 seat`, `2 seats`."""
    return f"{seats} seat{'' if seats == 1 else 's'}"


def titles(count: Count) -> tuple[tuple[int, str], ...]:
    """What the order of election gives each of the elected."""
    found: dict[int, list[str]] = {}
    for effect in count.terms.constraints:
        if isinstance(effect, OrderEffect):
            for c, title in zip(count.elected, effect.titles):
                if title:
                    found.setdefault(c, []).append(title)
    return tuple((c, "; ".join(given)) for c, given in found.items())


def _first_stage(count: Count, terms: Terms) -> tuple[Stage, ...]:
    """The first stage says who was never or no longer there, and who held a seat before it."""
    seated = []
    notes = [f"{n} withdrew before papers went out: as if not on them" for n in terms.withdrawn]
    for name in terms.after_issue:
        notes.append(f"{name} is withdrawn after papers went out: the papers stay valid")
    for one in terms.constraints:
        if isinstance(one, Guarded):
            for name in one.members:
                clause = one.clause or one.name
                why = "guarded seat, filled before papers were sorted"
                seated.append(Outcome(count.candidates.index(name), clause, why))
            names = ", ".join(one.members)
            left = terms.seats - len(guarded_names(terms))
            notes.append(f"{cited(one)}: {names}; the count is for {seats_said(left)} left")
    first, *rest = count.stages
    notes = [*notes, *first.notes]
    return (replace(first, elected=(*seated, *first.elected), notes=tuple(notes)), *rest)


def _last_stage(count: Count, reopened: int) -> tuple[Stage, ...]:
    """The last stage says how many seats stay empty, and why."""
    notes = []
    if reopened:
        notes.append(f"{seats_said(reopened)} to re-open nominations: declared vacant")
    if count.vacant - reopened > 0:
        empty = seats_said(count.vacant - reopened)
        notes.append(f"{empty} left vacant: no more candidates stand")
    *before, last = count.stages
    return (*before, replace(last, notes=(*last.notes, *notes)))
