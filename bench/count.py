"""Counting speed beside peers on the same ballots in one run; part of `make bench`.

    python bench/count.py            # print the section
    python bench/count.py --quick    # 10,000 papers, once, peers only where already installed

Everybody counts in a fresh process of their own and is handed one array of rankings: `import` (with
NumPy), `build` (the array into their own objects) and `count` are timed inside it. Peers live in a
virtualenv of their own, build/bench-peers, filled from requirements/bench.txt when it is missing.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PEER_HOME = ROOT / "build" / "bench-peers"
WARDS = ROOT.parent / "shared" / "data" / "scottish_stv" / "ballots.zip"
PEERS = {
    "votekit": "FastSTV: weighted inclusive, floats",
    "pref_voting": "Scottish STV, floats",
    "stvpoll": "Scottish STV, decimals",
    "votelib": "Gregory, fractions",
    "pyrankvote": "fractional transfers, floats",
}
SEATS, PATIENCE = 9, 60
RULE = "scottish-stv"


def three_slates(papers: int, candidates: int, longest: int = 0, seed: int = 1) -> Any:
    """Rankings by Plackett-Luce: candidates of three slates, each voter loyal to one of them.

    Shape (paper, rank), uint8, candidates from 1. With `longest` papers stop after 1 to `longest`
    ranks; else all rank all.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    liking, slate = rng.normal(0, 0.7, candidates), np.arange(candidates) % 3
    width = longest or candidates
    cells = np.empty((papers, width), np.uint8)
    for at in range(0, papers, 100_000):
        part = cells[at : at + 100_000]
        own = rng.choice(3, len(part), p=[0.45, 0.35, 0.2])[:, None] == slate
        noise = rng.gumbel(size=(len(part), candidates)).astype(np.float32)
        part[:] = (np.argsort(-(liking + 3 * own + noise), axis=1) + 1)[:, :width]
        if longest:
            stops = rng.integers(1, longest + 1, len(part))[:, None]
            part[np.arange(longest) >= stops] = 0
    return cells


# what a child process of ours does


def count_array(path: str, seats: int) -> dict[str, Any]:
    """Import, wrap and pack, count; then again from what is packed."""
    start = time.perf_counter()
    import numpy as np

    import hustings
    from hustings.counting import door
    from hustings.model.count import Terms
    from hustings.rules import find_rule

    imported = time.perf_counter()
    cells = np.load(path)
    loaded = time.perf_counter()
    names = [str(k) for k in range(1, int(cells.max()) + 1)]
    profile = hustings.profile(cells, names)
    rule, terms = find_rule(RULE), Terms(seats=seats)
    packed = door.pack(profile, rule)
    built = time.perf_counter()
    count = door.count(rule, packed, terms)
    done = time.perf_counter()
    again = []
    for _ in range(5):
        since = time.perf_counter()
        door.count(rule, packed, terms)
        again.append(time.perf_counter() - since)
    return {
        "import": imported - start,
        "build": built - loaded,
        "count": done - built,
        "again": min(again),
        "elected": sorted(count.winners, key=int),
        "stages": len(count.stages),
        "engine": count.engine,
    }


def count_file(path: str, seats: int) -> dict[str, Any]:
    """Read a file of ballots and count it."""
    start = time.perf_counter()
    import hustings

    count = hustings.count(path, RULE, seats=seats)
    whole = time.perf_counter() - start
    return {"whole": whole, "papers": count.papers, "megabytes": memory(), "engine": count.engine}


def count_wards(path: str, _: int) -> dict[str, Any]:
    """Every ward of a zip of files, in one process; ties by a seed."""
    import zipfile

    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as wards:
        wards.extractall(folder)
        files = sorted(Path(folder).rglob("*.csv"))
        start = time.perf_counter()
        import hustings
        from hustings.model.lots import Lots

        papers = sum(hustings.count(f, RULE, lots=Lots(seed="bench")).papers for f in files)
        return {"whole": time.perf_counter() - start, "wards": len(files), "papers": papers}


def memory() -> float:
    """Most memory this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


CHILDREN = {work.__name__: work for work in (count_array, count_file, count_wards)}


# the parent


@dataclass(frozen=True, slots=True)
class Row:
    """Who counted what, seconds of each part; `why` where there is no count."""

    who: str
    rule: str
    clocks: dict[str, Any]
    why: str = ""

    @property
    def whole(self) -> float:
        """Import, build and count."""
        return float(sum(self.clocks[part] for part in ("import", "build", "count")))


def child(command: list[str], patience: int = PATIENCE) -> dict[str, Any] | str:
    """What a process printed on its last line, or why there is nothing."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=patience, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return f"did not finish in {patience} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["no reason given"])[-1][:160]
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def ours(work: str, path: Path, rounds: int = 3) -> dict[str, Any] | str:
    """The best of several fresh processes."""
    command = [sys.executable, __file__, "--child", work, str(path), str(SEATS)]
    made = [child(command, 600) for _ in range(rounds)]
    good = [m for m in made if isinstance(m, dict)]
    if not good:
        return made[0]
    key = "whole" if "whole" in good[0] else "count"
    return min(good, key=lambda m: m[key] if key == "whole" else Row("", "", m).whole)


def peer_python(build: bool) -> Path | str:
    """The peers' own interpreter, or why there is none."""
    python = PEER_HOME / "bin" / "python"
    if python.exists() or not build:
        return python if python.exists() else "peers are not installed"
    print("installing the peers in their own virtualenv", file=sys.stderr, flush=True)
    wanted = str(ROOT / "requirements" / "bench.txt")
    pip = (sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet")
    for step in (
        (sys.executable, "-m", "venv", "--without-pip", str(PEER_HOME)),
        (*pip, "-r", wanted),
    ):
        done = subprocess.run(step, capture_output=True, text=True)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    return python


def rows(path: Path, peers: Path | str) -> list[Row]:
    """Everybody on one array, ours first."""
    made = ours("count_array", path)
    if isinstance(made, str):
        raise SystemExit(made)
    found = [Row("hustings", "Scottish STV, exact", made)]
    for name, rule in PEERS.items():
        print(f"  {path.stem}: {name}", file=sys.stderr, flush=True)
        command = [str(peers), "bench/peers.py", name, str(path), str(SEATS)]
        clocks = child(command) if isinstance(peers, Path) else peers
        good = isinstance(clocks, dict)
        found.append(Row(name, rule, clocks if good else {}, "" if good else str(clocks)))
    return found


def beside(title: str, path: Path, peers: Path | str) -> Iterator[str]:
    """One table: who, how long, how many times slower."""
    us, *others = rows(path, peers)
    counted = [r for r in others if r.clocks]
    yield from (f"**{title}**", "")
    yield "| who | rule | import | build | count | whole | to our whole | same nine |"
    yield "|---|---|---:|---:|---:|---:|---:|---|"
    for row in (us, *sorted(counted, key=lambda r: r.whole)):
        parts = " | ".join(seconds(row.clocks[part]) for part in ("import", "build", "count"))
        same = "yes" if row.clocks["elected"] == us.clocks["elected"] else "no"
        ratio = f"{row.whole / us.whole:.1f}"
        yield (
            f"| {row.who} | {row.rule} | {parts} | {seconds(row.whole)} | {ratio} "
            f"| {'' if row is us else same} |"
        )
    for row in others:
        if row.why:
            yield f"| {row.who} | {row.rule} | | | | {row.why} | | |"
    yield ""
    if counted:
        whole = min(r.whole for r in counted)
        count = min(r.clocks["count"] for r in counted)
        again = us.clocks["again"]
        yield "| against the quickest peer | theirs | ours | ratio | wanted |"
        yield "|---|---:|---:|---:|---:|"
        for what, theirs, mine, goal in (
            ("cold: import, build and count", whole, us.whole, "10"),
            ("our cold against its count alone", count, us.whole, ""),
            ("warm: count alone, papers packed", count, again, "30"),
        ):
            yield f"| {what} | {seconds(theirs)} | {seconds(mine)} | {theirs / mine:.0f} | {goal} |"
        yield ""


def seconds(taken: float) -> str:
    """Milliseconds when short."""
    return f"{1000 * taken:.0f} ms" if taken < 0.4 else f"{taken:.2f} s"


def write_blt(path: Path, cells: Any) -> None:
    """A paper a line, as counting software exports them."""
    candidates = int(cells.max())
    with path.open("w", encoding="utf-8") as out:
        out.write(f"{candidates} {SEATS}\n")
        for at in range(0, len(cells), 100_000):
            part = cells[at : at + 100_000].tolist()
            out.writelines(f"1 {' '.join(str(c) for c in row if c)} 0\n" for row in part)
        out.write("0\n")
        out.writelines(f'"Candidate {k}"\n' for k in range(1, candidates + 1))
        out.write('"Three slates"\n')


def files(folder: Path, quick: bool) -> Iterator[str]:
    """Reading included: a BLT of full rankings, every Scottish ward, and Parquet."""
    import numpy as np

    yield from (
        "| files | papers | whole, cold | peak memory | wanted |",
        "|---|---:|---:|---:|---|",
    )
    for candidates in (12, 27):
        cells = np.load(folder / f"full-{candidates}.npy")
        write_blt(folder / f"full-{candidates}.blt", cells)
        made = ours("count_file", folder / f"full-{candidates}.blt")
        goal = "a fifth of the quickest peer's cold time, from arrays"
        yield file_row(f"BLT, {candidates} candidates, a paper a line", made, goal)
    if WARDS.exists():
        made = ours("count_wards", WARDS)
        what = "Scottish council wards, 2012 to 2022, in one process"
        name = f"{made['wards']} {what}" if isinstance(made, dict) else what
        yield file_row(name, made, "")
    path = folder / "short.parquet"
    try:
        write_parquet(path, 200_000 if quick else 20_000_000)
    except ImportError:
        yield "| Parquet | | pyarrow is not installed | | |"
        return
    yield file_row("Parquet, 12 candidates, one to six ranks", ours("count_file", path, 1), "4 GB")
    path.unlink()


def file_row(what: str, made: dict[str, Any] | str, goal: str) -> str:
    """One line of the table of files."""
    if isinstance(made, str):
        return f"| {what} | | {made} | | {goal} |"
    held = f"{made['megabytes']:,.0f} MB" if "megabytes" in made else ""
    return f"| {what} | {made['papers']:,} | {seconds(made['whole'])} | {held} | {goal} |"


def write_parquet(path: Path, papers: int) -> None:
    """Columns rank1 to rank6 of candidates' names, in row groups of a million."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = pa.array([f"Candidate {k}" for k in range(1, 13)])
    schema = pa.schema([(f"rank{k}", pa.dictionary(pa.int8(), pa.string())) for k in range(1, 7)])
    with pq.ParquetWriter(path, schema) as out:
        for at in range(0, papers, 1_000_000):
            cells = three_slates(min(1_000_000, papers - at), 12, 6, seed=at).astype(np.int8)
            columns = [
                pa.DictionaryArray.from_arrays(pa.array(c - 1, mask=c == 0), names) for c in cells.T
            ]
            out.write_table(pa.Table.from_arrays(columns, schema=schema))


def growth(folder: Path, sizes: tuple[int, ...]) -> Iterator[str]:
    """Cost against distinct ballots: papers that rank all 27, nearly all of them different."""
    import numpy as np

    yield "| papers, all different | cold | a million papers | warm | a million papers |"
    yield "|---:|---:|---:|---:|---:|"
    for papers in sizes:
        path = folder / f"grow-{papers}.npy"
        np.save(path, three_slates(papers, 27, seed=papers))
        made = ours("count_array", path)
        path.unlink()
        if isinstance(made, str):
            yield f"| {papers:,} | {made} | | | |"
            continue
        cold, warm = Row("", "", made).whole, made["again"]
        each = (seconds(value * 1e6 / papers) for value in (cold, warm))
        yield f"| {papers:,} | {seconds(cold)} | {next(each)} | {seconds(warm)} | {next(each)} |"


def section(quick: bool) -> Iterator[str]:
    """The part of bench/RESULTS.md about counts."""
    import numpy as np

    peers = peer_python(build=not quick)
    yield from ("### Beside peers, from arrays", "")
    yield (
        f"Three slates, {SEATS} seats, every paper ranks all candidates; {PATIENCE} s for each "
        "peer. Peers follow rules of their own, so that other candidates may win; only hustings "
        "writes down every stage, exactly."
    )
    yield ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for papers in (10_000,) if quick else (100_000, 1_000_000):
            for candidates in (12, 27):
                path = folder / f"full-{candidates}.npy"
                np.save(path, three_slates(papers, candidates))
                yield from beside(f"{papers:,} papers, {candidates} candidates", path, peers)
        yield from ("### From files", "", *files(folder, quick), "")
        sizes = (10_000, 20_000) if quick else (100_000, 300_000, 1_000_000, 5_000_000)
        yield from ("### Growth in distinct ballots", "", *growth(folder, sizes))


def main() -> None:
    """Print the section, or be one child process."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--child", nargs=3, metavar=("WORK", "FILE", "SEATS"))
    asked = parser.parse_args()
    if asked.child:
        work, path, seats = asked.child
        print(json.dumps(CHILDREN[work](path, int(seats))))
    else:
        print("\n".join(section(asked.quick)))


if __name__ == "__main__":
    main()
