"""`hustings check`: a pasted result, a file, a folder, a record; what it says and refuses."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from calling import call, refused

import hustings.cli.checking  # noqa: F401  the verb joins the others

GUIDES = Path(__file__).resolve().parents[2] / "docs" / "guides" / "example"
UNION = GUIDES / "union-seat.txt"
COUNCIL = GUIDES / "council-2026.md"
WOMEN = "women >= 3: Adaeze Obi, Meera Shah, Lena Vogt"
WRONG = "valid 10,367 ≠ returned 10,877 − invalid 1,244 = 9,633"


def test_a_file_that_does_not_add_up() -> None:
    """Both sides and the difference; exit code 1."""
    done = call("check", UNION)
    assert done.code == 1
    assert f"FAIL   {WRONG}" in done.out
    assert "+734" in done.out
    assert "Line 7: “Valid papers counted 10,367”" in " ".join(done.out.split())
    assert done.err == ""


def test_pasted_text_gives_the_same() -> None:
    done = call("check", "-", given=UNION.read_bytes())
    assert done.code == 1
    assert WRONG in done.out
    assert "From pasted text" in done.out


def test_a_constraint_in_words_is_open_and_as_a_spec_is_counted() -> None:
    done = call("check", COUNCIL)
    assert done.code == 0
    assert "passed over: Rhys Morgan 1,160, Ivo Hale 1,102" in " ".join(done.out.split())
    counted = call("check", COUNCIL, "--constraint", WOMEN)
    assert counted.code == 0
    assert "4 elected = most votes under the constraint" in counted.out
    wrong = call("check", COUNCIL, "--constraint", WOMEN.replace("3", "2"))
    assert wrong.code == 1
    assert "elected Lena Vogt ≠ by the votes Rhys Morgan" in wrong.out


def test_what_is_asked_is_used_and_said() -> None:
    """Three seats instead of four: one elected too many."""
    done = call("check", COUNCIL, "--seats", "3", "--title", "Another name")
    assert done.code == 1
    assert done.out.startswith("Another name\n")
    assert "4 elected ≠ seats 3" in done.out
    assert "states 4 seats; 3 are used, as asked" in " ".join(done.out.split()).lower()


def test_json_and_csv() -> None:
    told = json.loads(call("check", UNION, "--format", "json").out)
    assert told["counts"] == {"ok": 2, "FAIL": 1, "?": 3, "known": 0}
    assert told["verdicts"][1]["difference"] == "+734"
    rows = list(csv.DictReader(io.StringIO(call("check", UNION, "--format", "csv").out)))
    assert [r["code"] for r in rows if r["level"] == "FAIL"] == ["valid"]
    assert rows[0]["contest"].startswith("Northbridge Union")


def test_a_record_and_its_contests() -> None:
    """All of it as a table; one contest as a page, addressed in either way."""
    every = call("check", "labour-nec")
    assert every.code == 1
    assert "all votes 585,274 ≠ 14 candidates' votes 585,237" in every.out
    one = call("check", "labour-nec/nec-clp-2018-09")
    assert one.code == 0
    assert "returned 164,580 ≤ issued 506,320" in one.out
    asked = call("check", "labour-nec", "--contest", "nec-clp-2018-09")
    assert asked.out.splitlines()[:-1] == one.out.splitlines()[:-1]


def test_known_failures_are_shown_and_do_not_fail(tmp_path: Path) -> None:
    quirks = tmp_path / "known.csv"
    quirks.write_text("contest,code,why\nnec-clp-1999,total-votes,printed so in 1999\n")
    done = call("check", "labour-nec", "--known", quirks)
    assert done.code == 0
    assert "Printed so in 1999" in done.out
    one = call("check", "labour-nec/nec-clp-1999", "--known", quirks)
    assert one.code == 0, "a contest of a record keeps its id"
    assert "known" in one.out


def test_a_folder_of_contests(tmp_path: Path) -> None:
    (tmp_path / "contests.csv").write_text("contest_id,seats,valid_ballots\na,1,100\nb,1,90\n")
    (tmp_path / "candidates.csv").write_text(
        "contest_id,name,votes,elected\na,Ann,60,1\na,Bea,40,0\nb,Cy,50,1\nb,Di,41,0\n"
    )
    done = call("check", tmp_path, "--rule", "sntv")
    assert done.code == 1
    assert "1 of 2 contests add up; 1 does not (1 statement)." in done.out
    assert "valid 90 ≠ Cy 50 + Di 41 = 91" in done.out


def test_a_report_and_a_file_are_written(tmp_path: Path) -> None:
    page, text = tmp_path / "check.html", tmp_path / "check.txt"
    done = call("check", UNION, "--report", page, "-o", text)
    assert done.code == 1
    assert "9,633" in page.read_text("utf-8")
    assert WRONG in text.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        ((), None, "or - to paste"),
        (("-", "-"), b"x", "once only"),
        (("no-such-thing",), None, "labour-nec/nec-clp-2018-09"),
        (("-",), b"", "nothing was pasted"),
        (("-",), b"   \n \n", "nothing was pasted"),
        (("-",), b"hello there\n", "no result can be read"),
        (("labour-nec/nec-clp-1066",), None, "nec-clp-"),
        ((str(UNION), "--rule", "no-such-rule"), None, "no-such-rule"),
        ((str(UNION), "--known", "missing.csv"), None, "missing.csv"),
    ],
)
def test_what_it_refuses(words: tuple[str, ...], given: bytes | None, said: str) -> None:
    """Every refusal says the next step, prints no result and exits with 2."""
    assert said in " ".join(refused("check", *words, given=given).split())


def test_known_must_have_its_columns_and_reasons(tmp_path: Path) -> None:
    quirks = tmp_path / "known.csv"
    quirks.write_text("contest,code\nx,valid\n")
    assert "no column why" in refused("check", UNION, "--known", quirks)
    quirks.write_text("contest,code,why\nx,valid,\ny,,\n")
    told = refused("check", UNION, "--known", quirks)
    assert told.count("empty-cell") == 3, "every problem at once"


def test_pasting_takes_less_than_half_a_second() -> None:
    """Cold, in a process of its own, no numerical library: seconds of work, whatever else runs."""
    code = (
        "import sys; sys.argv = ['hustings', 'check', '-']\n"
        "from hustings.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    assert 'numpy' not in sys.modules, 'numpy'\n"
        "import os; print(sum(os.times()[:2]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=UNION.read_bytes(), capture_output=True, check=True
    )
    *_, seconds = done.stdout.decode().split()
    assert b"9,633" in done.stdout
    assert float(seconds) < 0.5


def test_a_folder_of_files(tmp_path: Path) -> None:
    """Each file that may hold a result is one; README files are passed over."""
    (tmp_path / "union.txt").write_bytes(UNION.read_bytes())
    (tmp_path / "council.md").write_bytes(COUNCIL.read_bytes())
    (tmp_path / "README.md").write_text("Where these come from")
    done = call("check", tmp_path)
    assert done.code == 1
    assert "1 of 2 contests add up; 1 does not" in done.out
    (tmp_path / "empty.txt").write_text("nothing at all\n")
    assert "empty.txt" in refused("check", tmp_path)
