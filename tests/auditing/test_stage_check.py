"""What arithmetic alone finds in a stage table without ballots."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from hustings.auditing.stage_check import RuleHints, check_stages, codes
from hustings.formats.official import read_official
from hustings.model.official import OfficialTable

SOUND = """contest_id,name,status,occurred_on_count,first_prefs,transfers02,total_votes02,\
transfers03,total_votes03,quota,seats,valid_poll,rejected,total_poll
orchard,Ann Ash,Elected,1,8,-2,6,0,6,6,2,16,1,17
orchard,Bo Yew,Elected,3,4,1,5,2,7,6,2,16,1,17
orchard,Zoe Elm,Excluded,2,4,1,5,-5,0,6,2,16,1,17
"""


def table(folder: Path, text: str) -> OfficialTable:
    path = folder / "official.csv"
    path.write_text(text, encoding="utf-8")
    return read_official(path)


def test_a_sound_table_adds_up(tmp_path: Path) -> None:
    """Sixteen papers, two seats, three stages: every statement is met."""
    check = check_stages(table(tmp_path, SOUND))
    assert check.sound
    assert str(check) == f"adds up: {check.statements} of {check.statements} statements"
    assert (check.stages, check.cells) == (3, 15)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("4,1,5,2,7", "4,1,5,2,8", {"total"}),
        ("4,1,5,2,7", "4,2,6,1,7", {"from-nowhere", "not-marked"}),
        ("8,-2,6,0,6", "9,-2,7,0,7", {"first-preferences", "leaves-quota"}),
        (",6,2,16,1,17", ",7,2,16,1,17", {"quota", "leaves-quota"}),
        (",2,16,1,17", ",2,16,1,18", {"poll"}),
        ("Zoe Elm,Excluded,2,4,1,5,-5,0", "Zoe Elm,Excluded,2,4,1,5,-4,1", {"leaves-nothing"}),
        ("Elected,1,8,-2,6,0,6", "Elected,1,8,-2,6,1,7", {"given-to-gone"}),
        ("Bo Yew,Elected,3", "Bo Yew,Not elected,", {"seats"}),
        ("Zoe Elm,Excluded,2", "Zoe Elm,Excluded,1", {"fate"}),
        ("4,1,5,2,7", "4,0,4,2,6", {"not-lowest"}),
    ],
)
def test_one_wrong_figure_is_found(tmp_path: Path, old: str, new: str, found: set[str]) -> None:
    """Each story changes one line of the sound table; the findings name what no longer holds."""
    check = check_stages(table(tmp_path, SOUND.replace(old, new)))
    assert found <= set(codes(check.findings)), check.findings
    assert str(check).startswith("does not add up: ")
    assert all(str(finding) for finding in check.findings)


def test_all_heaps_printed_must_balance(tmp_path: Path) -> None:
    """With the non-transferable printed, two papers of the five cannot just vanish."""
    rows = "candidate,1,2,3\nAsh,8,6,6\nYew,4,5,7\nElm,4,5,0\nNon-transferable,0,0,{}\n"
    assert check_stages(table(tmp_path, rows.format(3))).sound
    check = check_stages(table(tmp_path, rows.format(1)))
    assert codes(check.findings) == {"conservation": 1}


def test_rounded_figures_may_be_told_to_have_slack(tmp_path: Path) -> None:
    """Whole numbers were rounded from decimals: half a vote a figure is no finding."""
    rows = "candidate,1,2\nAsh,8,6\nYew,4,5\nElm,4,5\nNon-transferable,0,1\n"
    assert codes(check_stages(table(tmp_path, rows)).findings) == {"conservation": 1}
    assert check_stages(table(tmp_path, rows), RuleHints(slack=Fraction(1, 2))).sound
