"""A stated result as short lines, so that a test can be read."""

from __future__ import annotations

from collections.abc import Iterable

from hustings.model.declared import Declared, Standing
from hustings.model.official import Figure, OfficialTable

MARKS = {True: " elected", False: " not", None: ""}


def said(results: Iterable[Declared]) -> str:
    """Every contest of a text, one figure a line."""
    return "".join(_contest(one) for one in results)


def _contest(one: Declared) -> str:
    seats = f", {one.seats.text} seats" if one.seats else ""
    rule = f", {one.rule}" if one.rule else ""
    lines = [f"# {one.title or '(no title)'}{seats}{rule}"]
    lines += [_candidate(c) for c in one.candidates]
    lines += [f"{name} = {stated.text}" for name, stated in one.figures.items()]
    lines += [f"{name} again = {stated.text}" for name, stated in one.again]
    lines += [f"rejected, {why} = {stated.text}" for why, stated in one.rejected]
    lines += [f"slate {name} = {stated.text}" for name, stated in one.slates]
    lines += _stages(one.stages) if one.stages else []
    lines += [f"unread line {line}: {text}" for line, text in one.unread]
    return "\n".join(lines) + "\n"


def _candidate(one: Standing) -> str:
    place = f"{one.place}. " if one.place else ""
    votes = f": {one.votes.text}" if one.votes else ""
    share = f" {one.share.text} %" if one.share else ""
    slate = f" [{one.slate}]" if one.slate else ""
    return f"{place}{one.name}{votes}{share}{slate}{MARKS[one.elected]}"


def _stages(table: OfficialTable) -> list[str]:
    return [
        f"stages {row.name}: {_cells(row.totals)}; {_cells(row.transfers)}"
        for row in table.every_row
    ]


def _cells(cells: tuple[Figure | None, ...]) -> str:
    return " ".join(cell.text if cell else "." for cell in cells)
