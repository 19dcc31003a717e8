"""Five wards of Edinburgh 2012, whose tables were typed by hand while the count went on."""

from __future__ import annotations

import pytest
from golden_files import HERE, Archive, Shared, counted

from hustings.auditing.against import compare
from hustings.formats.official import read_known, read_official

WARDS = {
    "S13002919": "edinburgh_2012_ward1",
    "S13002921": "edinburgh_2012_ward3",
    "S13002922": "edinburgh_2012_ward4",
    "S13002923": "edinburgh_2012_ward5",
    "S13002924": "edinburgh_2012_ward6",
}
CELLS = {"S13002919": 97, "S13002921": 112, "S13002922": 136, "S13002923": 66, "S13002924": 82}


@pytest.mark.parametrize("code", WARDS)
def test_the_hand_typed_table_agrees(code: str, archive: Archive, shared: Shared) -> None:
    """493 cells in five wards; one stage was marked late."""
    contest = f"Edinburgh 2012 {code}"
    ward = counted("scottish-stv", archive("scottish_stv/ballots.zip")[WARDS[code]])
    table = read_official(shared("stv_stages_no_ballots/other_stages.csv"), contest=contest)
    known = read_known(HERE / "edinburgh_2012" / "known_faults.csv", contest=contest)
    held = compare(ward, table, known)
    assert held.agrees, held.differences
    assert held.cells == CELLS[code]
    assert len(held.known) == len(known)
    assert not held.blank
