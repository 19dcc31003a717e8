"""Rows of tables, marked up or aligned: candidates, account rows, stages."""

from __future__ import annotations

import re
from dataclasses import replace

from hustings.formats.result_account import Said
from hustings.formats.result_candidate import is_name
from hustings.formats.result_columns import (
    Columns,
    columns_of,
    name_in,
    read_cells,
    role_of,
    stage_cells,
)
from hustings.formats.result_heads import REFUSED
from hustings.formats.result_numbers import numbers
from hustings.formats.result_page import Line
from hustings.formats.result_stages import is_nobody
from hustings.formats.result_state import State
from hustings.formats.result_take_rows import take_account
from hustings.formats.result_take_words import take_text
from hustings.formats.result_words import elected_of, label_of
from hustings.model.declared import Stated

_TOTAL = re.compile(r"^\W*(?:totals?|sum|check|quota)\b", re.IGNORECASE)


def take_header(state: State, line: Line) -> bool:
    """Column names: of a marked-up table, once for each table; in running text, anywhere."""
    if line.table and state.columns is not None and state.columns.table == line.table:
        return False
    columns = columns_of(line)
    if columns is None or (not line.table and not columns.stages and state.counts_in(line)):
        return False
    state.settle()
    _title_with_seats(state, line)
    head = line.cells[columns.roles.index("name")] if "name" in columns.roles else ""
    if not line.table and head and not role_of(head):
        title = replace(line, text=head, cells=(head,))
        (state.titled if state.draft.empty else state.open)(title)
    state.open_waiting()
    state.columns, state.refused = columns, False
    state.section = None if line.table else state.section
    return True


def _title_with_seats(state: State, line: Line) -> None:
    """`Northern ward (3)` right above column names is a title with its seats."""
    draft = state.draft
    one = draft.standings[-1] if draft.standings else None
    if (
        one is None
        or one.line != line.number - 1
        or one.votes is None
        or one.votes.figure.value > 50
    ):
        return
    if one.slate or one.elected is not None or one.share is not None:
        return
    draft.drop_last()
    state.settle()
    title = replace(line, number=one.line, text=one.name, cells=(one.name,))
    (state.open if draft.standings else state.titled)(title)
    state.draft.said.append((one.line, Said("seats", one.votes.figure, one.name)))
    state.draft.note(f"\u201c({one.votes.text})\u201d above the column names is read as seats.")


def take_columns(state: State, line: Line) -> bool:
    """A row under column names."""
    if "\t" in line.raw and state.columns is not None:
        short = len(state.columns.roles) - len(line.cells)
        line = replace(line, cells=(*line.cells, *[""] * short)) if len(line.cells) > 1 else line
    columns = _columns_for(state, line)
    if columns is None:
        return False
    name = name_in(columns, line.cells)
    if columns.stages > 1:
        return _stage_row(state, columns, line, name)
    if not name or label_of(name) is not None or REFUSED.search(name):
        return take_account(state, line) or take_text(state, line)
    row = read_cells(columns, line, state.manner)
    if row is None:
        return False
    standing = row.standing
    if standing.votes is None and standing.elected is None and not row.star:
        at = columns.at("votes")
        blank = at is not None and at < len(line.cells)
        if not (line.table and blank and is_name(name)):
            return False
    state.draft.add(row, state.section, line.bold)
    _miss(state, columns, line)
    return True


def _columns_for(state: State, line: Line) -> Columns | None:
    """The columns, where a row has as many cells; a mark at the end of a row needs no column."""
    columns = state.columns
    if columns is None or line.table != columns.table:
        return None
    if line.table or len(line.cells) == len(columns.roles):
        return columns
    more = len(line.cells) == len(columns.roles) + 1 and "elected" not in columns.roles
    if more and elected_of(line.cells[-1]) is not None:
        return replace(columns, roles=(*columns.roles, "elected"))
    return None


def _miss(state: State, columns: Columns, line: Line) -> None:
    """A votes cell whose figure could not be read is not dropped."""
    at = columns.at("votes")
    cell = line.cells[at] if at is not None and at < len(line.cells) else ""
    if any(map(str.isdigit, cell)) and not numbers(cell, state.manner):
        state.draft.miss(line.number, line.text)


def _stage_row(state: State, columns: Columns, line: Line, name: str) -> bool:
    """A candidate's stages, votes nobody holds, or a total (of which the first is kept)."""
    cells = stage_cells(columns, line)
    first = next((cell for role, cell in cells.cells if role == "stage"), "")
    if not any(numbers(cell, state.manner) for _, cell in cells.cells):
        return take_text(state, line)
    if _TOTAL.match(name) or (label_of(name) is not None and not is_nobody(name)):
        return take_account(state, replace(line, text=f"{name}  {first}"))
    state.draft.stage_rows.append(cells)
    if is_nobody(name):
        return True
    row = read_cells(columns, line, state.manner)
    if row is None:
        state.draft.miss(line.number, line.text)
        return True
    found = [n for n in numbers(first, state.manner) if n.kind == "count"]
    votes = Stated(found[0].figure, line.number, "first preferences") if found else None
    marks = any(re.search(r"\belected\b", cell, re.IGNORECASE) for _, cell in cells.cells)
    mark = row.standing.elected if row.standing.elected is not None else marks or None
    standing = replace(row.standing, votes=votes, elected=mark)
    state.draft.add(replace(row, standing=standing), None, line.bold)
    return True
