"""Measure the figures of docs/models/forecast.md again and write its tables in place.

    python bench/model_page.py [referee] [sbc] [track] [memory]

Without names all are done: about six minutes on two cores. `referee` needs NumPyro.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np

import hustings
from hustings.forecasting import evidence as evidence_module
from hustings.scenario.backtest import FORWARD, LEAVE_ONE_OUT, opening_day, scorable, score_contest
from hustings.scenario.results import ContestScores, Score
from hustings.scenario.situation import DRAWS, SEED

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "models" / "forecast.md"
sys.path.insert(0, str(ROOT / "tests" / "slow"))

SIX = ("nec-clp-2010", "nec-clp-2012", "nec-clp-2014", "nec-clp-2016")
SIX += ("nec-clp-2018-01", "nec-clp-2018-09")
MEMORIES = (100.0, 14.0, 12.0, 10.0)
METHODS = ("published", "model", "last-result", "no-cohesion", "slate-sweep", "nomination-rank")
METHODS += ("climatology",)


def figure(value: float | None, places: int = 3) -> str:
    """A figure, or nothing where a method has none."""
    return "" if value is None else f"{value:.{places}f}"


def referee() -> Iterator[str]:
    """Engine against NUTS on the three folds."""
    from folds import FOLDS, engine_odds, evidence_for
    from referee import judge

    yield (
        "| contest, as known on | taught by / forecast | largest difference | mean | r-hat | "
        "least ESS | divergences of 8,000 | referee |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for contest, day in FOLDS.items():
        e = evidence_for(contest, day)
        v = judge(e, samples=4000, target=0.95)
        gaps = np.array([np.abs(engine_odds(e, seed=s) - v.p_seat) for s in range(10)])
        opened = hustings.open_record("labour-nec").contest(contest).ballots_opened
        shown = day or (opened.last if opened else "")
        yield (
            f"| {contest}, {shown} | {e.n} / {e.m} | {gaps.max():.3f} | {gaps.mean():.3f} | "
            f"{v.r_hat:.3f} | {v.least_ess:,.0f} | {v.divergences} | {v.seconds:.0f} s |"
        )


def sbc() -> Iterator[str]:
    """Simulation-based calibration, as the slow test runs it."""
    from calibration import by_quantity, covered, design, odds_given, p_uniform, run
    from test_sbc import BINS, REPLICATES

    found = run(REPLICATES)
    refused, again = sum(not r.healthy for r in found), sum(r.retried for r in found)
    yield (
        f"{REPLICATES} histories on the design of {design().target.id}: {refused} fits refused, "
        f"{again} passed at the second try."
    )
    yield from ("", "| quantity | p (uniform ranks) | in 50 % | in 90 % |", "|---|---:|---:|---:|")
    for name, places in by_quantity(found).items():
        half, most = (100 * covered(places, level) for level in (0.5, 0.9))
        yield f"| {name} | {p_uniform(places):.2f} | {half:.0f} | {most:.0f} |"
    yield from ("", "| odds of a seat given | candidates | mean given | elected |")
    yield "|---|---:|---:|---:|"
    p, won = odds_given(found)
    for low, high in pairwise(BINS):
        here = (p >= low) & (p < high)
        cells = f"{100 * p[here].mean():.1f} % | {100 * won[here].mean():.1f} %"
        yield f"| {100 * low:.0f} to {100 * min(high, 1):.0f} % | {here.sum():,} | {cells} |"


def track() -> Iterator[str]:
    """The whole backtest: forward by contest, then the means of both modes."""
    found = hustings.backtest(hustings.open_record("labour-nec"))
    forward = [row for row in found.contests if row.mode == FORWARD]
    yield "Forward, Brier score of a seat, by contest:"
    yield ""
    yield "| contest | seats / candidates | " + " | ".join(METHODS) + " |"
    yield "|---|---:|" + "---:|" * len(METHODS)
    for row in forward:
        scores = {s.method: s for s in row.scores}
        cells = (figure(scores[m].brier if m in scores else None) for m in METHODS)
        yield f"| {row.label} | {row.seats} / {row.candidates} | " + " | ".join(cells) + " |"
    for mode in (FORWARD, LEAVE_ONE_OUT):
        n = sum(row.mode == mode for row in found.contests)
        yield from ("", f"{mode.capitalize()}, means over {n} contests:", "")
        yield "| method | Brier | log | CRPS, points | energy, points | RPS of seats | in 80 % |"
        yield "|---|---:|---:|---:|---:|---:|---:|"
        means = {s.method: s for s in found.means[mode]}
        yield from (mean_row(means[m]) for m in METHODS if m in means)
    yield from ("", *(f"* {remark}" for remark in found.remarks))
    yield from (f"* Not scored: {reason}" for reason in found.skipped)


def mean_row(s: Score) -> str:
    """One method's means."""
    rest = f"{figure(s.crps, 2)} | {figure(s.energy, 2)} | {figure(s.rps, 2)} | "
    rest += "" if s.cover80 is None else f"{100 * s.cover80:.0f} %"
    return f"| {s.method} | {figure(s.brier)} | {figure(s.log)} | {rest} |"


def memory() -> Iterator[str]:
    """Forward scores of the model under other memories, on the contests all of them can score."""
    record = hustings.open_record("labour-nec")
    yield "| memory | six contests: Brier | log | all: Brier | log | rows that teach 2018-09 |"
    yield "|---|---:|---:|---:|---:|---:|"
    usual = evidence_module.MEMORY_YEARS
    try:
        for years in MEMORIES:
            evidence_module.MEMORY_YEARS = years
            rows = forward_rows(record)
            six = model_mean([r for r in rows if r.contest in SIX])
            every = model_mean(rows)
            taught = evidence_module.gather(record.as_of(date(2018, 8, 1)), SIX[-1]).n
            name = "no limit" if years == max(MEMORIES) else f"{years:.0f} years"
            yield f"| {name} | {six} | {every} | {taught} |"
    finally:
        evidence_module.MEMORY_YEARS = usual


def forward_rows(record: hustings.Record) -> list[ContestScores]:
    """Forward scores of every contest from 2010 on."""
    chosen = [c for c in scorable(record) if c.id >= SIX[0]]
    return [
        score_contest(record, c, opening_day(record, c), FORWARD, SEED, DRAWS)[0] for c in chosen
    ]


def model_mean(rows: list[ContestScores]) -> str:
    """Mean Brier and log score of the model, as two cells."""
    scores = [s for row in rows for s in row.scores if s.method == "model"]
    return " | ".join(figure(float(np.mean([getattr(s, k) for s in scores]))) for k in KEYS)


KEYS = ("brier", "log")
TABLES: dict[str, Callable[[], Iterator[str]]] = {
    "referee": referee,
    "sbc": sbc,
    "track": track,
    "memory": memory,
}


def write(name: str, lines: list[str]) -> None:
    """Put `lines` between the page's markers of that name."""
    text = PAGE.read_text("utf-8")
    start, end = f"<!-- table:{name} -->", f"<!-- /table:{name} -->"
    before, rest = text.split(start)
    after = rest.split(end)[1]
    PAGE.write_text("\n".join([before + start, *lines, end]) + after, "utf-8")


def main() -> None:
    """Measure and write the tables named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=", ".join(TABLES))
    for name in parser.parse_args().tables or TABLES:
        lines = list(TABLES[name]())
        print("\n".join(lines), flush=True)
        write(name, lines)


if __name__ == "__main__":
    main()
