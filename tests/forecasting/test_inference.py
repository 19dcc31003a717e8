"""A fit is checked before anything is published, and its checks can be trusted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hustings.errors import UnhealthyFit
from hustings.forecasting import inference
from hustings.forecasting.density import Density, Priors
from hustings.forecasting.evidence import Evidence
from hustings.forecasting.inference import Fit, fit, pareto_smooth, sound
from hustings.forecasting.predict import logits, to_draws
from hustings.scenario.luck import stream

FIGURES = {"ess", "least_node_ess", "worst_k_hat", "nodes"}


def test_a_sound_fit_shows_its_figures(fitted: Fit) -> None:
    """Labour's contests as known on 1 August 2018."""
    assert set(fitted.health) == FIGURES
    assert fitted.health["ess"] >= inference.LEAST_ESS
    assert fitted.health["least_node_ess"] >= inference.NODE_ESS
    assert fitted.health["worst_k_hat"] <= inference.WORST_K
    assert fitted.weights.sum() == pytest.approx(1)
    assert all(sound(n) for n in fitted.heavy)
    for node in fitted.nodes:
        assert node.weights.sum() == pytest.approx(1)
        assert (node.weights >= 0).all()


def test_the_same_luck_gives_the_same_fit(density: Density, fitted: Fit) -> None:
    """Bit for bit, though the nodes are drawn on several threads."""
    again = fit(density, stream(5, "fit"))
    assert (again.weights == fitted.weights).all()
    for a, b in zip(again.nodes, fitted.nodes, strict=True):
        assert (a.theta == b.theta).all()
        assert (a.weights == b.weights).all()


def test_other_luck_gives_nearly_the_same_answer(density: Density, fitted: Fit) -> None:
    """The mean logits of the forecast differ by what the effective draws allow."""
    other = fit(density, stream(6, "fit"))
    one = logits(fitted, 4000, stream(5, "draws"))
    two = logits(other, 4000, stream(6, "draws"))
    error = one.std(axis=0) * np.sqrt(2 / 4000 + 1 / fitted.ess + 1 / other.ess)
    assert (np.abs(one.mean(axis=0) - two.mean(axis=0)) < 5 * error).all()


@pytest.mark.parametrize(("name", "value"), [("WORST_K", -5.0), ("LEAST_ESS", 1e9)])
def test_an_unhealthy_fit_is_refused_with_its_figures(
    density: Density, monkeypatch: pytest.MonkeyPatch, name: str, value: float
) -> None:
    """Thresholds nothing can pass stand in for a fit that went wrong."""
    monkeypatch.setattr(inference, name, value)
    with pytest.raises(UnhealthyFit, match="nothing is published") as refused:
        fit(density, stream(5, "fit"), size=100)
    assert set(refused.value.health) == FIGURES
    assert all(np.isfinite(v) for v in refused.value.health.values())


def test_too_few_draws_for_so_many_parameters_are_refused(density: Density) -> None:
    """Twenty draws, then eighty, cannot vouch for twenty dimensions."""
    with pytest.raises(UnhealthyFit) as refused:
        fit(density, stream(5, "fit"), size=20)
    assert refused.value.health["ess"] < inference.LEAST_ESS


def test_weights_of_a_known_tail_have_its_shape() -> None:
    """Ratios u^-k have a Pareto tail of shape k; Pareto smoothing measures it."""
    rng = np.random.default_rng(12)
    for shape in (0.2, 0.5, 0.9):
        logs = -shape * np.log(rng.random(20_000))
        weights, k = pareto_smooth(logs)
        assert k == pytest.approx(shape, abs=0.12)
        assert weights.sum() == pytest.approx(1)
        assert (weights > 0).all()


def test_good_proposals_have_light_tails_and_bad_ones_do_not() -> None:
    """A normal target: from a wide normal all is well, from a narrow one the check fires."""
    rng = np.random.default_rng(4)
    for sd, low, high in ((1.5, -9.0, 0.3), (0.5, 0.6, 2.0)):
        x = sd * rng.standard_normal(4000)
        _, k = pareto_smooth(-0.5 * x**2 + 0.5 * (x / sd) ** 2 + np.log(sd))
        assert low < k < high


def test_equal_weights_stay_equal() -> None:
    """The target itself as proposal: every draw counts the same and k is low."""
    weights, k = pareto_smooth(np.zeros(500))
    assert weights == pytest.approx(np.full(500, 1 / 500))
    assert k <= 0


def test_smoothing_keeps_the_order_and_ignores_the_scale() -> None:
    """Adding a constant to every log weight changes nothing; heavier stays heavier."""
    logs = np.random.default_rng(3).standard_t(4, 2000)
    weights, k = pareto_smooth(logs)
    shifted, again = pareto_smooth(logs - 1000)
    assert shifted == pytest.approx(weights, rel=1e-9)
    assert again == pytest.approx(k, abs=1e-9)
    assert (np.diff(weights[np.argsort(logs)]) >= -1e-15).all()


def test_drawn_shares_use_the_votes_that_ballots_allow(evidence: Evidence, fitted: Fit) -> None:
    """Nine votes a ballot, most of them used: shares add up to that, draw by draw."""
    rng = stream(5, "draws")
    draws = to_draws(evidence, logits(fitted, 2000, rng), rng)
    used = draws.share.sum(axis=1) / 9
    mean, _ = evidence.used
    assert ((draws.share > 0) & (draws.share < 1)).all()
    assert abs(used.mean() - mean) < 0.02
    assert used.max() <= 0.995 + 1e-6
    assert draws.votes == pytest.approx(draws.share * draws.ballots[:, None])


def test_a_level_common_to_all_moves_no_order(evidence: Evidence, fitted: Fit) -> None:
    """The contest's own level is found from votes used, so a shift of all logits is forgotten."""
    logit = logits(fitted, 1000, stream(5, "draws"))
    one = to_draws(evidence, logit, stream(1, "used"))
    two = to_draws(evidence, logit + 1.5, stream(1, "used"))
    assert one.share == pytest.approx(two.share, abs=1e-6)


def test_without_cohesion_slate_mates_scatter(evidence: Evidence, fitted: Fit) -> None:
    """The left's newcomers of 2018: their draws lie closer together with cohesion."""
    flat = fit(Density(evidence, Priors(cohesive=False)), stream(5, "fit"))
    mates = [evidence.ids.index(c) for c in evidence.slates.members["left"]]
    new = [i for i in mates if evidence.person[evidence.n + i] not in evidence.person[: evidence.n]]

    def scatter(of: Fit) -> float:
        drawn = logits(of, 2000, stream(5, "draws"))[:, new]
        return float(np.median(drawn.std(axis=1)))

    assert scatter(fitted) < 0.8 * scatter(flat)


def test_evidence_of_one_contest_still_fits(evidence: Evidence) -> None:
    """Only the last contest known: little is learned, and it says so with wide draws."""
    last = evidence.contest[: evidence.n].max()
    rows = np.concatenate([evidence.contest[: evidence.n] == last, np.ones(evidence.m, bool)])
    arrays = {
        name: getattr(evidence, name)[rows]
        for name in ("slate", "person", "incumbent", "nominations")
    }
    small = replace(
        evidence,
        y=evidence.y[rows[: evidence.n]],
        contest=(evidence.contest[rows] > last).astype(np.intp),
        times=evidence.times[-2:],
        past=evidence.past[-1:],
        **arrays,
    )
    wide = logits(fit(Density(small), stream(5, "fit")), 1000, stream(5, "draws")).std(axis=0)
    assert np.isfinite(wide).all()
    assert np.median(wide) > 0.3


def test_smoothing_moves_the_tail_alone() -> None:
    """Below the cut relative weights stay; above it they are a fitted tail's, none past the top."""
    logs = -0.9 * np.log(np.random.default_rng(7).random(2000))
    raw = np.exp(logs - logs.max())
    weights, _ = pareto_smooth(logs)
    order = np.argsort(raw)
    body = order[: 2000 - int(3 * np.sqrt(2000))]
    scale = weights[body] / raw[body]
    assert scale == pytest.approx(np.full(len(body), scale[0]))
    smoothed = weights / scale[0]
    assert smoothed.max() <= 1 + 1e-9
    assert (np.abs(smoothed[order[-100:-1]] - raw[order[-100:-1]]) > 1e-9).all()
