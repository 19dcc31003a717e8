"""Every Scottish ward held against the council's own stage table."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from golden_files import HERE, Archive, Shared, counted, listed

from hustings.auditing.against import Comparison, compare
from hustings.formats.official import read_known, read_official, read_officials
from hustings.model.count import Count

KNOWN = HERE / "scottish" / "known_faults.csv"
SIX = 6


@pytest.fixture(scope="module")
def counts(archive: Archive) -> dict[str, Count]:
    """All 312 wards, counted."""
    files = archive("scottish_stv/ballots.zip")
    return {name: counted("scottish-stv", file, name) for name, file in files.items()}


@pytest.fixture(scope="module")
def held(counts: dict[str, Count], shared: Shared) -> dict[str, Comparison]:
    """The 200 wards with an official table, each held against it."""
    found = {}
    for year in (2017, 2022):
        for table in read_officials(shared(f"scottish_stv/official_stages_{year}.csv")):
            known = read_known(KNOWN, contest=table.name)
            found[table.name] = compare(counts[table.name], table, known)
    return found


def test_every_cell_of_every_ward_agrees(held: dict[str, Comparison]) -> None:
    """200 wards, every total, transfer, quota, poll, fate and stage; nothing unexplained."""
    assert len(held) == 200
    assert [str(c) for c in held.values() if not c.agrees or c.blank] == []
    assert sum(c.cells for c in held.values()) > 24_000


def test_known_faults_are_exactly_those_listed(held: dict[str, Comparison]) -> None:
    """Each listed fault is there; three of them agree, but only because decimals are missing."""
    found = {(n, d.stage, d.candidate, d.column) for n, c in held.items() for d in c.known}
    missing = {
        (n, d.stage, d.candidate, d.column)
        for n, c in held.items()
        for d in c.rounded
        if sum(digit.isdigit() for digit in d.theirs.lstrip("-0.")) < SIX
    }
    said = {
        (row["contest_id"], int(row["stage"]), row["candidate"], row["column"])
        for row in listed("scottish/known_faults.csv")
    }
    assert found | missing == said
    assert len(found) == 16
    assert len(missing) == 3


def test_the_typing_errors_reported_by_others_are_all_in_our_list(
    shared: Shared,
) -> None:
    """An independent recount listed eleven wrong totals."""
    ours = {
        (row["contest_id"], row["stage"], row["candidate"], row["official_as_published"])
        for row in listed("scottish/known_faults.csv")
        if row["column"] == "total"
    }
    with shared("scottish_stv/official_known_typos.csv").open(encoding="utf-8") as file:
        theirs = [tuple(row.values())[:4] for row in csv.DictReader(file)]
    assert ours == set(theirs)


def test_names_alone_find_everyone(
    counts: dict[str, Count], held: dict[str, Comparison], shared: Shared
) -> None:
    """Without the numbers of the ballot paper the same cells agree in all 200 wards.

    Names differ in 133 rows: given names left out, accents and hyphens that broke off, short forms.
    """
    notes = 0
    for year in (2017, 2022):
        for table in read_officials(shared(f"scottish_stv/official_stages_{year}.csv")):
            bare = replace(table, rows=tuple(replace(row, number=None) for row in table.rows))
            again = compare(counts[table.name], bare, read_known(KNOWN, contest=table.name))
            assert (again.cells, again.differences) == (held[table.name].cells, ()), again.notes
            notes += sum("is taken to be" in note for note in again.notes)
    assert notes == 133


def test_the_original_collection_is_read_by_ward_name(
    tmp_path: Path, held: dict[str, Comparison], counts: dict[str, Count], shared: Shared
) -> None:
    """As first published it has neither our contest ids nor numbers: Coldside, Dundee."""
    with shared("scottish_stv/official_stages_2017.csv").open(encoding="utf-8") as file:
        rows = [row[2:] for row in csv.reader(file)]
    path = tmp_path / "council17.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    for name in ("Coldside", "Dundee City Coldside", "S13002548"):
        again = compare(counts["dundee_2017_ward4"], read_official(path, contest=name))
        assert again.agrees
        assert again.cells == held["dundee_2017_ward4"].cells


def test_figures_that_lost_places_kept_six_digits(held: dict[str, Comparison]) -> None:
    """The collected file dropped digits beyond six: those cells agree once ours are rounded."""
    rounded = [d for c in held.values() for d in c.rounded]
    assert len(rounded) == 231


def test_all_312_wards_fill_their_seats_from_the_published_poll(
    counts: dict[str, Count], shared: Shared
) -> None:
    """Valid papers, quota, seats and stages are those of the register of contests."""
    with shared("scottish_stv/contests.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(counts) == 312
    for row in rows:
        ward = counts[row["contest_id"]]
        assert ward.valid == int(row["valid_ballots"])
        assert ward.text(ward.quota or 0) == f"{row['droop_quota']}.00000"
        assert len(ward.elected) == ward.terms.seats == int(row["seats"])
        assert not row["stages"] or len(ward.stages) == int(row["stages"])
