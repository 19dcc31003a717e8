"""Stage tables whose ballots nobody published: what arithmetic alone finds in them."""

from __future__ import annotations

import pytest
from golden_files import Shared, listed

from hustings.auditing.stage_check import StageCheck, check_stages
from hustings.formats.official import read_officials

FILES = {
    "northern_ireland": ("stv_stages_no_ballots/ni_assembly_stages.csv", 36),
    "northern_ireland ": ("stv_stages_no_ballots/other_stages.csv", 6),
    "portland_2024": ("stv_other/portland_or_2024_district2_official_rounds.csv", 1),
    "scottish": ("scottish_stv/official_stages_2017.csv", 102),
    "scottish ": ("scottish_stv/official_stages_2022.csv", 98),
    "minneapolis_2013": ("stv_other/minneapolis_2013_park_at_large_official_rounds.csv", 1),
}


def found(checks: list[StageCheck]) -> set[tuple[str, ...]]:
    return {
        (c.table, f.code, str(f.stage), f.candidate, f.printed, f.expected)
        for c in checks
        for f in c.findings
    }


@pytest.mark.parametrize("family", FILES)
def test_findings_are_exactly_those_listed(family: str, shared: Shared) -> None:
    """Each table is checked; what fails is in `findings.csv`, with what happened."""
    name, tables = FILES[family]
    checks = [check_stages(table) for table in read_officials(shared(name))]
    assert len(checks) == tables
    family = family.strip()
    rows = [] if family == "minneapolis_2013" else listed(f"{family}/findings.csv")
    here = {check.table for check in checks}
    said = {tuple(row.values())[:6] for row in rows if row["table"] in here}
    assert found(checks) == said
    assert all(row["why"] for row in rows)
