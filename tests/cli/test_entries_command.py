"""`hustings entries`: what it prints, writes and refuses to write."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from calling import SOCIETY, call, refused

import hustings.cli.entering  # noqa: F401  its verb joins the others

FIRST, SECOND = SOCIETY / "papers-first.csv", SOCIETY / "papers-second.csv"
RULED = ("--rulings", SOCIETY / "papers-rulings.toml")


def test_open_differences_are_listed_and_nothing_is_written(tmp_path: Path) -> None:
    agreed, template = tmp_path / "agreed.csv", tmp_path / "rulings.toml"
    done = call("entries", FIRST, SECOND, "-o", agreed, "--template", template)
    assert done.code == 1
    assert "5 differences, none is ruled on: nothing is agreed yet." in done.out
    assert "1 (line 10)" in done.out
    assert "is not written: 5 differences are open" in done.err
    assert not agreed.exists()
    assert template.read_text().count("[[ruling]]") == 5


def test_all_ruled_writes_the_agreed_papers(tmp_path: Path) -> None:
    agreed, page = tmp_path / "agreed.csv", tmp_path / "log.html"
    done = call("entries", FIRST, SECOND, *RULED, "-o", agreed, "--report", page)
    assert done.code == 0, done.err
    assert "12 papers to count." in done.out
    assert "Mira Okafor" in page.read_text()
    assert max(map(len, done.out.splitlines())) <= 100
    told = call("count", agreed, "--rule", "scottish-stv", "--seats", "3", "--format", "json")
    assert json.loads(told.out)["elected"] == ["Asha Brook", "Ben Carver", "Cora Dunn"]


def test_the_log_as_json_and_csv(tmp_path: Path) -> None:
    told = json.loads(call("entries", FIRST, SECOND, *RULED, "--format", "json").out)
    assert told["agreed"] is True
    assert told["rate"] == "750/11"
    assert told["differences"][3]["ruling"]["by"] == ["R. Officer"]
    path = tmp_path / "log.csv"
    assert call("entries", FIRST, SECOND, "--format", "csv", "--log", path).code == 1
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    assert [(r["paper"], r["kind"]) for r in rows][2:4] == [
        ("109", "cell"),
        ("112", "one file only"),
    ]


def test_a_keyed_file_is_never_written_over(tmp_path: Path) -> None:
    assert "one file" in refused("entries", FIRST, FIRST)
    assert "stays as it was keyed" in refused("entries", FIRST, SECOND, "-o", SECOND)
    assert "holds the rulings" in refused("entries", FIRST, SECOND, *RULED, "-o", RULED[1])
    there = tmp_path / "rulings.toml"
    there.write_text("")
    assert "is there already" in refused("entries", FIRST, SECOND, "--template", there)


@pytest.mark.parametrize("name", ["nowhere.csv", "papers-rulings.toml", "committee-2026.blt"])
def test_what_cannot_be_compared_is_refused_in_words(name: str) -> None:
    assert "error" in refused("entries", FIRST, SOCIETY / name)


def test_rulings_that_do_not_fit_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    agreed = tmp_path / "agreed.csv"
    said = refused("entries", FIRST, FIRST.with_name("papers-second.csv"), "-o", agreed,
                   "--rulings", SOCIETY / "lots.toml")  # fmt: skip
    assert "unknown-key" in said
    assert not agreed.exists()


def test_help_shows_what_to_try() -> None:
    assert "Try: hustings entries" in call("entries", "--help").out
