"""Official stage tables, in the shapes authorities publish them, to one OfficialTable."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from hustings.errors import InputError, Problem
from hustings.formats import (
    official_json,
    official_long,
    official_plain,
    official_rounds,
    official_wide,
)
from hustings.formats.official_choice import Choice, same
from hustings.formats.official_sheet import Row, Sheet, read_sheet
from hustings.formats.tables import decode, read_bytes
from hustings.model.official import KnownFault, OfficialTable


class Shape(Protocol):
    """A shape a table may have: a module that knows it when it sees it."""

    def fits(self, sheet: Sheet) -> bool:
        """True when the sheet has this shape."""
        ...

    def groups(self, sheet: Sheet) -> dict[str, list[Row]]:
        """The rows of each contest."""
        ...

    def table(self, sheet: Sheet, key: str, rows: list[Row]) -> OfficialTable | None:
        """One contest's table."""
        ...


SHAPES: tuple[Shape, ...] = (official_rounds, official_wide, official_long, official_plain)
_SHAPES_SAID = (
    "Give one row a candidate with first_prefs, transfers02, total_votes02, ...; or one row a "
    "candidate and stage with count, candidate, transfers, total_votes; or a column `candidate` "
    "and one a stage: 1, 2, 3."
)


def read_official(
    path: str | Path, *, contest: str | None = None, ballots_name: str | None = None
) -> OfficialTable:
    """A published table of one contest.

    Shapes: one row a candidate (`first_prefs`, `transfers02`, `total_votes02`, ...), as councils
    and `hustings count --format csv` write it; one row a candidate and stage (`count` or `round`);
    a column `candidate` and a column a stage; a sheet of `Round 1 ... Round n` as Portland's; or
    hustings' own `count.json`. Of a file with many contests `contest` names the one; without it,
    the one whose `contest_id` is `ballots_name`. Raises InputError with every problem found.
    """
    sheet = _open(path, "the official table cannot be read")
    if isinstance(sheet, OfficialTable):
        return sheet
    shape = _shape(sheet)
    groups = shape.groups(sheet)
    key = Choice(contest, ballots_name).pick(sheet, groups, _aliases(shape))
    sheet.refuse("the official table cannot be read")
    assert key is not None
    table = shape.table(sheet, key, groups[key])
    sheet.refuse("the official table cannot be read")
    assert table is not None
    return table


def read_officials(path: str | Path) -> tuple[OfficialTable, ...]:
    """Every contest of a file that has figures, in the order of the file."""
    sheet = _open(path, "the official tables cannot be read")
    if isinstance(sheet, OfficialTable):
        return (sheet,)
    shape = _shape(sheet)
    groups = shape.groups(sheet)
    sheet.refuse("the official tables cannot be read")
    tables = [shape.table(sheet, key, rows) for key, rows in groups.items()]
    sheet.problems = [p for p in sheet.problems if p.code != "no-figures"]
    sheet.refuse("the official tables cannot be read")
    return tuple(t for t in tables if t is not None and any(any(r.totals) for r in t.rows))


def _open(path: str | Path, refusal: str) -> Sheet | OfficialTable:
    place = Path(path)
    data = read_bytes(place, place.name)
    text = data if isinstance(data, Problem) else decode(data, place.name)
    if isinstance(text, Problem):
        raise InputError(refusal, [text])
    if text.lstrip()[:1] == "{":
        return official_json.read(place, text)
    sheet = read_sheet(place, text)
    sheet.refuse(refusal)
    return sheet


def _shape(sheet: Sheet) -> Shape:
    for shape in SHAPES:
        if shape.fits(sheet):
            if shape is not official_rounds:
                sheet.check_cells()
            return shape
    message = "the columns are not those of a stage table"
    sheet.report(sheet.header_line, "unknown-shape", message, _SHAPES_SAID)
    raise InputError("the official table cannot be read", sheet.problems)


def _aliases(shape: Shape) -> Callable[[list[Row]], Iterable[str]]:
    return official_wide.aliases if shape is official_wide else lambda _: ()


def read_known(
    path: str | Path, *, contest: str | None = None, ballots_name: str | None = None
) -> tuple[KnownFault, ...]:
    """Known faults of a published table, for one contest.

    Columns `stage`, `candidate`, `official_as_published`, `recount_value` and, where the file has
    several contests, `contest_id`; optional `column` (total, the default, or transfer, quota, ...)
    and `why`. Raises InputError with every problem found.
    """
    sheet = _open(path, "the known faults cannot be read")
    if isinstance(sheet, OfficialTable):
        step = "Give a CSV with stage, candidate and official_as_published."
        problem = Problem(sheet.file, 0, "unknown-shape", "a count, not a list of faults", step)
        raise InputError("the known faults cannot be read", [problem])
    needed = {"stage", "candidate", "official_as_published"}
    for column in sorted(needed - set(sheet.header)):
        sheet.report(sheet.header_line, "missing-column", f"no column {column}", "Add it.")
    wanted = [name for name in (contest, ballots_name) if name]
    faults = [] if sheet.problems else _faults(sheet, wanted)
    sheet.refuse("the known faults cannot be read")
    return tuple(faults)


def _faults(sheet: Sheet, wanted: list[str]) -> list[KnownFault]:
    found = []
    for row in sheet.rows:
        if wanted and row["contest_id"] and not any(same(w, row["contest_id"]) for w in wanted):
            continue
        stage = row.whole("stage")
        published = row.number("official_as_published")
        if stage is None or published is None:
            for column in ("stage", "official_as_published"):
                if not row[column]:
                    sheet.report(row.line, "empty-cell", f"no {column}", "Fill it in.")
            continue
        found.append(
            KnownFault(
                stage=stage,
                candidate=row["candidate"],
                published=published,
                recount=row.number("recount_value"),
                column=row["column"] or "total",
                contest=row["contest_id"],
                why=row["why"],
                line=row.line,
            )
        )
    return found


__all__ = ["read_known", "read_official", "read_officials"]
