"""One peer counts one array of rankings, in its own virtualenv: prints seconds as one line of JSON.

    python bench/peers.py PEER BALLOTS.npy|BALLOTS.blt SEATS

The array has a row a paper, candidates from 1, best first, 0 after the last. Each peer is given its
papers the quickest way it takes them: equal papers once where it takes weights. None reads a BLT
into what it counts, so a BLT is read for it by ten lines of plain Python.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

START = time.perf_counter()
CLOCKS: dict[str, float] = {}


def lap(name: str, since: float) -> float:
    """Note the seconds since a moment; the moment now."""
    now = time.perf_counter()
    CLOCKS[name] = now - since
    return now


def rankings(cells: Any) -> Counter[tuple[int, ...]]:
    """Distinct rankings with their papers."""
    made = (tuple(row) for row in cells.tolist())
    if not (cells == 0).any():
        return Counter(made)
    return Counter(row[: row.index(0)] if 0 in row else row for row in made)


def votekit(cells: Any, seats: int, loaded: float) -> list[str]:
    """FastSTV on a data frame of rankings, its quickest constructor."""
    import numpy as np
    import pandas as pd
    from votekit.elections import FastSTV
    from votekit.pref_profile import RankProfile

    at = lap("import", loaded)
    names = [str(c) for c in range(1, int(cells.max()) + 1)]
    sets = np.empty(len(names) + 1, object)
    sets[:] = [frozenset(["~"]), *(frozenset([name]) for name in names)]
    frame = pd.DataFrame(sets[cells], columns=[f"Ranking_{k + 1}" for k in range(cells.shape[1])])
    frame["Voter Set"] = [set() for _ in range(len(frame))]
    frame["Weight"] = 1.0
    frame.index.name = "Ballot Index"
    profile = RankProfile(candidates=names, df=frame, max_ranking_length=cells.shape[1])
    at = lap("build", at)
    election = FastSTV(profile, n_seats=seats, tiebreak="random")
    lap("count", at)
    return [name for group in election.get_elected() for name in group]


def pref_voting(cells: Any, seats: int, loaded: float) -> list[str]:
    """Scottish STV on a strict profile (papers that rank all)."""
    from pref_voting.profiles import Profile
    from pref_voting.proportional_methods import stv_scottish

    at = lap("import", loaded)
    if not cells.all():
        raise SystemExit("pref_voting's quick profile holds only papers that rank all")
    found = Counter(map(tuple, (cells - 1).tolist()))
    profile = Profile(list(found), list(found.values()))
    at = lap("build", at)
    elected = stv_scottish(profile, num_seats=seats)
    lap("count", at)
    return [str(c + 1) for c in elected]


def stvpoll(cells: Any, seats: int, loaded: float) -> list[str]:
    """Scottish STV."""
    from stvpoll.scottish_stv import calculate_scottish_stv

    at = lap("import", loaded)
    found = dict(rankings(cells))
    names = list(range(1, int(cells.max()) + 1))
    at = lap("build", at)
    result = calculate_scottish_stv(candidates=names, ballots=found, winners=seats)
    lap("count", at)
    return [str(c) for c in result.as_dict()["winners"]]


def votelib(cells: Any, seats: int, loaded: float) -> list[str]:
    """Gregory transfers in fractions, Droop quota."""
    from votelib.evaluate.sequential import TransferableVoteSelector

    at = lap("import", loaded)
    found = dict(rankings(cells))
    at = lap("build", at)
    system = TransferableVoteSelector(quota_function="droop", transferer="Gregory")
    elected = system.evaluate(found, seats)
    lap("count", at)
    return [str(c) for c in elected]


def pyrankvote(cells: Any, seats: int, loaded: float) -> list[str]:
    """STV with fractional transfers; an object a paper."""
    import pyrankvote

    at = lap("import", loaded)
    people = [pyrankvote.Candidate(str(c)) for c in range(1, int(cells.max()) + 1)]
    ballots = [
        pyrankvote.Ballot(ranked_candidates=[people[c - 1] for c in row if c])
        for row in cells.tolist()
    ]
    at = lap("build", at)
    result = pyrankvote.single_transferable_vote(people, ballots, number_of_seats=seats)
    lap("count", at)
    return [c.name for c in result.get_winners()]


def read_blt(path: str) -> Any:
    """Rankings of a BLT that has a paper a line and no options."""
    import numpy as np

    rows = []
    with Path(path).open(encoding="utf-8") as lines:
        width = int(next(lines).split()[0])
        for line in lines:
            row = line.split()
            if row == ["0"]:
                break
            rows.append(row[1:-1] + ["0"] * (width + 2 - len(row)))
    return np.array(rows, np.uint8)


PEERS = {work.__name__: work for work in (votekit, pref_voting, stvpoll, votelib, pyrankvote)}


def main() -> None:
    """Count once and say how long each part took."""
    name, path, seats = sys.argv[1:]
    import numpy as np

    numpy_took = time.perf_counter() - START
    at = time.perf_counter()
    cells = read_blt(path) if path.endswith(".blt") else np.load(path)
    elected = PEERS[name](cells, int(seats), lap("read", at))
    CLOCKS["import"] += numpy_took
    print(json.dumps({**CLOCKS, "elected": sorted(elected, key=int)}))


if __name__ == "__main__":
    main()
