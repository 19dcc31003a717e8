"""A result checked together with its paper account: neither may contradict the other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hustings.api.declarations import declare
from hustings.auditing.account import balance, fails
from hustings.auditing.account_result import FROM, with_account
from hustings.formats.results import read_results
from hustings.model.account import PaperAccount, Papers
from hustings.model.declared import Declared

VOTES = "candidate,votes,elected\nAnn Lee,88,yes\nBo Ray,40,no\n"


@pytest.fixture
def stated(tmp_path: Path) -> Declared:
    path = tmp_path / "result.csv"
    path.write_text(VOTES, "utf-8")
    return read_results(path)[0]


def account(**papers: int) -> PaperAccount:
    return PaperAccount(papers=Papers(**papers), questions="none")


@pytest.mark.parametrize("rule", ["", "block-vote", "irv"])
def test_a_winner_has_no_more_votes_than_the_account_has_papers(
    stated: Declared, rule: str
) -> None:
    made = declare(replace(stated, rule=rule), account(issued=100, returned=8, rejected=0, valid=8))
    assert not made.sound
    assert made.taken_over == ("issued", "returned", "invalid", "valid")


def test_points_may_be_more_than_the_papers(stated: Declared) -> None:
    told = account(issued=100, returned=30, rejected=0, valid=30)
    assert declare(replace(stated, rule="borda"), told).sound


@pytest.mark.parametrize(("returned", "sound"), [(128, True), (129, False)])
def test_valid_papers_follow_from_those_returned(
    stated: Declared, returned: int, sound: bool
) -> None:
    told = account(issued=200, returned=returned, rejected=0)
    assert declare(replace(stated, rule="irv"), told).sound is sound


def test_late_and_second_papers_are_no_contradiction(stated: Declared) -> None:
    told = account(issued=150, reissued=9, returned=135, late=3, duplicate=2, rejected=2, valid=128)
    made = declare(replace(stated, rule="irv"), told)
    assert made.sound
    assert made.taken_over == ("issued", "valid")


def test_a_figure_of_the_result_stands_and_is_held_beside_the_account(tmp_path: Path) -> None:
    path = tmp_path / "pasted.txt"
    path.write_text("Chair, 1 seat\nValid 128\nAnn Lee 88 elected\nBo Ray 40\n", "utf-8")
    own = read_results(path)[0]
    told = account(issued=100, valid=8)
    filled = with_account(own, told)
    assert filled.figures["valid"] == own.figures["valid"]
    assert filled.figures["issued"].said.startswith(FROM)
    failing = [s.code for s in fails(balance(told, own))]
    assert "table" in failing
    assert not declare(own, told).sound


def test_no_more_papers_are_valid_than_were_issued() -> None:
    assert [s.code for s in fails(balance(account(issued=100, valid=128)))] == ["arrived"]
    assert not fails(balance(account(issued=128, valid=128)))
