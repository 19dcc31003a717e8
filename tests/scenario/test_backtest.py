"""How the forecasts would have done on the six contests of 2010 to 2018, beside simple ones."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

import hustings
from hustings.model import Record
from hustings.scenario.backtest import claim_days, outcome, scorable
from hustings.scenario.results import Backtest, Score

SIX = ("2010", "2012", "2014", "2016", "2018-01", "2018-09")


@pytest.fixture(scope="module")
def scored(labour: Record) -> Backtest:
    """Forward and leave-one-out on the six, with the claims of 1 August 2018."""
    return hustings.backtest(labour, contests=[f"nec-clp-{y}" for y in SIX], draws=4000)


def mean(scored: Backtest, mode: str, method: str) -> Score:
    return next(s for s in scored.means[mode] if s.method == method)


def test_nothing_is_left_out_silently(scored: Backtest) -> None:
    """Six contests both ways, or a reason."""
    told = {(row.contest, row.mode) for row in scored.contests}
    assert len(told) + len(scored.skipped) == 12
    assert {c for c, mode in told if mode == "leave-one-out"} == {f"nec-clp-{y}" for y in SIX}
    assert all(reason.startswith("forward nec-clp-") for reason in scored.skipped)


def test_leave_one_out_is_never_shown_alone(scored: Backtest) -> None:
    assert set(scored.means) == {"forward", "leave-one-out"}


def test_forward_means_the_day_papers_went_out(scored: Backtest, labour: Record) -> None:
    """No forward forecast is made later than the contest's opening."""
    for row in scored.contests:
        opened = labour.contest(row.contest).ballots_opened
        declared = labour.declaration(row.contest)
        assert declared is not None
        assert row.as_of < declared.declared.last
        assert opened is None or row.as_of == opened.last


def test_the_model_left_one_out_is_as_good_as_promised(scored: Backtest) -> None:
    """Mean Brier of the odds of a seat at most 0.08."""
    assert mean(scored, "leave-one-out", "model").brier <= 0.08


def test_the_known_wrong_model_loses(scored: Backtest) -> None:
    """Without cohesion slate-mates scatter: worse left out by Brier, log and CRPS."""
    model = mean(scored, "leave-one-out", "model")
    wrong = mean(scored, "leave-one-out", "no-cohesion")
    assert model.brier < wrong.brier
    assert model.log < wrong.log
    assert model.crps is not None
    assert wrong.crps is not None
    assert model.crps < wrong.crps


def test_what_is_published_beats_the_last_result_forward(scored: Backtest) -> None:
    """Brier no worse and log better, forward; six contests prove no more than that."""
    ours, last = (mean(scored, "forward", m) for m in ("published", "last-result"))
    assert ours.brier <= last.brier
    assert ours.log < last.log


def test_the_model_beats_saying_nothing(scored: Backtest) -> None:
    """Both ways, climatology (seats over candidates for everyone) is far behind."""
    for mode in scored.means:
        assert mean(scored, mode, "model").brier < 0.6 * mean(scored, mode, "climatology").brier


def test_every_method_is_scored_on_the_same_contests(scored: Backtest) -> None:
    """Beside each other in each row; draws have all scores, hard calls two."""
    for row in scored.contests:
        names = {s.method for s in row.scores}
        assert names >= {
            "published", "model", "last-result", "no-cohesion", "slate-sweep", "climatology"
        }  # fmt: skip
        for s in row.scores:
            assert 0 <= s.brier <= 1
            assert 0 <= s.log <= -np.log(0.005)
            assert (s.crps is None) == (
                s.method in ("slate-sweep", "climatology", "nomination-rank")
            )


def test_the_means_are_means_over_contests(scored: Backtest) -> None:
    """The contest is the unit, however many stood."""
    for mode in scored.means:
        rows = [r for r in scored.contests if r.mode == mode]
        by_hand = np.mean([s.brier for r in rows for s in r.scores if s.method == "model"])
        assert mean(scored, mode, "model").brier == pytest.approx(by_hand)


def test_few_contests_are_called_few(scored: Backtest) -> None:
    """Candidates of a slate err together: the effective number is below the number of candidates,
    and the remarks say how little six contests can show."""
    n = scored.effective_n
    assert 1 < n["effective"] < n["candidates"]
    assert 0 <= n["correlation"] <= 1
    assert any("standard error" in said for said in scored.remarks)


def test_the_claims_of_1_august_are_scored_beside_the_forecast(scored: Backtest) -> None:
    """Black "could take ninth", Willsman in danger: the forecast of that day, and what happened."""
    (case,) = scored.cases
    assert case.as_of == date(2018, 8, 1)
    (row,) = scored.case_scores
    assert row.mode == "claims of 2018-08-01"
    assert [s.method for s in row.scores] == ["published", "model", "last-result", "pundits"]
    said = {c.subject: c for c in scored.claims}
    assert len(scored.claims) == 5
    assert "not elected" in said["Ann Black"].outcome
    assert "place 10" in said["Eddie Izzard"].outcome
    willsman = next(c for c in scored.claims if "Willsman" in c.subject)
    assert willsman.outcome.startswith("elected, place 9")
    assert willsman.forecast.startswith("seat ")
    assert all(c.source for c in scored.claims)


def test_on_that_case_the_model_beat_the_pundits(scored: Backtest) -> None:
    (row,) = scored.case_scores
    brier = {s.method: s.brier for s in row.scores}
    assert brier["model"] < brier["pundits"]
    assert brier["published"] < brier["pundits"]


def test_claims_are_scored_for_contests_that_are_scored(labour: Record) -> None:
    assert claim_days(labour, {"nec-clp-2018-09"}) == [("nec-clp-2018-09", date(2018, 8, 1))]
    assert claim_days(labour, {"nec-clp-2016"}) == []


def test_only_complete_block_votes_can_be_scored(labour: Record) -> None:
    """Nothing by STV, nothing without every vote; oldest first; the elected fill the seats."""
    found = scorable(labour)
    assert {f"nec-clp-{y}" for y in SIX} <= {c.id for c in found}
    assert all(c.is_block_vote for c in found)
    for contest in found:
        ids = [r.candidate_id for r in labour.results if r.contest_id == contest.id]
        truth = outcome(labour, contest.id, ids)
        assert truth.won.sum() == contest.seats, contest.id
        assert (truth.votes > 0).all(), contest.id


def test_a_record_with_nothing_to_score_says_why(allotments) -> None:
    """One declared contest and none before it; the reason is in the problems."""
    first = allotments()
    with pytest.raises(hustings.InputError) as refused:
        hustings.backtest(first, contests=["plots-2020"], draws=1000)
    assert refused.value.problems[0].code == "nothing-to-score"
    with pytest.raises(hustings.InputError) as unknown:
        hustings.backtest(first, contests=["plots-1999", "plots-1066"], draws=1000)
    assert [p.message.split()[2] for p in unknown.value.problems] == [
        "'plots-1066'",
        "'plots-1999'",
    ]


def test_an_invented_society_can_be_scored(allotments) -> None:
    """Three contests of the Allotment Society: forward the first has nothing before it."""
    told = hustings.backtest(allotments(), draws=1000)
    forward = [r.contest for r in told.contests if r.mode == "forward"]
    assert forward == ["plots-2016", "plots-2018"]
    assert len(told.skipped) == 1
    assert "plots-2014" in told.skipped[0]
    assert told.claims == ()


def test_the_saved_track_is_what_a_backtest_gives(scored: Backtest, labour: Record) -> None:
    """`make track` wrote it with more draws; the scores agree within those draws' luck."""
    saved = {(r.contest_id, r.mode, r.method): r for r in labour.track}
    assert len(saved) == len(labour.track)
    for row in scored.contests:
        for score in row.scores:
            kept = saved[row.contest, row.mode, score.method]
            assert kept.as_of.last == row.as_of
            assert score.brier == pytest.approx(kept.brier, abs=0.012)
            assert score.log == pytest.approx(kept.log, abs=0.05)
