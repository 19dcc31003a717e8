"""The CSV of a count has the councils' shape, and the councils' own cells."""

import csv
import io
from decimal import ROUND_HALF_UP, Decimal

from count_samples import orchard, ward

from hustings.auditing.against import compare
from hustings.formats.official import read_official
from hustings.report import csvs
from hustings.report.count_csv import COUNTS, count_csv
from hustings.report.pages import Counted, CountedMany

WARDS = ("aberdeen_2017_ward11", "aberdeen_2017_ward12", "edinburgh_2017_ward1")


def rows(out: str) -> list[dict[str, str]]:
    assert "\r" not in out
    return list(csv.DictReader(io.StringIO(out)))


def test_it_has_the_cells_the_council_printed(shared) -> None:
    """Every column we share with the official table, for three real wards of 2017."""
    path = shared("scottish_stv/official_stages_2017.csv")
    official = list(csv.DictReader(path.open(encoding="utf-8")))
    checked = 0
    for name in WARDS:
        ours = rows(count_csv(ward(shared("scottish_stv/ballots.zip"), name)))
        theirs = {row["ballot_candidate_no"]: row for row in official if row["contest_id"] == name}
        assert len(ours) == len(theirs)
        for row in ours:
            other = theirs[row["ballot_candidate_no"]]
            for column in (
                "elected",
                "status",
                "occurred_on_count",
                "quota",
                "seats",
                "valid_poll",
            ):
                assert row[column] == other[column], (name, row["name"], column)
            for column in (c for c in row if c.startswith(("first_", "total_votes"))):
                if other[column]:
                    assert close(row[column], other[column]), (name, row["name"], column)
                    checked += 1
    assert checked > 120


def close(ours: str, theirs: str) -> bool:
    """Equal once ours is rounded to the places printed there."""
    printed = Decimal(theirs)
    return Decimal(ours).quantize(printed, ROUND_HALF_UP) == printed


def test_it_can_itself_be_an_official_table(tmp_path) -> None:
    """A count agrees with its own CSV in every cell."""
    path = tmp_path / "stages.csv"
    path.write_text(count_csv(orchard()), encoding="utf-8")
    held = compare(orchard(), read_official(path))
    assert held.agrees, held.differences
    assert held.cells > 80
    assert not held.rounded


def test_numbers_are_exact_and_parties_are_there() -> None:
    made = Counted(count=orchard(), parties={"Cy Venn": "Orchard"})
    table = {row["name"]: row for row in rows(csvs.dumps(made))}
    assert table["Cy Venn"]["party_name"] == "Orchard"
    assert table["Bo Larch"]["transfers02"] == "5.62500"
    assert table["Ada Quill"]["transfers02"] == "-6.00000"
    assert table["Ed Rowan"]["occurred_on_count"] == "2"
    assert table["Ada Quill"]["quota"] == "26"


def test_who_withdrew_has_no_votes() -> None:
    table = {row["name"]: row for row in rows(count_csv(orchard(after_issue=("Flo Tarn",))))}
    assert table["Flo Tarn"]["status"] == "Withdrawn"
    assert table["Flo Tarn"]["first_prefs"] == ""


def test_many_counts_are_a_row_each() -> None:
    made = CountedMany((Counted(count=orchard(), file="a.blt"),) * 2)
    table = rows(csvs.dumps(made))
    assert list(table[0]) == COUNTS
    assert table[1]["elected"] == "Ada Quill;Cy Venn;Bo Larch"
    assert table[0]["quota"] == "26.00000"
