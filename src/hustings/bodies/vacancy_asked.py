"""What a question about a vacancy comes to, before any rule is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hustings.bodies.vacancy_bars import Bars
from hustings.model.constraints import SeatRange
from hustings.model.count import Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule


@dataclass(frozen=True, slots=True)
class Papers:
    """A contest's papers with the rule and terms under which they were counted."""

    rule: Rule
    profile: Profile
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The seat, who is barred, papers by contest_id, and lots.

    `id_of` gives a candidate's id for a name on a paper or in a constraint; `staying` are the ids
    of those who go on sitting in the section. `ranges` were asked for; a rule's own come on top.
    """

    person: str
    name: str
    bars: Bars
    staying: tuple[str, ...] = ()
    ranges: tuple[SeatRange, ...] = ()
    papers: Mapping[str, Papers] = field(default_factory=dict)
    lots: Lots | None = None
    id_of: Callable[[str], str] = str
