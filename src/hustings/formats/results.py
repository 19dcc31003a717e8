"""Published results of any layout to what they state: the front door of `hustings check`."""

from __future__ import annotations

import re
from pathlib import Path

from hustings.errors import InputError, Problem
from hustings.formats.result_cells import rejoined
from hustings.formats.result_columns import role_of
from hustings.formats.result_html import html_lines, looks_like_html
from hustings.formats.result_many import read_many
from hustings.formats.result_numbers import manner_of
from hustings.formats.result_official import fits_official, read_official_results
from hustings.formats.result_openstv import read_sheets
from hustings.formats.result_page import Line, lines_of, plain_lines
from hustings.formats.result_reading import Reading
from hustings.formats.result_record import of_record
from hustings.formats.result_sheet import with_sheet
from hustings.formats.result_table import Grid, contest_column, read_grid, read_table
from hustings.formats.result_toml import looks_like_toml, parse_json, parse_toml
from hustings.formats.tables import decode, read_bytes
from hustings.formats.wrong_kinds import wrong_kind
from hustings.model.declared import Declared

SIZE_LIMIT = 2 * 1024 * 1024
LINE_LIMIT = 20_000
_REFUSAL = "no result can be read"
_HOW = (
    'Write one candidate a line with the votes ("Ann Lee 1,234 elected"), and lines such as '
    '"Papers returned 5,000", "Invalid 12", "Valid 4,988", "Seats 2".'
)


def read_results(path: Path | str) -> tuple[Declared, ...]:
    """Every contest a file states: .txt .md .html .csv .tsv .toml .json, told by content.

    Raises InputError with every problem when nothing in it is a result.
    """
    place = Path(path)
    data = read_bytes(place, place.name)
    text = data if isinstance(data, Problem) else _text(data, place.name)
    if isinstance(text, Problem):
        raise InputError(_REFUSAL, [text])
    if _is_count(text):
        return read_official_results(place)
    if place.suffix.casefold() in (".csv", ".tsv", ".txt") and fits_official(text, place.name):
        return read_official_results(place)
    return parse_results(text, place.name)


def _text(data: bytes, name: str) -> str | Problem:
    """The file as text, or what it is instead and how to have its text."""
    kind = wrong_kind(data)
    if kind and kind[0] != "a web page":
        step = "Copy the cells or the text and paste them into hustings check -, or save as CSV."
        return Problem(name, 0, "wrong-kind", f"the file is {kind[0]}", step)
    return decode(data, name)


def _is_count(text: str) -> bool:
    """True for hustings' own count.json."""
    return text.lstrip()[:1] == "{" and all(
        f'"{k}"' in text for k in ("stages", "elected", "seats")
    )


def parse_results(text: str, name: str) -> tuple[Declared, ...]:
    """Every contest a pasted text states; `name` is what to call the text in problems.

    Raises InputError with every problem when nothing in it is a result.
    """
    _refuse_size(text, name)
    if name.casefold().endswith(".toml") or looks_like_toml(text):
        return parse_toml(text, name)
    if name.casefold().endswith(".json") or text.lstrip()[:1] in ("{", "["):
        return _of_json(text, name)
    if (found := _of_tables(text, name)) is not None:
        return found
    found = _of_sheets(text, name) or _of_lines(_lines(text), name)
    if not found:
        message = "no candidate with votes and no paper account is in it"
        raise InputError(_REFUSAL, [Problem(name, 0, "no-result", message, _HOW)])
    return found


def _of_json(text: str, name: str) -> tuple[Declared, ...]:
    """JSON, unless a text only begins like it."""
    try:
        return parse_json(text, name)
    except InputError as refused:
        plain = refused.problems[0].code == "not-json" and not name.casefold().endswith(".json")
        found = _of_lines(plain_lines(text), name) if plain else ()
        if not found:
            raise
        return found


def _of_tables(text: str, name: str) -> tuple[Declared, ...] | None:
    """The contests of a delimited table, None when the text is none."""
    if looks_like_html(text):
        return None
    grid = read_grid(text)
    named = name.casefold().endswith((".csv", ".tsv"))
    if grid is None or not (named or (_even(grid) and not _titled(grid))):
        return None
    return read_table(grid, name) or None


def _titled(grid: Grid) -> bool:
    """True when a contest's title stands where the names' column should have its own."""
    first = grid.names[0]
    return bool(first) and not role_of(first) and contest_column(grid) is None


def _even(grid: Grid) -> bool:
    """True when every row has about as many cells as there are columns: a table, not prose."""
    width = len(grid.names)
    good = sum(abs(len(cells) - width) <= 1 for _, cells in grid.rows)
    return not grid.before and good * 10 >= len(grid.rows) * 9 and bool(grid.rows)


def _lines(text: str) -> list[Line]:
    if looks_like_html(text):
        return html_lines(text)
    return plain_lines("\n".join(rejoined(lines_of(text))))


def _of_sheets(text: str, name: str) -> tuple[Declared, ...]:
    """The contests of a text with one count sheet of OpenSTV or OpaVote, empty without one."""
    shown = [line.raw for line in html_lines(text)] if looks_like_html(text) else lines_of(text)
    sheets = read_sheets(shown)
    if len(sheets) != 1:
        return ()
    taken = set(sheets[0].lines)
    rest = "\n".join("" if i in taken else line for i, line in enumerate(shown))
    told = [
        s for s in rest.splitlines() if re.search(r"\belected\b|\bwinners?\b", s, re.IGNORECASE)
    ]
    return (with_sheet(_of_lines(plain_lines(rest), name), sheets[0], told, name),)


def _of_lines(lines: list[Line], name: str) -> tuple[Declared, ...]:
    manner = manner_of("\n".join(line.text for line in lines))
    reading = Reading(manner, name)
    reading.read(lines)
    return reading.results()


def _refuse_size(text: str, name: str) -> None:
    if len(text) > SIZE_LIMIT:
        message = (
            f"{len(text) / 2**20:.0f} MiB of text is above the limit of {SIZE_LIMIT // 2**20} MiB"
        )
        raise InputError(_REFUSAL, [Problem(name, 0, "too-large", message, "Cut out the result.")])
    lines = text.count("\n")
    if lines > LINE_LIMIT:
        message = f"{lines:,} lines are more than {LINE_LIMIT:,}"
        raise InputError(_REFUSAL, [Problem(name, 0, "too-long", message, "Cut out the result.")])


__all__ = ["of_record", "parse_results", "read_many", "read_results"]
