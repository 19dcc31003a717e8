"""The evening of 1 August 2018: Labour's nine seats, the day Momentum dropped Willsman."""

from __future__ import annotations

import re
from datetime import date

import pytest

from hustings.scenario.forecast import describe
from hustings.scenario.results import Forecast
from hustings.scenario.situation import Situation


@pytest.fixture(scope="module")
def told(night: Situation) -> Forecast:
    return describe(night)


def test_the_fit_is_healthy(told: Forecast) -> None:
    assert told.health["ess"] >= 200
    assert told.health["worst_k_hat"] <= 0.7
    assert told.health["sum_of_odds"] == pytest.approx(told.health["seats"], abs=1e-6)


def test_four_worlds_are_shown_and_the_claim_is_marked_as_assumed(told: Forecast) -> None:
    """The columnists' view stands beside the model and is never averaged into it."""
    assert [w.name for w in told.worlds] == ["published", "model", "last-result", "pundits"]
    assert [w.assumed for w in told.worlds] == [False, False, False, True]
    assert all(w.source and w.title for w in told.worlds)
    readings = [a for a in told.assumptions if a.name.startswith("pundits:")]
    assert len(readings) == 3
    assert all("our reading" in a.source for a in readings)


def test_the_slates_are_those_of_the_day(told: Forecast) -> None:
    """Nine for the left (Willsman without Momentum), nine for the right, eight alone."""
    lines = {c.id: c.slate for c in told.candidates}
    assert sorted(lines.values()).count("left") == 9
    assert sorted(lines.values()).count("right") == 9
    assert lines["eddie-izzard"] == lines["ann-black"] == "independent"
    backers = {c.id: c.slates for c in told.candidates}
    assert "momentum" not in backers["pete-willsman"]
    assert "clga" in backers["pete-willsman"]
    assert all(
        "momentum" in b for c, b in backers.items() if lines[c] == "left" and c[:4] != "pete"
    )


def test_the_step_is_the_seventh_day_of_voting(told: Forecast) -> None:
    """Papers went out on 26 July, day 0; 1 August is day 6."""
    (step,) = told.steps
    assert step.day == 6
    assert step.on == date(2018, 8, 1)
    assert step.text == "Momentum withdraws its endorsement of Pete Willsman"
    assert step.source.startswith("http")
    assert 0 < step.cast.median < 0.5
    assert 0 < step.loss.median < 0.5


def test_willsman_falls_in_every_world(told: Forecast) -> None:
    for world in told.worlds:
        assert world.p_seat["pete-willsman"] < world.p_seat_before["pete-willsman"] - 0.02, (
            world.name
        )


def test_willsman_is_the_last_of_the_left(told: Forecast) -> None:
    """Of the nine he is the least likely, the likeliest ninth, and still above even odds."""
    odds = {c.id: c.p_seat for c in told.candidates}
    left = [c.id for c in told.candidates if c.slate == "left"]
    assert min(left, key=odds.__getitem__) == "pete-willsman"
    assert told.last_seat[0].id == "pete-willsman"
    assert odds["pete-willsman"] > 0.5
    assert {c.id for c in told.candidates[:9]} == set(left)


def test_in_the_model_izzard_is_likelier_tenth_than_black(told: Forecast) -> None:
    """The columnists thought of Black; the slates say Izzard, who was tenth in the event."""
    model = next(w for w in told.worlds if w.name == "model")
    tenth = {c.id: c.p for c in model.first_out}
    assert tenth["eddie-izzard"] > 2 * tenth.get("ann-black", 0)
    assert max(tenth, key=tenth.__getitem__) == "eddie-izzard"


def test_in_the_pundits_world_black_is_the_threat(told: Forecast) -> None:
    """Their words, taken as true: Black ninth ahead of Willsman."""
    pundits = next(w for w in told.worlds if w.name == "pundits")
    assert pundits.p_seat["ann-black"] > pundits.p_seat["pete-willsman"]
    assert pundits.p_seat["eddie-izzard"] < 0.05


def test_seed_hash_and_version_are_printed(told: Forecast, night: Situation) -> None:
    """Enough to run it again."""
    assert told.seed == 2018
    assert told.draws == night.n == 4000
    assert re.fullmatch(r"[0-9a-f]{64}", told.data_sha256)
    assert told.version


def test_the_curve_spans_the_window(told: Forecast) -> None:
    """Nothing is in on day 0 and everything on day 35; the middle never falls."""
    assert told.curve is not None
    assert (told.curve.opened, told.curve.closed) == (date(2018, 7, 26), date(2018, 8, 30))
    for line in (told.curve.p10, told.curve.median, told.curve.p90):
        assert line[0] == 0
        assert line[-1] == pytest.approx(1)
        assert list(line) == sorted(line)
    assert told.curve.observed == ()


def test_nothing_had_happened_the_evening_before(eve: Situation) -> None:
    """31 July: no step, no columnist, Willsman in line with the rest of the left."""
    told = describe(eve)
    assert told.steps == ()
    assert [w.name for w in told.worlds] == ["published", "model", "last-result"]
    odds = {c.id: c.p_seat for c in told.candidates}
    assert odds["pete-willsman"] > 0.85
    for world in told.worlds:
        assert world.p_seat == world.p_seat_before
