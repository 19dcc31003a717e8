"""Tables that lost their rows when they were copied: one cell a line, put side by side again."""

from __future__ import annotations

import re

from hustings.formats.result_columns import role_of

_FIGURE = re.compile(r"^[+-]?\d[\d,.\s]*(?:%|\(.*\))?$")
_COUNTED = ("votes", "stage", "share")
_BARE = re.compile(r"^\s*\|?(?P<cell>[^|]*?)\|?\s*$")
FEWEST_ROWS = 2

Cell = tuple[int, str]
"""A line's place in the text and what stands in its only cell."""


def rejoined(lines: list[str]) -> list[str]:
    """The lines with rows put together at their first cell; all others as and where they were."""
    cells: list[Cell] = []
    for at, line in enumerate(lines):
        bare = _BARE.match(line) if len(line) < 200 and "\t" not in line else None
        if bare is None or (said := bare["cell"].strip()):
            cells.append((at, said if bare else ""))
    made = list(lines)
    at = 0
    while at < len(cells):
        wide = _head(cells, at)
        rows = _rows(cells, at, wide) if wide else []
        for row in rows if len(rows) > FEWEST_ROWS or _piped(lines, cells[at]) else []:
            for place, _ in row:
                made[place] = ""
            made[row[0][0]] = "\t".join(said for _, said in row)
        at += max(1, wide * len(rows))
    return made


def _piped(lines: list[str], cell: Cell) -> bool:
    """True where pipes around the cell show that a table was cut there."""
    around = lines[max(0, cell[0] - 1) : cell[0] + 2]
    return any("|" in line for line in around)


def _head(cells: list[Cell], at: int) -> int:
    """How many column names begin here; the first may be a title that heads the names."""
    roles = []
    for _, said in cells[at + 1 : at + 12]:
        role = "" if said.isdigit() else role_of(said.strip("#+ :.*") if said[:1] != "#" else said)
        if not role:
            break
        roles.append(role)
    first = cells[at][1]
    named = role_of(first) in ("name", "surname", "first", "slate") or len(roles) > FEWEST_ROWS
    counted = any(role in _COUNTED for role in roles)
    return 1 + len(roles) if named and counted and any(map(str.isalpha, first)) else 0


def _rows(cells: list[Cell], at: int, wide: int) -> list[list[Cell]]:
    """The column names and every whole row below them."""
    names = [said for _, said in cells[at : at + wide]]
    counted = next(i for i, n in enumerate(names) if i and role_of(n.strip("+ ")) in _COUNTED)
    rows = [cells[at : at + wide]]
    while len(row := cells[at + wide * len(rows) : at + wide * (len(rows) + 1)]) == wide:
        name = row[0][1]
        if not any(map(str.isalpha, name)) or not _FIGURE.match(row[counted][1]):
            break
        rows.append(row)
    return rows if len(rows) > 1 else []
