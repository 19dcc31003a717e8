"""One row a candidate, a pair of columns a stage: how Scottish councils' tables are collected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from hustings.formats.official_choice import groups_of
from hustings.formats.official_sheet import Row, Sheet
from hustings.formats.official_table import facts_of, last_stage, status_of, table_of
from hustings.model.official import Figure, OfficialRow, OfficialTable

_STAGE = re.compile(r"(transfers|total_votes)0*(\d{1,3})")


def fits(sheet: Sheet) -> bool:
    """True for a header with `first_prefs` and no column that numbers the stage."""
    return "first_prefs" in sheet.header and not sheet.one_of("count", "round")


def groups(sheet: Sheet) -> dict[str, list[Row]]:
    """The rows of each contest."""
    if not sheet.one_of("name", "candidate"):
        sheet.report(sheet.header_line, "missing-column", "no column name", "Add it.")
    return groups_of(sheet.rows, _key)


def table(sheet: Sheet, key: str, rows: list[Row]) -> OfficialTable:
    """One contest's table."""
    spelt = {c: m for c in sheet.header if (m := _STAGE.fullmatch(c))}
    column = {(m[1], int(m[2])): c for c, m in spelt.items()}
    width = max((stage for _, stage in column), default=1)
    made = [_row(row, column, width) for row in rows]
    last = last_stage(row.totals for row in made)
    cut = [replace(r, totals=r.totals[:last], transfers=r.transfers[:last]) for r in made]
    return table_of(sheet, key, "one row a candidate", cut, facts_of(rows))


def _key(row: Row) -> str:
    ward = row["map_ward_id"] or row["ward_name"]
    year = row["election"].rpartition(".")[2]
    return row["contest_id"] or " ".join(filter(None, (ward, year)))


def aliases(rows: list[Row]) -> Iterable[str]:
    """Other names a contest goes by: its ward, its ward's code, council and ward."""
    row = rows[0]
    for column in ("ward_name", "map_ward_id", "cand_ward_id", "election"):
        yield row[column]
    for council in ("council_name", "council_id"):
        yield f"{row[council]} {row['ward_name']}"


def _row(row: Row, column: dict[tuple[str, int], str], width: int) -> OfficialRow:
    totals: list[Figure | None] = [row.number("first_prefs")]
    transfers: list[Figure | None] = [None]
    for stage in range(2, width + 1):
        totals.append(row.number(column.get(("total_votes", stage), "")))
        transfers.append(row.number(column.get(("transfers", stage), "")))
    return OfficialRow(
        name=row["name"] or row["candidate"],
        line=row.line,
        totals=tuple(totals),
        transfers=tuple(transfers),
        number=row.whole("ballot_candidate_no"),
        party=row["party_name"] or row["party"],
        status=status_of(row["status"]),
        stage=row.whole("occurred_on_count"),
    )
