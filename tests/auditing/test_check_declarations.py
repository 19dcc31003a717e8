"""Real declarations, as published: the two that do not add up are found, the others pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from hustings.api.checks import check

DECLARATIONS = Path(__file__).parents[1] / "golden" / "declarations"
FAILING = {
    "ucu-2008-disabled-members.txt": {("valid", "+734")},
    "green-gpex-2012.txt": {("quota", "+0.1")},
}
"""What a reader with a pencil finds in them; see `tests/golden/declarations` for the sources."""

FILES = sorted(p for p in DECLARATIONS.glob("*.*") if p.suffix != ".md" or p.stem != "README")


def test_the_declarations_are_there() -> None:
    assert len(FILES) >= 15
    assert set(FAILING) <= {p.name for p in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_declaration(path: Path) -> None:
    found = {(v.code, v.difference) for one in check(path) for v in one.failures}
    assert found == FAILING.get(path.name, set())


def test_the_scrutineers_report_says_both_sides() -> None:
    """10,877 less 1,244 is 9,633 and not 10,367; no other figure of it is wrong."""
    (found,) = check(DECLARATIONS / "ucu-2008-disabled-members.txt")
    (failure,) = found.failures
    assert failure.shown == "valid 10,367 ≠ returned 10,877 − invalid 1,244 = 9,633"


def test_the_greens_quota_is_the_one_figure_off() -> None:
    """2,557 papers for one seat: half of them is 1,278.5."""
    (found,) = check(DECLARATIONS / "green-gpex-2012.txt")
    assert found.hint == "all would add up if the quota were 1,278.5"
