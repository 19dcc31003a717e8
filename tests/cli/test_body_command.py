"""The verb body, as its users call it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner

import hustings.cli.bodies  # noqa: F401  its verb joins the others
from hustings.cli.app import app

NEC = ("labour-nec/nec", "--contest", "nec-clp-2018-09", "--as-of", "2018-08-01", "--for", "left")
NCG = ("labour-nec/momentum-ncg", "--as-of", "2018-08-01")


def run(*words: str) -> tuple[int, str, str]:
    """The page cites the command as typed, so that it is the same however the tests were called."""
    with mock.patch.object(sys, "argv", ["hustings", "body", *words]):
        done = CliRunner().invoke(app, ["body", *words])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def council(tmp_path: Path) -> str:
    path = tmp_path / "council.toml"
    code, said, _ = run("--template")
    assert code == 0
    path.write_text(said, "utf-8")
    return str(path)


def test_the_ninth_seat(council: str) -> None:
    code, said, _ = run(council)
    assert code == 0
    assert "The ninth seat is worth +11 points" in said
    for row in (
        "9              20/39      90 %           4 %   +11 points",
        "19/39      79 %",
        "63 %          11 %",
    ):
        assert row in said
    assert "1/39 each" in said
    assert all(len(line) <= 100 for line in said.splitlines())


def test_csv_and_json_have_a_row_a_number_of_seats(council: str) -> None:
    _, said, _ = run(council, "--seats-won", "7-9", "--format", "csv")
    lines = said.splitlines()
    assert lines[0] == "body,issue,seats_won,side_for,of,p_carry,p_tie,p_cast,worth,chance"
    assert [line.split(",")[2] for line in lines[1:]] == ["9", "8", "7"]
    _, said, _ = run(council, "--format", "json")
    told = json.loads(said)
    assert [round(row["carry"], 2) for row in told["won"]] == [0.90, 0.79, 0.63]
    assert {k["basis"] for k in told["known"]} == {"stated"}


def test_a_template_is_not_written_over_unseen(tmp_path: Path) -> None:
    path = tmp_path / "b.toml"
    path.write_text("mine", "utf-8")
    code, _, said = run("--template", "-o", str(path))
    assert code == 0
    assert "hustings body" in said
    assert (tmp_path / "b.toml~").read_text("utf-8") == "mine"


def test_options_are_printed_as_set(council: str) -> None:
    code, said, _ = run(
        council, "--attendance", "1", "--discipline", "100%", "--majority", "members", "--free", "0"
    )
    assert code == 0
    assert "attendance 100 % (set)" in said
    assert "more than 1/2 of all members" in said
    assert "9              20/39     >99 %             –" in said


def test_the_body_of_a_record_over_a_forecast(tmp_path: Path) -> None:
    page = tmp_path / "nec.html"
    code, said, _ = run(*NEC, "--draws", "2000", "--report", str(page))
    assert code == 0
    assert "39 seats" in said
    assert "What 1 August 2018 changed" in said
    assert "outgoing members" in " ".join(said.split())
    assert "assumed" in said
    html = page.read_text("utf-8")
    assert "<svg" in html
    assert "discipline" in html


def told(*words: str) -> dict[str, Any]:
    code, said, _ = run(*words, "--format", "json")
    assert code == 0
    return dict(json.loads(said))


def test_free_seats_are_not_coins_unless_asked() -> None:
    """25 of 39 seats are free: averaged over every lean, not taken for 25 tosses of a coin."""
    code, said, _ = run(*NEC, "--draws", "2000")
    assert code == 0
    assert "How the 25 free seats lean is not known" in " ".join(said.split())
    found = told(*NEC, "--draws", "2000")
    assert (found["free"], found["unknown"]) == (None, 25)
    assert found["free_leans"][-1]["yes"] is None
    assert 0.6 < found["odds"]["carry"] < 0.85
    known = {k["name"]: k for k in found["known"]}
    assert (known["free"]["value"], known["free"]["basis"]) == ("not known", "assumed")
    held = told(*NEC, "--draws", "2000", "--free", "0.5")
    assert (held["free"], held["unknown"]) == (0.5, 0)
    assert held["odds"]["carry"] > 0.95
    assert {k["name"]: k["basis"] for k in held["known"]}["free"] == "set"


def test_a_file_may_leave_the_lean_open(council: str) -> None:
    stated, open_ = told(council), told(council, "--free", "unknown")
    assert (stated["free"], stated["unknown"]) == (0.5, 0)
    assert (open_["free"], open_["unknown"]) == (None, 5)
    path = Path(council)
    for line in ('free = "unknown"  #', "# free = 0.5    #"):
        path.write_text(path.read_text("utf-8").replace("free = 0.5              #", line), "utf-8")
        assert told(council)["odds"] == open_["odds"]


def test_a_camp_may_have_a_chance_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "club.toml"
    camps = '[[camp]]\nname = "Old"\nstance = "for"\nmembers = 3\n'
    camps += '[[camp]]\nname = "Later"\nstance = "free"\nyes = 0.3\nmembers = 2\n'
    path.write_text(f'name = "Club"\n{camps}', "utf-8")
    code, said, _ = run(str(path))
    assert code == 0
    assert "Two of 5 seats are free, each with a chance of its camp's own" in said
    assert "How free seats lean" not in said
    found = told(str(path), "--free", "0.9")
    assert found["odds"] == told(str(path))["odds"]
    assert (found["unknown"], found["free_leans"]) == (0, [])
    path.write_text(f'name = "Club"\n{camps}[[section]]\nname = "rest"\nseats = 3\n', "utf-8")
    code, said, _ = run(str(path))
    assert "How the three free seats lean is not known" in " ".join(said.split())


def test_reported_votes_stand_beside_the_margin() -> None:
    found = told(*NEC, "--draws", "2000")
    votes = [(v["on"], v["votes_for"], v["votes_against"]) for v in found["divisions"]]
    assert ("2018-01-16", 22, 15) in votes
    assert ("2018-05-22", 18, 17) in votes
    assert max(on for on, _, _ in votes) <= "2018-08-01"
    _, said, _ = run(*NEC, "--draws", "2000")
    assert "22–15" in said
    assert "18–17" in said


@pytest.mark.parametrize(("follow", "carries"), [("0.7", 0.89), ("0.8", 0.98), ("0.9", 0.9995)])
def test_fourteen_of_sixteen_from_the_record(follow: str, carries: float) -> None:
    """Two coins beside fourteen who follow, nine of sixteen needed: as a binomial has it."""
    asked = ("--majority", "members", "--attendance", "1", "--discipline", follow, "--free", "0.5")
    found = told(*NCG, *asked)
    assert round(found["odds"]["carry"], 4 if carries > 0.99 else 2) == carries


def test_a_page_that_has_little_to_say_is_short() -> None:
    code, said, _ = run(*NCG)
    assert code == 0
    assert len(said.splitlines()) <= 70
    assert "However the two free seats lean, it carries with more than 99" in said


def test_officers_decide_for_the_whole() -> None:
    code, said, _ = run(*NCG, "--decided-by", "officer")
    assert code == 0
    assert "7 of 16 seats decide (officer)" in said


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((*NCG, "--for", "fourteen"), "unknown-camp"),
        ((*NCG, "--without", "Nobody Here"), "unknown-member"),
        ((*NCG, "--casting", "Nobody Here"), "unknown-member"),
        ((*NCG, "--decided-by", "moon"), "nobody"),
        ((*NCG, "--issue", "weather"), "--issue leadership"),
        ((*NCG, "--seats-won", "1"), "not-contested"),
        ((*NEC[:5], "--section", "moon"), "no section"),
        ((*NEC[:5], "--seats-won", "12"), "out-of-range"),
        (("labour-nec/moon",), "no body 'moon'"),
        (("none.toml",), "no-file"),
        ((*NCG, "--free", "2"), "From 0 to 1: write 0.02, or 2 %"),
        ((*NCG, "--seats-won", "x"), "7-9"),
        ((), "name a body"),
        (("x.toml", "--issue", "a"), "for a body of a record"),
    ],
)
def test_what_cannot_be_asked_is_said(words: tuple[str, ...], named: str) -> None:
    code, _, said = run(*words)
    assert code == 2
    assert named in said
    assert "Traceback" not in said


COMMITTEE = """name = "Harbour ward committee"
attendance = 0.9
discipline = 0.97
casting = "Ines Okoro"
[[camp]]
name = "Open"
stance = "for"
members = 5
[[camp]]
name = "Steady"
stance = "against"
members = 5
[[member]]
name = "Ines Okoro"
camp = "Open"
"""


def test_what_a_casting_vote_brings_is_told_apart_and_adds_up(tmp_path: Path) -> None:
    path = tmp_path / "ward.toml"
    path.write_text(COMMITTEE, "utf-8")
    code, said, _ = run(str(path))
    assert code == 0
    odds = told(str(path))["odds"]
    assert odds["carry"] + odds["falls"] + odds["no_quorum"] == pytest.approx(1)
    (parts,) = re.findall(r"Of 100 such votes (.*?)\.\n\n", said, re.DOTALL)
    assert sum(map(int, re.findall(r"\d+", parts))) == 100
    assert "Of it by casting vote" in said
    assert "Ines Okoro's casting vote" in said


def test_a_chair_with_a_casting_vote_alone_is_not_counted_on_a_side(tmp_path: Path) -> None:
    path = tmp_path / "ward.toml"
    path.write_text(f"votes_too = false\n{COMMITTEE}", "utf-8")
    needs = told(str(path))["needs"]
    assert (needs["sure"], needs["against"], needs["cast"]) == ("5", "5", True)
    _, said, _ = run(str(path))
    assert "5 for, 5 against; Ines Okoro votes on a tie only" in said
    assert "That is level, and the casting vote carries it" in said


def test_without_camps_it_says_what_to_add_and_no_odds(tmp_path: Path) -> None:
    path = tmp_path / "lane.toml"
    path.write_text('name = "Lane society"\n[[section]]\nname = "members"\nseats = 7\n', "utf-8")
    code, said, _ = run(str(path))
    assert code == 0
    for words in ("No camp is recorded", "needs four votes", "1/7 each", "[[camp]]"):
        assert words in said
    assert "%" not in said


def test_a_percentage_for_a_chance(tmp_path: Path) -> None:
    path = tmp_path / "ward.toml"
    path.write_text(COMMITTEE.replace("0.97", "95"), "utf-8")
    code, _, said = run(str(path))
    assert code == 2
    assert 'write 0.95, or "95 %"' in said
    path.write_text(COMMITTEE, "utf-8")
    assert (
        told(str(path), "--discipline", "95 %")["odds"]
        == told(str(path), "--discipline", "0.95")["odds"]
    )
    assert "write 0.95, or 95 %" in " ".join(run(str(path), "--discipline", "95")[2].split())


def test_every_camp_is_named_where_one_is_not_known() -> None:
    _, _, said = run(*NEC[:5], "--for", "moderates")
    assert "Try independent, left, right, swing." in said


def test_the_level_is_labelled_where_it_rests_on_the_lean() -> None:
    _, said, _ = run(*NEC)
    assert len(said.splitlines()) < 110
    plain = " ".join(said.split())
    assert re.search(r"The ninth seat is worth \+\d+ points to a motion backed by left", plain)
    assert "with nine won the odds are even if one free member in four backs it" in plain
    assert re.search(r"\d+ if nine are won, \d+ if eight, \d+ over the forecast", plain)
    assert "14 for, none known against, 25 not known" in plain


def test_seats_hardly_ever_won_are_not_compared() -> None:
    for row in told(*NEC, "--draws", "2000")["won"]:
        if row["chance"] < 0.01:
            assert row["worth"] is None
