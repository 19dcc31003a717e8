"""Seven by-elections held against what council pages and the press published of them."""

from __future__ import annotations

import pytest
from golden_files import HERE, Archive, counted

from hustings.auditing.against import Difference, compare
from hustings.formats.official import read_official
from hustings.model.count import Count

PUBLISHED = HERE / "by_elections" / "published.csv"
SIX = (
    "aberdeen_2019_by_election_torry-ferryhill",
    "argyll_bute_2021_by_election_isle_of_bute",
    "argyll_bute_2021_by_election_lomond_north",
    "edinburgh_2019_by_election_leith_walk",
    "west_lothian_2021_by_election_ward_4",
    "west_lothian_2021_by_election_ward_5",
)


@pytest.fixture(scope="module")
def counts(archive: Archive) -> dict[str, Count]:
    """The seven, counted."""
    files = archive("scottish_stv/by_elections_blt.zip")
    return {name: counted("scottish-stv", file, name) for name, file in files.items()}


@pytest.mark.parametrize("name", SIX)
def test_what_was_published_agrees(name: str, counts: dict[str, Count]) -> None:
    """First preferences, the last stage or all stages, and who won.

    The article on Lomond North stops at the last two, and prints a quota of 912; 1825 valid papers
    make it 913.
    """
    held = compare(counts[name], read_official(PUBLISHED, contest=name))
    stops = Difference(0, "", "stages", "4", "3")
    quota = Difference(0, "", "quota", "913.00000", "912")
    assert held.differences == ((quota, stops) if "lomond" in name else ())


def test_leith_walk_2019_was_won_at_stage_eleven(counts: dict[str, Count]) -> None:
    """7,267 valid papers; 256 votes between the two leaders after stage 10; elected at 11."""
    ward = counts["edinburgh_2019_by_election_leith_walk"]
    votes = dict(zip(ward.candidates, ward.stages[9].votes))
    gap = ward.arithmetic.fraction(votes["Rob MUNN"] - votes["Lorna SLATER"])
    assert (ward.valid, gap, len(ward.stages)) == (7267, 256, 11)


def test_leith_walk_2015_filled_two_seats(counts: dict[str, Count]) -> None:
    """Ritchie and Donaldson; Susan Rae had 1,381 first preferences of the Greens."""
    ward = counts["edinburgh_2015_by_election_leith_walk"]
    assert [name.split()[-2] for name in ward.winners] == ["RITCHIE", "DONALDSON"]
    rae = next(k for k, name in enumerate(ward.candidates) if "RAE" in name)
    assert ward.arithmetic.fraction(ward.stages[0].votes[rae]) == 1381
    shares = {n: v / ward.valid / 1000 for n, v in zip(ward.candidates, ward.stages[0].votes)}
    assert sorted((round(float(s), 1) for s in shares.values()), reverse=True)[:5] == [
        36.2,
        25.7,
        21.8,
        7.9,
        4.0,
    ]
