"""One row a candidate and stage: how stages are stored in long form."""

from __future__ import annotations

from dataclasses import replace

from hustings.formats.official_choice import groups_of
from hustings.formats.official_sheet import Row, Sheet
from hustings.formats.official_table import beside, facts_of, status_of, table_of
from hustings.model.official import Figure, OfficialRow, OfficialTable

STAGE = ("count", "stage", "round")
TOTAL = ("total_votes", "total", "votes")
MOVED = ("transfers", "transfer", "vote_change", "change")
MOST_STAGES = 1000


def fits(sheet: Sheet) -> bool:
    """True for a header with a stage, a total and a name."""
    return bool(
        sheet.one_of(*STAGE)
        and sheet.one_of(*TOTAL)
        and sheet.one_of("candidate", "name", "surname")
    )


def groups(sheet: Sheet) -> dict[str, list[Row]]:
    """The rows of each contest."""
    return groups_of(sheet.rows, _key)


def table(sheet: Sheet, key: str, rows: list[Row]) -> OfficialTable:
    """One contest's table; seats and quota from the file beside, where there is one."""
    made = _rows(sheet, rows)
    found = beside(sheet, lambda row: _key(row) == key)
    facts = {k: v if v is not None else found.get(k) for k, v in facts_of(rows).items()}
    notes = ["seats, quota and poll are from the file beside it"] if found else []
    return table_of(sheet, key, "one row a candidate and stage", made, facts, notes)


def _key(row: Row) -> str:
    year, place = row["year"], row["constituency"]
    return row["contest"] or row["contest_id"] or " ".join(filter(None, (year, place)))


def _name(row: Row) -> str:
    whole = row["candidate"] or row["name"]
    return whole or " ".join(filter(None, (row["first_name"], row["surname"])))


def _rows(sheet: Sheet, rows: list[Row]) -> list[OfficialRow]:
    stage_column = sheet.one_of(*STAGE)
    by_name: dict[str, dict[int, Row]] = {}
    for row in rows:
        stage = row.whole(stage_column)
        if not stage or stage > MOST_STAGES:
            step = f"Number the stages from 1 to {MOST_STAGES}."
            sheet.report(row.line, "bad-stage", f"stage {row[stage_column]!r}", step)
            continue
        if not _name(row):
            sheet.report(row.line, "no-name", "no candidate is named", "Name one.")
            continue
        there = by_name.setdefault(_name(row), {})
        if stage in there:
            message = f"{_name(row)} stands twice at stage {stage} (also line {there[stage].line})"
            sheet.report(row.line, "doubled-row", message, "Keep one of the two rows.")
        there[stage] = row
    last = max((s for there in by_name.values() for s in there), default=0)
    return [_row(sheet, name, there, last) for name, there in by_name.items()]


def _row(sheet: Sheet, name: str, there: dict[int, Row], last: int) -> OfficialRow:
    total, moved = sheet.one_of(*TOTAL), sheet.one_of(*MOVED)
    totals: list[Figure | None] = []
    transfers: list[Figure | None] = []
    for stage in range(1, last + 1):
        row = there.get(stage)
        totals.append(row.number(total) if row else None)
        transfers.append(row.number(moved) if row and moved and stage > 1 else None)
    first = next(iter(there.values()))
    made = OfficialRow(
        name=name,
        line=first.line,
        totals=tuple(totals),
        transfers=tuple(transfers),
        number=first.whole("ballot_candidate_no"),
        party=first["party"],
    )
    return _with_fate(made, [there[stage] for stage in sorted(there)])


def _with_fate(made: OfficialRow, rows: list[Row]) -> OfficialRow:
    """The fate most rows say, or the one the candidate's own figures bear out."""
    every = [_fate(row) for row in rows if row["status"]]
    if not every:
        return made
    said = {_fate(row): row for row in rows if row["status"]}
    left = made.leaves()
    borne = [fate for fate in said if left and fate.casefold() == f"excluded {left - 1}"]
    chosen = borne[0] if borne else max(said, key=every.count)
    status, stage = status_of(said[chosen]["status"]), said[chosen].whole("occurred_on_count")
    also = tuple(fate for fate in said if fate != chosen)
    return replace(made, status=status, stage=stage, also=also)


def _fate(row: Row) -> str:
    return f"{row['status']} {row['occurred_on_count']}".strip()
