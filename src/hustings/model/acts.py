"""The acts of one person's office in the order in which they can have happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeVar

from hustings.model.dates import PartialDate
from hustings.model.offices import STATES

T = TypeVar("T")
Said = tuple[PartialDate, str]
"""When an act happened, and the state it leaves."""
ENDS, BEGINS = "term ended", frozenset({"elected", "seated"})


def in_order(acts: Iterable[T], said: Callable[[T], Said]) -> list[T]:
    """By date; where two dates overlap, in the order of `STATES`.

    A term that ends on the day on which the next begins ended first. Acts of one date and state
    stay as given.
    """
    ordered: list[T] = []
    for act in sorted(acts, key=lambda a: said(a)[0].first):
        place = len(ordered)
        while place and _may_precede(said(act), said(ordered[place - 1])):
            place -= 1
        ordered.insert(place, act)
    for k in range(1, len(ordered) - 1):
        before, new, ended = (said(act) for act in ordered[k - 1 : k + 2])
        if _renewed(before, new, ended):
            ordered[k], ordered[k + 1] = ordered[k + 1], ordered[k]
    return ordered


def _may_precede(one: Said, other: Said) -> bool:
    return one[0].first <= other[0].last and STATES.index(one[1]) < STATES.index(other[1])


def _renewed(before: Said, new: Said, ended: Said) -> bool:
    """True for a term that began and one that ended on one day, of somebody who sat before it."""
    one_day = new[0].exact and new[0] == ended[0] and before[0].last < new[0].first
    return one_day and new[1] in BEGINS and ended[1] == ENDS


def surely_by(acts: Iterable[PartialDate]) -> list[date]:
    """The day by which each of a row of acts in order had surely happened.

    The last day that a date allows, but the day before a later act that was sooner.
    """
    found: list[date] = []
    for act in reversed(list(acts)):
        after = found[-1] if found else date.max
        found.append(act.last if act.last <= after else max(act.first, after - timedelta(1)))
    return found[::-1]
