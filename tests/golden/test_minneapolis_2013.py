"""Minneapolis Park Board 2013, three seats at large, against the city's own tabulation."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter

import pytest
from golden_files import Shared

from hustings.auditing.against import compare
from hustings.counting.door import count
from hustings.formats.official import read_official
from hustings.model.count import Count, Terms
from hustings.model.profile import Profile, codes
from hustings.rules import find_rule

ROUNDS = "stv_other/minneapolis_2013_park_at_large_official_rounds.csv"
CANDIDATES = (
    "ANNIE YOUNG",
    "CASPER HILL",
    "HASHIM YONIS",
    "ISHMAEL ISRAEL",
    "JASON STONE",
    "JOHN ERWIN",
    "MARY LYNN MCPHERSON",
    "MEG FORNEY",
    "STEVE BARLAND",
    "TOM NORDYKE",
    "Undeclared Write-ins",
)


@pytest.fixture(scope="module")
def park_board(shared: Shared) -> Count:
    """80,101 papers of up to three choices; over- and undervotes are ranks left blank."""
    number = {name: k for k, name in enumerate(CANDIDATES, 1)} | {"UWI": len(CANDIDATES)}
    blank = codes(1)[1]
    papers: Counter[tuple[int, ...]] = Counter()
    with zipfile.ZipFile(shared("stv_other/minneapolis_2013_park_at_large.csv.zip")) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    for row in csv.DictReader(io.StringIO(text)):
        marks = tuple(number.get(row[f"choice{k}"], blank) for k in (1, 2, 3))
        papers[marks] += int(row["ballots"])
    profile = Profile.from_rows(CANDIDATES, papers, papers.values())
    return count(find_rule("minneapolis-stv"), profile, Terms(seats=3))


def test_every_cell_of_the_city_tabulation_agrees(park_board: Count, shared: Shared) -> None:
    """Eight rounds of eleven candidates and the exhausted: every total and every change."""
    held = compare(park_board, read_official(shared(ROUNDS)))
    assert str(held) == "agrees: 181 of 181 cells", held.differences
    assert not held.rounded
    assert not held.blank


def test_erwin_young_and_forney_won(park_board: Count) -> None:
    """59,463 of 80,101 papers bore a choice; the city declared these three."""
    assert (park_board.papers, park_board.valid) == (80101, 59463)
    assert set(park_board.winners) == {"JOHN ERWIN", "ANNIE YOUNG", "MEG FORNEY"}
