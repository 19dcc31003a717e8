"""What a seat changes in a body, as frozen values that print and serialise.

Chances are floats from 0 to 1, weights and margins fractions (text in JSON).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from hustings.bodies.division import Odds
from hustings.bodies.influence import DisciplineGrid, FreeLean, Needs, Night, Pivot
from hustings.bodies.power import CampPower
from hustings.model.answers import Result
from hustings.model.voting import Casting, Known, Member


@dataclass(frozen=True, slots=True)
class ReportedVote:
    """A vote of the body as reported; `on` is an ISO day, month or year, None is not said."""

    on: str
    question: str
    votes_for: int
    votes_against: int
    abstained: int | None
    members: int | None
    outcome: str
    source: str


@dataclass(frozen=True, slots=True)
class CampShown:
    """A camp in numbers: where it stands, its deciding seats, how many only lean to it.

    `yes` is the chance of its own that a member of a free camp votes for the motion.
    """

    camp: str
    side: str
    seats: int
    soft: int
    weight: Fraction
    yes: Fraction | None = None


@dataclass(frozen=True, slots=True)
class SeatsWon:
    """One number of contested seats: what the side for the motion then has, and what it is worth.

    `worth` is P(carry) less that of one seat fewer, None for the lowest and where a forecast hardly
    ever draws one of the two. `chance` is how likely the number is, where a forecast or a file
    says. `cast` is the part of `carry` that the casting vote brings.
    """

    seats: int
    side: Fraction
    carry: float
    tie: float
    cast: float
    worth: float | None
    chance: float | None


@dataclass(frozen=True, slots=True)
class MotionOdds:
    """A motion that one camp is for and every other camp with a side against."""

    camp: str
    carry: float
    tie: float
    cast: float


@dataclass(frozen=True, slots=True)
class RuleOdds:
    """The same body under another rule of decision."""

    of: str
    words: str
    used: bool
    carry: float
    tie: float
    cast: float
    no_quorum: float


@dataclass(frozen=True, slots=True)
class Lost:
    """What it does when these members hold their seats but cannot vote."""

    names: tuple[str, ...]
    carry: float
    change: float


@dataclass(frozen=True, slots=True)
class MarginChance:
    """A margin, yes less no in votes, and its chance."""

    margin: Fraction
    chance: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """The forecast that a section was filled from, and what the last event moved.

    `before` and `after` are odds over the same draws without and with the events of day `on`;
    `changes` is the share of draws in which the section's make-up differs.
    """

    contest: str
    label: str
    section: str
    as_of: date
    seed: int
    draws: int
    data_sha256: str
    camps: Mapping[str, str]
    makeups: tuple[tuple[str, float, float], ...]
    expected: Mapping[str, float]
    event: str = ""
    on: date | None = None
    source: str = ""
    before: Odds | None = None
    after: Odds | None = None
    changes: float | None = None


@dataclass(frozen=True, slots=True)
class BodyAnswer(Result):
    """Who controls a body on an issue, by how many, and what would change that.

    `free` is the chance that a free member votes for the motion; None where nobody knows. `unknown`
    counts the members whose lean is then not known: they lean together, and all odds are averaged
    over every lean. `divisions` are the reported votes known on the day, as they are.
    """

    body: str
    name: str
    issue: str
    as_of: date | None
    focus: str
    seats: int
    deciding: int
    decided_by: tuple[str, ...]
    majority: tuple[str, ...]
    casting: Casting | None
    free: float | None
    unknown: int
    odds: Odds
    expected_margin: float
    margins: tuple[MarginChance, ...]
    makeup: str
    needs: Needs
    camps: tuple[CampShown, ...]
    won: tuple[SeatsWon, ...]
    contested: str
    drawn: Drawn | None
    motions: tuple[MotionOdds, ...]
    nights: tuple[Night, ...]
    grid: DisciplineGrid
    free_leans: tuple[FreeLean, ...]
    even_lean: float | None
    rules: tuple[RuleOdds, ...]
    pivots: tuple[Pivot, ...]
    lost: tuple[Lost, ...]
    power: CampPower | None
    members: tuple[Member, ...]
    divisions: tuple[ReportedVote, ...]
    known: tuple[Known, ...]
    notes: tuple[str, ...]
    version: str
    data_sha256: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON keys."""
        told = Result.to_dict(self)
        told["power"] = self.power.to_dict() if self.power else None
        for member, seat in zip(told["members"], self.members):
            member["on"] = str(seat.on) if seat.on else None
        return told

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row a number of seats won, or the one row of the body as it is."""
        rows = self.won or (
            SeatsWon(
                0, self.needs.sure, self.odds.carry, self.odds.tie, self.odds.cast, None, None
            ),
        )
        return [
            {
                "body": self.body,
                "issue": self.issue,
                "seats_won": row.seats if self.won else "",
                "side_for": str(row.side),
                "of": self.deciding,
                "p_carry": row.carry,
                "p_tie": row.tie,
                "p_cast": row.cast,
                "worth": row.worth,
                "chance": row.chance,
            }
            for row in rows
        ]
