"""Categories of people, from a table or by name, and the ranges asked of them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from hustings.errors import InputError, Problem
from hustings.model.constraints import PaperRange, SeatRange

YES = {"yes", "true", "1", "y"}


@dataclass(frozen=True, slots=True)
class Category:
    """One value of a column: the candidates who have it, and how many continuing members do."""

    value: str
    members: frozenset[str]
    continuing: int


def read_categories(path: Path, column: str, value: str = "") -> tuple[Category, ...]:
    """Every value of a column, or the one asked for, in order of value.

    The table has a heading, names in the column `name` (else the first), and may say `yes` in a
    column `continuing` for members who do not stand and stay. Columns are found whatever their
    case. InputError with every fault.
    """
    heading, rows = _read(path)
    problems = []
    asked, column = column, _heading(heading, column) or column
    if column not in heading:
        near = get_close_matches(asked, heading, n=1) or heading
        step = f"Use one of: {', '.join(near)}."
        problems.append(Problem(path.name, 1, "no-column", f"no column {asked!r}", step))
    named = _heading(heading, "name") or heading[0]
    seen: dict[str, int] = {}
    for line, row in rows:
        name = (row.get(named) or "").strip()
        if not name or name in seen:
            said = f"{name!r} is there twice" if name else "a row without a name"
            step = "Give each person one row."
            problems.append(Problem(path.name, line, "bad-person", said, step))
        seen[name] = line
    if problems:
        raise InputError("the people cannot be read", problems)
    found = [_category(rows, named, column, v) for v in _values(rows, column, value)]
    if value and not found[0].members and not found[0].continuing:
        near = get_close_matches(value, _values(rows, column, ""), n=2)
        step = f"Did you mean {' or '.join(near)}?" if near else "Check the value."
        said = f"nobody has {column} {value!r}"
        raise InputError(
            "the people cannot be read", [Problem(path.name, 0, "no-value", said, step)]
        )
    return tuple(found)


def people(path: Path) -> frozenset[str]:
    """Everyone the table has a row for."""
    heading, rows = _read(path)
    named = _heading(heading, "name") or heading[0]
    return frozenset(_cell(row, named) for _, row in rows) - {""}


def _heading(heading: Sequence[str], name: str) -> str | None:
    """A column's name as the table writes it, whatever its case."""
    if name in heading:
        return name
    return next((h for h in heading if h.casefold() == name.casefold()), None)


Rows = list[tuple[int, dict[str, str]]]


def _read(path: Path) -> tuple[list[str], Rows]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            heading = [h.strip() for h in table.fieldnames or []]
            table.fieldnames = heading
            rows = [(table.line_num, row) for row in table]
    except FileNotFoundError as fault:
        problem = Problem(path.name, 0, "no-file", f"there is no {path.name}", "Check the path.")
        raise InputError("the people cannot be read", [problem]) from fault
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        problem = Problem(path.name, 0, "unreadable", str(fault), "Save it as UTF-8 CSV.")
        raise InputError("the people cannot be read", [problem]) from fault
    if not heading or not rows:
        problem = Problem(path.name, 1, "empty", "no heading or no rows", "Give a heading: name,…")
        raise InputError("the people cannot be read", [problem])
    return heading, rows


def _values(rows: Rows, column: str, value: str) -> list[str]:
    return [value] if value else sorted({_cell(row, column) for _, row in rows} - {""})


def _cell(row: dict[str, str], column: str) -> str:
    return (row.get(column) or "").strip()


def _category(rows: Rows, named: str, column: str, value: str) -> Category:
    inside = [row for _, row in rows if _cell(row, column) == value]
    stays = _heading(list(rows[0][1]), "continuing") or "continuing"
    staying = [row for row in inside if _cell(row, stays).lower() in YES]
    members = frozenset(_cell(row, named) for row in inside if row not in staying)
    return Category(value, members, len(staying))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a category; `each` when the name goes on with the category's value."""

    name: str
    at_least: int
    at_most: int | None
    continuing: int | None
    clause: str
    each: bool = False

    def named(self, category: Category) -> str:
        """The constraint's name for one category."""
        return f"{self.name} {category.value}" if self.each else self.name


def seat_range(category: Category, asked: Asked) -> SeatRange:
    """A range of seats for one category."""
    stated = asked.continuing
    return SeatRange(
        name=asked.named(category),
        members=category.members,
        at_least=asked.at_least,
        at_most=asked.at_most,
        continuing=category.continuing if stated is None else stated,
        clause=asked.clause,
    )


def paper_range(category: Category, asked: Asked) -> PaperRange:
    """A range of marks on a paper for one category."""
    return PaperRange(
        name=asked.named(category),
        members=category.members,
        at_least=asked.at_least,
        at_most=asked.at_most,
        clause=asked.clause,
    )
