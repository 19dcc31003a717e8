"""What may be asked of a committee or a paper beyond votes: four kinds, kept apart."""

from __future__ import annotations

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRange:
    """A paper is invalid unless it marks so many of `members` (a ballot-validity rule)."""

    name: str
    members: frozenset[str]
    at_least: int = 0
    at_most: int | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """Candidates who hold a seat before the count; their papers pass to the next preference."""

    name: str
    members: tuple[str, ...]
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEffect:
    """What the order of election gives: the first elected takes `titles[0]`, and so on."""

    name: str
    titles: tuple[str, ...]
    clause: str = ""


Constraint = SeatRange | PaperRange | Guarded | OrderEffect
