"""Every kind of bad input is found, named with its line, and never stops the search for others."""

import time

import pytest

from hustings.formats.record_folder import read_folder
from hustings.formats.tables import PROBLEM_LIMIT, SIZE_LIMIT

ACTS = "contest_id,candidate_id,organisation_id,organisation,bloc,act,on,source\n"


def found(folder):
    return {(p.file, p.line, p.code) for p in read_folder(folder)[1]}


def test_a_folder_that_is_a_file(tmp_path):
    path = tmp_path / "record.csv"
    path.write_text("")
    assert [p.code for p in read_folder(path)[1]] == ["not-a-folder"]


@pytest.mark.parametrize("name", ["nowhere", "a" * 5000, "a\0b"])
def test_a_folder_that_is_not_there(tmp_path, name):
    assert [p.code for p in read_folder(tmp_path / name)[1]] == ["not-a-folder"]


def test_files_that_must_be_there(tmp_path):
    assert found(tmp_path) == {
        ("record.toml", 0, "missing-file"),
        ("contests.csv", 0, "missing-file"),
        ("candidates.csv", 0, "missing-file"),
    }


def test_a_table_under_another_name_is_not_passed_over_in_silence(tmp_path):
    for name in ("Results.csv", "procedure.csv", "declarations.xlsx", "notes.txt", "votes.blt"):
        (tmp_path / name).write_text("")
    odd = {name for name, _, code in found(tmp_path) if code == "unread-file"}
    assert odd == {"Results.csv", "procedure.csv", "declarations.xlsx"}


@pytest.mark.parametrize(
    ("head", "code", "line"),
    [
        ("organisation = ", "broken-toml", 1),
        ('licence = "x"\norganisation = "a" "b"\n', "broken-toml", 2),
        ("a = " + "[" * 5000, "broken-toml", 1),
        ("organisation = 3\n", "not-text", 0),
        ("", "missing-value", 0),
        ('organisation = "a"\nsettings = 3\n', "not-a-table", 0),
        ('organisation = "a"\n[settings]\nx = "y"\n', "not-a-number", 0),
        ('organisation = "a"\n[settings]\nx = nan\n', "not-a-number", 0),
        ('organisation = "a"\n[settings]\nx = true\n', "not-a-number", 0),
        ('organisation = "a"\ncolour = "red"\n', "unknown-key", 0),
    ],
)
def test_a_head_that_cannot_be_used(write, head, code, line):
    assert found(write({"record.toml": head})) == {("record.toml", line, code)}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", ("results.csv", 0, "empty-file")),
        (b"\n\n", ("results.csv", 0, "empty-file")),
        (b"contest_id,source\n", ("results.csv", 1, "missing-column")),
        (b"contest_id;candidate_id;votes\n", ("results.csv", 1, "wrong-separator")),
        (b"contest_id,candidate_id,votes,votes,source\n", ("results.csv", 1, "duplicate-column")),
        (b"contest_id,candidate_id,colour,source\n", ("results.csv", 1, "unknown-column")),
        (
            b"contest_id,candidate_id,notes,source\nc-2020,ann,caf\xe9,x\n",
            ("results.csv", 2, "wrong-encoding"),
        ),
        ("contest_id,candidate_id\n".encode("utf-16"), ("results.csv", 1, "wrong-encoding")),
        (
            b"contest_id,candidate_id,notes,source\n\nc-2020,ann,\0,x\n",
            ("results.csv", 3, "nul-byte"),
        ),
        (
            b'contest_id,candidate_id,notes,source\nc-2020,ann,"x"y,x\n',
            ("results.csv", 2, "broken-quotes"),
        ),
        (
            b'contest_id,candidate_id,notes,source\nc-2020,ann,"x,x\n',
            ("results.csv", 2, "broken-quotes"),
        ),
    ],
)
def test_a_file_that_cannot_be_used(write, text, problem):
    assert found(write({"results.csv": text})) == {problem}


def test_the_encoding_problem_says_what_to_do(write):
    folder = write({"results.csv": b"contest_id,candidate_id,source\nc-2020,ann,caf\xe9\n"})
    (problem,) = read_folder(folder)[1]
    assert "0xE9" in problem.message
    assert "UTF-8" in problem.next_step


def test_a_huge_file_is_refused_unread(write):
    folder = write()
    with (folder / "results.csv").open("wb") as file:
        file.truncate(200 * 2**20)
    start = time.perf_counter()
    assert found(folder) == {("results.csv", 0, "too-large")}
    assert time.perf_counter() - start < 1
    assert SIZE_LIMIT == 64 * 2**20


def test_a_table_that_is_a_folder(write):
    folder = write({"results.csv": None})
    (folder / "results.csv").mkdir()
    assert found(folder) == {("results.csv", 0, "not-a-file")}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("c-2020,ann,6O,yes,minutes", "not-a-number"),
        ('c-2020,ann,"1,000",yes,minutes', "not-a-number"),
        ("c-2020,ann,٣,yes,minutes", "not-a-number"),
        ("c-2020,ann," + "9" * 5000 + ",yes,minutes", "not-a-number"),
        ("c-2020,ann,-6,yes,minutes", "negative-number"),
        ("c-2020,ann,6,maybe,minutes", "not-yes-or-no"),
        ("c-2020,,6,yes,minutes", "missing-value"),
        ("c-2020,ann,6,yes", "ragged-row"),
        ("c-2020,ann,6,yes,minutes,more", "ragged-row"),
        ("c-1920,ann,6,yes,minutes", "unknown-contest"),
        ("c-2020,dan,6,yes,minutes", "unknown-candidate"),
        ("c-2021,cyd,6,yes,minutes", "unknown-candidacy"),
        ("c-2020,ann,6,yes,", "no-source"),
    ],
)
def test_a_row_that_cannot_be_used(write, row, code):
    text = f"contest_id,candidate_id,votes,elected,source\n{row}\n"
    problems = found(write({"results.csv": text}))
    assert problems - {("results.csv", 2, "undated-row")} == {("results.csv", 2, code)}


def test_lines_are_right_after_a_quoted_line_break(write):
    text = (
        "contest_id,candidate_id,votes,notes,source\n"
        'c-2020,ann,6,"two\nlines",x\n'
        "c-2020,bob,six,,x\n"
    )
    assert found(write({"results.csv": text})) == {("results.csv", 4, "not-a-number")}


def test_a_row_twice_names_the_first(write, with_rows):
    folder = write({"results.csv": with_rows("results.csv", "c-2020,ann,61,yes,minutes")})
    (problem,) = read_folder(folder)[1]
    assert (problem.line, problem.code) == (5, "duplicate-row")
    assert "line 3" in problem.message


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("c,C,0,stv,,,,x", "too-small"),
        ("c,C,2,fptp,,,,x", "unknown-rule"),
        ("c,C,2,stv,,2020-02-30,,x", "impossible-date"),
        ("c,C,2,stv,,0020-02-03,,x", "impossible-date"),
        ("c,C,2,stv,,1 May 2020,,x", "impossible-date"),
        ("c,C,2,stv,,2020-05-20,2020-05-01,x", "closed-before-opened"),
    ],
)
def test_a_contest_that_cannot_be(write, with_rows, row, code):
    assert ("contests.csv", 4, code) in found(
        write({"contests.csv": with_rows("contests.csv", row)})
    )


def test_votes_that_the_ballots_do_not_allow(write, with_rows):
    """100 ballots of at most 2 votes: nobody has 101, and all together have at most 200."""
    results = with_rows("results.csv").replace("70", "101")
    assert found(write({"results.csv": results})) == {
        ("results.csv", 2, "votes-above-ballots"),
        ("results.csv", 2, "votes-above-papers"),
    }


def test_more_elected_than_seats(write, with_rows):
    results = with_rows("results.csv").replace("no", "yes")
    assert ("results.csv", 4, "more-elected-than-seats") in found(write({"results.csv": results}))


def test_a_declaration_before_the_close(write):
    early = "contest_id,declared,source\nc-2020,2020-05-02,x\n"
    assert ("contests.csv", 2, "declared-before-close") in found(write({"declarations.csv": early}))


def test_acts_that_cannot_be(write):
    acts = (
        f"{ACTS}c-2020,ann,s,S,left,endorsed,2020-05-21,x\n"
        "c-2020,ann,s,S,left,liked,2020-05-02,x\n"
        "c-2020,ann,s,S,left,withdrawn,2020-05-20,x\n"
    )
    assert found(write({"endorsements.csv": acts})) == {
        ("endorsements.csv", 2, "act-after-close"),
        ("endorsements.csv", 3, "unknown-act"),
    }


def test_without_persons_the_candidates_table_knows_the_people(write):
    acts = f"{ACTS}c-2020,dan,s,S,left,endorsed,2020-05-02,x\n"
    assert found(write({"persons.csv": None, "endorsements.csv": acts})) == {
        ("endorsements.csv", 2, "unknown-candidate")
    }


def test_a_broken_table_is_not_held_against_the_others(write):
    """contests.csv cannot be read, so no row elsewhere is blamed for naming its contests."""
    assert {p[0] for p in found(write({"contests.csv": b"\xff"}))} == {"contests.csv"}
    bad_row = "contest_id,label,seats,rule,source\nc-2020,C,0,stv,x\nc-2021,C,2,stv,x\n"
    problems = read_folder(write({"contests.csv": bad_row}))[1]
    assert {p.file for p in problems if p.level == "error"} == {"contests.csv"}


def test_everything_is_found_at_once(write):
    """Seven faults in five files: seven problems, each in its place."""
    folder = write(
        {
            "record.toml": "organisation = 1\n",
            "contests.csv": "contest_id,label,seats,rule,source\nc-2020,C,two,stv,x\n",
            "persons.csv": b"\xff",
            "candidates.csv": "contest_id,candidate_id,source\nc-2020,ann,x\nc-1999,ann,x\n",
            "results.csv": "contest_id,candidate_id,votes,source\nc-2020,ann,-1,x\nc-2020\n",
            "events.csv": "",
        }
    )
    errors = {(p.file, p.line, p.code) for p in read_folder(folder)[1] if p.level == "error"}
    assert errors == {
        ("record.toml", 0, "not-text"),
        ("contests.csv", 2, "not-a-number"),
        ("persons.csv", 1, "wrong-encoding"),
        ("candidates.csv", 3, "unknown-contest"),
        ("results.csv", 2, "negative-number"),
        ("results.csv", 3, "ragged-row"),
        ("events.csv", 0, "empty-file"),
    }


def test_the_listing_stops_after_a_thousand(write):
    text = "contest_id,candidate_id,votes,source\n" + "c-2020,ann,x,x\n" * (3 * PROBLEM_LIMIT)
    problems = read_folder(write({"results.csv": text}))[1]
    assert len(problems) == PROBLEM_LIMIT + 1
    assert "too-many" in {p.code for p in problems}
