"""A body as a TOML file: all that may be said, and every fault at its line."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest

from hustings.bodies.division import decide
from hustings.errors import InputError
from hustings.formats.body_file import read_body
from hustings.formats.body_template import TEMPLATE
from hustings.model.voting import RECUSED, Majority

FULL = """
name = "Works council"
majority = "members"
share = "2/3"
reaching = true
quorum = 5
casting = "Ines Moreau"
ruling = "against"
votes_too = false
deputy = "Tom Okafor"
decided_by = ["board", "floor"]
attendance = "90 %"
discipline = "19/20"

[[camp]]
name = "Open"
stance = "for"
members = 4
section = "board"
weight = "1/2"
lean = "soft"

[[camp]]
name = "Wait"
stance = "free"
yes = 0.25

[[member]]
name = "Ines Moreau"
section = "board"
role = "chair"

[[member]]
name = "Tom Okafor"
camp = "Wait"
section = "board"
state = "recused"
attendance = 0.5
on = 2026-03-02
source = "letter"

[[section]]
name = "staff"
seats = 3

[[also]]
majority = "voting"
sections = ["board"]

[contested]
section = "floor"
seats = 2
camp = "Open"
won = [2, 1]
chances = ["1/3", "2/3"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "council.toml"
    path.write_text(text, "utf-8")
    return path


def test_everything_that_may_be_said(tmp_path: Path) -> None:
    found = read_body(write(tmp_path, FULL))
    made = found.assembly
    assert made.majorities == (
        Majority(of="members", share=F(2, 3), reaching=True, quorum=5),
        Majority(of="voting", sections=("board",)),
    )
    assert made.casting is not None
    assert (made.casting.who, made.casting.deputy) == ("Ines Moreau", "Tom Okafor")
    assert (made.casting.ruling, made.casting.votes_too) == ("against", False)
    assert (made.conduct.attendance, made.conduct.discipline) == (F(9, 10), F(19, 20))
    assert [m.name for m in made.members][:2] == ["Open member 1", "Open member 2"]
    assert {m.weight for m in made.members if m.camp == "Open"} == {F(1, 2)}
    tom = next(m for m in made.members if m.name == "Tom Okafor")
    assert (tom.state, tom.attendance, str(tom.on)) == (RECUSED, F(1, 2), "2026-03-02")
    assert [m.section for m in made.members].count("staff") == 3
    assert found.contested is not None
    assert found.contested.chances == (F(1, 3), F(2, 3))
    assert {k.name: k.basis for k in found.known} == {
        "majority": "stated",
        "casting vote": "stated",
        "attendance": "stated",
        "discipline": "stated",
        "soft": "assumed",
        "free": "assumed",
    }


def test_the_template_is_a_body(tmp_path: Path) -> None:
    """The toy of the guide: 11 and 9 at stake, 14, and 5 floating."""
    found = read_body(write(tmp_path, TEMPLATE))
    assert len(found.assembly.members) == 30
    assert found.contested is not None
    assert found.contested.won == (9, 8, 7)
    decide(found.assembly)


FAULTY = """
share = "3/2"
quorum = "five"
majorty = "voting"
casting = "Nobody"
attendance = 1.2
decided_by = ["moon"]

[[camp]]
stance = "maybe"
members = 2

[[camp]]
name = "Open"
stance = "for"
yes = 0.4

[[camp]]
name = "Open"
weight = -1

[[member]]
name = "Ines Moreau"
camp = "Opne"
state = "asleep"
discipline = "often"

[[member]]
name = "Ines Moreau"
on = "yesterday"

[[section]]
name = "staff"

[contested]
seats = 2
camp = "Nowhere"
won = [3]
"""


def test_every_fault_at_once_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_body(write(tmp_path, FAULTY))
    found = {(p.line, p.code) for p in caught.value.problems}
    assert found == {
        (0, "no-name"),
        (2, "out-of-range"),
        (3, "bad-type"),
        (4, "unknown-key"),
        (5, "unknown-member"),
        (6, "out-of-range"),
        (7, "nobody"),
        (9, "no-name"),
        (10, "unknown-word"),
        (16, "not-free"),
        (19, "twice"),
        (20, "below-zero"),
        (23, "duplicate-name"),
        (24, "unknown-camp"),
        (25, "unknown-word"),
        (26, "bad-number"),
        (29, "duplicate-name"),
        (30, "bad-date"),
        (32, "no-seats"),
        (37, "unknown-camp"),
        (38, "out-of-range"),
    }
    assert all(p.next_step for p in caught.value.problems)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = 3",
        "camp = 1",
        "[[camp]]\nname = 1\nmembers = -3",
        "contested = 3",
        "name = 'x'\n[contested]\nseats = 99999999\nwon = 'a'\nchances = 3",
        "name = 'x'\nshare = nan\nattendance = inf",
        "name = 'x'\nsections = ['y']\n[[also]]\nby_heads = 1",
        "name = 'x'\nquorum = 50\n[[camp]]\nname = 'a'\nstance='for'\nmembers = 3",
        "[[section]]\nname = 'x'\nseats = 99999999999",
        "name = ",
    ],
)
def test_nonsense_is_refused_in_words(text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_body(write(tmp_path, text))
    assert caught.value.problems


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_body(tmp_path / "none.toml")
