"""Failures known beforehand: shown with the reason, and not counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hustings.auditing.check_result import Checked, Verdict, counted
from hustings.errors import InputError, Problem
from hustings.formats.official_sheet import Sheet, read_sheet
from hustings.formats.tables import decode, read_bytes

COLUMNS = ("contest", "code", "why")
REFUSAL = "the known failures cannot be read"


@dataclass(frozen=True, slots=True)
class Quirk:
    """A statement known to fail in a contest (by id or title; empty for any), and why."""

    contest: str
    code: str
    why: str


def read_quirks(path: str | Path) -> tuple[Quirk, ...]:
    """Known failures from a CSV with the columns contest, code and why.

    Raises InputError with every row that lacks a code or a reason.
    """
    place = Path(path)
    data = read_bytes(place, place.name)
    text = data if isinstance(data, Problem) else decode(data, place.name)
    if isinstance(text, Problem):
        raise InputError(REFUSAL, [text])
    sheet = read_sheet(place, text)
    for column in COLUMNS:
        if column not in sheet.header:
            sheet.report(sheet.header_line, "missing-column", f"no column {column}", "Add it.")
    sheet.refuse(REFUSAL)
    return _quirks(sheet)


def _quirks(sheet: Sheet) -> tuple[Quirk, ...]:
    for row in sheet.rows:
        for column in ("code", "why"):
            if not row[column]:
                sheet.report(row.line, "empty-cell", f"no {column}", "Fill it in.")
    sheet.refuse(REFUSAL)
    return tuple(Quirk(*(row[c] for c in COLUMNS)) for row in sheet.rows)


def known_in(checked: Checked, quirks: Sequence[Quirk]) -> Checked:
    """The same check with what was known marked as such."""
    here = {q.code: q.why for q in quirks if q.contest in ("", checked.contest, checked.title)}
    if not here:
        return checked
    verdicts = tuple(_known(v, here.get(v.code, "")) for v in checked.verdicts)
    return replace(checked, verdicts=verdicts, counts=counted(verdicts))


def _known(v: Verdict, why: str) -> Verdict:
    return replace(v, level="known", known=why) if why and v.level == "FAIL" else v
