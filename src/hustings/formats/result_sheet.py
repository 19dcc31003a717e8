"""A count sheet of OpenSTV or OpaVote, with what stands around it, as a stated result."""

from __future__ import annotations

from dataclasses import replace

from hustings.formats.result_numbers import Manner
from hustings.formats.result_openstv import StageSheet, fate_of
from hustings.formats.result_stages import is_nobody, row_of, table_of
from hustings.formats.result_words import said_elected
from hustings.model.declared import Declared, Standing, Stated
from hustings.model.official import OfficialRow, Status, figure


def with_sheet(
    found: tuple[Declared, ...], sheet: StageSheet, told: list[str], file: str
) -> Declared:
    """What stands around a count sheet, with the sheet as its stages."""
    around = found[0] if found else Declared(title="", file=file, candidates=())
    table, unread = table_of(list(sheet.rows), Manner(), around.title, file)
    rows = (
        table.rows
        if table
        else tuple(row_of(r, Manner(), []) for r in sheet.rows if not is_nobody(r.name))
    )
    rows = tuple(_with_fate(row, fate_of(sheet, row.name)) for row in rows)
    named = {" ".join(c.name.casefold().split()) for c in around.candidates if c.elected}
    named |= {n.casefold() for n in said_elected([row.name for row in rows], told)}
    marked = bool(named) or any(row.status == "elected" for row in rows)
    people = tuple(
        Standing(
            name=row.name,
            line=row.line,
            votes=Stated(first, row.line, "first preferences") if (first := row.total(1)) else None,
            elected=(row.name.casefold() in named or row.status == "elected") if marked else None,
        )
        for row in rows
    )
    figures = dict(around.figures)
    if (quota := figure(sheet.quota)) and "quota" not in figures:
        figures["quota"] = Stated(quota, sheet.rows[0].line, "threshold")
    return replace(
        around,
        candidates=people,
        figures=figures,
        stages=replace(table, rows=rows) if table else None,
        shape="count sheet",
        unread=(*around.unread, *unread),
    )


def _with_fate(row: OfficialRow, fate: tuple[str, int] | None) -> OfficialRow:
    if fate is None:
        return row
    status: Status = "elected" if fate[0] == "elected" else "excluded"
    return replace(row, status=status, stage=fate[1])
