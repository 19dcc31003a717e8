"""Text is fixed at 100 columns and holds the answer first."""

import io

import pytest
from rich.console import Console

from hustings.report import text
from hustings.report.pages import (
    Page,
    backtest_page,
    forecast_page,
    records_page,
    show_page,
    whatif_page,
)
from hustings.store import RecordInfo

BOARD = """\
Seat board
      Candidate   Slate          Seat    Votes   80 % interval   Ballots
"""


@pytest.fixture(params=["forecast", "whatif", "backtest", "show", "records"])
def page(request, forecast, whatif, backtest, view) -> Page:
    info = RecordInfo("orchard-club", "Orchard Club", 3, (2010, 2014), "CC0")
    pages = {
        "forecast": lambda: forecast_page(forecast, command="hustings forecast orchard-club"),
        "whatif": lambda: whatif_page(whatif),
        "backtest": lambda: backtest_page(backtest),
        "show": lambda: show_page(view),
        "records": lambda: records_page([info]),
    }
    return pages[request.param]()


def test_every_page_fits_and_repeats(page: Page) -> None:
    first = text.render(page)
    assert first == text.render(page)
    assert max(len(line) for line in first.splitlines()) <= text.WIDTH
    assert "\x1b" not in first


def test_the_forecast_in_order(forecast) -> None:
    out = text.render(forecast_page(forecast, command="hustings forecast orchard-club"))
    heads = ["holds a seat with 71", BOARD, "Around the line", "Headroom", "What changed", "Worlds"]
    heads += ["already in", "Ballots in time", "Assumptions", "done before", "Health", "Again:"]
    places = [out.index(head) for head in heads]
    assert places == sorted(places)
    assert "0123456789ab, seed 7, 20,000 draws" in out


def test_no_column_is_cut_off(backtest, forecast) -> None:
    """Eight methods with long names and six candidates with long names still fit."""
    from dataclasses import replace

    more = [replace(backtest.contests[0].scores[0], method=f"method-{i}") for i in range(5)]
    row = replace(backtest.contests[0], scores=(*backtest.contests[0].scores, *more))
    out = text.render(backtest_page(replace(backtest, contests=(row,))))
    table = out[out.index("Brier score of each contest") :].split("\n\n")[0]
    assert table.count("0.0") == 8
    people = tuple(replace(c, name=f"{c.name} Longworthy") for c in forecast.candidates)
    out = text.render(forecast_page(replace(forecast, candidates=people)))
    table = out[out.index("Worlds side by side") :].split("\n\n")[0]
    assert next(line for line in table.splitlines() if "Published" in line).count("%") == 6


def test_a_broken_line_stands_under_the_last_seat(forecast) -> None:
    lines = text.render(forecast_page(forecast)).splitlines()
    at = next(i for i, line in enumerate(lines) if "╌" in line)
    assert "3   Cy Venn" in lines[at - 1]
    assert "4   Di Marsh" in lines[at + 1]


def test_a_stream_that_is_no_terminal_gets_no_colour(forecast) -> None:
    out = io.StringIO()
    text.write(forecast_page(forecast), text.console_for(out))
    assert "\x1b" not in out.getvalue()


def test_a_terminal_gets_colour(forecast) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=100)
    text.write(forecast_page(forecast), console)
    assert "\x1b[36m" in console.file.getvalue()


def test_a_stream_without_unicode_still_prints(forecast) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", errors="replace")
    text.write(forecast_page(forecast), text.console_for(stream))
    stream.flush()
    assert b"--o--" in raw.getvalue()


def test_markup_in_a_name_is_only_text(forecast) -> None:
    from dataclasses import replace

    named = replace(forecast.candidates[0], name="Ada [red]Quill[/red]")
    hostile = replace(forecast, candidates=(named, *forecast.candidates[1:]))
    assert "Ada [red]Quill[/red]" in text.render(forecast_page(hostile))
