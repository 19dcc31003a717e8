"""Real declarations, written down as facts: what each states is read, line for line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hustings.formats.results import read_results

FOLDER = Path(__file__).parent.parent / "golden" / "declarations"
FILES = sorted(FOLDER.glob("*.txt"))
PAPERS = ("issued", "returned", "invalid", "valid")

STATED = {
    "ucu-2008-disabled-members": ("116792", "10877", "1244", "10367"),
    "ucu-2008-women-he": ("116792", "10877", "579", "10298"),
    "ucu-2008-he-uk": ("67710", "7639", "153", "7486"),
    "ucu-2008-he-wales": ("4049", "469", "2", "467"),
    "ucu-2008-he-north-east": ("10444", "1205", "8", "1197"),
    "ucu-2008-he-london-east": ("14797", "1561", "19", "1542"),
    "ucu-2008-fe-uk": ("40784", "3474", "22", "3452"),
    "ucu-2008-fe-north-east": ("7179", "822", "2", "820"),
    "ucu-2010-he-north-east": ("10666", "1101", "9", "1092"),
    "prospect-nec-2010": ("81462", "12758", "35", "12723"),
    "labour-nec-2006": ("178889", "36316", "400", None),
    "green-gpex-2012": (None, "2945", "388", "2557"),
    "osmf-2020": (None, "765", "36", "729"),
    "osmf-2021": (None, "746", "4", "742"),
    "osmf-2023": (None, "921", "8", "913"),
}


@pytest.mark.parametrize("name", STATED)
def test_the_paper_account_is_read(name: str) -> None:
    """Papers issued, returned, invalid and valid as printed; nothing is left unread."""
    (one,) = read_results(FOLDER / f"{name}.txt")
    found = [one.stated(word) for word in PAPERS]
    assert tuple(s.text if s else None for s in found) == STATED[name]
    assert one.unread == ()
    assert one.again == ()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_declaration_is_one_result_with_its_source(path: Path) -> None:
    """One contest, its seats, its source, and no line that nobody understood."""
    (one,) = read_results(path)
    assert one.source
    assert one.seats is not None
    assert one.unread == ()


@pytest.mark.parametrize(
    ("name", "quota"),
    [
        ("osmf-2020", "183"),
        ("osmf-2021", "149"),
        ("osmf-2023", "229"),
        ("green-gpex-2012", "1278.6"),
    ],
)
def test_quotas_as_published(name: str, quota: str) -> None:
    """The quota as printed, not as it ought to be."""
    (one,) = read_results(FOLDER / f"{name}.txt")
    assert one.figures["quota"].text == quota


@pytest.mark.parametrize(
    ("name", "candidates", "elected", "total"),
    [
        ("labour-nec-2006", 16, 6, 200_926),
        ("labour-nec-2012", 19, 6, 281_527),
        ("labour-nec-2018-01", 9, 3, 315_005),
        ("prospect-nec-2010", 27, 23, 112_631),
    ],
)
def test_every_candidate_is_read(name: str, candidates: int, elected: int, total: int) -> None:
    """As many names and as many marks as the page prints; the sum was added up by hand."""
    (one,) = read_results(FOLDER / f"{name}.txt")
    votes = [c.votes.figure.value for c in one.candidates if c.votes]
    assert (len(votes), len(one.elected), sum(votes)) == (candidates, elected, total)


def test_two_figures_for_one_candidate_stay_two() -> None:
    """Two newspapers, one winner: both figures are kept for the check to find."""
    (one,) = read_results(FOLDER / "labour-nec-2018-01-two-figures.txt")
    assert [c.votes.text for c in one.candidates if c.votes] == ["68388", "66388"]
