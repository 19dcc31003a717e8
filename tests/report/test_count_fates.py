"""A seat won and lost again is told in every output: re-open nominations, a maximum kept later."""

import csv
import io
import json

import pytest
from count_samples import BALLOTS

from hustings.counting.terms import count_under
from hustings.model.constraints import SeatRange
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.report import csvs, html, text
from hustings.report.bundle import same_as_bundle, write_bundle
from hustings.report.json import dumps
from hustings.report.pages import Counted, count_page
from hustings.rules import find_rule

THREE = frozenset({"Ada Quill", "Bo Larch", "Cy Venn"})
KEPT = ("remove-lowest", "replace-lowest", "size-shift")


def orchard(engine: str, clause: str = "") -> Count:
    """Ada, Cy and Bo would be elected; no more than two of the three may be."""
    made = SeatRange(name="employer", members=THREE, at_least=0, at_most=2, clause=clause)
    terms = Terms(
        seats=3, title="Orchard Club", constraints=(made,), options=(("constraints", engine),)
    )
    lots = Lots(standing=("Ed Rowan", "Flo Tarn"))
    return count_under(find_rule("scottish-stv"), Profile.of(BALLOTS), terms, lots)


def reopened() -> Count:
    """Quota 24: RON has 40, and RON (2) with its surplus and Bo's papers the second seat."""
    papers = Profile.of({("RON",): 40, ("Ada Quill", "RON"): 20, ("Bo Larch", "RON"): 10})
    asked = Terms(seats=2, title="Orchard Club", reopen="RON")
    return count_under(find_rule("scottish-stv"), papers, asked, Lots())


def rows(count: Count) -> dict[str, dict[str, str]]:
    return {
        row["name"]: row for row in csv.DictReader(io.StringIO(csvs.dumps(Counted(count=count))))
    }


@pytest.mark.parametrize("engine", KEPT)
def test_who_is_removed_is_not_elected(engine: str, tmp_path) -> None:
    """Bo was elected at stage 6 and loses the seat at stage 7."""
    count = orchard(engine)
    page = count_page(count)
    out = text.render(page)
    outcome = {row[0]: row[1] for row in page.elected.rows}
    assert outcome["Bo Larch"] == "not elected, removed, stage 7"
    assert "Bo Larch loses the seat: goes out" in out
    assert "39.62500 r" in out
    assert "r removed after the count" in out
    assert "not elected, removed, stage 7" in html.render(page)
    bo = rows(count)["Bo Larch"]
    assert (bo["elected"], bo["status"], bo["occurred_on_count"]) == ("0", "Not elected", "")
    assert "Bo Larch" not in json.loads(dumps(Counted(count=count)))["elected"]
    write_bundle(tmp_path / "count", Counted(count=count))
    assert same_as_bundle(tmp_path / "count", count) == []


@pytest.mark.parametrize("engine", KEPT[1:])
def test_who_comes_in_is_elected(engine: str) -> None:
    """Di was excluded at stage 6 and takes the seat at stage 7."""
    count = orchard(engine)
    page = count_page(count)
    assert {row[0]: row[1] for row in page.elected.rows}["Di Marsh"] == "elected third, stage 7"
    assert rows(count)["Di Marsh"]["status"] == "Elected"
    assert not any(f" of Di Marsh ({engine[:4]}" in stage.head for stage in page.said)
    assert (" by Di Marsh" if engine[0] == "r" else " to Di Marsh") in page.said[-1].head


def test_seats_left_vacant_are_nobodys(tmp_path) -> None:
    """RON and RON (2) take both seats; no page calls either of them elected."""
    count = reopened()
    page = count_page(count)
    out = text.render(page)
    outcome = {row[0]: row[1] for row in page.elected.rows}
    assert outcome["RON"] == "seat left vacant, stage 1"
    assert outcome["RON (2)"] == "seat left vacant, stage 3"
    assert page.headline == "Nobody is elected."
    assert [row.name for row in page.stages.rows][:2] == ["RON", "RON (2)"]
    assert "RON (2) takes a seat, which stays vacant: reached the quota (rule 48(1))." in out
    assert "26.00000 V" in out
    assert "E elected" not in out
    assert "RON elected" not in out
    assert html.render(page).count("seat left vacant") >= 4
    for name in ("RON", "RON (2)"):
        row = rows(count)[name]
        assert (row["elected"], row["status"], row["occurred_on_count"]) == ("0", "Not elected", "")
    assert json.loads(dumps(Counted(count=count)))["elected"] == []
    write_bundle(tmp_path / "count", Counted(count=count))
    assert same_as_bundle(tmp_path / "count", count) == []


@pytest.mark.parametrize(
    ("clause", "said"), [("", "employer <= 2, assumed"), ("rule 9", "employer <= 2 (rule 9)")]
)
def test_an_exclusion_by_a_constraint_cites_it(clause: str, said: str) -> None:
    """Ada and Cy are elected; Bo, the third of the three, cannot be any more."""
    page = count_page(orchard("guard-doom", clause))
    bo = next(row for row in page.elected.rows if row[0] == "Bo Larch")
    assert bo[2] == said
    then = [line for stage in page.said for line in stage.then if line.startswith("Bo Larch")]
    assert then == [f"Bo Larch excluded: can no longer be elected ({said})."]
    assert "doomed:" not in text.render(page)
