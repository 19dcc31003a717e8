"""`hustings declare` as officers meet it: what it prints, asks, refuses and how it ends."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from calling import LOTS, SMALL, SOCIETY, TERMS, call, refused

import hustings.cli.declaring  # noqa: F401  its verb joins the others
from hustings.formats.account_file import read_account

ACCOUNT = ("--account", str(SOCIETY / "account.toml"))
TABLE = "Committee, 1 seat\nReturned 81\nInvalid 6\nValid 75\nAnn Ash 40 elected\nBo Birch 35\n"


def test_a_sound_declaration_ends_with_0() -> None:
    done = call("declare", *TERMS, *ACCOUNT)
    assert done.code == 0, done.err
    assert "Asha Brook, Hugo Ives, Edie Frost, Ben Carver and Iona Jarvis are elected" in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_an_account_that_does_not_balance_ends_with_1(tmp_path: Path) -> None:
    text = (SOCIETY / "account.toml").read_text("utf-8").replace("valid = 75", "valid = 76")
    (tmp_path / "a.toml").write_text(text, "utf-8")
    done = call("declare", *TERMS, "--account", tmp_path / "a.toml")
    assert done.code == 1
    assert "DOES NOT BALANCE: valid 76 ≠ valid papers in the count 75 (+1)." in done.out


def test_a_lot_still_to_be_drawn_ends_with_3() -> None:
    done = call("declare", *TERMS[:-2], *ACCOUNT)
    assert done.code == 3
    assert "[[lot]]" in done.err


def test_a_pasted_result_is_declared_and_checked() -> None:
    done = call("declare", "-", "--questions", "none", given=TABLE.encode())
    assert done.code == 0, done.err
    assert "Ann Ash is elected." in done.out
    assert "Statements" not in done.out


def test_a_result_that_does_not_add_up_ends_with_1() -> None:
    done = call("declare", "-", given=TABLE.replace("81", "91").encode())
    assert done.code == 1
    assert "(−10)" in done.out


@pytest.mark.parametrize(
    ("contest", "received", "valid"),
    [("nec-clp-2006", "20.3 %", "20.1 %"), ("nec-clp-2018-09", "32.5 %", "32.3 %")],
)
def test_a_contest_of_a_record(contest: str, received: str, valid: str) -> None:
    done = call("declare", f"labour-nec/{contest}")
    assert done.code == 0, done.err
    assert received in done.out
    assert valid in done.out


def test_a_record_of_many_contests_wants_one() -> None:
    assert "--contest" in refused("declare", "labour-nec")


def test_what_is_wrong_in_several_places_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("issued = 3\n[papers]\nvalid = -1\n", "utf-8")
    (tmp_path / "l.toml").write_text("[[lot]]\n", "utf-8")
    said = refused(
        *("declare", TERMS[0], "--rule", "nothing-stv", "--lots", tmp_path / "l.toml"),
        *("--account", tmp_path / "a.toml"),
    )
    for code in ("unknown-key", "bad-type", "bad-purpose", "no-order"):
        assert code in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "name what to declare"),
        (("--ask",), "Add --account"),
        (("--verify", "nowhere"), "is not a bundle"),
        (("nowhere.txt",), "no such file"),
        ((str(SOCIETY / "committee-2026.blt"),), "Pass --rule R"),
        ((*TERMS, "--share", "all"), "--share is for --bundle"),
        ((*TERMS, "--account", "nowhere.toml"), "there is no nowhere.toml"),
    ],
)
def test_what_cannot_be_done_says_the_next_step(words: tuple[str, ...], told: str) -> None:
    assert told in refused("declare", *words)


def test_json_and_csv(tmp_path: Path) -> None:
    told = json.loads(call("declare", *TERMS, *ACCOUNT, "--format", "json").out)
    assert told["papers"]["valid"] == 75
    assert told["turnout"][0]["percent"] == "36.3"
    assert [a["answer"] for a in told["assurances"]][:3] == ["exception", "yes", None]
    rows = call("declare", *TERMS, *ACCOUNT, "--format", "csv").out.splitlines()
    assert rows[1] == "Committee 2026,Asha Brook,,23.00000,yes,1,1"


def test_a_template_is_printed_or_written_and_what_was_there_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "account.toml"
    target.write_text("mine\n", "utf-8")
    assert call("declare", "--template", "--questions", "uk-union", "-o", target).code == 0
    assert target.with_name("account.toml~").read_text("utf-8") == "mine\n"
    assert read_account(target).questions == "uk-union"
    assert call("declare", "--template").out.startswith("# The paper account")


def test_nobody_is_asked_without_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "account.toml"
    said = refused("declare", "--ask", "--account", path, given=b"Ann\n")
    assert "no terminal" in said
    assert "[[answer]]" in said
    assert not path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_answers_asked_at_a_terminal_are_kept_beside_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "account.toml"
    path.write_text('# mine\nquestions = "uk-union"\n', "utf-8")
    said = typed(
        ["declare", "--ask", "--account", str(path)],
        *(("Your name", "Maya Osei"), ("In which office", "scrutineer"), ("Day", "2026-03-03")),
        *(("s.52(2)(a)", "exception"), ("The exception", "Two papers went late.")),
        *(("s.52(2)(b)", "yes"), ("s.52(2)(c)", "skip"), ("s.52(2B)", "no")),
        *(("Reasons", ""), ("Reasons", "The counter was late.")),
    )
    assert "3 answered" in said
    account = read_account(path)
    assert [(a.question, a.answer, a.by) for a in account.answers] == [
        ("law", "exception", "Maya Osei"),
        ("security", "yes", "Maya Osei"),
        ("others", "no", "Maya Osei"),
    ]
    assert path.read_text("utf-8").startswith("# mine\n")
    kept = path.with_name("account.toml~").read_text("utf-8")
    assert kept == '# mine\nquestions = "uk-union"\n'


def typed(words: list[str], *answers: tuple[str, str]) -> str:
    """A command at a pseudo-terminal: each answer is typed once its prompt is there."""
    import pty

    main, side = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "hustings", *words], stdin=side, stdout=side, stderr=side
    )
    os.close(side)
    said = ""
    for prompt, answer in answers:
        said += until(main, prompt)
        os.write(main, f"{answer}\n".encode())
    said += until(main, "answered")
    process.wait(timeout=30)
    os.close(main)
    return said


def until(main: int, prompt: str) -> str:
    """What is printed up to and with a prompt."""
    said, end = "", time.monotonic() + 30
    while prompt not in said and time.monotonic() < end:
        if select.select([main], [], [], 0.2)[0]:
            try:
                said += os.read(main, 4096).decode()
            except OSError:
                break
    assert prompt in said, said
    return said


def test_a_small_club_without_an_account(tmp_path: Path) -> None:
    """Nothing is known of the papers sent out: it is said so, and nothing fails."""
    (tmp_path / "club.blt").write_text(SMALL, "utf-8")
    done = call("declare", tmp_path / "club.blt", "--rule", "irv", "--seats", "1")
    assert done.code == 0, done.err
    assert "Bea Birch is elected." in done.out
    assert "not stated" in done.out


def test_lots_of_the_ledger_stand_in_it() -> None:
    assert LOTS[1].endswith("lots.toml")
    assert "settled by lot" in call("declare", *TERMS).out


def test_a_result_is_checked_together_with_its_account(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("candidate,votes,elected\nAnn Lee,88,yes\nBo Ray,40,no\n")
    (tmp_path / "a.toml").write_text("[papers]\nissued = 100\nvalid = 8\n", "utf-8")
    asked = ("declare", tmp_path / "r.csv", "--account", tmp_path / "a.toml", "--questions", "none")
    done = call(*asked)
    assert done.code == 1
    assert "DOES NOT ADD UP: Ann Lee 88 > valid 8 (valid: from the account)." in done.out
    assert "name the rule (--rule R)" in done.out
    assert call(*asked, "--result", "--rule", "block-vote").code == 1
    assert call(*asked, "--bundle", tmp_path / "b").code == 1
    assert call("declare", "--verify", tmp_path / "b").code == 0


def test_a_file_that_is_no_part_of_a_bundle_is_named_but_no_difference(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(TABLE, "utf-8")
    assert call("declare", tmp_path / "r.txt", "--bundle", tmp_path / "b").code == 0
    (tmp_path / "b" / "extra.pdf").write_text("added", "utf-8")
    done = call("declare", "--verify", tmp_path / "b")
    assert done.code == 0
    assert "note: extra.pdf is no part of the bundle (SHA256SUMS does not list it)" in done.err
    assert call("declare", *TERMS, *ACCOUNT, "--bundle", tmp_path / "c").code == 0
    (tmp_path / "c" / "more.txt").write_text("added", "utf-8")
    done = call("declare", TERMS[0], "--verify", tmp_path / "c")
    assert "note: more.txt is no part of the bundle" in done.err


def test_the_officers_words_keep_their_case(tmp_path: Path) -> None:
    told = 'organisation = "ucl branch"\nofficer = "Ann Ash"\nrole = "clerk"\n'
    told += 'notes = ["iPads were used"]\n[papers]\nvalid = 75\n'
    (tmp_path / "a.toml").write_text(told, "utf-8")
    done = call("declare", "-", "--account", tmp_path / "a.toml", given=TABLE.encode())
    assert done.out.splitlines()[1].startswith("ucl branch, one seat")
    assert "clerk: Ann Ash" in done.out
    assert "iPads were used." in done.out


def test_those_unopposed_are_declared_from_the_account_alone(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('contest = "Chair"\nunopposed = ["Ann Ash"]\n', "utf-8")
    done = call("declare", "--account", tmp_path / "a.toml", "--report", tmp_path / "r.html")
    assert done.code == 0, done.err
    assert "Ann Ash is elected unopposed." in done.out
    assert "The paper account" not in done.out + (tmp_path / "r.html").read_text("utf-8")
    (tmp_path / "b.toml").write_text('contest = "Chair"\n', "utf-8")
    assert "name what to declare" in refused("declare", "--account", tmp_path / "b.toml")


def test_a_stage_table_as_stated_is_declared_with_its_stages() -> None:
    """The sheet of the invented society as its service published it, without the ballots."""
    done = call("declare", SOCIETY / "published.csv", "--seats", "5", "--questions", "none")
    assert done.code == 0, done.err
    assert "Stage sheet, as stated" in done.out
    assert "Iona Jarvis    8.00    8.87    9.30    9.30    9.30    9.40    9.62   13.22" in done.out


def test_a_contest_of_a_record_is_a_result_whatever_its_rule() -> None:
    """A record holds no papers, so --rule says how its result is checked."""
    done = call("declare", "labour-nec/nec-clp-2006", "--rule", "block-vote", "--questions", "none")
    assert done.code == 0
    assert "no papers were counted" in done.out
