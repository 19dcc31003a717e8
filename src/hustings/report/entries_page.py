"""Double entry as a page: what differs, what was ruled, and how often the two typed differently."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hustings.auditing.entries_result import Difference, EntriesCompared, Entry
from hustings.model.entries import BLANK, WHOLE
from hustings.report import words
from hustings.report.blocks import KeyNumber, Provenance, Table, table
from hustings.report.count_numbers import many
from hustings.report.plain_page import PlainPage, Section

MOST_SHOWN = 200
"""Differences shown on a page; JSON and CSV have them all."""


def entries_page(compared: EntriesCompared, *, command: str = "") -> PlainPage:
    """The page of two keyed files; `command` is what makes the same one again."""
    c = compared
    return PlainPage(
        name=words.slug(f"entries-{c.first.name}"),
        kicker="Double entry",
        title=f"{c.first.name} beside {c.second.name}",
        dek=_dek(c),
        headline=_headline(c),
        lead=tuple(_lead(c)),
        numbers=tuple(_numbers(c)),
        sections=tuple(_sections(c)),
        notes=tuple(_notes(c)),
        provenance=_provenance(c, command),
    )


def _dek(c: EntriesCompared) -> str:
    if _by_ranking(c):
        return f"{many(c.papers, 'paper')}, compared by {c.basis}."
    return f"{many(c.papers, 'paper')} in both, told apart by {c.basis}."


def _by_ranking(c: EntriesCompared) -> bool:
    """True for papers without numbers: only how many bear each ranking is known."""
    return c.columns == ("ranking",)


def _headline(c: EntriesCompared) -> str:
    if not c.differences:
        return "The two files say the same of every paper."
    said = many(len(c.differences), "difference")
    if not c.open:
        return f"{said}, each ruled on: the papers are agreed."
    none = "not ruled on" if len(c.differences) == 1 else "none is ruled on"
    still = none if c.open == len(c.differences) else f"{c.open:,} still open"
    return f"{said}, {still}: nothing is agreed yet."


def _lead(c: EntriesCompared) -> Iterable[str]:
    if not _by_ranking(c):
        cells = sum(d.kind == "cell" for d in c.differences)
        differ = "differs" if cells == 1 else "differ"
        yield f"{cells:,} of {c.cells:,} cells {differ}: {_rate(c.rate)} in 1,000."
    if c.agreed:
        left = f", {many(len(c.rejected), 'paper')} rejected" if c.rejected else ""
        yield f"{words.capital(many(c.counted, 'paper'))} to count{left}."


def _rate(rate: Fraction) -> str:
    """A rate in 1,000 to one place, half up; one that is not none never reads as none."""
    tenths = int(rate * 10 + Fraction(1, 2))
    if rate and not tenths:
        return "under 0.1"
    return f"{tenths // 10:,}.{tenths % 10}"


def _numbers(c: EntriesCompared) -> Iterable[KeyNumber]:
    yield KeyNumber(f"{c.papers:,}", "papers in both")
    yield KeyNumber(f"{len(c.differences):,}", "differences")
    what = "papers" if _by_ranking(c) else "cells"
    yield KeyNumber(_rate(c.rate), f"in 1,000 {what} differ")
    yield KeyNumber(f"{c.open:,}", "still open")


def _sections(c: EntriesCompared) -> Iterable[Section]:
    if shown := c.differences[:MOST_SHOWN]:
        beyond = len(c.differences) - len(shown)
        note = f"And {beyond:,} more; --format csv lists them all." if beyond else ""
        title = "How many papers bear a ranking" if _by_ranking(c) else "What differs"
        yield Section(title, tables=(_differences(c, shown, title, note),))
    if hints := _hints(shown):
        yield Section("Perhaps one paper under two numbers", items=hints)
    ruled = [d for d in c.differences[:MOST_SHOWN] if d.ruling is not None]
    if ruled:
        yield Section("What was ruled", tables=(_rulings(ruled),))
    if c.rejected:
        items = tuple(f"paper {paper}: {why}" for paper, why in c.rejected)
        yield Section("Rejected, and not to be counted", items=items)
    yield Section("The two files", tables=(_files(c),))


def _differences(c: EntriesCompared, shown: Iterable[Difference], title: str, note: str) -> Table:
    if _by_ranking(c):
        rows = [[d.paper, d.first, d.second] for d in shown]
        return table("differences", title, ["Ranking", "First", "Second"], rows, note=note)
    heads = ["Paper", "Column", "First", "Second", "Paper says"]
    rows = [
        [
            *(d.paper, d.column),
            _said(d.first, d.first_lines),
            _said(d.second, d.second_lines),
            d.settled or "open",
        ]
        for d in shown
    ]
    return table("differences", title, heads, rows, note=note)


def _said(text: str, lines: tuple[int, ...]) -> str:
    where = f" (line {words.listed([str(line) for line in lines])})" if lines else ""
    return f"{text or BLANK}{where}"


def _hints(shown: Iterable[Difference]) -> tuple[str, ...]:
    return tuple(f"{d.paper}: {d.hint}" for d in shown if d.hint and d.first_lines and not d.ruling)


def _rulings(ruled: Iterable[Difference]) -> Table:
    rows = [
        [
            d.paper,
            WHOLE if d.ruling.column == WHOLE else d.column,
            d.ruling.ruling,
            words.listed(d.ruling.by),
            words.partial_day(d.ruling.on),
            d.ruling.why,
        ]
        for d in ruled
        if d.ruling is not None
    ]
    once = list(dict.fromkeys(map(tuple, rows)))
    heads = ["Paper", "Column", "Ruling", "By", "On", "Why"]
    return table("rulings", "What was ruled", heads, once)


def _files(c: EntriesCompared) -> Table:
    rows = [_file("first", c.first), _file("second", c.second)]
    heads = ["", "File", "Keyed by", ">Papers", ">Ruled against", "SHA-256"]
    return table("files", "The two files", heads, rows)


def _file(which: str, entry: Entry) -> list[str]:
    keyer = entry.keyed_by or "not stated"
    return [which, entry.name, keyer, f"{entry.papers:,}", f"{entry.against:,}", entry.sha256[:12]]


def _notes(c: EntriesCompared) -> Iterable[str]:
    if c.aside:
        yield f"Columns not compared: {', '.join(c.aside)}."
    if not (c.first.keyed_by and c.second.keyed_by):
        yield "Who keyed the files is not stated; [keyed] of the rulings says it."
    yield from c.notes


def _provenance(c: EntriesCompared, command: str) -> Provenance:
    from hustings import __version__

    cite = f"hustings {__version__}, double entry of {c.first.name} and {c.second.name}"
    facts = [("first file", c.first.sha256), ("second file", c.second.sha256)]
    if c.rulings:
        facts.append(("rulings", c.rulings))
    return Provenance(f"{cite}.", tuple(facts), command)
