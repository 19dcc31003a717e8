"""`hustings margin`: how close it was, as text, JSON and CSV, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from calling import BALLOTS, LOTS, SMALL, SOCIETY, TERMS, call, refused


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small club's ballots as a file."""
    path = tmp_path / "small.blt"
    path.write_text(SMALL)
    return path


def test_a_block_vote_is_exact_in_half_the_gap(tmp_path: Path) -> None:
    """Ann 9, Bea 4 of 13 papers for one seat: three papers turned over from Ann give Bea 7 to 6."""
    path = tmp_path / "two.blt"
    path.write_text('2 1\n9 1 0\n4 2 0\n0\n"Ann"\n"Bea"\n"Two"\n')
    told = json.loads(call("margin", path, "--rule", "block-vote", "--format", "json").out)
    assert (told["lower"], told["upper"], told["exact"]) == (3, 3, True)
    assert told["elected"] == ["Ann"]
    assert told["recount"] == ["Bea"]


def test_a_transferable_vote_has_bounds_and_a_witness_a_recount_confirms(
    small: Path, tmp_path: Path
) -> None:
    """Ten papers: fewer than `lower` turn nothing, the witness has `upper`."""
    told = json.loads(call("margin", small, "--rule", "irv", "--format", "json").out)
    assert told["confirmed"]
    assert 1 <= told["lower"] <= told["upper"] == sum(m["papers"] for m in told["witness"])
    assert told["recount"] != told["elected"] == ["Bea Birch"]


def test_json_has_the_documented_keys() -> None:
    page = (SOCIETY.parents[1] / "margin.md").read_text()
    told = json.loads(call("margin", *TERMS, "--limit", "1", "--format", "json").out)
    for key in told:
        assert f"`{key}`" in page, key
    assert told["seats"] == 5


def test_csv_has_a_row_a_candidate(small: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(call("margin", small, "--rule", "irv",
                                                "--format", "csv").out)))  # fmt: skip
    assert {r["candidate"] for r in rows} == {"Ann Ash", "Bea Birch", "Cy Cedar", "Di Dogwood"}
    assert [r["candidate"] for r in rows if r["elected"] == "yes"] == ["Bea Birch"]


def test_a_time_limit_still_gives_what_is_proven() -> None:
    done = call("margin", *TERMS, "--limit", "1")
    assert done.code == 0
    assert "changed paper" in done.out


def test_a_seat_for_everyone_is_never_turned(small: Path) -> None:
    done = call("margin", small, "--rule", "scottish-stv", "--seats", "4")
    assert done.code == 0
    assert json.loads(
        call("margin", small, "--rule", "scottish-stv", "--seats", "4", "--format", "json").out
    )["never"]


def test_terms_from_a_file_and_on_top(small: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text('rule = "irv"\nseats = 1\nwithdrawn = ["Bea Birch"]\n')
    told = json.loads(call("margin", small, "--terms", terms, "--format", "json").out)
    assert told["rule"] == "irv"
    assert told["elected"] == ["Ann Ash"]


def test_a_tie_asks_for_a_lot_with_the_entry_to_fill_in(tmp_path: Path) -> None:
    words = ("margin", BALLOTS, "--rule", "scottish-stv", "--seats", "5")
    done = call(*words)
    assert done.code == 3
    assert done.out == ""
    entry = done.err[done.err.index("[[lot]]") :]
    ledger = tmp_path / "lots.toml"
    ledger.write_text(entry.replace("order = []", 'order = ["Gwen Hart", "Femi Gale"]'))
    assert call(*words, "--lots", ledger, "--limit", "1").code == 0


def test_it_goes_to_a_file(small: Path, tmp_path: Path) -> None:
    done = call("margin", small, "--rule", "irv", "--format", "json", "-o", tmp_path / "m.json")
    assert done.out == ""
    assert json.loads((tmp_path / "m.json").read_text())["elected"] == ["Bea Birch"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((BALLOTS,), "no-rule"),
        ((BALLOTS, "--rule", "block-votes", "--seats", "5"), "did you mean block-vote"),
        ((BALLOTS, "--rule", "cumulative", "--seats", "5"), "cumulative"),
        ((*TERMS, "--limit", "0"), "--limit"),
        ((*TERMS, "--constraint", "one", "--constraint", "two"), "'two'"),
        ((str(SOCIETY), "--rule", "irv"), "folder"),
        (("no.blt", "--rule", "irv"), "no.blt"),
        ((BALLOTS, BALLOTS, "--rule", "irv"), "unexpected extra argument"),
        ((BALLOTS, "--rule", "irv", *LOTS, "--withdrawn", "Nobody", "--seats", "1"), "'Nobody'"),
    ],
)
def test_bad_input_is_words_and_exit_2(words: tuple[str, ...], said: str) -> None:
    assert said in refused("margin", *words)
