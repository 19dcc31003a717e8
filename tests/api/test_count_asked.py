"""A count asked for in a newcomer's words: what is meant is taken, the rest is said plainly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import hustings
from hustings.errors import InputError, LotNeeded, Problem
from hustings.formats.lots_file import read_lots
from hustings.model.lots import Lot, Lots
from hustings.model.profile import BallotFile, Profile

PAPERS = {("Ann", "Bea"): 5, ("Cy",): 3, ("Bea",): 1}
TIED = {("Ann",): 2, ("Bea",): 2}
BLT = "3 1\n[tie 2 1 3]\n2 1 0\n2 2 0\n1 3 0\n0\n{}"
NAMES = '"Ann"\n"Bea"\n"Cy"\n'


def count(ballots: Any = PAPERS, rule: str = "irv", **asked: Any) -> tuple[str, ...]:
    return hustings.count(ballots, rule, **{"seats": 1, **asked}).winners


def refused(ballots: Any = PAPERS, **asked: Any) -> str:
    with pytest.raises(InputError) as caught:
        count(ballots, **asked)
    assert caught.value.problems
    assert all(p.next_step for p in caught.value.problems)
    return str(caught.value)


@pytest.mark.parametrize("seats", ["2", 2.0, True])
def test_seats_are_a_whole_number(seats: Any) -> None:
    """A text, a float or a truth is refused with what to write."""
    assert f"seats is {seats!r}" in refused(seats=seats)
    assert count(seats=np.int64(1)) == ("Ann",)


def test_an_unknown_word_names_near_ones() -> None:
    """`seat=2` is met with `seats`, in a count and in a margin."""
    assert "Did you mean seats?" in refused(seat=2)
    with pytest.raises(InputError, match="seats"):
        hustings.margin(PAPERS, "irv", seat=1)  # type: ignore[call-arg]


def test_ballots_in_a_list() -> None:
    """Rankings one by one; an array, a table or nothing is refused with the way to pass it."""
    assert count([("Ann", "Bea"), ["Ann"], ("Cy",)]) == ("Ann",)
    assert "hustings.profile(array, candidates)" in refused(np.array([[1, 2], [2, 0]]))
    assert "no ballots" in refused(None)
    assert "no ballots" in refused(7)
    assert "no name" in refused([[1, 2], [2, 1]])
    assert "no ranking" in refused([5, 6])


@pytest.mark.parametrize(
    ("ballots", "kind", "said"),
    [
        (None, "ranked", "no ballots"),
        ("Ann", "ranked", "no ballots"),
        ([{"Ann": 2.5}], "scores", "points"),
        ([{"Ann": -1}], "scores", "points"),
        ([("Ann",)], "scores", "no points"),
        ({("Ann",): 2}, "scores", "no points"),
        ([(1, 2)], "ranked", "no name"),
    ],
)
def test_plain_values_that_are_no_ballots(ballots: Any, kind: Any, said: str) -> None:
    """One problem that says what it is, for rankings and for points."""
    with pytest.raises(InputError, match=said):
        hustings.profile(ballots, kind=kind)


def test_a_number_is_no_rule() -> None:
    """A rule is named."""
    with pytest.raises(InputError, match="no rule"):
        hustings.count(PAPERS, 5, seats=1)  # type: ignore[arg-type]


def test_papers_of_any_integer_type() -> None:
    """numpy's integers are whole numbers; floats and truths are not."""
    assert count({("Ann",): np.int64(3), ("Bea",): np.uint8(2)}) == ("Ann",)
    assert "papers" in refused({("Ann",): 3.0})
    assert "papers" in refused({("Ann",): True})


def test_one_text_is_a_list_of_one() -> None:
    """A name or a constraint need not stand in a list."""
    assert count(withdrawn="Ann") == ("Bea",)
    assert count(after_issue="Ann", constraints="b <= 1: Bea") == ("Bea",)


LOT = Lot(purpose="elect", order=("Bea", "Ann"))
OUT = Lot(purpose="exclude", order=("Ann", "Bea"))


@pytest.mark.parametrize("lots", [OUT, [OUT], [OUT, LOT], ["Bea", "Ann"], Lots(lots=(OUT,))])
def test_lots_in_any_form(lots: Any) -> None:
    """One lot, several, an order of names or a ledger."""
    assert count(TIED, lots=lots) == ("Bea",)


def needed(ballots: Any, **asked: Any) -> str:
    with pytest.raises(LotNeeded) as caught:
        count(ballots, **asked)
    return str(caught.value)


def test_why_the_lots_do_not_settle_it() -> None:
    """An order without one of the tied, a misspelt name, a lot between others."""
    assert "the standing order lacks Bea" in needed(TIED, lots=["Ann"])
    assert "did you mean Bea?" in needed(TIED, lots=["Ann", "Beaa"])
    three = {**TIED, ("Cy",): 2}
    assert "does not settle" in needed(three, lots=OUT)


def test_the_order_in_the_ballots_is_used_only_when_asked(tmp_path: Path) -> None:
    """A tie stops the count and says that the file has an order; the word takes it."""
    path = tmp_path / "ward.blt"
    path.write_text(BLT.format(NAMES))
    assert "from-ballots" in needed(path)
    assert count(path, lots="from-ballots") == ("Bea",)
    path.write_text(f"3 1\n2 1 0\n2 2 0\n1 3 0\n0\n{NAMES}")
    with pytest.raises(InputError, match="no tie order"):
        count(path, lots="from-ballots")


@pytest.mark.parametrize("text", ["", "# lots of the committee\n", "standing = []\n"])
def test_a_ledger_without_lots_is_a_problem(tmp_path: Path, text: str) -> None:
    """The file was named, so it should hold something."""
    path = tmp_path / "lots.toml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        read_lots(path)
    assert [p.code for p in caught.value.problems] == ["no-lots"]


def test_candidates_without_a_row_are_named(tmp_path: Path) -> None:
    """Cy is not in people.csv: a note says so. Columns match whatever their case."""
    from hustings.api.counts import terms_for

    (tmp_path / "people.csv").write_text("Name,Employer\nAnn,Mill\nBea,Quay\n")
    file = BallotFile(profile=Profile.of(PAPERS), form="mapping")
    spec = f"employer <= 2 by {tmp_path}/people.csv#employer"
    _, terms, notes = terms_for(file, "scottish-stv", seats=2, constraints=spec)
    assert len(terms.constraints) == 2
    assert any("people.csv has no row for Cy" in note for note in notes)
    (tmp_path / "terms.toml").write_text(
        'seats = 2\n[[constraint]]\nname = "e"\nat_most = 2\nfrom = "people.csv"\n'
        'column = "EMPLOYER"\n'
    )
    _, _, notes = terms_for(file, "scottish-stv", terms=tmp_path / "terms.toml")
    assert any("people.csv has no row for Cy" in note for note in notes)


def test_an_error_shows_its_problems_as_text() -> None:
    """In a notebook the text is all one sees: twenty problems, then a number."""
    found = [Problem("f.csv", k, "bad-cell", "no rank", "Mend it.") for k in range(1, 26)]
    error = InputError("the ballots cannot be read", found)
    lines = str(error).splitlines()
    assert lines[0] == error.message == "the ballots cannot be read"
    assert lines[1] == "  f.csv:1: error bad-cell: no rank. Mend it."
    assert lines[-1].strip() == "... and 5 more (see .problems)"
    assert len(lines) == 22
    assert str(InputError("only this")) == "only this"
