"""Sentences written from the numbers."""

from dataclasses import replace
from datetime import date

from hustings.report.pages import backtest_page, forecast_page, show_page, whatif_page
from hustings.report.show_page import ShownMember, ShownSlate
from hustings.scenario.results import Backtest, Forecast, Headroom, WhatIf


def test_the_headline_says_what_the_event_did(forecast: Forecast) -> None:
    assert forecast_page(forecast).headline == (
        "Cy Venn holds a seat with 71 chances in 100, down from 90 before the League withdrew its "
        "endorsement on 1 August."
    )


def test_a_long_event_follows_its_day(forecast: Forecast) -> None:
    long = replace(forecast.steps[0], text="The League withdrew support and " + "talked " * 9)
    headline = forecast_page(replace(forecast, steps=(long,))).headline
    assert "before 1 August, when the League withdrew support and talked" in headline


def test_several_events_are_counted(forecast: Forecast) -> None:
    later = replace(forecast.steps[0], on=date(2031, 8, 9), day=14)
    page = forecast_page(replace(forecast, steps=(later, forecast.steps[0])))
    assert page.headline.endswith("on 1 August, the first of two events.")
    assert [event.on.day for event in page.events] == [1, 9]


def test_the_headroom_sentence(forecast: Forecast) -> None:
    lead = forecast_page(forecast).lead
    assert lead[0] == (
        "Cy Venn can lose about 6,000 more votes, or 10 % of them at any turnout, before the odds "
        "are even: about 1 in 6 of those still to come."
    )
    assert lead[1] == "Counted from before the event: the odds turn when 62 % of them follow."
    assert lead[2].startswith("The last seat, third, goes most often to Cy Venn (52 %)")


def test_headroom_that_is_missing(forecast: Forecast) -> None:
    room = {"cy-venn": Headroom(-0.1, -6010.0, None)}
    page = forecast_page(replace(forecast, headroom=room))
    assert page.lead[0] == (
        "Cy Venn needs about 6,000 more votes for even odds, or 10 % more at any turnout."
    )
    assert page.numbers[1].label == "votes missing for even odds"


def test_without_a_focus_the_headline_is_the_line(forecast: Forecast) -> None:
    page = forecast_page(replace(forecast, focus="", steps=(), headroom={}, worlds=(), track=()))
    assert page.headline == (
        "The last of the three seats lies between Cy Venn (71 chances in 100) and Di Marsh (26)."
    )
    assert page.worlds is None
    assert page.track is None


def test_as_many_candidates_as_seats(forecast: Forecast) -> None:
    page = forecast_page(
        replace(forecast, focus="", candidates=forecast.candidates[:3], steps=(), headroom={})
    )
    assert "nobody is left over" in page.headline
    assert page.board.table.line_after == 0


def test_the_board_folds_the_hopeless_but_keeps_everyone(forecast: Forecast) -> None:
    board = forecast_page(forecast).board
    assert [row.name for row in board.rows][-1] == "Ed Rowan"
    assert board.fold == "and three others below 1 %"
    assert len(board.everyone) == len(board.table.rows) == 8
    assert board.slates == ("orchard", "harbour", "independent")


def test_worlds_are_never_averaged(forecast: Forecast) -> None:
    worlds = forecast_page(forecast).worlds
    assert worlds is not None
    assert "never averaged" in worlds.note
    assert worlds.rows[0].title == "Published"
    assert "run from 32 % (“All follow”) to 78 % (“Model”)" in worlds.sentence


def test_whatif_says_what_moves(whatif: WhatIf) -> None:
    page = whatif_page(whatif)
    assert page.headline == "The odds of Cy Venn fall from 90 to 71 chances in 100."
    assert [row[3] for row in page.table.rows] == ["−19", "+19"]
    assert page.numbers[1].value == "62 %"


def test_a_gain_is_told_as_a_gain(whatif: WhatIf) -> None:
    loss = whatif.loss
    assert loss is not None
    gain = replace(loss, p05=-0.2, p10=-0.18, median=-0.1, p90=-0.02, p95=-0.01)
    page = whatif_page(replace(whatif, loss=gain))
    assert "The change adds 10 % (80 % interval 2–18 %)" in page.lead[1]


def test_backtest_is_honest_about_its_size(backtest: Backtest) -> None:
    page = backtest_page(backtest)
    assert "0.061" in page.headline
    assert "0.074" in page.headline
    assert "about 18 independent ones" in page.lead[0]
    assert [mode.mode for mode in page.modes] == ["forward", "leave-one-out"]


def test_a_method_that_loses_is_not_called_better(backtest: Backtest) -> None:
    ours, other, _ = backtest.means["forward"]
    swapped = {"forward": (replace(ours, brier=0.2), other)}
    headline = backtest_page(replace(backtest, contests=backtest.contests[:3], means=swapped))
    assert "no better than" in headline.headline


def test_show_groups_acts_and_keeps_undated_ones_last(view) -> None:
    page = show_page(view)
    assert page.window.endswith("day 6 of 35, 29 days left.")
    assert page.acts is not None
    assert page.acts.rows[0] == ("9 February 2031", "League", "endorsed", "Ada Quill and Cy Venn")
    assert page.acts.rows[-1][0] == "no date"


def test_show_says_backers_that_all_share_once(view) -> None:
    """Three of a slate share three backers; one has lost a backer in mid-ballot."""
    full = ("League", "Pruners", "Grafters")
    members = tuple(
        ShownMember(name.lower(), name, None, backers)
        for name, backers in (("Ada", full), ("Bo", full), ("Cy", full[1:]), ("Di", (*full, "X")))
    )
    page = show_page(replace(view, slates=(ShownSlate("orchard", members),)))
    assert [row[2] for row in page.slates[0].rows] == ["all", "all", "all but League", "all and X"]
    assert page.slates[0].note == "All: League; Pruners; Grafters."


def test_worlds_lose_their_own_name_from_their_title(forecast: Forecast) -> None:
    world = replace(forecast.worlds[1], title="the model: slates and people of 2008-2018")
    page = forecast_page(replace(forecast, worlds=(world,)))
    assert page.worlds is not None
    assert page.worlds.rows[1].meaning == "slates and people of 2008-2018"
    assert page.worlds.rows[0].title == "Published"
