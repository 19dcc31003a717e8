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
from collections.abc import Iterable, Iterator
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
QUICK = ("pyrankvote", "votekit")
"""Those whose time including a file is taken too."""
SEATS, PATIENCE, ROUNDS, LONG = 9, 60, 3, 15
"""Seats; seconds a peer is waited for; best of so many rounds, one for a peer that takes LONG."""
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


def ours(work: str, path: Path) -> list[str]:
    """A fresh process of ours."""
    return [sys.executable, __file__, "--child", work, str(path), str(SEATS)]


def best(commands: dict[str, list[str]]) -> dict[str, Any]:
    """The quickest of several rounds in turn, by name; in words why there is none."""
    found: dict[str, Any] = {}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            before = found.get(name)
            if isinstance(before, str) or (before and whole(before) > LONG):
                continue
            print(f"  {Path(command[-2]).name}: {name}", file=sys.stderr, flush=True)
            made = child(command)
            if before is None or (isinstance(made, dict) and whole(made) < whole(before)):
                found[name] = made
    return found


def whole(clocks: dict[str, Any], *parts: str) -> float:
    """Seconds of all parts: import, build and count unless others are named."""
    if "whole" in clocks:
        return float(clocks["whole"])
    return float(sum(clocks[part] for part in parts or ("import", "build", "count")))


def peer_python(build: bool) -> Path | str:
    """The peers' own interpreter, or why there is none."""
    python = PEER_HOME / "bin" / "python"
    if python.exists() or not build:
        return python if python.exists() else "peers are not installed"
    print("installing the peers in their own virtualenv", file=sys.stderr, flush=True)
    wanted = str(ROOT / "requirements" / "bench.txt")
    outside = getattr(sys, "_base_executable", sys.executable)  # a bare virtualenv has no pip
    pip = (outside, "-m", "pip", "--python", str(python), "install", "--quiet")
    for step in (
        (sys.executable, "-m", "venv", "--without-pip", str(PEER_HOME)),
        (*pip, "-r", wanted),
    ):
        done = subprocess.run(step, capture_output=True, text=True)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    return python


def peers_on(path: Path, peers: Path | str, names: Iterable[str]) -> dict[str, list[str]]:
    """What to run for each peer; nothing where they are not installed."""
    if isinstance(peers, str):
        return {}
    return {name: [str(peers), "bench/peers.py", name, str(path), str(SEATS)] for name in names}


def beside(title: str, path: Path, peers: Path | str) -> Iterator[str]:
    """One table: who, how long, how many times slower."""
    found = best({"hustings": ours("count_array", path), **peers_on(path, peers, PEERS)})
    us = found.pop("hustings")
    if isinstance(us, str):
        raise SystemExit(us)
    counted = {name: made for name, made in found.items() if isinstance(made, dict)}
    yield from (f"**{title}**", "")
    yield "| who | rule | import | build | count | whole | to our whole | same nine |"
    yield "|---|---|---:|---:|---:|---:|---:|---|"
    yield _line("hustings", "Scottish STV, exact", us, us)
    for name in sorted(counted, key=lambda n: whole(counted[n])):
        yield _line(name, PEERS[name], counted[name], us)
    for name in (n for n in found if n not in counted):
        yield f"| {name} | {PEERS[name]} | | | | {found[name]} | | |"
    yield ""
    if counted:
        yield from _ratios(list(counted.values()), us)


def _line(name: str, rule: str, made: dict[str, Any], us: dict[str, Any]) -> str:
    parts = " | ".join(seconds(made[part]) for part in ("import", "build", "count"))
    same = "yes" if made["elected"] == us["elected"] else "no"
    times = f"{whole(made) / whole(us):.1f}"
    return f"| {name} | {rule} | {parts} | {seconds(whole(made))} | {times} | {same} |"


def _ratios(theirs: list[dict[str, Any]], us: dict[str, Any]) -> Iterator[str]:
    cold, alone = min(map(whole, theirs)), min(made["count"] for made in theirs)
    yield "| against the quickest peer | theirs | ours | ratio | wanted for a million |"
    yield "|---|---:|---:|---:|---:|"
    for what, they, we, goal in (
        ("cold: import, build and count", cold, whole(us), "10"),
        ("our cold against its count alone", alone, whole(us), ""),
        ("warm: count alone, papers packed", alone, us["again"], "30"),
    ):
        yield f"| {what} | {seconds(they)} | {seconds(we)} | {they / we:.0f} | {goal} |"
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


def from_blt(folder: Path, peers: Path | str) -> Iterator[str]:
    """Reading included: a paper a line, every paper ranks all candidates."""
    import numpy as np

    yield "| a BLT with | hustings, all of it | quickest peer, all of it | ratio | wanted |"
    yield "|---|---:|---:|---:|---:|"
    for candidates in (12, 27):
        cells, path = np.load(folder / f"full-{candidates}.npy"), folder / "full.blt"
        write_blt(path, cells)
        found = best({"hustings": ours("count_file", path), **peers_on(path, peers, QUICK)})
        us, parts = found.pop("hustings"), ("read", "import", "build", "count")
        theirs = [whole(made, *parts) for made in found.values() if isinstance(made, dict)]
        what, taken = f"{len(cells):,} papers, {candidates} candidates", us["whole"]
        if theirs:
            ratio = f"{seconds(min(theirs))} | {min(theirs) / taken:.0f}"
        else:
            ratio = f"{'; '.join(map(str, found.values()))} | "
        yield f"| {what} | {seconds(taken)} | {ratio} | 5 |"
    yield ""


def from_others(folder: Path, quick: bool) -> Iterator[str]:
    """Every Scottish ward, and Parquet."""
    yield "| files | papers | whole, cold | peak memory | wanted |"
    yield "|---|---:|---:|---:|---|"
    if WARDS.exists():
        made = best({"hustings": ours("count_wards", WARDS)})["hustings"]
        what = "Scottish council wards, one process"
        name = f"{made['wards']} {what}" if isinstance(made, dict) else what
        yield file_row(name, made, "")
    path = folder / "short.parquet"
    try:
        write_parquet(path, 200_000 if quick else 20_000_000)
    except ImportError:
        yield "| Parquet | | pyarrow is not installed | | |"
        return
    made = best({"hustings": ours("count_file", path)})["hustings"]
    yield file_row("Parquet, 12 candidates, one to six ranks", made, "4 GB")
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

    yield "| papers, all different | build and count | a million | warm count | a million |"
    yield "|---:|---:|---:|---:|---:|"
    for papers in sizes:
        path = folder / f"grow-{papers}.npy"
        np.save(path, three_slates(papers, 27, seed=papers))
        made = best({"hustings": ours("count_array", path)})["hustings"]
        path.unlink()
        if isinstance(made, str):
            yield f"| {papers:,} | {made} | | | |"
            continue
        taken = (whole(made, "build", "count"), made["again"])
        shown = " | ".join(f"{seconds(t)} | {seconds(t * 1e6 / papers)}" for t in taken)
        yield f"| {papers:,} | {shown} |"


def section(quick: bool) -> Iterator[str]:
    """The part of bench/RESULTS.md about counts."""
    import numpy as np

    peers = peer_python(build=not quick)
    yield from ("### Beside peers, from arrays", "")
    yield (
        f"Three slates, {SEATS} seats, every paper ranks all candidates; the best of {ROUNDS} "
        f"rounds in turn (one for a peer that takes over {LONG} s, {PATIENCE} s at most). Peers "
        "follow rules of their own, so that other candidates may win; only hustings writes down "
        "every stage, exactly."
    )
    yield ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for papers in (10_000,) if quick else (100_000, 1_000_000):
            for candidates in (12, 27):
                path = folder / f"full-{candidates}.npy"
                np.save(path, three_slates(papers, candidates))
                yield from beside(f"{papers:,} papers, {candidates} candidates", path, peers)
        yield from ("### From files", "", *from_blt(folder, peers))
        yield from (*from_others(folder, quick), "")
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
