"""Which drawings a count's page has, each with words for those who cannot see it."""

from __future__ import annotations

from functools import partial

from hustings.report import words
from hustings.report.blocks import Table, table
from hustings.report.count_flow_spec import sankey_spec
from hustings.report.count_flows import Flows, Series
from hustings.report.count_page import CountPage
from hustings.report.count_specs import bars_spec, lines_spec
from hustings.report.figure import MIDDLE, Figure, Frame

PHONE, WIDE = Frame(344, narrow=True), Frame(704)
STEP, LEAST, MOST = 78, 860, 1040
"""Pixels a stage has in the wide drawing, and how wide that may be."""


def count_figures(page: CountPage) -> list[Figure]:
    """The flow of votes, wide and for a phone, and votes by stage; bars for a single stage."""
    found: list[Figure] = []
    if page.flows is not None:
        found += _sankey(page.flows, page)
    if len(page.series.quota) > 1:
        found += [_lines(page, "by-stage", MIDDLE), _lines(page, "by-stage-wide", WIDE)]
    elif page.series.parties:
        found.append(_bars(page))
    return found


def _sankey(made: Flows, page: CountPage) -> list[Figure]:
    width = min(MOST, max(LEAST, 250 + STEP * (len(made.acts) - 1)))
    moved = _moves(made)
    alt = f"Flow of votes from stage to stage. {page.headline} {_largest(made)}"
    title = "Where the votes went"
    draw = partial(sankey_spec, made)
    return [
        Figure("transfers", title, alt, moved, draw, Frame(width)),
        Figure("transfers-phone", title, alt, moved, draw, PHONE),
    ]


def _moves(made: Flows) -> Table:
    names = {party.key: party.name for party in made.parties}
    rows = [
        [str(f.stage), names[f.source], names[f.to], f"{f.votes:,.2f}"]
        for f in made.flows
        if f.moved
    ]
    return table(
        "transfers",
        "Transfers drawn",
        [">Stage", "From", "To", f">{words.capital(made.votes_word)}"],
        rows,
    )


def _largest(made: Flows) -> str:
    moved = [flow for flow in made.flows if flow.moved]
    if not moved:
        return "Nothing moved."
    names = {party.key: party.name for party in made.parties}
    top = max(moved, key=lambda f: f.votes)
    return (
        f"The largest transfer is {top.votes:,.0f} {made.votes_word} from {names[top.source]} to "
        f"{names[top.to]} at stage {top.stage}."
    )


def _lines(page: CountPage, name: str, frame: Frame) -> Figure:
    made = page.series
    return Figure(
        name,
        f"{words.capital(made.votes_word)} by stage",
        f"Lines of each candidate's {made.votes_word} by stage. {page.headline}",
        _by_stage(made),
        partial(lines_spec, made),
        frame,
    )


def _by_stage(made: Series) -> Table:
    heads = ["Candidate", *(f">{i}" for i in range(1, len(made.quota) + 1))]
    rows = [
        [party.name, *("" if v is None else f"{v:,.0f}" for v in line)]
        for party, line in zip(made.parties, made.votes)
    ]
    return table(
        "by-stage", f"{words.capital(made.votes_word)} by stage, whole numbers", heads, rows
    )


def _bars(page: CountPage) -> Figure:
    made = page.series
    return Figure(
        "bars",
        f"{words.capital(made.votes_word)} by candidate",
        f"Bars of each candidate's {made.votes_word}; the elected are darker. {page.headline}",
        _by_stage(made),
        partial(bars_spec, made),
        MIDDLE,
    )
