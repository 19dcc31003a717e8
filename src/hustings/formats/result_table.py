"""A delimited table of results: one contest, or a column that names many."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hustings.formats.official_sheet import csv_lines
from hustings.formats.result_columns import Columns, columns_of
from hustings.formats.result_numbers import Manner, manner_of, numbers
from hustings.formats.result_page import Line, as_rows
from hustings.formats.result_reading import Reading
from hustings.model.declared import Declared, Stated
from hustings.model.official import figure

WITHIN = 30
"""The column names stand within the first rows of a table."""

ACCOUNT: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for key, pattern in (
        ("seats", r"seats|vacancies|places|to[ _]elect|number[ _]to[ _]elect"),
        ("issued", r"issued|electorate|eligible(?:[ _]voters)?|papers[ _]issued|distributed"),
        (
            "returned",
            r"returned|ballots|ballots[ _](?:returned|cast)|papers|papers[ _]returned|"
            r"total[ _]poll",
        ),
        (
            "invalid",
            r"invalid|rejected|rejected[ _]total|spoil(?:t|ed)|total[ _]rejected|"
            r"ballots[ _]invalid",
        ),
        ("valid", r"valid|valid[ _](?:ballots|papers|poll)|ballots[ _]valid"),
        ("votes", r"total[ _]votes|votes[ _]total|total[ _]valid[ _]votes"),
        ("turnout", r"turnout(?:[ _](?:pct|percent|%))?|turnout %"),
        ("quota", r"quota"),
        ("max_votes", r"max[ _]votes|votes[ _]per[ _](?:paper|ballot|voter|member)"),
    )
)
"""Columns that say something of the contest, repeated on each row or one row a contest."""
_REASON = re.compile(r"^rej(?:ected)?[ _](?!total)(?P<why>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grid:
    """A delimited file: its column names and its rows, each with its line."""

    names: tuple[str, ...]
    at: int
    rows: tuple[tuple[int, list[str]], ...]
    before: tuple[tuple[int, list[str]], ...] = ()


def read_grid(text: str) -> Grid | None:
    """The table, None when the text is none with columns of a result."""
    for delimiter in _delimiters(text):
        lines = _rows(text, delimiter)
        for place, (number, cells) in enumerate(lines[:WITHIN]):
            if len(cells) > 1 and columns_of(as_rows([(number, cells)])[0]):
                names = tuple(c.strip() for c in cells)
                return Grid(names, number, tuple(lines[place + 1 :]), tuple(lines[:place]))
    return None


def _delimiters(text: str) -> list[str]:
    head = text[:8000]
    return sorted((d for d in ",;\t|" if head.count(d) > 1), key=head.count, reverse=True)


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    lines, fault = csv_lines(text, delimiter)
    return [] if fault else lines


def contest_column(grid: Grid) -> int | None:
    """The column that says which contest a row is of; None when all rows are of one."""
    named = [n.casefold().replace(" ", "_") for n in grid.names]
    for word in (
        "contest_id",
        "contest",
        "election_id",
        "election",
        "ward",
        "post",
        "office",
        "position",
        "section",
        "race",
        "seat",
    ):
        if word in named:
            at = named.index(word)
            said = {cells[at].strip() for _, cells in grid.rows if at < len(cells)} - {""}
            if word != "position" or not all(re.fullmatch(r"\d+\w{0,2}=?", s) for s in said):
                return at if said else None
    return None


def read_table(
    grid: Grid, file: str, account: dict[str, list[tuple[str, Stated]]] | None = None
) -> tuple[Declared, ...]:
    """Every contest of a table, in the order of the file; `account` adds figures by contest."""
    at = contest_column(grid)
    groups: dict[str, list[tuple[int, list[str]]]] = {}
    for number, cells in grid.rows:
        key = cells[at].strip() if at is not None and at < len(cells) else ""
        groups.setdefault(key, []).append((number, cells))
    manner = manner_of("\n".join(" ".join(c) for _, c in grid.rows[:2000]))
    header = as_rows([(grid.at, list(grid.names))])[0]
    columns = columns_of(header)
    assert columns is not None
    columns = _without(columns, at)
    before = as_rows(list(grid.before)) if at is None else []
    found = [
        _contest(key, rows, columns, grid, manner, file, (account or {}).get(key, []), before)
        for key, rows in groups.items()
    ]
    return tuple(one for some in found for one in some)


def _without(columns: Columns, at: int | None) -> Columns:
    roles = tuple("" if i == at else r for i, r in enumerate(columns.roles))
    return replace(columns, roles=roles)


def _contest(
    key: str,
    rows: list[tuple[int, list[str]]],
    columns: Columns,
    grid: Grid,
    manner: Manner,
    file: str,
    account: list[tuple[str, Stated]],
    before: Iterable[Line],
) -> tuple[Declared, ...]:
    reading = Reading(manner, file)
    reading.read([replace(line, table=0) for line in before])
    reading.read_under(columns, as_rows(rows))
    if key:
        reading.state.drafts[0].title = key
    found = reading.results()
    stated = [*account, *account_of(grid.names, rows[:1], manner)]
    return (with_account(found[0], stated), *found[1:]) if found and stated else found


def account_of(
    names: tuple[str, ...], rows: list[tuple[int, list[str]]], manner: Manner
) -> list[tuple[str, Stated]]:
    """What the columns of a contest say in its (first) row; reasons as `rejected: why`."""
    found: list[tuple[str, Stated]] = []
    for number, cells in rows:
        for name, cell in zip(names, cells):
            said = numbers(cell.strip(), manner)
            if not said:
                continue
            reason = _REASON.match(name)
            key = next((k for k, pattern in ACCOUNT if pattern.match(name)), "")
            if reason:
                key = "rejected: " + _why(reason["why"])
            if key:
                found.append((key, Stated(said[0].figure, number, name)))
    return found


def _why(column: str) -> str:
    """A reason in words; papers rejected in part are valid for the rest and say so."""
    words = column.replace("_", " ")
    return f"rejected {words}" if words.startswith("in part") else words


def with_account(one: Declared, stated: list[tuple[str, Stated]]) -> Declared:
    """A result with the figures of its contest's row."""
    figures = dict(one.figures)
    rejected = list(one.rejected)
    seats = one.seats
    assumed = list(one.assumed)
    for key, said in stated:
        if key == "seats":
            seats = seats or said
        elif key.startswith("rejected: "):
            rejected.append((key.removeprefix("rejected: "), said))
        else:
            figures.setdefault(key, said)
        if said.said.casefold() == "ballots":
            assumed.append("The column \u201cballots\u201d is read as papers returned.")
    return replace(
        one,
        seats=seats,
        figures=figures,
        rejected=tuple(rejected),
        assumed=tuple(dict.fromkeys(assumed)),
    )


__all__ = [
    "Grid",
    "account_of",
    "contest_column",
    "figure",
    "read_grid",
    "read_table",
    "with_account",
]
