"""A CSV of figures as rows with their lines, problems gathered on the way."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from hustings.errors import InputError, Problem
from hustings.model.official import Figure, figure


@dataclass
class Sheet:
    """A CSV file as read; problems gather here and are raised together by `refuse`."""

    path: Path
    lines: list[tuple[int, list[str]]]
    problems: list[Problem] = field(default_factory=list)
    begins: int = 0

    @property
    def header(self) -> list[str]:
        """The column names, in small letters."""
        return [c.strip().casefold() for c in self.lines[self.begins][1]] if self.lines else []

    @property
    def header_line(self) -> int:
        """The line of the column names."""
        return self.lines[self.begins][0] if self.lines else 0

    @property
    def rows(self) -> list[Row]:
        """The rows below the header."""
        header = self.header
        return [
            Row(self, line, dict(zip(header, cells)))
            for line, cells in self.lines[self.begins + 1 :]
        ]

    def report(self, line: int, code: str, message: str, next_step: str) -> None:
        """Note an error."""
        self.problems.append(Problem(self.path.name, line, code, message, next_step))

    def check_cells(self) -> None:
        """Note columns named twice, and rows with more cells than there are columns."""
        header = self.header
        for name in sorted({n for n in header if n and header.count(n) > 1}):
            message = f"column {name} stands {header.count(name)} times"
            self.report(self.header_line, "doubled-column", message, "Keep one of them.")
        for line, cells in self.lines[self.begins + 1 :]:
            if any(cell.strip() for cell in cells[len(header) :]):
                message = f"{len(cells)} cells under {len(header)} columns"
                step = 'Put a name with a comma in quotes: "SURNAME, First".'
                self.report(line, "too-many-cells", message, step)

    def refuse(self, message: str) -> None:
        """Raise InputError when there are problems."""
        if self.problems:
            raise InputError(message, self.problems)

    def one_of(self, *names: str) -> str:
        """The first of these columns that is there, else an empty text."""
        return next((n for n in names if n in self.header), "")


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column name; an absent column reads as an empty text."""

    sheet: Sheet
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def number(self, column: str) -> Figure | None:
        """The figure in a cell, None where it is blank; anything else is a problem."""
        return number(self.sheet, self.line, column, self[column])

    def whole(self, column: str) -> int | None:
        """A whole number in a cell, None where it is blank; anything else is a problem."""
        found = self.number(column)
        if found is None:
            return None
        if found.value.denominator != 1 or found.value < 0:
            step = "Write a whole number, or leave it blank."
            self.sheet.report(
                self.line, "not-whole", f"{column} is {self[column]!r}, not a whole number", step
            )
            return None
        return int(found.value)


def number(sheet: Sheet, line: int, column: str, text: str) -> Figure | None:
    """The figure a cell holds, None where it is blank; anything else is a problem."""
    if not text or text == "-":
        return None
    found = figure(text)
    if found is None:
        step = "Write digits with a decimal point, as in 1408.35, or leave the cell blank."
        sheet.report(line, "not-a-number", f"{column} is {text[:40]!r}, not a number", step)
    return found


def read_sheet(path: Path, text: str) -> Sheet:
    """The lines of a CSV that say anything, with their numbers."""
    lines, fault = _lines(text)
    sheet = Sheet(path, lines)
    if fault:
        at = lines[-1][0] + 1 if lines else 1
        sheet.report(at, "bad-csv", f"not CSV from here: {fault}", "Save it again as CSV.")
    if len(sheet.lines) < 2 and not sheet.problems:
        sheet.report(0, "empty-file", "no rows below the column names", "Check the file.")
    return sheet


@lru_cache(maxsize=4)
def _lines(text: str) -> tuple[list[tuple[int, list[str]]], str]:
    """`csv_lines`, kept, as one file may serve hundreds of counts."""
    return csv_lines(text, _delimiter(text))


def csv_lines(text: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], str]:
    """The rows that say anything with the line each begins on, and the fault that ended them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[tuple[int, list[str]]] = []
    at = 1
    try:
        for cells in reader:
            if any(c.strip() for c in cells):
                lines.append((at, cells))
            at = reader.line_num + 1
    except csv.Error as fault:
        return lines, str(fault)
    return lines, ""


def _delimiter(text: str) -> str:
    head = text[:4000]
    return max(",;\t", key=head.count)
