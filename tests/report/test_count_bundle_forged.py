"""A forged bundle is found out: whatever file is changed, with hashes to match."""

import json
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from count_samples import DRAWN, differing, orchard, orchard_profile

from hustings.model.lots import Lots
from hustings.report import bundle, bundle_check, files
from hustings.report.bundle import same_as_bundle, write_bundle
from hustings.report.bundle_check import compared
from hustings.report.pages import Counted

FORGED = {
    "README.md": ("Ada Quill,", "Flo Tarn,"),
    "count.txt": ("Ada Quill,", "Flo Tarn,"),
    "count.html": ("Ada Quill,", "Flo Tarn,"),
    "stages.csv": ("25.62500", "45.62500"),
    "rule.json": ("Scottish", "Scotish"),
    "terms.toml": ("seats = 3", "seats = 4"),
    "lots.toml": ("R. Officer", "A. Rogue"),
    "first-2.csv": ("20,Bo Larch", "90,Bo Larch"),
    "orchard.blt": ("6 3", "6 4"),
    "count.json": ('\n  "notes": []', '\n  "notes": ["Flo Tarn won."]'),
}


@pytest.fixture(scope="module")
def ballots(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("papers") / "orchard.blt"
    path.write_text("6 3\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def counted(ballots) -> Counted:
    digest = files.sha256(ballots.read_bytes()).hexdigest()
    return Counted(
        count=orchard(), file="orchard.blt", file_sha256=digest, lots=Lots(lots=(DRAWN,))
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory, counted, ballots) -> Path:
    folder = tmp_path_factory.mktemp("bundles") / "count"
    more = {"ballots": ballots, "include": True, "first": 2, "profile": orchard_profile()}
    command = "hustings count 'orchard.blt' --title '3 May, 1–2'"
    write_bundle(folder, counted, command=command, **more)
    return folder


def forge(home: Path, folder: Path, changes: dict[str, tuple[str, str]]) -> Path:
    """A copy with some words changed, and hashes that match."""
    copytree(home, folder)
    for name, (old, new) in changes.items():
        text = (folder / name).read_text("utf-8")
        assert old in text, name
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    held = {p.name: p.read_bytes() for p in folder.iterdir() if p.name != files.SUMS}
    (folder / files.SUMS).write_text(files.sums(held), encoding="utf-8")
    return folder


def test_the_bundle_itself_is_the_same(home, counted) -> None:
    found = compared(home, counted, orchard_profile())
    assert (found.differences, found.uncompared) == ((), ())
    bare = compared(home, counted.count, orchard_profile())
    assert bare.differences == ()
    without = compared(home, counted)
    assert without.differences == ()
    assert without.uncompared == ("first-2.csv: the papers are not at hand",)


@pytest.mark.parametrize("name", FORGED)
def test_each_forged_file_is_named(home, tmp_path, counted, name: str) -> None:
    """One file is changed and SHA256SUMS made again."""
    folder = forge(home, tmp_path / "count", {name: FORGED[name]})
    found = same_as_bundle(folder, counted, orchard_profile())
    assert found
    told = "count.txt" if name == "count.json" else name
    assert any(said.startswith(told) for said in found), found
    assert all(len(said) < 250 for said in found)


def test_a_difference_says_where_to_look(home, tmp_path, counted) -> None:
    folder = forge(home, tmp_path / "count", {"terms.toml": FORGED["terms.toml"]})
    (said,) = same_as_bundle(folder, counted, orchard_profile())
    assert said.startswith("terms.toml, line ")
    assert said.endswith('"seats = 4" in the bundle, "seats = 3" here')


def test_a_file_left_out_or_put_in_is_named(home, tmp_path, counted) -> None:
    """A result page is gone from the list, and a ledger stands that no tie asked for."""
    folder = forge(home, tmp_path / "count", {})
    (folder / "count.txt").unlink()
    (folder / "result.txt").write_text("Flo Tarn won.", encoding="utf-8")
    forge(folder, tmp_path / "again", {})
    found = same_as_bundle(tmp_path / "again", counted, orchard_profile())
    assert "count.txt is missing" in found
    assert "result.txt: this count makes no such file; look at it" in found


def test_what_may_differ_is_told_and_no_fault(home, tmp_path, counted) -> None:
    """Counted elsewhere: another engine, another command, an official table there and none here."""
    folder = tmp_path / "count"
    there = replace(counted, count=replace(counted.count, engine="arrays"), official=differing())
    write_bundle(folder, there, command="hustings count a & b <c>")
    found = compared(folder, replace(counted, file="other.csv", file_sha256="cd" * 32))
    assert found.differences == ()
    assert ["official" in said or "'orchard.blt'" in said for said in found.uncompared] == [
        True
    ] * 2


def test_the_wording_of_another_version_is_not_compared(tmp_path, counted, monkeypatch) -> None:
    """Its numbers, terms and lots are; of its pages it is said that they were not."""
    folder = tmp_path / "count"
    with monkeypatch.context() as patched:
        patched.setattr(bundle, "readme", lambda *_: "Other words.\n")
        write_bundle(folder, replace(counted, version="0.0.1"))
    found = compared(folder, counted)
    assert found.differences == ()
    assert found.uncompared[0].startswith("README.md, line 1")
    assert found.uncompared[0].endswith("(made by hustings 0.0.1)")
    forged = forge(folder, tmp_path / "forged", {"stages.csv": FORGED["stages.csv"]})
    assert same_as_bundle(forged, counted)[0].startswith("stages.csv, line ")


def test_drawings_laid_out_otherwise_are_told(home, tmp_path, counted) -> None:
    """On a machine with other fonts the words of a chart stand elsewhere; they are the same."""
    text = (home / "count.html").read_text("utf-8")
    old = text[text.index("translate(", text.index("<svg")) :][:14]
    folder = forge(home, tmp_path / "count", {"count.html": (old, old.replace("(", "(1"))})
    found = compared(folder, counted, orchard_profile())
    assert found.differences == ()
    assert found.uncompared == (f"count.html: {bundle_check.LAID_OUT}",)


def test_an_odd_comparison_is_no_traceback(home, tmp_path, counted) -> None:
    said = json.loads((home / "count.json").read_text("utf-8")) | {"official": {"cells": "many"}}
    folder = forge(home, tmp_path / "count", {})
    (folder / "count.json").write_text(json.dumps(said), encoding="utf-8")
    found = same_as_bundle(forge(folder, tmp_path / "again", {}), counted)
    assert found == ["count.json: the official comparison in it is not one; look at it"]
