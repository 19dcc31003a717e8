"""hustings vacancy: what a user sees, in text, JSON, CSV and a page, and what is refused."""

import json
from csv import DictReader
from io import StringIO
from pathlib import Path

import pytest
from calling import BALLOTS, LOTS, call, refused
from click.shell_completion import ShellComplete

import hustings.cli.vacating  # noqa: F401  its verb joins the others
from hustings.cli.app import app

NEC = ("vacancy", "labour-nec/nec")
SHAWCROFT = (*NEC, "--resigns", "Christine Shawcroft", "--on", "2018-03-31")
BOARD = """Candidate,Votes,Elected
Amal Osei,212,yes
Bridget Lyle,198,yes
Chen Wu,181,yes
Dilys Pugh,154,
Emeka Obi,154,
Farah Aziz,97,
"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A declaration of three seats with two runners-up level."""
    (tmp_path / "board.csv").write_text(BOARD)
    return tmp_path / "board.csv"


def test_two_readings_that_agree():
    done = call(*SHAWCROFT)
    assert done.code == 0
    assert "Both readings agree: Eddie Izzard." in done.out
    assert "Reading A: January 2018" in done.out
    assert "Reading B: 2016" in done.out
    assert "What happened (not used for the answer)" in done.out
    assert all(len(line) <= 100 for line in done.out.splitlines())


def test_suspended():
    done = call(*NEC, "--suspended", "pete-willsman", "--on", "2019-05-31")
    assert done.code == 0
    assert "No seat falls free" in done.out
    assert "If the seat fell free that day: by-election" in done.out


def test_json_and_csv_say_the_same():
    said = json.loads(call(*SHAWCROFT, "--format", "json").out)
    assert (said["frees"], said["agreed"], said["follows"]) == (True, True, ["Eddie Izzard"])
    rows = list(DictReader(StringIO(call(*SHAWCROFT, "--format", "csv").out)))
    taken = [(r["reading"], r["name"], r["votes"]) for r in rows if r["outcome"] == "follows"]
    assert taken == [("A", "Eddie Izzard", "39508"), ("B", "Eddie Izzard", "70993")]
    assert len(rows) == sum(len(r["line"]) for r in said["readings"])
    assert all(r["source"] for r in rows)


def test_a_page(tmp_path: Path):
    made = tmp_path / "vacancy.html"
    done = call(*SHAWCROFT, "--report", str(made), "-o", str(tmp_path / "said.txt"))
    assert done.code == 0
    page = made.read_text()
    assert "Both readings agree" in page
    assert "Ellie Reeves is passed over" in page


def test_a_table_of_totals_with_a_tie(board: Path):
    done = call("vacancy", board, "--resigns", "Bridget Lyle", "--on", "2025-11-03")
    assert done.code == 3
    said = "If your rules take the runner-up: a lot must be drawn between Dilys Pugh and Emeka Obi."
    assert said in done.out
    assert 'purpose = "elect"' in done.err
    lots = board.with_name("lots.toml")
    lots.write_text('[[lot]]\npurpose = "elect"\nstage = 0\norder = ["Emeka Obi", "Dilys Pugh"]\n')
    done = call("vacancy", board, "--resigns", "lyle", "--on", "2025-11-03", "--lots", lots)
    assert done.code == 0
    assert "Emeka Obi follows." in done.out


def test_a_countback_of_papers():
    asked = ("--rule", "scottish-stv", "--seats", "5", "--on", "2026-06-01", *LOTS)
    done = call("vacancy", BALLOTS, "--resigns", "Asha Brook", "--method", "countback", *asked)
    assert done.code == 0
    assert "Cora Dunn follows." in done.out
    assert "stage by stage" in done.out
    # the count ends with Cora Dunn excluded last: she is the runner-up too
    done = call("vacancy", BALLOTS, "--resigns", "Asha Brook", *asked)
    assert "Cora Dunn follows." in done.out
    assert "last excluded first" in done.out
    done = call(
        "vacancy", BALLOTS, "--died", "Asha Brook", "--method", "countback-never-held", *asked
    )
    assert done.code == 0
    assert "Cora Dunn follows." in done.out


def test_papers_without_a_rule_ask_for_one():
    assert "--rule" in refused("vacancy", BALLOTS, "--died", "Asha Brook")


def test_totals_under_a_rule_are_not_taken_for_papers(board: Path):
    words = (
        "vacancy",
        board,
        "--resigns",
        "Chen Wu",
        "--on",
        "2025-11-03",
        "--declined",
        "Dilys Pugh",
    )
    assert "Emeka Obi follows." in call(*words, "--rule", "block-vote").out
    ranked = call(*words, "--rule", "scottish-stv", "--seats", "3")
    assert ranked.code == 0
    assert "the order of those not elected is not known" in " ".join(ranked.out.split())


def test_declined_and_ineligible(board: Path):
    done = call(
        "vacancy", board, "--expelled", "Chen Wu", "--on", "2025-11-03",
        "--declined", "Dilys Pugh", "--ineligible", "Emeka Obi: left the society",
    )  # fmt: skip
    assert "Farah Aziz follows." in done.out
    assert "left the society (as given)" in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*NEC, "--on", "2018-03-31"), "say whose seat falls free"),
        ((*NEC, "--resigns", "a", "--died", "b", "--on", "2018-03-31"), "say whose seat"),
        ((*NEC, "--resigns", "Christine Shawcroft"), "say on which day"),
        (
            (*NEC, "--resigns", "Shawcraft", "--on", "2018-03-31"),
            "did you mean Christine Shawcroft",
        ),
        (
            (*NEC, "--resigns", "Eddie Izzard", "--on", "2018-03-31"),
            "holds no seat on the National",
        ),
        (("vacancy", "labour-nec/nek", "--resigns", "a", "--on", "2018-03-31"), "labour-nec/nec"),
        (("vacancy", "labour-nec", "--resigns", "a", "--on", "2018-03-31"), "say which"),
        (("vacancy", "gone.csv", "--resigns", "a"), "there is no file"),
        ((*SHAWCROFT, "--ineligible", "Eddie Izzard"), "is not NAME: WHY"),
        ((*SHAWCROFT, "--contest", "nec-clp-2017"), "nec-clp-2016"),
        ((*SHAWCROFT, "--constraint", "women"), "no members"),
        ((*SHAWCROFT, "--ballots", "nec-clp-2016=gone.blt"), "gone.blt"),
    ],
)
def test_what_cannot_be_asked(words, said):
    assert said in refused(*words)


def test_a_table_takes_no_options_of_a_record(board: Path):
    words = ("vacancy", board, "--resigns", "Chen Wu", "--contest", "x")
    assert "--contest is for a record" in refused(*words)


def test_somebody_not_elected_leaves_no_seat(board: Path):
    assert "was not elected" in refused("vacancy", board, "--resigns", "Farah Aziz")


def test_tab_completes_bodies_and_members():
    shell = ShellComplete(app, {}, "hustings", "_HUSTINGS_COMPLETE")

    def completed(incomplete: str, *before: str) -> list[str]:
        return [item.value for item in shell.get_completions(list(before), incomplete)]

    assert "labour-nec/nec" in completed("lab", "vacancy")
    assert "pete-willsman" in completed("pete", *NEC, "--suspended")
    for option in ("--resigns", "--expelled", "--died", "--term-ended", "--incompatible"):
        assert "Pete Willsman" in completed("Pete", *NEC, option)
    assert "scottish-stv" in completed("scot", *NEC, "--rule")
