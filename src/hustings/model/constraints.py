"""What may be asked of a committee or a paper beyond votes: four kinds, kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from hustings.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRange:
    """A category's seats: at least and at most so many of `members`, continuing members counted.

    `continuing` is how many of the category sit on already and stay; `at_most` None is no maximum.
    """

    name: str
    members: frozenset[str]
    at_least: int = 0
    at_most: int | None = None
    continuing: int = 0
    clause: str = ""

    def __str__(self) -> str:
        staying = f" with {self.continuing} continuing" if self.continuing else ""
        return span(self.name, self.at_least, self.at_most) + staying

    def met(self, committee: Iterable[str]) -> bool:
        """True when the committee elected, with the continuing members, keeps to the range."""
        seats = self.continuing + len(self.members.intersection(committee))
        return self.at_least <= seats and (self.at_most is None or seats <= self.at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRange:
    """A paper is invalid unless it marks so many of `members` (a ballot-validity rule)."""

    name: str
    members: frozenset[str]
    at_least: int = 0
    at_most: int | None = None
    clause: str = ""

    def __str__(self) -> str:
        return f"paper {span(self.name, self.at_least, self.at_most)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """Candidates who hold a seat before the count; their papers pass to the next preference."""

    name: str
    members: tuple[str, ...]
    clause: str = ""

    def __str__(self) -> str:
        return f"guarded {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEffect:
    """What the order of election gives: the first elected takes `titles[0]`, and so on."""

    name: str
    titles: tuple[str, ...]
    clause: str = ""

    def __str__(self) -> str:
        return f"order {self.name}"

    def tells_apart(self, first: int, places: int) -> bool:
        """True when `places` places from `first` (from 0) do not all give the same title."""
        padded = [*self.titles, *[""] * (first + places)]
        return len(set(padded[first : first + places])) > 1


Constraint = SeatRange | PaperRange | Guarded | OrderEffect


def span(name: str, at_least: int, at_most: int | None) -> str:
    """`women >= 4`, `employer <= 2` or `2 <= women <= 5`."""
    if at_most is None:
        return f"{name} >= {at_least}"
    if not at_least:
        return f"{name} <= {at_most}"
    return f"{at_least} <= {name} <= {at_most}"


def cited(constraint: Constraint) -> str:
    """A constraint with the clause it stands in: `women >= 4 (rule 7)`."""
    return f"{constraint} ({constraint.clause})" if constraint.clause else str(constraint)


def reopen_chain(name: str, seats: int) -> tuple[str, ...]:
    """Re-open Nominations once for each seat it may leave empty: `RON`, `RON (2)`, `RON (3)`."""
    return (name, *(f"{name} ({k})" for k in range(2, seats + 1))) if name else ()


def constraint_problems(
    constraints: Iterable[Constraint], candidates: Sequence[str], seats: int
) -> list[Problem]:
    """Everything in the constraints that cannot be meant, each with what to do next."""
    found: list[Problem] = []
    for one in constraints:
        found += _range_problems(one) + _member_problems(one, candidates)
        if isinstance(one, Guarded) and len(one.members) > seats:
            said = f"{cited(one)}: {len(one.members)} guarded for {seats} seat(s)"
            found.append(_problem("too-many-guarded", said, "Guard at most as many as seats."))
    return found


def _range_problems(one: Constraint) -> list[Problem]:
    if not isinstance(one, SeatRange | PaperRange):
        return []
    if one.at_least < 0 or (one.at_most is not None and one.at_most < one.at_least):
        step = "Give a minimum from 0 and a maximum no smaller."
        return [_problem("bad-range", f"{cited(one)} cannot be met", step)]
    if not one.at_least and one.at_most is None:
        step = "Give at_least or at_most."
        return [_problem("no-range", f"{one.name} asks nothing", step)]
    return []


def _member_problems(one: Constraint, candidates: Sequence[str]) -> list[Problem]:
    if isinstance(one, OrderEffect):
        return []
    found = []
    for name in sorted(set(one.members) - set(candidates)):
        near = get_close_matches(name, candidates, n=2)
        step = f"Did you mean {' or '.join(near)}?" if near else "Leave out whoever does not stand."
        found.append(_problem("unknown-member", f"{cited(one)}: {name!r} does not stand", step))
    return found


def _problem(code: str, message: str, step: str) -> Problem:
    return Problem("constraints", 0, code, message, step)
