"""Official stage tables, in every shape `formats.official` knows, as stated results."""

from __future__ import annotations

from pathlib import Path

from hustings.errors import InputError
from hustings.formats.official import SHAPES, read_officials
from hustings.formats.official_sheet import read_sheet
from hustings.model.declared import Declared, Standing, Stated
from hustings.model.official import Figure, OfficialRow, OfficialTable, figure


def fits_official(text: str, name: str) -> bool:
    """True when a table's columns are those of a stage table with more than one stage."""
    try:
        sheet = read_sheet(Path(name), text)
    except InputError:
        return False
    stages = sum(
        c.strip().isdigit() or c.startswith(("total_votes", "stage", "round", "count"))
        for c in sheet.header
    )
    return stages > 0 and any(shape.fits(sheet) for shape in SHAPES)


def read_official_results(path: Path) -> tuple[Declared, ...]:
    """Every contest of a file of stage tables. Raises InputError with every problem."""
    return tuple(of_table(table) for table in read_officials(path))


def of_table(table: OfficialTable) -> Declared:
    """What a stage table states of its contest; first preferences are the totals of stage 1."""
    marked = any(row.status == "elected" for row in table.rows)
    figures = {
        name: Stated(value, 0, word)
        for name, value, word in (
            ("issued", table.electorate, "electorate"),
            ("returned", table.total_poll, "total poll"),
            ("invalid", table.rejected, "rejected"),
            ("valid", table.valid, "valid"),
            ("quota", table.quota, "quota"),
        )
        if value is not None
    }
    seats = figure(str(table.seats)) if table.seats else None
    return Declared(
        title=table.name,
        file=table.file,
        candidates=tuple(_standing(row, marked) for row in table.rows),
        seats=Stated(seats, 0, "seats") if seats else None,
        figures=figures,
        stages=table,
        shape=table.shape,
        assumed=tuple(table.notes),
    )


def _standing(row: OfficialRow, marked: bool) -> Standing:
    first: Figure | None = row.total(1)
    return Standing(
        name=row.name,
        line=row.line,
        votes=Stated(first, row.line, "first preferences") if first else None,
        elected=(row.status == "elected") if marked else None,
        slate=row.party,
    )


__all__ = ["fits_official", "of_table", "read_official_results"]
