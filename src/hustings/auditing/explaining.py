"""Differences set apart: faults of a table known beforehand, what follows from them, and slips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hustings.auditing.matching import name_words
from hustings.model.official import Figure, KnownFault, OfficialRow, figure

KNOWN = "a known fault of the table"
FOLLOWS = "follows from a known fault of the table"
SLIP = "the table's own totals give ours"


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell where the two are not the same; `stage` 0 is the contest as a whole.

    `column` is total, transfer, status, stage (when elected or excluded), stages (how many),
    candidate (who is in only one of the two), quota, seats or valid. `why` is what explains it.
    """

    stage: int
    candidate: str
    column: str
    ours: str
    theirs: str
    why: str = ""

    def __str__(self) -> str:
        where = f"stage {self.stage}, " if self.stage else ""
        whose = f"{self.candidate}, " if self.candidate else ""
        said = f"{where}{whose}{self.column}: {self.ours or 'nothing'} here"
        because = f" ({self.why})" if self.why else ""
        return f"{said}, {self.theirs or 'nothing'} in the table{because}"


@dataclass(frozen=True, slots=True)
class Explained:
    """Differences known and not, and how many listed faults made none."""

    known: tuple[Difference, ...]
    rest: tuple[Difference, ...]
    unused: int


def explain(
    differences: Sequence[Difference],
    faults: Sequence[KnownFault],
    rows: dict[str, OfficialRow],
) -> Explained:
    """Differences listed as known faults apart, with the transfers that only follow from them.

    `rows` are the table's, by our name. A transfer printed against the table's own totals, which
    are ours, stays a difference and says so.
    """
    listed = {d: _listed(d, faults) for d in differences}
    wrong = {(d.candidate, d.stage) for d in differences if d.column == "total"}
    known_wrong = {(d.candidate, d.stage) for d, fault in listed.items() if fault}
    known: list[Difference] = []
    rest: list[Difference] = []
    for d, fault in listed.items():
        around = {(d.candidate, d.stage), (d.candidate, d.stage - 1)}
        if fault:
            known.append(replace(d, why=fault.why or KNOWN))
        elif d.column == "transfer" and around & known_wrong and _consistent(d, rows):
            known.append(replace(d, why=FOLLOWS))
        elif d.column == "transfer" and not around & wrong and _totals(d, rows):
            rest.append(replace(d, why=SLIP))
        else:
            rest.append(d)
    used = {id(fault) for fault in listed.values() if fault}
    return Explained(tuple(known), tuple(rest), len(faults) - len(used))


def _listed(found: Difference, faults: Sequence[KnownFault]) -> KnownFault | None:
    return next((fault for fault in faults if _is(found, fault)), None)


def _is(found: Difference, fault: KnownFault) -> bool:
    if (found.stage, found.column) != (fault.stage, fault.column):
        return False
    if name_words(found.candidate) != name_words(fault.candidate):
        return False
    ours, theirs = figure(found.ours), figure(found.theirs)
    if theirs is None or theirs.value != fault.published.value:
        return False
    return not fault.recount or (ours is not None and ours.value == fault.recount.value)


def _totals(found: Difference, rows: dict[str, OfficialRow]) -> tuple[Figure, Figure] | None:
    row = rows.get(found.candidate)
    if row is None:
        return None
    before, now = row.total(found.stage - 1), row.total(found.stage)
    return (before, now) if before and now else None


def _consistent(found: Difference, rows: dict[str, OfficialRow]) -> bool:
    """True when the printed transfer is what the printed totals differ by."""
    totals, moved = _totals(found, rows), figure(found.theirs)
    if totals is None or moved is None:
        return False
    return totals[1].value - totals[0].value == moved.value


__all__ = ["Difference", "Explained", "explain"]
