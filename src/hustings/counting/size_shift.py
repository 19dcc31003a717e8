"""The Liberal Democrats' way with a constraint: counts at larger and smaller committee sizes.

rosenstiel.co.uk/stv/ordstvdt.htm quotes the regulations: when the count does not give the specified
proportions, further counts find who of the side short of seats would have come in to a larger, and
who of the other side would have gone out of a smaller committee. The same page orders a list by
repeated counts for one seat fewer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hustings.counting.asked import count_asked, guarded_names, ranges_of, titles
from hustings.errors import LotNeeded, NotSupported
from hustings.model.constraints import SeatRange, cited
from hustings.model.count import Count, Exhibit, Outcome, Stage, Terms, Tie
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule


@dataclass(frozen=True, kw_only=True)
class OrderedList:
    """A list in order, first place first, with the counts that gave it (largest first)."""

    names: tuple[str, ...]
    counts: tuple[Count, ...]


Sized = Callable[[int], Count]


def size_shift(
    rule: Rule, profile: Profile, terms: Terms, lots: Lots | None = None, **kw: Any
) -> Count:
    """The plain count, and where a range is not met, the exchange between the two sides.

    Raises NotSupported when more than one side is short at once, or sizes run out.
    """
    counts: dict[int, Count] = {}

    def sized(seats: int) -> Count:
        if seats not in counts:
            asked = replace(terms, seats=seats)
            counts[seats] = count_asked(
                rule, profile, asked, lots, watched=False, paper_seats=terms.seats, **kw
            )
        return counts[seats]

    plain = sized(terms.seats)
    broken = [one for one in ranges_of(terms) if not one.met(plain.winners)]
    if not broken:
        return plain
    one, short, need = side_short(terms, plain, broken)
    if rule.most_seats is not None:
        said = f"{rule.name} fills {rule.most_seats} seat(s), and size shift counts for more"
        raise NotSupported(f"{said}; use guard-doom")
    ties: list[Tie] = []
    inside = _filled(plain, sized, short, need, terms, lots, ties)
    others = set(plain.candidates) - short
    outside = _kept(plain, sized, others, terms.seats - need, terms, lots, ties)
    worse = [cited(r) for r in ranges_of(terms) if not r.met([*inside, *outside])]
    if worse:
        said = f"size shift would mend {cited(one)} and not keep {', '.join(worse)}"
        raise NotSupported(f"{said}; use guard-doom")
    return _shifted(plain, [*inside, *outside], one, terms, counts, ties)


def side_short(
    terms: Terms, plain: Count, broken: Sequence[SeatRange]
) -> tuple[SeatRange, set[str], int]:
    """The range not met, the names of the side short of seats, and how many it must have."""
    sides = []
    for one in broken:
        seats = one.continuing + len(one.members.intersection(plain.winners))
        if seats < one.at_least:
            sides.append((one, set(one.members), one.at_least - one.continuing))
        else:
            most = (one.at_most or 0) - one.continuing
            sides.append((one, set(plain.candidates) - one.members, terms.seats - most))
    first = sides[0]
    if any((side, need) != first[1:] for _, side, need in sides[1:]):
        names = " and ".join(cited(one) for one in broken)
        raise NotSupported(f"size shift mends one side at a time, not {names}; use guard-doom")
    if guarded_names(terms) or terms.reopen or first[2] > terms.seats:
        raise NotSupported(f"size shift cannot mend {cited(first[0])} here; use guard-doom")
    return first


def _filled(
    plain: Count,
    sized: Sized,
    short: set[str],
    need: int,
    terms: Terms,
    lots: Lots | None,
    ties: list[Tie],
) -> list[str]:
    """Those of the short side in the smallest larger committee that holds enough of them."""
    before: list[str] = [n for n in plain.winners if n in short]
    away = len({*terms.withdrawn, *terms.after_issue})
    for seats in range(terms.seats + 1, len(plain.candidates) - away + 1):
        now = [n for n in sized(seats).winners if n in short]
        if len(now) >= need:
            came = [n for n in now if n not in before]
            stays = [n for n in now if n in before]
            return [*stays, *_by_first(plain, came, need - len(stays), lots, ties)]
        before = now
    raise NotSupported("size shift ran out of candidates on the side short of seats; check them")


def _kept(
    plain: Count,
    sized: Sized,
    others: set[str],
    room: int,
    terms: Terms,
    lots: Lots | None,
    ties: list[Tie],
) -> list[str]:
    """Those of the other side in the largest smaller committee that holds few enough of them."""
    before = [n for n in plain.winners if n in others]
    for seats in range(terms.seats - 1, 0, -1):
        now = [n for n in sized(seats).winners if n in others]
        if len(now) <= room:
            went = [n for n in before if n not in now]
            return [*now, *_by_first(plain, went, room - len(now), lots, ties)]
        before = now
    return _by_first(plain, before, room, lots, ties)


def _by_first(
    plain: Count, names: Sequence[str], places: int, lots: Lots | None, ties: list[Tie]
) -> list[str]:
    """The first `places` by first preferences, as the page settles two who move at once.

    A lot that was needed is added to `ties`.
    """
    votes = {n: plain.stages[0].votes[plain.candidates.index(n)] for n in names}
    order = sorted(names, key=lambda n: (-votes[n], n))
    if places <= 0 or places >= len(order):
        return order[: max(places, 0)]
    line = votes[order[places - 1]]
    tied = [n for n in order if votes[n] == line]
    above = [n for n in order if votes[n] > line]
    if len(above) + len(tied) > places:
        stage = len(plain.stages) + 1
        lot = lots.draw(sorted(tied), "elect", stage) if lots else None
        if lot is None:
            raise LotNeeded(tied, places - len(above), stage=stage, clause="size shift")
        numbers = tuple(plain.candidates.index(n) for n in tied)
        first = plain.candidates.index(lot.order[0])
        ties.append(Tie(numbers, "elect", first, "lot", "size shift", lot))
        tied = list(lot.order)
    return [*above, *tied][:places]


def _shifted(
    plain: Count,
    chosen: Sequence[str],
    one: SeatRange,
    terms: Terms,
    counts: dict[int, Count],
    ties: Sequence[Tie],
) -> Count:
    index = plain.candidates.index
    stays = [n for n in plain.winners if n in chosen]
    came = [n for n in chosen if n not in stays]
    went = [n for n in plain.winners if n not in chosen]
    elected = tuple(index(n) for n in (*stays, *came))
    sizes = ", ".join(map(str, sorted(counts)))
    note = f"{cited(one)} was not met; counted for {sizes} seats"
    moved = [index(n) for n in came], [index(n) for n in went]
    stage = exchange(plain, *moved, "size shift", cited(one), note)
    stage = replace(stage, ties=(*other_ties(plain, counts), *ties))
    made = replace(plain, elected=elected, terms=terms, stages=(*plain.stages, stage))
    return replace(made, titles=titles(made), exhibits=(*plain.exhibits, _sizes(counts)))


def exchange(
    plain: Count, came: Sequence[int], went: Sequence[int], act: str, clause: str, note: str
) -> Stage:
    """A stage after the count at which some come in and some go out; no vote moves."""
    return replace(
        plain.stages[-1],
        number=len(plain.stages) + 1,
        act=act,
        of=tuple(came),
        clause=clause,
        transfers=(),
        elected=tuple(Outcome(c, clause, "comes in") for c in came),
        excluded=tuple(Outcome(c, clause, "goes out") for c in went),
        ties=(),
        notes=(note,),
    )


def other_ties(plain: Count, counts: Mapping[int, Count]) -> tuple[Tie, ...]:
    """The ties settled by lot in counts for other numbers of seats, so that no lot is untold."""
    return tuple(
        replace(tie, clause=f"{tie.clause}, counted for {seats} seats")
        for seats in sorted(counts)
        for stage in counts[seats].stages
        for tie in stage.ties
        if tie.lot and tie.lot not in plain.lots
    )


def _sizes(counts: dict[int, Count]) -> Exhibit:
    rows = tuple((str(n), ", ".join(counts[n].winners)) for n in sorted(counts))
    return Exhibit("Committees by size", ("seats", "elected"), rows)


def ordered_list(
    rule: Rule, profile: Profile, terms: Terms, lots: Lots | None = None, **kw: Any
) -> OrderedList:
    """A list of `terms.seats` names in order: counts for one seat fewer among those still on it.

    Two who drop out at once stand in order of their first preferences in the first count.
    """
    counts = [count_asked(rule, profile, terms, lots, **kw)]
    on = list(counts[0].winners)
    below: list[str] = []
    while len(on) > 1:
        away = tuple(n for n in profile.candidates if n not in on and n not in terms.withdrawn)
        asked = replace(terms, seats=len(on) - 1, after_issue=away, constraints=(), reopen="")
        counts.append(count_asked(rule, profile, asked, lots, paper_seats=terms.seats, **kw))
        dropped = [n for n in on if n not in counts[-1].winners]
        below[:0] = _by_first(counts[0], dropped, len(dropped), lots, [])
        on = [n for n in on if n in counts[-1].winners]
    return OrderedList(names=(*on, *below), counts=tuple(counts))
