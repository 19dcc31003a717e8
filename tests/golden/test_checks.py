"""Every result we hold, checked: the failures are exactly those listed, each with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden_files import HERE, Shared, listed

from hustings.api.checks import check
from hustings.auditing.check_known import known_in, read_quirks
from hustings.auditing.check_result import Checked
from hustings.formats.official import read_officials
from hustings.model.declared import Declared

KINDS = {"publication", "form", "collection"}
"""Who erred: the published declaration, the returning officer's form, those who collected it."""

TABLES = [
    ("scottish", "scottish_stv/official_stages_2017.csv", "scottish-stv"),
    ("scottish", "scottish_stv/official_stages_2022.csv", "scottish-stv"),
    ("northern_ireland", "stv_stages_no_ballots/ni_assembly_stages.csv", "ni-assembly-stv"),
    ("northern_ireland", "stv_stages_no_ballots/other_stages.csv", "stv"),
    ("portland_2024", "stv_other/portland_or_2024_district2_official_rounds.csv", "stv"),
    ("", "stv_other/minneapolis_2013_park_at_large_official_rounds.csv", "minneapolis-stv"),
]
OTHER_NAMES = {"poll": "valid"}
"""`stage_check` says the poll does not add up where a check says it of the valid papers."""


def failing(found: tuple[Checked, ...]) -> list[tuple[str, str]]:
    return [(c.contest, v.code) for c in found for v in c.failures]


@pytest.mark.parametrize(
    ("name", "contests"), [("london_block_vote", 416), ("english_block_vote", 681)]
)
def test_a_block_vote_collection(name: str, contests: int, shared: Shared) -> None:
    """English wards, none of whose rows fails, and London's, whose forms have their quirks."""
    found = check(shared(name), rule="block-vote")
    assert len(found) == contests
    rows = listed(f"checks/{name}.csv") if (HERE / f"checks/{name}.csv").is_file() else []
    assert sorted(failing(found)) == sorted((r["contest"], r["code"]) for r in rows)
    assert all(r["kind"] in KINDS and r["why"] for r in rows)


def test_the_bundled_record() -> None:
    """One printed total of 1999 is not that of the printed votes; the flagship adds up."""
    found = check("labour-nec")
    assert len(found) >= 18
    rows = listed("checks/labour-nec.csv")
    assert failing(found) == [(r["contest"], r["code"]) for r in rows]
    flagship = next(c for c in found if c.contest == "nec-clp-2018-09")
    assert (flagship.counts["FAIL"], flagship.counts["?"]) == (0, 0)


def test_known_failures_fail_no_more(shared: Shared) -> None:
    """The list given with --known, whose further column is no hindrance."""
    quirks = read_quirks(HERE / "checks" / "london_block_vote.csv")
    found = [known_in(c, quirks) for c in check(shared("london_block_vote"), rule="block-vote")]
    assert all(c.adds_up for c in found)
    assert sum(c.counts["known"] for c in found) == len(quirks)


@pytest.mark.parametrize(("family", "name", "rule"), TABLES)
def test_stage_tables_give_no_alarm_beyond_those_known(
    family: str, name: str, rule: str, shared: Shared
) -> None:
    """Only contests whose findings are listed beside `test_stage_tables` fail, by those codes."""
    known = {
        (row["table"], OTHER_NAMES.get(row["code"], row["code"]))
        for row in (listed(f"{family}/findings.csv") if family else [])
    }
    found = {
        (table.name, v.code.removeprefix("stage-"))
        for table in read_officials(shared(name))
        for v in one(table.name, Path(name).name, rule, table).failures
    }
    assert found <= known


def one(title: str, file: str, rule: str, table: object) -> Checked:
    made = Declared(title=title, file=file, candidates=(), rule=rule, stages=table)  # type: ignore[arg-type]
    return check(made)[0]
