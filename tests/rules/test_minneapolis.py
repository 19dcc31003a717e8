"""Minneapolis STV against the city's own tabulation of its 2013 park board, every cell."""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal

import pytest
from real_papers import BLANK, DOUBLED, ballots, counted

from hustings.errors import LotNeeded
from hustings.model.profile import Profile


@pytest.fixture(scope="module")
def official(shared):
    path = shared("stv_other/minneapolis_2013_park_at_large_official_rounds.csv")
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def count(shared, official):
    """80,101 ballots, three seats; write-ins (UWI) are one candidate."""
    names = [
        r["candidate"] for r in official if r["round"] == "1" and r["candidate"] != "Exhausted"
    ]
    marks = {name.upper(): [k] for k, name in enumerate(names, 1)}
    marks |= {"UWI": marks["UNDECLARED WRITE-INS"], "undervote": [BLANK], "overvote": [*DOUBLED]}
    rows, papers = [], []
    with zipfile.ZipFile(shared("stv_other/minneapolis_2013_park_at_large.csv.zip")) as z:
        for r in csv.DictReader(io.TextIOWrapper(z.open(z.namelist()[0]), "utf-8")):
            rows.append([code for k in (1, 2, 3) for code in marks[r[f"choice{k}"]]])
            papers.append(int(r["ballots"]))
    return counted("minneapolis-stv", Profile.from_rows(names, rows, papers), 3)


def test_every_cell_of_the_official_rounds(count, official):
    """96 cells of eight rounds, to four places."""
    wrong = []
    for row in official:
        stage = count.stages[int(row["round"]) - 1]
        exhausted = row["candidate"] == "Exhausted"
        assert stage.lost == 0
        ours = (
            stage.non_transferable
            if exhausted
            else stage.votes[count.candidates.index(row["candidate"])]
        )
        if Decimal(count.text(ours)) != Decimal(row["total"]):
            wrong.append(row)
    assert (len(official), wrong) == (96, [])


def test_what_the_tabulation_says_besides(count):
    """59,463 votes, threshold 14,866, 20,638 undervotes; round 9 moves nothing and elects two."""
    assert (count.valid, count.text(count.quota)) == (59463, "14866.0000")
    undervotes = [n for what, n, _ in count.marks if what.startswith("no preference")]
    assert undervotes == [20638]
    assert count.winners == ("John Erwin", "Annie Young", "Meg Forney")
    assert len(count.stages) == 9
    last = count.stages[8]
    assert [count.candidates[c] for c in last.of] == ["Tom Nordyke"]
    assert last.transfers == ()
    assert [o.clause for o in last.elected] == ["167.70 f", "167.70 f"]


def test_a_candidate_at_the_threshold_still_receives_votes(count):
    """Round 2 brings Erwin to 14,866 exactly; round 3 adds 282 before the surplus moves."""
    erwin = count.candidates.index("John Erwin")
    assert [count.text(s.votes[erwin]) for s in count.stages[1:4]] == [
        "14866.0000",
        "15148.0000",
        "14866.2472",
    ]
    assert [
        n for n, s in enumerate(count.stages, 1) for o in s.elected if o.candidate == erwin
    ] == [4]


def test_blank_overvoted_and_repeated_ranks_are_passed_over():
    """B counts for B on each of these ballots."""
    rows = [[BLANK, 2], [*DOUBLED, 2], [2, 2, 1], [1]]
    made = counted("minneapolis-stv", Profile.from_rows("AB", rows, [1, 1, 1, 1]), 1)
    assert made.valid == 4
    assert made.stages[0].votes == (10000, 30000)


def test_who_could_still_draw_level_is_not_impossible_to_elect():
    """167.20: C and D have 3 together. Below B's 4 both go out; level with 3 only D does."""
    apart = counted("minneapolis-stv", ballots({"A": 6, "B": 4, "C": 2, "D": 1}, "ABCD"), 1)
    level = counted("minneapolis-stv", ballots({"A": 5, "B": 3, "C": 2, "D": 1}, "ABCD"), 1)
    assert (apart.stages[1].of, level.stages[1].of) == ((3, 2), (3,))


def test_a_tie_is_drawn_at_once():
    """167.70 e: no look back at earlier rounds."""
    with pytest.raises(LotNeeded) as stop:
        counted("minneapolis-stv", ballots({"A": 5, "B": 5, "CA": 4, "DA": 4}, "ABCD"), 1)
    assert stop.value.clause == "167.70 e"
