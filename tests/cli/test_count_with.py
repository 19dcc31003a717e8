"""Votes cast online and papers by post, in one count: `--with`."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import shlex
from pathlib import Path

import pytest
from calling import BALLOTS, LOTS, PUBLISHED, SOCIETY, call, refused

import hustings.cli.declaring
import hustings.cli.entering  # noqa: F401  its verb joins the others
from hustings.formats.ballots import read_ballots, write_ballots
from hustings.model.profile import Profile

ONLINE = SOCIETY / "online.blt"
STV = ("--rule", "scottish-stv", "--seats", "3")


@pytest.fixture
def agreed(tmp_path: Path) -> Path:
    """The twelve papers by post, as `hustings entries` agrees them."""
    path = tmp_path / "agreed.csv"
    keyed = (SOCIETY / "papers-first.csv", SOCIETY / "papers-second.csv")
    rulings = ("--rulings", SOCIETY / "papers-rulings.toml")
    assert call("entries", *keyed, *rulings, "-o", path, "--log", tmp_path / "log.txt").code == 0
    return path


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, Path]:
    """The society's 75 papers of 2026: as the service wrote them, and as keyed by hand."""
    whole = read_ballots(BALLOTS).profile
    rows = list(whole.rankings())
    names = whole.candidates[::-1]
    keyed = [levels(ranks, names) for ranks, n in rows[1::2] for _ in range(n)]
    random.Random(4).shuffle(keyed)
    table = io.StringIO()
    sheet = csv.writer(table, lineterminator="\n")
    sheet.writerow(["paper", *names])
    sheet.writerows([number, *cells] for number, cells in enumerate(keyed, 101))
    online, post = tmp_path / "online.blt", tmp_path / "post.csv"
    online.write_text(str(write_ballots(Profile.of(dict(rows[::2]), names[::-1]), "blt", seats=5)))
    post.write_text(table.getvalue())
    return online, post


def levels(ranks: tuple[object, ...], names: tuple[str, ...]) -> list[int | str]:
    """The rank given to each candidate, blank where there is none."""
    place = {
        name: at
        for at, rank in enumerate(ranks, 1)
        for name in (rank if isinstance(rank, frozenset) else (rank,))
    }
    return [place.get(name, "") for name in names]


def counted(*words: str | Path) -> dict[str, object]:
    done = call("count", *words, "--format", "json")
    assert done.code == 0, done.err
    told: dict[str, object] = json.loads(done.out)
    return told


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_two_parts_are_counted_as_the_service_counted_the_whole(parts: tuple[Path, Path]) -> None:
    """All 71 cells that the service published."""
    online, post = parts
    words = ("--with", post, "--rule", "scottish-stv", "--seats", "5", *LOTS)
    done = call("count", online, *words, "--against", PUBLISHED)
    assert done.code == 0, done.err
    assert "71 of 71 cells" in done.out
    other = call("count", post, "--with", online, *words[2:], "--against", PUBLISHED)
    assert other.code == 0, other.err
    assert "71 of 71 cells" in other.out


def test_every_file_is_named_with_its_papers_and_hash(agreed: Path) -> None:
    told = counted(ONLINE, "--with", agreed, *STV)
    assert told["files"] == [
        {"file": "online.blt", "papers": 18, "sha256": digest(ONLINE)},
        {"file": "agreed.csv", "papers": 12, "sha256": digest(agreed)},
    ]
    assert told["file"] == "online.blt + agreed.csv"
    assert told["papers"] == 30
    page = call("count", ONLINE, "--with", agreed, *STV).out
    for path in (ONLINE, agreed):
        assert digest(path) in page
    assert counted(BALLOTS, "--rule", "scottish-stv", "--seats", "5", *LOTS)["files"] == []


def test_the_papers_converted_into_one_file_count_the_same(agreed: Path, tmp_path: Path) -> None:
    both = tmp_path / "both.blt"
    done = call("convert", ONLINE, "--with", agreed, "--to", "blt", "-o", both)
    assert done.code == 0, done.err
    apart, together = counted(ONLINE, "--with", agreed, *STV), counted(both, *STV)
    for key in ("stages", "elected", "data_sha256", "quota"):
        assert apart[key] == together[key]


def test_the_margin_is_of_all_papers(agreed: Path) -> None:
    done = call("margin", ONLINE, "--with", agreed, *STV)
    assert done.code == 0, done.err
    assert "30 valid papers" in done.out


@pytest.mark.parametrize("share", ["none", "2", "all"])
def test_a_bundle_is_verified_by_the_files(agreed: Path, tmp_path: Path, share: str) -> None:
    home = tmp_path / "count"
    files = (ONLINE, "--with", agreed)
    assert call("count", *files, *STV, "--bundle", home, "--share", share).code == 0
    terms = ("--terms", home / "terms.toml", "--verify", home)
    done = call("count", *files, *terms)
    assert done.code == 0, done.err
    assert "not compared" not in done.err
    assert "the same count" in done.err
    readme = (home / "README.md").read_text()
    assert digest(ONLINE) in readme
    assert digest(agreed) in readme
    if share != "all":
        assert "hustings count online.blt --with agreed.csv --terms terms.toml" in readme
        assert not (home / "all-papers.csv").exists()


def test_a_bundle_with_all_papers_is_verified_alone(
    agreed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the README's own command, from the folder, without either file."""
    home = tmp_path / "count"
    words = (ONLINE, "--with", agreed, *STV, "--bundle", home, "--share", "all")
    assert call("count", *words).code == 0
    said = json.loads((home / "count.json").read_text())
    assert said["file_sha256"] == digest(home / "all-papers.csv")
    lines = (home / "README.md").read_text().splitlines()
    again = next(line for line in lines if line.startswith("hustings count"))
    monkeypatch.chdir(home)
    done = call(*shlex.split(again)[1:])
    assert done.code == 0, done.err
    assert "the same count" in done.err
    assert "files the papers were put together from" in done.err


def test_one_paper_more_or_a_forged_part_is_found(agreed: Path, tmp_path: Path) -> None:
    home = tmp_path / "count"
    files = (ONLINE, "--with", agreed)
    assert call("count", *files, *STV, "--bundle", home, "--share", "all").code == 0
    terms = ("--terms", home / "terms.toml", "--verify", home)
    more = tmp_path / "more.csv"
    more.write_text(agreed.read_text() + "1,,,\n")
    assert call("count", ONLINE, "--with", more, *terms).code == 1
    said = (home / "count.json").read_text()
    (home / "count.json").write_text(said.replace(digest(agreed), "00" * 32))
    done = call("count", *files, *terms)
    assert done.code == 1
    assert "put together" in done.err
    (home / "count.json").write_text(said.replace('"papers": 12', '"papers": "12"'))
    assert call("count", *files, *terms).code == 1


def test_all_that_is_wrong_is_said_at_once(agreed: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(agreed.read_text().replace("Asha Brook", "Asha Broke"))
    words = (ONLINE, "--with", bad, "--with", ONLINE, "--with", tmp_path / "none.csv", *STV)
    said = refused("count", *words)
    assert "no candidate 'Asha Broke'" in said
    assert "Nearest there: Asha Brook" in said
    assert "this is online.blt again" in said
    assert "there is no file" in said


def test_crosses_beside_rankings_are_refused_with_the_way_out(tmp_path: Path) -> None:
    """A table of first preferences only looks like crosses; the step says how to call it ranks."""
    marks = tmp_path / "marks.csv"
    marks.write_text("Asha Brook,Ben Carver,Cora Dunn,Dev Ellery\n1,0,0,1\n0,1,0,1\n")
    said = refused("count", ONLINE, "--with", marks, *STV)
    assert "its papers are choices, those of the first file ranked" in said
    assert "--from csv:ranks" in said


def test_with_is_for_one_file_of_ballots(agreed: Path) -> None:
    assert "--with adds papers to one file" in refused("count", ONLINE, BALLOTS, "--with", agreed)
    assert "once only" in refused("count", "-", "--with", "-", *STV)
    assert "folder" in refused("count", ONLINE, "--with", SOCIETY, *STV)


def test_a_keyed_file_is_counted_as_it_is() -> None:
    """Its numbers are no candidate; the same twelve papers, four of them keyed otherwise."""
    told = counted(SOCIETY / "papers-first.csv", *STV)
    assert told["papers"] == 12
    assert told["candidates"] == ["Asha Brook", "Ben Carver", "Cora Dunn", "Dev Ellery"]


def test_a_declaration_is_of_all_papers(agreed: Path, tmp_path: Path) -> None:
    home = tmp_path / "declared"
    words = (ONLINE, "--with", agreed, *STV)
    done = call("declare", *words, "--bundle", home, "--share", "all", "--format", "json")
    assert done.code in (0, 1), done.err
    assert digest(agreed) in done.out
    assert (home / "all-papers.csv").is_file()
    again = call("declare", "--verify", home)
    assert again.code == 0, again.err
