"""Files that a newcomer tried: each says what it is, or what is wrong with it, in one place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from hustings.errors import InputError
from hustings.formats.ballots import passed_over, read_ballots, read_many, write_ballots
from hustings.model.profile import BallotFile, Profile

NAMES = '"Ann"\n"Bea"\n"Cy"\n'
NINE = Profile.of({("Ann", "Bea"): 5, ("Cy",): 4})


def read(text: str | bytes, **asked: str) -> BallotFile:
    return read_ballots(text.encode() if isinstance(text, str) else text, **asked)


def faults(text: str | bytes, **asked: str) -> list[tuple[int, str]]:
    with pytest.raises(InputError) as caught:
        read(text, **asked)
    return [(p.line, p.code) for p in caught.value.problems]


def noted(file: BallotFile) -> dict[str, str]:
    return {note.code: note.message for note in file.notes}


# BLT


def test_a_negative_weight_withdraws_nobody() -> None:
    """`-2 1 2 0` is a ballot with a bad weight; the same is said of a later one."""
    assert faults(f"3 2\n-2 1 2 0\n1 3 0\n0\n{NAMES}") == [(2, "bad-papers")]
    assert faults(f"3 2\n1 3 0\n-2 1 2 0\n0\n{NAMES}") == [(3, "bad-papers")]


def test_who_withdrew_is_noted() -> None:
    """`-2` and `-2 -3` alone on a line withdraw, and a note names who."""
    file = read(f"3 1\n-2\n1 3 0\n0\n{NAMES}")
    assert file.withdrawn == ("Bea",)
    assert noted(file)["withdrawn"] == "the file withdraws Bea"
    assert read(f"3 1\n-2 -3\n1 3 0\n0\n{NAMES}").withdrawn == ("Bea", "Cy")


def test_no_title_is_an_empty_line() -> None:
    """OpenSTV reads on to a title after the names, so the line is there even when it is empty."""
    written = str(write_ballots(NINE, "blt", seats=1))
    assert written.endswith('"Cy"\n""\n')
    assert read(written).title == ""


# Writing


@pytest.mark.parametrize("form", ["preflib", "csv", "abif", "scottish"])
def test_no_writer_drops_who_withdrew(form: str) -> None:
    """A form that cannot say who withdrew refuses, all alike."""
    file = BallotFile(profile=NINE, form="x", seats=1, withdrawn=("Bea",))
    with pytest.raises(InputError, match="who withdrew"):
        write_ballots(file, form)


GAPS = {("Ann", None, "Cy"): 2, ("Cy", None, "Bea"): 1, ("Ann", "Bea"): 5}


@pytest.mark.parametrize("form", ["preflib", "abif", "scottish"])
def test_a_refusal_says_how_many_papers(form: str) -> None:
    """Three papers of eight leave a rank blank; the way out is named."""
    profile = Profile.of(GAPS)
    with pytest.raises(InputError, match="3 of 8 papers") as caught:
        write_ballots(profile, form, seats=1)
    assert "cut=True" in caught.value.problems[0].next_step
    written = str(write_ballots(profile, form, seats=1, cut=True))
    assert read(written).profile.total == 8
    counts = sorted(read(written).profile.grouped().values())
    assert counts == [1, 2, 5]


@pytest.mark.parametrize("form", ["csv", "abif", "preflib"])
def test_a_candidate_twice_says_how_many_papers(form: str) -> None:
    """Two papers of five choose a candidate twice."""
    profile = Profile.from_rows(["Ann", "Bea"], [[1, 1], [2]], [2, 3], "choices")
    with pytest.raises(InputError, match="2 of 5 papers"):
        write_ballots(profile, form)


def test_cutting_ties_for_a_scottish_ward() -> None:
    """A paper ends before its equal ranks; one that begins with them cannot be written."""
    tied = frozenset({"Bea", "Cy"})
    written = str(write_ballots(Profile.of({("Ann", tied): 2}), "scottish", seats=1, cut=True))
    assert "\n2,1,\n" in written
    profile = Profile.of({("Ann", tied): 2, (tied, "Ann"): 1})
    with pytest.raises(InputError, match="1 of 3 papers"):
        write_ballots(profile, "scottish", seats=1, cut=True)


# Names


def test_names_that_are_nearly_one() -> None:
    """They stay two candidates, and a note names them."""
    file = read("choice1,choice2\nJosé Lee,Ann\nJose  Lee,Bo\njose lee.,Bo\n")
    assert len(file.profile.candidates) == 5
    said = noted(file)["similar-names"]
    assert all(name in said for name in ("José Lee", "Jose  Lee", "jose lee."))
    assert "Ann" not in said


# Wrong kinds of file


def packed(*names: str, first: tuple[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first:
            archive.writestr(*first)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\n", "PDF"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        (packed("[Content_Types].xml", "word/document.xml"), "Word"),
        (
            packed(first=("mimetype", "application/vnd.oasis.opendocument.spreadsheet")),
            "OpenDocument",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel or Word"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<!DOCTYPE html><html>", "web page"),
    ],
)
def test_what_is_no_file_of_ballots(data: bytes, what: str) -> None:
    """One problem, with what the file is and what to do."""
    with pytest.raises(InputError) as caught:
        read(data)
    (problem,) = caught.value.problems
    assert what in problem.message
    assert problem.next_step


def test_a_parquet_magic_is_left_alone(tmp_path: Path) -> None:
    """A form asked for by name does not hide what the file is."""
    sheet = tmp_path / "ballots.csv"
    sheet.write_bytes(packed("[Content_Types].xml", "xl/workbook.xml"))
    with pytest.raises(InputError, match="Excel"):
        read_ballots(sheet, form="csv")


# Folders


def test_files_passed_over_are_named(tmp_path: Path) -> None:
    """A readme and a PDF beside the ballots: named at the end, as warnings."""
    (tmp_path / "a.blt").write_text(f"3 1\n1 3 0\n0\n{NAMES}")
    (tmp_path / "minutes.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "README.md").write_text("about")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    assert list(dict(read_many(tmp_path))) == ["a.blt"]
    assert [(p.file, p.code, p.level) for p in passed_over(tmp_path)] == [
        ("README.md", "passed-over", "warning"),
        ("minutes.pdf", "passed-over", "warning"),
    ]


@pytest.mark.parametrize("beside", [[], ["minutes.pdf"]])
def test_a_folder_without_ballots_is_a_problem(tmp_path: Path, beside: list[str]) -> None:
    """Nothing to read is not nothing to say."""
    for name in beside:
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    with pytest.raises(InputError) as caught:
        list(read_many(tmp_path))
    assert "no-ballots" in {p.code for p in caught.value.problems}
    assert {p.file for p in caught.value.problems if p.level == "warning"} == set(beside)


# Forms of a survey

GRID = (
    "Timestamp,Email Address,Rank the candidates [Ann],Rank the candidates [Bea]\n"
    "2026/01/02 10:11:12,a@example.org,1st,2nd\n"
    "2026/01/02 10:12:12,b@example.org,2nd choice,1st choice\n"
    "2026/01/02 10:13:12,c@example.org,1,\n"
)


def test_a_ranking_grid() -> None:
    """Ordinals are ranks, names stand in brackets; times and addresses are not shown."""
    file = read(GRID)
    assert dict(file.profile.rankings()) == {("Ann", "Bea"): 1, ("Bea", "Ann"): 1, ("Ann",): 1}
    assert "Email Address" in noted(file)["columns-aside"]
    assert "example.org" not in str(file.notes)


def test_repeated_problems_are_folded() -> None:
    """500 rows with the same fault in a column are three problems and a number."""
    rows = "".join(f"x{k},1\n" for k in range(500))
    with pytest.raises(InputError) as caught:
        read("Ann,Bea\n" + rows)
    assert len(caught.value.problems) <= 6
    assert "more" in caught.value.problems[-1].message


@pytest.mark.parametrize("mark", ["x", "X", "✓", "yes", "Yes"])
def test_approval_with_crosses(mark: str) -> None:
    """A cross, a tick or a yes is a mark; an empty cell or a no is none."""
    no = "no" if mark.lower() == "yes" else ""
    file = read(f"Ann,Bea\n{mark},{no}\n{mark},{mark}\n")
    assert file.profile.kind == "choices"
    assert dict(file.profile.rankings()) == {("Ann",): 1, ("Ann", "Bea"): 1}


def test_two_names_in_a_rank() -> None:
    """`Ann;Bob` is an overvote where both stand elsewhere; else a name with a separator."""
    file = read("choice1,choice2\nAnn;Bob,Cy\nAnn,Bob\n")
    both = frozenset({"Ann", "Bob"})
    assert dict(file.profile.rankings()) == {(both, "Cy"): 1, ("Ann", "Bob"): 1}
    assert "1 paper" in noted(file)["overvote"]
    odd = read("choice1,choice2\nAnn;Dot,Cy\nAnn,Bob\n")
    assert "Ann;Dot" in odd.profile.candidates
    assert "Ann;Dot" in noted(odd)["separator-in-name"]
