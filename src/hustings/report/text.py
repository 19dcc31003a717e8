"""Pages as text: tables for a terminal, the same every time when it is not one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import singledispatch
from textwrap import shorten
from typing import IO

from rich.box import Box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from hustings.report.backtest_page import BacktestPage
from hustings.report.blocks import Provenance, Stated, Table, hosts, without
from hustings.report.board import Board, BoardRow
from hustings.report.count_page import CountPage
from hustings.report.count_stages import marks_note, text_blocks
from hustings.report.counts_page import CountsPage
from hustings.report.forecast_page import EventBlock, ForecastPage, WorldsBlock
from hustings.report.margin_page import MarginPage
from hustings.report.pages import Page
from hustings.report.parts import GridBlock, Ladder
from hustings.report.plain_page import PlainPage, Section
from hustings.report.rules_page import RulePage, RulesPage
from hustings.report.show_page import RecordsPage, ShowPage, source_line
from hustings.report.track import Track
from hustings.report.whatif_page import WhatIfPage

WIDTH = 100
STRIP = 13
LEAST = 24
"""Letters a column of words is given before another column gives way to it."""
WORLD, CONTEST = 20, 24
GAP = 3
LIMITS = {"Candidate": 24, "Slate": 13}
DRAWN = ("Before", "80 %")
"""Columns of the board that the text leaves to other tables or to the strip."""
LINES = Box("    \n    \n ── \n    \n ╌╌ \n    \n    \n    \n")
"""A line under the heads and one, broken, where a section ends: under the last seat."""
PLAIN = str.maketrans("–−“”‘’…─╌●↑", "--\"\"''.--o^")
PALETTE = ("cyan", "magenta", "yellow", "green", "blue", "red")


def console_for(stream: IO[str] | None = None) -> Console:
    """A console on the stream (stdout): as wide as the terminal, 100 wide without one."""
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    return console if console.is_terminal else _paper(console.file)


def write(page: Page, console: Console) -> None:
    """Print a page: in colour on a terminal, else the same text as `render`."""
    if console.is_terminal:
        put(page, console)
    else:
        console.file.write(writable(render(page, console.encoding), console.encoding))


def writable(text: str, encoding: str) -> str:
    """The text as a stream of that encoding can take it, dashes and quotes made plain."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(PLAIN).encode(encoding, "replace").decode(encoding)
    return text


def render(page: Page, encoding: str = "utf-8") -> str:
    """The page as plain text, 100 wide, with no space at the end of a line."""
    out = Sheet(encoding)
    put(page, _paper(out))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


class Sheet(io.StringIO):
    """Text in memory for a stream of a given encoding, so that one of ASCII gets ASCII lines."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the stream that the text is for."""
        return self._encoding


def _paper(stream: IO[str]) -> Console:
    return Console(
        file=stream,
        width=WIDTH,
        highlight=False,
        emoji=False,
        markup=False,
        force_terminal=False,
        no_color=True,
        _environ={},
    )


@singledispatch
def put(page: Page, console: Console) -> None:  # noqa: ARG001
    """Print a page of any kind as it is."""
    raise TypeError(f"no text form for {type(page).__name__}")


@put.register
def _forecast(page: ForecastPage, console: Console) -> None:
    _top(console, page.title, f"{page.organisation}. {page.dek}", page.headline, page.lead)
    _board(console, page.board)
    _ladder(console, page.ladder)
    _grid(console, page.headroom)
    for event in page.events:
        _event(console, event)
    if page.worlds:
        _worlds(console, page.worlds)
    if page.grid:
        _odds_grid(console, page.grid)
    if page.curve:
        _head(console, "Ballots in time")
        _say(console, page.curve.sentence)
        _say(console, page.curve.note)
    _stated(console, page.assumptions)
    if page.track:
        _track(console, page.track)
    _foot(console, page.health, page.provenance)


@put.register
def _whatif(page: WhatIfPage, console: Console) -> None:
    _top(console, page.title, page.dek, page.headline, page.lead)
    _grid(console, page.table)
    if page.rest:
        console.print(Text(f"  {page.rest}", style="dim"))
    _board(console, page.board, title="Board afterwards")
    _ladder(console, page.ladder)
    if page.grid:
        _odds_grid(console, page.grid)
    _stated(console, page.assumptions)
    _foot(console, page.health, page.provenance)


@put.register
def _backtest(page: BacktestPage, console: Console) -> None:
    _top(console, page.title, page.dek, page.headline, page.lead)
    for made in (mode.table for mode in page.modes):
        _grid(console, made)
    for made in page.contests:
        _head(console, made.caption)
        console.print(_rich(made, CONTEST, _each(made, CONTEST, 9, console)))
        _say(console, made.note)
    for case in page.cases:
        _head(console, case.title)
        _say(console, case.headline)
        if case.table:
            console.print(_rich(case.table))
    if page.claims:
        _head(console, "Published expectations beside what happened")
    for claim in page.claims:
        console.print(Text(f"  {claim.title}", style="bold"))
        for label, words in _claim_lines(claim.claim, claim.reading, claim.forecast, claim.outcome):
            _say(console, f"{label}: {words}", indent=4)
    _list(console, "Remarks", page.remarks)
    _list(console, "Not scored", page.skipped)
    _foot(console, (), page.provenance)


@put.register
def _show(page: ShowPage, console: Console) -> None:
    _top(console, page.title, f"{page.organisation}. {page.dek}", page.window, ())
    for made in (*page.slates, page.nominations, page.acts):
        if made is not None:
            _grid(console, made)
    if page.events:
        _head(console, "Events so far")
        grid = _plain()
        for on, text, found in page.events:
            grid.add_row(on, text, Text(hosts(found, 1), style="dim"))
        console.print(Padding(grid, (0, 0, 0, 2)))
    if page.sources:
        _say(console, f"Sources: {source_line(page)}")


@put.register
def _records(page: RecordsPage, console: Console) -> None:
    console.print(Text(page.title, style="bold"))
    console.print(_rich(page.table))
    _say(console, page.hint)


@put.register
def _count(page: CountPage, console: Console) -> None:
    _top(console, page.title, page.dek, page.headline, (page.basis, *page.lead))
    if page.official is not None:
        for held in (page.official.differences, page.official.known):
            if held is not None:
                _grid(console, held)
        for note in page.official.notes:
            _say(console, note)
    blocks = text_blocks(page.stages, console.width)
    for made in (page.elected, *blocks):
        _grid(console, made)
    marks = marks_note(page.stages) if blocks else ""
    _say(console, f"{marks} {page.stages.note}".strip())
    _head(console, "Stage by stage")
    for stage in page.said:
        _say(console, stage.head)
        for line in (stage.moved, *stage.then):
            _say(console, line, indent=4)
    _list(console, "Ties", [tie.text for tie in page.ties])
    for made in (*page.exhibits, page.papers, page.facts):
        _grid(console, made)
    _list(console, "Asked of this count", [f"{name}: {said}" for name, said in page.terms])
    _list(console, "Assumed: no clause could be cited", page.assumed)
    _list(console, "Notes", page.notes)
    _head(console, "Made of")
    for name, said in page.provenance.facts:
        _say(console, f"{name}: {said}")
    _foot(console, (), page.provenance)


@put.register
def _counts(page: CountsPage, console: Console) -> None:
    console.print(Text(page.title, style="bold"))
    console.print(Text(page.headline))
    console.print(_whole(page.table, console.width, ("Seconds", "Stages", "Quota", "Valid")))
    _list(console, "Cells that differ", [f"{name}: {said}" for name, said in page.differences])
    if page.again:
        console.print(Text(f"Again: {page.again}", style="dim"))


@put.register
def _rules(page: RulesPage, console: Console) -> None:
    console.print(Text(page.title, style="bold"))
    console.print(_whole(page.table, console.width, ("Ballots", "Place", "From")))
    _say(console, page.hint)


@put.register
def _rule(page: RulePage, console: Console) -> None:
    _top(console, page.title, page.dek, page.headline, page.lead)
    for made in (page.facts, page.options, page.versions):
        if made is not None:
            _grid(console, made)
    _say(console, page.more)


@put.register
def _margin(page: MarginPage, console: Console) -> None:
    _top(console, page.title, page.dek, page.headline, page.lead)
    for made in (page.seats, page.witness):
        _grid(console, made)
    _list(console, "Notes", page.notes)
    _foot(console, (), page.provenance)


@put.register
def _plain_page(page: PlainPage, console: Console) -> None:
    _top(console, page.title, page.dek, page.headline, page.lead)
    for section in page.sections:
        _section(console, section)
    _stated(console, page.assumptions)
    _list(console, "Notes", page.notes)
    _foot(console, (), page.provenance)


def _section(console: Console, section: Section) -> None:
    if section.title:
        _head(console, section.title)
    for sentence in section.sentences:
        _say(console, sentence)
    for item in section.items:
        _say(console, f"- {item}")
    for made in section.tables:
        if made.caption != section.title:
            _grid(console, made)
        elif made.rows:
            console.print(_rich(made))
            _say(console, made.note)
    if section.sources:
        _say(console, f"Source: {hosts(section.sources)}")


def _top(console: Console, title: str, dek: str, headline: str, lead: Sequence[str]) -> None:
    console.print(Text(title, style="bold"))
    console.print(Text(dek, style="dim"))
    console.print()
    console.print(Text(headline, style="bold"))
    for sentence in lead:
        console.print(Text(sentence))


def _head(console: Console, title: str) -> None:
    console.print()
    console.print(Text(title, style="bold underline"))


def _say(console: Console, text: str, indent: int = 2) -> None:
    if text:
        console.print(Padding(Text(text), (0, 0, 0, indent)))


def _list(console: Console, title: str, items: Sequence[str]) -> None:
    if items:
        _head(console, title)
    for item in items:
        _say(console, f"- {item}")


def _grid(console: Console, made: Table) -> None:
    if made.rows:
        _head(console, made.caption)
        console.print(_rich(made))
        _say(console, made.note)


def _whole(made: Table, width: int, spare: Sequence[str]) -> Padding:
    """A table whose names and numbers are never broken: columns of `spare` go where it is narrow.

    What wraps are the other columns of words, which keep `LEAST` letters at least.
    """
    for head in spare:
        if _needs(made) > width:
            made = without(made, head)
    return _rich(made, whole=True)


def _needs(made: Table) -> int:
    """Letters the table takes at the narrowest, its margin of two included."""
    least = [
        wide if column.number or not i else min(wide, LEAST)
        for i, (column, wide) in enumerate(zip(made.columns, _widths(made)))
    ]
    return 2 + sum(least) + GAP * (len(least) - 1)


def _widths(made: Table) -> list[int]:
    return [
        max(len(text) for text in (column.head, *(row[i] for row in made.rows)))
        for i, column in enumerate(made.columns)
    ]


def _rich(
    made: Table, first: int | None = None, rest: int | None = None, *, whole: bool = False
) -> Padding:
    """A table; `first` and `rest` fix widths, `whole` keeps the first and numbers unbroken."""
    grid = _lined()
    for column in made.columns:
        justify = "right" if column.number else "left"
        grid.add_column(Text(column.head), justify=justify, overflow="fold")  # type: ignore[arg-type]
        grid.columns[-1].width = rest if column.number else None
    if rest is not None:
        grid.columns[0].width = first
    for i, wide in enumerate(_widths(made) if whole else ()):
        if made.columns[i].number or not i:
            grid.columns[i].no_wrap, grid.columns[i].min_width = True, wide
    for i, row in enumerate(made.rows, 1):
        style = "bold" if i - 1 in made.strong else None
        cells = [Text(cell) for cell in row]
        grid.add_row(*cells, style=style, end_section=i == made.line_after)
    return Padding(grid, (0, 0, 0, 2))


def _each(made: Table, first: int, most: int, console: Console) -> int:
    """How wide each column of numbers may be, so that none is cut off."""
    count = sum(column.number for column in made.columns)
    return max(5, min(most, (console.width - 2 - first) // max(count, 1) - GAP))


def _lined() -> Grid:
    return Grid(box=LINES, pad_edge=False, padding=(0, 1), show_edge=False)


def _plain() -> Grid:
    return Grid.grid(padding=(0, 2, 0, 0))


def _board(console: Console, made: Board, title: str = "Seat board") -> None:
    _head(console, title)
    grid = _lined()
    heads = [column.head for column in made.table.columns]
    kept = [i for i, head in enumerate(heads) if head not in DRAWN]
    for i in kept:
        left = heads[i] in LIMITS
        grid.add_column(heads[i], justify="left" if left else "right", no_wrap=True)
        grid.columns[-1].max_width = LIMITS.get(heads[i])
    grid.add_column("", no_wrap=True, overflow="crop")
    cells = {row[0]: row for row in made.table.rows}
    for row in made.rows:
        style = "bold" if row.focus else None
        texts = [Text(cells[str(row.rank)][i]) for i in kept]
        strip = _strip(row, made, console)
        grid.add_row(*texts, strip, style=style, end_section=row.rank == made.seats)
    console.print(Padding(grid, (0, 0, 0, 2)))
    for line in (made.fold, made.table.note):
        _say(console, line)


def _strip(row: BoardRow, made: Board, console: Console) -> Text:
    """The interval of the share on a scale that all rows have."""
    low = min(r.low for r in made.rows)
    span = max(r.high for r in made.rows) - low or 1.0
    start, mid, end = (round((x - low) / span * (STRIP - 1)) for x in (row.low, row.mid, row.high))
    line, dot = ("─", "●") if console.encoding.lower().startswith("utf") else ("-", "o")
    bar = " " * start + line * (mid - start) + dot + line * (end - mid)
    return Text(bar, style=_hue(row.slate, made.slates))


def _hue(slate: str, order: Sequence[str]) -> str:
    return PALETTE[order.index(slate) % len(PALETTE)] if slate in order else ""


def _ladder(console: Console, made: Ladder) -> None:
    _grid(console, made.table)


def _event(console: Console, event: EventBlock) -> None:
    _head(console, f"What changed: {event.title}")
    _say(console, event.text)
    _say(console, event.sentence)
    console.print(_rich(event.table))
    if event.sources:
        _say(console, f"Source: {hosts(event.sources)}")


def _worlds(console: Console, made: WorldsBlock) -> None:
    _head(console, "Worlds side by side: odds of a seat")
    console.print(_rich(made.table, WORLD, _each(made.table, WORLD, 11, console)))
    for line in (made.table.note, made.sentence, made.note):
        _say(console, line)


def _odds_grid(console: Console, made: GridBlock) -> None:
    _grid(console, made.table)
    _say(console, made.sentence)


def _stated(console: Console, assumptions: Sequence[Stated]) -> None:
    if not assumptions:
        return
    _head(console, "Assumptions (full sources in the report and in JSON; * can be set)")
    grid = _plain()
    grid.add_column(ratio=9, no_wrap=True)
    grid.add_column(ratio=10, no_wrap=True)
    grid.add_column(ratio=12, style="dim", no_wrap=True)
    for a in assumptions:
        grid.add_row(Text(f"{a.name}{' *' if a.adjustable else ''}"), Text(a.value), _origin(a))
    console.print(Padding(grid, (0, 0, 0, 2)))


def _origin(a: Stated) -> Text:
    return Text(shorten(hosts(a.sources, 1), 40, placeholder=" …"))


def _track(console: Console, made: Track) -> None:
    _head(console, "How it has done before")
    _say(console, made.verdict)
    for mode in made.modes:
        console.print()
        _say(console, mode.table.caption)
        console.print(_rich(mode.table))
        _say(console, mode.table.note)
    _say(console, made.caution)


def _claim_lines(claim: str, reading: str, forecast: str, outcome: str) -> list[tuple[str, str]]:
    lines = [("Claim", claim), ("Read as", reading), ("Forecast", forecast), ("Outcome", outcome)]
    return [(label, words) for label, words in lines if words]


def _foot(console: Console, health: Sequence[tuple[str, str]], provenance: Provenance) -> None:
    console.print()
    if health:
        checks = ", ".join(f"{name} {value}" for name, value in health)
        console.print(Text(f"Health of the fit: {checks}", style="dim"))
    console.print(Text(provenance.cite, style="dim"))
    if provenance.command:
        console.print(Text(f"Again: {provenance.command}", style="dim"))
