"""Fits the prior of the return curve and tests it on ballots left out.

Usage: python tools/fit_return_prior.py SHARED_DATA_FOLDER

Reads ballot_return_timing and labour-nec/turnout_timing.csv below the folder. Writes
src/hustings/forecasting/return_prior.json and the tables between the markers in
docs/models/returns.md. The method is described there.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logsumexp, ndtr, ndtri

from hustings.forecasting.returns import (
    Curves,
    Floats,
    ReturnPrior,
    draw_curves,
    smooth_curve,
    split_log_density,
    thinned,
    total_log_density,
)

ROOT = Path(__file__).resolve().parents[1]
PRIOR = ROOT / "src" / "hustings" / "forecasting" / "return_prior.json"
PAGE = ROOT / "docs" / "models" / "returns.md"
FILES = (
    "ballot_return_timing/us2020_mail_returns_daily.csv",
    "ballot_return_timing/nc2020_mail_snapshots_by_county_party.csv.zip",
    "labour-nec/turnout_timing.csv",
)
SOURCES = (
    "M. McDonald, US Elections Project, ElectProject/Early-Vote-2020G commit 891a298 (CC BY-SA)",
    "NC State Board of Elections data in kerryrodden/nc-absentee-votes commit 54e0a5b",
    "turnout_timing.csv: Gisborne District Council daily vote returns; Australian Bureau of"
    " Statistics 2017; press and council pages for Wellington, Auckland, Oregon; YouGov 2022",
)
CLOSE_2020 = date(2020, 11, 3)
KNOWN, UNKNOWN = 0.0, float("inf")


@dataclass(frozen=True)
class Series:
    """One ballot's returns: shares of the window and papers (or per cent) in by then.

    `total` is the final count with log-sd `total_log_sd`: KNOWN (0), a guess, or UNKNOWN (only
    the ratios of the counts are used).
    """

    name: str
    family: str
    year: int
    xs: Floats
    counts: Floats
    total: float
    total_log_sd: float
    window: str

    @property
    def base(self) -> tuple[float, float]:
        """What shares are taken of when scoring: (x, count) of the final or of the last report."""
        return (1.0, self.total) if self.total_log_sd == KNOWN else (self.xs[-1], self.counts[-1])

    @property
    def scored(self) -> tuple[Floats, Floats]:
        """The points a prediction is scored on, (x, share of the base)."""
        x, count = self.base
        inside = self.xs < x
        if not inside.any():
            return self.xs, self.counts / self.total
        return self.xs[inside], self.counts[inside] / count


# ---- reading ---------------------------------------------------------------------------------


def read_series(folder: Path) -> list[Series]:
    """Every series that can be used, in a fixed order."""
    timing = _timing_rows(folder / FILES[2])
    return [*_american(folder), *_dated(timing), *_summaries(timing)]


def _american(folder: Path) -> list[Series]:
    days: dict[str, list[tuple[date, float]]] = defaultdict(list)
    with (folder / FILES[0]).open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            day = date.fromisoformat(row["report_date"])
            days[row["state"]].append((day, float(row["mail_ballots_returned_cum"])))
    days["NC"] = _carolina(folder / FILES[1])
    return [_state(state, sorted(rows)) for state, rows in sorted(days.items())]


def _carolina(path: Path) -> list[tuple[date, float]]:
    """All counties of the file as one series: accepted ballots, which never leave that status."""
    total: Counter[date] = Counter()
    with zipfile.ZipFile(path) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        if row["return_status"].startswith("ACCEPTED"):
            total[date.fromisoformat(row["snapshot_date"])] += int(row["ballots"])
    return [(day, float(count)) for day, count in total.items()]


def _state(state: str, rows: list[tuple[date, float]]) -> Series:
    """A state of 2020; reports of the closing day were taken while it ran and are left out."""
    rows = [row for row in rows if row[0] < CLOSE_2020]
    rows = [row for i, row in enumerate(rows) if row[1] <= min(count for _, count in rows[i:])]
    stated = {"CO": date(2020, 10, 9), "NC": date(2020, 9, 4)}
    first = next(day for day, count in rows if count >= 0.005 * rows[-1][1])
    sent = stated.get(state, first - timedelta(days=3))
    how = "data README" if state in stated else "three days before the first half per cent"
    days = (CLOSE_2020 - sent).days
    kept = [(day, count) for day, count in rows if day > sent]
    xs = np.array([(day - sent).days / days for day, _ in kept])
    counts = np.array([count for _, count in kept])
    window = f"*assumed*: {sent.day} {sent:%b}, {how}"
    return Series(f"{state} 2020", "US 2020", 2020, xs, counts, 1.1 * counts[-1], 0.07, window)


def _timing_rows(path: Path) -> dict[str, list[dict[str, str]]]:
    cases: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            cases[row["case_id"]].append(row)
    return cases


def _dated(timing: dict[str, list[dict[str, str]]]) -> list[Series]:
    """Series whose opening day and shares of the final are in the data."""
    named = {
        "au-marriage-2017": ("Australia 2017", "Australia"),
        "nz-gisborne-2019": ("Gisborne 2019", "New Zealand"),
        "nz-gisborne-2022": ("Gisborne 2022", "New Zealand"),
        "nz-auckland-2019": ("Auckland 2019", "New Zealand"),
    }
    made = []
    for case, (name, family) in named.items():
        rows = [r for r in timing[case] if float(r["share_of_window_elapsed"]) < 1]
        points = sorted(
            (float(r["share_of_window_elapsed"]), float(r["share_of_final_pct"])) for r in rows
        )
        made.append(_percent(name, family, points, 100.0, KNOWN, "in the data"))
    return made


def _summaries(timing: dict[str, list[dict[str, str]]]) -> list[Series]:
    """Single figures of Wellington, Oregon and the Conservatives, with windows assumed."""

    def cumulative(case: str, days: int) -> list[tuple[float, float]]:
        return sorted(
            (1 - float(r["days_before_close"]) / days, float(r["share_of_final_pct"]))
            for r in timing[case]
            if r["share_of_final_pct"] and r["metric"].startswith("cumulative")
        )

    zealand = "*assumed*: 22 days before the close, as in 2019 and 2022"
    oregon = "*assumed*: 20 days, papers go out 14 to 20 days before the close"
    made = [
        _percent(f"Wellington {y}", "New Zealand", cumulative(f"nz-wellington-{y}", 22),
                 100.0, KNOWN, zealand)
        for y in (2004, 2007, 2010)
    ]  # fmt: skip
    city = [(1 - float(r["days_before_close"]) / 22, float(r["value"]))
            for r in timing["nz-wellington-2013"]]  # fmt: skip
    made.append(_percent("Wellington 2013", "New Zealand", sorted(city), 100.0, UNKNOWN, zealand))
    made += [
        _percent(f"Oregon {y}", "Oregon", cumulative(f"oregon-{y}", 20), 100.0, KNOWN, oregon)
        for y in (2010, 2012, 2016)
    ]
    for year, days in ((2008, 2), (2014, 1)):
        (late,) = (
            float(r["value"]) for r in timing[f"oregon-{year}"] if r["unit"] == "pct of voters"
        )
        made.append(
            _percent(
                f"Oregon {year}", "Oregon", [(1 - days / 20, 100 - late)], 100.0, KNOWN, oregon
            )
        )
    # The fieldwork ran 12 to 17 August: its middle stands 12.5 days after 2 August.
    (poll,) = (
        float(r["share_of_final_pct"]) for r in timing["con-2022"] if r["share_of_final_pct"]
    )
    sent, middle, close = date(2022, 8, 2), 12.5, date(2022, 9, 2)
    window = "*assumed*: 2 Aug, papers due in the first days of August"
    made.append(
        _percent("Conservative 2022", "UK party", [(middle / (close - sent).days, poll)],
                 100.0, 0.15, window)
    )  # fmt: skip
    return sorted(made, key=lambda s: (s.family, s.name))


def _percent(
    name: str, family: str, points: list[tuple[float, float]], total: float, sd: float, window: str
) -> Series:
    xs, counts = np.array(points, dtype=np.float64).T
    return Series(name, family, int(name[-4:]), xs, counts, total, sd, window)


# ---- fitting ---------------------------------------------------------------------------------

LOG_A = np.arange(-2.4, 2.41, 0.2)
LOG_B = np.arange(-2.0, 2.41, 0.2)
THETA = np.array([(a, b) for a in LOG_A for b in LOG_B])
LOG_KAPPA = np.arange(1.5, 7.01, 0.5)


def likelihood(series: Series) -> Floats:
    """Log likelihood of one series on the grid, (theta, kappa)."""
    log_a, log_b = THETA[:, :1], THETA[:, 1:]
    shape = (len(THETA), len(LOG_KAPPA))
    flat = [np.broadcast_to(v, shape).ravel() for v in (log_a, log_b, np.exp(LOG_KAPPA))]
    xs, counts = series.xs, series.counts
    if series.total_log_sd == KNOWN:
        xs, counts = np.append(xs, 1.0), np.append(counts, series.total)
    kept = thinned(xs, counts)
    out = split_log_density(xs[kept], counts[kept], *flat)
    if 0 < series.total_log_sd < UNKNOWN:
        nodes = _total_nodes(series)
        each = [total_log_density(xs[-1], counts[-1], np.array(t), *flat) for t in nodes]
        out = out + logsumexp(each, axis=0) - np.log(len(nodes))
    return out.reshape(shape)


def _total_nodes(series: Series) -> Floats:
    """Equally likely finals, log-normal about the guess and above the last count."""
    floor = ndtr(np.log(series.counts[-1] / series.total) / series.total_log_sd)
    u = floor + (1 - floor) * (np.arange(12) + 0.5) / 12
    return series.total * np.exp(series.total_log_sd * ndtri(u))


def _unpack(v: Floats) -> tuple[Floats, Floats, float, float, float]:
    """Centre, covariance between new contests, family share of it, mean and sd of log kappa."""
    sd, corr = np.exp(v[2:4]), np.tanh(v[4])
    cov = np.outer(sd, sd) * np.array([[1, corr], [corr, 1]])
    return v[:2], cov, float(expit(v[5])), float(v[6]), float(np.exp(v[7]))


def _squares(away: Floats) -> tuple[Floats, Floats, Floats]:
    return away[..., 0] ** 2, 2 * away[..., 0] * away[..., 1], away[..., 1] ** 2


STEPS = _squares(THETA[:, None, :] - THETA[None, :, :])


def _normal(squares: tuple[Floats, Floats, Floats], cov: Floats) -> Floats:
    """Normal weights of grid points, summing to 1 over the last axis."""
    inverse = np.linalg.inv(cov)
    power = squares[0] * inverse[0, 0] + squares[1] * inverse[0, 1] + squares[2] * inverse[1, 1]
    weight = np.exp(-0.5 * power)
    return np.asarray(weight / weight.sum(axis=-1, keepdims=True))


def objective(v: Floats, tables: list[Floats], families: list[str]) -> float:
    """Minus the log posterior density of the eight population parameters."""
    centre, cov, share, log_kappa, sd_kappa = _unpack(v)
    kappa = -0.5 * ((LOG_KAPPA - log_kappa) / sd_kappa) ** 2
    kappa -= logsumexp(kappa)
    within = _normal(STEPS, (1 - share) * cov)
    between = np.log(_normal(_squares(THETA - centre), share * cov) + 1e-300)
    total = -_hyperprior(v)
    for family in sorted(set(families)):
        inner = between.copy()
        for table, name in zip(tables, families, strict=True):
            if name == family:
                rows = logsumexp(table + kappa, axis=1)
                top = rows.max()
                inner += np.log(within @ np.exp(rows - top) + 1e-300) + top
        total -= logsumexp(inner)
    return float(total)


def _hyperprior(v: Floats) -> float:
    """Weak: sds about 0.6, families about half of the variance, kappa about 55."""
    centre = np.array([0.0, 0.0, np.log(0.6), np.log(0.6), 0.0, 0.0, 4.0, np.log(0.6)])
    sd = np.array([1.0, 1.0, 0.5, 0.5, 0.5, 1.0, 1.0, 0.4])
    return float(-0.5 * np.sum(((v - centre) / sd) ** 2))


START = np.array([0.2, 0.0, -0.6, -0.6, 0.0, 0.5, 4.0, -0.6])


def fit(
    series: list[Series], tables: list[Floats], start: Floats = START
) -> tuple[ReturnPrior, Floats]:
    """The prior from these series: maximum penalised marginal likelihood, then widened.

    The spread of a new contest adds the error of the centre, as if every family were one value,
    and takes Student tails with as many degrees of freedom as there are families.
    """
    families = [s.family for s in series]
    best = minimize(objective, start, (tables, families), "L-BFGS-B", options={"ftol": 1e-9})
    centre, cov, share, log_kappa, sd_kappa = _unpack(best.x)
    kinds = tuple(sorted(set(families)))
    cov = cov * (1 + share / len(kinds) + (1 - share) / len(series))
    sd = np.sqrt(np.diag(cov))
    prior = ReturnPrior(
        log_a=_round(centre[0]),
        log_b=_round(centre[1]),
        sd_a=_round(sd[0]),
        sd_b=_round(sd[1]),
        corr=_round(cov[0, 1] / sd[0] / sd[1]),
        df=float(len(kinds)),
        log_kappa=_round(log_kappa),
        sd_log_kappa=_round(sd_kappa),
        n=len(series),
        series=tuple(s.name for s in series),
        families=kinds,
        years=tuple(sorted({s.year for s in series})),
        files=FILES,
        sources=SOURCES,
        sha256="",
    )
    return prior, best.x


def _round(value: float) -> float:
    return round(float(value), 2)


# ---- testing ---------------------------------------------------------------------------------

DRAWS, SEED = 4000, 20180830
HALF_NEEDS = 6
MISS = 0.2
CENTRAL = (0.5, 0.8, 0.9)
Pair = tuple[Series, Floats]


@dataclass(frozen=True)
class Score:
    """How one series left out was predicted; errors in points, coverage as shares of its points."""

    name: str
    family: str
    points: int
    error: float
    crps: float
    line: float
    pooled: float
    covered: tuple[float, ...]


def score(series: Series, prior: ReturnPrior) -> Score:
    """A series against a prior that has not seen it; both baselines are single curves."""
    curves = draw_curves(prior, np.random.default_rng(SEED), DRAWS)
    xs, truth = series.scored
    base = series.base[0] if xs[-1] < series.base[0] else 1.0
    middle = _centre(prior, xs) / _centre(prior, np.array(base))
    return _score(series, truth, _shares(curves, xs, base), xs / base, middle)


def score_half(series: Series, prior: ReturnPrior, miss: float) -> Score:
    """The second half of a series' rows from its first half, the total guessed off by `miss`.

    The baselines go on from the last row known to the total guessed: in a straight line, and as
    the centre of the prior does.
    """
    half, guess = len(series.xs) // 2, series.total * float(np.exp(miss))
    rows = zip(series.xs[:half], series.counts[:half], strict=True)
    own = [(float(x), float(count), guess) for x, count in rows if count > 0]
    curves = draw_curves(prior, np.random.default_rng(SEED), DRAWS, own, total_log_sd=MISS)
    at, base = series.xs[half - 1], series.base[0]
    xs, truth = (values[series.scored[0] > at] for values in series.scored)
    now = series.counts[half - 1] / guess

    def onward(curve: Callable[[Floats], Floats]) -> Floats:
        def share(x: Floats) -> Floats:
            return now + (1 - now) * (curve(x) - curve(at)) / (1 - curve(at))

        return share(xs) / share(np.array(base))

    line, middle = onward(lambda x: x), onward(lambda x: _centre(prior, x))
    return _score(series, truth, _shares(curves, xs, base), line, middle)


def _shares(curves: Curves, xs: Floats, base: float) -> Floats:
    return np.stack([curves.share_in(x) for x in xs]) / curves.share_in(base)


def _centre(prior: ReturnPrior, xs: Floats) -> Floats:
    return smooth_curve(np.asarray(xs), np.array(prior.log_a), np.array(prior.log_b))


def _score(series: Series, truth: Floats, draws: Floats, line: Floats, pooled: Floats) -> Score:
    off = [np.mean(np.abs(guess - truth)) for guess in (np.median(draws, axis=1), line, pooled)]
    covered = []
    for width in CENTRAL:
        low, high = np.quantile(draws, [(1 - width) / 2, (1 + width) / 2], axis=1)
        covered.append(float(np.mean((truth >= low) & (truth <= high))))
    error, line_off, pooled_off = (100 * float(o) for o in off)
    crps = 100 * float(np.mean(_crps(draws, truth)))
    return Score(series.name, series.family, len(truth), error, crps, line_off, pooled_off,
                 tuple(covered))  # fmt: skip


def _crps(draws: Floats, truth: Floats) -> Floats:
    """Continuous ranked probability score (point,) of draws (point, draw)."""
    ranks = 2 * np.arange(1, DRAWS + 1) - DRAWS - 1
    spread = (np.sort(draws, axis=1) * ranks).sum(axis=1) / DRAWS**2
    return np.asarray(np.abs(draws - truth[:, None]).mean(axis=1) - spread)


def leave_out(pairs: list[Pair], key: Callable[[Series], str], start: Floats) -> list[Score]:
    """Each series against the prior of those with another `key`."""
    priors = {k: _without(pairs, key, k, start) for k in sorted({key(s) for s, _ in pairs})}
    return [score(s, priors[key(s)]) for s, _ in pairs]


def first_half(pairs: list[Pair], start: Floats) -> list[Score]:
    """Each long enough series: its rest from its first half, its whole family left out."""
    long = [s for s, _ in pairs if len(s.xs) >= HALF_NEEDS]
    priors = {f: _without(pairs, _family, f, start) for f in sorted({s.family for s in long})}
    return [score_half(s, priors[s.family], MISS if i % 2 else -MISS) for i, s in enumerate(long)]


def last_report_as_final(pairs: list[Pair], prior: ReturnPrior) -> list[Score]:
    """States as a hasty reader scores them: shares of the last report as if that were the final."""
    states = [s for s, _ in pairs if s.family == "US 2020"]
    return [score(replace(s, total=s.counts[-1], total_log_sd=KNOWN), prior) for s in states]


def _family(series: Series) -> str:
    return series.family


def _without(
    pairs: list[Pair], key: Callable[[Series], str], gone: str, start: Floats
) -> ReturnPrior:
    rest = [(s, table) for s, table in pairs if key(s) != gone]
    return fit([s for s, _ in rest], [table for _, table in rest], start)[0]


def mean(scores: Iterable[Score], name: str) -> Score:
    """The plain mean over series, so that daily series do not outvote single figures."""
    rows = list(scores)
    values = [[r.error, r.crps, r.line, r.pooled, *r.covered] for r in rows]
    error, crps, line, pooled, *covered = (float(v) for v in np.mean(values, axis=0))
    return Score(name, "", sum(r.points for r in rows), error, crps, line, pooled, tuple(covered))


def family_mean(scores: list[Score], name: str) -> Score:
    """The mean over families of the means over their series."""
    families = sorted({s.family for s in scores})
    return mean([mean([s for s in scores if s.family == f], f) for f in families], name)


def cluster_error(scores: list[Score]) -> float:
    """Standard error of the 80 % coverage over series, with families as the clusters (points)."""
    whole = np.mean([s.covered[1] for s in scores])
    families = sorted({s.family for s in scores})
    off = [sum(s.covered[1] - whole for s in scores if s.family == f) for f in families]
    spread = np.sqrt(len(families) / (len(families) - 1) * np.sum(np.square(off)))
    return 100 * float(spread) / len(scores)


# ---- writing ---------------------------------------------------------------------------------

HEAD = (
    "| series | points | error | CRPS | straight line | pooled curve | in 50 % | in 80 % "
    "| in 90 % |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def table(rows: Iterable[Score]) -> str:
    """Scores as a Markdown table; errors and CRPS in points, coverage in per cent."""
    lines = [HEAD]
    for r in rows:
        inside = " | ".join(f"{100 * c:.0f}" for c in r.covered)
        lines.append(
            f"| {r.name} | {r.points} | {r.error:.1f} | {r.crps:.1f} | {r.line:.1f} "
            f"| {r.pooled:.1f} | {inside} |"
        )
    return "\n".join(lines)


def series_table(pairs: list[Pair], prior: ReturnPrior) -> str:
    """What was used: counts, how the final is known, the window, the series' own shape."""
    finals = {KNOWN: "known", UNKNOWN: "not known, ratios only"}
    lines = [
        "| series | family | counts | final | window opens | log a | log b |",
        "|---|---|---:|---|---|---:|---:|",
    ]
    for s, grid in pairs:
        final = finals.get(s.total_log_sd, f"*assumed*, log-sd {s.total_log_sd:g}")
        a, b = own_shape(grid, prior)
        row = f"| {s.name} | {s.family} | {len(s.xs)} | {final} | {s.window} | {a:.2f} | {b:.2f} |"
        lines.append(row)
    return "\n".join(lines)


def own_shape(grid: Floats, prior: ReturnPrior) -> Floats:
    """Posterior mean (log a, log b) of one series, drawn in by a normal prior of the same width."""
    kappa = ((LOG_KAPPA - prior.log_kappa) / prior.sd_log_kappa) ** 2
    shape = (THETA - [prior.log_a, prior.log_b]) / [prior.sd_a, prior.sd_b]
    power = logsumexp(grid - 0.5 * kappa, axis=1) - 0.5 * (shape**2).sum(axis=1)
    weight = np.exp(power - power.max())
    return np.asarray(weight @ THETA / weight.sum())


FIGURES = (
    ("Labour NEC September 2018, day 6 of 35", 6 / 35, '"two big lumps", no figure'),
    ("Conservative 2019, day 4 of 18", 4 / 18, "30 % of the expected papers (press)"),
    ("Conservative 2019, day 6 of 18", 6 / 18, "71 % of an activist panel (self-selected)"),
    ("half of the window", 0.5, ""),
    ("nine tenths of the window", 0.9, ""),
)


def figures_table(prior: ReturnPrior) -> str:
    """The prior at some days, beside what was said then; none of these was fitted."""
    curves = draw_curves(prior, np.random.default_rng(SEED), 40_000)
    lines = ["| when | x | median | 90 % interval | said at the time |", "|---|---:|---:|---:|---|"]
    for when, x, said in FIGURES:
        low, middle, high = 100 * curves.quantiles([x], (0.05, 0.5, 0.95))[:, 0]
        lines.append(f"| {when} | {x:.3f} | {middle:.0f} | {low:.0f} to {high:.0f} | {said} |")
    return "\n".join(lines)


def summary(pairs: list[Pair], prior: ReturnPrior, start: Floats) -> str:
    """Means over all series for each way of leaving out."""
    one = leave_out(pairs, lambda s: s.name, start)
    whole = leave_out(pairs, _family, start)
    rows = [
        mean(one, "one series left out, mean over series"),
        family_mean(one, "one series left out, mean over families"),
        mean(whole, "whole family left out, mean over series"),
        family_mean(whole, "whole family left out, mean over families"),
        mean(last_report_as_final(pairs, prior), "states in the fit, last report taken as final"),
    ]
    error = f"Standard error of {100 * rows[0].covered[1]:.0f} %, families as clusters: "
    error += f"{cluster_error(one):.0f} points."
    return "\n\n".join([table(one), table(rows), error])


def write_between(name: str, text: str) -> None:
    """Replaces what stands between the markers of table `name` in the page."""
    start, end = f"<!-- table:{name} -->", f"<!-- /table:{name} -->"
    head, rest = PAGE.read_text("utf-8").split(start)
    PAGE.write_text(f"{head}{start}\n{text}\n{end}{rest.split(end)[1]}", "utf-8")


def fitted(folder: Path) -> tuple[ReturnPrior, list[Pair], Floats]:
    """The prior from the data folder, the series with their likelihoods, and the optimum."""
    series = read_series(folder)
    tables = [likelihood(s) for s in series]
    prior, best = fit(series, tables)
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in FILES))
    return replace(prior, sha256=digest.hexdigest()), list(zip(series, tables, strict=True)), best


def as_json(prior: ReturnPrior) -> str:
    """The text of return_prior.json."""
    return json.dumps(asdict(prior), indent=2, sort_keys=True) + "\n"


def main(folder: Path) -> None:
    """Fits, tests, writes."""
    prior, pairs, best = fitted(folder)
    PRIOR.write_text(as_json(prior), "utf-8")
    half = first_half(pairs, best)
    write_between("series", series_table(pairs, prior))
    write_between("figures", figures_table(prior))
    write_between("loso", summary(pairs, prior, best))
    write_between("half", table([*half, mean(half, "mean over series")]))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
