"""What must not matter does not: names, labels, units, other worlds, threads and hash seeds."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

import hustings
from hustings.model import Claim, PartialDate, Record
from hustings.scenario.forecast import describe
from hustings.scenario.luck import stream
from hustings.scenario.situation import Situation

CONTEST = "nec-clp-2018-09"
DAY = "2018-08-01"


def seats_of(situation: Situation, world: str) -> dict[str, float]:
    """Raw odds of a seat in a world, after the events so far."""
    drawn = situation.worlds[world]
    counted = situation.count(drawn, situation.play(drawn, situation.changes), situation.changes)
    return dict(zip(situation.field.ids, map(float, counted.p_seat), strict=True))


def noise_of(p: float, situation: Situation) -> float:
    """Standard error of the difference of two odds: counted draws and effective draws of theta."""
    return float(
        np.sqrt(max(p * (1 - p), 1 / situation.n) * 2 * (1 / situation.n + 1 / situation.fit.ess))
    )


def alike(one: dict[str, float], two: dict[str, float], situation: Situation) -> None:
    """Every candidate's odds within five standard errors, and no drift over all of them."""
    gaps = {c: abs(one[c] - two[c]) / noise_of((one[c] + two[c]) / 2, situation) for c in one}
    worst = max(gaps, key=gaps.__getitem__)
    assert gaps[worst] < 5, (worst, one[worst], two[worst])
    assert np.mean(list(gaps.values())) < 1.5


# ---- names -------------------------------------------------------------------------------------


def with_ids(record: Record, new: dict[str, str]) -> Record:
    """The record with every candidate id changed, wherever one stands."""

    def renamed(row):
        changes = {}
        if hasattr(row, "candidate_id"):
            changes["candidate_id"] = new.get(row.candidate_id, row.candidate_id)
        if hasattr(row, "subject_ids"):
            changes["subject_ids"] = tuple(new.get(c, c) for c in row.subject_ids)
            changes["reference"] = " ".join(new.get(c, c) for c in row.reference.split())
        return replace(row, **changes) if changes else row

    tables = {name: tuple(map(renamed, rows)) for name, rows in record.tables()}
    persons = tuple(replace(p, id=new[p.id]) for p in record.persons)
    return replace(record, **{**tables, "persons": persons})


@pytest.fixture(scope="module")
def renamed(labour: Record) -> tuple[Situation, dict[str, str]]:
    """Every id replaced by a number in a shuffled order."""
    ids = [p.id for p in labour.persons]
    new = dict(zip(random.Random(3).sample(ids, len(ids)), (f"p{i:03d}" for i in range(999))))
    changed = hustings.prepare(with_ids(labour, new), CONTEST, as_of=DAY, draws=4000)
    return changed, new


@pytest.mark.parametrize("world", ["published", "model", "last-result", "pundits"])
def test_renaming_the_candidates_moves_no_odds(night: Situation, renamed, world: str) -> None:
    """Ids decide the order of columns and so who gets which luck, and nothing else."""
    changed, new = renamed
    here = seats_of(night, world)
    there = seats_of(changed, world)
    alike(here, {c: there[new[c]] for c in here}, night)


def test_renaming_moves_no_weight_of_the_fit(night: Situation, renamed) -> None:
    """The fit never sees names: the same rows in another order have the same evidence."""
    changed, _ = renamed
    for a, b in zip(night.fit.nodes, changed.fit.nodes, strict=True):
        assert a.log_evidence == pytest.approx(b.log_evidence, abs=1e-4)
    assert night.fit.weights == pytest.approx(changed.fit.weights, abs=1e-4)


def test_slates_with_other_names_are_the_same_slates(labour: Record, night: Situation) -> None:
    """Left is called zebra now and right aardvark."""
    words = {"left": "zebra", "right": "aardvark"}
    rows = tuple(replace(e, bloc=words.get(e.bloc, e.bloc)) for e in labour.endorsements)
    changed = hustings.prepare(replace(labour, endorsements=rows), CONTEST, as_of=DAY, draws=4000)
    for c, line in night.field.slates.slate.items():
        assert changed.field.slates.slate[c] == words.get(line, line)
    for world in night.worlds:
        alike(seats_of(night, world), seats_of(changed, world), night)


# ---- units -------------------------------------------------------------------------------------


def test_twice_the_votes_and_ballots_are_the_same_contest(labour: Record, night: Situation) -> None:
    """A party of twice the size: the same shares in every draw, so the same odds."""
    twice = replace(
        labour,
        results=tuple(replace(r, votes=r.votes and 2 * r.votes) for r in labour.results),
        declarations=tuple(
            replace(
                d,
                **{
                    name: value and 2 * value
                    for name in (
                        "electorate",
                        "ballots_returned",
                        "ballots_invalid",
                        "ballots_valid",
                        "total_votes",
                    )
                    for value in [getattr(d, name)]
                },
            )
            for d in labour.declarations
        ),
    )
    doubled = hustings.prepare(twice, CONTEST, as_of=DAY, draws=4000)
    model, again = night.worlds["model"].draws, doubled.worlds["model"].draws
    assert again.share == pytest.approx(model.share, abs=1e-9)
    assert again.ballots == pytest.approx(2 * model.ballots, rel=1e-9)
    for world in night.worlds:
        one, two = seats_of(night, world), seats_of(doubled, world)
        for c in one:
            # whole votes are half as coarse, so a draw or two may fall the other way
            assert two[c] == pytest.approx(one[c], abs=2.5 / night.n), (world, c)


# ---- luck --------------------------------------------------------------------------------------


def test_another_claim_is_another_world_and_moves_no_other(
    labour: Record, night: Situation, one_fit
) -> None:
    """A second columnist writes on the same day: the model, the last result and the first
    columnist's world keep every draw."""
    claim = Claim(
        contest_id=CONTEST,
        on=PartialDate.parse(DAY),
        claimant="A columnist",
        subject="Luke Akehurst",
        claim="he will walk it",
        world="another",
        subject_ids=("luke-akehurst",),
        reference="yasmine-dar jon-lansman",
        ratio_low=1.1,
        ratio_high=1.4,
        source="a column",
        known_from=night.as_of,
    )
    more = hustings.prepare(
        replace(labour, claims=(*labour.claims, claim)), CONTEST, as_of=DAY, draws=4000
    )
    assert set(more.worlds) == {*night.worlds, "another"}
    for name, world in night.worlds.items():
        assert (more.worlds[name].draws.share == world.draws.share).all(), name
        assert (more.worlds[name].draws.ballots == world.draws.ballots).all(), name
    assert (more.lots == night.lots).all()
    assert (more.factors.comply == night.factors.comply).all()
    assert seats_of(more, "another")["luke-akehurst"] > 0.9


def test_holding_one_factor_leaves_the_luck_of_the_others(labour: Record, one_fit) -> None:
    """`--set aware=0.5` moves aware alone."""
    options = {"as_of": DAY, "draws": 1000}
    free = hustings.prepare(labour, CONTEST, **options)
    held = hustings.prepare(labour, CONTEST, settings={"aware": 0.5}, **options)
    assert set(held.factors.aware) == {0.5}
    for name in ("comply", "dependence", "spill"):
        assert (getattr(free.factors, name) == getattr(held.factors, name)).all()
    assert (free.worlds["model"].draws.share == held.worlds["model"].draws.share).all()


def test_another_seed_is_other_luck_about_the_same_contest(
    labour: Record, night: Situation
) -> None:
    """The odds differ by no more than the draws allow."""
    other = hustings.prepare(labour, CONTEST, as_of=DAY, draws=4000, seed=7)
    assert (other.worlds["model"].draws.share != night.worlds["model"].draws.share).any()
    for world in night.worlds:
        alike(seats_of(night, world), seats_of(other, world), night)


SCRIPT = """
import hashlib, json, hustings
told = hustings.forecast("labour-nec", "nec-clp-2018-09", as_of="2018-08-01", draws=2000, seed=11)
change = hustings.Change("withdraw", "jon-lansman", told.as_of, "clpd")
asked = hustings.whatif("labour-nec", "nec-clp-2018-09", [change], draws=2000, seed=11)
for one in (told, asked):
    print(hashlib.sha256(json.dumps(one.to_dict(), allow_nan=False).encode()).hexdigest())
"""


def test_the_same_seed_gives_the_same_bytes_on_any_threads() -> None:
    """Two processes that differ in BLAS threads and in the order of their hashes."""
    ways = [
        {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"},
        {"OPENBLAS_NUM_THREADS": "4", "OMP_NUM_THREADS": "4", "PYTHONHASHSEED": "4711"},
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, **way},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for way in ways
    ]
    (one, fault), (two, _) = (process.communicate(timeout=120) for process in running)
    assert len(one.split()) == 2, fault
    assert one == two


def test_describing_twice_says_the_same(night: Situation) -> None:
    """Nothing in a situation is used up or changed by asking."""
    before = {name: w.draws.share.copy() for name, w in night.worlds.items()}
    assert describe(night).to_dict() == describe(night).to_dict()
    for name, world in night.worlds.items():
        assert (world.draws.share == before[name]).all()


# ---- the same event, told before and after -----------------------------------------------------


def test_the_eves_what_if_is_the_days_forecast(eve: Situation, night: Situation) -> None:
    """On 31 July one asks what if Momentum dropped Willsman tomorrow; on 1 August it has.

    Nothing else was learned overnight but the pundits' view, so the answers are the same.
    """
    (happened,) = night.changes
    asked = hustings.compare(eve, [replace(happened, source="")])
    told = describe(night)
    after = {c.id: c.p_seat for c in asked.after.candidates}
    before = {c.id: c.p_seat for c in asked.before.candidates}
    (step,) = told.steps
    assert {c.id: c.p_seat for c in told.candidates} == pytest.approx(after, abs=1e-12)
    for moved in step.moved:
        assert moved.before == pytest.approx(before[moved.id], abs=1e-12)


def test_nine_quiet_days_change_nothing(labour: Record, night: Situation, one_fit) -> None:
    """10 August, nothing new: the withdrawal still took what was not in on 1 August.

    How much is in by the 10th bears on what can still be lost, not on what was.
    """
    later = hustings.prepare(labour, CONTEST, as_of="2018-08-10", draws=4000)
    assert later.changes == night.changes
    here, there = describe(night), describe(later)
    assert here.candidates == there.candidates
    assert here.steps == there.steps
    assert np.median(later.cast(later.as_of)) > np.median(night.cast(night.as_of))


def test_what_happens_in_mid_ballot_does_not_refit_the_contest(allotments, one_fit) -> None:
    """Cyd is dropped on 10 May by her only backer: she stood with the Spades when papers went out,
    and that is what the model forecasts before the event is played."""
    dropped = allotments(("cyd", "spade-league", "spade", "2020-05-10", "withdrawn"))
    eve = hustings.prepare(dropped, "plots-2020", as_of="2020-05-09", draws=1000)
    told = hustings.prepare(dropped, "plots-2020", as_of="2020-05-10", draws=1000)
    assert told.evidence.slates == eve.evidence.slates
    for name, world in eve.worlds.items():
        assert (told.worlds[name].draws.share == world.draws.share).all(), name


def test_every_part_has_luck_of_its_own() -> None:
    """Named streams of one seed share nothing, and a name always means the same stream."""
    one, two = (stream(3, name).standard_normal(4000) for name in ("model", "last result"))
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.08
    assert (one == stream(3, "model").standard_normal(4000)).all()
    assert (one != stream(4, "model").standard_normal(4000)).all()


def test_who_loses_the_only_backer_frees_votes_for_others_not_for_mates(
    allotments, one_fit
) -> None:
    """Cyd has one backer, the Spade League, which drops her on 10 May.

    Asked on the 9th or told on the 10th, the freed votes go to the Rakes, Gus and Hal; Ann and
    Bob, who stood with her on the papers already out, gain none.
    """
    dropped = allotments(("cyd", "spade-league", "spade", "2020-05-10", "withdrawn"))
    eve = hustings.prepare(dropped, "plots-2020", as_of="2020-05-09", draws=2000)
    told = hustings.prepare(dropped, "plots-2020", as_of="2020-05-10", draws=2000)
    change = replace(told.changes[0], source="")
    share = eve.play(eve.worlds["model"], [change])
    assert told.play(told.worlds["model"], told.changes) == pytest.approx(share, abs=1e-12)
