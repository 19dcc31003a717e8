"""Several counts as one page: a row a file, with totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hustings.report import words
from hustings.report.blocks import Table, table
from hustings.report.count_numbers import Printed, grouped, many
from hustings.report.count_page import plain_quota
from hustings.report.counted import Counted, CountedMany

WINNERS = 48
"""Characters of the names of the elected in a row."""


@dataclass(frozen=True, slots=True)
class CountsPage:
    """A table of counts and what they come to."""

    title: str
    headline: str
    table: Table
    differences: tuple[tuple[str, str], ...]
    again: str


def counts_page(
    made: CountedMany | Sequence[Counted], *, failed: int = 0, command: str = ""
) -> CountsPage:
    """The page of several counts; `failed` files could not be counted."""
    counts = tuple(made.counts if isinstance(made, CountedMany) else made)
    return CountsPage(
        title=words.capital(words.counted(len(counts), "count")),
        headline=_headline(counts, failed),
        table=_table(counts),
        differences=tuple(
            (
                c.file or c.count.title,
                str(replace(d, ours=grouped(d.ours), theirs=grouped(d.theirs))),
            )
            for c in counts
            if c.official is not None
            for d in c.official.differences
        ),
        again=command,
    )


def _headline(counts: Sequence[Counted], failed: int) -> str:
    papers = sum(c.count.valid for c in counts)
    seats = sum(len(c.count.elected) for c in counts)
    said = [
        f"{many(len(counts), 'file')} counted",
        many(papers, "valid paper"),
        f"{many(seats, 'seat')} filled",
    ]
    held = [c.official for c in counts if c.official is not None]
    if held:
        cells, agreeing = sum(o.cells for o in held), sum(o.agreeing for o in held)
        said.append(f"{agreeing:,} of {cells:,} official cells agree")
        known = sum(len(o.known) for o in held)
        if known:
            said.append(f"{known:,} {'differs' if known == 1 else 'differ'} as known")
    if failed:
        said.append(f"{failed:,} could not be counted")
    return "; ".join(said) + "."


def _table(counts: Sequence[Counted]) -> Table:
    against = any(c.official is not None for c in counts)
    timed = any(c.seconds is not None for c in counts)
    more = [*([">Agrees"] if against else []), *([">Seconds"] if timed else [])]
    heads = ["File", ">Seats", ">Valid", ">Quota", ">Stages", "Elected", *more]
    rows = [_row(c, against, timed) for c in counts]
    return table(
        "counts",
        "Counts",
        heads,
        [*rows, _total(counts, against, timed)],
        line_after=len(rows),
        strong=[len(rows)],
    )


def _row(c: Counted, against: bool, timed: bool) -> list[str]:
    count = c.count
    quota = "" if count.quota is None else plain_quota(count, Printed(count))
    row = [c.file or count.title, str(count.terms.seats), f"{count.valid:,}", quota]
    row += [str(len(count.stages)), ", ".join(count.winners)]
    if against:
        row.append("" if c.official is None else f"{c.official.agreeing} of {c.official.cells}")
    if timed:
        row.append("" if c.seconds is None else f"{c.seconds:.2f}")
    return row


def _total(counts: Sequence[Counted], against: bool, timed: bool) -> list[str]:
    seats = sum(c.count.terms.seats for c in counts)
    stages = sum(len(c.count.stages) for c in counts)
    valid = sum(c.count.valid for c in counts)
    row = ["All", f"{seats:,}", f"{valid:,}", "", f"{stages:,}", ""]
    if against:
        held = [c.official for c in counts if c.official is not None]
        row.append(f"{sum(o.agreeing for o in held):,} of {sum(o.cells for o in held):,}")
    if timed:
        row.append(f"{sum(c.seconds or 0.0 for c in counts):.2f}")
    return row
