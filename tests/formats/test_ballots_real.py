"""Every real file of ballots there is, against what its publishers and editors say of it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hustings.formats.ballots import read_ballots, read_many
from hustings.model.profile import BallotFile

Shared = Callable[[str], Path]


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def firsts(file: BallotFile) -> Counter[str]:
    """First preferences, ranks left blank passed over."""
    found: Counter[str] = Counter()
    for ranking, papers in file.profile.rankings():
        found[next((rank for rank in ranking if rank is not None), "")] += papers
    return found


def test_every_scottish_ward(shared: Shared) -> None:
    """312 wards: candidates, seats, papers and distinct rankings as the editors counted them."""
    said = {row["contest_id"]: row for row in table(shared("scottish_stv/contests.csv"))}
    found = {}
    for name, file in read_many(shared("scottish_stv/ballots.zip")):
        assert file.form == "scottish"
        assert not file.notes
        assert len(file.parties) == len(file.profile.candidates)
        found[Path(name).stem] = file
    assert found.keys() == said.keys()
    for name, file in found.items():
        row = said[name]
        assert len(file.profile.candidates) == int(row["candidates"]), name
        assert file.seats == int(row["seats"]), name
        assert file.profile.total == int(row["valid_ballots"]), name
        assert len(file.profile.grouped()) == int(row["distinct_ballots"]), name
    assert sum(file.profile.total for file in found.values()) == 1_791_091


def test_by_elections_in_blt(shared: Shared) -> None:
    """Seven by-elections (Leith Walk filled two seats in 2015), names with and without quotes."""
    found = list(read_many(shared("scottish_stv/by_elections_blt.zip")))
    assert [file.seats for _, file in found] == [1, 1, 1, 2, 1, 1, 1]
    assert all(file.form == "blt" and file.title and not file.notes for _, file in found)
    lomond = next(file for name, file in found if "lomond" in name)
    assert lomond.profile.candidates[0] == "Paul Collins (Con)"


def test_every_preflib_file(shared: Shared) -> None:
    """41 files: candidates, voters and distinct orders as PrefLib's own index gives them."""
    said = {row["file"]: row for row in table(shared("preflib_ranked/index.csv"))}
    found = {
        Path(name).name: file
        for name, file in read_many(shared("preflib_ranked/preflib_ranked.zip"))
    }
    assert found.keys() == said.keys()
    for name, file in found.items():
        row = said[name]
        assert (file.form, file.title) == ("preflib", row["title"])
        assert len(file.profile.candidates) == int(row["candidates"]), name
        assert file.profile.total == int(row["voters"]), name
        assert len(file.profile.grouped()) == int(row["unique_orders"]), name
        assert not file.notes


def test_french_approvals(shared: Shared) -> None:
    """2,597 approval ballots in six places (Laslier and Van der Straeten 2008)."""
    files = [f for _, f in read_many(shared("preflib_ranked/preflib_french_approval_2002.zip"))]
    assert sum(file.profile.total for file in files) == 2_597
    assert all(file.profile.kind == "choices" and not file.notes for file in files)
    orsay = next(file for file in files if file.title == "Orsay5")
    rows = dict(orsay.profile.rankings())
    assert rows[("Chirac",)] == 18
    assert rows[("Bayrou", "Chirac", "Madelin")] == 12
    assert rows[()] == 8


def test_john_muir_trust(shared: Shared) -> None:
    """1,168 papers with equal preferences in brackets, seven seats, ten candidates."""
    file = read_ballots(shared("stv_other/john_muir_trust_2002.blt"))
    assert (file.form, file.seats, file.profile.total) == ("pref", 7, 1_168)
    assert file.title == "JMT Trustees election 2002"
    assert not file.notes
    tied = (frozenset({"Malcolm Slesser", "Chris Brasher"}),)
    assert any(ranking[:1] == tied for ranking, _ in file.profile.rankings())


def test_minneapolis_first_round(shared: Shared) -> None:
    """80,101 papers; first choices, blanks passed over, are the official round 1."""
    file = read_ballots(shared("stv_other/minneapolis_2013_park_at_large.csv.zip"))
    rounds = table(shared("stv_other/minneapolis_2013_park_at_large_official_rounds.csv"))
    official = {
        row["candidate"].upper(): int(row["total"])
        for row in rounds
        if row["round"] == "1" and row["candidate"] != "Exhausted"
    }
    official["UWI"] = official.pop("UNDECLARED WRITE-INS")
    found = firsts(file)
    assert found.pop("") == 20_638
    assert found == official
    assert {note.code for note in file.notes} >= {"overvote-as-blank", "write-ins"}


def test_cambridge(shared: Shared) -> None:
    """21,814 ballots with up to fifteen ranks; the side columns are left aside, and said so."""
    file = read_ballots(shared("stv_other/cambridge_ma_2021_council.csv.zip"))
    assert file.profile.total == 21_814
    assert file.profile.width == 15
    assert "columns-aside" in {note.code for note in file.notes}


def test_ims_council(shared: Shared) -> None:
    """620 ballots of a learned society: ranks by candidate, in quotes and tabs."""
    file = read_ballots(shared("preflib_ranked/ims_council_ballots.txt"))
    assert (file.profile.total, len(file.profile.candidates)) == (620, 10)
    assert file.profile.kind == "ranked"
    ranks = [file.profile.candidates[k - 1] for k in file.profile.cells[:5]]
    assert ranks == ["Jasper", "Li", "Tilmann", "Hillary", "Declan"]


def test_byers_school_board(shared: Shared) -> None:
    """121 ballots as a 0/1 matrix; nobody marked more than four."""
    file = read_ballots(shared("cvr_block_vote/byers_sd32j_2015_adams.csv"))
    assert (file.profile.total, file.profile.kind, file.profile.width) == (121, "choices", 4)


def test_yuma_cast_votes(shared: Shared) -> None:
    """Corporation Commissioner: straight slates 69.0 %, blank 3.3 % (the editors' figures)."""
    path = shared("cvr_block_vote/yuma_az_2020.csv")
    file = read_ballots(path, contest="Corporation Commissioner")
    assert (file.profile.total, file.votes_allowed) == (5_000, 3)
    blank = straight = 0
    for chosen, papers in file.profile.rankings():
        parties = {name[:4] for name in chosen}
        straight += papers * (len(chosen) == 3 and parties in ({"DEM "}, {"REP "}))
        blank += papers * (not chosen)
    assert round(straight / 50, 1) == 69.0
    assert round(blank / 50, 1) == 3.3
