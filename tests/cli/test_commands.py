"""The command line as its users meet it: what it prints, writes and refuses, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

CONTEST = ("labour-nec", "nec-clp-2018-09")
NIGHT = (*CONTEST, "--as-of", "2018-08-01", "--draws", "1000")
DROP = ("--withdraw", "momentum:pete-willsman", "--on", "2018-08-01")


def run(*words: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hustings", *words],
        capture_output=True, text=True, cwd=cwd, env={**os.environ, **env}, check=False,
    )  # fmt: skip


def test_help_is_there_at_once() -> None:
    """No numerical library is loaded to print help."""
    began = time.perf_counter()
    done = run("--help")
    assert done.returncode == 0
    assert time.perf_counter() - began < 2
    for verb in ("records", "show", "forecast", "whatif", "backtest", "completion"):
        assert verb in done.stdout


@pytest.mark.parametrize("verb", ["records", "show", "forecast", "whatif", "backtest"])
def test_every_verb_explains_itself(verb: str) -> None:
    done = run(verb, "--help")
    assert done.returncode == 0
    assert "Usage: hustings" in done.stdout


def test_a_mistyped_verb_is_answered_with_the_nearest() -> None:
    done = run("forcast", *CONTEST)
    assert done.returncode == 2
    assert "Did you mean forecast?" in done.stderr


def test_a_forecast_as_json_has_the_documented_keys() -> None:
    told = json.loads(run("forecast", *NIGHT, "--format", "json").stdout)
    keys = "record contest as_of seats rule seed draws data_sha256 version candidates last_seat "
    keys += "first_out headroom worlds assumptions health"
    assert set(keys.split()) <= set(told)
    assert told["as_of"] == "2018-08-01"
    one = told["candidates"][0]
    assert {"id", "name", "slates", "p_seat", "share", "votes"} <= set(one)
    assert {"p05", "median", "p95"} <= set(one["share"])
    assert sum(c["p_seat"] for c in told["candidates"]) == pytest.approx(9, abs=1e-3)
    assert {w["name"] for w in told["worlds"]} == {"published", "model", "last-result", "pundits"}


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = (
        run("forecast", *NIGHT, "--format", "json", "--seed", "7", PYTHONHASHSEED=h).stdout
        for h in "12"
    )
    assert first == second
    assert run("forecast", *NIGHT, "--format", "json", "--seed", "8").stdout != first


def test_a_forecast_as_csv_is_a_table() -> None:
    rows = list(csv.DictReader(io.StringIO(run("forecast", *NIGHT, "--format", "csv").stdout)))
    assert len(rows) == 26
    assert {"id", "name", "p_seat"} <= set(rows[0])


def test_whatif_as_json_has_before_after_and_delta() -> None:
    told = json.loads(run("whatif", *CONTEST, *DROP, "--draws", "1000", "--format", "json").stdout)
    assert {"before", "after", "delta"} <= set(told)
    assert told["delta"]["pete-willsman"] < -0.1
    assert told["as_of"] == "2018-07-31"


def test_output_is_kept_aside_not_lost(tmp_path: Path) -> None:
    target = tmp_path / "night.json"
    target.write_text("the old one\n")
    done = run("forecast", *NIGHT, "--format", "json", "-o", str(target))
    assert done.returncode == 0
    assert json.loads(target.read_text())["contest"] == "nec-clp-2018-09"
    assert (tmp_path / "night.json~").read_text() == "the old one\n"
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["night.json", "night.json~"]


def test_report_and_pictures_are_written(tmp_path: Path) -> None:
    done = run("forecast", *NIGHT, "--report", "r.html", "--pictures", "charts", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "r.html").read_text("utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "Pete Willsman" in page
    kinds = {p.suffix for p in (tmp_path / "charts").iterdir()}
    assert kinds == {".svg", ".png"}


def test_show_and_records_print_and_convert() -> None:
    assert "labour-nec" in run("records").stdout
    assert "nec-clp-2018-09" in run("show", "labour-nec").stdout
    shown = run("show", *CONTEST, "--as-of", "2018-08-01")
    assert "all but Momentum" in shown.stdout
    assert "29 days left" in shown.stdout
    for words in (("records",), ("show", "labour-nec"), ("show", *CONTEST)):
        assert json.loads(run(*words, "--format", "json").stdout)


def test_backtest_of_one_contest_writes_a_track(tmp_path: Path) -> None:
    done = run(
        "backtest", "labour-nec", "--contest", "nec-clp-2014", "--draws", "1000",
        "--save-track", "track.csv", "--format", "json", cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {"forward", "leave-one-out"} == set(told["means"])
    rows = list(csv.DictReader((tmp_path / "track.csv").open()))
    assert {r["contest_id"] for r in rows} == {"nec-clp-2014"}
    assert "backtest: " in done.stderr  # progress, away from what programs read


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("forecast", "labour-nex", "x"), "labour-nec"),
        (("forecast", "labour-nec", "nec-clp-2018"), "nec-clp-2018-09"),
        (("forecast", *CONTEST, "--as-of", "2018-13-01"), "2018-13-01"),
        (("forecast", *CONTEST, "--as-of", "2016-01-01"), "not announced"),
        (("forecast", *CONTEST, "--set", "comply=2"), "between 0 and 1"),
        (("forecast", *CONTEST, "--set", "luck=0.5"), "not a factor"),
        (("forecast", *CONTEST, "--set", "comply"), "comply=0.4"),
        (("forecast", *CONTEST, "--draws", "3"), "3"),
        (("forecast", *CONTEST, "--seed", "-1"), "-1"),
        (("forecast", "labour-nec", "nec-clp-2020-11"), "stv"),
        (("whatif", *CONTEST), "no change was named"),
        (("whatif", *CONTEST, "--withdraw", "pete-willsman"), "BODY:CANDIDATE"),
        (("whatif", *CONTEST, *DROP, "--world", "narnia"), "last-result"),
        (("whatif", *CONTEST, "--gone", "pete-willsman"), "say on which day"),
        (("whatif", *CONTEST, "--endorse", "momentun:ann-black", "--on", "2018-08-03"), "momentum"),
        (("whatif", *CONTEST, "--replace", "eddie-izzard:ann-black", *DROP[2:]), "no slate"),
        (("whatif", *CONTEST, "--seats", "9", "--as-of", "2018-08-01"), "no change was named"),
        (("whatif", *CONTEST, *DROP, "--as-of", "2018-08-01"), "--as-of to a day before"),
        (("backtest", "labour-nec", "--contest", "nec-clp-1066"), "nec-clp"),
        (("show", "labour-nec", "nec-clp-2018"), "nec-clp-2018-09"),
        (("records", "no-such-folder/here"), "no-such-folder"),
    ],
)
def test_bad_input_is_words_and_exit_2(words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.returncode == 2, done.stdout[:500] + done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_every_fault_of_a_whatif_is_listed_at_once() -> None:
    words = ("--withdraw", "momentum:pete-wilsman", "--gone", "nobody", "--on", "2019-01-01")
    done = run("whatif", *CONTEST, *words, "--as-of", "2018-08-10", "--seats", "99")
    assert done.returncode == 2
    for said in ("pete-willsman", "'nobody'", "after the close", "99 seats"):
        assert said in done.stderr


def test_nothing_is_written_when_input_is_bad(tmp_path: Path) -> None:
    done = run("forecast", *CONTEST, "--set", "comply=9", "--report", "r.html", "-o", "o.txt",
               cwd=tmp_path)  # fmt: skip
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_faults_lists_them_all_and_exits_2(tmp_path: Path) -> None:
    (tmp_path / "record.toml").write_text('organisation = "Club"\nlicence = "CC0"\n')
    (tmp_path / "contests.csv").write_text(
        "contest_id,label,seats,rule,ballots_opened,source\n"
        "a,First,none,block-vote,2020-02-30,minutes\n"
    )
    (tmp_path / "candidates.csv").write_text("contest_id,candidate_id,source\nb,x,minutes\n")
    done = run("records", str(tmp_path))
    assert done.returncode == 2
    for said in ("contests.csv:2", "2020-02-30", "candidates.csv:2"):
        assert said in done.stderr
    assert run("forecast", str(tmp_path), "a").returncode == 2


def test_an_unwritable_place_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("show", "labour-nec", "--format", "json", "-o", str(tmp_path / "file" / "x.json"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    done = run("completion", shell)
    assert done.returncode == 0
    assert "_HUSTINGS_COMPLETE" in done.stdout


def test_tab_completes_records_contests_and_changes() -> None:
    def complete(*words: str) -> str:
        line = " ".join(["hustings", *words])
        return run(
            _HUSTINGS_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words))
        ).stdout

    assert "labour-nec" in complete("forecast", "lab")
    assert "nec-clp-2018-09" in complete("forecast", "labour-nec", "nec-clp-2018")
    assert "momentum:pete-willsman" in complete(
        "whatif", "labour-nec", "nec-clp-2018-09", "--withdraw", "momentum:pete"
    )
