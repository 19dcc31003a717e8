"""Every number printed is one of a family that adds up: odds, ladders, spreads, grids, headroom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import hustings
from hustings import Change
from hustings.forecasting.scores import floored
from hustings.scenario.forecast import describe
from hustings.scenario.results import Forecast
from hustings.scenario.situation import Situation
from hustings.scenario.whatif import with_settings

ON = date(2018, 8, 5)
WORLDS = ["published", "model", "last-result", "pundits"]
DROPS = [
    Change("withdraw", "darren-williams", ON, "momentum"),
    Change("withdraw", "johanna-baxter", ON, "progress"),
    Change("withdraw", "pete-willsman", ON, "clga"),
]


@pytest.fixture(scope="module")
def told(night: Situation) -> Forecast:
    return describe(night)


def played(situation: Situation, world: str, *changes: Change):
    """Shares and counts after the recorded events and these."""
    drawn = situation.worlds[world]
    everything = (*situation.changes, *changes)
    share = situation.play(drawn, everything)
    return share, situation.count(drawn, share, everything)


# ---- odds --------------------------------------------------------------------------------------


def test_the_odds_of_every_world_add_up_to_the_seats(told: Forecast) -> None:
    """Nine seats in each world, before the withdrawal and after it."""
    assert [w.name for w in told.worlds] == WORLDS
    assert sum(c.p_seat for c in told.candidates) == pytest.approx(9, abs=1e-6)
    for world in told.worlds:
        assert sum(world.p_seat.values()) == pytest.approx(9, abs=1e-6), world.name
        assert sum(world.p_seat_before.values()) == pytest.approx(9, abs=1e-6), world.name


def test_no_odds_pass_the_floor_or_the_ceiling(told: Forecast) -> None:
    """Half a per cent either way is more than the simulations can vouch for."""
    odds = [c.p_seat for c in told.candidates]
    for world in told.worlds:
        odds += [*world.p_seat.values(), *world.p_seat_before.values()]
    odds += [p for step in told.steps for m in step.moved for p in (m.before, m.after)]
    assert min(odds) >= 0.005 - 1e-12
    assert max(odds) <= 0.995 + 1e-12


def test_the_board_is_the_published_world(told: Forecast) -> None:
    """The first world is what the board shows, likeliest first."""
    published = told.worlds[0]
    assert {c.id: c.p_seat for c in told.candidates} == published.p_seat
    assert told.last_seat == published.last_seat
    assert told.first_out == published.first_out
    odds = [c.p_seat for c in told.candidates]
    assert odds == sorted(odds, reverse=True)


def test_the_ladders_are_odds_of_one_place(told: Forecast) -> None:
    """One candidate is ninth and one tenth in each draw; the unlikely are left out of the list."""
    for world in told.worlds:
        for ladder in (world.last_seat, world.first_out):
            assert 0.85 < sum(c.p for c in ladder) <= 1 + 1e-9
            assert all(c.p >= 0.005 for c in ladder)


def test_odds_and_intervals_come_from_the_same_draws(night: Situation, told: Forecast) -> None:
    """Recomputed from the draws: quantiles of share and votes, and the share of draws elected."""
    share, counted = played(night, "published")
    p = floored(counted.elected.mean(axis=0), 9)
    for c in told.candidates:
        i = night.field.ids.index(c.id)
        assert c.p_seat == pytest.approx(p[i], abs=1e-12)
        for name, level in (("p05", 0.05), ("p10", 0.1), ("median", 0.5), ("p90", 0.9)):
            assert getattr(c.share, name) == pytest.approx(np.quantile(share[:, i], level))
            votes = np.quantile(counted.votes[:, i], level)
            assert getattr(c.votes, name) == pytest.approx(votes, abs=0.5)  # counted in whole votes
        assert c.share.p05 <= c.share.p10 <= c.share.median <= c.share.p90 <= c.share.p95


def test_the_ladder_is_the_board_taken_apart(night: Situation) -> None:
    """Odds of a seat are the odds of places one to nine, candidate by candidate."""
    _, counted = played(night, "published")
    assert sum(counted.at_place(k) for k in range(9)) == pytest.approx(counted.p_seat, abs=1e-12)


def test_the_pool_is_half_of_each(night: Situation) -> None:
    """What is published is half the model's draws and half the last result's."""
    pool, model, last = (night.worlds[w].draws.share for w in WORLDS[:3])
    half = len(model) // 2
    assert (pool[:half] == model[:half]).all()
    assert (pool[half:] == last[:half]).all()


# ---- the grid ----------------------------------------------------------------------------------


@pytest.mark.parametrize("change", DROPS, ids=lambda c: c.candidate)
@pytest.mark.parametrize("world", ["published", "pundits"])
def test_the_grid_says_what_compare_says(night: Situation, change: Change, world: str) -> None:
    """At cast x and follow f the grid gives what the what-if counts with those held.

    The grid is read off a closed form and floored, so it is compared with counted odds, floored.
    Whole votes may decide the odd draw in which the two are within one vote.
    """
    asked = hustings.compare(night, [change], world=world)
    assert asked.grid is not None
    # the recorded event is played with its own luck, only the new one is held
    base = night.play(night.worlds[world], night.changes)
    drawn = replace(night.worlds[world], draws=replace(night.worlds[world].draws, share=base))
    for x, row in zip(asked.grid.cast[::3], asked.grid.p[::3], strict=True):
        for f, p in zip(asked.grid.follow[::2], row[::2], strict=True):
            held = with_settings(night, {"cast": x, "aware": 1, "dependence": 1, "comply": f})
            share = held.play(drawn, [change])
            counted = held.count(drawn, share).p_seat[held.field.index(change.candidate)]
            assert p == pytest.approx(np.clip(counted, 0.005, 0.995), abs=2.5 / night.n), (x, f)


def test_the_grid_through_the_front_door(eve: Situation) -> None:
    """Eve of 1 August: Willsman's grid at (0.3, 0.4) and `compare` with the same settings."""
    change = Change("withdraw", "pete-willsman", date(2018, 8, 1), "momentum")
    held = {"cast": 0.3, "aware": 1, "dependence": 1, "comply": 0.4}
    asked = hustings.compare(eve, [change], settings=held)
    assert asked.grid is not None
    p = asked.grid.p[asked.grid.cast.index(0.3)][asked.grid.follow.index(0.4)]
    after = {c.id: c.p_seat for c in asked.after.candidates}["pete-willsman"]
    assert p == pytest.approx(after, abs=0.004)


@pytest.mark.parametrize("change", DROPS, ids=lambda c: c.candidate)
def test_the_grid_runs_one_way(night: Situation, change: Change) -> None:
    """More followers never help, more votes in never hurt; with none to follow nothing moves."""
    asked = hustings.compare(night, [change])
    assert asked.grid is not None
    p = np.array(asked.grid.p)
    assert (np.diff(p, axis=1) <= 0).all()
    assert (np.diff(p, axis=0) >= 0).all()
    assert len(set(p[:, 0])) == 1
    assert len(set(p[-1])) == 1
    _, counted = played(night, "published")
    before = counted.p_seat[night.field.index(change.candidate)]
    assert p[0, 0] == pytest.approx(before, abs=0.002)


def test_the_forecasts_grid_stands_before_the_event(night: Situation, told: Forecast) -> None:
    """Willsman's grid starts from the odds he had on 31 July."""
    assert told.focus == "pete-willsman"
    assert told.grid is not None
    (step,) = told.steps
    before = next(m.before for m in step.moved if m.id == told.focus)
    assert told.grid.p[0][0] == pytest.approx(before, abs=0.003)


def test_the_grid_of_a_replacement_says_what_compare_says(night: Situation) -> None:
    """Stephen Guy takes Darren Williams's place: rivals gain nothing, whoever follows."""
    change = Change("replace", "darren-williams", ON, successor="stephen-guy")
    held = {"cast": 0.3, "aware": 1, "dependence": 1, "comply": 0.4, "spill": 1}
    asked = hustings.compare(night, [change], settings=held)
    assert asked.grid is not None
    p = asked.grid.p[asked.grid.cast.index(0.3)][asked.grid.follow.index(0.4)]
    after = {c.id: c.p_seat for c in asked.after.candidates}["darren-williams"]
    assert p == pytest.approx(after, abs=0.02)


def test_the_grid_is_of_the_seats_asked_about(night: Situation) -> None:
    """Twelve seats and Johanna Baxter dropped: with nobody following, her odds are those of 12."""
    asked = hustings.compare(night, [DROPS[1]], seats=12)
    assert asked.grid is not None
    share, _ = played(night, "published")
    counted = night.count(night.worlds["published"], share, night.changes, 12)
    fair = counted.p_seat[night.field.index("johanna-baxter")]
    assert asked.grid.p[0][0] == pytest.approx(fair, abs=0.003)


# ---- headroom and tipping ----------------------------------------------------------------------


def test_losing_the_headroom_leaves_even_odds(night: Situation, told: Forecast) -> None:
    """Every candidate in turn loses (or, where it is negative, gains) exactly that share of votes.

    Applied by hand to the counted votes, nobody else moving.
    """
    _, counted = played(night, "published")
    for i, c in enumerate(night.field.ids):
        votes = counted.votes.astype(float)
        rivals = np.sort(np.delete(votes, i, axis=1), axis=1)[:, ::-1][:, 8]
        room = told.headroom[c]
        by_share = votes[:, i] * (1 - room.share_lost_to_even) > rivals
        by_votes = votes[:, i] - room.votes_lost_to_even > rivals
        assert by_share.mean() == pytest.approx(0.5, abs=0.005), c
        assert by_votes.mean() == pytest.approx(0.5, abs=0.005), c


def test_headroom_has_the_sign_of_the_odds(night: Situation, told: Forecast) -> None:
    """Above even odds there is something to lose, below it something is missing."""
    _, counted = played(night, "published")
    p = dict(zip(night.field.ids, counted.p_seat, strict=True))
    for c, room in told.headroom.items():
        if abs(p[c] - 0.5) > 0.01:
            assert (room.share_lost_to_even > 0) == (p[c] > 0.5), c
            assert (room.votes_lost_to_even > 0) == (p[c] > 0.5), c
        assert room.share_of_later is None or 0 <= room.share_of_later <= 1


def test_losing_that_share_of_later_votes_leaves_even_odds(
    night: Situation, told: Forecast
) -> None:
    """The same loss, said as a share of the votes still to come on 1 August."""
    _, counted = played(night, "published")
    later = 1 - night.cast(night.as_of)
    for c, room in told.headroom.items():
        if room.share_of_later is None:
            continue
        i = night.field.index(c)
        votes = counted.votes.astype(float)
        rivals = np.sort(np.delete(votes, i, axis=1), axis=1)[:, ::-1][:, 8]
        kept = votes[:, i] * (1 - later * room.share_of_later)
        assert (kept > rivals).mean() == pytest.approx(0.5, abs=0.005), c


def test_at_the_tipping_point_the_odds_are_even(night: Situation) -> None:
    """The share of later supporters that turns the odds of Darren Williams does turn them."""
    change = DROPS[0]
    asked = hustings.compare(night, [change])
    assert asked.tipping is not None
    assert asked.tipping.follow is not None
    held = with_settings(night, {"aware": 1, "dependence": 1, "comply": asked.tipping.follow})
    share, _ = played(night, "published")
    drawn = replace(
        night.worlds["published"], draws=replace(night.worlds["published"].draws, share=share)
    )
    counted = held.count(drawn, held.play(drawn, [change]))
    assert counted.p_seat[held.field.index(change.candidate)] == pytest.approx(0.5, abs=0.005)
    assert f"{asked.tipping.follow:.0%}" in asked.tipping.text


def test_who_is_below_even_has_no_tipping_point(night: Situation) -> None:
    """Johanna Baxter's odds are low before anyone follows, and the text says so."""
    asked = hustings.compare(night, [DROPS[1]])
    assert asked.tipping is not None
    assert asked.tipping.follow is None
    assert "below even" in asked.tipping.text


def test_two_dropped_at_once_have_no_one_tipping_point(night: Situation) -> None:
    """Neither a grid nor a tipping point is drawn for two losers together."""
    asked = hustings.compare(night, DROPS[:2])
    assert asked.tipping is None
    assert asked.grid is None


# ---- what is handed over -----------------------------------------------------------------------

PROMISED = {
    "record", "contest", "as_of", "seats", "rule", "seed", "draws", "data_sha256", "version",
    "candidates", "last_seat", "first_out", "headroom", "worlds", "assumptions", "health",
}  # fmt: skip


def test_the_promised_keys_are_there(told: Forecast, night: Situation) -> None:
    """Programs rely on these names; a what-if adds before, after and delta."""
    said = told.to_dict()
    assert set(said) >= PROMISED
    assert {"id", "name", "slates", "p_seat", "share", "votes"} <= set(said["candidates"][0])
    assert {"share_lost_to_even", "votes_lost_to_even"} <= set(said["headroom"]["ann-black"])
    assert set(said["headroom"]) == set(night.field.ids)
    asked = hustings.compare(night, [DROPS[0]]).to_dict()
    assert {"before", "after", "delta"} <= set(asked)


def test_every_assumption_has_a_figure_and_a_source(told: Forecast) -> None:
    """A value or a spread in order, and where it comes from."""
    for a in told.assumptions:
        assert a.source
        assert a.meaning
        if a.value is None:
            assert a.p05 is not None
            assert a.median is not None
            assert a.p95 is not None
            assert a.p05 <= a.median <= a.p95, a.name
    adjustable = {a.name for a in told.assumptions if a.adjustable}
    assert adjustable == {"cast", "aware", "comply", "dependence", "spill"}


def test_a_notebook_shows_a_table(told: Forecast, night: Situation) -> None:
    """Names are escaped, one row a candidate."""
    html = told._repr_html_()
    assert html.count("<tr><td>") == 26
    assert "1 August" in html or "2018-08-01" in html
    assert hustings.compare(night, [DROPS[0]])._repr_html_().count("<tr><td>") == 26
