"""A small table people can type: a column of candidates and a column a stage."""

from __future__ import annotations

import re
from dataclasses import replace

from hustings.formats.official_choice import groups_of
from hustings.formats.official_sheet import Row, Sheet
from hustings.formats.official_table import facts_of, last_stage, status_of, table_of
from hustings.model.official import OfficialRow, OfficialTable, Status

YES = {"1", "yes", "y", "x", "true", "elected", "✓", "✔"}
NO = {"", "0", "no", "n", "false", "-", "not elected", "excluded"}
_STAGE = re.compile(r"(?:stage|count|round)?[ _]*0*(\d{1,3})")


def fits(sheet: Sheet) -> bool:
    """True for a header with a name and numbered stages."""
    return bool(sheet.one_of("candidate", "name") and _stages(sheet))


def groups(sheet: Sheet) -> dict[str, list[Row]]:
    """The rows of each contest; a column `contest` may set several apart."""
    return groups_of(sheet.rows, lambda row: row["contest"] or row["contest_id"])


def table(sheet: Sheet, key: str, rows: list[Row]) -> OfficialTable:
    """One contest's table."""
    stages = _stages(sheet)
    if sorted(stages) != list(range(1, len(stages) + 1)):
        message = f"stages {', '.join(map(str, sorted(stages)))} are not numbered from 1 up"
        sheet.report(sheet.header_line, "bad-stages", message, "Name the columns 1, 2, 3, ...")
    typed = [_row(sheet, row, stages) for row in rows]
    last = last_stage(row.totals for row in typed)
    made = [replace(r, totals=r.totals[:last], transfers=r.transfers[:last]) for r in typed]
    names = [row.name for row in made]
    for row in made:
        if names.count(row.name) > 1:
            step = "Give each row its own name."
            sheet.report(row.line, "doubled-row", f"{row.name!r} stands twice", step)
    return table_of(sheet, key or sheet.path.stem, "a column a stage", made, facts_of(rows))


def _stages(sheet: Sheet) -> dict[int, str]:
    found = {c: m for c in sheet.header if (m := _STAGE.fullmatch(c))}
    return {int(m[1]): c for c, m in found.items()}


def _row(sheet: Sheet, row: Row, stages: dict[int, str]) -> OfficialRow:
    name = row["candidate"] or row["name"]
    if not name:
        sheet.report(row.line, "no-name", "no candidate is named", "Name one.")
    return OfficialRow(
        name=name,
        line=row.line,
        totals=tuple(row.number(stages[k]) for k in sorted(stages)),
        transfers=tuple(None for _ in stages),
        number=row.whole("number"),
        party=row["party"],
        status=_elected(sheet, row) if "elected" in sheet.header else status_of(row["status"]),
    )


def _elected(sheet: Sheet, row: Row) -> Status:
    said = row["elected"].casefold()
    if said not in YES | NO:
        message = f"elected is {row['elected']!r}"
        sheet.report(row.line, "not-yes-or-no", message, "Write yes or leave the cell blank.")
    return "elected" if said in YES else ""
