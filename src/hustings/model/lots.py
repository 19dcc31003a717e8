"""The lot ledger: which lots were drawn, by whom and when, so that a re-count replays them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from hustings.errors import InputError, LotNeeded, Problem

Purpose = Literal["elect", "exclude", "surplus"]
"""What the lot decides: who takes the place, who goes out, whose surplus goes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One lot: it fell on `order[0]` first, then on the next; `stage` 0 means any stage."""

    purpose: Purpose
    order: tuple[str, ...]
    stage: int = 0
    drawn_by: str = ""
    drawn_at: str = ""
    notes: str = ""
    witnesses: tuple[str, ...] = ()

    def settles(self, tied: Iterable[str], purpose: str, stage: int) -> bool:
        """True when this lot was drawn between these candidates, for this purpose and stage."""
        return self.purpose == purpose and self.stage in (0, stage) and set(self.order) == set(tied)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lots:
    """A ledger of lots; a tie nobody drew for is an outcome, not an accident.

    `standing` is one order drawn beforehand for every tie, the most favoured first: they are
    elected or have their surplus moved first, and the least favoured is excluded. `seed` derives an
    order for each tie by hashing; `commitment` is the seed's SHA-256, published before the count on
    `published_at`.
    """

    lots: tuple[Lot, ...] = ()
    standing: tuple[str, ...] = ()
    seed: str = ""
    commitment: str = ""
    published_at: str = ""

    def draw(self, tied: Sequence[str], purpose: Purpose, stage: int) -> Lot | None:
        """The lot that settles this tie, or None when it must still be drawn."""
        for lot in self.lots:
            if lot.settles(tied, purpose, stage):
                return lot
        if set(tied) <= set(self.standing):
            known = sorted(tied, key=self.standing.index, reverse=purpose == "exclude")
            return Lot(purpose=purpose, order=tuple(known), stage=stage, notes="standing order")
        if self.seed:
            order = seeded_order(self.seed, tied, purpose, stage)
            return Lot(purpose=purpose, order=order, stage=stage, notes="drawn from the seed")
        return None


def commit(seed: str) -> str:
    """The commitment to publish before the count: SHA-256 of the seed."""
    return sha256(seed.encode()).hexdigest()


def seeded_order(seed: str, tied: Iterable[str], purpose: str, stage: int) -> tuple[str, ...]:
    """An order anyone can derive once the seed is out: by SHA-256 of seed, stage, purpose, name."""
    return tuple(
        sorted(tied, key=lambda n: sha256(f"{seed}|{stage}|{purpose}|{n}".encode()).hexdigest())
    )


def check_seed(lots: Lots) -> None:
    """Refuse a seed that is not the one committed to (InputError)."""
    if lots.seed and lots.commitment and commit(lots.seed) != lots.commitment.lower():
        problem = Problem(
            "lots",
            0,
            "seed-mismatch",
            "the seed's SHA-256 is not the commitment",
            "Give the seed that was committed to, or draw by hand and say why.",
        )
        raise InputError("the seed does not match its commitment", [problem])


def ledger_warnings(
    lots: Lots, used: Iterable[Lot] = (), needed: LotNeeded | None = None
) -> tuple[Problem, ...]:
    """Entries no tie asked for, and those that come near the lot now needed without settling it."""
    taken = list(used)
    found = []
    for lot in lots.lots:
        if lot in taken:
            continue
        drawn = f"{', '.join(lot.order)} ({lot.purpose}, stage {lot.stage or 'any'})"
        if needed is not None and set(lot.order) & set(needed.tied):
            asked = f"{', '.join(needed.tied)} ({needed.purpose}, stage {needed.stage})"
            said = f"the lot drawn between {drawn} does not settle the tie between {asked}"
            found.append(_warning("lot-mismatch", said, "Draw between exactly the tied."))
        elif needed is None:
            said = f"the lot drawn between {drawn} was not used"
            found.append(_warning("lot-unused", said, "Check its names, purpose and stage."))
    return tuple(found)


def _warning(code: str, message: str, step: str) -> Problem:
    return Problem("lots", 0, code, message, step, "warning")
