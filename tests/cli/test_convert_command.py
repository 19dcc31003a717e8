"""`hustings convert`: from one format to another and back, the papers kept, nothing guessed."""

from __future__ import annotations

import os
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest
from calling import BALLOTS, SMALL, call, refused
from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.formats.ballots import FORMS, read_ballots
from hustings.model.profile import Profile

WRITABLE = [name for name, form in FORMS.items() if form.can_write]
BINARY = [name for name in WRITABLE if name in {"packed", "parquet"}]
TEXTS = [name for name in WRITABLE if name not in BINARY]


def papers(profile: Profile) -> dict[object, int]:
    """Papers by ranking, in names."""
    found: dict[object, int] = {}
    for ranks, n in profile.rankings():
        found[tuple(ranks)] = found.get(tuple(ranks), 0) + n
    return found


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small club's ballots as a file."""
    path = tmp_path / "small.blt"
    path.write_text(SMALL)
    return path


@pytest.mark.parametrize("form", WRITABLE)
def test_there_and_back_the_papers_are_the_same(form: str, small: Path, tmp_path: Path) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    there, back = tmp_path / f"there.{form}", tmp_path / "back.blt"
    done = call("convert", small, "--to", form, "-o", there)
    assert done.code == 0, done.err
    assert "10 papers" in done.err
    done = call("convert", there, "--from", form, "--to", "blt", "--seats", "1", "-o", back)
    assert done.code == 0, done.err
    assert papers(read_ballots(back).profile) == papers(read_ballots(small).profile)


@pytest.mark.parametrize("form", TEXTS)
def test_the_format_written_is_told_again_without_being_named(
    form: str, small: Path, tmp_path: Path
) -> None:
    """And the same winner comes out of it."""
    there = tmp_path / f"there.{form}"
    call("convert", small, "--to", form, "-o", there)
    done = call("count", there, "--rule", "irv", "--seats", "1")
    assert done.code == 0, done.err
    assert "Bea Birch is elected" in done.out


def test_every_format_can_write_what_the_standard_output_gets(small: Path) -> None:
    for form in TEXTS:
        done = call("convert", small, "--to", form)
        assert done.code == 0, form
        again = call("convert", "-", "--from", form, "--to", "blt", "--seats", "1", given=done.raw)
        assert again.out.splitlines()[0] == "4 1", form


@pytest.mark.parametrize("form", BINARY)
def test_a_binary_format_is_not_printed(form: str, small: Path) -> None:
    assert "-o" in refused("convert", small, "--to", form)
    assert "-o" in refused("convert", small, "--to", form, "-o", "-")


def test_papers_are_cut_to_their_first_preferences(small: Path) -> None:
    lines = call("convert", small, "--to", "blt", "--depth", "1").out.splitlines()
    assert sorted(lines[1:5]) == ["1 4 0", "2 3 0", "3 2 0", "4 1 0"]


def test_seats_are_stated_as_asked_and_not_warned_of() -> None:
    """The society's file says nine seats for nine candidates."""
    done = call("convert", BALLOTS, "--to", "blt", "--seats", "5")
    assert done.out.startswith("9 5\n")
    assert done.err == ""
    assert "seats-equal-candidates" in call("convert", BALLOTS, "--to", "blt").err


def test_gaps_and_equal_ranks_are_kept_or_refused_never_lost(tmp_path: Path) -> None:
    before = papers(read_ballots(BALLOTS).profile)
    for form in (f for f in WRITABLE if f != "parquet" or find_spec("pyarrow")):
        there = tmp_path / f"there.{form}"
        done = call("convert", BALLOTS, "--to", form, "--seats", "5", "-o", there)
        if done.code == 2:
            assert "cannot say" in done.err
            assert not there.exists()
        else:
            assert papers(read_ballots(there, form=form).profile) == before, form


def test_what_stood_there_is_kept(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "votes.csv"
    target.write_text("old")
    assert call("convert", small, "--to", "csv", "-o", target).code == 0
    assert (tmp_path / "votes.csv~").read_text() == "old"
    in_place = call("convert", small, "--to", "blt", "-o", small)
    assert in_place.code == 0
    assert small.with_name("small.blt~").read_text() == SMALL


def test_a_pipe_is_written_to_and_not_replaced(small: Path, tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()), daemon=True)
    reader.start()
    assert call("convert", small, "--to", "blt", "-o", pipe).code == 0
    reader.join(10)
    assert got[0].startswith("4 1\n")
    assert pipe.is_fifo()


def test_the_list_names_every_format_and_what_it_does() -> None:
    lines = call("convert", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == list(FORMS)
    by_name = dict(line.split(maxsplit=1) for line in lines)
    assert by_name["blt"].startswith("read and write")
    assert by_name["civs"].startswith("read ")
    assert not by_name["civs"].startswith("read and")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("x.blt",), "--list"),
        (("--to", "blt"), "--list"),
        (("no.blt", "--to", "blt"), "no.blt"),
        ((BALLOTS, "--to", "bltt"), "did you mean blt"),
        ((BALLOTS, "--to", "civs"), "these can be"),
        ((BALLOTS, "--to", "csv", "--from", "prefflib"), "did you mean preflib"),
        ((BALLOTS, "--to", "csv", "--depth", "0"), "--depth"),
        ((BALLOTS, "--to", "csv", "--seats", "0"), "--seats"),
        (("-", "--to", "csv"), "ballots"),
    ],
)
def test_bad_input_is_words_and_exit_2(words: tuple[str, ...], said: str) -> None:
    assert said in refused("convert", *words, given=b"")


@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=60), form=st.sampled_from([*FORMS, "", "\udcff"]))
def test_whatever_comes_in_there_is_no_traceback(data: bytes, form: str) -> None:
    done = call("convert", "-", f"--from={form}", "--to", "blt", given=data)
    assert done.code in {0, 2}
