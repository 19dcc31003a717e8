"""What a-priori power says, player by player."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hustings.model.answers import Result

EQUAL_SEATS = (
    "Equal seats have equal a-priori power: the indices tell camps apart that vote as one, "
    "not people."
)


@dataclass(frozen=True, slots=True)
class WeightedRule:
    """A coalition wins when its weights reach the quota; `weights` in the order of the players."""

    weights: tuple[int, ...]
    quota: int

    @property
    def total(self) -> int:
        """All weights together."""
        return sum(self.weights)

    @property
    def proper(self) -> bool:
        """False when a coalition and all who are not in it can both win."""
        return 2 * self.quota > self.total


@dataclass(frozen=True, slots=True)
class PlayerPower:
    """One player: `weights` has one number a rule; `swings` counts the coalitions it turns.

    Indices are shares from 0 to 1. `banzhaf` is the chance of being decisive when all others vote
    yes or no by fair coins (Penrose 1946, Banzhaf 1965), `normalised` its share of all players'.
    `shapley_shubik` is the share of orderings in which the player is decisive (Shapley & Shubik
    1954), None where the game is too large for it. `prevent` and `initiate` are Coleman's (1971):
    the share of winning coalitions the player can undo, of losing ones it can make win.
    """

    name: str
    weights: tuple[int, ...]
    swings: int
    banzhaf: Fraction
    normalised: Fraction
    shapley_shubik: Fraction | None
    prevent: Fraction
    initiate: Fraction
    dictator: bool
    veto: bool
    dummy: bool


@dataclass(frozen=True, slots=True)
class PowerIndices(Result):
    """The power of every player, in the order given.

    `winning` counts the winning ones of `coalitions` (2 to the number of players), `act` is their
    share: Coleman's power of the collectivity to act. A coalition must meet every one of `rules`.
    """

    rules: tuple[WeightedRule, ...]
    players: tuple[PlayerPower, ...]
    coalitions: int
    winning: int
    act: Fraction
    proper: bool
    notes: tuple[str, ...] = ()

    def player(self, name: str) -> PlayerPower:
        """One player by name; KeyError for another."""
        found = {player.name: player for player in self.players}
        return found[name]

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON keys; counts of coalitions as text, for they outgrow floats."""
        told = Result.to_dict(self)
        told["coalitions"], told["winning"] = str(self.coalitions), str(self.winning)
        for player in told["players"]:
            player["swings"] = str(player["swings"])
        return told

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row a player; indices as decimals."""
        return [_row(player) for player in self.players]


@dataclass(frozen=True, slots=True)
class CampPower(Result):
    """Camps as players, each voting as one, beside a single seat of the same body.

    `seat_banzhaf` is the chance that one of `seats` equal seats is decisive when every seat votes
    by itself, `seat_share` what each seat then has of all power: the same for each.
    """

    camps: PowerIndices
    seats: int
    quota: int
    seat_banzhaf: Fraction
    seat_share: Fraction
    note: str = EQUAL_SEATS

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON keys."""
        return Result.to_dict(self) | {"camps": self.camps.to_dict()}

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row a camp."""
        return self.camps.to_rows()


def _row(player: PlayerPower) -> dict[str, Any]:
    known = player.shapley_shubik
    return {
        "player": player.name,
        "weights": ";".join(map(str, player.weights)),
        "swings": str(player.swings),
        "banzhaf": float(player.banzhaf),
        "normalised": float(player.normalised),
        "shapley_shubik": None if known is None else float(known),
        "prevent": float(player.prevent),
        "initiate": float(player.initiate),
        "dictator": player.dictator,
        "veto": player.veto,
        "dummy": player.dummy,
    }
