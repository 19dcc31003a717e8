"""A table of many contests, or the pair contests.csv and candidates.csv, as stated results."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hustings.errors import InputError, Problem
from hustings.formats.result_numbers import Manner
from hustings.formats.result_table import Grid, account_of, contest_column, read_grid, read_table
from hustings.formats.tables import decode, read_bytes
from hustings.model.declared import Declared, Stated

_REFUSAL = "the results cannot be read"


def read_many(place: Path | str) -> tuple[Declared, ...]:
    """Every contest of a folder with contests.csv and candidates.csv, or of one table.

    The two tables are joined by their first shared contest column. Raises InputError with every
    problem: a missing file, no column of contests, rows of a contest the other table lacks.
    """
    path = Path(place)
    if not path.is_dir():
        return _one(path)
    candidates = _grid(path / "candidates.csv")
    if not (path / "contests.csv").is_file():
        return read_table(candidates, "candidates.csv")
    contests = _rows_by_contest(path / "contests.csv")
    found = read_table(candidates, "candidates.csv", {k: s for k, (s, _, _) in contests.items()})
    _refuse_unknown(found, contests, candidates)
    return tuple(_titled(one, contests) for one in found)


def _one(path: Path) -> tuple[Declared, ...]:
    grid = _grid(path)
    found = read_table(grid, path.name)
    if not found:
        step = "Give a column of contests, one of candidates and one of votes."
        raise InputError(
            _REFUSAL, [Problem(path.name, 0, "no-result", "no row is a candidate with votes", step)]
        )
    return found


def _text(path: Path) -> str:
    data = read_bytes(path, path.name)
    text = data if isinstance(data, Problem) else decode(data, path.name)
    if isinstance(text, Problem):
        raise InputError(_REFUSAL, [text])
    return text


def _grid(path: Path) -> Grid:
    grid = read_grid(_text(path))
    if grid is None:
        step = "Name the columns: contest_id, name, votes, elected."
        raise InputError(
            _REFUSAL,
            [Problem(path.name, 1, "unknown-columns", "no columns of candidates and votes", step)],
        )
    return grid


_Contest = tuple[list[tuple[str, Stated]], dict[str, str], int]


def _rows_by_contest(path: Path) -> dict[str, _Contest]:
    """Figures, cells and line of each contest."""
    import csv
    import io

    rows = [r for r in csv.reader(io.StringIO(_text(path), newline="")) if any(r)]
    names = tuple(n.strip() for n in rows[0]) if rows else ()
    grid = Grid(names, 1, tuple(enumerate(rows[1:], 2)))
    at = contest_column(grid)
    if at is None:
        step = "Add the column contest_id, as in candidates.csv."
        raise InputError(
            _REFUSAL, [Problem(path.name, 1, "missing-column", "no column of contests", step)]
        )
    found: dict[str, _Contest] = {}
    for number, cells in grid.rows:
        if at < len(cells) and cells[at].strip():
            said = account_of(names, [(number, cells)], Manner())
            found[cells[at].strip()] = (said, dict(zip(names, (c.strip() for c in cells))), number)
    return found


def _refuse_unknown(found: tuple[Declared, ...], contests: dict[str, _Contest], grid: Grid) -> None:
    unknown = sorted({one.title for one in found} - set(contests))
    if unknown and len(unknown) == len(found):
        message = f"none of its contests is in contests.csv, e.g. {unknown[0]!r}"
        step = "Use the same contest_id in both tables."
        raise InputError(
            _REFUSAL, [Problem("candidates.csv", grid.at, "unknown-contest", message, step)]
        )


def _titled(one: Declared, contests: dict[str, _Contest]) -> Declared:
    """The contest with its source and what its row says of rule and quirks."""
    if one.title not in contests:
        return replace(one, assumed=(*one.assumed, "contests.csv has no row for this contest."))
    _, cells, _ = contests[one.title]
    return replace(one, source=cells.get("source", ""), rule=one.rule or cells.get("rule", ""))


__all__ = ["read_many"]
