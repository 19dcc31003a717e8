"""Reads a record folder: record.toml beside CSV tables, to a Record and every problem found."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from hustings.errors import Problem
from hustings.formats.checks import check
from hustings.formats.known_from import DERIVATIONS, NAMING, Calendar, Derivation
from hustings.formats.schema import TABLES
from hustings.formats.tables import Sheet, decode, read_bytes, read_table
from hustings.model import Record, Row
from hustings.model.dates import PartialDate

HEAD = "record.toml"
HEAD_LIMIT = 2**20
READ_AS = frozenset({"csv", "tsv", "txt", "xls", "xlsx", "ods"})
"""Endings under which people keep tables."""
_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def read_folder(path: Path) -> tuple[Record, tuple[Problem, ...]]:
    """Read the record in folder `path`.

    Returns what could be read, sorted by key, with all problems sorted by file and line. The record
    is usable when no problem's level is "error".
    """
    empty = Record(name=path.name, organisation="", licence="")
    try:
        found = path.is_dir()
    except (OSError, ValueError):
        found = False
    if not found:
        message = "there is no such folder"
        step = "Give the path of a folder with record.toml and CSV tables."
        return empty, (Problem(str(path), 0, "not-a-folder", message, step),)
    head, problems = _read_head(path)
    sheets = {table.name: read_table(path, table) for table in TABLES}
    check(sheets)
    _date(sheets)
    problems += [problem for sheet in sheets.values() for problem in sheet.problems]
    problems += _passed_over(path)
    rows: dict[str, Any] = {name: _rows(sheet) for name, sheet in sheets.items()}
    name = path.name or path.resolve().name
    return Record(name=name, **head, **rows), tuple(sorted(problems))


def _passed_over(folder: Path) -> list[Problem]:
    """Files that look like a table of ours and are not read: a name misspelt, a spreadsheet."""
    files = [table.file for table in TABLES]
    found = []
    for name in sorted(path.name for path in folder.iterdir() if path.name not in files):
        stem, dot, ending = name.casefold().rpartition(".")
        near = get_close_matches(f"{stem}.csv", files, n=1, cutoff=0.8)
        if dot and near and ending in READ_AS:
            step = f"Save it as {near[0]}, or give it a name that is less like it."
            found.append(Problem(name, 0, "unread-file", "is not read", step, "warning"))
    return found


def _rows(sheet: Sheet) -> tuple[Row, ...]:
    """The nouns, in the order of their keys: the order in a file may tell the result."""
    noun = sheet.table.noun
    return tuple([noun(**d.values) for d in sorted(sheet.drafts, key=lambda d: d.key)])


def _date(sheets: Mapping[str, Sheet]) -> None:
    """Give every draft its known_from; warn of those that have none."""
    calendar = Calendar(
        {draft.values["id"]: draft.values for draft in sheets["contests"].drafts},
        {draft.values["contest_id"]: draft.values for draft in sheets["declarations"].drafts},
    )
    for derivation in DERIVATIONS:
        sheet = sheets[derivation.table]
        for draft in sheet.drafts:
            day = _day(draft.values, derivation, calendar)
            if derivation.table in NAMING and draft.values.get("candidate_id"):
                calendar.mention(draft.values["candidate_id"], day)
            held = draft.values.get("contest_id")
            if day is None and (not held or held in calendar.contests):
                message = "the row has no date from which it was known: left out of forecasts"
                step = f"Fill `known_from` (the table's rule: {derivation.rule})."
                sheet.warn(draft.line, "undated-row", message, step)


def _day(values: dict[str, Any], derivation: Derivation, calendar: Calendar) -> date | None:
    """Settle a draft's known_from, as given or as derived, and return it."""
    given = values.get("known_from")
    day = given.last if isinstance(given, PartialDate) else derivation.day(values, calendar)
    values["known_from"] = day
    values["derived"] = given is None and day is not None
    return day


def _read_head(folder: Path) -> tuple[dict[str, Any], list[Problem]]:
    """The organisation, licence, notes and settings of record.toml."""
    blank: dict[str, Any] = {"organisation": "", "licence": ""}
    if not os.path.lexists(folder / HEAD):
        step = 'Add record.toml with a line like: organisation = "Our society"'
        return blank, [Problem(HEAD, 0, "missing-file", "the folder has no record.toml", step)]
    data = read_bytes(folder / HEAD, HEAD, HEAD_LIMIT)
    text = data if isinstance(data, Problem) else decode(data, HEAD)
    if isinstance(text, Problem):
        return blank, [text]
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        at = _TOML_LINE.search(str(error))
        line = int(at.group(1)) if at else text.count("\n") + 1
        message = f"not TOML: {error}" if isinstance(error, ValueError) else "nested too deeply"
        return blank, [Problem(HEAD, line, "broken-toml", message, "Mend the line.")]
    return _head(table)


def _head(table: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    head: dict[str, Any] = {"organisation": "", "licence": "", "notes": ""}
    problems: list[Problem] = []
    for key, value in table.items():
        if key in head:
            if isinstance(value, str):
                head[key] = value
            else:
                message = f"{key} is not text"
                problems.append(Problem(HEAD, 0, "not-text", message, "Put it in quotes."))
        elif key != "settings":
            message = f"{key!r} is not part of record.toml and is not read"
            step = "Numbers belong under [settings]."
            problems.append(Problem(HEAD, 0, "unknown-key", message, step, "warning"))
    if not head["organisation"] and not problems:
        step = 'Add a line like: organisation = "Our society"'
        problems.append(Problem(HEAD, 0, "missing-value", "organisation is not given", step))
    head["settings"], more = _settings(table.get("settings", {}))
    return head, problems + more


def _settings(table: object) -> tuple[tuple[tuple[str, float], ...], list[Problem]]:
    step = "Write lines like: name = 0.5"
    if not isinstance(table, Mapping):
        return (), [Problem(HEAD, 0, "not-a-table", "settings is not a table", step)]
    settings: list[tuple[str, float]] = []
    problems: list[Problem] = []
    for key, value in sorted(table.items()):
        number = _finite(value)
        if number is None:
            message = f"settings.{key} is not a number"
            problems.append(Problem(HEAD, 0, "not-a-number", message, step))
        else:
            settings.append((key, number))
    return tuple(settings), problems


def _finite(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if abs(number) < float("inf") else None
