"""The return curve keeps its promises about shape, luck, a contest's own counts and its source."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from hustings.errors import InputError
from hustings.forecasting.returns import (
    Curves,
    draw_curves,
    read_prior,
    smooth_curve,
    thinned,
)

REPO = Path(__file__).parents[2]
DATA = REPO.parent / "shared" / "data"
PAGE = REPO / "docs" / "models" / "returns.md"
XS = np.linspace(0, 1, 41)

needs_data = pytest.mark.skipif(
    not (DATA / "ballot_return_timing").is_dir(),
    reason="the fitting data (shared/data beside the repository) is not here",
)


def curves(n: int = 2000, seed: int = 1, **kwargs: object) -> Curves:
    return draw_curves(read_prior(), np.random.default_rng(seed), n, **kwargs)  # type: ignore[arg-type]


def table(drawn: Curves) -> np.ndarray:
    return np.stack([drawn.share_in(x) for x in XS])


def fitting_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "fit_return_prior", REPO / "tools" / "fit_return_prior.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


# ---- shape -----------------------------------------------------------------------------------

OWN = [(0.1, 9_000.0, 100_000.0), (0.2, 21_000.0, 100_000.0), (0.35, 40_000.0, 100_000.0)]


@pytest.mark.parametrize("observed", [(), OWN, OWN[:1]])
def test_every_curve_starts_at_0_never_falls_and_ends_at_1(observed: list) -> None:
    shares = table(curves(observed=observed))
    assert np.all(shares[0] == 0)
    assert np.all(shares[-1] == 1)
    assert np.all(np.diff(shares, axis=0) >= 0)


def test_outside_the_window_nothing_or_everything_is_in() -> None:
    drawn = curves(10)
    assert np.all(drawn.share_in(-0.5) == 0)
    assert np.all(drawn.share_in(1.5) == 1)


def test_a_and_b_of_one_are_a_straight_line() -> None:
    zero = np.zeros(1)
    assert smooth_curve(XS[:, None], zero, zero)[:, 0] == pytest.approx(XS)


def test_small_a_is_an_early_lump_and_small_b_a_late_one() -> None:
    small, zero = np.full(1, -1.0), np.zeros(1)
    ends = np.array([[0.1], [0.9]])
    early, late = smooth_curve(ends, small, zero), smooth_curve(ends, zero, small)
    assert early[0, 0] > 0.2
    assert late[1, 0] < 0.7


def test_share_in_is_the_same_whether_asked_alone_or_in_a_table() -> None:
    drawn = curves(500)
    assert np.quantile(drawn.share_in(0.3), 0.9) == drawn.quantiles([0.1, 0.3], [0.9])[0, 1]


def test_the_residual_has_the_spread_of_its_concentration() -> None:
    """With no spread of shapes the share in is Beta(kappa F, kappa (1 - F)), source Ferguson."""
    prior = replace(read_prior(), sd_a=1e-9, sd_b=1e-9, sd_log_kappa=1e-9)
    drawn = draw_curves(prior, np.random.default_rng(3), 40_000)
    a, b, kappa = np.array(prior.log_a), np.array(prior.log_b), np.exp(prior.log_kappa)
    for x in (0.1, 0.5, 0.95):
        share = float(smooth_curve(np.array(x), a, b))
        assert drawn.share_in(x).mean() == pytest.approx(share, abs=0.003)
        assert drawn.share_in(x).var() == pytest.approx(share * (1 - share) / (kappa + 1), rel=0.1)


# ---- luck ------------------------------------------------------------------------------------


@pytest.mark.parametrize("observed", [(), OWN])
def test_the_same_luck_gives_the_same_curves(observed: list) -> None:
    first, again = curves(300, observed=observed), curves(300, observed=observed)
    assert np.array_equal(first.at_nodes, again.at_nodes)
    assert not np.array_equal(first.at_nodes, curves(300, 2, observed=observed).at_nodes)


# ---- a contest's own counts ------------------------------------------------------------------


def width(drawn: Curves, x: float) -> float:
    low, high = drawn.quantiles([x], [0.1, 0.9])[:, 0]
    return float(high - low)


def test_more_own_counts_narrow_what_is_to_come() -> None:
    widths = [width(curves(4000, observed=OWN[:k]), 0.6) for k in range(4)]
    assert widths == sorted(widths, reverse=True)


def test_a_fast_start_raises_and_a_slow_start_lowers_the_share_in() -> None:
    fast, slow = [(0.2, 50_000.0, 100_000.0)], [(0.2, 5_000.0, 100_000.0)]
    middle = [np.median(curves(observed=o).share_in(0.5)) for o in (slow, (), fast)]
    assert middle == sorted(middle)


def test_curves_pass_through_own_counts() -> None:
    """All draws agree on the ratio of two own counts, only the final total is uncertain."""
    drawn = curves(observed=OWN)
    assert drawn.share_in(0.1) / drawn.share_in(0.35) == pytest.approx(9 / 40)
    assert 0.3 < np.median(drawn.share_in(0.35)) < 0.5


def test_ratios_inform_the_shape_when_the_total_is_anybodys_guess() -> None:
    """Ever fewer papers a day against ever more, with the same count at half way."""
    falling = [(0.1, 20_000.0, 80_000.0), (0.3, 35_000.0, 80_000.0), (0.5, 40_000.0, 80_000.0)]
    rising = [(0.1, 2_000.0, 80_000.0), (0.3, 15_000.0, 80_000.0), (0.5, 40_000.0, 80_000.0)]
    share = [
        np.median(curves(observed=o, total_log_sd=2.0).share_in(0.5)) for o in (falling, rising)
    ]
    assert share[0] > share[1] + 0.05


def test_the_final_is_never_below_what_is_in() -> None:
    drawn = curves(observed=[(0.5, 100_000.0, 60_000.0)])
    assert np.all(drawn.share_in(0.5) <= 1)
    assert drawn.ess > 100


def test_the_count_at_the_close_is_the_final() -> None:
    drawn = curves(observed=[*OWN, (1.0, 80_000.0, 100_000.0)])
    assert drawn.share_in(0.35) == pytest.approx(0.5)


def test_weights_do_not_depend_on_the_way_of_sampling() -> None:
    """A single count leaves the prior cut by Beta weights; brute force gives the same median."""
    prior, rng, n = read_prior(), np.random.default_rng(5), 200_000
    free = draw_curves(prior, rng, n)
    total = 100_000 * np.exp(0.2 * rng.standard_normal(n))
    near = np.abs(np.log(free.share_in(0.35) * total / 40_000)) < 0.03
    plain = np.quantile(free.share_in(0.7)[near], [0.1, 0.5, 0.9])
    drawn = curves(20_000, observed=OWN[-1:])
    assert drawn.quantiles([0.7], [0.1, 0.5, 0.9])[:, 0] == pytest.approx(plain, abs=0.02)


def test_many_daily_counts_still_leave_enough_draws() -> None:
    """Thirty daily counts that follow no smooth curve, as in a real series with weekends."""
    day = np.arange(1, 31)
    count = np.cumsum(np.where(day % 7 < 5, 3_000.0, 300.0))
    drawn = curves(observed=[(d / 35, c, 90_000.0) for d, c in zip(day, count, strict=True)])
    assert drawn.ess > 500


def test_counts_a_day_apart_are_not_taken_as_independent() -> None:
    xs = np.arange(1, 31) / 100
    assert thinned(xs, xs) == [0, 4, 8, 12, 16, 20, 24, 29]


@pytest.mark.parametrize(
    ("observed", "says"),
    [
        ([(0.1, 10.0, 90.0), (0.2, 9.0, 90.0)], "fall"),
        ([(0.0, 10.0, 90.0)], "above 0"),
        ([(1.2, 10.0, 90.0)], "at most 1"),
        ([(0.1, 10.0, 90.0), (0.1, 11.0, 90.0)], "same time"),
        ([(0.1, 10.0, 0.0)], "expected"),
        ([(0.1, float("nan"), 90.0)], "missing"),
    ],
)
def test_counts_that_cannot_be_are_refused(observed: list, says: str) -> None:
    with pytest.raises(InputError, match=says):
        curves(observed=observed)


def test_no_papers_yet_makes_a_slow_start() -> None:
    drawn = curves(observed=[(0.2, 0.0, 90_000.0)])
    assert np.median(drawn.share_in(0.5)) < np.median(curves().share_in(0.5))


# ---- speed and weight ------------------------------------------------------------------------


def test_it_is_quick() -> None:
    """10,000 draws at 40 times in 60 ms, at one in 10; best of five, twice that if busy."""
    prior, rng = read_prior(), np.random.default_rng(1)
    table_times, one_times = [], []
    for _ in range(5):
        start = time.perf_counter()
        drawn = draw_curves(prior, rng, 10_000)
        drawn.quantiles(XS[1:])
        table_times.append(time.perf_counter() - start)
        start = time.perf_counter()
        drawn.share_in(0.171)
        one_times.append(time.perf_counter() - start)
    assert min(table_times) < 0.12
    assert min(one_times) < 0.01


def test_the_import_is_light() -> None:
    code = "import sys, hustings.forecasting.returns; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"scipy.stats", "scipy.optimize"} & set(loaded.stdout.split())


# ---- source ----------------------------------------------------------------------------------


def test_the_prior_names_its_source() -> None:
    prior = read_prior()
    assert prior.n == len(prior.series) == 22
    assert prior.df == len(prior.families)
    assert len(prior.sha256) == 64
    assert str(prior.years[0]) in PAGE.read_text("utf-8")


def page_row(start: str) -> list[str]:
    (line,) = (x for x in PAGE.read_text("utf-8").splitlines() if x.startswith(f"| {start} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_page_gives_the_figure_for_2018() -> None:
    row = page_row("Labour NEC September 2018, day 6 of 35")
    low, middle, high = 100 * curves(40_000).quantiles([6 / 35], [0.05, 0.5, 0.95])[:, 0]
    assert float(row[2]) == pytest.approx(middle, abs=1)
    assert [float(v) for v in row[3].split(" to ")] == pytest.approx([low, high], abs=1.5)


def test_the_page_says_the_interval_covers_series_left_out() -> None:
    covered = float(page_row("one series left out, mean over series")[7])
    assert 75 <= covered <= 88


@needs_data
def test_no_series_has_a_count_above_a_later_one() -> None:
    series = fitting_tool().read_series(DATA)
    assert len(series) == 22
    for one in series:
        assert np.all(np.diff(one.xs) > 0), one.name
        assert np.all(np.diff(one.counts) >= 0), one.name
        assert 0 < one.xs[0] < one.xs[-1] + 1e-9 < 1, one.name


@needs_data
@pytest.mark.slow
def test_the_committed_prior_is_what_the_data_give() -> None:
    tool = fitting_tool()
    prior, _, _ = tool.fitted(DATA)
    assert tool.as_json(prior) == tool.PRIOR.read_text("utf-8")


@needs_data
@pytest.mark.slow
def test_the_coverage_on_the_page_is_what_the_data_give() -> None:
    tool = fitting_tool()
    _, pairs, best = tool.fitted(DATA)
    scores = tool.leave_out(pairs, lambda s: s.name, best)
    row = page_row("one series left out, mean over series")
    covered = [100 * c for c in tool.mean(scores, "").covered]
    assert [float(v) for v in row[6:]] == pytest.approx(covered, abs=0.51)
    assert 75 <= covered[1] <= 88
