"""A sheet of `Round 1 ... Round n`, three columns a round, as Portland's counties publish it."""

from __future__ import annotations

import re
from dataclasses import replace

from hustings.formats.official_sheet import Row, Sheet, number
from hustings.formats.official_table import table_of
from hustings.model.official import Figure, OfficialRow, OfficialTable, Status

_ROUND = re.compile(r"round (\d{1,3})")
_THRESHOLD = re.compile(r"([\d,]+(?:\.\d+)?) votes")
WITHIN = 20
"""The line of rounds stands within the first lines of the sheet."""


def fits(sheet: Sheet) -> bool:
    """True when an early line reads `Round 1`, `Round 2`, ..."""
    return _begin(sheet) is not None


def _begin(sheet: Sheet) -> int | None:
    for at, (_, cells) in enumerate(sheet.lines[:WITHIN]):
        said = [c.strip().casefold() for c in cells]
        if "round 1" in said and "candidate" not in said and not said[0]:
            return at
    return None


def groups(sheet: Sheet) -> dict[str, list[Row]]:
    """The sheet holds one contest; its rows are read by column, not by name."""
    return {_title(sheet): []}


def table(sheet: Sheet, key: str, rows: list[Row]) -> OfficialTable | None:
    """The one table of the sheet."""
    del rows
    at = _begin(sheet)
    assert at is not None
    rounds = _rounds(sheet, at)
    if sorted(rounds) != list(range(1, len(rounds) + 1)):
        message = "the rounds are not numbered from 1 up"
        sheet.report(sheet.lines[at][0], "bad-stages", message, "Check the line of rounds.")
        return None
    elected: dict[str, int] = {}
    defeated: dict[str, int] = {}
    made: list[OfficialRow] = []
    for line, cells in sheet.lines[at + 1 :]:
        said = cells[0].strip()
        if said.casefold().startswith("met threshold"):
            elected = _named(cells, rounds)
        elif said.casefold() == "defeated":
            defeated = _named(cells, rounds)
        elif said and _cell(cells, rounds[1]):
            made.append(_row(sheet, line, cells, rounds))
    marked = [_marked(row, elected, defeated) for row in made]
    facts = {"quota": _quota(sheet, at)}
    return table_of(sheet, key, "a sheet of rounds", marked, facts)


def _rounds(sheet: Sheet, at: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for column, text in enumerate(sheet.lines[at][1]):
        if said := _ROUND.fullmatch(text.strip().casefold()):
            found[int(said[1])] = column
    return found


def _cell(cells: list[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def _named(cells: list[str], rounds: dict[int, int]) -> dict[str, int]:
    return {
        name.strip(): stage
        for stage, column in rounds.items()
        for name in _cell(cells, column).split(";")
        if name.strip()
    }


def _row(sheet: Sheet, line: int, cells: list[str], rounds: dict[int, int]) -> OfficialRow:
    totals: list[Figure | None] = []
    transfers: list[Figure | None] = [None]
    for stage, column in sorted(rounds.items()):
        totals.append(number(sheet, line, f"round {stage}", _cell(cells, column)))
        if stage + 1 in rounds:
            moved = _cell(cells, column + 2)
            transfers.append(number(sheet, line, f"votes transferred after {stage}", moved))
    return OfficialRow(
        name=cells[0].strip(), line=line, totals=tuple(totals), transfers=tuple(transfers)
    )


def _marked(row: OfficialRow, elected: dict[str, int], defeated: dict[str, int]) -> OfficialRow:
    status: Status = (
        "elected" if row.name in elected else "excluded" if row.name in defeated else ""
    )
    return replace(row, status=status, stage=elected.get(row.name) or defeated.get(row.name))


def _quota(sheet: Sheet, at: int) -> Figure | None:
    for line, cells in sheet.lines[:at]:
        if "threshold" in cells[0].casefold() and (said := _THRESHOLD.search(" ".join(cells[1:]))):
            return number(sheet, line, "threshold", said[1])
    return None


def _title(sheet: Sheet) -> str:
    for _, cells in sheet.lines[:WITHIN]:
        if cells[0].strip().casefold() == "contest" and len(cells) > 1:
            return cells[1].strip()
    return sheet.path.stem
