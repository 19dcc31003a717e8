"""Bytes of one CSV table to drafts of rows, with every problem found on the way."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hustings.errors import Problem
from hustings.formats.kinds import TEXT, CellError, shown
from hustings.formats.schema import Column, Table

SIZE_LIMIT = 64 * 1024 * 1024
PROBLEM_LIMIT = 1000
_BOM = b"\xef\xbb\xbf"
_AS_UTF8 = "Open it in your editor or spreadsheet and save it as UTF-8 (CSV UTF-8)."


@dataclass(slots=True)
class Draft:
    """A row under way: its line, its key, and what its cells say by field of the noun."""

    line: int
    key: tuple[str, ...]
    values: dict[str, Any]


@dataclass(slots=True)
class Sheet:
    """A table as read. `keys` holds the key cells of every row, sound or not.

    `readable` is False when the file as a whole could not be used, so that other tables' references
    to it are not judged by it.
    """

    table: Table
    present: bool = False
    readable: bool = True
    drafts: list[Draft] = field(default_factory=list)
    keys: set[tuple[str, ...]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)

    def report(self, line: int, code: str, message: str, next_step: str) -> None:
        """Note an error of this file."""
        self._note(Problem(self.table.file, line, code, message, next_step))

    def warn(self, line: int, code: str, message: str, next_step: str) -> None:
        """Note something that leaves the file usable."""
        self._note(Problem(self.table.file, line, code, message, next_step, "warning"))

    def _note(self, problem: Problem) -> None:
        """Keep the first PROBLEM_LIMIT of a level, then say that there are more."""
        self.found[problem.level] += 1
        if self.found[problem.level] <= PROBLEM_LIMIT:
            self.problems.append(problem)
        elif self.found[problem.level] == PROBLEM_LIMIT + 1:
            message = f"more than {PROBLEM_LIMIT} {problem.level}s; no more are listed"
            more = replace(problem, code="too-many", message=message, next_step="Mend these first.")
            self.problems.append(more)

    @property
    def full(self) -> bool:
        """True when no more errors are listed."""
        return self.found["error"] > PROBLEM_LIMIT


def read_bytes(path: Path, file: str, limit: int = SIZE_LIMIT) -> bytes | Problem:
    """The file's bytes, or why they cannot be had; one above `limit` bytes is refused unread."""
    try:
        if not path.is_file():
            return Problem(file, 0, "not-a-file", "this is not a plain file", "Put a file there.")
        size = path.stat().st_size
        if size > limit:
            message = f"{size / 2**20:.0f} MiB is above the limit of {limit // 2**20} MiB"
            step = "Check that this is the right file; split the record if it is."
            return Problem(file, 0, "too-large", message, step)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Problem(file, 0, "unreadable", f"cannot be read: {reason}", "Check its permissions.")


def decode(data: bytes, file: str) -> str | Problem:
    """UTF-8 text without its byte order mark, or where it stops being that."""
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02X} at position {error.start} is not UTF-8"
        return Problem(file, line, "wrong-encoding", message, _AS_UTF8)
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        return Problem(file, line, "nul-byte", "a NUL byte stands in the text", _AS_UTF8)
    return text


def read_table(folder: Path, table: Table) -> Sheet:
    """Read one table of the folder; an absent one is an empty sheet."""
    sheet = Sheet(table)
    path = folder / table.file
    if not os.path.lexists(path):
        if table.required:
            sheet.readable = False
            sheet.report(0, "missing-file", "the file is not there", f"Add {table.file}.")
        return sheet
    sheet.present = True
    data = read_bytes(path, table.file)
    text = data if isinstance(data, Problem) else decode(data, table.file)
    if isinstance(text, Problem):
        sheet.readable = False
        sheet.problems.append(text)
    else:
        _read_text(sheet, text)
    return sheet


def _read_text(sheet: Sheet, text: str) -> None:
    lines = _lines(sheet, text)
    header = next(lines, None)
    if header is None:
        sheet.readable = False
        sheet.report(
            0, "empty-file", "the file is empty", "Add a line of column names, or remove it."
        )
        return
    names = [cell.strip() for cell in header[1]]
    if not _header_is_sound(sheet, header[0], names):
        sheet.readable = False
        return
    reader = _RowReader(sheet, names)
    for line, cells in lines:
        reader.read(line, cells)
        if sheet.full:
            sheet.readable = False
            return
    reader.close()


def _lines(sheet: Sheet, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that says anything, with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            step = "Close every quote; write a quote inside a quoted cell twice."
            sheet.report(line, "broken-quotes", f"not a CSV row: {error}", step)
            if sheet.full:
                return
            continue
        if any(cells):
            yield line, cells


def _header_is_sound(sheet: Sheet, line: int, names: list[str]) -> bool:
    known = {column.name for column in sheet.table.columns}
    first = names[0] if names else ""
    if len(names) == 1 and any(mark in first for mark in ";\t|"):
        message = f"the columns are not separated by commas: {shown(first)}"
        sheet.report(line, "wrong-separator", message, "Save the file as comma-separated values.")
        return False
    sound = True
    for column in sheet.table.columns:
        if column.required and column.name not in names:
            sound = False
            message = f"column {column.name!r} is missing"
            sheet.report(line, "missing-column", message, f"Add the column: {column.doc}.")
    for name in dict.fromkeys(names):
        if names.count(name) > 1 and name in known:
            sound = False
            message = f"column {shown(name)} is there twice"
            sheet.report(line, "duplicate-column", message, "Keep one of them.")
        elif name not in known:
            message = f"column {shown(name)} is not part of the table and is not read"
            step = "Rename it if a known column was meant, or leave it."
            sheet.warn(line, "unknown-column", message, step)
    return sound


class _RowReader:
    """Reads the rows under one header; the plan of columns is made once."""

    def __init__(self, sheet: Sheet, names: list[str]) -> None:
        by_name = {c.name: c for c in sheet.table.columns if not c.ignored}
        self.sheet = sheet
        self.width = len(names)
        self.blanks = sheet.table.blanks()
        self.plan: list[tuple[int, Column, str, bool]] = [
            (place, by_name[name], by_name[name].target, by_name[name].kind is TEXT)
            for place, name in enumerate(names)
            if name in by_name
        ]
        self.key_places = [names.index(k) if k in names else -1 for k in sheet.table.keys]
        self.key_fields = sheet.table.key_fields()
        self.seen: dict[tuple[str, ...], int] = {}
        self.unsourced: list[int] = []

    def read(self, line: int, cells: list[str]) -> None:
        """Read one row into a draft, or note why it cannot be."""
        sheet = self.sheet
        sheet.keys.add(
            tuple([cells[p].strip() if 0 <= p < len(cells) else "" for p in self.key_places])
        )
        if len(cells) != self.width:
            message = f"{len(cells)} cells where the header has {self.width}"
            step = "Put cells that hold a comma in quotes; fill up with empty cells."
            sheet.report(line, "ragged-row", message, step)
            return
        values: dict[str, Any] = dict(self.blanks)
        before = sheet.found["error"]
        for place, column, target, is_text in self.plan:
            cell = cells[place].strip()
            if cell and is_text:
                values[target] = cell
            elif cell:
                try:
                    values[target] = column.kind.read(cell)
                except CellError as error:
                    message = f"{column.name}: {error}"
                    sheet.report(line, error.code, message, error.next_step)
            elif column.required:
                message = f"{column.name} is empty"
                sheet.report(line, "missing-value", message, f"Fill it in: {column.doc}.")
        if sheet.found["error"] == before:
            key = tuple([str(values.get(name, "")) for name in self.key_fields])
            self._keep(Draft(line, key, values))

    def _keep(self, draft: Draft) -> None:
        first = self.seen.setdefault(draft.key, draft.line)
        if first != draft.line:
            message = f"the same row as line {first} ({', '.join(k for k in draft.key if k)})"
            step = f"Keep one: rows differ by {', '.join(self.sheet.table.keys)}."
            self.sheet.report(draft.line, "duplicate-row", message, step)
            return
        if not draft.values.get("source"):
            self.unsourced.append(draft.line)
        self.sheet.drafts.append(draft)

    def close(self) -> None:
        """Say once how many rows name no source."""
        if self.unsourced:
            message = f"{len(self.unsourced)} row(s) name no source, the first here"
            step = "Fill the column `source`: where does the row come from?"
            self.sheet.warn(self.unsourced[0], "no-source", message, step)
