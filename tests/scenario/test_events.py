"""What an event in mid-ballot may and may not do, draw by draw with the same luck."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hustings
from hustings import Change
from hustings.scenario.changes import Field, apply, spread_out
from hustings.scenario.factors import Factors
from hustings.scenario.situation import Situation
from hustings.scenario.whatif import with_settings

ON = date(2018, 8, 5)
DROPPED = {
    "pete-willsman": "clga",
    "darren-williams": "momentum",
    "huda-elmi": "clpd",
    "johanna-baxter": "progress",
}
GRID = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0)


def drop(candidate: str, on: date = ON) -> Change:
    return Change("withdraw", candidate, on, DROPPED[candidate])


def raw(situation: Situation, world: str, *changes: Change) -> dict[str, float]:
    """Odds as counted, before the floor."""
    drawn = situation.worlds[world]
    share = situation.play(drawn, changes)
    p = situation.count(drawn, share, changes).p_seat
    return dict(zip(situation.field.ids, map(float, p), strict=True))


# ---- a withdrawal nobody follows ---------------------------------------------------------------


@pytest.mark.parametrize("held", [{"comply": 0}, {"cast": 1}, {"aware": 0}, {"dependence": 0}])
@pytest.mark.parametrize("world", ["published", "pundits"])
def test_a_withdrawal_nobody_can_follow_changes_nothing(
    night: Situation, held: dict[str, float], world: str
) -> None:
    """Nobody complies, or everything is cast: before and after are the same to the last bit."""
    asked = hustings.compare(night, [drop("darren-williams")], world=world, settings=held)
    assert asked.before == asked.after
    assert set(asked.delta.values()) == {0.0}
    drawn = night.worlds[world]
    still = with_settings(night, held)
    assert (still.play(drawn, [drop("pete-willsman")]) == drawn.draws.share).all()


@pytest.mark.parametrize("world", ["published", "model", "last-result", "pundits"])
@pytest.mark.parametrize("candidate", DROPPED)
def test_more_who_comply_never_help_the_dropped(
    night: Situation, world: str, candidate: str
) -> None:
    """Over a grid of comply, with the same luck: the odds never rise, exactly."""
    odds = [
        raw(with_settings(night, {"comply": value, "cast": 0.1}), world, drop(candidate))[candidate]
        for value in GRID
    ]
    assert all(a >= b for a, b in pairwise(odds)), odds
    assert odds[0] >= odds[-1]


@pytest.mark.parametrize("world", ["model", "pundits"])
@pytest.mark.parametrize("candidate", DROPPED)
def test_more_already_cast_never_hurt_the_dropped(
    night: Situation, world: str, candidate: str
) -> None:
    """The later it happens the less it can take."""
    odds = [
        raw(with_settings(night, {"cast": value}), world, drop(candidate))[candidate]
        for value in GRID
    ]
    assert all(a <= b for a, b in pairwise(odds)), odds
    assert odds[-1] == raw(night, world)[candidate]


def test_the_later_the_day_the_smaller_the_loss(night: Situation) -> None:
    """Day by day through the window, in every draw."""
    share = night.worlds["model"].draws.share
    losses = [night.effect(drop("huda-elmi", date(2018, 8, d)), share) for d in range(1, 31)]
    assert (np.diff(losses, axis=0) <= 1e-15).all()
    assert (losses[-1] == 0).all()


def test_published_odds_follow_the_same_grid(night: Situation) -> None:
    """The floor's common shift may stir a published figure by no more than the floor itself."""
    odds = []
    for value in GRID:
        told = hustings.compare(
            night, [drop("darren-williams")], settings={"comply": value, "cast": 0.1}
        )
        odds += [c.p_seat for c in told.after.candidates if c.id == "darren-williams"]
    assert (np.diff(odds) <= 0.005).all()
    assert odds[0] - odds[-1] > 0.2


# ---- where votes go ----------------------------------------------------------------------------

unit = st.floats(0, 1)
NAMES = ("ann", "bob", "cyd", "dot", "eve")


@st.composite
def moments(draw) -> tuple[np.ndarray, np.ndarray, Factors]:
    """Shares of five candidates, how much is in, and factors, for three draws."""
    three = st.lists(unit, min_size=3, max_size=3).map(np.array)
    share = draw(st.lists(st.lists(unit, min_size=5, max_size=5), min_size=3, max_size=3))
    weights = draw(st.dictionaries(st.sampled_from(NAMES), st.floats(0, 100)))
    factors = Factors(draw(three), draw(three), draw(three), draw(three), weights, ())
    return np.array(share), draw(three), factors


def spades_and_rakes() -> Field:
    """Ann, Bob and Cyd stand for the Spades, Dot and Eve for the Rakes."""
    from hustings.model.slates import SlateMap

    line = {c: "spade" if c in NAMES[:3] else "rake" for c in NAMES}
    backers = {c: (f"{line[c]}-league",) for c in NAMES}
    slates = SlateMap(line, backers, {"spade": NAMES[:3], "rake": NAMES[3:]})
    return Field(NAMES, slates, slates)


@given(moments())
def test_freed_votes_never_reach_slate_mates(moment) -> None:
    """Bob is dropped: Ann and Cyd stay, Dot and Eve may gain, Bob only loses, nobody passes 1."""
    share, cast, factors = moment
    after = apply(Change("withdraw", "bob", ON, "spade-league"), share, cast, factors, FIELD)
    assert (after[:, [0, 2]] == share[:, [0, 2]]).all()
    assert (after[:, 3:] >= share[:, 3:]).all()
    assert (after[:, 1] <= share[:, 1]).all()
    assert after.min() >= 0
    assert after.max() <= 1
    gained = (after - share)[:, 3:].sum(axis=1)
    lost = (share - after)[:, 1]
    assert (gained <= factors.spill * lost + 1e-12).all()


@given(moments())
def test_an_endorsement_never_lowers_the_endorsed(moment) -> None:
    """The Spade League backs Dot too: she does not fall, no Spade gains, nobody leaves 0..1."""
    share, cast, factors = moment
    after = apply(Change("endorse", "dot", ON, "spade-league"), share, cast, factors, FIELD)
    assert (after[:, 3] >= share[:, 3]).all()
    assert (np.delete(after, 3, axis=1) <= np.delete(share, 3, axis=1)).all()
    assert after.min() >= 0
    assert after.max() <= 1


@given(moments())
def test_an_endorsement_lifts_no_higher_than_the_slate(moment) -> None:
    """Dot cannot pass the mean of those the League backs by their endorsement alone."""
    share, cast, factors = moment
    after = apply(Change("endorse", "dot", ON, "spade-league"), share, cast, factors, FIELD)
    level = np.maximum(share[:, :3].mean(axis=1), share[:, 3])
    assert (after[:, 3] <= level + 1e-12).all()


@given(moments())
def test_a_replacement_hands_over_what_the_other_loses(moment) -> None:
    """Bob gives way to Eve, who gains what he loses (never past 1); nobody else moves."""
    share, cast, factors = moment
    after = apply(Change("replace", "bob", ON, successor="eve"), share, cast, factors, FIELD)
    assert (after[:, [0, 2, 3]] == share[:, [0, 2, 3]]).all()
    lost = share[:, 1] - after[:, 1]
    assert (lost >= 0).all()
    assert after[:, 4] == pytest.approx(np.minimum(share[:, 4] + lost, 1))


@given(moments())
def test_who_is_gone_keeps_only_what_is_in(moment) -> None:
    """Bob has died: papers in stay as they are, every later vote is free."""
    share, cast, factors = moment
    after = apply(Change("gone", "bob", ON), share, cast, factors, FIELD)
    assert after[:, 1] == pytest.approx(share[:, 1] * cast)


@given(moments(), unit)
def test_votes_spread_out_arrive_unless_all_are_full(moment, votes) -> None:
    """Freed votes arrive in proportion; what would pass 1 is lost, never invented."""
    share, _, _ = moment
    after = spread_out(share, np.full(3, votes), np.array([1.0, 0, 1, 1, 1]))
    assert (after[:, 1] == share[:, 1]).all()
    assert ((after - share).sum(axis=1) <= votes + 1e-12).all()
    assert (after >= share).all()


FIELD = spades_and_rakes()

# ---- whole what-ifs ----------------------------------------------------------------------------


def sides(asked) -> tuple[dict[str, float], dict[str, float]]:
    return tuple({c.id: c.p_seat for c in side.candidates} for side in (asked.before, asked.after))


def test_who_is_gone_has_no_odds_and_the_seats_are_filled(night: Situation) -> None:
    """Jon Lansman can no longer be elected: nine seats for the other twenty-five."""
    before, after = sides(hustings.compare(night, [Change("gone", "jon-lansman", ON)]))
    assert after["jon-lansman"] == 0
    assert sum(after.values()) == pytest.approx(9, abs=1e-6)
    assert after["pete-willsman"] > before["pete-willsman"]
    assert min(v for c, v in after.items() if c != "jon-lansman") >= 0.005


def test_who_is_gone_is_not_shown_with_fewer_votes_than_none(night: Situation) -> None:
    """The papers already in still carry the name."""
    asked = hustings.compare(night, [Change("gone", "jon-lansman", ON)])
    (gone,) = (c for c in asked.after.candidates if c.id == "jon-lansman")
    assert gone.votes.p05 >= 0


def test_the_successor_gains_and_the_replaced_loses(night: Situation) -> None:
    """Ann Black takes Pete Willsman's place on the left's slate."""
    change = Change("replace", "pete-willsman", ON, successor="ann-black")
    before, after = sides(hustings.compare(night, [change], settings={"cast": 0.1}))
    assert after["pete-willsman"] < before["pete-willsman"]
    assert after["ann-black"] >= before["ann-black"]
    assert sum(after.values()) == pytest.approx(9, abs=1e-6)


def test_an_endorsement_raises_the_odds(night: Situation) -> None:
    """Momentum backs Eddie Izzard on 5 August."""
    before, after = sides(
        hustings.compare(night, [Change("endorse", "eddie-izzard", ON, "momentum")])
    )
    assert after["eddie-izzard"] > before["eddie-izzard"]


@pytest.mark.parametrize("seats", [1, 4, 8, 10, 25])
def test_another_number_of_seats_is_filled(night: Situation, seats: int) -> None:
    """Eight for nine, one, or all but one: the odds add up, and each seat more helps everyone."""
    asked = hustings.compare(night, seats=seats)
    before, after = sides(asked)
    assert (asked.before.seats, asked.after.seats) == (9, seats)
    assert sum(after.values()) == pytest.approx(seats, abs=1e-6)
    assert sum(asked.delta.values()) == pytest.approx(seats - 9, abs=1e-6)
    drawn = night.worlds["published"]
    share = night.play(drawn, night.changes)
    fewer = night.count(drawn, share, night.changes, min(seats, 9)).p_seat
    more = night.count(drawn, share, night.changes, max(seats, 9)).p_seat
    assert (more >= fewer).all()
    assert min(before.values()) >= 0.005 - 1e-12


def test_delta_is_after_less_before(night: Situation) -> None:
    """The three figures printed side by side agree."""
    asked = hustings.compare(night, [drop("huda-elmi")])
    before, after = sides(asked)
    for c, moved in asked.delta.items():
        assert moved == pytest.approx(after[c] - before[c], abs=1e-12)
    assert sum(asked.delta.values()) == pytest.approx(0, abs=1e-6)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(list(DROPPED)).map(drop),
            st.sampled_from(["jon-lansman", "ann-black", "luke-akehurst"]).map(
                lambda c: Change("gone", c, ON)
            ),
            st.sampled_from(["eddie-izzard", "ann-black"]).map(
                lambda c: Change("endorse", c, ON, "momentum")
            ),
            st.just(Change("replace", "rachel-garnham", ON, successor="ann-black")),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda c: (c.kind, c.candidate),
    ),
    st.sampled_from(["published", "model", "pundits"]),
)
def test_any_mixture_of_changes_fills_the_seats(crowd, changes, world) -> None:
    """Up to four events in any order: nine seats, odds between 0 and 1, shares of ballots too."""
    _, after = sides(hustings.compare(crowd.night, changes, world=world))
    assert sum(after.values()) == pytest.approx(9, abs=1e-6)
    assert 0 <= min(after.values()) <= max(after.values()) <= 0.995 + 1e-12
    gone = {c.candidate for c in changes if c.kind == "gone"}
    assert {c for c, p in after.items() if p == 0} == gone
    share = crowd.night.play(crowd.night.worlds[world], changes)
    assert 0 <= share.min() <= share.max() <= 1


class Crowd:
    """A situation that Hypothesis need not print."""

    def __init__(self, night: Situation) -> None:
        self.night = night

    def __repr__(self) -> str:
        return "Crowd()"


@pytest.fixture(scope="module")
def crowd(night: Situation) -> Crowd:
    return Crowd(night)


def test_a_claimed_world_uses_no_more_votes_than_were_drawn(night: Situation) -> None:
    """Black just behind the eight is not nine and a half votes a ballot."""
    model, pundits = (night.worlds[w].draws.share for w in ("model", "pundits"))
    assert pundits.sum(axis=1) == pytest.approx(model.sum(axis=1), abs=1e-4)
    assert pundits.sum(axis=1).max() < 9


def test_a_body_that_never_backed_cannot_withdraw(labour, one_fit) -> None:
    """Somebody declines to back Izzard on 1 August; nothing was there to take away."""
    from hustings.model import Endorsement, PartialDate

    row = Endorsement(
        contest_id="nec-clp-2018-09", candidate_id="eddie-izzard", organisation_id="nobody",
        organisation="Nobody", bloc="left", act="declined", on=PartialDate.parse("2018-08-01"),
        source="invented", known_from=date(2018, 8, 1),
    )  # fmt: skip
    said = replace(labour, endorsements=(*labour.endorsements, row))
    night = hustings.prepare(said, "nec-clp-2018-09", as_of="2018-08-01", draws=1000)
    assert [c.candidate for c in night.changes] == ["pete-willsman"]


def test_who_is_gone_is_no_rival_and_has_no_headroom(night: Situation) -> None:
    """Five of the left are gone: with nobody following, Baxter's odds are those of the grid."""
    five = ("jon-lansman", "yasmine-dar", "huda-elmi", "claudia-webbe", "ann-henderson")
    gone = [Change("gone", c, ON) for c in five]
    drop_one = Change("withdraw", "johanna-baxter", ON, "progress")
    held = {"cast": 0.6, "comply": 0}
    asked = hustings.compare(night, [*gone, drop_one], settings=held)
    after = {c.id: c.p_seat for c in asked.after.candidates}
    assert asked.grid is not None
    assert asked.grid.p[0][0] == pytest.approx(after["johanna-baxter"], abs=0.01)


def test_an_endorsement_is_told_as_a_gain(night: Situation) -> None:
    asked = hustings.compare(night, [Change("endorse", "eddie-izzard", ON, "momentum")])
    assert asked.focus == "eddie-izzard"
    assert asked.loss is not None
    assert asked.loss.median < 0
