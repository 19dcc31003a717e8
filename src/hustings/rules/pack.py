"""A rule pack: a rule as dated, cited data with the one function that counts under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from hustings.arithmetic import Arithmetic
from hustings.model.count import Exhibit, Fact
from hustings.model.profile import Kind
from hustings.rules.marks import Reading
from hustings.rules.table import CountingTable


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule in force from a day: its facts, each cited or assumed, and how it counts.

    `count` plays the rule on a table and may return exhibits. `kinds` are the papers it reads,
    first the one it was written for. `options` maps a choice the rule leaves open to its values,
    the default first. `effective_to` is the last day, None while in force; `effective_from` None
    means a method without a statute. `most_seats` is how many it can fill (None: any number).
    `facts` are shown, in order, wherever the rule is named.
    """

    name: str
    title: str
    source: str
    arithmetic: Arithmetic
    facts: tuple[Fact, ...]
    count: Callable[[CountingTable], tuple[Exhibit, ...] | None]
    reading: Reading = field(default_factory=Reading)
    kinds: tuple[Kind, ...] = ("ranked",)
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()
    most_seats: int | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    place: str = ""
    page: str = ""
    votes_word: str = "votes"
    unused_word: str = "non-transferable"

    def in_force(self, day: date) -> bool:
        """True on a day the rule applied."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to)

    @property
    def assumed(self) -> tuple[Fact, ...]:
        """The facts nobody could cite."""
        return tuple(fact for fact in self.facts if fact.assumed)
