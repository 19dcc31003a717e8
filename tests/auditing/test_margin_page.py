"""How close it was, as a reader sees it."""

from __future__ import annotations

import json as parser

import pytest

from hustings.auditing.margin import Margin, margin, margin_totals
from hustings.model.count import Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.report import csvs, json, text
from hustings.report.margin_page import margin_page
from hustings.rules import find_rule


@pytest.fixture(scope="module")
def close() -> Margin:
    """One seat: Ann 60, Bob 40 after Cyd's 10 papers went to him."""
    profile = Profile.of({("Ann",): 60, ("Bob",): 40, ("Cyd", "Bob"): 10})
    terms = Terms(seats=1, title="Secretary")
    return margin(find_rule("irv"), profile, terms, Lots(standing=("Ann", "Bob", "Cyd")))


def test_the_sentence_comes_first(close: Margin) -> None:
    """Ann leads by ten: five papers tie, six elect Bob, and a re-count says so."""
    said = text.render(margin_page(close, command="hustings margin secretary.csv"))
    assert (
        "The last seat turns on 6 changed papers at most (witness confirmed by re-count) and at "
        "least 5." in said
    )
    assert "After them Bob would sit in place of Ann." in said
    assert "Again: hustings margin secretary.csv" in said
    assert "6   Ann" in said
    assert max(map(len, said.splitlines())) <= 100


def test_programs_get_whole_numbers(close: Margin) -> None:
    """The documented keys; only `seconds` depends on the machine."""
    said = parser.loads(json.dumps(close))
    assert (said["lower"], said["upper"], said["confirmed"]) == (5, 6, True)
    assert said["witness"] == [{"before": ["Ann"], "after": ["Bob"], "papers": 6, "ordered": True}]
    assert [e["kind"] for e in said["entries"]] == ["bounds", "bounds", "bounds"]


def test_a_spreadsheet_gets_a_row_a_candidate(close: Margin) -> None:
    """Empty where nothing is known."""
    rows = csvs.dumps(close).splitlines()
    assert rows[0].startswith("candidate,elected,kind,lower,upper,lot")
    assert rows[1].startswith("Ann,yes,bounds,5,6,,110,irv,")
    assert len(rows) == 4


def test_totals_have_a_page_without_papers() -> None:
    """A published table, two seats: the last seat is exact, other seats have bounds."""
    found = margin_totals({"Ann": 90, "Bob": 70, "Cyd": 60}, 2, max_votes=2)
    said = text.render(margin_page(found))
    assert "The last seat turns on exactly 6 changed papers." in said
    assert "Papers that would alter" not in said
