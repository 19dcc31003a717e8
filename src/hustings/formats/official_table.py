"""Rows of figures to an OfficialTable: what a row is, what became of whom, seats and quota."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from hustings.errors import Problem
from hustings.formats.official_sheet import Row, Sheet, read_sheet
from hustings.formats.tables import decode, read_bytes
from hustings.model.official import Figure, OfficialRow, OfficialTable, Status

NON_TRANSFERABLE = {
    "non transferable",
    "non transferable votes",
    "non transferable papers",
    "nontransferable",
    "not transferable",
    "exhausted",
    "exhausted ballots",
    "exhausted votes",
    "inactive",
    "inactive ballots",
}
LOST = {
    "lost to rounding",
    "lost by rounding",
    "lost by fraction",
    "lost",
    "rounding",
    "residual surplus",
    "residual surpluses",
}
SUMS = {"total", "totals", "sum", "total votes", "valid votes"}


def status_of(text: str) -> Status:
    """A printed status in one of our words; anything else says nothing."""
    said = text.strip().casefold()
    if said in ("elected", "excluded", "not elected"):
        return said  # type: ignore[return-value]
    return {"eliminated": "excluded", "defeated": "excluded", "unelected": "not elected"}.get(
        said,
        "",  # type: ignore[return-value]
    )


def role_of(name: str) -> str:
    """What a row named so holds: `non-transferable`, `lost`, `sum`, `quota` or `candidate`."""
    said = " ".join(name.replace("-", " ").casefold().split())
    if said in NON_TRANSFERABLE:
        return "non-transferable"
    if said in LOST:
        return "lost"
    if said in SUMS:
        return "sum"
    return "quota" if said == "quota" else "candidate"


def facts_of(rows: Sequence[Row]) -> dict[str, Figure | int | None]:
    """Seats, quota and poll of a contest, from the first row that says each."""
    names = {
        "quota": ("quota", "threshold"),
        "valid": ("valid_poll", "valid", "valid_votes"),
        "rejected": ("rejected", "spoiled", "invalid"),
        "total_poll": ("total_poll",),
        "electorate": ("electorate",),
    }
    found: dict[str, Figure | int | None] = {}
    for fact, columns in names.items():
        said = [(row, c) for row in rows for c in columns if row[c]]
        found[fact] = said[0][0].number(said[0][1]) if said else None
    seats = [row for row in rows if row["seats"]]
    found["seats"] = seats[0].whole("seats") if seats else None
    return found


def beside(sheet: Sheet, matches: Callable[[Row], bool]) -> dict[str, Figure | int | None]:
    """Facts of a contest from the file beside: `x_contests.csv` goes with `x_stages.csv`."""
    stem = sheet.path.stem
    if not stem.endswith("_stages"):
        return {}
    for word in ("contests", "constituencies"):
        path = sheet.path.with_name(f"{stem.removesuffix('stages')}{word}.csv")
        if not path.is_file():
            continue
        data = read_bytes(path, path.name)
        text = data if isinstance(data, Problem) else decode(data, path.name)
        if isinstance(text, Problem):
            continue
        other = read_sheet(path, text)
        found = facts_of([row for row in other.rows if matches(row)])
        if not other.problems:
            return found
    return {}


def table_of(
    sheet: Sheet,
    name: str,
    shape: str,
    rows: Sequence[OfficialRow],
    facts: Mapping[str, Figure | int | None],
    notes: Sequence[str] = (),
) -> OfficialTable:
    """The table of these rows, those of votes nobody holds set apart."""
    by_role = {role_of(row.name): row for row in rows}
    candidates = tuple(row for row in rows if role_of(row.name) == "candidate")
    if not candidates:
        sheet.report(0, "no-candidates", "no row names a candidate", "Check the file.")
    elif not any(t for row in candidates for t in row.totals):
        step = "Choose a contest with figures; an uncontested ward has none."
        sheet.report(candidates[0].line, "no-figures", f"{name or 'the table'}: no figures", step)
    quota = by_role["quota"].totals[0] if "quota" in by_role else None
    return OfficialTable(
        name=name or sheet.path.stem,
        file=sheet.path.name,
        shape=shape,
        rows=candidates,
        non_transferable=by_role.get("non-transferable"),
        lost=by_role.get("lost"),
        notes=tuple(notes),
        **{"quota": quota, **{k: v for k, v in facts.items() if v is not None}},  # type: ignore[arg-type]
    )


def last_stage(rows: Iterable[Sequence[Figure | None]]) -> int:
    """The last stage at which any row has a figure."""
    return max((k for row in rows for k, cell in enumerate(row, 1) if cell is not None), default=1)
