"""What holding a count against the official table came to, for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hustings.report import words
from hustings.report.blocks import Table, table
from hustings.report.count_numbers import grouped

if TYPE_CHECKING:
    from hustings.auditing.against import Comparison
    from hustings.auditing.explaining import Difference

SHOWN = 30
"""Differences printed on a page; all of them are in JSON."""


@dataclass(frozen=True, slots=True)
class OfficialBlock:
    """Agrees or differs, in a sentence and as `36 of 36`; then the cells that differ."""

    agrees: bool
    score: str
    sentence: str
    differences: Table | None
    known: Table | None
    notes: tuple[str, ...]


def official_block(made: Comparison) -> OfficialBlock:
    """The comparison ready to print."""
    return OfficialBlock(
        agrees=made.agrees,
        score=f"{made.agreeing:,} of {made.cells:,}",
        sentence=_sentence(made),
        differences=_cells("differences", "Cells that differ", made.differences),
        known=_cells("known", "Known faults of the official table", made.known),
        notes=tuple(words.sentence(note) for note in (*made.notes, *_rounded(made))),
    )


def _sentence(made: Comparison) -> str:
    """`The official table agrees: 36 of 36 cells.`"""
    name = f" ({made.table})" if made.table else ""
    return f"The official table{name} {made}."


def _rounded(made: Comparison) -> list[str]:
    if not made.rounded:
        return []
    cells = words.capital(words.counted(len(made.rounded), "cell"))
    return [f"{cells} printed to fewer places there than counted here; rounded, the two agree"]


def _cells(name: str, caption: str, found: Sequence[Difference]) -> Table | None:
    if not found:
        return None
    why = any(d.why for d in found)
    heads = ["Candidate", ">Stage", "Column", ">Here", ">Official", *(["Why"] if why else [])]
    rows = [
        [
            d.candidate or "(the contest)",
            str(d.stage) if d.stage else "–",
            d.column,
            grouped(d.ours) or "nothing",
            grouped(d.theirs) or "nothing",
            *([d.why] if why else []),
        ]
        for d in found[:SHOWN]
    ]
    left = len(found) - len(rows)
    note = f"And {words.counted(left, 'more cell')}, in JSON." if left > 0 else ""
    return table(name, caption, heads, rows, note=note)
