"""Speed beside peers, in one run on one machine: prints a table and writes bench/RESULTS.md.

    make bench

Whole processes are timed cold, from the shell's point of view. Ours and the peers' take turns, so
that whatever else the machine does touches both. Peers run at their own defaults.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

import numpy as np
from threadpoolctl import threadpool_limits

import hustings
from count import section as counting
from hustings.forecasting.density import Density
from hustings.forecasting.evidence import gather
from hustings.forecasting.inference import fit
from power import section as power_section

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "RESULTS.md"
KRONIKAS = "0.2.0"
CONTEST, DAY = "nec-clp-2018-09", date(2018, 8, 1)
HUSTINGS = (sys.executable, "-m", "hustings")
FORECAST = (*HUSTINGS, "forecast", "labour-nec", CONTEST, "--as-of", str(DAY))
SAME_ODDS = (
    sys.executable,
    "-c",
    "import sys; sys.path.insert(0, 'tests/slow'); from datetime import date\n"
    "from folds import engine_odds, evidence_for\n"
    f"print(engine_odds(evidence_for({CONTEST!r}, date.fromisoformat('{DAY}'))))",
)
REFEREE = (sys.executable, "tests/slow/referee.py", CONTEST, str(DAY))


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each run of one piece of work."""

    what: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The figure quoted."""
        return median(self.seconds)

    def row(self, goal: str = "") -> str:
        """One line of the table."""
        cells = (self.median, min(self.seconds), max(self.seconds))
        shown = " | ".join(natural(s) for s in cells)
        return f"| {self.what} | {shown} | {len(self.seconds)} | {goal} |"


def natural(seconds: float) -> str:
    """Seconds, or milliseconds when short."""
    return f"{1000 * seconds:.0f} ms" if seconds < 0.4 else f"{seconds:.2f} s"


def clock(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def process(*command: str, fine: tuple[int, ...] = (0,)) -> Callable[[], object]:
    """A whole process, its output thrown away; an exit that is not `fine` stops the bench."""

    def work() -> None:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode not in fine:
            raise SystemExit(f"{' '.join(command[1:])}\n{done.stderr[-2000:]}")

    return work


def in_turn(works: dict[str, Callable[[], object]], rounds: int) -> list[Timing]:
    """Time every piece of work once a round, so that they share the machine's moods."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for i in range(rounds):
        for name, work in works.items():
            print(f"  round {i + 1} of {rounds}: {name}", file=sys.stderr, flush=True)
            taken[name].append(clock(work))
    return [Timing(name, tuple(seconds)) for name, seconds in taken.items()]


def has(package: str) -> bool:
    """Whether a package is installed here."""
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


def polls(path: Path, n: int = 60) -> None:
    """The toy for kronikas: `n` polls of three candidates by four houses, with a slow drift."""
    rng = np.random.default_rng(1)
    lines = ["date,pollster,sample_size,Alice,Bob,Carol"]
    drift = np.cumsum(0.01 * rng.standard_normal((n, 3)), axis=0)
    for i in range(n):
        support = np.exp(np.log([0.44, 0.40, 0.16]) + drift[i])
        size = int(rng.integers(800, 1600))
        counts = rng.multinomial(size, support / support.sum())
        day = date(2024, 1, 5) + timedelta(days=4 * i)
        shares = ",".join(f"{100 * c / size:.1f}" for c in counts)
        lines.append(f"{day},House {'ABCD'[i % 4]},{size},{shares}")
    path.write_text("\n".join(lines) + "\n")


def kronikas(folder: Path) -> tuple[str, ...] | str:
    """Install kronikas in a virtualenv of its own; the command to time, or why there is none."""
    python = folder / "venv" / "bin" / "python"
    steps = (
        (sys.executable, "-m", "venv", str(folder / "venv")),
        (str(python), "-m", "pip", "install", "--quiet", f"kronikas=={KRONIKAS}"),
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    polls(folder / "polls.csv")
    return (
        str(python.with_name("kronikas")),
        *("forecast", str(folder / "polls.csv"), "--quiet"),
        *("--election-date", "2024-11-05", "--today", "2024-09-02"),
    )


def processes(quick: bool) -> Iterator[str]:
    """Whole cold processes: ours, the referee of the same model, and kronikas on its own toy."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = "our fit, odds of a seat and nothing else"
        forecast = "`hustings forecast`, text only"
        report = "`hustings forecast --report` (the demo command)"
        works = {
            engine: process(*SAME_ODDS),
            forecast: process(*FORECAST),
            report: process(*FORECAST, "--report", str(folder / "report.html")),
        }
        referee, peer = "NumPyro referee, same model and data", f"kronikas {KRONIKAS}, own toy"
        notes = []
        if has("numpyro"):
            works[referee] = process(*REFEREE)
        else:
            notes.append("No referee: NumPyro is not installed.")
        print("installing kronikas in its own virtualenv", file=sys.stderr, flush=True)
        command = notes.append("kronikas was left out.") if quick else kronikas(folder)
        if isinstance(command, tuple):
            works[peer] = process(*command, fine=(0, 1))  # 1: its own checks failed
        elif command:
            notes.append(f"kronikas could not be installed: {command}")
        timings = {t.what: t for t in in_turn(works, 1 if quick else 3)}
        yield from table(timings.values())
        yield ""
        yield "| ratio of medians | to our fit | to text only | to the demo command | wanted |"
        yield "|---|---:|---:|---:|---:|"
        for other in (referee, peer):
            if other in timings:
                ours = (timings[mine].median for mine in (engine, forecast, report))
                shown = " | ".join(f"{timings[other].median / mine:.1f}" for mine in ours)
                yield f"| {other} | {shown} | 10 |"
        notes.append(
            "The referee gives odds of a seat and nothing else: the first line is the same work. "
            "`hustings forecast` also draws the other worlds, events, ladders and grids; the demo "
            "command draws a page of charts on top. kronikas does other work (polls, one winner): "
            "its time shows what a forecaster is used to waiting, not who is faster at the same "
            "thing."
        )
        yield from ("", *notes)


def table(timings: Iterator[Timing], goals: dict[str, str] | None = None) -> Iterator[str]:
    """Timings as a Markdown table."""
    yield "| what | median | best | worst | runs | wanted |"
    yield "|---|---:|---:|---:|---:|---:|"
    yield from (t.row((goals or {}).get(t.what, "")) for t in timings)


def short(quick: bool) -> Iterator[str]:
    """The command line's start, a what-if on a prepared situation, a whole backtest."""
    record = hustings.open_record("labour-nec")
    say_help, ask, score = "`hustings --help`, cold", "what-if after the fit", "whole backtest"
    prepare, first = "`prepare`, warm process", "first what-if"
    situation = hustings.prepare(record, CONTEST, as_of=DAY - timedelta(days=1))
    change = hustings.Change("withdraw", "pete-willsman", DAY, body="momentum")

    def what_if() -> object:
        return hustings.compare(situation, [change])

    rows = [
        *in_turn({say_help: process(*HUSTINGS, "--help")}, 10),
        *in_turn({first: what_if}, 1),
        *in_turn({ask: what_if}, 15),
        *in_turn({prepare: lambda: hustings.prepare(record, CONTEST, as_of=DAY)}, 5),
    ]
    if not quick:
        rows += in_turn({score: lambda: hustings.backtest(record)}, 1)
    goals = {say_help: "< 300 ms", ask: "< 100 ms", score: "< 60 s"}
    return table(iter(rows), goals)


def scaling() -> Iterator[str]:
    """The fit with more and more draws: cost should grow in proportion once modes are found."""
    evidence = gather(hustings.open_record("labour-nec").as_of(DAY), CONTEST)
    density = Density(evidence)
    yield "| draws a node | fit, median of 3 | over the line before | ESS |"
    yield "|---:|---:|---:|---:|"
    before = None
    for size in (600, 1200, 2400, 4800, 9600):
        taken = []
        for seed in range(3):
            rng = np.random.default_rng(seed)
            start = time.perf_counter()
            with threadpool_limits(1, "blas"):
                ess = fit(density, rng, size).ess
            taken.append(time.perf_counter() - start)
        now = median(taken)
        ratio = f"{now / before:.2f}" if before else ""
        yield f"| {size} | {natural(now)} | {ratio} | {ess:.0f} |"
        before = now


def circumstances() -> Iterator[str]:
    """Machine, versions, sizes and date."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            s.split(":")[1].strip() for s in info.read_text().splitlines() if "model name" in s
        ]
        cpu = names[0] if names else cpu
    evidence = gather(hustings.open_record("labour-nec").as_of(DAY), CONTEST)
    density = Density(evidence)
    packages = [p for p in ("numpy", "scipy", "numpyro", "jax") if has(p)]
    shown = ", ".join(f"{p} {version(p)}" for p in packages)
    yield f"* {date.today()}; {os.cpu_count()} cores, {cpu}; load before the run {load()}"
    yield f"* hustings {hustings.__version__}, Python {platform.python_version()}, {shown}"
    yield (
        f"* {CONTEST} as known on {DAY}: {evidence.n} candidacies of {len(evidence.past)} contests "
        f"teach, {evidence.m} are forecast; {density.dim} parameters on "
        f"{len(density.priors.steps)} grid nodes; 10,000 contests drawn and counted in each world"
    )
    yield "* referee: NumPyro NUTS, 2 chains of 1,000 + 1,000 side by side, target 0.9"
    yield f"* kronikas {KRONIKAS}: 60 polls of 3 candidates, its defaults, in its own virtualenv"


def load() -> str:
    """Load average of the last minute, where the system tells."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def main() -> None:
    """Run everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="once, no kronikas, nothing written")
    quick = parser.parse_args().quick
    head = list(circumstances())
    page = ["# Speed, measured in one run", "", "Written by `make bench`.", "", *head, ""]
    page += ["## Whole cold processes", "", *processes(quick), ""]
    page += ["## Short work", "", *short(quick), ""]
    page += ["## Growth in draws", "", *scaling(), ""]
    page += ["## Counts", "", *counting(quick), ""]
    page += ["## Power", "", *power_section(quick)]
    text = "\n".join(page).replace("\n\n\n", "\n\n").rstrip() + "\n"
    print(text)
    if not quick:
        RESULTS.write_text(text)


if __name__ == "__main__":
    main()
