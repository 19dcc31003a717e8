"""Stage columns of a result to one OfficialTable."""

from __future__ import annotations

import re
from dataclasses import replace

from hustings.formats.result_columns import StageCells
from hustings.formats.result_numbers import Manner, Number, numbers
from hustings.model.official import Figure, OfficialRow, OfficialTable, Status

_NOBODY = re.compile(
    r"non.?transferable|not transferable|exhausted|\bNT\b|\bnon-?trans", re.IGNORECASE
)
_LOST = re.compile(
    r"\b(?:rounding|lost (?:by|to|votes)|fractions?|residue|dropped fractions)\b", re.IGNORECASE
)
_STAGE_NO = re.compile(r"(?:stage|count|round|at)\D{0,3}(\d{1,2})|\((\d{1,2})\)", re.IGNORECASE)


def is_nobody(name: str) -> bool:
    """True for a row of votes that no candidate holds."""
    return bool(_NOBODY.search(name) or _LOST.search(name))


def table_of(
    rows: list[StageCells], manner: Manner, title: str, file: str
) -> tuple[OfficialTable | None, list[tuple[int, str]]]:
    """The table and the cells of it that hold no figure, as (line, text)."""
    unread: list[tuple[int, str]] = []
    read = [row_of(row, manner, unread) for row in rows]
    if not read or max(len(r.totals) for r in read) < 2:
        return None, unread
    people = [r for r in read if not is_nobody(r.name)]
    nobody = next((r for r in read if _NOBODY.search(r.name)), None)
    lost = next((r for r in read if _LOST.search(r.name) and r is not nobody), None)
    if not people:
        return None, unread
    stages = max(len(r.totals) for r in read)
    full = [_filled(r, stages) for r in people]
    table = OfficialTable(
        name=title,
        file=file,
        shape="text",
        rows=tuple(full),
        non_transferable=_filled(nobody, stages) if nobody else None,
        lost=_filled(lost, stages) if lost else None,
    )
    return table, unread


def _filled(row: OfficialRow, stages: int) -> OfficialRow:
    blank = (None,) * (stages - len(row.totals))
    return replace(row, totals=(*row.totals, *blank), transfers=(*row.transfers, *blank))


def row_of(row: StageCells, manner: Manner, unread: list[tuple[int, str]]) -> OfficialRow:
    """One row; cells with figures that could not be read go to `unread`."""
    totals: list[Figure | None] = []
    transfers: list[Figure | None] = []
    moved: Figure | None = None
    for role, cell in row.cells:
        found = [n for n in numbers(cell, manner) if n.kind == "count"]
        if cell.strip(" -\u2013\u2014.") and not found and not _word(cell):
            unread.append((row.line, cell))
        if role == "transfer":
            moved = found[0].figure if found else None
            continue
        total, inside = _cell(found)
        totals.append(total)
        transfers.append(inside or moved)
        moved = None
    status, stage = _status(row)
    return OfficialRow(
        name=row.name.strip(),
        line=row.line,
        totals=tuple(totals),
        transfers=tuple(transfers),
        party=row.party,
        status=status,
        stage=stage,
    )


def _cell(found: list[Number]) -> tuple[Figure | None, Figure | None]:
    """The total and the transfer of a cell such as `+12.00 146.00` or `146 (+12)`."""
    signed = [n.figure for n in found if n.signed]
    plain = [n.figure for n in found if not n.signed]
    return (plain[0] if plain else None), (signed[0] if signed else None)


def _word(cell: str) -> bool:
    return bool(
        re.search(r"elected|excluded|eliminated|withdrawn|out\b", cell, re.IGNORECASE)
    ) or not any(map(str.isdigit, cell))


def _status(row: StageCells) -> tuple[Status, int | None]:
    """What the row says became of the candidate, and at which stage where it says that."""
    said = [row.status, *(cell for _, cell in row.cells)]
    for place, text in enumerate(said):
        low = text.casefold()
        kind: Status = ""
        if re.search(r"excluded|eliminated", low):
            kind = "excluded"
        elif re.search(r"not elected|unsuccessful|runner", low):
            kind = "not elected"
        elif "elected" in low or re.search(r"[\u2713\u2714\u2705]", text):
            kind = "elected"
        if kind:
            number = _STAGE_NO.search(text)
            stage = int(number[1] or number[2]) if number and place == 0 else None
            return kind, stage
    return "", None
